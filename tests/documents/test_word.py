"""The Word file is made to be edited: styles, heads that repeat, a page of A4."""

import io
import zipfile
from functools import cache
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.documents.samples import SAMPLES
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.domain.duerp import canonical
from toolkit.routes import File


@cache
def file(name: str = "bakery", locale: str = "fr") -> bytes:
    content = canonical(SAMPLES[name]())
    return make(Job(File.DUERP_WORD, content, locale, mark="ab" * 32))


def document(name: str = "bakery") -> Docx:
    return Document(io.BytesIO(file(name)))


def test_the_page_is_a4_with_room_for_a_printer() -> None:
    section = document().sections[0]
    # A measure is written in whole twentieths of a point.
    assert abs((section.page_width or 0) - Mm(210)) < Mm(0.1)
    assert abs((section.page_height or 0) - Mm(297)) < Mm(0.1)
    assert (section.left_margin or 0) >= Mm(14)


def test_the_parts_are_headings_of_word() -> None:
    heads = [p.text for p in document().paragraphs if p.style.name == "Heading 1"]  # pyright: ignore
    assert heads[:3] == [
        "Comment lire ce document",
        "Liste des actions",
        "Inventaire des risques",
    ]


def test_a_site_and_its_units_are_headings_one_under_the_other() -> None:
    found = [(p.style.name, p.text) for p in document("many").paragraphs]  # pyright: ignore
    at = found.index(("Heading 2", "Site numéro 1"))
    assert found[at + 1] == ("Heading 3", "Atelier numéro 5")


def test_every_table_says_its_heads_again_on_the_next_page() -> None:
    for table in document().tables:
        properties = table.rows[0]._tr.trPr
        assert properties is not None
        assert properties.find(qn("w:tblHeader")) is not None


def test_no_row_is_split_between_two_pages() -> None:
    rows = [row for table in document().tables for row in table.rows]
    assert [r for r in rows if r._tr.trPr.find(qn("w:cantSplit")) is None] == []  # pyright: ignore


def test_every_paragraph_has_a_style_that_exists() -> None:
    opened = document()
    known = {style.style_id for style in opened.styles}
    used = {e.get(qn("w:val")) for e in opened.element.body.iter(qn("w:pStyle"))}
    assert used - known == set()


def test_the_header_says_whose_it_is_and_where_it_stands() -> None:
    header = document().sections[0].header.paragraphs[0].text
    assert (
        header == "Boulangerie Martin & Filles\tVersion 2, validée le 22 novembre 2026"
    )


def test_a_project_says_so_on_every_page() -> None:
    header = document("projet").sections[0].header.paragraphs[0].text
    assert header.endswith("Projet du 22 novembre 2026, non validé")


def test_the_footer_counts_the_pages() -> None:
    footer = document().sections[0].footer.paragraphs[0]._p
    fields = [e.get(qn("w:instr")) for e in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_file_is_in_french_for_the_spelling_checker() -> None:
    with zipfile.ZipFile(io.BytesIO(file())) as archive:
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    assert {e.get(qn("w:val")) for e in styles.iter(qn("w:lang"))} == {"fr-FR"}


def test_the_file_says_its_title_and_no_name_of_a_person_or_a_program() -> None:
    about = document().core_properties
    assert about.title.endswith("Boulangerie Martin & Filles")
    assert about.author == "Trois pas"
    assert about.comments == ""
    assert "python" not in about.last_modified_by.lower()


@pytest.mark.parametrize("name", ["hostile", "long"])
def test_whatever_an_owner_writes_stays_text(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(file(name))) as archive:
        assert archive.testzip() is None
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))
        assert not [n for n in archive.namelist() if "vba" in n.lower()]
        body = archive.read("word/document.xml").decode()
    assert "<b>" not in body
