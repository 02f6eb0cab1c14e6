"""The outline as a workbook: a sheet a part, made to be sorted, filtered and printed."""
# pyright: standard
# This library gives half of its types, and strict reading of it finds nothing.

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from toolkit.documents import excel_styles as styles
from toolkit.documents.excel_grid import Grid, grid_of, lines_in, widths_of
from toolkit.documents.excel_pages import Line, page_ends
from toolkit.documents.excel_styles import FormatOf, Style
from toolkit.documents.outline import (
    Cell,
    Heading,
    Outline,
    Paragraph,
    Part,
    PartKey,
    Said,
    Table,
    Tone,
    text_of,
)
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level
from toolkit.i18n import use_locale

_LINE, _HIGHEST = 13.5, 409.0  # points
_FORMULA = ("=", "+", "-", "@")
_A4 = 9
_SIDE, _ABOVE = 0.4, 0.75  # margins, in inches
_ACROSS, _DOWN = (11.69 - 2 * _SIDE) * 72, (8.27 - 2 * _ABOVE) * 72  # points, between
_DIGIT, _BESIDE = 5.25, 4  # points, of a unit of width and beside a column's text
_BOLD = 0.85  # of the letters that a head's column holds
_FULL = 0.94  # of a page: programs do not measure quite alike
_IN_HEADER = 70  # letters of each part: a header takes 255 in all


def render_excel(outline: Outline) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": styles.BOOK}
    with use_locale(outline.language), Workbook(out, options) as book:
        book.set_properties(
            {
                "title": outline.title,
                "subject": outline.status,
                "author": "Trois pas",
            }
        )
        format_of = styles.formats(book)
        for part in outline.parts:
            sheet = book.add_worksheet(part.sheet, Fitted)
            _print_setup(sheet, outline, part)
            [*blocks] = part.blocks
            if len(blocks) == 1 and isinstance(blocks[0], Table):
                _list(sheet, format_of, grid_of(blocks[0]))
            else:
                _stacked(sheet, format_of, part)
    return out.getvalue()


def _print_setup(sheet: Worksheet, outline: Outline, part: Part) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=_SIDE, right=_SIDE, top=_ABOVE, bottom=_ABOVE)
    company, title = _literal(outline.company), _literal(part.title)
    sheet.set_header(f"&L{company}&C{title}&R{_literal(outline.status)}")
    sheet.set_footer(f"&L{_literal(outline.footer)}&R&P / &N")


def _literal(text: str) -> str:
    """« & » begins a code in a header."""
    return text.replace("&", "&&")[:_IN_HEADER].rstrip("&")


def _list(sheet: Worksheet, format_of: FormatOf, grid: Grid) -> None:
    """A table alone on its sheet: to sort and filter, its head always in sight."""
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(grid.rows), len(grid.names) - 1)
    sheet.repeat_rows(0)
    widths = widths_of([grid])
    _widen(sheet, widths)
    Writer(sheet, format_of, widths).table(grid)


def _stacked(sheet: Worksheet, format_of: FormatOf, part: Part) -> None:
    """Paragraphs and tables one under the other."""
    grids = [grid_of(block) for block in part.blocks if isinstance(block, Table)]
    widths = widths_of(grids) if grids else [100.0]
    _widen(sheet, widths)
    sheet.hide_gridlines(2)
    # A page fitted by the program would ignore where we end ours.
    across = sum(width * _DIGIT + _BESIDE for width in widths)
    scale = min(1.0, _ACROSS * _FULL / across)
    sheet.set_print_scale(int(scale * 100))
    writer, waiting = Writer(sheet, format_of, widths), iter(grids)
    if part.key is not PartKey.SUMMARY:
        writer.across(part.title, styles.free(Tone.TITLE), opens=True)
    for block in part.blocks:
        match block:
            case Heading():
                writer.across(block.text, styles.HEADING, opens=True)
            case Paragraph():
                writer.across(block.text, styles.free(block.tone))
            case Table():
                writer.table(next(waiting))
                writer.across("", styles.free(Tone.SOFT))
    sheet.set_h_pagebreaks(page_ends(writer.lines, _DOWN * _FULL / scale))


def _widen(sheet: Worksheet, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)


class Fitted(Worksheet):
    """A sheet whose rows have a first height that a program may change when a text
    grows: one that was asked for would stay."""

    # The library has no option for it, and keeps this way in for its own subclasses.
    def _xml_start_tag_unencoded(
        self, tag: str, attributes: Sequence[tuple[str, object]] = ()
    ) -> None:
        kept = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, kept)


class Writer:
    """Rows added to a sheet one after the other, each as high as its texts."""

    def __init__(
        self, sheet: Worksheet, format_of: FormatOf, widths: list[float]
    ) -> None:
        self._sheet, self._format_of, self._widths = sheet, format_of, widths
        self.lines: list[Line] = []

    def table(self, grid: Grid) -> None:
        self._row([(name, styles.HEAD) for name in grid.names], opens=True, room=_BOLD)
        for row in grid.rows:
            pairs = zip(row, grid.tones, strict=True)
            self._row([(cell, styles.of(cell, tone)) for cell, tone in pairs])

    def across(self, text: str, style: Style, *, opens: bool = False) -> None:
        """A paragraph over all the columns."""
        at, last = len(self.lines), len(self._widths) - 1
        if text and last:
            self._sheet.merge_range(at, 0, at, last, "", self._format_of(style))
        self._write(0, text, style)
        lines = lines_in(text, sum(self._widths))
        self._end(lines * _LINE + styles.room_above(style), opens)

    def _row(
        self,
        cells: list[tuple[Cell, Style]],
        *,
        opens: bool = False,
        room: float = 1,
    ) -> None:
        lines = [
            lines_in(self._write(column, cell, style), self._widths[column] * room)
            for column, (cell, style) in enumerate(cells)
        ]
        self._end(max(lines) * _LINE + 3, opens)

    def _end(self, height: float, opens: bool) -> None:
        line = Line(min(height, _HIGHEST), opens)
        self._sheet.set_row(len(self.lines), line.height)
        self.lines.append(line)

    def _write(self, column: int, content: Cell, style: Style) -> str:
        """Real dates and numbers; a text is a text, whatever it begins with. Gives what
        is read in the cell."""
        text, at = text_of(content), (len(self.lines), column)
        match content:
            case Level() | State() | Said() | str():
                if text.startswith(_FORMULA):
                    style = styles.quoted(style)
                # This one never reads a formula, a number or a link in a text.
                self._sheet.write_string(*at, text, self._format_of(style))
            case date():
                midnight = datetime.combine(content, time())
                self._sheet.write_datetime(*at, midnight, self._format_of(style))
            case _:
                self._sheet.write_number(*at, content, self._format_of(style))
        return text
