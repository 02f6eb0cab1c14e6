"""What was stored before cards had places is found where it was."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from toolkit.db import drafts, session
from toolkit.db.drafts import DraftKey
from toolkit.domain.answer import Mastery
from toolkit.settings import ROOT, settings

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
INSERT INTO draftfact VALUES (7, 'nuit', 0);
INSERT INTO version VALUES (1, 7, 1, '{{}}', 'aa', '', '2026-11-22 10:00:00', 'Zoé', '');
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database of the first revision, with a draft and a version in it."""
    path = tmp_path / "before.db"
    monkeypatch.setenv("TOOLKIT_DATABASE_URL", f"sqlite:///{path}")
    settings.cache_clear()
    session.engine.cache_clear()
    config = Config(ROOT / "alembic.ini")
    command.upgrade(config, "0001")
    with sqlite3.connect(path) as opened:
        opened.executescript(BEFORE)
    opened.close()
    command.upgrade(config, "head")
    yield path
    session.engine().dispose()
    settings.cache_clear()
    session.engine.cache_clear()


def test_a_draft_is_read_as_it_was(file: Path) -> None:
    del file
    with session.engine().begin() as connection:
        stored = drafts.load(connection, KEY)
    draft = stored.draft
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


def test_an_answer_can_be_changed_and_given_at_a_place(file: Path) -> None:
    del file
    with session.engine().begin() as connection:
        drafts.answer(connection, KEY, "bruit", {"mastery": "mastered"})
        drafts.answer(connection, KEY, "bruit@bureau", {"mastery": "later"})
        answers = drafts.cards(connection, KEY).draft.answers
    assert {key: said.mastery for key, said in answers.items()} == {
        "bruit": Mastery.MASTERED,
        "bruit@bureau": Mastery.LATER,
    }


def test_versions_are_as_they_were_and_still_sealed(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        rows = opened.execute("SELECT number, sealed, validated_by FROM version")
        assert rows.fetchall() == [(1, "{}", "Zoé")]
        with pytest.raises(sqlite3.IntegrityError):
            opened.execute("DELETE FROM version")
    opened.close()


def test_a_draft_that_goes_takes_its_answers_with_it(file: Path) -> None:
    with sqlite3.connect(file) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        opened.execute(
            "INSERT INTO draft (id, public_id, key_sha256, pack_id, pack_edition, "
            "known_risks, name, siret, priorities, sex_impact, created_at, updated_at) "
            "SELECT 8, 'b', key_sha256, pack_id, pack_edition, known_risks, name, siret, "
            "priorities, sex_impact, created_at, updated_at FROM draft"
        )
        opened.execute(
            "INSERT INTO draftanswer SELECT 8, card, mastery, severity, "
            "frequency, in_place, planned, in_place_other, planned_other, "
            "substitution FROM draftanswer"
        )
        opened.execute("DELETE FROM draft WHERE id = 8")
        left = opened.execute("SELECT draft_id FROM draftanswer").fetchall()
        lists = opened.execute("SELECT sites, split, own FROM draft").fetchone()
    opened.close()
    assert left == [(7,)]
    assert [json.loads(text) for text in lists] == [[], [], []]
