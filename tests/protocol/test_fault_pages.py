"""A refusal is a page to a browser, plain text to a program."""

import asyncio
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.running import ORIGIN_SITE, Server
from toolkit.http.fault_page import explained, fault_page, tokens
from toolkit.http.security import secured

T = TypeVar("T")
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SENTENCE = "Une phrase <à> nous."


async def refuse(request: Request) -> Response:
    status = int(request.path_params["status"])
    headers = {"retry-after": "60"} if status == 503 else {}
    return PlainTextResponse(SENTENCE, status, headers)


async def crash(_request: Request) -> Response:
    raise RuntimeError("secret")


REFUSING = Starlette(
    routes=[
        Route("/{locale}/statut/{status:int}", refuse, methods=["GET", "POST"]),
        Route("/{locale}/faute", crash),
    ]
)


def _run(work: Coroutine[object, object, T]) -> T:
    """In a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def ask(path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """Ask the middlewares alone, around an application that only refuses."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app=secured(REFUSING))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://a"
        ) as client:
            return await client.request(method, path, headers=headers)

    return _run(asked())


@pytest.mark.parametrize("status", [403, 404, 405, 413, 429, 500, 503])
def test_a_browser_is_shown_a_page_with_a_way_on(status: int) -> None:
    answer = ask(f"/fr/statut/{status}", **BROWSER)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="fr">' in answer.text
    assert len(re.findall("<h1>", answer.text)) == 1
    assert "Une phrase &lt;à&gt; nous." in answer.text
    assert 'href="/fr/"' in answer.text
    assert 'href="/fr/contact/"' in answer.text


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/png", ""])
def test_a_program_is_told_in_plain_text(accept: str) -> None:
    answer = ask("/fr/statut/503", accept=accept)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == SENTENCE


def test_the_page_of_a_fault_runs_nothing_and_is_kept_by_nobody() -> None:
    answer = ask("/fr/statut/503", **BROWSER)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["retry-after"] == "60"


def test_an_address_can_be_tried_again_where_that_makes_sense() -> None:
    assert 'href="/fr/statut/503?d=1"' in ask("/fr/statut/503?d=1", **BROWSER).text
    assert "Réessayer" not in ask("/fr/statut/404", **BROWSER).text
    posted = ask("/fr/statut/503", method="POST", **BROWSER, **ORIGIN_SITE)
    assert posted.status_code == 503
    assert "Réessayer" not in posted.text


def test_an_address_written_by_somebody_else_leads_nowhere_else() -> None:
    page = fault_page(503, "", again="/x")
    assert 'href="/x"' in page
    hostile = ask('//ailleurs.example/"><b>?"><i>', **BROWSER)
    assert "<b>" not in hostile.text
    assert "<i>" not in hostile.text
    busy = _run(_again("//ailleurs.example/" + quote("<b>")))
    assert 'href="/ailleurs.example/%3Cb%3E"' in busy


async def _again(path: str) -> str:
    """The page of a busy server at this very path, as the protocol server hands it."""
    sent: list[bytes] = []

    async def send(message: dict[str, object]) -> None:
        body = message.get("body", b"")
        sent.append(body if isinstance(body, bytes) else b"")

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: dict[str, object] = {
        "type": "http",
        "method": "GET",
        "path": path.replace("%3Cb%3E", "<b>"),
        "query_string": b"",
        "headers": [(b"accept", b"text/html")],
    }
    await explained(PlainTextResponse("x", 503))(scope, receive, send)  # pyright: ignore
    return b"".join(sent).decode()


def test_a_crash_says_nothing_of_its_cause() -> None:
    answer = ask("/fr/faute", **BROWSER)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Internal" not in answer.text
    assert "Vos réponses enregistrées sont gardées." in answer.text


def test_the_framework_s_own_english_is_not_shown() -> None:
    assert "Not Found" not in ask("/fr/ailleurs", **BROWSER).text
    assert "Method Not Allowed" not in ask("/fr/faute", method="DELETE", **BROWSER).text


def test_the_colours_of_a_fault_are_those_of_the_pages() -> None:
    assert "--paper:" in tokens()
    assert "prefers-color-scheme: dark" in tokens()
    assert ".card" not in tokens()


@pytest.mark.parametrize(
    ("method", "path", "status", "words"),
    [
        ("GET", "/fr/nulle-part/", 404, "Cette page n’existe pas"),
        ("GET", "/fr/duerp.pdf?d=000000000000", 404, "Reprenez-le avec votre lien"),
        ("POST", "/fr/brouillons", 403, "Cette demande vient d’un autre site"),
    ],
)
def test_the_running_server_explains_itself(
    server: Server, method: str, path: str, status: int, words: str
) -> None:
    answer = httpx.request(method, server.url + path, headers=BROWSER)
    assert answer.status_code == status
    assert words in answer.text
    assert "<h1" in answer.text


def test_a_body_too_long_is_told_as_a_page(server: Server) -> None:
    answer = httpx.post(
        f"{server.url}/fr/brouillons",
        data={"pack": "generique", "name": "x" * 70_000},
        headers=BROWSER | ORIGIN_SITE,
    )
    assert answer.status_code == 413
    assert "<h1>C’est trop long</h1>" in answer.text
