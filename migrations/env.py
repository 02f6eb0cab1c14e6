"""Runs migrations on the database of the settings, then seals the versions."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection, inspect
from sqlmodel import SQLModel

from toolkit.db import (  # noqa: F401 — register the tables
    accesses,
    callbacks,
    communities,
    drafts,
    examples,
    letters,
    mailed_links,
    meetings,
    staff,
    versions,
)
from toolkit.db.sealing import seal
from toolkit.db.session import engine, is_sqlite

_MIGRATING = 7_310_225  # any number, the same in every process


@contextmanager
def alone() -> Iterator[None]:
    """Two servers started together: the second waits, then finds nothing to do. SQLite
    lets one write at a time anyway."""
    if is_sqlite():
        yield
        return
    with engine().connect() as waiting:
        waiting.exec_driver_sql("SET lock_timeout = '60s'")
        waiting.exec_driver_sql(f"SELECT pg_advisory_lock({_MIGRATING})")
        waiting.commit()
        yield
        # Not back to the pool, with its lock and its patience.
        waiting.invalidate()


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


with alone():
    with engine().connect() as connection:
        migrate(connection)
    with engine().begin() as connection:
        if inspect(connection).has_table("version"):
            seal(connection)
