"""The same attacks on a server of each database."""

from collections.abc import Iterator

import pytest

from tests.databases import Databases
from tests.running import Server, start


@pytest.fixture(scope="session")
def server(
    both: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with both.new() as url:
        running = start(
            tmp_path_factory.mktemp("server"),
            database_url=url,
            rate_per_client="0",
            rate_per_address="0",
        )
        yield running
        running.stop()
