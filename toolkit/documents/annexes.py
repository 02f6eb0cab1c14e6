"""The end of the DUERP: factors, cancérogènes, who took part, what the law asks."""

from toolkit import i18n
from toolkit.documents.inventory import SMALL, SMALL_BOLD, SMALL_SOFT
from toolkit.documents.paper import BODY, MARGIN, SOFT, Paper, Style
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Duerp, Exposure
from toolkit.domain.obligations import Cse, State
from toolkit.i18n import _, format_date, ngettext

_COLOURS = {
    State.DONE: (61, 106, 47),
    State.MISSING: (180, 70, 30),
    State.CONFIRM: (122, 86, 0),
    State.NOT_DUE: (76, 95, 90),
}


def write(paper: Paper, duerp: Duerp, signed_by: str) -> None:
    paper.new_page()
    paper.title_line(_("Annexes"), 16, level=0)
    _factors(paper, duerp)
    _carcinogens(paper, duerp)
    _participation(paper, duerp)
    _requirements(paper, duerp)
    _references(paper, duerp)
    if signed_by:
        _names(paper, signed_by)


def _heading(paper: Paper, text: str) -> None:
    paper.gap(6)
    paper.title_line(text, 12, level=1)
    paper.gap(1)


def _factors(paper: Paper, duerp: Duerp) -> None:
    _heading(paper, _("Facteurs de risques professionnels (L4161-1, R4121-1-1)"))
    if not duerp.exposures:
        paper.text_block(_("Aucun des dix facteurs n'apparaît dans l'inventaire."))
    for exposure in duerp.exposures:
        text = f"{exposure.name} : {_proportion(duerp, exposure)}"
        paper.text_block(text, SMALL_BOLD)
        if exposure.threshold:
            paper.text_block(_("Seuil : ") + exposure.threshold, SMALL_SOFT)
        paper.text_block(_("Situations : ") + ", ".join(exposure.risks), SMALL)
        paper.gap(1.5)


def _proportion(duerp: Duerp, exposure: Exposure) -> str:
    if exposure.threshold is None:
        return _("pas de seuil, les situations sont décrites ci-dessous")
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


def _carcinogens(paper: Paper, duerp: Duerp) -> None:
    rows = [row for row in duerp.rows if row.is_cmr]
    used = [row for row in rows if row.mastery is not Mastery.NOT_CONCERNED]
    if not used:
        return
    _heading(
        paper, _("Cancérogènes, mutagènes, toxiques pour la reproduction (R4412-66)")
    )
    for row in used:
        paper.text_block(row.risk, SMALL_BOLD)
        paper.text_block(
            _("Recherche d'un produit ou procédé moins dangereux : ")
            + (row.substitution or _("à noter")),
            SMALL,
        )
        paper.gap(1.5)


def _participation(paper: Paper, duerp: Duerp) -> None:
    consultation = duerp.consultation
    _heading(paper, _("Participation"))
    cse = {
        Cse.UNKNOWN: _("consultation à faire ou à confirmer"),
        Cse.NONE: _("pas de comité dans l'entreprise"),
        Cse.CONSULTED: _("consulté"),
    }[consultation.cse]
    lines = (
        (_("Validé par"), consultation.role or _("pas encore validé")),
        (_("Personnes consultées"), consultation.consulted or _("à préciser")),
        (_("Comité social et économique"), cse),
        (_("Son avis"), consultation.cse_opinion or "–"),
        (_("Exposition des femmes et des hommes"), duerp.sex_impact or _("à préciser")),
    )
    for name, text in lines:
        paper.columns(
            [
                (MARGIN, paper.wrap(name, 55, SMALL_BOLD)),
                (MARGIN + 60, paper.wrap(text, BODY - 60, SMALL)),
            ]
        )
        paper.gap(1)


def _requirements(paper: Paper, duerp: Duerp) -> None:
    _heading(paper, _("Ce que la loi demande"))
    articles = {text.id: text.article or text.title for text in duerp.references}
    for requirement in duerp.requirements:
        state = Style(size=9, is_bold=True, colour=_COLOURS[requirement.state])
        texts = ", ".join(articles[i] for i in requirement.references)
        body = paper.wrap(f"{requirement.text} ({texts})", BODY - 42, SMALL)
        if requirement.state in (State.MISSING, State.CONFIRM):
            body += paper.wrap(requirement.hint, BODY - 42, SMALL_SOFT)
        paper.columns(
            [
                (MARGIN, paper.wrap(i18n.state_name(requirement.state), 40, state)),
                (MARGIN + 42, body),
            ]
        )
        paper.gap(1.2)


def _references(paper: Paper, duerp: Duerp) -> None:
    _heading(paper, _("Textes cités (Code du travail, sauf mention contraire)"))
    tiny, soft = Style(size=7.5), Style(size=7.5, colour=SOFT)
    for text in duerp.references:
        since = _("depuis le {day}").format(day=format_date(text.in_force_since))
        if text.in_force_until:
            since += _(", jusqu'au {day} non compris").format(
                day=format_date(text.in_force_until)
            )
        checked = _("relu le {day}").format(day=format_date(text.checked_on))
        identity = " · ".join(i for i in (text.legiarti, since, checked) if i)
        paper.columns(
            [
                (MARGIN, paper.wrap(text.article or text.title, 20, tiny)),
                (MARGIN + 22, paper.wrap(text.subject, 96, tiny)),
                (MARGIN + 122, paper.wrap(identity, BODY - 122, soft)),
            ]
        )
        paper.gap(0.8)


def _names(paper: Paper, signed_by: str) -> None:
    paper.new_page()
    paper.title_line(_("Annexe des noms"), 12, level=1)
    paper.text_block(
        _("Cette page est à part : le contenu scellé ne nomme personne."), SMALL_SOFT
    )
    paper.gap(2)
    paper.text_block(_("Validé par : ") + signed_by, Style(size=10))
