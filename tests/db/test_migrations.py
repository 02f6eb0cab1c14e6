"""What was stored before cards had places is found where it was."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import DateTime, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from tests.databases import Databases, using
from toolkit.db import drafts, versions
from toolkit.db.drafts import DraftKey
from toolkit.db.migrate import upgrade
from toolkit.db.models.moment import Moment
from toolkit.domain.answer import Mastery
from toolkit.domain.company import Company

KEY = DraftKey(public_id="0123456789ab", secret="secret")
BEFORE = f"""
INSERT INTO draft VALUES (7, '{KEY.public_id}', '{KEY.sha256}', 'generique',
  '2026-11-22', '["bruit"]', 'Atelier', '', 4, '["bruit"]', 'Rien.',
  '2026-11-22 09:00:00', '2026-11-22 09:00:00');
INSERT INTO draftunit VALUES (7, 'bureau', 0, 'Le bureau', 3);
INSERT INTO draftunit VALUES (7, 'atelier', 1, 'Atelier', NULL);
INSERT INTO draftanswer VALUES (7, 'bruit', 'partial', 3, NULL, '["casque"]', '[]',
  'Un capot.', '', '');
INSERT INTO draftplan VALUES (7, 'bruit', 'casque', 'Le chef', '2027-01-15', 'Mesurer.');
INSERT INTO draftfact VALUES (7, 'nuit', false);
INSERT INTO version VALUES (1, 7, 1, '{{}}', 'aa', '', '2026-11-22 10:00:00', 'Zoé', '');
"""


@pytest.fixture
def engine(both: Databases) -> Iterator[Engine]:
    """A database of the first revision, with a draft and a version in it, brought up."""
    with both.new(is_empty=True) as url, using(url) as made:
        upgrade("0001")
        first_draft(made)
        upgrade()
        yield made


def first_draft(engine: Engine) -> None:
    """In a database of the first revision."""
    with engine.begin() as old:
        for statement in BEFORE.strip().split(";\n"):
            old.exec_driver_sql(statement.rstrip(";"))


def test_a_draft_is_read_as_it_was(engine: Engine) -> None:
    with engine.begin() as connection:
        stored = drafts.load(connection, KEY)
    draft = stored.draft
    assert draft.company == Company(name="Atelier", effectif=4)
    assert [(u.id, u.name, u.people, u.site) for u in draft.units] == [
        ("bureau", "Le bureau", 3, ""),
        ("atelier", "Atelier", None, ""),
    ]
    answer = draft.answers["bruit"]
    assert (answer.mastery, answer.in_place_other) == (Mastery.PARTIAL, "Un capot.")
    assert draft.plans["bruit"].who == "Le chef"
    assert (draft.sites, draft.split, draft.own) == ((), frozenset(), ())
    assert (draft.priorities, draft.facts) == (("bruit",), {"nuit": False})
    assert stored.removed.units == ()


def test_an_answer_can_be_changed_and_given_at_a_place(engine: Engine) -> None:
    with engine.begin() as connection:
        drafts.answer(connection, KEY, "bruit", {"mastery": "mastered"})
        drafts.answer(connection, KEY, "bruit@bureau", {"mastery": "later"})
        answers = drafts.cards(connection, KEY).draft.answers
    assert {key: said.mastery for key, said in answers.items()} == {
        "bruit": Mastery.MASTERED,
        "bruit@bureau": Mastery.LATER,
    }


def test_versions_are_as_they_were_and_still_sealed(engine: Engine) -> None:
    with engine.connect() as connection:
        one = versions.numbered(connection, 7, 1)
        assert one
        assert (one.number, one.content, one.validated_by) == (1, "{}", "Zoé")
        assert one.validated_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
        with pytest.raises(DBAPIError, match="a version is never"):
            connection.exec_driver_sql("DELETE FROM version")


def test_a_draft_that_goes_takes_its_answers_with_it(engine: Engine) -> None:
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        kept = (
            "key_sha256, pack_id, pack_edition, known_risks, name, siret, priorities, "
            "sex_impact, created_at, updated_at"
        )
        run(
            f"INSERT INTO draft (id, public_id, {kept}) SELECT 8, 'b', {kept} FROM draft"
        )
        run(
            "INSERT INTO draftanswer SELECT 8, card, mastery, severity, "
            "frequency, in_place, planned, in_place_other, planned_other, "
            "substitution FROM draftanswer"
        )
        run("DELETE FROM draft WHERE id = 8")
        left = run("SELECT draft_id FROM draftanswer").fetchall()
        [lists] = run("SELECT sites, split, own FROM draft").fetchall()
    assert [row[0] for row in left] == [7]
    assert [json.loads(text) for text in lists] == [[], [], []]


def test_every_moment_is_kept_in_the_one_way() -> None:
    """A plain date and time would come back in the zone of the machine."""
    kept = [
        (f"{table.name}.{column.name}", type(column.type))
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, DateTime | Moment)
    ]
    assert kept
    assert [name for name, kind in kept if kind is not Moment] == []
