"""What a document says, in order and without a look: printed by three printers, which
decide how, never what."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from toolkit import i18n
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level
from toolkit.i18n import _


class Tone(StrEnum):
    """How loud a text is."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    ALERT = "alert"
    ACCENT = "accent"
    TITLE = "title"
    DIGIT = "digit"


@dataclass(frozen=True)
class Said:
    """A text that differs in tone from the rest of its column."""

    text: str
    tone: Tone


Cell: TypeAlias = str | int | date | Level | State | Said
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """`group` is the printed column it stands in, where paper is too narrow for one
    each; `is_labelled` says its name there too; `joins` continues the line before."""

    name: str
    group: int
    tone: Tone = Tone.PLAIN
    is_labelled: bool = False
    joins: bool = False


@dataclass(frozen=True)
class Group:
    """A printed column; `share` of the width, all shares making 1."""

    name: str
    share: float


@dataclass(frozen=True)
class Band:
    """Rows under one heading: a site and a unit, a rank; no path where the table has
    one band only."""

    rows: tuple[Row, ...]
    path: tuple[str, ...] = ()


class Key(StrEnum):
    """What a printer may treat in its own way."""

    PRIORITIES = "priorities"
    GRID = "grid"
    UNITS = "units"
    CIRCUMSTANCES = "circumstances"
    ACTIONS = "actions"
    INVENTORY = "inventory"
    FACTORS = "factors"
    CMR = "cmr"
    THERMAL = "thermal"
    PARTICIPATION = "participation"
    REQUIREMENTS = "requirements"
    TEXTS = "texts"
    FIRST_DAY = "first-day"


@dataclass(frozen=True)
class Table:
    """`band_columns` name what the bands' paths say, where rows stand alone."""

    key: Key
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    band_columns: tuple[str, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        return (row for band in self.bands for row in band.rows)


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    tone: Tone = Tone.PLAIN


Block: TypeAlias = Heading | Paragraph | Table


class PartKey(StrEnum):
    SUMMARY = "summary"
    METHOD = "method"
    ACTIONS = "actions"
    INVENTORY = "inventory"
    ANNEXES = "annexes"
    REQUIREMENTS = "requirements"
    TEXTS = "texts"
    NAMES = "names"


@dataclass(frozen=True)
class Part:
    """`sheet` is its name where there is little room: on a tab."""

    key: PartKey
    title: str
    sheet: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Outline:
    """`footer` stands on every page; `is_project` until somebody validated."""

    title: str
    company: str
    status: str
    footer: str
    language: str
    is_project: bool
    parts: tuple[Part, ...] = field(default=())


@dataclass(frozen=True)
class Piece:
    """One paragraph of a printed cell."""

    text: str
    tone: Tone
    cell: Cell


def text_of(cell: Cell) -> str:
    """A cell in words, in the language of the moment."""
    # Level is an int and State a str: the closed sets come first.
    match cell:
        case Said():
            return cell.text
        case Level():
            return i18n.level_name(cell)
        case State():
            return i18n.state_name(cell)
        case date():
            return i18n.format_date(cell)
        case int():
            return str(cell)
        case _:
            return cell


def stacks(table: Table, row: Row) -> list[list[Piece]]:
    """A row as it is printed: one stack of paragraphs a group, empty cells left out."""
    piles: list[list[Piece]] = [[] for _ in table.groups]
    for column, cell in zip(table.columns, row, strict=True):
        text = text_of(cell)
        if not text:
            continue
        said = labelled(column.name, text) if column.is_labelled else text
        pile = piles[column.group]
        if column.joins and pile:
            before = pile.pop()
            pile.append(Piece(f"{before.text} · {said}", before.tone, before.cell))
        else:
            tone = cell.tone if isinstance(cell, Said) else column.tone
            pile.append(Piece(said, tone, cell))
    return piles


def labelled(name: str, text: str) -> str:
    return _("{name} : {text}").format(name=name, text=text)


def one_band(*rows: Row) -> tuple[Band, ...]:
    return (Band(rows=rows),)


def listed(texts: Sequence[str]) -> str:
    """Several texts in one cell, a line each."""
    return "\n".join(f"– {text}" for text in texts)


def clean(text: str) -> str:
    """Without what no printer can show: control characters, half-characters."""
    spaced = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if spaced.isascii() and spaced.isprintable():
        return spaced
    composed = unicodedata.normalize("NFC", spaced)
    return "".join(c for c in composed if c.isprintable() or c in "\n\u00a0\u202f")
