"""A table of the outline as plain rows and columns, and how wide each should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from math import ceil

from toolkit.documents.outline import Cell, Row, Table, Tone, text_of

_SHORT, _NARROWEST = 18, 9  # characters
_STEPS = ((45, 17.0), (130, 24.0))
_WIDEST = 34.0
_LETTERS = 1.1  # in a unit of width, which is that of a digit


@dataclass(frozen=True)
class Grid:
    """`texts` are the rows as they are shown."""

    names: tuple[str, ...]
    tones: tuple[Tone, ...]
    rows: tuple[Row, ...]
    texts: tuple[tuple[str, ...], ...]


def grid_of(table: Table) -> Grid:
    """The bands' names become columns; a column without a word is left out."""
    rows = [(*band.path, *row) for band in table.bands for row in band.rows]
    names = (*table.band_columns, *(column.name for column in table.columns))
    plain = (Tone.STRONG,) * len(table.band_columns)
    tones = (*plain, *(column.tone for column in table.columns))
    texts = [tuple(_shown(cell) for cell in row) for row in rows]
    used = [at for at in range(len(names)) if any(row[at] for row in texts)]
    return Grid(
        names=tuple(names[at] for at in used),
        tones=tuple(tones[at] for at in used),
        rows=tuple(tuple(row[at] for at in used) for row in rows),
        texts=tuple(tuple(row[at] for at in used) for row in texts),
    )


def _shown(cell: Cell) -> str:
    """A day is shown in figures here: its words would take longer to write."""
    return "00/00/0000" if isinstance(cell, date) else text_of(cell)


def widths_of(grids: Sequence[Grid]) -> list[float]:
    """Of the columns of a sheet: wide enough for the tables that share them."""
    each = [_widths(grid) for grid in grids]
    return [max(widths) for widths in zip_longest(*each, fillvalue=0.0)]


def _widths(grid: Grid) -> list[float]:
    columns = zip(*grid.texts, strict=True)
    return [_width(n, texts) for n, texts in zip(grid.names, columns, strict=True)]


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
    """How many lines a text takes in a column, a little more rather than less."""
    room = width * _LETTERS
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))
