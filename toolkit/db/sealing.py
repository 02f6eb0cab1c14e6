"""The triggers that keep versions as they were written. Run after every migration:
rebuilding a table drops its triggers without a word."""

from sqlalchemy import Connection

_SQLITE = [
    """CREATE TRIGGER IF NOT EXISTS version_no_update BEFORE UPDATE ON version
       BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END""",
    """CREATE TRIGGER IF NOT EXISTS version_no_delete BEFORE DELETE ON version
       BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END""",
]

_POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION version_is_sealed() RETURNS trigger AS $$
       BEGIN RAISE EXCEPTION 'a version is never changed nor deleted'; END
       $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER version_sealed BEFORE UPDATE OR DELETE ON version
       FOR EACH ROW EXECUTE FUNCTION version_is_sealed()""",
    """CREATE OR REPLACE TRIGGER version_kept BEFORE TRUNCATE ON version
       FOR EACH STATEMENT EXECUTE FUNCTION version_is_sealed()""",
]


def seal(connection: Connection) -> None:
    """Put the triggers in place; running it again changes nothing."""
    statements = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    for statement in statements:
        connection.exec_driver_sql(statement)
