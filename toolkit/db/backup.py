"""A copy of the whole database that any later version can read, on either database. The
format is written down in docs/sauvegarde.md: a change of it is a new FORMAT_VERSION."""

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

FORMAT, FORMAT_VERSION = "trois-pas", 1
REVISIONS = "alembic_version"
_AT_ONCE = 500

_KINDS: dict[type[TypeEngine[Any]], str] = {
    Boolean: "boolean",
    Integer: "integer",
    Float: "number",
    DateTime: "moment",
    Date: "day",
    String: "text",
    LargeBinary: "bytes",
}


@dataclass
class Content:
    """What a backup holds, without its rows: how many a table, and their hash."""

    revision: str
    rows: dict[str, int] = field(default_factory=dict[str, int])
    sha256: str = ""


def write_backup(connection: Connection, target: Path) -> Content:
    """Write everything to a new file; FileExistsError rather than over another one."""
    partial = target.with_name(f".{target.name}.partial")
    # Names and addresses are in it: for its owner only.
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
                content = _write(connection, file)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(partial, target)
    finally:
        partial.unlink()
    return content


def _write(connection: Connection, file: gzip.GzipFile) -> Content:
    content = Content(revision_of(connection))
    opening = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "revision": content.revision,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    file.write(_line(opening))
    for line in _lines(connection, content):
        file.write(line)
    file.write(_line({"rows": content.rows, "sha256": content.sha256}))
    return content


def content_of(connection: Connection) -> Content:
    """What a backup of this database would hold."""
    content = Content(revision_of(connection))
    for _line_of_it in _lines(connection, content):
        pass
    return content


def _lines(connection: Connection, content: Content) -> Iterator[bytes]:
    """Each table's columns, then its rows in the order of their key; `content` is
    counted and hashed on the way."""
    digest = hashlib.sha256()
    for table in tables_of(connection):
        kinds = {column.name: _kind(column) for column in table.columns}
        opening = _line({"table": table.name, "columns": kinds})
        digest.update(opening)
        yield opening
        content.rows[table.name] = 0
        rows = _all(table, connection.dialect.name)
        for row in connection.execute(rows, execution_options={"yield_per": _AT_ONCE}):
            line = _line(
                [_plain(k, v) for k, v in zip(kinds.values(), row, strict=True)]
            )
            digest.update(line)
            content.rows[table.name] += 1
            yield line
    content.sha256 = digest.hexdigest()


def tables_of(connection: Connection) -> list[Table]:
    """As they are, whatever the models say today; those referred to come first."""
    known = MetaData()
    known.reflect(connection)
    return [t for t in known.sorted_tables if t.name != REVISIONS]


def revision_of(connection: Connection) -> str:
    found = connection.execute(text(f"SELECT version_num FROM {REVISIONS}"))
    return str(found.scalar_one())


def _all(table: Table, dialect: str) -> Select[Any]:
    """Every row, in the same order in every database, whatever its language."""
    c_order = dialect == "postgresql"  # SQLite compares bytes already
    return select(table).order_by(
        *(
            column.collate("C") if c_order and _kind(column) == "text" else column
            for column in table.primary_key
        )
    )


def _kind(column: Column[Any]) -> str:
    for known, kind in _KINDS.items():
        if isinstance(column.type, known):
            return kind
    raise TypeError(f"{column.table.name}.{column.name}: {column.type!r} has no kind")


def _plain(kind: str, value: Any) -> Any:
    return value if value is None else _TO_JSON.get(kind, _same)(value)


def valued(kind: str, written: Any) -> Any:
    """A value read back from a backup."""
    return written if written is None else _FROM_JSON.get(kind, _same)(written)


def _same(value: Any) -> Any:
    return value


def _moment(value: datetime) -> str:
    in_utc = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return in_utc.isoformat()


_TO_JSON: dict[str, Callable[[Any], Any]] = {
    "moment": _moment,
    "day": date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}


def _line(value: Any) -> bytes:
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return plain.encode() + b"\n"
