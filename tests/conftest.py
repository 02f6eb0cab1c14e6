"""One server for the tests that only need one; those that break it start their own."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.played import Played, played
from tests.running import Server, start

# A busy machine is slow, not wrong.
settings.register_profile("toolkit", deadline=None)
settings.load_profile("toolkit")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(
        tmp_path_factory.mktemp("server"), rate_per_client="0", rate_per_address="0"
    )
    yield running
    running.stop()


@pytest.fixture(scope="module")
def registry() -> Iterator[Played]:
    with played() as running:
        yield running


@pytest.fixture(scope="module")
def linked(
    registry: Played, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with this registry, and no limit but the registry's own."""
    running = start(
        tmp_path_factory.mktemp("linked"),
        rate_per_client="0",
        rate_per_address="0",
        registry_url=registry.url,
        registry_timeout="2",
    )
    yield running
    running.stop()
