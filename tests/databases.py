"""The databases the tests run on: SQLite always, PostgreSQL where there is one."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.postgresql import Cluster
from toolkit.db import session
from toolkit.db.migrate import upgrade
from toolkit.settings import settings

SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class Databases:
    """Where new databases come from: already migrated, and with nothing in them."""

    folder: Path
    cluster: Cluster | None
    migrated: str

    @contextmanager
    def new(self, *, is_empty: bool = False) -> Iterator[str]:
        """The address of a database of one's own; `is_empty`: not even migrated."""
        if self.cluster is None:
            yield self._file(is_empty=is_empty)
            return
        name = self.migrated.rpartition("/")[2]
        url = self.cluster.create("template0" if is_empty else name)
        try:
            yield url
        finally:
            self.cluster.drop(url)

    def _file(self, *, is_empty: bool) -> str:
        url = f"sqlite:///{self.folder}/{uuid.uuid4().hex}.db"
        if not is_empty:
            shutil.copy(path_of(self.migrated), path_of(url))
        return url


def path_of(url: str) -> str:
    return url.removeprefix("sqlite:///")


@contextmanager
def prepared(folder: Path, cluster: Cluster | None) -> Iterator[Databases]:
    """Run the real migrations once; the others are copies."""
    migrated = cluster.create() if cluster else f"sqlite:///{folder / 'migrated'}"
    with using(migrated):
        upgrade()
    yield Databases(folder, cluster, migrated)
    if cluster:
        cluster.drop(migrated)


@contextmanager
def using(url: str) -> Iterator[Engine]:
    """Make this the application's database, here, for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOOLKIT_DATABASE_URL", url)
        _forget()
        made = session.engine()
        yield made
        made.dispose()
    _forget()


def _forget() -> None:
    settings.cache_clear()
    session.engine.cache_clear()
