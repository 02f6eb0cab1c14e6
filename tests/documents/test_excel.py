"""The workbook is made to be sorted, filtered and printed, and runs nothing."""

import io
import zipfile
from datetime import datetime
from functools import cache

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.samples import HOSTILE, SAMPLES, bakery
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.domain.duerp import Rank, canonical
from toolkit.routes import File


@cache
def file(name: str = "bakery") -> bytes:
    return make(Job(File.DUERP_EXCEL, canonical(SAMPLES[name]()), "fr", mark="ab" * 32))


def book(name: str = "bakery") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(file(name)))


def sheet(title: str, name: str = "bakery") -> Worksheet:
    found = book(name)[title]
    assert isinstance(found, Worksheet)
    return found


def test_each_part_has_its_sheet() -> None:
    assert book().sheetnames == [
        "Synthèse",
        "Méthode",
        "Liste des actions",
        "Inventaire",
        "Annexes",
        "Ce que la loi demande",
        "Textes cités",
    ]


A4_ACROSS = 11.69 - 2 * 0.4  # inches, between the margins
LISTS = ("Liste des actions", "Inventaire", "Ce que la loi demande", "Textes cités")


@pytest.mark.parametrize("title", LISTS)
def test_a_list_is_filtered_and_keeps_its_head_in_sight(title: str) -> None:
    listed = sheet(title)
    assert listed.freeze_panes == "B2"
    assert listed.auto_filter.ref == listed.dimensions
    assert listed.print_title_rows == "$1:$1"


@pytest.mark.parametrize("title", ["Synthèse", "Méthode", *LISTS])
def test_a_sheet_prints_on_a4_across_its_width(title: str) -> None:
    printed = sheet(title)
    assert printed.page_setup.paperSize == 9
    assert printed.page_setup.orientation == "landscape"
    widths = [each.width for each in printed.column_dimensions.values()]
    fitted = printed.sheet_properties.pageSetUpPr
    if fitted and fitted.fitToPage:
        assert printed.page_setup.fitToWidth in (None, 1)  # 1 when not said
        assert printed.page_setup.fitToHeight == 0
    else:
        inches = sum(width * 7 + 5 for width in widths) / 96
        assert inches * (printed.page_setup.scale or 100) / 100 <= A4_ACROSS


def test_what_is_printed_says_whose_it_is_and_where_it_stands() -> None:
    header = sheet("Inventaire").oddHeader
    assert header is not None
    assert header.left.text == "Boulangerie Martin && Filles"
    assert header.right.text == "Version 2, validée le 22 novembre 2026"


@pytest.mark.parametrize("title", LISTS)
def test_texts_go_to_the_line_and_start_at_the_top(title: str) -> None:
    cells = [cell for row in sheet(title).iter_rows(min_row=2) for cell in row]
    alignments = [cell.alignment for cell in cells]
    assert all(a.wrap_text and a.vertical == "top" for a in alignments)


def test_days_are_days() -> None:
    due = [action.due for action in bakery().ranked(Rank.PRIORITY) if action.due]
    assert due
    listed = sheet("Liste des actions")
    column = next(c.column_letter for c in listed[1] if c.value == "Avant le")
    found = [cell for cell in listed[column][1:] if isinstance(cell.value, datetime)]
    assert [
        cell.value.date() for cell in found if isinstance(cell.value, datetime)
    ] == due
    assert {cell.number_format for cell in found} == {"dd/mm/yyyy"}


def test_a_text_s_day_is_a_day_too() -> None:
    texts = sheet("Textes cités")
    column = next(c.column_letter for c in texts[1] if c.value == "Relu le")
    assert all(isinstance(cell.value, datetime) for cell in texts[column][1:])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_text_never_becomes_a_formula(start: str) -> None:
    said = f'{start}HYPERLINK("http://example.org";"clic")'
    made = make(Job(File.DUERP_EXCEL, canonical(bakery(words=said)), "fr"))
    cells = [
        cell
        for one in openpyxl.load_workbook(io.BytesIO(made))
        for row in one.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    risky = [c for c in cells if str(c.value).startswith(("=", "+", "-", "@"))]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert [cell.coordinate for cell in risky if not cell.quotePrefix] == []


def test_no_cell_of_a_hostile_owner_is_a_formula_or_lost() -> None:
    cells = [c for one in book("hostile") for row in one.iter_rows() for c in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    said = HOSTILE.replace("\x07", "").replace("\t", " ")
    assert any(said in str(cell.value) for cell in cells)


def test_every_row_is_high_enough_for_its_words() -> None:
    listed = sheet("Inventaire")
    widths = [
        listed.column_dimensions[get_column_letter(n)].width
        for n in range(1, listed.max_column + 1)
    ]
    for row in listed.iter_rows(min_row=2):
        needed = max(
            sum(
                1 + len(line) // int(width * 1.3)
                for line in str(cell.value).split("\n")
            )
            for cell, width in zip(row, widths, strict=True)
            if cell.value
        )
        height = listed.row_dimensions[row[0].row or 0].height or 0
        assert height >= min(409, needed * 13)


def test_a_row_may_grow_when_somebody_writes_in_it() -> None:
    """A height that was asked for would stay: ours is only a first one."""
    with zipfile.ZipFile(io.BytesIO(file())) as archive:
        content = archive.read("xl/worksheets/sheet4.xml").decode()
    assert ' ht="' in content
    assert "customHeight" not in content


def test_the_file_says_its_title_and_no_name_of_a_person() -> None:
    about = book().properties
    assert (about.title or "").endswith("Boulangerie Martin & Filles")
    assert about.creator == "Trois pas"
