"""The DUERP as a PDF: decides how it looks, never what it says."""

from toolkit import i18n
from toolkit.documents import annexes, inventory
from toolkit.documents.marks import level_mark
from toolkit.documents.paper import (
    ACCENT,
    BODY,
    BOTTOM,
    MARGIN,
    SOFT,
    TOP,
    Line,
    Paper,
    Style,
    height_of,
)
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Action, Duerp, Rank
from toolkit.domain.rating import Level
from toolkit.i18n import _, format_date, ngettext, use_locale

STOP = Style(is_bold=True, colour=(143, 21, 48))
NUMBER_WIDTH = 13.0
GAP = 5.0
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)  # of page one's text, in points


def render_pdf(duerp: Duerp, locale: str, signed_by: str = "", mark: str = "") -> bytes:
    """The whole document; `signed_by` is printed in the annex of names, `mark` is the
    hash it was sealed under."""
    with use_locale(locale):
        paper = Paper(title=_title(duerp), lang=locale, footer=_footer(duerp, mark))
        _page_one(paper, duerp)
        paper.new_page()
        inventory.method(paper, duerp)
        inventory.actions(paper, duerp)
        inventory.sections(paper, duerp)
        annexes.write(paper, duerp, signed_by)
        return paper.finish()


def _title(duerp: Duerp) -> str:
    return _("Document unique d'évaluation des risques professionnels") + (
        f" · {duerp.company.name}" if duerp.company.name else ""
    )


def _status(duerp: Duerp) -> str:
    if duerp.number is None:
        return _("Projet du {day}, non validé").format(day=format_date(duerp.dated))
    return _("Version {number}, validée le {day}").format(
        number=duerp.number, day=format_date(duerp.dated)
    )


def _footer(duerp: Duerp, mark: str) -> str:
    parts = [duerp.company.name[:50], _status(duerp)]
    if mark:
        parts.append(_("empreinte {mark}").format(mark=mark[:16]))
    return " · ".join(part for part in parts if part)


def _page_one(paper: Paper, duerp: Duerp) -> None:
    """The three actions fill one page: as large as they fit, smaller rather than cut."""
    head = [*_head(paper, duerp), *_heading(paper, duerp)]
    actions = duerp.ranked(Rank.PRIORITY)
    settings = [
        [_action_lines(paper, action, size) for action in actions] for size in SIZES
    ]
    room = BOTTOM - TOP - height_of(head)
    fitting = [blocks for blocks in settings if _height(blocks) <= room]
    blocks = fitting[0] if fitting else settings[-1]
    paper.new_page()
    paper.start_section(_("Trois actions prioritaires"), 0)
    paper.columns([(MARGIN, head)])
    for number, lines in enumerate(blocks, start=1):
        paper.gap(GAP)
        paper.rule(thickness=0.4)
        paper.gap(GAP)
        digit = Line(
            str(number), Style(size=28, is_bold=True, colour=ACCENT, leading=1)
        )
        paper.columns([(MARGIN, [digit]), (MARGIN + NUMBER_WIDTH, lines)])


def _height(blocks: list[list[Line]]) -> float:
    return sum(height_of(lines) + 2 * GAP + 0.5 for lines in blocks)


def _head(paper: Paper, duerp: Duerp) -> list[Line]:
    company = duerp.company
    facts = [
        _("SIRET {siret}").format(siret=_spaced(company.siret))
        if company.siret
        else "",
        duerp.pack.name,
        ngettext("{count} salarié", "{count} salariés", company.effectif)
        if company.effectif is not None
        else "",
    ]
    status_colour = ACCENT if duerp.is_validated else STOP.colour
    return [
        *paper.wrap(
            _("Document unique d'évaluation des risques professionnels"),
            BODY,
            Style(size=11, colour=SOFT),
        ),
        *paper.wrap(
            company.name or _("Entreprise à nommer"),
            BODY,
            Style(size=24, is_bold=True, leading=1.15),
        ),
        *paper.wrap(
            " · ".join(f for f in facts if f), BODY, Style(size=10, colour=SOFT)
        ),
        *paper.wrap(
            _status(duerp),
            BODY,
            Style(size=11, is_bold=True, colour=status_colour),
            gap=1,
        ),
        *paper.wrap(_counts(duerp), BODY, Style(size=10), gap=1),
    ]


def _counts(duerp: Duerp) -> str:
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


def _heading(paper: Paper, duerp: Duerp) -> list[Line]:
    if duerp.ranked(Rank.PRIORITY):
        text = _("Trois actions prioritaires")
    elif duerp.waiting:
        text = _("Aucune action encore : des risques restent à évaluer")
    elif any(row.mastery is Mastery.MASTERED for row in duerp.rows):
        text = _("Aucune action à mener : les mesures en place sont à maintenir")
    else:
        text = _("Aucune action à mener d'après les réponses")
    return paper.wrap(text, BODY, Style(size=16, is_bold=True), gap=6)


def _action_lines(paper: Paper, action: Action, size: float) -> list[Line]:
    width = BODY - NUMBER_WIDTH
    plain, bold = Style(size=size), Style(size=size, is_bold=True)
    soft = Style(size=size, colour=SOFT)
    level = action.rating.level or Level.LOW
    lines = paper.wrap(action.stop_work, width, STOP) if action.stop_work else []
    first, *others = action.steps or (None,)
    lines += paper.wrap(
        first.text if first else action.risk,
        width,
        Style(size=size + 3, is_bold=True, leading=1.2),
    )
    lines += paper.wrap(
        " · ".join(p for p in (i18n.level_name(level), action.risk, action.place) if p),
        width,
        Style(size=size, is_bold=True, colour=level_mark(level)[1]),
        indent=5,
        mark=level_mark(level)[0],
        gap=1,
    )
    for step in others:
        if step:
            lines += paper.wrap("– " + step.text, width, plain)
    minutes = ngettext(" ({count} minute)", " ({count} minutes)", action.minutes or 0)
    lines += paper.wrap(
        _("Premier pas{minutes} : {step}").format(
            minutes=minutes if action.minutes else "", step=action.first_step or "…"
        ),
        width,
        plain,
        gap=1.2,
    )
    lines += paper.wrap(who_and_when(action), width, bold, gap=1.2)
    if action.subsidy:
        lines += paper.wrap(_("Aide possible : ") + action.subsidy, width, soft)
    return lines


def who_and_when(action: Action) -> str:
    return _("Qui : {who} · Avant le : {due}").format(
        who=action.who or _("à décider"),
        due=format_date(action.due) if action.due else _("à décider"),
    )


def _spaced(siret: str) -> str:
    """« 732 829 320 00074 », as it is read aloud."""
    return "\u00a0".join((siret[:3], siret[3:6], siret[6:9], siret[9:]))
