"""Looking a company up: nobody waits, nobody reads the registry through us, nothing of it
is trusted when it comes back."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.played import ALONE, BAKERY, DIRECTOR, SHOP, Played
from tests.running import ORIGIN_SITE, Server, Socket, begin, handler, start

OPEN = handler("pages.start.start", "open")
LOOK_UP = handler("pages.start.start", "look_up")
SAY = handler("pages.start.start", "say_authority")
ANSWER = handler("pages.questions.questions", "answer")


def page(server: Server, cookie: str = "", **query: str) -> Socket:
    socket = Socket(server, path="/fr/commencer/", query=query, cookie=cookie)
    socket.hydrate()
    return socket


def said(socket: Socket, wait: float = 0.7) -> str:
    return json.dumps(list(socket.updates(wait)), ensure_ascii=False)


def test_a_siret_fills_the_form(linked: Server) -> None:
    socket = page(linked, q=BAKERY)
    socket.send(OPEN)
    told = said(socket)
    assert "BOULANGERIE DU LAVOIR" in told
    assert "4 RUE DU LAVOIR 69003 LYON" in told
    assert '"boulangerie-patisserie"' in told
    assert DIRECTOR not in told
    socket.close()


def test_other_events_of_the_same_visitor_do_not_wait(linked: Server) -> None:
    held = begin(linked)
    socket = page(linked, cookie=held.cookie, entreprise="lent durand")
    socket.send(OPEN)
    assert "Nous" not in said(socket, 0.3)
    form = {"draft": held.id, "risk": "sol-glissant", "mastery": "partial"}
    started = time.monotonic()
    socket.ask(ANSWER, {"form": form})
    assert time.monotonic() - started < 0.5
    assert "ne répond pas" in said(socket, 2.5)
    socket.close()


def test_what_was_looked_up_before_does_not_come_back(linked: Server) -> None:
    """A second search while the first is slow: only the second is shown."""
    socket = page(linked, entreprise="tardif")
    socket.send(OPEN)
    list(socket.updates(0.2))
    socket.query = {"entreprise": BAKERY}
    socket.send(OPEN)
    told = said(socket, 2)
    assert "BOULANGERIE DU LAVOIR" in told
    assert "FOURNIL UNIQUE" not in told
    socket.close()


def test_an_event_alone_looks_nothing_up(linked: Server, registry: Played) -> None:
    before = len(registry.seen)
    socket = page(linked)
    socket.send(LOOK_UP)
    socket.send(LOOK_UP, {"query": "lavoir"})
    list(socket.updates(0.4))
    assert len(registry.seen) == before
    socket.close()


def test_a_flood_from_one_page_asks_little(linked: Server, registry: Played) -> None:
    socket = page(linked, entreprise="panne du siècle")
    socket.send(OPEN)
    before = len(registry.seen)
    for _ in range(200):
        socket.send(LOOK_UP)
    list(socket.updates(1))
    assert len(registry.seen) - before <= 7
    socket.close()


def test_one_address_cannot_read_the_registry_through_us(
    registry: Played, tmp_path_factory: pytest.TempPathFactory
) -> None:
    running = start(
        tmp_path_factory.mktemp("limited-lookups"),
        rate_per_client="0",
        rate_per_address="1000",
        registry_url=registry.url,
    )
    try:
        socket = page(running, entreprise="lavoir")
        before = len(registry.seen)
        told = ""
        for number in range(25):
            socket.query = {"entreprise": f"lavoir {number}"}
            socket.send(OPEN)
            told = said(socket, 0.25)
        assert "Trop de recherches" in told
        assert 15 <= len(registry.seen) - before <= 20
        socket.close()
    finally:
        running.stop()


def test_the_log_says_neither_what_was_asked_nor_what_was_found(
    linked: Server,
) -> None:
    for typed in ("panne zelie quatrain", "lavoir zelie quatrain", BAKERY):
        socket = page(linked, entreprise=typed)
        socket.send(OPEN)
        list(socket.updates(0.5))
        socket.close()
    log = linked.log.read_text(errors="replace").casefold()
    assert "registry unavailable" in log
    for word in ("zelie", "quatrain", "lavoir", BAKERY):
        assert word not in log


def posted(server: Server, **fields: str) -> httpx.Response:
    return httpx.post(
        f"{server.url}/fr/brouillons",
        data={"pack": "generique", "name": "Essai", **fields},
        headers=ORIGIN_SITE,
    )


FACTS = {
    "registered": BAKERY,
    "naf_rev2": "10.71C",
    "naf_2025": "10.71H",
    "legal_form": "5499",
    "band": "02",
}


def stored(server: Server, answer: httpx.Response) -> tuple[object, ...]:
    draft = parse_qs(urlsplit(answer.headers["location"]).query)["d"][0]
    [kept] = server.query(
        "SELECT siret, address, effectif, naf_rev2, naf_2025, legal_form, band "
        "FROM draft WHERE public_id = :draft",
        draft=draft,
    )
    return kept


def test_the_facts_of_a_company_are_stored_with_its_siret(server: Server) -> None:
    answer = posted(
        server, siret=BAKERY, address="4 rue du Lavoir", effectif="6", **FACTS
    )
    assert stored(server, answer) == (
        BAKERY,
        "4 rue du Lavoir",
        6,
        "10.71C",
        "10.71H",
        "5499",
        "02",
    )


@pytest.mark.parametrize("siret", [SHOP, ""])
def test_the_facts_of_another_siret_are_not_kept(server: Server, siret: str) -> None:
    answer = posted(server, siret=siret, **FACTS)
    assert stored(server, answer) == (siret, "", None, "", "", "", "")


@pytest.mark.parametrize(
    "forged",
    [
        {"band": "99"},
        {"band": "<b>"},
        {"naf_rev2": "10.71C' OR 1=1"},
        {"legal_form": "54999"},
        {"registered": "9" * 400},
        {"address": "x" * 400},
    ],
)
def test_a_forged_fact_goes_back_to_the_form(
    server: Server, forged: dict[str, str]
) -> None:
    answer = posted(server, **{"siret": BAKERY, **FACTS, **forged})
    assert "fault=form" in answer.headers["location"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("said", ["-1", "10000", "six", "1.5"])
def test_a_headcount_that_is_none_says_so_and_loses_nothing(
    server: Server, said: str
) -> None:
    answer = posted(server, siret=ALONE, effectif=said, address="Ici")
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back["fault"] == ["effectif"]
    assert back["effectif"] == [said]
    assert back["adresse"] == ["Ici"]
    assert back["siret"] == [ALONE]


def test_without_a_registry_nothing_is_looked_for(server: Server) -> None:
    socket = page(server, q=BAKERY)
    socket.send(OPEN)
    told = said(socket)
    assert "Votre SIRET est noté" in told
    assert '"searching_rx_state_": true' not in told
    socket.close()


def test_only_yes_or_no_is_an_answer(server: Server) -> None:
    socket = page(server)
    for form in ({"answer": "peut-être"}, {"answer": True}, {}, None):
        socket.send(SAY, {"form": form})
    assert "n’a pas été comprise" in said(socket)
    socket.close()
