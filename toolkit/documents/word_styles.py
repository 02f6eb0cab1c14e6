"""The styles of the Word file: real ones, so that a change is made once."""
# pyright: standard
# This library has no types, and strict reading of it finds nothing.

from enum import StrEnum

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from toolkit.documents.palette import (
    ACCENT,
    ALERT,
    INK,
    LINE,
    OFFICE_FONT,
    SOFT,
    Colour,
    hexadecimal,
)

TABLE = "Inventaire"


class Style(StrEnum):
    """The identifiers the body names; Word shows them in its list of styles."""

    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    BODY = "Normal"
    COMPANY = "Title"
    SOFT = "TexteDiscret"
    STRONG = "TexteFort"
    ALERT = "TexteAlerte"
    ACCENT = "TexteAccent"
    HEAD = "EnTeteTableau"
    AFTER_TABLE = "ApresTableau"
    CELL = "Cellule"
    CELL_STRONG = "CelluleForte"
    CELL_SOFT = "CelluleDiscrete"
    CELL_ALERT = "CelluleAlerte"
    CELL_ACCENT = "CelluleAccent"
    CELL_TITLE = "CelluleTitre"
    CELL_DIGIT = "CelluleNumero"


# Points, bold, colour, points before and after.
_OWN: dict[Style, tuple[float, bool, Colour, float, float]] = {
    Style.SOFT: (10, False, SOFT, 0, 4),
    Style.STRONG: (10.5, True, INK, 0, 4),
    Style.ALERT: (11, True, ALERT, 0, 4),
    Style.ACCENT: (11, True, ACCENT, 0, 4),
    Style.HEAD: (9, True, ACCENT, 2, 2),
    Style.AFTER_TABLE: (4, False, SOFT, 0, 0),
    Style.CELL: (9.5, False, INK, 1, 1),
    Style.CELL_STRONG: (9.5, True, INK, 1, 1),
    Style.CELL_SOFT: (8.5, False, SOFT, 1, 1),
    Style.CELL_ALERT: (9.5, True, ALERT, 1, 1),
    Style.CELL_ACCENT: (9.5, True, ACCENT, 1, 1),
    Style.CELL_TITLE: (12.5, True, INK, 1, 1),
    Style.CELL_DIGIT: (20, True, ACCENT, 0, 0),
}
_BUILT_IN = {
    "Normal": (10.5, False, INK, 0, 6),
    "Title": (24, True, INK, 0, 2),
    "Heading 1": (16, True, INK, 20, 4),
    "Heading 2": (12.5, True, INK, 14, 3),
    "Heading 3": (11.5, True, INK, 10, 3),
    "Header": (8.5, False, SOFT, 0, 0),
    "Footer": (8.5, False, SOFT, 0, 0),
}
_LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def apply(document: Docx, locale: str) -> None:
    """Page, styles and language."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    styles = document.styles
    for name, look in _BUILT_IN.items():
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        _set(style, look)
    for own, look in _OWN.items():
        style = styles.add_style(own.value, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = styles["Normal"]
        _set(style, look)
    head = styles[Style.HEAD.value]
    assert isinstance(head, ParagraphStyle)
    head.paragraph_format.keep_with_next = True
    styles.element.append(parse_xml(_table_style()))
    _speak(document, _LANGUAGES[locale])


def _set(style: ParagraphStyle, look: tuple[float, bool, Colour, float, float]) -> None:
    size, is_bold, colour, before, after = look
    style.font.name, style.font.size, style.font.bold = OFFICE_FONT, Pt(size), is_bold
    style.font.color.rgb = RGBColor(*colour)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    # A theme's font would win over the one named.
    for name in [a for a in fonts.attrib if "Theme" in a]:
        del fonts.attrib[name]
    for name in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), OFFICE_FONT)
    borders = style.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if borders is not None:
        style.element.find(qn("w:pPr")).remove(borders)


def _table_style() -> str:
    """Quiet: a hair line under each row, the accent under the heads."""
    line, accent = hexadecimal(LINE), hexadecimal(ACCENT)
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">'
        f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        "<w:tblPr><w:tblBorders>"
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
        "</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{accent}"/>'
        "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def _speak(document: Docx, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
