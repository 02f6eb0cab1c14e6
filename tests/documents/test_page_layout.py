"""What an eye would catch on the printed pages: nothing cut, nothing over anything else,
no heading left alone."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from tests.documents.samples import LONG, SAMPLES, many
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.documents.letters import width_of
from toolkit.documents.paper import BOTTOM, HEIGHT, MARGIN, WIDTH
from toolkit.domain.duerp import canonical
from toolkit.routes import File

MM = 72 / 25.4
PAPERS = (File.DUERP_PDF, File.NOTICE, File.FIRST_DAY, File.WALL)
FOOT = HEIGHT - 10
HEADING_SIZES = (12, 12.5, 14, 16)


@dataclass(frozen=True)
class Drawn:
    """A line of text where it stands, in millimetres from the top left."""

    text: str
    x: float
    baseline: float
    width: float
    size: float
    is_bold: bool

    @property
    def top(self) -> float:
        return self.baseline - 0.66 * self.size / MM  # the height of a capital


SHOWN = re.compile(
    rb"/(F\d+) ([\d.]+) Tf|BT ([\d.-]+) ([\d.-]+) Td \(((?:[^\\()]|\\.)*)\) Tj",
    re.DOTALL,
)
ESCAPED = {b"r": b"\r", b"n": b"\n"}


@cache
def pages(kind: File, name: str) -> list[list[Drawn]]:
    duerp = many() if name == "four hundred" else SAMPLES[name]()
    made = make(Job(kind, canonical(duerp), "fr", signed_by="Jeanne", mark="ab" * 32))
    return [list(lines(page)) for page in PdfReader(io.BytesIO(made)).pages]


def lines(page: Any) -> Iterator[Drawn]:
    fonts = {
        label[1:]: font.get_object()
        for label, font in page["/Resources"]["/Font"].items()
    }
    names = {label: letters(font) for label, font in fonts.items()}
    label, size = "", 0.0
    for font, points, x, y, text in SHOWN.findall(page.get_contents().get_data()):
        if font:
            label, size = font.decode(), float(points)
            continue
        said = "".join(names[label][code] for code in codes(text))
        is_bold = "Bold" in fonts[label]["/BaseFont"]
        width = width_of(said, is_bold=is_bold) * size / MM
        yield Drawn(said, float(x) / MM, HEIGHT - float(y) / MM, width, size, is_bold)


def codes(text: bytes) -> list[int]:
    plain = re.sub(rb"\\(.)", lambda m: ESCAPED.get(m[1], m[1]), text, flags=re.DOTALL)
    pairs = range(0, len(plain) - 1, 2)
    return [int.from_bytes(plain[n : n + 2], "big") for n in pairs]


def letters(font: Any) -> dict[int, str]:
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    found = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in found
    }


ALL = [*sorted(SAMPLES), "four hundred"]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_line_ends_before_the_margin(kind: File, name: str) -> None:
    # The notice's box goes five millimetres into the margin; its text does not.
    out = [
        line
        for page in pages(kind, name)
        for line in page
        if line.x < MARGIN - 0.1 or line.x + line.width > WIDTH - MARGIN + 0.2
    ]
    assert out == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_line_stands_above_the_foot(kind: File, name: str) -> None:
    low = [
        line
        for page in pages(kind, name)
        for line in page
        if line.top < 8
        or (line.baseline > BOTTOM + 0.5 and abs(line.baseline - FOOT) > 0.2)
    ]
    assert low == []


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("kind", PAPERS)
def test_no_text_stands_over_another(kind: File, name: str) -> None:
    for page in pages(kind, name):
        ordered = sorted(page, key=lambda line: line.top)
        over = [
            (a.text, b.text)
            for at, a in enumerate(ordered)
            for b in ordered[at + 1 : at + 8]
            if overlap(a, b)
        ]
        assert over == []


def overlap(a: Drawn, b: Drawn) -> bool:
    side = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.baseline, b.baseline) - max(a.top, b.top)
    return side > 0.3 and height > 0.3 and bool(a.text.strip() and b.text.strip())


@pytest.mark.parametrize("name", ALL)
def test_no_heading_is_left_at_the_foot_of_a_page(name: str) -> None:
    """Page one has no foot: its three actions are as large as they fit."""
    for page in pages(File.DUERP_PDF, name)[1:]:
        last = max(
            (line for line in page if abs(line.baseline - FOOT) > 0.2),
            key=lambda line: line.baseline,
        )
        assert not (last.is_bold and round(last.size, 1) in HEADING_SIZES), last


@pytest.mark.parametrize("name", ALL)
def test_the_heads_of_a_table_are_never_last_on_a_page(name: str) -> None:
    for page in pages(File.DUERP_PDF, name):
        last = max(
            (line for line in page if abs(line.baseline - FOOT) > 0.2),
            key=lambda line: line.baseline,
        )
        assert not (last.is_bold and last.size == 8.5), last


def test_a_table_that_goes_on_says_its_heads_again() -> None:
    inventory = [
        page
        for page in pages(File.DUERP_PDF, "four hundred")
        if any("(suite)" in line.text and "Atelier" in line.text for line in page)
    ]
    assert len(inventory) > 10
    for page in inventory:
        assert [line.text for line in page if line.size == 8.5 and line.is_bold][
            :3
        ] == [
            "Risque",
            "Niveau",
            "Mesures en place",
        ]


def test_page_one_is_one_page_however_long_the_words_are() -> None:
    first, second, *_rest = pages(File.DUERP_PDF, "long")
    assert any(line.text == "3" for line in first)
    assert second[0].text == "Comment lire ce document"


def test_the_wall_s_summary_is_one_page_however_long_the_words_are() -> None:
    assert len(pages(File.WALL, "long")) == 1


def test_the_notice_is_one_page_however_long_the_words_are() -> None:
    assert len(pages(File.NOTICE, "long")) == 1


def test_long_words_are_as_long_as_the_forms_allow() -> None:
    assert len(LONG) == 600
