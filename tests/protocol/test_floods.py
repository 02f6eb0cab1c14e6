"""Too many, too big, from elsewhere: refused, and the others do not notice."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.running import ORIGIN_SITE, Server, Socket, begin, start

PAGES = "reflex___state____state.toolkit___pages"
ANSWER = f"{PAGES}___questions____questions.answer"


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the limits people get."""
    folder: Path = tmp_path_factory.mktemp("limited")
    running = start(folder, rate_per_client="3", rate_per_address="1000")
    yield running
    running.stop()


def test_one_page_cannot_flood(limited: Server) -> None:
    held = begin(limited)
    socket = Socket(limited, cookie=held.cookie)
    form = {"draft": held.id, "risk": "sol-glissant"}
    for turn in range(200):
        said = ("mastered", "partial")[turn % 2]
        socket.send(ANSWER, {"form": {**form, "mastery": said}})
    answered = [u for u in socket.updates(1) if "questions" in str(u.get("delta"))]
    assert 0 < len(answered) <= 60
    another = Socket(limited, cookie=held.cookie)
    assert another.ask(ANSWER, {"form": {**form, "mastery": "partial"}})["delta"]
    another.close()
    socket.close()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
def test_a_websocket_from_another_site_is_refused(server: Server, origin: str) -> None:
    with pytest.raises(InvalidStatus):
        Socket(server, origin=origin)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {},
    ],
)
def test_a_post_from_another_site_is_refused(
    server: Server, headers: dict[str, str]
) -> None:
    answer = httpx.post(
        f"{server.url}/fr/brouillons", data={"pack": "generique"}, headers=headers
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_of_a_megabyte_is_refused(server: Server) -> None:
    answer = httpx.post(
        f"{server.url}/fr/brouillons",
        data={"pack": "generique", "name": "x" * 1_000_000},
        headers=ORIGIN_SITE,
    )
    assert answer.status_code == 413


def test_a_form_that_hides_its_length_is_refused_too(server: Server) -> None:
    def body() -> Iterator[bytes]:
        yield b"pack=generique&name="
        for _ in range(100):
            yield b"x" * 10_000

    answer = httpx.post(
        f"{server.url}/fr/brouillons",
        content=body(),
        headers=ORIGIN_SITE | {"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413


def test_a_socket_message_over_the_limit_closes_only_its_own(server: Server) -> None:
    held = begin(server)
    flooder, other = Socket(server), Socket(server, cookie=held.cookie)
    flooder.send_raw("42/_event," + '["event",{"name":"' + "x" * 2_000_000 + '"}]')
    form = {"draft": held.id, "risk": "sol-glissant", "mastery": "partial"}
    assert other.ask(ANSWER, {"form": form})["delta"]
    other.close()
    with pytest.raises(ConnectionClosed):
        flooder.insist(ANSWER, {"form": form})


def test_a_refused_answer_is_told_not_saved(limited: Server) -> None:
    held = begin(limited)
    socket = Socket(limited, cookie=held.cookie)
    form = {"draft": held.id, "risk": "bruit", "mastery": "partial"}
    for _ in range(40):
        socket.send(ANSWER, {"form": form})
    assert "Pas enregistr" in json.dumps(list(socket.updates(0.8)), ensure_ascii=False)
    socket.close()


def test_many_documents_at_once_do_not_stop_the_next_one(server: Server) -> None:
    held = begin(server)
    address = f"{server.url}/fr/duerp.pdf?d={held.id}"

    def ask(_number: int) -> int:
        answer = httpx.get(address, headers={"Cookie": held.cookie}, timeout=60)
        return answer.status_code

    with ThreadPoolExecutor(40) as crowd:
        codes = set(crowd.map(ask, range(80)))
    assert codes <= {200, 503}
    assert ask(0) == 200
