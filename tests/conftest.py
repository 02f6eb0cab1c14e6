"""One server for the tests that only need one; those that break it start their own."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine

from tests import databases, postgresql
from tests.databases import POSTGRESQL, SQLITE, Databases
from tests.played import Played, played
from tests.postgresql import Cluster
from tests.running import Server, start

# A busy machine is slow, not wrong.
settings.register_profile("toolkit", deadline=None)
settings.load_profile("toolkit")
_skipped: list[str] = []


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """PostgreSQL, or the reason why not, said loudly at the end."""
    if why := postgresql.why_absent():
        assert postgresql.GIVEN != postgresql.REQUIRED, why
        pytest.skip(f"PostgreSQL: {why}")
    with postgresql.cluster() as started:
        yield started


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Databases]:
    """A test that asks for this runs once on each database."""
    is_other = request.param == POSTGRESQL
    started = request.getfixturevalue("postgres") if is_other else None
    with databases.prepared(tmp_path_factory.mktemp(request.param), started) as made:
        yield made


@pytest.fixture
def engine(both: Databases) -> Iterator[Engine]:
    """A database of its own for each test, brought up by the real migrations."""
    with both.new() as url, databases.using(url) as made:
        yield made


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and "PostgreSQL: " in str(report.longrepr):
        _skipped.append(report.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped:
        terminalreporter.section("POSTGRESQL NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.line(
            f"{len(_skipped)} tests were skipped: {postgresql.why_absent()}"
        )
