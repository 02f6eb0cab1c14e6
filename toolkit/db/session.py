"""The engine, and the two ways in: `read` and `write`, one transaction each."""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url

from toolkit.settings import settings

P = ParamSpec("P")
R = TypeVar("R")


@cache
def engine() -> Engine:
    return make_engine(settings().database_url)


def make_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # An error must not carry what somebody typed into a log.
    made = create_engine(url, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Our own BEGIN, below: pysqlite's would open writing transactions as readers.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged answer survives a power cut
        "foreign_keys=ON",
        "recursive_triggers=ON",  # INSERT OR REPLACE fires the triggers of a delete
        "busy_timeout=250",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads, then writes, fails at once if another wrote between.
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def transact(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a writing transaction, committed when this returns."""
    with engine().begin() as connection:
        return fn(connection, *args, **kwargs)


def _consult(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    with engine().connect().execution_options(writes=False) as connection:
        return fn(connection, *args, **kwargs)


async def write(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a writing transaction; what it wrote is on disk when this returns."""
    if _is_local():
        return transact(fn, *args, **kwargs)
    return await asyncio.to_thread(transact, fn, *args, **kwargs)


async def read(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a reading transaction."""
    if _is_local():
        return _consult(fn, *args, **kwargs)
    return await asyncio.to_thread(_consult, fn, *args, **kwargs)


def _is_local() -> bool:
    # SQLite answers in less time than a thread takes to start; PostgreSQL may wait for
    # a locked row, which must never hold the event loop.
    return engine().dialect.name == "sqlite"
