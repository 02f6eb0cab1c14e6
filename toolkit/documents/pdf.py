"""The outline as a PDF: decides how it looks, never what it says."""

from itertools import zip_longest

from toolkit.documents import pdf_tables
from toolkit.documents.outline import (
    Block,
    Heading,
    Key,
    Outline,
    Paragraph,
    Part,
    PartKey,
    Piece,
    Row,
    Table,
    Tone,
    stacks,
)
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
from toolkit.i18n import _, use_locale

GAP = 5.0
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0)  # of page one's text, in points

_HEAD = {
    Tone.PLAIN: Style(size=10),
    Tone.STRONG: Style(size=10, is_bold=True),
    Tone.SOFT: Style(size=10, colour=SOFT),
    Tone.ALERT: Style(size=11, is_bold=True, colour=ALERT),
    Tone.ACCENT: Style(size=11, is_bold=True, colour=ACCENT),
    Tone.TITLE: Style(size=24, is_bold=True, leading=1.15),
    Tone.DIGIT: Style(size=24, is_bold=True),
}
_OWN_PAGE = {PartKey.METHOD, PartKey.ANNEXES, PartKey.NAMES}


def render_pdf(outline: Outline, content: bytes) -> bytes:
    """The whole document; `content` is the value it was made from, carried inside."""
    with use_locale(outline.language):
        paper = Paper(title=outline.title, lang=outline.language, footer=outline.footer)
        for part in outline.parts:
            if part.key is PartKey.SUMMARY:
                _page_one(paper, part)
            else:
                _part(paper, part)
        paper.carry("duerp.json", content, _("Le contenu de ce document, en JSON"))
        return paper.finish()


def _part(paper: Paper, part: Part) -> None:
    if part.key in _OWN_PAGE:
        paper.new_page()
    else:
        paper.gap(9)
    paper.title_line(part.title, 16, level=0, follows=60)
    paper.gap(2)
    for block, after in zip_longest(part.blocks, part.blocks[1:]):
        _block(paper, block, after)


def _block(paper: Paper, block: Block, after: Block | None) -> None:
    match block:
        case Heading():
            paper.gap(5)
            follows = (
                pdf_tables.opening(paper, after) if isinstance(after, Table) else 30
            )
            paper.title_line(block.text, 12, level=1, follows=follows)
            paper.gap(1)
        case Paragraph():
            paper.text_block(block.text, _HEAD[block.tone])
            paper.gap(2)
        case Table():
            pdf_tables.write(paper, block)


def _page_one(paper: Paper, part: Part) -> None:
    """The three actions fill one page: as large as they fit, smaller rather than cut."""
    head = _head(paper, part)
    tables = [block for block in part.blocks if isinstance(block, Table)]
    rows = [(table, row) for table in tables for row in table.rows]
    settings = [
        [_card(paper, table, row, size) for table, row in rows] for size in SIZES
    ]
    room = BOTTOM - TOP - height_of(head)
    fitting = [cards for cards in settings if _height(cards) <= room]
    cards = fitting[0] if fitting else settings[-1]
    paper.new_page()
    paper.start_section(part.title, 0)
    paper.columns([(MARGIN, head)])
    for number, lines in cards:
        paper.gap(GAP)
        paper.rule(thickness=0.4)
        paper.gap(GAP)
        paper.columns([(MARGIN, number), (MARGIN + BODY * 0.07, lines)])


def _head(paper: Paper, part: Part) -> list[Line]:
    lines: list[Line] = []
    for block in part.blocks:
        if isinstance(block, Heading):
            style = Style(size=16, is_bold=True)
            lines += paper.wrap(block.text, BODY, style, gap=6)
        elif isinstance(block, Paragraph):
            gap = 1 if lines else 0
            lines += paper.wrap(block.text, BODY, _HEAD[block.tone], gap=gap)
    return lines


Card = tuple[list[Line], list[Line]]


def _card(paper: Paper, table: Table, row: Row, size: float) -> Card:
    """An action's number, and all that is said of it."""
    assert table.key is Key.PRIORITIES, "page one holds the three actions"
    [numbers, told] = stacks(table, row)
    width = BODY * 0.93

    def lines_of(piece: Piece) -> list[Line]:
        gap = size * 0.08
        return pdf_tables.piece_lines(paper, piece, width, size=size, gap=gap)

    digits = [line for piece in numbers for line in lines_of(piece)]
    return digits, [line for piece in told for line in lines_of(piece)]


def _height(cards: list[Card]) -> float:
    return sum(height_of(lines) + 2 * GAP + 0.5 for _, lines in cards)
