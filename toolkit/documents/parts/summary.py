"""Page one: the company, where the document stands, and the three actions."""

from toolkit.documents.outline import (
    Band,
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
    listed,
)
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Action, Duerp, Rank
from toolkit.domain.rating import Level
from toolkit.i18n import _, format_date, ngettext


def write(duerp: Duerp) -> Part:
    standing = Tone.ACCENT if duerp.is_validated else Tone.ALERT
    blocks: list[Block] = [
        Paragraph(
            _("Document unique d'évaluation des risques professionnels"), Tone.SOFT
        ),
        Paragraph(duerp.company.name or _("Entreprise à nommer"), Tone.TITLE),
        Paragraph(identity(duerp), Tone.SOFT),
        *(Paragraph(line, Tone.SOFT) for line in (duerp.company.address,) if line),
        Paragraph(status(duerp), standing),
        Paragraph(counts(duerp)),
        Heading(heading(duerp)),
    ]
    actions = duerp.ranked(Rank.PRIORITY)
    if actions:
        blocks.append(priorities(actions))
    title = _("Trois actions prioritaires")
    return Part(PartKey.SUMMARY, title, _("Synthèse"), tuple(blocks))


def status(duerp: Duerp) -> str:
    if duerp.number is None:
        return _("Projet du {day}, non validé").format(day=format_date(duerp.dated))
    return _("Version {number}, validée le {day}").format(
        number=duerp.number, day=format_date(duerp.dated)
    )


def identity(duerp: Duerp) -> str:
    company = duerp.company
    facts = (
        _("SIRET {siret}").format(siret=_spaced(company.siret))
        if company.siret
        else "",
        duerp.pack.name,
        ngettext("{count} salarié", "{count} salariés", company.effectif)
        if company.effectif is not None
        else "",
    )
    return " · ".join(fact for fact in facts if fact)


def _spaced(siret: str) -> str:
    """« 732 829 320 00074 », as it is read aloud."""
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))


def counts(duerp: Duerp) -> str:
    to_do = sum(row.rating.level is not None for row in duerp.rows)
    return ". ".join(
        (
            ngettext(
                "{count} risque regardé", "{count} risques regardés", len(duerp.rows)
            ),
            ngettext("{count} à traiter", "{count} à traiter", to_do),
            ngettext(
                "{count} encore à évaluer",
                "{count} encore à évaluer",
                len(duerp.waiting),
            ),
        )
    )


def heading(duerp: Duerp) -> str:
    if duerp.ranked(Rank.PRIORITY):
        return _("Trois actions prioritaires")
    if duerp.waiting:
        return _("Aucune action encore : des risques restent à évaluer")
    if any(row.mastery is Mastery.MASTERED for row in duerp.rows):
        return _("Aucune action à mener : les mesures en place sont à maintenir")
    return _("Aucune action à mener d'après les réponses")


def priorities(actions: tuple[Action, ...]) -> Table:
    return Table(
        key=Key.PRIORITIES,
        columns=(
            Column(_("N°"), 0, Tone.DIGIT),
            Column(_("À arrêter"), 1, Tone.ALERT),
            Column(_("Action"), 1, Tone.TITLE),
            Column(_("Niveau"), 1),
            Column(_("Risque"), 1, joins=True),
            Column(_("Lieu"), 1, joins=True),
            Column(_("Autres mesures"), 1),
            Column(_("Premier pas"), 1, is_labelled=True),
            Column(_("Durée"), 1, is_labelled=True, joins=True),
            Column(_("Qui"), 1, Tone.STRONG, is_labelled=True),
            Column(_("Avant le"), 1, Tone.STRONG, is_labelled=True, joins=True),
            Column(_("Aide possible"), 1, Tone.SOFT, is_labelled=True),
        ),
        groups=(Group(_("N°"), 0.07), Group(_("Action"), 0.93)),
        bands=(Band(tuple(_priority(n, a) for n, a in enumerate(actions, start=1))),),
    )


def _priority(number: int, action: Action) -> Row:
    first, *others = action.steps or (None,)
    return (
        number,
        action.stop_work or "",
        first.text if first else action.risk,
        action.rating.level or Level.LOW,
        action.risk,
        action.place,
        listed([step.text for step in others if step]),
        action.first_step or _("à décider"),
        ngettext("{count} minute", "{count} minutes", action.minutes)
        if action.minutes
        else "",
        *who_and_when(action),
        action.subsidy or "",
    )


def who_and_when(action: Action) -> tuple[Cell, Cell]:
    undecided = _("à décider")
    return action.who or undecided, action.due or undecided
