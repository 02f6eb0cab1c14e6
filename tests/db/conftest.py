"""A database of its own for each test, brought up by the real migrations."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from toolkit.db import session
from toolkit.db.migrate import upgrade
from toolkit.settings import settings


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("TOOLKIT_DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    settings.cache_clear()
    session.engine.cache_clear()
    upgrade()
    made = session.engine()
    yield made
    made.dispose()
    settings.cache_clear()
    session.engine.cache_clear()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened
