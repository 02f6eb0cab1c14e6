"""The PDF can be kept forty years: PDF/A-3B, the value inside, fonts embedded. There is
no complete checker in Python: these are the rules a file of ours could break."""

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from tests.documents.samples import SAMPLES
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.documents.letters import UNKNOWN
from toolkit.domain.duerp import Duerp, canonical
from toolkit.routes import File

PAPERS = (File.DUERP_PDF, File.NOTICE, File.FIRST_DAY, File.WALL)
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"


@cache
def file(kind: File, name: str = "bakery") -> bytes:
    content = canonical(SAMPLES[name]())
    return make(Job(kind, content, "fr", signed_by="Jeanne Martin", mark="ab" * 32))


@cache
def reader(kind: File, name: str = "bakery") -> PdfReader:
    return PdfReader(io.BytesIO(file(kind, name)))


def root(kind: File, name: str = "bakery") -> DictionaryObject:
    catalog = reader(kind, name).trailer["/Root"].get_object()
    assert isinstance(catalog, DictionaryObject)
    return catalog


def at(holder: Any, *path: str | int) -> Any:
    for key in path:
        holder = holder[key]
        holder = holder.get_object() if isinstance(holder, IndirectObject) else holder
    return holder


def everything(kind: File, name: str = "bakery") -> Iterator[PdfObject]:
    """Every object of the file, streams and what they hold."""
    read = reader(kind, name)
    for number in range(1, int(at(read.trailer, "/Size"))):
        found = read.get_object(number)
        if found is not None:
            yield from walk(found)


def walk(found: PdfObject) -> Iterator[PdfObject]:
    yield found
    inside: list[Any] = []
    if isinstance(found, DictionaryObject):
        inside = [found.raw_get(key) for key in found]
    elif isinstance(found, ArrayObject):
        inside = [*found]
    for one in inside:
        if not isinstance(one, IndirectObject):
            yield from walk(one)


def dictionaries(kind: File, name: str = "bakery") -> Iterator[DictionaryObject]:
    return (o for o in everything(kind, name) if isinstance(o, DictionaryObject))


@pytest.mark.parametrize("kind", PAPERS)
def test_the_metadata_claim_pdf_a_3b_and_say_the_title(kind: File) -> None:
    stream = root(kind)["/Metadata"].get_object()
    assert isinstance(stream, StreamObject)
    assert "/Filter" not in stream, "readers of metadata do not decompress"
    xmp = stream.get_data().decode()
    tree = ElementTree.fromstring(re.sub(r"<\?xpacket.*?\?>", "", xmp))
    assert [e.text for e in tree.iter(f"{PDFAID}part")] == ["3"]
    assert [e.text for e in tree.iter(f"{PDFAID}conformance")] == ["B"]
    titles = [e.text or "" for e in tree.iter(f"{RDF}li")]
    assert any("Boulangerie Martin & Filles" in title for title in titles)


@pytest.mark.parametrize("kind", PAPERS)
def test_the_file_has_an_identity_and_no_second_set_of_metadata(kind: File) -> None:
    trailer = reader(kind).trailer
    assert len(at(trailer, "/ID")) == 2
    assert "/Info" not in trailer, "two titles could differ"
    assert "/Encrypt" not in trailer


@pytest.mark.parametrize("kind", PAPERS)
def test_colours_are_those_of_an_embedded_profile(kind: File) -> None:
    [intent] = at(root(kind), "/OutputIntents")
    intent = intent.get_object()
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp", "an ICC profile says so there"


@pytest.mark.parametrize("kind", PAPERS)
def test_every_font_is_embedded_and_gives_back_its_letters(kind: File) -> None:
    fonts = [d for d in dictionaries(kind) if d.get("/Subtype") == "/Type0"]
    assert fonts
    for font in fonts:
        descendant = at(font, "/DescendantFonts", 0)
        descriptor = at(descendant, "/FontDescriptor")
        assert at(descriptor, "/FontFile2").get_data()[:4] == b"\0\1\0\0"
        assert descendant["/CIDToGIDMap"] is not None
        assert b"beginbf" in at(font, "/ToUnicode").get_data()


@dataclass(frozen=True)
class Used:
    """A font, and the codes of the letters a page draws with it."""

    widths: dict[int, float]
    gids: bytes
    program: bytes
    codes: frozenset[int]

    def glyph(self, code: int) -> int:
        return int.from_bytes(self.gids[2 * code : 2 * code + 2], "big")


def fonts_used(kind: File, name: str) -> Iterator[Used]:
    for page in reader(kind, name).pages:
        codes = codes_by_font(page.get_contents().get_data())  # pyright: ignore
        for label, font in at(page, "/Resources", "/Font").items():
            descendant = at(font.get_object(), "/DescendantFonts", 0)
            yield Used(
                written_widths(at(descendant, "/W")),
                at(descendant, "/CIDToGIDMap").get_data(),
                at(descendant, "/FontDescriptor", "/FontFile2").get_data(),
                frozenset(codes.get(label.encode(), set())),
            )


SHOWN = re.compile(rb"(/F\d+) [\d.]+ Tf|\(((?:[^\\()]|\\.)*)\) Tj", re.DOTALL)
ESCAPED = {b"r": b"\r", b"n": b"\n"}


def codes_by_font(content: bytes) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    font = b""
    for label, text in SHOWN.findall(content):
        font = label or font
        plain = re.sub(
            rb"\\(.)", lambda m: ESCAPED.get(m[1], m[1]), text, flags=re.DOTALL
        )
        pairs = range(0, len(plain) - 1, 2)
        codes = {int.from_bytes(plain[n : n + 2], "big") for n in pairs}
        found.setdefault(font, set()).update(codes)
    return found


def written_widths(array: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    parts = [part.get_object() for part in array]
    while parts:
        first, second = int(parts.pop(0)), parts.pop(0)
        if isinstance(second, ArrayObject):
            found |= {first + n: float(width) for n, width in enumerate(second)}
        else:
            width = float(parts.pop(0))
            found |= dict.fromkeys(range(first, int(second) + 1), width)
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_the_widths_written_are_those_of_the_embedded_font(kind: File) -> None:
    """Off by one unit of a thousand at most, which PDF/A allows."""
    for used in fonts_used(kind, "bakery"):
        with TTFont(io.BytesIO(used.program)) as font:
            order, metrics = font.getGlyphOrder(), font["hmtx"].metrics
            unit = font["head"].unitsPerEm  # pyright: ignore
            real = {
                c: metrics[order[used.glyph(c)]][0] * 1000 / unit for c in used.codes
            }
        assert [c for c in used.codes if abs(real[c] - used.widths[c]) > 1] == []


@pytest.mark.parametrize("name", ["bakery", "hostile"])
@pytest.mark.parametrize("kind", PAPERS)
def test_no_letter_is_missing_from_the_font(kind: File, name: str) -> None:
    """« no such glyph » is forbidden: what cannot be drawn became a square."""
    drawn = list(fonts_used(kind, name))
    assert sum(len(used.codes) for used in drawn) > 40
    assert [used for used in drawn if any(used.glyph(c) == 0 for c in used.codes)] == []


def test_an_unknown_letter_is_printed_as_a_square() -> None:
    text = "".join(
        page.extract_text() for page in reader(File.DUERP_PDF, "hostile").pages
    )
    assert f"{UNKNOWN} {UNKNOWN}" in text


@pytest.mark.parametrize("kind", PAPERS)
def test_nothing_acts_or_depends_on_another_file(kind: File) -> None:
    catalog = root(kind)
    assert not {"/AA", "/AcroForm", "/NeedsRendering"} & set(catalog)
    opening = catalog.get("/OpenAction", [])
    assert not isinstance(opening, DictionaryObject), "a place to open at is no action"
    forbidden = {"/JavaScript", "/Launch", "/Movie", "/Sound", "/URI", "/ImportData"}
    for one in dictionaries(kind):
        assert one.get("/S") not in forbidden
        assert not {"/JS", "/AA"} & set(one)
        assert one.get("/Filter") != "/LZWDecode"
        assert not (isinstance(one, StreamObject) and "/F" in one), "content elsewhere"
        assert one.get("/Subtype") not in ("/PS", "/3D", "/RichMedia")


def test_the_value_is_inside_to_the_letter() -> None:
    [value] = reader(File.DUERP_PDF).attachments["duerp.json"]
    assert value == canonical(SAMPLES["bakery"]())
    assert Duerp.model_validate_json(value) == SAMPLES["bakery"]()


def test_a_value_sealed_before_is_inside_as_it_was_sealed() -> None:
    """Its hash can be taken again, though our own words for it have changed since."""
    sealed = (
        (Path(__file__).parents[1] / "domain" / "sealed_v1.json").read_bytes().strip()
    )
    pdf = make(Job(File.DUERP_PDF, sealed, "fr"))
    [value] = PdfReader(io.BytesIO(pdf)).attachments["duerp.json"]
    assert value == sealed


def test_the_value_is_said_to_be_the_data_of_the_document() -> None:
    catalog = root(File.DUERP_PDF)
    [spec] = [one.get_object() for one in at(catalog, "/AF")]
    assert spec["/Type"] == "/Filespec"
    assert spec["/AFRelationship"] == "/Data"
    assert spec["/UF"] == spec["/F"] == "duerp.json"
    stream = at(spec, "/EF", "/F")
    assert stream["/Subtype"] == "/application/json"
    assert at(stream, "/Params", "/ModDate").startswith("D:20")
    names = at(catalog, "/Names", "/EmbeddedFiles", "/Names")
    assert names[0] == "duerp.json"


@pytest.mark.parametrize("kind", PAPERS)
def test_the_header_says_that_the_file_is_binary(kind: File) -> None:
    first, second = file(kind).split(b"\n", 2)[:2]
    assert first == b"%PDF-1.7"
    assert second.startswith(b"%")
    assert all(byte > 127 for byte in second[1:5])


@pytest.mark.parametrize("kind", PAPERS)
def test_the_language_and_the_title_are_for_the_reader(kind: File) -> None:
    catalog = root(kind)
    assert catalog["/Lang"] == "fr"
    assert at(catalog, "/ViewerPreferences", "/DisplayDocTitle")


@pytest.fixture(scope="module")
def qpdf() -> str:
    """qpdf on PATH, or installed as chromium is for the browser; else the test says
    loudly that it did not look."""
    found = shutil.which("qpdf")
    if not found and hasattr(os, "geteuid") and os.geteuid() == 0:
        if shutil.which("apt-get"):
            subprocess.run(["apt-get", "update", "-qq"], check=False)
            subprocess.run(["apt-get", "install", "-y", "-qq", "qpdf"], check=False)
        found = shutil.which("qpdf")
    if not found:
        pytest.skip("NOT CHECKED: qpdf is not installed, the PDF's structure is unread")
    return found


@pytest.mark.parametrize("name", ["bakery", "nothing", "hostile"])
@pytest.mark.parametrize("kind", PAPERS)
def test_qpdf_finds_nothing_to_say(
    kind: File, name: str, qpdf: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(file(kind, name))
    checked = subprocess.run(
        [qpdf, "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr
