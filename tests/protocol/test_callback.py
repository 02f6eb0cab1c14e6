"""« Être rappelé » over HTTP: what is kept, what is refused, and what is erased."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from tests.running import ORIGIN_SITE, Server, begin, start
from toolkit.settings import ROOT

PAGE = "/fr/etre-rappele/"
POST = PAGE + "search"
WITHDRAW = PAGE + "retirer/"
SERVICE = "sante-travail-exemple"
GIVEN = {
    "service": SERVICE,
    "name": "Ana Témoin",
    "phone": "06.12.34.56.78",
    "part_of_day": "soir",
    "purpose": "rappel",
    "consent": "oui",
}


def key_in(page: str) -> str:
    found = re.search(r'name="key" value="([\w-]{43})"', page)
    assert found
    return found[1]


def ask(server: Server, **changed: str) -> httpx.Response:
    form = {"key": key_in(httpx.get(server.url + PAGE).text), **GIVEN, **changed}
    return httpx.post(server.url + POST, data=form, headers=ORIGIN_SITE)


def withdraw(server: Server, key: str) -> httpx.Response:
    return httpx.post(server.url + WITHDRAW, data={"key": key}, headers=ORIGIN_SITE)


def kept(server: Server) -> list[tuple[object, ...]]:
    return server.query(
        "SELECT service, name, phone, part_of_day, purpose, locale FROM callback"
    )


def link_in(page: str) -> str:
    found = re.search(r'href="(/\w\w/etre-rappele/retirer/\?k=[\w-]{43})"', page)
    assert found
    return found[1]


@pytest.fixture(autouse=True)
def nobody_waits(server: Server) -> None:
    server.query("DELETE FROM callback")
    server.query("DELETE FROM letter")


def test_what_is_asked_is_kept_whole_and_a_receipt_says_how_to_take_it_back(
    server: Server,
) -> None:
    answer = ask(server)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert kept(server) == [
        (SERVICE, "Ana Témoin", "06 12 34 56 78", "soir", "rappel", "fr")
    ]
    assert 'href="tel:3114"' in answer.text.split("<main")[1]
    assert "Témoin" not in answer.text
    opened = httpx.get(server.url + link_in(answer.text))
    assert opened.status_code == 200
    assert len(kept(server)) == 1, "opening a link erases nothing"
    assert withdraw(server, key_in(opened.text)).status_code == 200
    assert kept(server) == []


def test_a_withdrawal_serves_once(server: Server) -> None:
    link = link_in(ask(server).text)
    key = link.rpartition("=")[2]
    assert withdraw(server, key).status_code == 200
    ask(server, name="Bob")
    again = [withdraw(server, key), httpx.get(server.url + link)]
    assert [answer.status_code for answer in again] == [410, 410]
    assert "n’est plus ici" in again[0].text
    assert [row[1] for row in kept(server)] == ["Bob"]


@pytest.mark.parametrize("key", ["", "x", "0" * 43, "' OR 1=1 --", "é" * 43, "\0"])
def test_a_withdrawal_nobody_gave_erases_nothing(server: Server, key: str) -> None:
    ask(server)
    assert withdraw(server, key).status_code == 410
    answer = httpx.get(server.url + WITHDRAW, params={"k": key})
    assert answer.status_code == 410
    assert "' OR 1=1" not in answer.text
    assert len(kept(server)) == 1


def test_the_same_form_sent_twice_is_one_request(server: Server) -> None:
    key = key_in(httpx.get(server.url + PAGE).text)
    twice = [ask(server, key=key), ask(server, key=key)]
    assert [answer.status_code for answer in twice] == [200, 200]
    assert link_in(twice[0].text) == link_in(twice[1].text)
    assert len(kept(server)) == 1
    assert server.query("SELECT count(*) FROM letter") == [(1,)]


def test_the_letter_names_nobody_and_gives_no_number(server: Server) -> None:
    ask(server)
    ask(server, name="Zoé")
    [(address, subject, text, html)] = server.query(
        "SELECT address, subject, text, html FROM letter"
    )
    assert address == "accueil@sante-travail.exemple.fr"
    whole = f"{subject} {text} {html}"
    assert f"toolkit callbacks list --service {SERVICE}" in text
    for said in ("Ana", "Témoin", "Zoé", "56 78", "0612", "soir", "faire-le-point"):
        assert said not in whole
    assert not re.search(r"épuise|repère|santé mentale", whole)


BAD: list[tuple[str, dict[str, str], str]] = [
    ("no consent", {"consent": ""}, "Sans votre accord"),
    ("another consent", {"consent": "non"}, "Sans votre accord"),
    ("no name", {"name": " \t "}, "Écrivez un nom"),
    ("a name of orders to a terminal", {"name": "\x1b\u202e\0"}, "Écrivez un nom"),
    ("a name too long", {"name": "A" * 121}, "Écrivez un nom"),
    ("no phone", {"phone": ""}, "pas complet"),
    ("half a phone", {"phone": "06 12 34"}, "pas complet"),
    ("a phone of letters", {"phone": "appelez-moi"}, "pas complet"),
    ("a phone of other digits", {"phone": "٠٦١٢٣٤٥٦٧٨"}, "pas complet"),
    ("no purpose", {"purpose": ""}, "Choisissez l’un des deux"),
    ("another purpose", {"purpose": "score"}, "Choisissez l’un des deux"),
    ("another moment", {"part_of_day": "nuit"}, "Choisissez dans la liste"),
]


@pytest.mark.parametrize(
    ("changed", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD]
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    server: Server, changed: dict[str, str], said: str
) -> None:
    answer = ask(server, **changed)
    assert answer.status_code == 422
    [faulty] = changed
    fault = re.search(rf'id="{faulty}-faute"[^>]*>([^<]+)<', answer.text)
    assert fault
    assert said in fault[1]
    for name in ("name", "phone"):
        if name not in changed:
            assert f'value="{GIVEN[name]}"' in answer.text
    assert 'value="soir" selected' in answer.text or faulty == "part_of_day"
    assert 'value="rappel" required="required" checked' in answer.text or (
        faulty == "purpose"
    )
    assert kept(server) == []
    assert server.query("SELECT count(*) FROM letter") == [(0,)]


@pytest.mark.parametrize("service", ["", "ailleurs", "x" * 300, "' OR 1=1 --"])
def test_a_service_that_calls_nobody_back_gets_nothing(
    server: Server, service: str
) -> None:
    assert ask(server, service=service).status_code == 422
    assert kept(server) == []


def test_markup_typed_is_shown_as_typed(server: Server) -> None:
    typed = '"><script>1</script>'
    fields: dict[str, str | None] = {}

    class Reader(HTMLParser):
        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            assert tag != "script"
            given = dict(attrs)
            fields[given.get("id") or ""] = given.get("value")

    Reader().feed(ask(server, name=typed, phone="1").text)
    assert fields["name"] == typed


@pytest.mark.parametrize("size", [9_000, 70_000])
def test_a_form_too_long_is_refused_whole(server: Server, size: int) -> None:
    answer = ask(server, note="x" * size)
    assert answer.status_code == 413
    assert kept(server) == []


def test_what_the_form_does_not_ask_is_not_kept(server: Server) -> None:
    assert (
        ask(server, score="17", pack="soignants", note="Témoin-55").status_code == 200
    )
    stored = server.stored()
    assert "soignants" not in stored
    assert "Témoin-55" not in stored


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://ailleurs.example"},
        {},
    ],
)
def test_another_site_asks_and_withdraws_nothing(
    server: Server, headers: dict[str, str]
) -> None:
    key = link_in(ask(server).text).rpartition("=")[2]
    for address, form in ((POST, GIVEN), (WITHDRAW, {"key": key})):
        answer = httpx.post(server.url + address, data=form, headers=headers)
        assert answer.status_code == 403
    assert len(kept(server)) == 1


@pytest.mark.parametrize("address", [PAGE, "/en/etre-rappele/"])
def test_the_page_is_shut_in_and_says_first_that_nobody_reads_at_once(
    server: Server, address: str
) -> None:
    answer = httpx.get(server.url + address)
    policy = answer.headers["content-security-policy"]
    assert "form-action 'self'" in policy
    for part in ("default-src 'none'", "script-src 'none'", "connect-src 'none'"):
        assert part in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    before = answer.text.split("<form")[0].split("<main")[1]
    for number in ("15", "112", "3114"):
        assert f'href="tel:{number}"' in before
    assert ("en continu" in before) or ("round the clock" in before)


def test_the_page_is_the_same_wherever_one_comes_from(server: Server) -> None:
    """Neither a cookie, nor a referrer, nor a query changes a byte but the key."""
    came = {
        "cookie": begin(server).cookie,
        "referer": f"{server.url}/fr/faire-le-point/soignants/",
    }
    pages = [
        httpx.get(server.url + PAGE).text,
        httpx.get(server.url + PAGE, headers=came).text,
        httpx.get(f"{server.url}{PAGE}?pack=soignants&etat=tres-present").text,
    ]
    assert len({page.replace(key_in(page), "") for page in pages}) == 1


@pytest.mark.parametrize("page", ["", "confrere/", "entrepreneurs/"])
def test_the_page_is_found_beside_the_service_wherever_it_is_named(
    server: Server, page: str
) -> None:
    shown = httpx.get(f"{server.url}/fr/faire-le-point/{page}")
    assert f'href="{PAGE}"' in shown.text


def test_the_log_says_nothing_of_who_asks(server: Server) -> None:
    ask(server, name="Témoin-Journal-88")
    ask(server, name="Témoin-Journal-88", phone="")
    log = server.log.read_text(errors="replace")
    for said in ("Témoin-Journal", "56 78", "etre-rappele", SERVICE):
        assert said not in log


def command(server: Server, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit.cli", "callbacks", *words],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "TOOLKIT_DATABASE_URL": server.database_url,
            "TOOLKIT_EXAMPLES": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_service_reads_on_the_command_line_and_erases_what_is_done(
    server: Server,
) -> None:
    ask(server, name="Ana\x1b[2J Témoin", phone="+33 6 12 34 56 78")
    first = command(server, "list").stdout
    assert "NOUVELLE" in first
    assert "Ana[2J Témoin · +33612345678 · en fin de journée · un rappel" in first
    assert "\x1b" not in first
    second = command(server, "list", "--service", SERVICE).stdout
    assert "déjà lue" in second
    number = re.findall(r"callbacks done (\d+)", second)[0]
    assert "est effacée" in command(server, "done", number).stdout
    assert kept(server) == []
    assert command(server, "done", number).returncode == 1
    assert "Aucune demande n'attend" in command(server, "list").stdout
    assert command(server, "list", "--service", "rien").returncode == 1


NO_SERVICE = "spsti: [{id: service, name: Un service, phone: 01 99 00 12 34}]\n"


@pytest.fixture(scope="module", params=["no service calls back", "no letter can leave"])
def closed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("closed")
    own = folder / "own.yaml"
    own.write_text(NO_SERVICE, "utf-8")
    if request.param == "no service calls back":
        running = start(folder, self_check_file=str(own))
    else:
        running = start(folder, public_url="https://duerp.example", examples="1")
    yield running
    running.stop()


def test_where_nobody_calls_back_the_page_gives_the_numbers_and_keeps_nothing(
    closed: Server,
) -> None:
    shown = httpx.get(closed.url + PAGE)
    assert "<form" not in shown.text
    for number in ("15", "112", "3114", "0199001234"):
        assert f'href="tel:{number}"' in shown.text.split("<main")[1]
    asked = httpx.post(closed.url + POST, data=GIVEN, headers=ORIGIN_SITE)
    assert asked.status_code == 403
    assert "Rien n’est demandé ni gardé" in asked.text
    assert kept(closed) == []
    for page in ("", "confrere/"):
        shown = httpx.get(f"{closed.url}/fr/faire-le-point/{page}")
        assert f'href="{PAGE}"' not in shown.text


def test_a_flood_is_stopped_and_what_was_typed_stays(tmp_path: Path) -> None:
    server = start(tmp_path, rate_per_client="1000", rate_per_address="1000")
    try:
        answers = [ask(server, name=f"Ana {n}") for n in range(12)]
        assert [a.status_code for a in answers] == [200] * 10 + [429] * 2
        assert 'value="Ana 11"' in answers[-1].text
        assert "Appelez le service" in answers[-1].text
        assert len(kept(server)) == 10
        assert server.query("SELECT count(*) FROM letter") == [(1,)]
    finally:
        server.stop()
