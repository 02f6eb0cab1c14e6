"""The plain HTTP side: begin, resume, download, and the headers of every page."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.running import ORIGIN_SITE, Server, Socket, begin
from toolkit.i18n import LOCALES
from toolkit.routes import Page, path

PAGES = "reflex___state____state.toolkit___pages"


def post(server: Server, where: str, **fields: str) -> httpx.Response:
    return httpx.post(f"{server.url}{where}", data=fields, headers=ORIGIN_SITE)


def query_of(response: httpx.Response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(response.headers["location"]).query)


def test_a_draft_begins_with_its_own_cookie(server: Server) -> None:
    answer = post(server, "/fr/brouillons", pack="generique", name="Atelier Lune")
    assert answer.status_code == 303
    draft = query_of(answer)["d"][0]
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"d_{draft}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"pack": "astronaute", "name": "Lune"}, "trade"),
        ({"name": "Lune"}, "form"),
        ({"pack": "generique", "name": "x" * 500}, "form"),
        ({"pack": "generique", "siret": "12345678901234"}, "siret"),
        ({"pack": "generique", "siret": "123"}, "siret"),
    ],
)
def test_a_wrong_form_goes_back_with_what_was_typed(
    server: Server, fields: dict[str, str], fault: str
) -> None:
    answer = post(server, "/fr/brouillons", **fields)
    assert answer.status_code == 303
    assert query_of(answer)["fault"] == [fault]
    assert query_of(answer).get("nom", [""])[0] == fields.get("name", "")[:120]
    assert "set-cookie" not in answer.headers


def test_a_secret_link_opens_the_draft_on_another_device(server: Server) -> None:
    held = begin(server)
    secret = held.cookie.split("=", 1)[1]
    answer = post(server, "/fr/reprise", d=held.id, k=secret)
    assert answer.status_code == 303
    assert answer.cookies[f"d_{held.id}"] == secret


@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "x" * 5000])
def test_a_wrong_link_opens_nothing(server: Server, secret: str) -> None:
    held = begin(server)
    answer = post(server, "/fr/reprise", d=held.id, k=secret)
    assert query_of(answer)["fault"] == ["1"]
    assert "set-cookie" not in answer.headers


def test_validating_twice_the_same_seals_one_version(server: Server) -> None:
    held = begin(server, name="Atelier Lune")
    socket = Socket(server, cookie=held.cookie, path="/fr/valider/")
    form = {"draft": held.id, "name": "Ana", "role": "Gérante", "cse": "none"}
    for _ in range(2):
        socket.send(f"{PAGES}___validate____validate.seal", {"form": form})
    list(socket.updates(0.5))
    socket.close()
    cookie = {"Cookie": held.cookie}
    first = httpx.get(
        f"{server.url}/fr/duerp.pdf?d={held.id}&v=1", headers=cookie, timeout=30
    )
    second = httpx.get(f"{server.url}/fr/duerp.pdf?d={held.id}&v=2", headers=cookie)
    assert (first.status_code, second.status_code) == (200, 404)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("page", list(Page))
def test_every_page_carries_a_strict_policy(
    server: Server, page: Page, locale: str
) -> None:
    answer = httpx.get(server.url + path(page, locale))
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    scripts = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "sha256-" in scripts
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert f'<html lang="{locale}"' in answer.text


def test_an_unknown_page_is_not_found_under_the_same_policy(server: Server) -> None:
    answer = httpx.get(f"{server.url}/fr/nulle-part/")
    assert answer.status_code == 404
    assert "sha256-" in answer.headers["content-security-policy"]


def test_the_root_leads_to_the_first_language(server: Server) -> None:
    assert httpx.get(f"{server.url}/").headers["location"] == "/fr/"
