"""The files are listed once: each is made, has a kind and a name a person would give."""

import pytest

from tests.documents.samples import bakery, nothing_answered
from toolkit.documents.formats import MEDIA, file_name, make
from toolkit.documents.job import Job
from toolkit.domain.company import Company
from toolkit.domain.duerp import Duerp, canonical
from toolkit.http.documents import attachment
from toolkit.routes import File

STARTS = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK", "ics": b"BEGIN:VCALENDAR"}


@pytest.mark.parametrize("file", File)
def test_each_file_is_made_and_is_what_it_says(file: File) -> None:
    made = make(Job(file, canonical(bakery()), "fr"))
    assert made.startswith(STARTS[file.rpartition(".")[2]])
    assert MEDIA[file]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (File.DUERP_PDF, "DUERP Boulangerie Martin & Filles v2 2026-11-22.pdf"),
        (File.DUERP_WORD, "DUERP Boulangerie Martin & Filles v2 2026-11-22.docx"),
        (File.DUERP_EXCEL, "DUERP Boulangerie Martin & Filles v2 2026-11-22.xlsx"),
        (File.NOTICE, "Avis Boulangerie Martin & Filles v2 2026-11-22.pdf"),
        (
            File.FIRST_DAY,
            "Premier jour Fournil Boulangerie Martin & Filles v2 2026-11-22.pdf",
        ),
        (File.WALL, "Résumé Boulangerie Martin & Filles v2 2026-11-22.pdf"),
        (File.CALENDAR, "Actions Boulangerie Martin & Filles v2 2026-11-22.ics"),
    ],
)
def test_a_file_has_the_name_a_person_would_give(file: File, name: str) -> None:
    assert file_name(file, bakery(), "fr", unit="fournil") == name


def test_a_project_without_a_name_is_told_by_its_trade() -> None:
    name = file_name(File.DUERP_PDF, nothing_answered(), "fr")
    assert name == "DUERP Tous métiers projet 2026-11-22.pdf"


def called(name: str) -> Duerp:
    return bakery().model_copy(update={"company": Company(name=name)})


@pytest.mark.parametrize(
    "name", ['a/b\\c:d*e?"<>|f', "../../etc", "x\ny\x00\x07", "W" * 120]
)
def test_no_name_of_a_company_breaks_a_file_s_name(name: str) -> None:
    made = file_name(File.DUERP_PDF, called(name), "fr")
    assert not set(made) & set('/\\:*?"<>|\n\x00\x07')
    assert made.endswith(" v2 2026-11-22.pdf")
    assert len(made) < 140


def test_the_header_gives_the_accents_and_a_plain_name_for_old_programs() -> None:
    assert attachment("Résumé Chez Zoë v2.pdf") == (
        'attachment; filename="Resume Chez Zoe v2.pdf"; '
        "filename*=UTF-8''R%C3%A9sum%C3%A9%20Chez%20Zo%C3%AB%20v2.pdf"
    )


@pytest.mark.parametrize("name", ['a"b.pdf', "a\\b.pdf", "a%0d%0ab.pdf", "面包店.pdf"])
def test_no_name_leaves_the_header(name: str) -> None:
    header = attachment(name)
    assert header.isascii()
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
