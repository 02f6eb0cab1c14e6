"""The end of the DUERP: factors, cancérogènes, heat, who took part, what the law asks."""

from toolkit.documents.outline import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Key,
    Paragraph,
    Part,
    PartKey,
    Row,
    Table,
    Tone,
    one_band,
)
from toolkit.documents.parts.inventory import in_place, verdict
from toolkit.domain.answer import Mastery
from toolkit.domain.catalogue import Reference
from toolkit.domain.duerp import Duerp, Exposure, Requirement
from toolkit.domain.obligations import HEAT_AND_COLD, Cse, State
from toolkit.i18n import _, ngettext


def write(duerp: Duerp) -> Part:
    blocks = (
        *_factors(duerp),
        *_carcinogens(duerp),
        *_thermal(duerp),
        Heading(_("Participation")),
        _participation(duerp),
    )
    return Part(PartKey.ANNEXES, _("Annexes"), _("Annexes"), blocks)


def _factors(duerp: Duerp) -> tuple[Block, ...]:
    heading = Heading(_("Facteurs de risques professionnels (L4161-1, R4121-1-1)"))
    if not duerp.exposures:
        none = Paragraph(_("Aucun des dix facteurs n'apparaît dans l'inventaire."))
        return heading, none
    table = Table(
        key=Key.FACTORS,
        columns=(
            Column(_("Facteur"), 0, Tone.STRONG),
            Column(_("Au-delà du seuil"), 1),
            Column(_("Seuil"), 1, Tone.SOFT, is_labelled=True),
            Column(_("Situations"), 2),
        ),
        groups=(
            Group(_("Facteur"), 0.26),
            Group(_("Au-delà du seuil"), 0.34),
            Group(_("Situations"), 0.4),
        ),
        bands=one_band(
            *(
                (e.name, _proportion(duerp, e), e.threshold or "", ", ".join(e.risks))
                for e in duerp.exposures
            )
        ),
    )
    return heading, table


def _proportion(duerp: Duerp, exposure: Exposure) -> str:
    if exposure.threshold is None:
        return _("pas de seuil, les situations sont décrites")
    if exposure.people is None:
        return _("proportion au-delà du seuil à confirmer")
    people = ngettext(
        "{count} salarié au-delà du seuil",
        "{count} salariés au-delà du seuil",
        exposure.people,
    )
    total = duerp.company.effectif
    if not total:
        return people
    share = min(100, round(100 * exposure.people / total))
    return _("{people} sur {total}, soit {share} %").format(
        people=people, total=total, share=share
    )


def _carcinogens(duerp: Duerp) -> tuple[Block, ...]:
    rows = [row for row in duerp.rows if row.is_cmr]
    used = [row for row in rows if row.mastery is not Mastery.NOT_CONCERNED]
    if not used:
        return ()
    table = Table(
        key=Key.CMR,
        columns=(
            Column(_("Risque"), 0, Tone.STRONG),
            Column(_("Recherche d'un produit ou procédé moins dangereux"), 1),
        ),
        groups=(
            Group(_("Risque"), 0.4),
            Group(_("Recherche d'un produit ou procédé moins dangereux"), 0.6),
        ),
        bands=one_band(*((row.risk, row.substitution or _("à noter")) for row in used)),
    )
    return (
        Heading(_("Cancérogènes, mutagènes, toxiques pour la reproduction (R4412-66)")),
        table,
    )


def _thermal(duerp: Duerp) -> tuple[Block, ...]:
    """Heat and cold once more, together: R4121-1 names them."""
    rows = [row for row in duerp.rows if row.family_id == HEAT_AND_COLD]
    if not rows:
        return ()
    table = Table(
        key=Key.THERMAL,
        columns=(
            Column(_("Risque"), 0, Tone.STRONG),
            Column(_("Niveau"), 1, Tone.STRONG),
            Column(_("Mesures en place"), 2),
        ),
        groups=(
            Group(_("Risque"), 0.4),
            Group(_("Niveau"), 0.22),
            Group(_("Mesures en place"), 0.38),
        ),
        bands=one_band(*((row.risk, verdict(row), in_place(row)) for row in rows)),
    )
    return Heading(_("Chaleur et froid (R4121-1)")), table


def _participation(duerp: Duerp) -> Table:
    consultation = duerp.consultation
    cse = {
        Cse.UNKNOWN: _("consultation à faire ou à confirmer"),
        Cse.NONE: _("pas de comité dans l'entreprise"),
        Cse.CONSULTED: _("consulté"),
    }[consultation.cse]
    return Table(
        key=Key.PARTICIPATION,
        columns=(Column(_("Sujet"), 0, Tone.STRONG), Column(_("Ce qui a été dit"), 1)),
        groups=(Group(_("Sujet"), 0.34), Group(_("Ce qui a été dit"), 0.66)),
        bands=one_band(
            (_("Validé par"), consultation.role or _("pas encore validé")),
            (_("Personnes consultées"), consultation.consulted or _("à préciser")),
            (_("Comité social et économique"), cse),
            (_("Son avis"), consultation.cse_opinion or "–"),
            (
                _("Exposition des femmes et des hommes"),
                duerp.sex_impact or _("à préciser"),
            ),
        ),
    )


def requirements(duerp: Duerp) -> Part:
    articles = {text.id: text.article or text.title for text in duerp.references}

    def row(asked: Requirement) -> Row:
        is_open = asked.state in (State.MISSING, State.CONFIRM)
        return (
            asked.state,
            asked.text,
            asked.hint if is_open else "",
            ", ".join(articles[name] for name in asked.references),
        )

    table = Table(
        key=Key.REQUIREMENTS,
        columns=(
            Column(_("État"), 0, Tone.STRONG),
            Column(_("Ce que la loi demande"), 1),
            Column(_("À faire"), 1, Tone.SOFT),
            Column(_("Textes"), 2, Tone.SOFT),
        ),
        groups=(
            Group(_("État"), 0.23),
            Group(_("Ce que la loi demande"), 0.59),
            Group(_("Textes"), 0.18),
        ),
        bands=one_band(*(row(asked) for asked in duerp.requirements)),
    )
    title = _("Ce que la loi demande")
    return Part(PartKey.REQUIREMENTS, title, title, (table,))


def texts(duerp: Duerp) -> Part:
    def row(text: Reference) -> Row:
        until: Cell = text.in_force_until or ""
        return (
            text.article or text.title,
            text.subject,
            text.legiarti or "",
            text.in_force_since,
            until,
            text.checked_on,
        )

    table = Table(
        key=Key.TEXTS,
        columns=(
            Column(_("Article"), 0, Tone.STRONG),
            Column(_("Ce qu'il dit"), 1),
            Column(_("Identifiant"), 2, Tone.SOFT),
            Column(_("Depuis le"), 2, Tone.SOFT, is_labelled=True, joins=True),
            Column(_("Jusqu'au"), 2, Tone.SOFT, is_labelled=True, joins=True),
            Column(_("Relu le"), 2, Tone.SOFT, is_labelled=True, joins=True),
        ),
        groups=(
            Group(_("Article"), 0.13),
            Group(_("Ce qu'il dit"), 0.5),
            Group(_("Version"), 0.37),
        ),
        bands=one_band(*(row(text) for text in duerp.references)),
    )
    return Part(
        PartKey.TEXTS,
        _("Textes cités (Code du travail, sauf mention contraire)"),
        _("Textes cités"),
        (table,),
    )


def names(signed_by: str) -> Part:
    return Part(
        PartKey.NAMES,
        _("Annexe des noms"),
        _("Noms"),
        (
            Paragraph(
                _("Cette page est à part : le contenu scellé ne nomme personne."),
                Tone.SOFT,
            ),
            Paragraph(_("Validé par : {name}").format(name=signed_by)),
        ),
    )
