"""From whatever revision a service stopped at, with something in every table, the newest
one is reached and nothing that was there is gone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Table,
    func,
    insert,
    select,
)

from tests.databases import Databases, using
from tests.db.test_migrations import first_draft
from toolkit.db.migrate import upgrade
from toolkit.settings import ROOT

REVISIONS = [
    script.revision
    for script in ScriptDirectory.from_config(
        Config(ROOT / "alembic.ini")
    ).walk_revisions()
][::-1]
OF_TYPE: tuple[tuple[type[Any], Any], ...] = (
    (Boolean, False),
    (Integer, 1),
    (DateTime, datetime(2026, 11, 22, 9, tzinfo=UTC)),
    (Date, date(2026, 11, 22)),
    (JSON, []),
)

_KEPT = (
    "key_sha256, pack_id, pack_edition, known_risks, name, siret, priorities, "
    "sex_impact, created_at, updated_at"
)
# The one an example may be of: what a firm validated is never one.
NO_VERSION = (
    f"INSERT INTO draft (id, public_id, {_KEPT}) SELECT 8, 'b', {_KEPT} FROM draft"
)


def tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def a_row(connection: Connection, table: Table) -> dict[str, Any]:
    """Something in each column that must be filled; a key leads where it should."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable:
            continue
        if keys := list(column.foreign_keys):
            row[column.name] = connection.execute(
                select(func.max(keys[0].column))
            ).scalar()
        else:
            kinds = (value for kind, value in OF_TYPE if isinstance(column.type, kind))
            row[column.name] = next(kinds, "x")
    return row


def contents(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row) for row in connection.execute(select(table)).mappings()
            ]
            for table in tables(connection)
        }


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_row_of_a_revision_is_found_in_the_newest(
    revision: str, both: Databases
) -> None:
    with both.new(is_empty=True) as url, using(url) as engine:
        upgrade("0001")
        first_draft(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(NO_VERSION)
        upgrade(revision)
        with engine.begin() as connection:
            for table in tables(connection):
                if connection.execute(select(table)).first() is None:
                    row = a_row(connection, table)
                    connection.execute(insert(table).values(row))
        before = contents(engine)
        assert [name for name, rows in before.items() if not rows] == []
        upgrade()
        after = contents(engine)
        for name, rows in before.items():
            assert len(after[name]) == len(rows), name
            for old, new in zip(rows, after[name], strict=True):
                kept = {column: new[column] for column in old if column in new}
                assert kept == {column: old[column] for column in kept}, name
