"""What is stored has no language: the trade's own words follow the reader."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from toolkit.content.loader import library_in
from toolkit.db import drafts, places
from toolkit.db.drafts import DraftKey
from toolkit.domain.company import Company
from toolkit.i18n import use_locale
from toolkit.workflows import answering
from toolkit.workflows.document import project_of

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FRENCH, ENGLISH = library_in("fr").generic, library_in("en").generic
CARD = "sol-glissant"


@pytest.fixture
def key(connection: Connection) -> DraftKey:
    """A draft begun in French."""
    return drafts.create(connection, pack=FRENCH, company=Company(), now=NOW)


def names(connection: Connection, key: DraftKey, language: str) -> list[str]:
    with use_locale(language):
        return [unit.name for unit in drafts.load(connection, key).draft.units]


def test_a_unit_bears_its_trade_s_name_in_the_language_of_the_reader(
    connection: Connection, key: DraftKey
) -> None:
    assert names(connection, key, "en") == [unit.name for unit in ENGLISH.units]
    assert names(connection, key, "fr") == [unit.name for unit in FRENCH.units]


def test_a_unit_begun_in_english_is_french_to_a_french_reader(
    connection: Connection,
) -> None:
    key = drafts.create(connection, pack=ENGLISH, company=Company(), now=NOW)
    assert names(connection, key, "fr") == [unit.name for unit in FRENCH.units]


def test_a_unit_the_owner_named_keeps_that_name(
    connection: Connection, key: DraftKey
) -> None:
    places.set_unit(connection, key, "bureau", {"name": "L'étage"})
    assert "L'étage" in names(connection, key, "en")


def measure_of(language: str) -> tuple[str, str]:
    measure = library_in(language).generic.by_id[CARD].measures[0]
    return measure.id, measure.first_step


def first_step(connection: Connection, key: DraftKey, language: str) -> str:
    with use_locale(language):
        project = project_of(drafts.load(connection, key), dated=NOW.date())
    return project.actions[0].first_step


def test_a_first_step_left_as_proposed_is_said_in_every_language(
    connection: Connection, key: DraftKey
) -> None:
    answering.answer(connection, key, CARD, {"mastery": "not-mastered"})
    measure, proposed = measure_of("fr")
    answering.plan(connection, key, CARD, {"measure": measure})
    answering.plan(connection, key, CARD, {"first_step": proposed})
    assert first_step(connection, key, "fr") == proposed
    assert first_step(connection, key, "en") == measure_of("en")[1]


def test_a_first_step_the_owner_wrote_stays_as_written(
    connection: Connection, key: DraftKey
) -> None:
    answering.answer(connection, key, CARD, {"mastery": "not-mastered"})
    answering.plan(connection, key, CARD, {"first_step": "Appeler Luc"})
    assert first_step(connection, key, "en") == "Appeler Luc"


def test_a_project_is_in_the_words_of_the_reader_or_of_another(
    connection: Connection, key: DraftKey
) -> None:
    with use_locale("en"):
        stored = drafts.load(connection, key)
        assert project_of(stored, dated=NOW.date()).pack.name == ENGLISH.name
        again = project_of(stored, dated=NOW.date(), language="fr")
    assert (again.pack.name, again.language) == (FRENCH.name, "fr")
    assert [unit.name for unit in again.units] == [unit.name for unit in FRENCH.units]
