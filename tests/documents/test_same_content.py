"""The three files say the same: each is read back and compared with the outline, cell by
cell."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

import openpyxl
import pytest
from docx import Document
from docx.table import Table as WordTable
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from tests.documents.samples import SAMPLES
from toolkit.documents.compose import outline_of
from toolkit.documents.excel_grid import grid_of
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.documents.letters import drawable
from toolkit.documents.marks import SHAPES
from toolkit.documents.outline import (
    Heading,
    Outline,
    Paragraph,
    Table,
    stacks,
    text_of,
)
from toolkit.domain.duerp import canonical
from toolkit.routes import File

SIGNED, MARK = "Jeanne Martin", "ab" * 32
NAMES = sorted(SAMPLES)

Pile = list[str]


@cache
def outline(name: str) -> Outline:
    return outline_of(SAMPLES[name](), "fr", signed_by=SIGNED, mark=MARK)


@cache
def made(name: str, file: File) -> bytes:
    content = canonical(SAMPLES[name]())
    return make(Job(file, content, "fr", signed_by=SIGNED, mark=MARK))


def tables(of: Outline) -> Iterator[Table]:
    for part in of.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                yield block


def texts(of: Outline) -> list[str]:
    """What stands outside the tables."""
    return [
        block.text
        for part in of.parts
        for block in part.blocks
        if isinstance(block, Heading | Paragraph)
    ]


def piles(of: Outline) -> list[list[list[Pile]]]:
    """Band by band, row by row, the paragraphs of each printed cell."""
    return [
        [[[p.text for p in pile] for pile in stacks(table, row)] for row in band.rows]
        for table in tables(of)
        for band in table.bands
    ]


@pytest.mark.parametrize("name", NAMES)
def test_word_says_what_the_outline_says_cell_by_cell(name: str) -> None:
    document = Document(io.BytesIO(made(name, File.DUERP_WORD)))
    assert [rows_of(table) for table in document.tables] == piles(outline(name))


def rows_of(table: WordTable) -> list[list[Pile]]:
    """Without the row of heads; a mark stands for its level's shape."""
    marks = re.compile(f"^({'|'.join(SHAPES.values())}) ")
    rows: list[list[Pile]] = []
    for row in table.rows[1:]:
        cells = [[marks.sub("", p.text) for p in cell.paragraphs] for cell in row.cells]
        rows.append([[text for text in pile if text] for pile in cells])
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_word_s_paragraphs_are_the_outline_s(name: str) -> None:
    document = Document(io.BytesIO(made(name, File.DUERP_WORD)))
    written = {p.text for p in document.paragraphs}
    assert [text for text in texts(outline(name)) if text not in written] == []


@pytest.mark.parametrize("name", NAMES)
def test_excel_says_what_the_outline_says_cell_by_cell(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(name, File.DUERP_EXCEL)))
    for part in outline(name).parts:
        sheet = book[part.sheet]
        assert isinstance(sheet, Worksheet)
        read = [[seen(cell) for cell in row] for row in sheet.values]
        at = 0
        for block in part.blocks:
            if isinstance(block, Table):
                grid = grid_of(block)
                at = read.index(padded(list(grid.names), read), at)
                rows = [[expected(cell) for cell in row] for row in grid.rows]
                found = read[at + 1 : at + 1 + len(rows)]
                assert found == [padded(row, read) for row in rows]


def seen(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value or ""


def expected(cell: object) -> object:
    if type(cell) in (date, int):
        return cell
    return text_of(cell)  # pyright: ignore[reportArgumentType]


def padded(row: list[object] | list[str], read: list[list[object]]) -> list[object]:
    return [*row, *[""] * (len(read[0]) - len(row))]


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_of_the_outline_is_left_out_of_excel(name: str) -> None:
    for table in tables(outline(name)):
        grid = grid_of(table)
        kept = [text_of(cell) for row in grid.rows for cell in row]
        every = [text_of(cell) for row in table.rows for cell in row]
        assert [text for text in every if text and text not in kept] == []


@pytest.mark.parametrize("name", NAMES)
def test_excel_s_paragraphs_are_the_outline_s(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(name, File.DUERP_EXCEL)))
    written = {str(v) for sheet in book for row in sheet.values for v in row}
    assert [text for text in texts(outline(name)) if text not in written] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_says_what_the_outline_says_cell_by_cell_in_order(name: str) -> None:
    whole = printed(name)
    at = 0
    for band in piles(outline(name)):
        for row in band:
            for pile in row:
                said = bare("".join(drawable(text) for text in pile))
                found = whole.find(said, at)
                assert found >= 0, pile
                at = found + len(said)


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_s_paragraphs_are_the_outline_s(name: str) -> None:
    whole = printed(name)
    said = [bare(drawable(text)) for text in texts(outline(name))]
    assert [text for text in said if text not in whole] == []


@cache
def printed(name: str) -> str:
    reader = PdfReader(io.BytesIO(made(name, File.DUERP_PDF)))
    pages = (page.extract_text() for page in reader.pages)
    # Without what stands at the foot of each.
    return "".join(bare(re.sub(r".*\n?\d+ / \d+\s*$", "", page)) for page in pages)


def bare(text: str) -> str:
    """Without spaces: a line may end anywhere."""
    return re.sub(r"\s", "", text)
