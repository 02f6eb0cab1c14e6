"""One page for the wall: the three actions, and the risks that matter most."""

from dataclasses import dataclass

from toolkit import i18n
from toolkit.documents.marks import LEVELS
from toolkit.documents.outline import clean, text_of
from toolkit.documents.palette import ACCENT, ALERT, SOFT, hexadecimal
from toolkit.documents.paper import BODY, BOTTOM, MARGIN, Line, Paper, Style, height_of
from toolkit.documents.papers import pictograms, sheet
from toolkit.documents.parts.summary import heading, who_and_when
from toolkit.documents.pdf_marks import level_mark
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Action, Duerp, Rank, Row
from toolkit.i18n import _, use_locale

RISKS = 10
_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_NUMBER = 13.0
_PICTO, _GAP, _GUTTER = 9.0, 4.0, 8.0


@dataclass(frozen=True)
class Cell:
    """A risk with its pictogram, in one of the two columns."""

    family: str
    lines: list[Line]

    @property
    def height(self) -> float:
        return max(_PICTO, height_of(self.lines)) + 3.5


def render_wall(duerp: Duerp, locale: str, mark: str) -> bytes:
    with use_locale(locale):
        title = _("Nos risques, nos trois actions")
        paper = sheet.begin(duerp, title, locale, mark)
        sheet.head(paper, duerp, title, size=30)
        actions, rows = duerp.ranked(Rank.PRIORITY), gravest(duerp)
        size = _fitting(paper, actions, rows)
        _actions(paper, actions, duerp, size)
        _risks(paper, rows, size)
        return paper.finish()


def gravest(duerp: Duerp) -> list[Row]:
    """The risks to know first: what is left to do, then what is mastered and grave."""
    known = {
        row.risk_id: row
        for row in sorted(duerp.rows, key=_order, reverse=True)
        if row.is_evaluated and row.mastery is not Mastery.NOT_CONCERNED
    }
    return sorted(known.values(), key=_order)[:RISKS]


def _order(row: Row) -> tuple[int, int]:
    return -(row.rating.level or 0), -row.rating.severity


def _fitting(paper: Paper, actions: tuple[Action, ...], rows: list[Row]) -> float:
    """The largest size of text at which all of it stands on the page."""
    for size in _SIZES:
        actions_high = sum(
            height_of(_action_lines(paper, action, size)) + 2 * _GAP
            for action in actions
        )
        cells = _cells(paper, rows, size)
        if actions_high + _rows_height(cells) + 34 <= paper.room:
            return size
    return _SIZES[-1]


def _actions(
    paper: Paper, actions: tuple[Action, ...], duerp: Duerp, size: float
) -> None:
    style = Style(size=16, is_bold=True, colour=ACCENT)
    paper.columns([(MARGIN, paper.wrap(heading(duerp), BODY, style))])
    for number, action in enumerate(actions, start=1):
        paper.gap(_GAP / 2)
        paper.rule(thickness=0.4)
        paper.gap(_GAP)
        digit = Style(size=size * 2, is_bold=True, colour=ACCENT, leading=1)
        lines = _action_lines(paper, action, size)
        paper.columns([(MARGIN, [Line(str(number), digit)]), (MARGIN + _NUMBER, lines)])
    paper.gap(5)


def _action_lines(paper: Paper, action: Action, size: float) -> list[Line]:
    width = BODY - _NUMBER
    lines: list[Line] = []
    if action.stop_work:
        stop = Style(size=size, is_bold=True, colour=ALERT)
        lines += paper.wrap(clean(action.stop_work), width, stop)
    first = action.steps[0].text if action.steps else action.risk
    bold = Style(size=size + 1, is_bold=True, leading=1.2)
    lines += paper.wrap(clean(first), width, bold)
    who, due = who_and_when(action)
    said = _("Qui : {who} · Avant le : {due}").format(
        who=text_of(who), due=text_of(due)
    )
    lines += paper.wrap(clean(said), width, Style(size=size - 1, colour=SOFT), gap=0.8)
    return lines


def _cells(paper: Paper, rows: list[Row], size: float) -> list[Cell]:
    width = (BODY - _GUTTER) / 2 - _PICTO - 3
    bold = Style(size=size - 1, is_bold=True, leading=1.2)
    cells: list[Cell] = []
    for row in rows:
        lines = paper.wrap(clean(row.risk), width, bold)
        level = row.rating.level
        if level:
            colour = Style(size=size - 2, is_bold=True, colour=LEVELS[level])
            mark = level_mark(level)
            name = i18n.level_name(level)
            lines += paper.wrap(name, width, colour, indent=4.8, mark=mark)
        else:
            kept = Style(size=size - 2, colour=SOFT)
            lines += paper.wrap(_("Maîtrisé, à maintenir"), width, kept)
        cells.append(Cell(row.family_id, lines))
    return cells


def _rows_height(cells: list[Cell]) -> float:
    pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    return sum(max(cell.height for cell in pair) for pair in pairs)


def _risks(paper: Paper, rows: list[Row], size: float) -> None:
    if not rows:
        return
    paper.rule(ACCENT, 0.5)
    paper.gap(4)
    style = Style(size=16, is_bold=True, colour=ACCENT)
    paper.columns([(MARGIN, paper.wrap(_("À connaître ici"), BODY, style))])
    paper.gap(3)
    cells = _cells(paper, rows, size)
    for at in range(0, len(cells), 2):
        pair = cells[at : at + 2]
        height = max(cell.height for cell in pair)
        if paper.cursor + height > BOTTOM:
            return  # the smallest text was too large: the gravest were first
        for side, cell in enumerate(pair):
            x = MARGIN + side * ((BODY - _GUTTER) / 2 + _GUTTER)
            colour = f"#{hexadecimal(ACCENT)}"
            pictograms.draw(paper, cell.family, x, paper.cursor, _PICTO, colour)
            top = paper.cursor
            paper.columns([(x + _PICTO + 3, cell.lines)])
            paper.cursor = top
        paper.gap(height)
