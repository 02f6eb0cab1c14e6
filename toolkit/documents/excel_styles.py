"""The styles of the workbook: named, so that a change is made once."""
# pyright: standard
# This library has no types, and strict reading of it finds nothing.

from collections.abc import Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

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

HEAD, HEADING, DATE = "Trois pas en-tête", "Trois pas titre", "Trois pas date"

_TONES = {
    Tone.PLAIN: "Trois pas texte",
    Tone.STRONG: "Trois pas texte fort",
    Tone.SOFT: "Trois pas texte discret",
    Tone.ALERT: "Trois pas alerte",
    Tone.ACCENT: "Trois pas accent",
    Tone.TITLE: "Trois pas action",
    Tone.DIGIT: "Trois pas numéro",
}
_FREE = {tone: f"{name}, hors tableau" for tone, name in _TONES.items()}
_LEVELS = {level: f"Trois pas niveau {level.value}" for level in Level}
_STATES = {state: f"Trois pas état {state.value}" for state in State}

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
_TITLE = 18
_UNDER = Border(bottom=Side(style="thin", color=hexadecimal(LINE)))
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
_DAY = "dd/mm/yyyy"


def of(cell: Cell, tone: Tone) -> str:
    """The style of a cell in a column of this tone."""
    match cell:
        case Said():
            return _TONES[cell.tone]
        case Level():
            return _LEVELS[cell]
        case State():
            return _STATES[cell]
        case date():
            return DATE
        case _:
            return _TONES[tone]


def free(tone: Tone) -> str:
    """The style of a paragraph, which stands in no table."""
    return _FREE[tone]


def room_above(style: str) -> float:
    """Points a paragraph's row takes beside its lines."""
    return {HEADING: 12.0, _FREE[Tone.TITLE]: 13.0}.get(style, 2.0)


def add(book: Workbook) -> None:
    for tone, (size, is_bold, colour) in _FONTS.items():
        font = _font(size, is_bold, colour)
        _add(book, _TONES[tone], font, border=_UNDER)
        large = tone is Tone.TITLE
        _add(book, _FREE[tone], _font(_TITLE, True, colour) if large else font)
    for level, colour in LEVELS.items():
        _add(book, _LEVELS[level], _font(10, True, colour), border=_UNDER)
    for state, colour in STATES.items():
        _add(book, _STATES[state], _font(10, True, colour), border=_UNDER)
    _add(book, DATE, _font(10, False, INK), border=_UNDER, number=_DAY)
    _add(book, HEADING, _font(13, True, INK))
    tint = PatternFill("solid", start_color=hexadecimal(TINT))
    _add(book, HEAD, _font(10, True, ACCENT), border=_UNDER, fill=tint)


def _font(size: float, is_bold: bool, colour: Colour) -> Font:
    return Font(name=OFFICE_FONT, size=size, bold=is_bold, color=hexadecimal(colour))


def _add(
    book: Workbook,
    name: str,
    font: Font,
    *,
    border: Border | None = None,
    fill: PatternFill | None = None,
    number: str = "General",
) -> None:
    style = NamedStyle(name, font=font, alignment=_TOP, number_format=number)
    if border:
        style.border = border
    if fill:
        style.fill = fill
    book.add_named_style(style)
