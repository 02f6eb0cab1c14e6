"""A table of the outline on paper: rows laid out by hand, heads on every page."""

from dataclasses import dataclass, replace

from toolkit.documents.marks import LEVELS, STATES
from toolkit.documents.outline import Band, Group, Piece, Row, Table, Tone, stacks
from toolkit.documents.palette import ACCENT, ALERT, SOFT
from toolkit.documents.paper import (
    BODY,
    BOTTOM,
    MARGIN,
    TOP,
    Line,
    Paper,
    Style,
    height_of,
)
from toolkit.documents.pdf_marks import level_mark
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level
from toolkit.i18n import _

GUTTER = 4.0  # millimetres between two columns
_HEAD = Style(size=8.5, is_bold=True, colour=ACCENT)
_CONTINUED = Style(size=9, colour=SOFT)

_TONES = {
    Tone.PLAIN: Style(size=9),
    Tone.STRONG: Style(size=9, is_bold=True),
    Tone.SOFT: Style(size=8, colour=SOFT),
    Tone.ALERT: Style(size=9, is_bold=True, colour=ALERT),
    Tone.ACCENT: Style(size=9, is_bold=True, colour=ACCENT),
    Tone.TITLE: Style(size=12, is_bold=True, leading=1.2),
    Tone.DIGIT: Style(size=20, is_bold=True, colour=ACCENT, leading=1),
}


@dataclass(frozen=True)
class Place:
    """Where a printed column stands, in millimetres."""

    x: float
    width: float


def places(groups: tuple[Group, ...]) -> list[Place]:
    room = BODY - GUTTER * (len(groups) - 1)
    found: list[Place] = []
    x = MARGIN
    for group in groups:
        found.append(Place(x, group.share * room))
        x += group.share * room + GUTTER
    return found


def write(paper: Paper, table: Table) -> None:
    """Every band under its heading; `level` 1 bookmarks come with the bands' names."""
    before: tuple[str, ...] = ()
    for band in table.bands:
        _band(paper, table, band, before)
        before = band.path
    paper.gap(2)


def _band(paper: Paper, table: Table, band: Band, before: tuple[str, ...]) -> None:
    rows = [lines_of(paper, table, row) for row in band.rows]
    follows = _opening(rows)
    _headings(paper, band.path, before, follows)
    paper.need(min(follows, BOTTOM - TOP))
    _heads(paper, table)
    paper.on_new_page = lambda: _continued(paper, table, band)
    for lines in rows:
        spots = places(table.groups)
        paper.columns(
            [(s.x, pile) for s, pile in zip(spots, lines, strict=True) if pile]
        )
        paper.gap(1.5)
        paper.rule()
        paper.gap(1.5)
    paper.on_new_page = None


def opening(paper: Paper, table: Table) -> float:
    """The height its heading must not be parted from: the heads and the first row."""
    rows = [band.rows[0] for band in table.bands[:1] if band.rows]
    return _opening([lines_of(paper, table, row) for row in rows])


def _opening(rows: list[list[list[Line]]]) -> float:
    first = max((height_of(lines) for lines in rows[0]), default=0) if rows else 0
    return min(first, 120) + 16


def _headings(
    paper: Paper, path: tuple[str, ...], before: tuple[str, ...], follows: float
) -> None:
    """A band's name; its site's too where the site changes."""
    if len(path) > 1 and path[:1] != before[:1]:
        paper.gap(6)
        paper.title_line(path[0], 14, level=1, follows=follows + 14)
    if path:
        paper.gap(4)
        paper.title_line(path[-1], 12.5, level=len(path), follows=follows)
        paper.gap(1)


def _continued(paper: Paper, table: Table, band: Band) -> None:
    if band.path:
        name = " · ".join(band.path) + _(" (suite)")
        paper.columns([(MARGIN, paper.wrap(name, BODY, _CONTINUED)[:1])])
        paper.gap(1)
    _heads(paper, table)


def _heads(paper: Paper, table: Table) -> None:
    spots = zip(places(table.groups), table.groups, strict=True)
    paper.columns([(s.x, paper.wrap(g.name, s.width, _HEAD)) for s, g in spots])
    paper.gap(0.5)
    paper.rule(ACCENT, 0.4)
    paper.gap(1.2)


def lines_of(paper: Paper, table: Table, row: Row) -> list[list[Line]]:
    """What stands in each printed column of a row."""
    return [
        [line for piece in pile for line in piece_lines(paper, piece, spot.width)]
        for pile, spot in zip(stacks(table, row), places(table.groups), strict=True)
    ]


def piece_lines(
    paper: Paper, piece: Piece, width: float, *, size: float = 0, gap: float = 0
) -> list[Line]:
    """A paragraph of a cell; `size` replaces the table's own."""
    style = _TONES[piece.tone]
    if size:
        larger = size + 3 if piece.tone is Tone.TITLE else size
        style = replace(style, size=28 if piece.tone is Tone.DIGIT else larger)
    if isinstance(piece.cell, State):
        style = replace(style, colour=STATES[piece.cell])
    if not isinstance(piece.cell, Level):
        return paper.wrap(piece.text, width, style, gap=gap)
    bold = replace(style, is_bold=True, colour=LEVELS[piece.cell])
    mark = level_mark(piece.cell)
    return paper.wrap(piece.text, width, bold, indent=4.8, mark=mark, gap=gap)
