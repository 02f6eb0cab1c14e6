"""The examples: filled, opened and erased where they are offered; nothing elsewhere."""

from collections.abc import Iterator

import httpx
import pytest

from tests.databases import Databases
from tests.protocol.test_http import post, query_of
from tests.running import Server, Socket, begin, handler, start

PAGE = handler("pages.examples.examples", "open")


@pytest.fixture(scope="module")
def own(both: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: erasing must not disturb another test."""
    with both.new() as url:
        running = start(
            tmp_path_factory.mktemp("examples"),
            database_url=url,
            rate_per_client="0",
            rate_per_address="0",
        )
        yield running
        running.stop()


def shown(server: Server) -> list[str]:
    socket = Socket(server, path="/fr/exemples/")
    delta = socket.ask(PAGE)["delta"]
    socket.close()
    told = {name: value for state in delta.values() for name, value in state.items()}
    groups = next(value for name, value in told.items() if name.startswith("groups"))
    return [firm["slug"] for group in groups for firm in group["firms"]]


def test_filling_makes_thirty_firms_once_and_erasing_leaves_the_others(
    own: Server,
) -> None:
    mine = begin(own, name="Atelier Lune")
    for _ in range(2):
        answer = httpx.post(
            f"{own.url}/fr/exemples/remplir",
            headers={"sec-fetch-site": "same-origin"},
            timeout=60,
        )
        assert answer.status_code == 303
    assert len(shown(own)) == 30
    opened = post(own, "/fr/exemples/ouvrir", slug="quatre-saisons")
    draft = query_of(opened)["d"][0]
    cookie = {"Cookie": f"d_{draft}={opened.cookies[f'd_{draft}']}"}
    file = f"{own.url}/fr/duerp.pdf?d={draft}&v=2"
    assert httpx.get(file, headers=cookie, timeout=30).content.startswith(b"%PDF")
    assert post(own, "/fr/exemples/effacer").status_code == 303
    assert shown(own) == []
    assert httpx.get(file, headers=cookie).status_code == 404
    kept = httpx.get(
        f"{own.url}/fr/duerp.pdf?d={mine.id}",
        headers={"Cookie": mine.cookie},
        timeout=30,
    )
    assert kept.status_code == 200


@pytest.mark.parametrize("slug", ["", "inconnue", "x" * 900, "'; DROP TABLE draft"])
def test_an_example_that_does_not_exist_opens_nothing(own: Server, slug: str) -> None:
    answer = post(own, "/fr/exemples/ouvrir", slug=slug)
    assert answer.headers["location"] == "/fr/exemples/"
    assert "set-cookie" not in answer.headers


def test_where_they_are_not_offered_nothing_can_be_filled_opened_or_erased(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    closed = start(tmp_path_factory.mktemp("closed"), examples="0")
    try:
        for action in ("remplir", "ouvrir", "effacer", "autre"):
            answer = post(closed, f"/fr/exemples/{action}", slug="quatre-saisons")
            assert answer.status_code == 404
        assert shown(closed) == []
    finally:
        closed.stop()


def test_another_site_cannot_erase_them(own: Server) -> None:
    answer = httpx.post(
        f"{own.url}/fr/exemples/effacer", headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
