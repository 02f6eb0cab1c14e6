"""Every file over HTTP: only for who holds the cookie, named, never stored on the way."""

import io
import re
import time
from urllib.parse import unquote

import httpx
import pytest
from pypdf import PdfReader

from tests.running import Held, Server, Socket, begin, handler
from toolkit.documents.formats import MEDIA
from toolkit.routes import File, download

PAGES = "reflex___state____state.toolkit___pages"
# Without a day there is no calendar.
MADE = [file for file in File if file is not File.CALENDAR]
STARTS = {"pdf": b"%PDF-1.7", "docx": b"PK", "xlsx": b"PK"}


def ask(server: Server, file: File, held: Held | None, **query: str) -> httpx.Response:
    return httpx.get(
        server.url + download(file, "fr"),
        params=query,
        headers={"Cookie": held.cookie} if held else {},
        timeout=60,
    )


@pytest.fixture(scope="module")
def held(server: Server) -> Held:
    """A draft of Chez Zoë's, validated once."""
    held = begin(server, name="Chez Zoë")
    socket = Socket(server, cookie=held.cookie, path="/fr/valider/")
    form = {"draft": held.id, "name": "Ana", "role": "Gérante", "cse": "none"}
    socket.send(f"{PAGES}___validate____validate.seal", {"form": form})
    list(socket.updates(0.5))
    socket.close()
    return held


@pytest.mark.parametrize("version", ["", "1"])
@pytest.mark.parametrize("file", MADE)
def test_a_file_is_given_to_who_holds_the_cookie(
    server: Server, held: Held, file: File, version: str
) -> None:
    given = ask(server, file, held, d=held.id, v=version)
    assert given.status_code == 200, given.text
    assert given.content.startswith(STARTS[file.rpartition(".")[2]])
    assert given.headers["content-type"] == MEDIA[file]
    assert given.headers["cache-control"] == "private, no-store"
    assert given.headers["x-robots-tag"] == "noindex"
    assert given.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("file", File)
def test_a_file_is_for_nobody_else(server: Server, held: Held, file: File) -> None:
    other = begin(server)
    for cookie in (None, other):
        refused = ask(server, file, cookie, d=held.id, v="1")
        assert refused.status_code == 404
        assert refused.headers["content-type"].startswith("text/plain")
        assert refused.headers["cache-control"] == "private, no-store"
        assert "Zo" not in refused.text


@pytest.mark.parametrize("file", MADE)
def test_a_file_bears_the_name_a_person_would_give(
    server: Server, held: Held, file: File
) -> None:
    header = ask(server, file, held, d=held.id, v="1").headers["content-disposition"]
    found = re.fullmatch(
        r'attachment; filename="([^"]+)"; filename\*=UTF-8\'\'(\S+)', header
    )
    assert found, header
    plain, full = found.groups()
    assert "Chez Zoe v1 " in plain
    assert re.search(r" Chez Zoë v1 \d{4}-\d\d-\d\d\.(pdf|docx|xlsx)$", unquote(full))


@pytest.mark.parametrize(
    "query",
    [
        {"v": "9"},
        {"v": "0"},
        {"v": "-1"},
        {"v": "x"},
        {"v": "１"},
        {"v": "9" * 400},
        {"d": "x" * 5000},
        {"d": ""},
        {"u": "x" * 500},
    ],
    ids=str,
)
@pytest.mark.parametrize("file", [File.DUERP_PDF, File.DUERP_WORD])
def test_what_does_not_exist_is_not_found(
    server: Server, held: Held, file: File, query: dict[str, str]
) -> None:
    answer = ask(server, file, held, **{"d": held.id, **query})
    assert answer.status_code == 404
    assert "pas ouvert sur cet appareil" in answer.text


def test_a_unit_that_does_not_exist_has_no_first_day(
    server: Server, held: Held
) -> None:
    assert ask(server, File.FIRST_DAY, held, d=held.id, u="lune").status_code == 404


def test_a_calendar_without_a_day_says_what_to_do(server: Server, held: Held) -> None:
    answer = ask(server, File.CALENDAR, held, d=held.id)
    assert answer.status_code == 404
    assert "Donnez d’abord un jour à une action" in answer.text


def test_a_validated_file_is_the_same_when_served_again(
    server: Server, held: Held
) -> None:
    first = ask(server, File.DUERP_PDF, held, d=held.id, v="1")
    with httpx.Client(headers={"Cookie": held.cookie}) as client:
        address = server.url + download(File.DUERP_PDF, "fr")
        took: list[float] = []
        for _ in range(5):
            start = time.perf_counter()
            again = client.get(address, params={"d": held.id, "v": "1"})
            took.append(time.perf_counter() - start)
            assert again.content == first.content
    assert min(took) < 0.2, "made again each time?"


def test_a_project_is_made_again_each_time(server: Server) -> None:
    held = begin(server, name="Chez Rémi")
    assert "Chez Rémi" in printed(ask(server, File.WALL, held, d=held.id).content)
    socket = Socket(server, cookie=held.cookie, path="/fr/preparer/")
    renamed = {"draft": held.id, "name": "Chez Léa"}
    socket.ask(handler("pages.prepare.prepare", "say_company"), {"form": renamed})
    socket.close()
    assert "Chez Léa" in printed(ask(server, File.WALL, held, d=held.id).content)


def test_an_address_said_while_preparing_is_on_the_next_document(
    server: Server,
) -> None:
    held = begin(server, name="Chez Rémi")
    socket = Socket(server, cookie=held.cookie, path="/fr/preparer/")
    moved = {"draft": held.id, "address": "  4 rue du Lavoir,  69003 Lyon "}
    socket.ask(handler("pages.prepare.prepare", "say_company"), {"form": moved})
    socket.close()
    document = printed(ask(server, File.DUERP_PDF, held, d=held.id).content)
    assert "4 rue du Lavoir, 69003 Lyon" in document


def printed(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def test_the_language_of_the_address_is_that_of_the_refusal(server: Server) -> None:
    """An unknown one is French."""
    answer = httpx.get(f"{server.url}/xx/duerp.pdf?d=abc")
    assert answer.status_code == 404
    assert "Reprenez-le avec votre lien." in answer.text
