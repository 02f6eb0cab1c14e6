"""The outline as a workbook: a sheet a part, made to be sorted, filtered and printed."""
# pyright: standard
# This library has no types, and strict reading of it finds nothing.

import io
from collections.abc import Generator, Iterable
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.documents import excel_styles as styles
from toolkit.documents.excel_grid import Grid, grid_of, lines_in, widths_of
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
_SIDE, _ABOVE = 0.4, 0.75  # margins, in inches


def render_excel(outline: Outline) -> bytes:
    with use_locale(outline.language):
        book = Workbook(write_only=True)
        styles.add(book)
        book.properties.title, book.properties.creator = outline.title, "Trois pas"
        book.properties.subject = outline.status
        for part in outline.parts:
            # A sheet that is only written borrows all that we use from Worksheet.
            sheet = cast(Worksheet, book.create_sheet(part.sheet))
            _print_setup(sheet, outline, part)
            [*blocks] = part.blocks
            if len(blocks) == 1 and isinstance(blocks[0], Table):
                _list(sheet, grid_of(blocks[0]))
            else:
                _stacked(sheet, part)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _print_setup(sheet: Worksheet, outline: Outline, part: Part) -> None:
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = 9, "landscape"  # 9 is A4
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = _SIDE
    margins.top = margins.bottom = _ABOVE
    around = sheet.HeaderFooter
    above, below = around.oddHeader, around.oddFooter
    assert above is not None, "a new sheet has an empty header"
    assert below is not None, "a new sheet has an empty footer"
    for where, text in (
        (above.left, _literal(outline.company)),
        (above.center, _literal(part.title)),
        (above.right, _literal(outline.status)),
        (below.left, _literal(outline.footer)),
        (below.right, "&P / &N"),
    ):
        where.text = text


def _literal(text: str) -> str:
    """« & » begins a code in a header; a header takes 255 characters in all."""
    return text[:70].replace("&", "&&")


def _list(sheet: Worksheet, grid: Grid) -> None:
    """A table alone on its sheet: to sort and filter, its head always in sight."""
    last = get_column_letter(len(grid.names))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{len(grid.rows) + 1}"
    sheet.print_title_rows = "1:1"
    widths = widths_of([grid])
    _widen(sheet, widths)
    Writer(sheet, widths).table(grid)


def _stacked(sheet: Worksheet, part: Part) -> None:
    """Paragraphs and tables one under the other."""
    grids = [grid_of(block) for block in part.blocks if isinstance(block, Table)]
    widths = widths_of(grids) if grids else [100.0]
    _widen(sheet, widths)
    sheet.sheet_view.showGridLines = False
    writer, waiting = Writer(sheet, widths), iter(grids)
    if part.key is not PartKey.SUMMARY:
        writer.across(part.title, styles.free(Tone.TITLE))
    for block in part.blocks:
        match block:
            case Heading():
                writer.across(block.text, styles.HEADING)
            case Paragraph():
                writer.across(block.text, styles.free(block.tone))
            case Table():
                writer.table(next(waiting))
                writer.across("", styles.free(Tone.SOFT))


def _widen(sheet: Worksheet, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


class Fitted(RowDimension):
    """A height that a program may change when a text grows: one that was asked for
    would stay."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 — openpyxl's name
        return False


class Writer:
    """Rows added to a sheet one after the other, each as high as its texts."""

    def __init__(self, sheet: Worksheet, widths: list[float]) -> None:
        self._sheet, self._widths, self._at = sheet, widths, 0
        self._cells: dict[str, SheetCell] = {}

    def table(self, grid: Grid) -> None:
        self._row([(name, styles.HEAD) for name in grid.names])
        for row in grid.rows:
            pairs = zip(row, grid.tones, strict=True)
            self._row([(cell, styles.of(cell, tone)) for cell, tone in pairs])

    def across(self, text: str, style: str) -> None:
        """A paragraph over all the columns."""
        last = get_column_letter(len(self._widths))
        if text and len(self._widths) > 1:
            self._sheet.merged_cells.add(f"A{self._at + 1}:{last}{self._at + 1}")
        lines = lines_in(text, sum(self._widths))
        self._append([(text, style)], lines * _LINE + styles.room_above(style))

    def _row(self, cells: list[tuple[Cell, str]]) -> None:
        pairs = zip(cells, self._widths, strict=False)
        most = max(lines_in(text_of(cell), width) for (cell, _), width in pairs)
        self._append(cells, most * _LINE + 3)

    def _append(self, cells: list[tuple[Cell, str]], height: float) -> None:
        self._at += 1
        self._sheet.row_dimensions[self._at] = Fitted(
            self._sheet, index=self._at, ht=min(height, _HIGHEST)
        )
        # openpyxl takes any generator; its type asks for one of its own cells.
        self._sheet.append(self._filled(cells))  # pyright: ignore[reportArgumentType]

    def _filled(self, cells: list[tuple[Cell, str]]) -> Generator[SheetCell]:
        """Real dates and numbers; a text is a text, whatever it begins with."""
        for content, style in cells:
            # A row is written cell by cell: one cell of each style serves them all.
            if style not in self._cells:
                self._cells[style] = self._cell(style)
            cell = self._cells[style]
            match content:
                case Level() | State() | Said():
                    cell.value = text_of(content)
                case str() if content.startswith(_FORMULA):
                    cell = self._cell(style)
                    cell.value = content
                    # Its quote stays when somebody edits the cell.
                    cell.data_type, cell.quotePrefix = "s", True
                case _:
                    cell.value = content
            yield cell

    def _cell(self, style: str) -> SheetCell:
        cell = WriteOnlyCell(self._sheet)
        cell.style = style
        return cell
