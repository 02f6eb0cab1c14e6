"""Units, sites, copies and own risks in storage: nothing said is ever lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db import places as stored_places
from toolkit.db.drafts import DraftKey, Stored
from toolkit.domain.answer import Mastery
from toolkit.domain.company import SITES_MAX, UNITS_MAX, Company
from toolkit.domain.journey import asked
from toolkit.domain.own import OWN_MAX
from toolkit.workflows import answering, own_risks, places
from toolkit.workflows.answering import NotOffered

PACK = library().packs["boulangerie-patisserie"]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DOG = {
    "name": "Chien du voisin",
    "family": "agression",
    "harm": "Une morsure.",
    "who": "Les livreurs.",
    "unit": "",
}


@pytest.fixture
def key(connection: Connection) -> DraftKey:
    return drafts.create(connection, pack=PACK, company=Company(name="x"), now=NOW)


def load(connection: Connection, key: DraftKey) -> Stored:
    return drafts.load(connection, key)


def says(connection: Connection, key: DraftKey, card: str, mastery: str) -> None:
    answering.answer(connection, key, card, {"mastery": mastery})


def masteries(stored: Stored) -> dict[str, str]:
    return {k: a.mastery.value for k, a in stored.draft.answers.items() if a.mastery}


def unit_names(stored: Stored) -> list[str]:
    return [unit.name for unit in stored.draft.units]


def with_gare(connection: Connection, key: DraftKey) -> Stored:
    return places.add_site(
        connection, key, "Gare", first_name="Centre", works=["vente", "livraison"]
    )


def test_a_unit_comes_back_with_its_name_its_people_and_its_answers(
    connection: Connection, key: DraftKey
) -> None:
    stored_places.set_unit(connection, key, "vente", {"name": "Magasin", "people": 2})
    places.split(connection, key, "sol-glissant")
    says(connection, key, "sol-glissant@vente", "partial")
    gone = stored_places.remove_unit(connection, key, "vente")
    assert "vente" not in {u.id for u in gone.draft.units}
    assert [(u.name, u.people) for u in gone.removed.units] == [("Magasin", 2)]
    back = places.restore_unit(connection, key, "vente")
    (unit,) = [u for u in back.draft.units if u.id == "vente"]
    assert (unit.name, unit.people) == ("Magasin", 2)
    assert masteries(back)["sol-glissant@vente"] == "partial"


def test_a_unit_added_under_the_name_of_a_removed_one_is_that_one(
    connection: Connection, key: DraftKey
) -> None:
    stored_places.set_unit(connection, key, "vente", {"people": 2})
    stored_places.remove_unit(connection, key, "vente")
    back = places.add_unit(connection, key, "Boutique")
    assert [u.people for u in back.draft.units if u.id == "vente"] == [2]


def test_a_unit_of_the_same_work_takes_its_risks_and_its_answers(
    connection: Connection, key: DraftKey
) -> None:
    places.split(connection, key, "agressions-public")
    says(connection, key, "agressions-public@vente", "not-mastered")
    added = places.add_unit(connection, key, "Salon de thé", same_as="vente")
    new = added.draft.units[-1]
    assert (new.name, new.same_as) == ("Salon de thé", "vente")
    assert masteries(added)[f"agressions-public@{new.id}"] == "not-mastered"
    again = places.add_unit(connection, key, "Kiosque", same_as=new.id)
    assert again.draft.units[-1].same_as == "vente"


def test_a_unit_added_twice_is_added_once(
    connection: Connection, key: DraftKey
) -> None:
    places.add_unit(connection, key, "Camion")
    assert unit_names(places.add_unit(connection, key, "Camion")).count("Camion") == 1


def test_a_name_freed_by_renaming_can_be_given_again(
    connection: Connection, key: DraftKey
) -> None:
    first = places.add_unit(connection, key, "Camion").draft.units[-1]
    stored_places.set_unit(connection, key, first.id, {"name": "Triporteur"})
    again = places.add_unit(connection, key, "Camion")
    assert unit_names(again)[-2:] == ["Triporteur", "Camion"]


@pytest.mark.parametrize(("site", "same_as"), [("site-9", ""), ("", "ailleurs")])
def test_a_unit_is_added_nowhere_else_than_here(
    site: str, same_as: str, connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        places.add_unit(connection, key, "x", site=site, same_as=same_as)


def test_a_unit_that_was_never_here_cannot_be_put_back(
    connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        places.restore_unit(connection, key, "ailleurs")


def test_a_flood_of_removed_units_leaves_room(
    connection: Connection, key: DraftKey
) -> None:
    for number in range(4 * UNITS_MAX):
        added = places.add_unit(connection, key, f"Unité {number}")
        stored_places.remove_unit(connection, key, added.draft.units[-1].id)
    count = connection.exec_driver_sql("SELECT count(*) FROM draftunit").scalar()
    assert count == 3 * UNITS_MAX


def test_each_unit_begins_with_the_answer_of_all_and_joining_gives_it_back(
    connection: Connection, key: DraftKey
) -> None:
    says(connection, key, "sol-glissant", "partial")
    drafts.set_plan(connection, key, "sol-glissant", {"who": "Le chef"})
    split = places.split(connection, key, "sol-glissant")
    cards = {c.key for c in asked(PACK, split.draft) if c.risk.id == "sol-glissant"}
    assert len(cards) == 4
    assert {masteries(split)[card] for card in cards} == {"partial"}
    assert {split.draft.plans[card].who for card in cards} == {"Le chef"}
    says(connection, key, "sol-glissant@vente", "mastered")
    joined = places.join(connection, key, "sol-glissant")
    assert masteries(joined)["sol-glissant"] == "partial"
    again = places.split(connection, key, "sol-glissant")
    assert masteries(again)["sol-glissant@vente"] == "mastered"


@pytest.mark.parametrize("risk", ["carte-inconnue", "trancheuse-pain"])
def test_a_risk_of_one_unit_or_of_nobody_is_not_split(
    risk: str, connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        places.split(connection, key, risk)


@pytest.mark.parametrize("card", ["sol-glissant@ailleurs", "ailleurs@vente", "own-1"])
def test_a_card_of_nowhere_is_not_answered(
    card: str, connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        says(connection, key, card, "partial")


def test_the_first_site_takes_over_what_was_said_and_the_second_begins(
    connection: Connection, key: DraftKey
) -> None:
    says(connection, key, "sol-glissant", "partial")
    says(connection, key, "charge-de-travail", "mastered")
    stored = with_gare(connection, key)
    assert [site.name for site in stored.draft.sites] == ["Centre", "Gare"]
    assert [u.name for u in stored.draft.units if u.site == "site-2"] == [
        "Boutique",
        "Livraisons et marchés",
    ]
    said = masteries(stored)
    assert said["sol-glissant@site-1"] == said["sol-glissant"] == "partial"
    keys = {card.key for card in asked(PACK, stored.draft)}
    assert {"sol-glissant@site-1", "sol-glissant@site-2", "charge-de-travail"} <= keys
    assert "sol-glissant@site-2" not in said


def test_the_same_site_arriving_twice_is_added_once(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    assert len(with_gare(connection, key).draft.sites) == 2


def test_a_site_removed_and_put_back_has_its_units_and_its_answers(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    says(connection, key, "sol-glissant@site-2", "not-mastered")
    gone = stored_places.change_site(connection, key, "site-2", {"removed": True})
    assert [s.id for s in gone.draft.sites] == ["site-1"]
    assert {u.site for u in gone.draft.units} == {"site-1"}
    assert gone.removed.units == ()
    back = stored_places.change_site(connection, key, "site-2", {"removed": False})
    assert len([u for u in back.draft.units if u.site == "site-2"]) == 2
    assert masteries(back)["sol-glissant@site-2"] == "not-mastered"


def test_the_first_site_may_go_and_the_other_keeps_its_own_answers(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    says(connection, key, "sol-glissant@site-1", "partial")
    says(connection, key, "sol-glissant@site-2", "mastered")
    gone = stored_places.change_site(connection, key, "site-1", {"removed": True})
    keys = [c.key for c in asked(PACK, gone.draft) if c.risk.id == "sol-glissant"]
    assert keys == ["sol-glissant@site-2"]


def test_the_last_units_do_not_go_with_their_site(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    stored_places.change_site(connection, key, "site-1", {"removed": True})
    last = stored_places.change_site(connection, key, "site-2", {"removed": True})
    assert [s.id for s in last.draft.sites] == ["site-2"]


def test_a_site_added_under_the_name_of_a_removed_one_is_that_one(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    stored_places.change_site(connection, key, "site-2", {"removed": True})
    back = with_gare(connection, key)
    assert [s.id for s in back.draft.sites] == ["site-1", "site-2"]
    assert len([u for u in back.draft.units if u.site == "site-2"]) == 2


def test_sites_stop_at_six(connection: Connection, key: DraftKey) -> None:
    for number in range(SITES_MAX + 3):
        places.add_site(
            connection, key, f"Site {number}", first_name="Centre", works=["vente"]
        )
    assert len(load(connection, key).draft.sites) == SITES_MAX


def test_a_flood_of_sites_ends(connection: Connection, key: DraftKey) -> None:
    for number in range(40):
        places.add_site(
            connection, key, f"Site {number}", first_name="Centre", works=["vente"]
        )
        last = load(connection, key).draft.sites[-1].id
        stored_places.change_site(connection, key, last, {"removed": True})
    stored = load(connection, key)
    assert len(stored.removed.sites) + len(stored.draft.sites) == 4 * SITES_MAX


def test_a_site_needs_works_that_exist(connection: Connection, key: DraftKey) -> None:
    with pytest.raises(NotOffered):
        places.add_site(connection, key, "x", first_name="y", works=["ailleurs"])


def test_a_unit_put_back_at_a_site_the_trade_gained_it_is_of_the_first(
    connection: Connection, key: DraftKey
) -> None:
    with_gare(connection, key)
    connection.exec_driver_sql("DELETE FROM draftunit WHERE unit_id = 'fournil'")
    back = places.restore_unit(connection, key, "fournil")
    assert [u.site for u in back.draft.units if u.id == "fournil"] == ["site-1"]


def split_and_said(connection: Connection, key: DraftKey) -> None:
    places.split(connection, key, "sol-glissant")
    says(connection, key, "sol-glissant@fournil", "partial")
    says(connection, key, "sol-glissant@vente", "mastered")


def test_copying_tells_what_it_replaces_and_can_be_undone(
    connection: Connection, key: DraftKey
) -> None:
    split_and_said(connection, key)
    (told,) = places.copies_of(load(connection, key), "fournil", "vente")
    assert (told.card.key, told.replaces) == ("sol-glissant@vente", True)
    copied = places.copy(connection, key, "fournil", "vente")
    assert masteries(copied)["sol-glissant@vente"] == "partial"
    assert copied.can_undo
    undone = places.undo_copy(connection, key)
    assert masteries(undone)["sol-glissant@vente"] == "mastered"
    assert not undone.can_undo


def test_undoing_takes_away_an_answer_that_was_not_there(
    connection: Connection, key: DraftKey
) -> None:
    split_and_said(connection, key)
    places.copy(connection, key, "fournil", "laboratoire")
    undone = places.undo_copy(connection, key)
    assert "sol-glissant@laboratoire" not in undone.draft.answers


def test_undoing_leaves_what_was_answered_since(
    connection: Connection, key: DraftKey
) -> None:
    split_and_said(connection, key)
    places.copy(connection, key, "fournil", "vente")
    says(connection, key, "sol-glissant@vente", "not-mastered")
    undone = places.undo_copy(connection, key)
    assert masteries(undone)["sol-glissant@vente"] == "not-mastered"


def test_copying_nothing_and_undoing_nothing_change_nothing(
    connection: Connection, key: DraftKey
) -> None:
    before = load(connection, key)
    assert places.copy(connection, key, "fournil", "vente") == before
    assert places.undo_copy(connection, key) == before


def test_an_hour_later_a_copy_is_no_longer_undone(
    connection: Connection, key: DraftKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    split_and_said(connection, key)
    places.copy(connection, key, "fournil", "vente")
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not load(connection, key).can_undo
    assert (
        masteries(places.undo_copy(connection, key))["sol-glissant@vente"] == "partial"
    )


def test_an_own_risk_is_asked_answered_changed_removed_and_put_back(
    connection: Connection, key: DraftKey
) -> None:
    (own,) = own_risks.add(connection, key, DOG).draft.own
    says(connection, key, own.id, "partial")
    changed = own_risks.change(connection, key, own.id, {**DOG, "harm": "Une chute."})
    assert changed.draft.own[0].harm == "Une chute."
    gone = own_risks.remove(connection, key, own.id)
    assert (gone.draft.own, [o.id for o in gone.removed.own]) == ((), [own.id])
    back = own_risks.restore(connection, key, own.id)
    assert back.draft.answers[own.id].mastery is Mastery.PARTIAL
    assert asked(PACK, back.draft)[-1].key == own.id


def test_the_same_own_risk_arriving_twice_is_added_once(
    connection: Connection, key: DraftKey
) -> None:
    own_risks.add(connection, key, DOG)
    assert len(own_risks.add(connection, key, DOG).draft.own) == 1


def test_two_own_risks_may_bear_one_name(connection: Connection, key: DraftKey) -> None:
    own_risks.add(connection, key, DOG)
    two = own_risks.add(connection, key, {**DOG, "harm": "Une chute."}).draft.own
    assert len({own.id for own in two}) == 2


def test_own_risks_stop_at_thirty(connection: Connection, key: DraftKey) -> None:
    for number in range(OWN_MAX + 5):
        own_risks.add(connection, key, {**DOG, "name": f"Risque {number}"})
    assert len(load(connection, key).draft.own) == OWN_MAX


def test_one_removed_does_not_come_back_where_there_are_thirty(
    connection: Connection, key: DraftKey
) -> None:
    first = own_risks.add(connection, key, DOG).draft.own[0].id
    own_risks.remove(connection, key, first)
    for number in range(OWN_MAX):
        own_risks.add(connection, key, {**DOG, "name": f"Risque {number}"})
    assert len(own_risks.restore(connection, key, first).draft.own) == OWN_MAX


def test_a_flood_of_removed_own_risks_ends(
    connection: Connection, key: DraftKey
) -> None:
    for number in range(4 * OWN_MAX):
        added = own_risks.add(connection, key, {**DOG, "name": f"Risque {number}"})
        own_risks.remove(connection, key, added.draft.own[-1].id)
    assert len(load(connection, key).removed.own) == 3 * OWN_MAX


@pytest.mark.parametrize("part", [{"family": "magie"}, {"unit": "ailleurs"}])
def test_an_own_risk_is_of_a_family_and_a_unit_that_exist(
    part: dict[str, str], connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        own_risks.add(connection, key, DOG | part)


def test_an_own_risk_that_is_not_there_is_not_changed(
    connection: Connection, key: DraftKey
) -> None:
    with pytest.raises(NotOffered):
        own_risks.remove(connection, key, "own-1")


def test_a_priority_is_chosen_by_its_place(
    connection: Connection, key: DraftKey
) -> None:
    split_and_said(connection, key)
    says(connection, key, "sol-glissant@vente", "not-mastered")
    chosen = answering.choose(connection, key, "sol-glissant@vente", instead="")
    assert "sol-glissant@vente" in chosen.draft.priorities
    with pytest.raises(NotOffered):
        answering.choose(connection, key, "sol-glissant", instead="")
