"""Models describe the tables; statements are written on the tables themselves."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    return cast(Table, cast(Any, model).__table__)


def inserting(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insertion that may say what to do where the row is already there."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def erase_for_good(connection: Connection) -> None:
    """What this transaction deletes must not be read in the file's free pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def put(
    connection: Connection,
    table: Table,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
) -> None:
    """Set these columns of the row with this key, making the row if it is not there."""
    row = {**_DEFAULTS.get(table.name, {}), **key, **values}
    dialect = connection.dialect.name
    connection.execute(
        _upsert(dialect, table, tuple(row), tuple(key), tuple(values)), row
    )


_DEFAULTS: dict[str, dict[str, Any]] = {
    "draftplan": {"who": "", "first_step": ""},
    "draftanswer": {
        "in_place": "[]",
        "planned": "[]",
        "in_place_other": "",
        "planned_other": "",
        "substitution": "",
    },
}


@cache
def _upsert(
    dialect: str,
    table: Table,
    columns: tuple[str, ...],
    key: tuple[str, ...],
    changed: tuple[str, ...],
) -> Executable:
    """Insert a row of `columns`, or change `changed` where `key` is already there. Made
    once for each shape: building it costs more than running it."""
    given = inserting(dialect, table).values(
        {name: bindparam(name) for name in columns}
    )
    new = {name: given.excluded[name] for name in changed}
    return given.on_conflict_do_update(index_elements=list(key), set_=new)
