"""The triggers that keep versions as they were written. Run after every migration:
rebuilding a table drops its triggers without a word."""

from sqlalchemy import Connection, inspect

# An example's versions may be erased. A draft becomes an example before its first
# version, or never: nobody's own version can be erased by calling it one.
_UNLESS_EXAMPLE = (
    "WHEN NOT EXISTS (SELECT 1 FROM example WHERE draft_id = OLD.draft_id)"
)


# Who validated may ask to be forgotten: their name and address stand beside what is
# sealed, and may only become empty.
_SEALED = (
    "id",
    "draft_id",
    "number",
    "sealed",
    "sha256",
    "previous_sha256",
    "validated_at",
)
_SAME = " AND ".join(f"NEW.{column} = OLD.{column}" for column in _SEALED)
_FORGETS = (
    f"{_SAME} AND NEW.validated_by = '' AND NEW.email = '' "
    "AND (OLD.validated_by <> '' OR OLD.email <> '')"
)


def _sqlite(*, with_examples: bool) -> list[str]:
    # A trigger may not name a table that is not there yet: an older revision's.
    unless = _UNLESS_EXAMPLE if with_examples else ""
    statements = [
        "DROP TRIGGER IF EXISTS version_no_update",
        f"""CREATE TRIGGER version_no_update BEFORE UPDATE ON version
           WHEN NOT coalesce({_FORGETS}, false)
           BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END""",
        "DROP TRIGGER IF EXISTS version_no_delete",
        f"""CREATE TRIGGER version_no_delete BEFORE DELETE ON version {unless}
           BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END""",
    ]
    return [*statements, *_SQLITE_EXAMPLES] if with_examples else statements


_SQLITE_EXAMPLES = [
    "DROP TRIGGER IF EXISTS example_is_new",
    """CREATE TRIGGER example_is_new BEFORE INSERT ON example
       WHEN EXISTS (SELECT 1 FROM version WHERE draft_id = NEW.draft_id)
       BEGIN SELECT RAISE(ABORT, 'a draft with a version is no example'); END""",
    "DROP TRIGGER IF EXISTS example_stays",
    """CREATE TRIGGER example_stays BEFORE UPDATE ON example
       BEGIN SELECT RAISE(ABORT, 'an example stays what it is'); END""",
]

_POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION version_is_sealed() RETURNS trigger AS $$
       BEGIN
         IF TG_OP = 'UPDATE' THEN
           IF {_FORGETS} THEN
             RETURN NEW;
           END IF;
         END IF;
         IF TG_OP = 'DELETE' THEN
           IF EXISTS (SELECT 1 FROM example WHERE draft_id = OLD.draft_id) THEN
             RETURN OLD;
           END IF;
         END IF;
         RAISE EXCEPTION 'a version is never changed nor deleted';
       END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER version_sealed BEFORE UPDATE OR DELETE ON version
       FOR EACH ROW EXECUTE FUNCTION version_is_sealed()""",
    """CREATE OR REPLACE TRIGGER version_kept BEFORE TRUNCATE ON version
       FOR EACH STATEMENT EXECUTE FUNCTION version_is_sealed()""",
]

_POSTGRESQL_EXAMPLES = [
    """CREATE OR REPLACE FUNCTION example_is_new() RETURNS trigger AS $$
       BEGIN
         IF TG_OP = 'UPDATE' THEN
           RAISE EXCEPTION 'an example stays what it is';
         END IF;
         IF EXISTS (SELECT 1 FROM version WHERE draft_id = NEW.draft_id) THEN
           RAISE EXCEPTION 'a draft with a version is no example';
         END IF;
         RETURN NEW;
       END $$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER example_marked BEFORE INSERT OR UPDATE ON example
       FOR EACH ROW EXECUTE FUNCTION example_is_new()""",
]


def seal(connection: Connection) -> None:
    """Put the triggers in place; running it again changes nothing."""
    with_examples = inspect(connection).has_table("example")
    if connection.dialect.name == "sqlite":
        statements = _sqlite(with_examples=with_examples)
    else:
        statements = _POSTGRESQL + (_POSTGRESQL_EXAMPLES if with_examples else [])
    for statement in statements:
        connection.exec_driver_sql(statement)
