"""The registry that fails, every way it can: told in time, and nothing leaks."""

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from structlog.testing import capture_logs

from tests.played import BAKERY, Played, played
from tests.registry.conftest import Ask
from toolkit import clock
from toolkit.registry.client import fetch, make_client
from toolkit.registry.faults import Busy, Unavailable


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("panne", "status 500"),
        ("entretien", "status 503"),
        ("coupé", "unreadable"),
        ("liste", "unreadable"),
        ("énorme", "too long"),
        ("bombe", "too long"),
        ("faux gzip", "not gzip"),
        ("brotli", "unknown packing"),
        ("page web", "not JSON"),
    ],
)
def test_an_answer_without_sense_is_no_answer(ask: Ask, typed: str, why: str) -> None:
    with pytest.raises(Unavailable) as told:
        ask(typed)
    assert told.value.why == why


@pytest.mark.parametrize("typed", ["lent", "goutte"])
def test_a_slow_registry_is_cut_off(ask: Ask, typed: str) -> None:
    started = time.monotonic()
    with pytest.raises(Unavailable) as told:
        ask(typed, timeout=0.4)
    assert told.value.why == "timeout"
    assert time.monotonic() - started < 2


def test_a_registry_that_is_down_is_told(ask: Ask) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(Unavailable) as told:
            ask(BAKERY, url=url)
    assert told.value.why == "ConnectError"


@pytest.mark.parametrize("url", ["", "annuaire", "ftp://exemple.fr", "http://"])
def test_an_address_that_cannot_be_is_a_failure_like_another(url: str) -> None:
    import asyncio

    async def once() -> None:
        async with make_client(url, timeout=1, contact="x") as client:
            await fetch(client, {"q": "x"}, timeout=1)

    with pytest.raises(Unavailable):
        asyncio.run(once())


def test_a_redirect_is_not_followed(ask: Ask, server: Played) -> None:
    with played() as other:
        server.elsewhere = other.url
        with pytest.raises(Unavailable) as told:
            ask("ailleurs")
        assert other.seen == []
    assert told.value.why == "status 302"


def test_a_busy_registry_is_asked_once_more_after_its_moment(
    ask: Ask, server: Played
) -> None:
    server.recovers = True
    assert [one.name for one in ask("occupé une seconde").found] == ["FOURNIL UNIQUE"]
    first, second = server.seen
    assert second.at - first.at >= 1


def test_a_registry_still_busy_is_left_alone(ask: Ask, server: Played) -> None:
    with pytest.raises(Busy):
        ask("occupé une seconde")
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("occupé une heure", 3600, 3600),
        ("occupé sans fin", 3600, 3600),
        ("occupé peut-être", 5, 5),
        ("occupé jusqu'à", 27, 31),
    ],
)
def test_how_long_a_busy_registry_asks_for_is_understood_and_bounded(
    ask: Ask, typed: str, least: float, most: float, server: Played
) -> None:
    started = time.monotonic()
    with pytest.raises(Busy) as told:
        ask(typed)
    assert least <= told.value.seconds <= most
    assert len(server.seen) == 1
    assert time.monotonic() - started < 1


def test_a_moment_in_the_past_is_no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.registry.client import _retry_after

    now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert _retry_after(format_datetime(now - timedelta(hours=1))) == 0
    assert _retry_after(format_datetime(now + timedelta(seconds=40))) == 40
    assert _retry_after("Wed, 25 Nov 2026 09:00:10 -0000") == 10
    for strange in ("", "-3", "Wed, 25 Nov 99999999999999999999 09:00:10 GMT", "²"):
        assert _retry_after(strange) == 5


def test_nothing_asked_nor_answered_is_in_the_log(ask: Ask) -> None:
    secret = "zelie quatrain"
    said: list[str] = []
    with capture_logs() as lines:
        for trouble in ("panne", "coupé", "page web", "ailleurs", "occupé une heure"):
            with pytest.raises((Unavailable, Busy)) as told:
                ask(f"{trouble} {secret}")
            said.append(f"{told.value!r} {told.value}")
        ask(f"incomprise {secret}")
        ask(BAKERY)
    said += [str(line) for line in lines]
    events = {line["event"] for line in lines}
    assert events == {
        "registry unavailable",
        "registry busy",
        "registry did not understand",
    }
    whole = "\n".join(said).casefold()
    assert all(word not in whole for word in (secret, "zelie", "lavoir", BAKERY))


def test_the_exception_of_httpx_does_not_travel(ask: Ask) -> None:
    """It carries the address, and with it what was typed."""
    with pytest.raises(Unavailable) as told:
        ask("lent zelie", timeout=0.2)
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__
    assert not isinstance(told.value, httpx.HTTPError)
