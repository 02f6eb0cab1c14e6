"""The body of a Word file as XML: python-docx makes one cell in the time this makes a
row."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from toolkit.documents.marks import LEVELS, SHAPES, STATES
from toolkit.documents.outline import Band, Piece, Row, Table, Tone, stacks
from toolkit.documents.palette import Colour, hexadecimal
from toolkit.documents.word_styles import TABLE, Style
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level

WIDTH = 10206
"""Between the margins, in twentieths of a point: 180 mm."""

_STYLES = {
    Tone.PLAIN: Style.CELL,
    Tone.STRONG: Style.CELL_STRONG,
    Tone.SOFT: Style.CELL_SOFT,
    Tone.ALERT: Style.CELL_ALERT,
    Tone.ACCENT: Style.CELL_ACCENT,
    Tone.TITLE: Style.CELL_TITLE,
    Tone.DIGIT: Style.CELL_DIGIT,
}


def paragraph(text: str, style: str, *, run: str = "", before: str = "") -> str:
    """A paragraph of a style; `run` are properties of its letters, `before` runs."""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}'
        f"<w:r>{properties}{lines}</w:r></w:p>"
    )


def tables(table: Table) -> Iterator[str]:
    """Each band under its heading."""
    before: tuple[str, ...] = ()
    for band in table.bands:
        if len(band.path) > 1 and band.path[:1] != before[:1]:
            yield paragraph(band.path[0], Style.HEADING_2)
        if band.path:
            deep = len(band.path) > 1
            yield paragraph(band.path[-1], Style.HEADING_3 if deep else Style.HEADING_2)
        yield _table(table, band)
        # Word joins two tables that touch.
        yield paragraph("", Style.AFTER_TABLE)
        before = band.path


def _table(table: Table, band: Band) -> str:
    widths = [round(group.share * WIDTH) for group in table.groups]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = "".join(
        _cell(paragraph(group.name, Style.HEAD), width)
        for group, width in zip(table.groups, widths, strict=True)
    )
    rows = "".join(_row(table, row, widths) for row in band.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        f"{heads}</w:tr>{rows}</w:tbl>"
    )


def _row(table: Table, row: Row, widths: list[int]) -> str:
    cells = "".join(
        _cell("".join(_piece(piece) for piece in pile), width)
        for pile, width in zip(stacks(table, row), widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(inside: str, width: int) -> str:
    filled = inside or paragraph("", Style.CELL)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{filled}</w:tc>'


def _piece(piece: Piece) -> str:
    style = _STYLES[piece.tone]
    match piece.cell:
        case Level():
            colour = _coloured(LEVELS[piece.cell])
            mark = f'<w:r><w:rPr>{colour}</w:rPr><w:t xml:space="preserve">'
            mark += f"{SHAPES[piece.cell]} </w:t></w:r>"
            strong = Style.CELL_STRONG if style is Style.CELL else style
            return paragraph(piece.text, strong, run=colour, before=mark)
        case State():
            return paragraph(piece.text, style, run=_coloured(STATES[piece.cell]))
        case _:
            return paragraph(piece.text, style)


def _coloured(colour: Colour) -> str:
    return f'<w:b/><w:color w:val="{hexadecimal(colour)}"/>'
