"""A backup put back, in this database or in one of the other kind, and compared."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select, text

from toolkit.db.backup import (
    FORMAT,
    FORMAT_VERSION,
    Content,
    content_of,
    tables_of,
    valued,
)
from toolkit.db.migrate import is_known, upgrade

_AT_ONCE = 500


class DamagedBackup(ValueError):
    """The file is not a backup, or not whole."""


class NewerBackup(ValueError):
    """The backup was written by a later version of this software."""


class NotEmpty(RuntimeError):
    """The database holds something already."""


class NotEqual(RuntimeError):
    """What was put back is not what the backup holds: nothing was kept."""


def restore(engine: Engine, source: Path, *, replace: bool) -> Content:
    """Put the backup in place of an empty database, or of whatever it holds when asked
    to replace; then bring it to today's tables. The file is read whole first."""
    promised = check(source)
    if not is_known(promised.revision):
        raise NewerBackup
    with engine.connect() as connection:
        if not replace and _holds_something(connection):
            raise NotEmpty
    _clear(engine)
    upgrade(promised.revision)
    with engine.begin() as connection:
        _fill(connection, source)
        if content_of(connection) != promised:
            raise NotEqual
    upgrade()
    return promised


def check(source: Path) -> Content:
    """What the file says it holds; DamagedBackup unless it really does."""
    try:
        return _checked(source)
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as fault:
        if isinstance(fault, FileNotFoundError | NewerBackup):
            raise
        raise DamagedBackup from fault


def _checked(source: Path) -> Content:
    digest = hashlib.sha256()
    with gzip.open(source, "rb") as file:
        opening = json.loads(next(file, b""))
        if opening["format"] != FORMAT:
            raise DamagedBackup
        if opening["format_version"] > FORMAT_VERSION:
            raise NewerBackup
        before = b""
        for line in file:
            digest.update(before)
            before = line
        closing = json.loads(before)
    if closing["sha256"] != digest.hexdigest():
        raise DamagedBackup
    return Content(opening["revision"], closing["rows"], closing["sha256"])


def _holds_something(connection: Connection) -> bool:
    counts = (
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables_of(connection)
        if table.name != "job"  # a server that only started has one already
    )
    return any(counts)


def _clear(engine: Engine) -> None:
    with engine.begin() as connection:
        known = MetaData()
        known.reflect(connection)
        known.drop_all(connection)


def _fill(connection: Connection, source: Path) -> None:
    tables = {table.name: table for table in tables_of(connection)}
    for name, rows in groupby(_rows(source), key=itemgetter(0)):
        while some := [row for _name, row in islice(rows, _AT_ONCE)]:
            connection.execute(insert(tables[name]), some)
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            _count_on(connection, table)


def _rows(source: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row with the name of its table."""
    with gzip.open(source, "rb") as file:
        next(file)
        table, kinds = "", dict[str, str]()
        for line in file:
            written = json.loads(line)
            if isinstance(written, list):
                values = zip(kinds.items(), cast(list[Any], written), strict=True)
                yield (
                    table,
                    {name: valued(kind, value) for (name, kind), value in values},
                )
            elif "table" in written:
                table, kinds = written["table"], written["columns"]


def _count_on(connection: Connection, table: Table) -> None:
    """The next row made gets a number after those put back."""
    numbered = table.autoincrement_column
    if numbered is None:
        return
    owner = {"table": table.name, "column": numbered.name}
    find = text("SELECT pg_get_serial_sequence(:table, :column)")
    if sequence := connection.execute(find, owner).scalar():
        following = select(func.coalesce(func.max(numbered), 0) + 1).scalar_subquery()
        connection.execute(select(func.setval(sequence, following, False)))
