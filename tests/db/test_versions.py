"""A version is written once: attacked after the migrations have run."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, create_engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts, examples, versions
from toolkit.db.drafts import DraftKey
from toolkit.db.migrate import upgrade
from toolkit.domain.company import Company
from toolkit.domain.duerp import Consultation, Duerp, canonical, sha256
from toolkit.workflows.document import Signature, validate


@pytest.fixture
def sealed(engine: Engine) -> DraftKey:
    """A draft with one version, committed."""
    with engine.begin() as opened:
        key = drafts.create(
            opened,
            pack=library().generic,
            company=Company(name="Atelier"),
            now=clock.now(),
        )
        validate(
            opened, key, Consultation(role="Gérante"), Signature("Zélie Quatrain", "")
        )
    return key


@pytest.fixture
def raw(engine: Engine, sealed: DraftKey) -> Iterator[Connection]:
    """The database, opened without any of our code, with the attacker's defaults."""
    del sealed
    bare = create_engine(engine.url)
    with bare.connect() as opened:
        yield opened
    bare.dispose()


ATTACKS = {
    "change": "UPDATE version SET sealed = '{}'",
    "touch": "UPDATE version SET number = number",
    "delete": "DELETE FROM version",
}
OF_POSTGRESQL = {
    "truncate": "TRUNCATE version",
    "truncate around": "TRUNCATE draft CASCADE",
    "put over": (
        "INSERT INTO version SELECT * FROM version "
        "ON CONFLICT (draft_id, number) DO UPDATE SET sealed = '{}'"
    ),
}


@pytest.mark.parametrize("attack", [*ATTACKS, *OF_POSTGRESQL])
def test_a_version_is_never_changed_nor_deleted(attack: str, raw: Connection) -> None:
    if raw.dialect.name == "sqlite" and attack in OF_POSTGRESQL:
        pytest.skip("a statement of PostgreSQL")
    with pytest.raises(DBAPIError, match="a version is never"):
        raw.exec_driver_sql((ATTACKS | OF_POSTGRESQL)[attack])


def test_replacing_a_version_through_our_own_connection_is_refused(
    sealed: DraftKey, connection: Connection
) -> None:
    del sealed
    if connection.dialect.name != "sqlite":
        pytest.skip("a statement of SQLite")
    replace = (
        "INSERT OR REPLACE INTO version SELECT id, draft_id, number, '{}', sha256, "
        "previous_sha256, validated_at, validated_by, email FROM version"
    )
    with pytest.raises(DBAPIError, match="a version is never deleted"):
        connection.exec_driver_sql(replace)


def test_running_the_migrations_again_keeps_the_triggers(
    engine: Engine, raw: Connection
) -> None:
    upgrade()
    assert inspect(engine).has_table("version")
    with pytest.raises(DBAPIError, match="a version is never"):
        raw.exec_driver_sql("DELETE FROM version")


def test_a_draft_with_a_version_cannot_be_deleted(
    sealed: DraftKey, connection: Connection
) -> None:
    del sealed
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        connection.exec_driver_sql("DELETE FROM draft")


def test_what_is_sealed_is_what_its_hash_was_taken_of(
    sealed: DraftKey, connection: Connection
) -> None:
    row = drafts.load(connection, sealed).row
    one = versions.latest(connection, row)
    assert one
    assert sha256(one.content.encode()) == one.sha256
    value = Duerp.model_validate_json(one.content)
    assert canonical(value).decode() == one.content
    assert "Quatrain" not in one.content


def test_each_version_names_the_one_before(
    sealed: DraftKey, connection: Connection
) -> None:
    drafts.answer(connection, sealed, "bruit", {"mastery": "partial"})
    validate(
        connection,
        sealed,
        Consultation(role="Gérante"),
        Signature("Zélie Quatrain", ""),
    )
    row = drafts.load(connection, sealed).row
    second, first = (
        versions.latest(connection, row),
        versions.numbered(connection, row, 1),
    )
    assert second
    assert first
    assert (first.number, second.number) == (1, 2)
    assert Duerp.model_validate_json(second.content).previous == first.sha256


def test_the_same_validation_twice_seals_one_version(
    sealed: DraftKey, connection: Connection
) -> None:
    validate(
        connection,
        sealed,
        Consultation(role="Gérante"),
        Signature("Zélie Quatrain", ""),
    )
    row = drafts.load(connection, sealed).row
    assert len(versions.listed(connection, row)) == 1


def test_the_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in SQLModel.metadata.sorted_tables:
        made = {column["name"] for column in inspector.get_columns(table.name)}
        assert made == {column.name for column in table.columns}, table.name


def test_an_example_is_erased_with_its_versions(connection: Connection) -> None:
    key = drafts.create(
        connection, pack=library().generic, company=Company(), now=clock.now()
    )
    examples.mark(connection, key, "essai")
    validate(connection, key, Consultation(), Signature("Personne", ""))
    assert [one.versions for one in examples.listed(connection)] == [1]
    assert examples.erase(connection) == 1
    assert examples.listed(connection) == ()
    with pytest.raises(drafts.NoSuchDraft):
        drafts.load(connection, key)


def test_a_draft_with_a_version_never_becomes_an_example(
    sealed: DraftKey, connection: Connection
) -> None:
    with pytest.raises(Exception, match="a draft with a version is no example"):
        examples.mark(connection, sealed, "essai")


def test_an_example_cannot_lend_its_name_to_a_company(
    sealed: DraftKey, connection: Connection
) -> None:
    key = drafts.create(
        connection, pack=library().generic, company=Company(), now=clock.now()
    )
    examples.mark(connection, key, "essai")
    mine = drafts.load(connection, sealed).row
    with pytest.raises(Exception, match="an example stays what it is"):
        connection.exec_driver_sql(f"UPDATE example SET draft_id = {mine}")


@pytest.fixture
def example(engine: Engine, sealed: DraftKey) -> DraftKey:
    """An example with a version, beside a company with one."""
    del sealed
    with engine.begin() as opened:
        key = drafts.create(
            opened, pack=library().generic, company=Company(), now=clock.now()
        )
        examples.mark(opened, key, "essai")
        validate(opened, key, Consultation(), Signature("Personne", ""))
    return key


@pytest.mark.usefixtures("example")
def test_erasing_the_examples_leaves_every_company(
    sealed: DraftKey, connection: Connection
) -> None:
    assert examples.erase(connection) == 1
    row = drafts.load(connection, sealed).row
    assert versions.latest(connection, row)
    assert connection.exec_driver_sql("SELECT count(*) FROM version").scalar() == 1


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("attack", [*ATTACKS, *OF_POSTGRESQL])
def test_an_example_beside_it_opens_no_way_to_a_company_s_version(
    attack: str, raw: Connection
) -> None:
    if raw.dialect.name == "sqlite" and attack in OF_POSTGRESQL:
        pytest.skip("a statement of PostgreSQL")
    with pytest.raises(DBAPIError, match="a version is never"):
        raw.exec_driver_sql((ATTACKS | OF_POSTGRESQL)[attack])


def test_what_an_example_s_version_says_is_never_changed_either(
    engine: Engine, example: DraftKey
) -> None:
    with engine.connect() as opened:
        row = drafts.load(opened, example).row
    of_it = f"WHERE draft_id = {row}"
    with (
        engine.begin() as opened,
        pytest.raises(DBAPIError, match="a version is never"),
    ):
        opened.exec_driver_sql(f"UPDATE version SET sealed = '{{}}' {of_it}")
    with engine.begin() as opened:
        erased = opened.exec_driver_sql(f"DELETE FROM version {of_it}")
        assert erased.rowcount == 1


def test_a_power_cut_is_survived_by_setting(connection: Connection) -> None:
    pragma = connection.exec_driver_sql
    if connection.dialect.name != "sqlite":
        pytest.skip("PostgreSQL waits for its disk unless it is told not to")
    assert pragma("PRAGMA journal_mode").scalar() == "wal"
    assert pragma("PRAGMA synchronous").scalar() == 2, "FULL"
    assert pragma("PRAGMA foreign_keys").scalar() == 1
    assert pragma("PRAGMA recursive_triggers").scalar() == 1


def test_a_year_later_the_same_answers_are_a_new_version(
    sealed: DraftKey, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2028, 1, 3, tzinfo=UTC))
    again = Signature("Zélie Quatrain", "")
    validate(connection, sealed, Consultation(role="Gérante"), again)
    row = drafts.load(connection, sealed).row
    assert [one.number for one in versions.listed(connection, row)] == [2, 1]


def test_a_corrected_name_is_a_new_version(
    sealed: DraftKey, connection: Connection
) -> None:
    validate(connection, sealed, Consultation(role="Gérante"), Signature("Zoé", ""))
    row = drafts.load(connection, sealed).row
    assert len(versions.listed(connection, row)) == 2


def test_the_chain_of_a_company_holds_from_end_to_end(
    sealed: DraftKey, connection: Connection
) -> None:
    for mastery in ("partial", "mastered"):
        drafts.answer(connection, sealed, "bruit", {"mastery": mastery})
        validate(connection, sealed, Consultation(), Signature("Zoé", ""))
    row = drafts.load(connection, sealed).row
    before = ""
    for number in (1, 2, 3):
        one = versions.numbered(connection, row, number)
        assert one
        assert one.previous_sha256 == before
        before = sha256(one.content.encode())
        assert before == one.sha256
