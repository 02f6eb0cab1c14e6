"""The body of the DUERP: method, actions, and every risk by unité de travail."""

from toolkit import i18n
from toolkit.documents.marks import level_mark
from toolkit.documents.paper import (
    ACCENT,
    BODY,
    MARGIN,
    SOFT,
    Line,
    Paper,
    Style,
    height_of,
)
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Action, Duerp, Rank, Row, Section
from toolkit.domain.places import place_words
from toolkit.domain.rating import Level
from toolkit.i18n import _, format_date, ngettext

SMALL = Style(size=9)
SMALL_SOFT = Style(size=9, colour=SOFT)
SMALL_BOLD = Style(size=9, is_bold=True)

# The inventory's three columns, in millimetres: x, width.
RISK = (MARGIN, 84.0)
LEVEL = (MARGIN + 88, 34.0)
DONE = (MARGIN + 126, 54.0)


def method(paper: Paper, duerp: Duerp) -> None:
    paper.title_line(_("Comment lire ce document"), 16, level=0)
    paper.gap(2)
    paper.text_block(
        _(
            "Chaque risque est regardé deux fois : le dommage le plus grave qui soit "
            "plausible (un soin, un arrêt de travail, des séquelles ou une maladie "
            "durable, un décès) et la fréquence à laquelle on y est exposé. Les deux "
            "donnent le niveau : faible, moyen, élevé ou très élevé. Un risque en partie "
            "maîtrisé baisse d'un niveau, sans descendre sous « élevé » s'il peut tuer, "
            "ni sous « moyen » s'il peut laisser des séquelles. Un risque maîtrisé reste "
            "inscrit, avec les mesures à maintenir. Ce qui n'a pas de réponse est écrit "
            "« à évaluer »."
        )
    )
    paper.gap(2)
    paper.text_block(
        _("Questionnaire : {name}, édition du {day}.").format(
            name=duerp.pack.name, day=format_date(duerp.pack.edition)
        ),
        SMALL_SOFT,
    )
    _units(paper, duerp)
    _circumstances(paper, duerp)


def _units(paper: Paper, duerp: Duerp) -> None:
    paper.gap(5)
    paper.title_line(_("Unités de travail"), 12)
    sites = {site.id: site for site in duerp.sites}
    for unit in duerp.units:
        people = (
            ngettext("{count} personne", "{count} personnes", unit.people)
            if unit.people is not None
            else _("nombre de personnes à préciser")
        )
        name = place_words(sites.get(unit.site), unit.name)
        paper.text_block(f"– {name} : {people}")


def _circumstances(paper: Paper, duerp: Duerp) -> None:
    paper.gap(5)
    paper.title_line(_("Ce que l'entreprise a déclaré"), 12)
    said = {True: _("Oui"), False: _("Non"), None: _("Sans réponse")}
    for fact in duerp.circumstances:
        paper.columns(
            [
                (MARGIN, paper.wrap(fact.question, BODY - 30, SMALL)),
                (MARGIN + BODY - 26, paper.wrap(said[fact.answer], 26, SMALL_BOLD)),
            ]
        )


def actions(paper: Paper, duerp: Duerp) -> None:
    """Everything to do, most pressing first: L4121-3-1 III wants it in here."""
    paper.gap(8)
    paper.title_line(_("Liste des actions"), 16, level=0)
    if not duerp.actions:
        paper.text_block(_("Aucune action : aucun risque n'est déclaré à traiter."))
        return
    names = {
        Rank.PRIORITY: _("Les trois priorités"),
        Rank.IMMEDIATE: _("À prendre aussi tout de suite"),
        Rank.LATER: _("Ensuite"),
    }
    for rank, name in names.items():
        listed = duerp.ranked(rank)
        if listed:
            paper.gap(3)
            paper.title_line(name, 12)
        for action in listed:
            _action(paper, action)


def _action(paper: Paper, action: Action) -> None:
    left = paper.wrap(action.risk, 66, SMALL_BOLD)
    left += paper.wrap(action.place, 66, SMALL_SOFT) if action.place else []
    level = action.rating.level or Level.LOW
    mark, colour = level_mark(level)
    badge = Style(size=9, is_bold=True, colour=colour)
    left += paper.wrap(i18n.level_name(level), 66, badge, indent=4.5, mark=mark)
    right: list[Line] = []
    if action.stop_work:
        right += paper.wrap(action.stop_work, 110, SMALL_BOLD)
    for step in action.steps:
        kind = f" ({i18n.principle_name(step.principle)})" if step.principle else ""
        right += paper.wrap(f"– {step.text}{kind}", 110, SMALL)
    if not action.steps:
        right += paper.wrap(_("Mesure à décider."), 110, SMALL)
    if action.first_step:
        right += paper.wrap(_("Premier pas : ") + action.first_step, 110, SMALL_SOFT)
    who = action.who or _("à décider")
    due = format_date(action.due) if action.due else _("à décider")
    right += paper.wrap(
        _("Qui : {who} · Avant le : {due}").format(who=who, due=due), 110, SMALL_BOLD
    )
    paper.gap(2)
    paper.need(max(height_of(left), height_of(right)) + 2)
    paper.rule()
    paper.gap(1.5)
    paper.columns([(MARGIN, left), (MARGIN + 70, right)])


def sections(paper: Paper, duerp: Duerp) -> None:
    paper.gap(10)
    paper.title_line(_("Inventaire des risques"), 16, level=0)
    for section in duerp.sections:
        _section(paper, section)


def _section(paper: Paper, section: Section) -> None:
    name = section.place or _shared(section)
    paper.gap(5)
    paper.title_line(name, 13, level=1)
    paper.gap(1)
    _column_heads(paper)
    paper.on_new_page = lambda: _continued(paper, name)
    for row in section.rows:
        _row(paper, row, row.place if row.place != section.place else "")
    paper.on_new_page = None


def _shared(section: Section) -> str:
    if any(row.place for row in section.rows):
        return _("Communs à plusieurs unités de travail")
    return _("Dans toutes les unités de travail")


def _continued(paper: Paper, name: str) -> None:
    paper.columns([(MARGIN, paper.wrap(name + _(" (suite)"), BODY, SMALL_SOFT))])
    _column_heads(paper)


def _column_heads(paper: Paper) -> None:
    style = Style(size=8.5, is_bold=True, colour=ACCENT)
    heads = ((RISK, _("Risque")), (LEVEL, _("Niveau")), (DONE, _("Mesures en place")))
    paper.columns([(x, paper.wrap(text, width, style)) for (x, width), text in heads])
    paper.gap(0.5)
    paper.rule(ACCENT, 0.4)
    paper.gap(1)


def _row(paper: Paper, row: Row, place: str) -> None:
    columns = [
        (RISK[0], _what(paper, row, place)),
        (LEVEL[0], _how_bad(paper, row)),
        (DONE[0], _done(paper, row)),
    ]
    paper.columns(columns)
    paper.gap(1.5)
    paper.rule()
    paper.gap(1.5)


def _what(paper: Paper, row: Row, place: str) -> list[Line]:
    width = RISK[1]
    return [
        *paper.wrap(row.risk, width, Style(size=9.5, is_bold=True)),
        *(paper.wrap(place, width, SMALL_BOLD) if place else []),
        *paper.wrap(row.family, width, Style(size=8, colour=SOFT)),
        *paper.wrap(row.text, width, SMALL),
        *paper.wrap(_("Exposés : ") + row.who, width, Style(size=8, colour=SOFT)),
    ]


def _how_bad(paper: Paper, row: Row) -> list[Line]:
    """Rated only where somebody rated: neither « non concerné » nor « à évaluer »."""
    width = LEVEL[1]
    rating = row.rating
    if not row.is_evaluated or row.mastery is Mastery.NOT_CONCERNED:
        return _verdict(paper, row, width)
    detail = _("Dommage : {harm}. Exposition : {frequency}.").format(
        harm=i18n.severity_name(rating.severity),
        frequency=i18n.frequency_name(rating.frequency),
    )
    said = paper.wrap(detail, width, Style(size=8, colour=SOFT))
    return [*_verdict(paper, row, width), *said]


def _verdict(paper: Paper, row: Row, width: float) -> list[Line]:
    if not row.is_evaluated:
        return paper.wrap(_("À évaluer"), width, SMALL_BOLD)
    if row.mastery is Mastery.NOT_CONCERNED:
        return paper.wrap(i18n.mastery_name(row.mastery), width, SMALL_SOFT)
    if row.rating.level is None:
        kept = Style(size=9, is_bold=True, colour=ACCENT)
        return paper.wrap(_("Maîtrisé, à maintenir"), width, kept)
    mark, colour = level_mark(row.rating.level)
    badge = Style(size=9.5, is_bold=True, colour=colour)
    return [
        *paper.wrap(
            i18n.level_name(row.rating.level), width, badge, indent=4.5, mark=mark
        ),
        *paper.wrap(i18n.mastery_name(row.mastery), width, SMALL),
    ]


def _done(paper: Paper, row: Row) -> list[Line]:
    lines = [
        line
        for text in row.in_place
        for line in paper.wrap("– " + text, DONE[1], SMALL)
    ]
    if row.substitution:
        said = _("Substitution : ") + row.substitution
        lines += paper.wrap(said, DONE[1], SMALL)
    nothing = _("Aucune mesure déclarée") if row.rating.level else "–"
    return lines or paper.wrap(nothing, DONE[1], SMALL_SOFT)
