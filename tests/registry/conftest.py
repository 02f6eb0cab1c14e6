"""A played registry, and our way of asking it."""

import asyncio
from collections.abc import Callable, Iterator

import pytest

from tests.played import Played, played
from toolkit.domain.registry import Answer, query_of
from toolkit.registry.breaker import Breaker
from toolkit.registry.client import make_client
from toolkit.registry.lookup import Registry
from toolkit.registry.pace import Pace

Ask = Callable[..., Answer]


@pytest.fixture
def server() -> Iterator[Played]:
    with played() as running:
        yield running


async def no_wait(seconds: float) -> None:
    del seconds


@pytest.fixture
def ask(server: Played, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Look up with a registry used for nothing else."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def asked(
        typed: str,
        place: str = "",
        *,
        page: int = 1,
        timeout: float = 3,
        url: str = "",
        pace: Pace | None = None,
        breaker: Breaker | None = None,
    ) -> Answer:
        async def find() -> Answer:
            query = query_of(typed, place)
            assert query is not None
            async with make_client(
                url or server.url, timeout=timeout, contact="https://exemple.fr"
            ) as client:
                registry = Registry(client, timeout=timeout, pace=pace, breaker=breaker)
                return await registry.find(query, page)

        return asyncio.run(find())

    return asked
