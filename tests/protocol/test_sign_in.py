"""Signing in over HTTP: nothing to learn, nothing to burn, nothing to steal."""

import re

import httpx
import pytest

from tests.running import ORIGIN_SITE, Server
from tests.signing import Person, firm_of, person, stored


def normal(page: str, address: str) -> str:
    return page.replace(address, "ADRESSE")


def test_the_answer_is_the_same_whoever_asks(server: Server) -> None:
    """With an account, without one, and past three letters an hour."""
    known, unknown = person(server), Person(server)
    flooded = Person(server)
    for _ in range(5):
        flooded.post("/fr/connexion", email=flooded.address)
    answers = [
        Person(server).post("/fr/connexion", email=one.address)
        for one in (known, unknown, flooded)
    ]
    assert {one.status_code for one in answers} == {200}
    people = (known, unknown, flooded)
    said = {normal(a.text, p.address) for a, p in zip(answers, people, strict=True)}
    assert len(said) == 1
    sent = server.query(
        "SELECT count(*) FROM letter WHERE address = :a", a=flooded.address
    )
    assert sent == [(3,)]


def test_opening_the_link_does_not_spend_it(server: Server) -> None:
    """Programs that read mail open every address in it."""
    somebody = Person(server)
    somebody.post("/fr/connexion", email=somebody.address)
    token = somebody.token()
    for _ in range(3):
        shown = httpx.get(f"{server.url}/fr/connexion/lien/?t={token}")
        assert shown.status_code == 200
        assert "set-cookie" not in shown.headers
        assert somebody.address in shown.text
    assert somebody.post("/fr/connexion/lien", t=token).status_code == 303


def test_the_page_of_the_link_tells_nobody_its_address(server: Server) -> None:
    somebody = Person(server)
    somebody.post("/fr/connexion", email=somebody.address)
    shown = somebody.get(f"/fr/connexion/lien/?t={somebody.token()}")
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert shown.headers["cache-control"] == "private, no-store"
    assert "noindex" in shown.headers["x-robots-tag"]
    assert "<script" not in shown.text


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("what", ["used", "old", "forged"])
def test_a_link_that_is_no_good_says_so_and_offers_another(
    server: Server, what: str, locale: str
) -> None:
    somebody = Person(server)
    somebody.post("/fr/connexion", email=somebody.address)
    token = somebody.token()
    if what == "used":
        somebody.post("/fr/connexion/lien", t=token)
    elif what == "old":
        server.query("UPDATE mailedlink SET until = '2026-01-01 00:00:00'")
    else:
        token = "A" * 43
    for answer in (
        httpx.get(f"{server.url}/{locale}/connexion/lien/?t={token}"),
        Person(server).post(f"/{locale}/connexion/lien", t=token),
    ):
        assert answer.status_code == 410
        assert 'name="email"' in answer.text
        assert "set-cookie" not in answer.headers


def test_the_session_is_in_a_cookie_no_script_reads(server: Server) -> None:
    cookie = Person(server)
    set_cookie = cookie.sign_in().headers["set-cookie"]
    assert set_cookie.startswith("compte=")
    assert "HttpOnly" in set_cookie
    assert "SameSite=lax" in set_cookie


def test_no_session_and_no_link_is_stored_or_logged(server: Server) -> None:
    somebody = person(server)
    secret = somebody.browser.cookies["compte"]
    assert secret not in server.stored()
    log = server.log.read_text(errors="replace")
    assert secret not in log
    assert somebody.address not in log


@pytest.mark.parametrize("address", ["", "marie", "a@b", "a@exemple.fr\nBcc: b@c.fr"])
def test_an_address_that_is_none_is_told_beside_the_field(
    server: Server, address: str
) -> None:
    before = stored(server)
    answer = Person(server).post("/fr/connexion", email=address)
    assert answer.status_code == 422
    assert "pas complète" in answer.text
    assert stored(server) == before


def test_what_was_typed_is_shown_inert(server: Server) -> None:
    answer = Person(server).post("/fr/connexion", email='"><script>alert(1)</script>')
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_another_site_signs_nobody_in(server: Server) -> None:
    somebody = Person(server)
    somebody.post("/fr/connexion", email=somebody.address)
    answer = httpx.post(
        f"{server.url}/fr/connexion/lien",
        data={"t": somebody.token()},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert somebody.sign_in().status_code == 303


def test_the_browser_that_asked_puts_its_evaluations_away(server: Server) -> None:
    somebody = Person(server)
    draft = somebody.begin("Fournil")
    landed = somebody.sign_in().headers["location"]
    assert "rangees=1" in landed
    shown = somebody.get(landed).text
    assert "1 évaluation est rangée" in shown.replace("\u202f", " ")
    assert f"d={draft}" in shown


def test_another_browser_is_asked_first(server: Server) -> None:
    asking, opening = Person(server), Person(server)
    draft = opening.begin("Fournil")
    asking.post("/fr/connexion", email=asking.address)
    opening.post("/fr/connexion/lien", t=asking.token())
    shown = opening.get("/fr/compte/").text
    assert "Ranger dans mon compte" in shown
    assert "/fr/entreprise/" not in shown
    opening.post("/fr/compte/ranger", d=draft)
    assert firm_of(opening)


def test_what_is_begun_signed_in_is_in_the_account(server: Server) -> None:
    somebody = person(server)
    draft = somebody.begin("Garage")
    assert f"d={draft}" in somebody.get("/fr/compte/").text


def test_a_device_is_signed_out_from_another(server: Server) -> None:
    here = person(server)
    there = Person(server, address=here.address)
    there.sign_in()
    page = here.get("/fr/compte/").text
    assert page.count("Firefox, Linux") == 2
    found = re.search(r'name="device" value="(\d+)"', page)
    assert found
    here.post("/fr/compte/appareil", device=found[1])
    assert there.get("/fr/compte/").headers["location"] == "/fr/connexion/"
    assert here.get("/fr/compte/").status_code == 200


def test_signing_out_forgets_the_cookie_and_the_session(server: Server) -> None:
    somebody = person(server)
    kept = somebody.session
    answer = somebody.post("/fr/compte/sortir")
    assert 'compte=""' in answer.headers["set-cookie"]
    again = httpx.get(f"{server.url}/fr/compte/", headers={"cookie": kept})
    assert again.status_code == 303


def test_the_address_changes_once_the_new_one_says_so(server: Server) -> None:
    somebody, new = person(server), Person(server)
    answer = somebody.post("/fr/compte/nouvelle-adresse", email=new.address)
    assert answer.status_code == 303
    token = new.token()
    assert httpx.get(f"{server.url}/fr/compte/adresse/?t={token}").status_code == 200
    assert somebody.address in somebody.get("/fr/compte/").text
    httpx.post(
        f"{server.url}/fr/compte/adresse", data={"t": token}, headers=ORIGIN_SITE
    )
    assert new.address in somebody.get("/fr/compte/").text


def test_the_data_come_as_a_file_and_the_account_goes(server: Server) -> None:
    somebody = Person(server)
    somebody.begin("Fournil")
    somebody.sign_in()
    given = somebody.get("/fr/compte/donnees.json")
    assert given.headers["content-disposition"].startswith("attachment")
    assert given.json()["account"]["address"] == somebody.address
    assert somebody.post("/fr/compte/effacer").status_code == 422
    gone = somebody.post("/fr/compte/effacer", sure="yes")
    assert gone.status_code == 200
    assert somebody.get("/fr/compte/").status_code == 303
    left = server.query(
        "SELECT count(*) FROM account WHERE address = :a", a=somebody.address
    )
    assert left == [(0,)]
