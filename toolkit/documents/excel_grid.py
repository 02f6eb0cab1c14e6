"""A table of the outline as plain rows and columns, and how wide each should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

from toolkit.documents.outline import Row, Table, Tone, text_of

_SHORT, _NARROWEST = 20, 9  # characters: an identifier of a text of law stands whole
_STEPS = ((45, 17.0), (130, 24.0))
_WIDEST = 34.0
_LETTERS = 1.2  # in a unit of width, which is that of a digit


@dataclass(frozen=True)
class Grid:
    names: tuple[str, ...]
    tones: tuple[Tone, ...]
    rows: tuple[Row, ...]


def grid_of(table: Table) -> Grid:
    """The bands' names become columns; a column without a word is left out."""
    rows = [(*band.path, *row) for band in table.bands for row in band.rows]
    names = (*table.band_columns, *(column.name for column in table.columns))
    plain = (Tone.STRONG,) * len(table.band_columns)
    tones = (*plain, *(column.tone for column in table.columns))
    used = [
        at for at in range(len(names)) if any(text_of(row[at]) != "" for row in rows)
    ]
    return Grid(
        names=tuple(names[at] for at in used),
        tones=tuple(tones[at] for at in used),
        rows=tuple(tuple(row[at] for at in used) for row in rows),
    )


def widths_of(grids: Sequence[Grid]) -> list[float]:
    """Of the columns of a sheet: wide enough for the tables that share them."""
    each = [_widths(grid) for grid in grids]
    return [max(widths) for widths in zip_longest(*each, fillvalue=0.0)]


def _widths(grid: Grid) -> list[float]:
    columns = zip(*grid.rows, strict=True)
    pairs = zip(grid.names, columns, strict=True)
    return [_width(name, [text_of(cell) for cell in cells]) for name, cells in pairs]


def _width(name: str, texts: Sequence[str]) -> float:
    """What is short stands on one line; the longer a text is, the wider its column."""
    longest = max(len(line) for text in texts for line in text.split("\n"))
    total = max(len(text) for text in texts)
    head = max((len(word) for word in name.split()), default=0) + 4
    if longest <= _SHORT:
        return max(_NARROWEST, head, longest * 1.05 + 2)
    fitting = (width for most, width in _STEPS if total <= most)
    return max(head, next(fitting, _WIDEST))


def lines_in(text: str, width: float) -> int:
    """How many lines a text takes in a column, going to the line between words."""
    room = width * _LETTERS
    return sum(
        1 if len(line) <= room else _wrapped(line, room) for line in text.split("\n")
    )


def _wrapped(line: str, room: float) -> int:
    lines, used = 1, -1.0
    for word in line.split(" "):
        used += 1 + len(word)
        if used > room:
            over = ceil(len(word) / room)  # of a word longer than the column
            lines += over if used > len(word) else over - 1
            used = len(word) - (over - 1) * room
    return lines
