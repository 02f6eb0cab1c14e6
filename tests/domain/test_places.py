"""Which cards a risk gives, which units each concerns, and how the place is said."""

from dataclasses import replace

import pytest

from tests.factories import keys, module, own, pack, risk, site, unit
from toolkit.domain.card import Card, card_at, key_of, risk_of
from toolkit.domain.draft import Draft, risk_named
from toolkit.domain.journey import asked, of_same_risk
from toolkit.domain.places import (
    can_be_split,
    is_per_site,
    people_exposed,
    short_words,
    units_of,
    where,
    words,
)

TRADE = pack(
    risk("ecran", units=("bureau",)),
    modules=(
        module(
            "locaux",
            risk("sol"),
            risk("four", units=("atelier",)),
            risk("entente", per_site=False),
            per_site=True,
        ),
        module("equipe", risk("secours", per_site=True), risk("charge")),
    ),
)
ATELIER, BUREAU = unit("atelier", people=3), unit("bureau", people=1)
ONE_SITE = Draft(units=(ATELIER, BUREAU))
CENTRE, GARE = site("centre"), site("gare")
TWO_SITES = Draft(
    sites=(CENTRE, GARE),
    units=(
        unit("atelier", people=3, site="centre"),
        unit("bureau", people=1, site="centre"),
        unit("guichet", people=2, site="gare", same_as="bureau"),
    ),
)
MADE = {"ecran", "sol", "four", "entente", "secours", "charge"}


def cards_of(draft: Draft) -> list[str]:
    """The cards of the risks made for this test."""
    return [c.key for c in asked(TRADE, draft) if c.risk.id in MADE]


def card(draft: Draft, key: str) -> Card:
    return next(card for card in asked(TRADE, draft) if card.key == key)


def said(draft: Draft, key: str) -> str:
    return words(draft, where(TRADE, card(draft, key), draft))


def units(draft: Draft, key: str) -> list[str]:
    return [u.id for u in units_of(TRADE, card(draft, key), draft)]


def test_the_key_of_a_card_names_its_risk_then_its_place() -> None:
    assert key_of("sol", "gare") == "sol@gare"
    assert key_of("sol", "") == "sol"


@pytest.mark.parametrize("key", ["sol", "sol@gare"])
def test_the_key_of_a_card_gives_its_risk_back(key: str) -> None:
    assert risk_of(key) == "sol"


def test_a_company_with_one_site_is_asked_each_risk_once() -> None:
    assert cards_of(ONE_SITE) == [
        "sol",
        "four",
        "entente",
        "secours",
        "charge",
        "ecran",
    ]


def test_a_risk_that_is_split_is_asked_of_each_unit_it_concerns() -> None:
    draft = replace(ONE_SITE, split=frozenset({"sol", "four"}))
    assert cards_of(draft)[:4] == [
        "sol@atelier",
        "sol@bureau",
        "four@atelier",
        "entente",
    ]


def test_a_risk_that_is_split_where_nobody_named_a_unit_is_asked_once() -> None:
    assert cards_of(Draft(split=frozenset({"sol"})))[0] == "sol"


def test_what_hangs_on_the_premises_is_asked_at_each_site() -> None:
    assert cards_of(TWO_SITES) == [
        "sol@centre",
        "sol@gare",
        "four@centre",
        "entente",
        "secours@centre",
        "secours@gare",
        "charge",
        "ecran",
    ]


def test_a_risk_is_not_asked_at_a_site_where_none_of_its_units_works() -> None:
    assert "four@gare" not in cards_of(TWO_SITES)


def test_a_site_without_any_unit_is_asked_nothing() -> None:
    draft = replace(TWO_SITES, sites=(CENTRE, GARE, site("depot")))
    assert not [key for key in cards_of(draft) if key.endswith("@depot")]


def test_sites_are_asked_even_where_nobody_named_a_unit() -> None:
    assert cards_of(Draft(sites=(CENTRE, GARE)))[:2] == ["sol@centre", "sol@gare"]


def test_the_last_site_left_keeps_its_own_answers() -> None:
    draft = Draft(
        sites=(GARE,), units=(unit("guichet", site="gare", same_as="bureau"),)
    )
    assert cards_of(draft)[0] == "sol@gare"


def test_units_before_sites_where_a_risk_is_both() -> None:
    draft = replace(TWO_SITES, split=frozenset({"sol"}))
    assert cards_of(draft)[:3] == ["sol@atelier", "sol@bureau", "sol@guichet"]


def test_a_risk_may_say_otherwise_than_its_module() -> None:
    assert [r for r in sorted(MADE) if is_per_site(TRADE, TRADE.by_id[r])] == [
        "four",
        "secours",
        "sol",
    ]


def test_a_unit_that_does_the_work_of_another_has_its_risks() -> None:
    draft = replace(ONE_SITE, units=(*ONE_SITE.units, unit("loge", same_as="bureau")))
    assert units(draft, "ecran") == ["bureau", "loge"]


def test_a_card_of_a_unit_concerns_that_unit_alone() -> None:
    draft = replace(ONE_SITE, split=frozenset({"sol"}))
    assert units(draft, "sol@bureau") == ["bureau"]


def test_a_card_of_a_site_concerns_the_units_that_work_there() -> None:
    assert units(TWO_SITES, "sol@centre") == ["atelier", "bureau"]


def test_a_unit_whose_site_is_not_known_belongs_to_the_first() -> None:
    draft = Draft(sites=(CENTRE, GARE), units=(unit("bureau"), unit("x", site="gare")))
    assert units(draft, "sol@centre") == ["bureau"]


def test_the_people_exposed_are_those_of_the_place() -> None:
    assert people_exposed(TRADE, card(TWO_SITES, "sol@gare"), TWO_SITES) == 2
    assert people_exposed(TRADE, card(TWO_SITES, "charge"), TWO_SITES) == 6


@pytest.mark.parametrize(("name", "claim"), [("sol", True), ("four", False)])
def test_a_risk_of_several_units_can_be_split(name: str, claim: bool) -> None:
    assert can_be_split(TRADE, TRADE.by_id[name], ONE_SITE) is claim


OWN = replace(ONE_SITE, own=(own("chien", unit="bureau"), own("puits")))


def test_own_risks_are_asked_after_the_others() -> None:
    assert keys(asked(TRADE, OWN))[-2:] == ["own-chien", "own-puits"]


def test_an_own_risk_is_met_where_its_owner_says() -> None:
    assert units(OWN, "own-chien") == ["bureau"]
    assert units(OWN, "own-puits") == ["atelier", "bureau"]


def test_an_own_risk_is_asked_once_whatever_the_sites() -> None:
    draft = replace(TWO_SITES, own=(own("puits"),))
    assert keys(asked(TRADE, draft))[-1] == "own-puits"


def test_an_own_risk_can_be_split_too() -> None:
    draft = replace(OWN, split=frozenset({"own-puits"}))
    assert keys(asked(TRADE, draft))[-2:] == ["own-puits@atelier", "own-puits@bureau"]


def test_a_risk_is_found_by_its_id_whoever_wrote_it() -> None:
    names = [risk_named(TRADE, OWN, i) for i in ("sol", "own-chien", "ailleurs")]
    assert [found and found.name for found in names] == ["Risque sol", "Chien", None]


def test_what_is_everywhere_is_not_said() -> None:
    assert said(ONE_SITE, "sol") == ""
    assert said(TWO_SITES, "charge") == ""


def test_the_unit_of_a_card_is_said() -> None:
    assert said(ONE_SITE, "four") == "Atelier"
    assert said(replace(ONE_SITE, split=frozenset({"sol"})), "sol@bureau") == "Bureau"


def test_a_unit_is_said_with_its_site_where_there_are_several() -> None:
    draft = replace(TWO_SITES, split=frozenset({"sol"}))
    assert said(draft, "sol@bureau") == "Bureau · Site centre"


def test_a_whole_site_is_said_without_its_units() -> None:
    assert said(TWO_SITES, "sol@centre") == "Site centre"


def test_some_units_of_a_site_are_said_with_it() -> None:
    assert said(TWO_SITES, "four@centre") == "Atelier · Site centre"


def test_units_of_several_sites_are_each_said_with_theirs() -> None:
    assert said(TWO_SITES, "ecran") == "Bureau (Site centre), Guichet (Site gare)"


THREE = replace(
    TWO_SITES,
    sites=(*TWO_SITES.sites, site("port")),
    units=(
        *TWO_SITES.units,
        unit("a", site="gare", same_as="bureau").model_copy(update={"name": "Bureau"}),
        unit("b", site="port").model_copy(update={"name": "Guichet"}),
    ),
)


def test_every_unit_of_one_name_is_said_by_that_name_alone() -> None:
    places = {"Guichet (Site gare)", "Bureau"}
    assert set(said(THREE, "ecran").split(", ")) == places


def test_a_name_borne_elsewhere_too_is_said_with_its_sites() -> None:
    units = tuple(
        u.model_copy(update={"same_as": "route"}) if u.id == "a" else u
        for u in THREE.units
    )
    assert said(replace(THREE, units=units), "ecran") == (
        "Bureau (Site centre), Guichet (Site gare)"
    )


def test_the_units_some_share_are_said_one_after_the_other() -> None:
    draft = replace(ONE_SITE, units=(ATELIER, BUREAU, unit("loge", same_as="bureau")))
    assert said(draft, "ecran") == "Bureau, Loge"


def test_one_site_alone_is_never_said() -> None:
    draft = replace(TWO_SITES, sites=(GARE,), units=TWO_SITES.units[2:])
    assert said(draft, "sol@gare") == ""
    assert short_words(draft, card(draft, "sol@gare")) == ""


def test_a_card_says_its_place_only_where_its_risk_has_others() -> None:
    split = replace(TWO_SITES, split=frozenset({"charge"}))
    found = [card(split, key) for key in ("entente", "sol@gare", "charge@guichet")]
    assert [short_words(split, one) for one in found] == [
        "",
        "Site gare",
        "Guichet · Site gare",
    ]


def test_without_sites_a_card_of_a_unit_says_the_unit() -> None:
    draft = replace(ONE_SITE, split=frozenset({"sol"}))
    assert short_words(draft, card(draft, "sol@bureau")) == "Bureau"


def test_a_card_split_since_is_found_by_its_risk() -> None:
    cards = asked(TRADE, replace(ONE_SITE, split=frozenset({"sol"})))
    found = of_same_risk(cards, "sol")
    assert found is not None
    assert found.key == "sol@atelier"
    assert of_same_risk(cards, "carte-d-hier") is None


def test_a_card_without_a_place_is_its_risk() -> None:
    assert card_at(TRADE.by_id["sol"]).key == "sol"
