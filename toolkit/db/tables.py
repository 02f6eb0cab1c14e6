"""Models describe the tables; statements are written on the tables themselves."""

from functools import cache
from typing import Any, cast

from sqlalchemy import Executable, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    return cast(Table, cast(Any, model).__table__)


@cache
def upsert(
    dialect: str,
    table: Table,
    columns: tuple[str, ...],
    key: tuple[str, ...],
    changed: tuple[str, ...],
) -> Executable:
    """Insert a row of `columns`, or change `changed` where `key` is already there. Made
    once for each shape: building it costs more than running it."""
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    given = insert.values({name: bindparam(name) for name in columns})
    new = {name: given.excluded[name] for name in changed}
    return given.on_conflict_do_update(index_elements=list(key), set_=new)
