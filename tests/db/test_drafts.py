"""Drafts in storage: the key opens, columns change alone, units never run out."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from toolkit.content.loader import library
from toolkit.db import copies, drafts, places
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.domain.answer import Mastery
from toolkit.domain.company import UNITS_MAX, Company, WorkUnit
from toolkit.domain.headcount import Band
from toolkit.domain.pack import Factor

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PACK = library().generic


def begun(connection: Connection, name: str = "Atelier") -> DraftKey:
    return drafts.create(connection, pack=PACK, company=Company(name=name), now=NOW)


def test_a_new_draft_has_the_units_of_its_trade_and_no_answer(
    connection: Connection,
) -> None:
    stored = drafts.load(connection, begun(connection))
    assert [unit.id for unit in stored.draft.units] == [unit.id for unit in PACK.units]
    assert stored.draft.answers == {}
    assert stored.known_risks == {risk.id for risk in PACK.risks}


def test_the_secret_is_not_in_the_database(connection: Connection) -> None:
    key = begun(connection)
    dump = connection.exec_driver_sql("SELECT * FROM draft").fetchall()
    assert key.secret not in str(dump)


Reads = Callable[[Connection, DraftKey], object]
ACTIONS: list[Reads] = [
    drafts.load,
    drafts.cards,
    drafts.opens,
    lambda c, k: drafts.answer(c, k, "bruit", {"mastery": "partial"}),
    lambda c, k: drafts.tick(c, k, "bruit", column="planned", measure="x", on=True),
    lambda c, k: drafts.set_fact(c, k, "nuit", value=True),
    lambda c, k: drafts.set_plan(c, k, "bruit", {"who": "x"}),
    lambda c, k: drafts.set_exposure(c, k, Factor.NOISE, 1),
    lambda c, k: drafts.set_columns(c, k, {"name": "x"}),
    lambda c, k: places.set_unit(c, k, "bureau", {"name": "x"}),
    lambda c, k: places.add_unit(c, k, WorkUnit(id="x", name="x")),
    lambda c, k: places.remove_unit(c, k, "bureau"),
    lambda c, k: places.add_site(c, k, "Gare", first_name="Centre"),
    lambda c, k: places.change_site(c, k, "site-1", {"name": "x"}),
    lambda c, k: places.set_split(c, k, "bruit", on=True),
    lambda c, k: copies.fill(c, k, [("bruit", "bruit@bureau")]),
    lambda c, k: copies.replace(c, k, [("bruit", "bruit@bureau")]),
    copies.undo,
    lambda c, k: drafts.see_pack(c, k, PACK),
]


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_is_read_nor_written_with_the_key_of_another(
    connection: Connection, action: Reads
) -> None:
    mine, other = begun(connection), begun(connection, "Autre")
    before = connection.exec_driver_sql("SELECT * FROM draft").fetchall()
    with pytest.raises(NoSuchDraft):
        action(connection, DraftKey(other.public_id, mine.secret))
    assert connection.exec_driver_sql("SELECT * FROM draft").fetchall() == before
    assert connection.exec_driver_sql("SELECT * FROM draftanswer").fetchall() == []


def test_each_part_of_an_answer_is_written_alone(connection: Connection) -> None:
    key = begun(connection)
    drafts.answer(connection, key, "bruit", {"mastery": "partial"})
    drafts.answer(connection, key, "bruit", {"severity": 4})
    drafts.tick(connection, key, "bruit", column="planned", measure="b", on=True)
    drafts.tick(connection, key, "bruit", column="planned", measure="a", on=True)
    drafts.tick(connection, key, "bruit", column="planned", measure="b", on=False)
    answer = drafts.cards(connection, key).draft.answers["bruit"]
    assert (answer.mastery, answer.severity) == (Mastery.PARTIAL, 4)
    assert answer.planned == {"a"}


def test_a_measure_ticked_before_the_answer_is_kept(connection: Connection) -> None:
    key = begun(connection)
    drafts.tick(connection, key, "bruit", column="in_place", measure="a", on=True)
    answer = drafts.cards(connection, key).draft.answers["bruit"]
    assert (answer.mastery, answer.in_place) == (None, {"a"})


def test_the_last_unit_cannot_be_removed(connection: Connection) -> None:
    key = begun(connection)
    for unit in PACK.units:
        places.remove_unit(connection, key, unit.id)
    assert len(drafts.load(connection, key).draft.units) == 1


def test_units_stop_at_twenty_four(connection: Connection) -> None:
    key = begun(connection)
    for number in range(30):
        unit = WorkUnit(id=f"u-{number}", name=f"Unité {number}")
        places.add_unit(connection, key, unit)
    assert len(drafts.load(connection, key).draft.units) == UNITS_MAX == 24


def test_a_removed_unit_does_not_come_back_by_being_renamed(
    connection: Connection,
) -> None:
    key = begun(connection)
    gone = PACK.units[0].id
    places.remove_unit(connection, key, gone)
    places.set_unit(connection, key, gone, {"name": "Revenant"})
    assert gone not in {unit.id for unit in drafts.load(connection, key).draft.units}


def test_a_count_can_be_taken_back(connection: Connection) -> None:
    key = begun(connection)
    drafts.set_exposure(connection, key, Factor.NIGHT, 4)
    drafts.set_exposure(connection, key, Factor.NIGHT, None)
    assert drafts.load(connection, key).draft.exposures == {}


def test_an_answer_to_a_card_that_left_the_pack_is_kept(connection: Connection) -> None:
    key = begun(connection)
    drafts.answer(connection, key, "carte-d-hier", {"mastery": "mastered"})
    assert "carte-d-hier" in drafts.load(connection, key).draft.answers


REGISTERED = Company(
    name="Lavoir",
    siret="55208131766522",
    address="4 rue du Lavoir",
    naf_rev2="10.71C",
    naf_2025="10.71H",
    legal_form="5499",
    band=Band.TO_5,
)


def test_what_the_registry_said_is_kept_whole(connection: Connection) -> None:
    key = drafts.create(connection, pack=PACK, company=REGISTERED, now=NOW)
    assert drafts.load(connection, key).draft.company == REGISTERED


def test_another_siret_takes_what_the_registry_said_away(
    connection: Connection,
) -> None:
    key = drafts.create(connection, pack=PACK, company=REGISTERED, now=NOW)
    same = drafts.set_columns(connection, key, {"siret": REGISTERED.siret})
    assert same.draft.company == REGISTERED
    other = drafts.set_columns(connection, key, {"siret": "73282932000074"})
    assert other.draft.company == Company(
        name="Lavoir", siret="73282932000074", address="4 rue du Lavoir"
    )


def test_a_draft_begun_before_the_registry_was_asked_is_still_read(
    connection: Connection,
) -> None:
    key = begun(connection)
    columns = "address, naf_rev2, naf_2025, legal_form, band"
    kept = connection.exec_driver_sql(f"SELECT {columns} FROM draft").one()
    assert tuple(kept) == ("", "", "", "", "")
    assert drafts.load(connection, key).draft.company == Company(name="Atelier")


def test_an_impossible_number_is_no_draft(connection: Connection) -> None:
    with pytest.raises(NoSuchDraft):
        drafts.load(connection, DraftKey("\0" * 12, "x"))
