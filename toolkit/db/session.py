"""The engine, and the two ways in: `read` and `write`, one transaction each."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from toolkit.settings import settings

P = ParamSpec("P")
R = TypeVar("R")

# PostgreSQL answers from threads. Who writes may wait for a row somebody holds, one
# second at most; who reads never does, and has threads of its own.
WRITERS, READERS = 16, 8
_LOCAL = 4  # connections of the jobs and commands of the same process
_OPTIONS = "-c lock_timeout=1s -c timezone=UTC -c application_name=trois-pas"


@cache
def engine() -> Engine:
    return make_engine(settings().database_url)


def make_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _postgresql(parsed)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    # An error must not carry what somebody typed into a log.
    made = create_engine(url, hide_parameters=True)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=WRITERS + READERS + _LOCAL,
        max_overflow=0,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": _OPTIONS},
    )


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
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")


def transact(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a writing transaction, committed when this returns."""
    with engine().begin() as connection:
        return fn(connection, *args, **kwargs)


def consult(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a reading transaction: all it reads is of one moment."""
    with engine().connect().execution_options(**_reading()) as connection:
        return fn(connection, *args, **kwargs)


def _reading() -> dict[str, Any]:
    if is_sqlite():
        return {"writes": False}
    return {
        "writes": False,
        "isolation_level": "REPEATABLE READ",
        "postgresql_readonly": True,
    }


def is_writing(connection: Connection) -> bool:
    return connection.get_execution_options().get("writes", True)


async def write(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a writing transaction; what it wrote is on disk when this returns."""
    if is_sqlite():
        return transact(fn, *args, **kwargs)
    return await _in_thread(_writers(), transact, fn, *args, **kwargs)


async def read(
    fn: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` in a reading transaction."""
    if is_sqlite():
        return consult(fn, *args, **kwargs)
    return await _in_thread(_readers(), consult, fn, *args, **kwargs)


def is_sqlite() -> bool:
    """SQLite answers in less time than a thread takes to start; PostgreSQL may wait for
    a locked row, which must never hold the event loop."""
    return engine().dialect.name == "sqlite"


async def _in_thread(
    pool: ThreadPoolExecutor,
    transaction: Callable[..., Any],
    *args: Any,
    **kwargs: Any,
) -> Any:
    doing = partial(copy_context().run, transaction, *args, **kwargs)
    return await asyncio.get_running_loop().run_in_executor(pool, doing)


@cache
def _writers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(WRITERS, thread_name_prefix="write")


@cache
def _readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(READERS, thread_name_prefix="read")
