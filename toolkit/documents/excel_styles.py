"""The looks of a cell in the workbook."""
# pyright: standard
# This library gives half of its types, and strict reading of it finds nothing.

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, NewType

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from toolkit.documents.marks import LEVELS, STATES
from toolkit.documents.outline import Cell, Said, Tone
from toolkit.documents.palette import (
    ACCENT,
    ALERT,
    INK,
    LINE,
    OFFICE_FONT,
    SOFT,
    TINT,
    Colour,
    hexadecimal,
)
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level

Style = NewType("Style", tuple[tuple[str, Any], ...])
"""What the library asks of a format, as a key."""

BOOK = {"font_name": OFFICE_FONT, "font_size": 10, "font_scheme": "none"}
"""The font whose digit measures the columns."""

FormatOf = Callable[[Style], Format]

# Points, bold, colour.
_FONTS: Mapping[Tone, tuple[float, bool, Colour]] = {
    Tone.PLAIN: (10, False, INK),
    Tone.STRONG: (10, True, INK),
    Tone.SOFT: (10, False, SOFT),
    Tone.ALERT: (10, True, ALERT),
    Tone.ACCENT: (10, True, ACCENT),
    Tone.TITLE: (11, True, INK),
    Tone.DIGIT: (14, True, ACCENT),
}


def _style(size: float, is_bold: bool, colour: Colour, **more: Any) -> Style:
    font = BOOK | {"font_size": size, "bold": is_bold, "font_color": _rgb(colour)}
    place = {"text_wrap": True, "align": "left", "valign": "top"}
    return Style(tuple((font | place | more).items()))


def _rgb(colour: Colour) -> str:
    return f"#{hexadecimal(colour)[-6:]}"


_UNDER = {"bottom": 1, "bottom_color": _rgb(LINE)}

HEAD = _style(10, True, ACCENT, bg_color=_rgb(TINT), **_UNDER)
HEADING = _style(13, True, INK)
_DATE = _style(10, False, INK, num_format="dd/mm/yyyy", **_UNDER)
_TITLE = _style(18, True, INK)
_TONES = {tone: _style(*font, **_UNDER) for tone, font in _FONTS.items()}
_FREE = {tone: _style(*font) for tone, font in _FONTS.items()} | {Tone.TITLE: _TITLE}
_LEVELS = {at: _style(10, True, colour, **_UNDER) for at, colour in LEVELS.items()}
_STATES = {at: _style(10, True, colour, **_UNDER) for at, colour in STATES.items()}


def of(cell: Cell, tone: Tone) -> Style:
    """The style of a cell in a column of this tone."""
    match cell:
        case Said():
            return _TONES[cell.tone]
        case Level():
            return _LEVELS[cell]
        case State():
            return _STATES[cell]
        case date():
            return _DATE
        case _:
            return _TONES[tone]


def free(tone: Tone) -> Style:
    """The style of a paragraph, which stands in no table."""
    return _FREE[tone]


def quoted(style: Style) -> Style:
    """Of a text that begins as a formula would: its quote stays when somebody edits it."""
    return Style((*style, ("quote_prefix", True)))


def room_above(style: Style) -> float:
    """Points a paragraph's row takes beside its lines."""
    return {HEADING: 12.0, _TITLE: 13.0}.get(style, 2.0)


def formats(book: Workbook) -> FormatOf:
    """Each style is written once in the book."""

    @cache
    def of_book(style: Style) -> Format:
        return book.add_format(dict(style))

    return of_book
