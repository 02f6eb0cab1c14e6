"""« Faire le point » over HTTP: what each document may do, and what the count takes."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.running import ORIGIN_SITE, Server, begin, start
from toolkit.content.check_rules import NEVER
from toolkit.settings import ROOT

EXAMPLE = ROOT / "docs" / "faire-le-point.exemple.yaml"
BASE = "/fr/faire-le-point/"
COMMUNITY = BASE + "communautes/vallee-exemple/"
QUIET = [
    BASE,
    BASE + "soignants/",
    BASE + "entrepreneurs/",
    BASE + "confrere/",
    COMMUNITY,
    COMMUNITY + "affiche/",
    COMMUNITY + "soignants/",
]
EVERY = [*QUIET, BASE + "compter/"]
YEAR = datetime.now(UTC).year


def serve(folder: Path, *, rate: str = "60") -> Server:
    return start(
        folder,
        self_check_file=str(EXAMPLE),
        rate_per_client=rate,
        rate_per_address=rate,
    )


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = serve(tmp_path_factory.mktemp("checks"), rate="0")
    yield running
    running.stop()


def post(server: Server, **fields: str) -> httpx.Response:
    return httpx.post(
        f"{server.url}{BASE}compter/",
        data={"community": "vallee-exemple", **fields},
        headers=ORIGIN_SITE,
    )


def rows(server: Server) -> list[tuple[object, ...]]:
    with sqlite3.connect(server.database) as database:
        return database.execute(
            "SELECT community, year, measure, value, count FROM communitycount"
        ).fetchall()


@pytest.mark.parametrize("address", EVERY)
def test_every_document_is_shut_in_and_kept_nowhere(
    checks: Server, address: str
) -> None:
    answer = httpx.get(checks.url + address)
    assert answer.status_code == 200
    policy = dict(
        part.split(" ", 1)
        for part in answer.headers["content-security-policy"].split("; ")
    )
    connects = "'self'" if address.endswith("compter/") else "'none'"
    assert policy.pop("connect-src") == connects
    assert policy.pop("script-src") == "'none'" or "script" in answer.text
    assert re.fullmatch(r"'sha256-[\w+/=]+'", policy.pop("style-src"))
    assert policy == {
        "default-src": "'none'",
        "img-src": "data:",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", EVERY)
def test_no_document_has_a_form_a_field_a_frame_or_a_file(
    checks: Server, address: str
) -> None:
    """A field of text makes Chromium ask Google about it; a form could be posted."""
    page = httpx.get(checks.url + address).text
    tags = set(re.findall(r"<([a-z]+)", page.split("</style>")[1].split("<script")[0]))
    assert tags.isdisjoint({"form", "textarea", "iframe", "object", "embed", "link"})
    kinds = set(re.findall(r'<input[^>]* type="(\w+)"', page))
    assert kinds <= {"radio", "checkbox"}
    sources = re.findall(r'\bsrc="([^"]{5})', page)
    assert set(sources) <= {"data:"}


@pytest.mark.parametrize("address", QUIET)
def test_a_page_says_the_three_numbers_before_anything_else(
    checks: Server, address: str
) -> None:
    page = httpx.get(checks.url + address).text
    body = page.split("<main")[0]
    for number in ("15", "112", "3114"):
        assert f'href="tel:{number}"' in body


def test_a_number_whose_source_is_too_old_is_not_shown(checks: Server) -> None:
    page = httpx.get(f"{checks.url}{BASE}entrepreneurs/").text
    assert "tel:0805655050" not in page
    assert "tel:0805232336" in httpx.get(f"{checks.url}{BASE}soignants/").text


@pytest.mark.parametrize(
    "address",
    [
        BASE + "rien/",
        BASE + "communautes/rien/",
        BASE + "communautes/rien/affiche/",
        BASE + "communautes/vallee-exemple/rien/",
        "/de/faire-le-point/",
    ],
)
def test_an_address_that_leads_to_nothing(checks: Server, address: str) -> None:
    assert httpx.get(checks.url + address).status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Cette page n'existe pas"), ("en", "This page does not exist")],
)
def test_a_lost_visitor_is_shown_the_page_of_faults_in_their_language(
    checks: Server, language: str, said: str
) -> None:
    answer = httpx.get(
        f"{checks.url}/{language}/faire-le-point/rien/", headers={"accept": "text/html"}
    )
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.text
    assert said in unescape(answer.text).replace("’", "'")


def test_an_address_without_its_slash_goes_on(checks: Server) -> None:
    answer = httpx.get(checks.url + BASE.rstrip("/"))
    assert answer.headers["location"] == BASE


@pytest.mark.parametrize("address", EVERY)
def test_every_document_is_said_in_english_too(checks: Server, address: str) -> None:
    page = httpx.get(checks.url + address.replace("/fr/", "/en/", 1)).text
    assert '<html lang="en"' in page
    assert f'href="{address}" lang="fr"' in page
    words = re.sub(
        r"<style>.*?</style>|<script.*?</script>|<[^>]+>", " ", page, flags=re.S
    )
    assert NEVER.search(words) is None
    assert re.search(r"\b(vous|votre|est|sont|une|pour|avec)\b", words) is None


def test_a_draft_s_cookie_changes_nothing_of_a_check(checks: Server) -> None:
    cookie = {"Cookie": begin(checks, name="Atelier Témoin").cookie}
    address = f"{checks.url}{BASE}entrepreneurs/"
    assert httpx.get(address, headers=cookie).text == httpx.get(address).text


def test_what_is_counted_is_one_more_of_each_and_nothing_else(checks: Server) -> None:
    before = dict.fromkeys(rows(checks))
    lines = [
        {"measure": "taking-part", "value": ""},
        {"measure": "state", "value": "present"},
        {"measure": "pressure", "value": "charge"},
        {"measure": "pressure", "value": "revenus"},
    ]
    assert [post(checks, **line).status_code for line in lines] == [204] * 4
    assert post(checks, **lines[2]).status_code == 204
    assert before == {}
    assert sorted(rows(checks)) == [
        ("vallee-exemple", YEAR, "pressure", "charge", 2),
        ("vallee-exemple", YEAR, "pressure", "revenus", 1),
        ("vallee-exemple", YEAR, "state", "present", 1),
        ("vallee-exemple", YEAR, "taking-part", "", 1),
    ]
    log = checks.log.read_text(errors="replace")
    for word in ("vallee", "revenus", "taking-part", "compter"):
        assert word not in log
    answer = httpx.get(checks.url + COMMUNITY)
    assert "Aucune année" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"measure": "state", "value": "rien"},
        {"measure": "state", "value": ""},
        {"measure": "pressure", "value": "pensees"},
        {"measure": "taking-part", "value": "charge"},
        {"measure": "nom", "value": "Ana"},
        {"measure": "state", "value": "x" * 5000},
        {"measure": "state", "value": "present", "community": "ailleurs"},
        {},
    ],
)
def test_what_is_not_listed_is_not_counted(
    checks: Server, fields: dict[str, str]
) -> None:
    before = rows(checks)
    assert post(checks, **fields).status_code == 400
    assert rows(checks) == before


def test_another_site_may_not_count(checks: Server) -> None:
    before = rows(checks)
    answer = httpx.post(
        f"{checks.url}{BASE}compter/",
        data={"community": "vallee-exemple", "measure": "taking-part"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert rows(checks) == before


def test_a_flood_of_counts_is_stopped(tmp_path: Path) -> None:
    server = serve(tmp_path, rate="1000")
    try:
        said = [post(server, measure="taking-part").status_code for _ in range(45)]
        assert said == [204] * 40 + [429] * 5
        ((*_, count),) = rows(server)
        assert count == 40
    finally:
        server.stop()


def test_a_year_that_is_over_is_published_by_the_work_of_the_day(
    tmp_path: Path,
) -> None:
    database = tmp_path / "toolkit.db"
    subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "publish"],
        cwd=ROOT,
        env=os.environ | {"TOOLKIT_DATABASE_URL": f"sqlite:///{database}"},
        check=True,
    )
    counts = {
        ("taking-part", ""): 60,
        ("state", "peu-present"): 25,
        ("state", "present"): 35,
        ("pressure", "charge"): 31,
        ("pressure", "revenus"): 14,
        ("pressure", "valeurs"): 22,
        ("pressure", "isolement"): 18,
        ("pressure", "erreur"): 3,
    }
    with sqlite3.connect(database) as filled:
        for (measure, value), count in counts.items():
            filled.execute(
                "INSERT INTO communitycount VALUES (?, ?, ?, ?, ?)",
                ("vallee-exemple", YEAR - 1, measure, value, count),
            )
    filled.close()
    server = serve(tmp_path)
    try:
        end = time.monotonic() + 20
        page = ""
        while f"<h3>{YEAR - 1}</h3>" not in page and time.monotonic() < end:
            time.sleep(0.3)
            page = httpx.get(server.url + COMMUNITY).text
        assert f"<h3>{YEAR - 1}</h3>" in page
        assert "60 réponses" in page
        cells = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', page)
        said = dict(cells)
        assert (said["Peu présente"], said["Présente"]) == ("25", "35")
        assert said["Erreur, responsabilité, plainte"] == "non dit"
        assert rows(server) == []
    finally:
        server.stop()
