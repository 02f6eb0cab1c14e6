"""The inventory: every card once, under the place it is of."""

from dataclasses import replace

from tests.factories import (
    TODAY,
    catalogue,
    module,
    not_mastered,
    pack,
    risk,
    site,
    unit,
)
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.duerp import Duerp, build_duerp, canonical, has_changed
from toolkit.domain.pack import Factor

MADE = ("ecran", "sol", "four", "charge", "nuit")
TRADE = pack(
    risk("ecran", units=("bureau",)),
    modules=(
        module("locaux", risk("sol"), risk("four", units=("atelier",)), per_site=True),
        module("equipe", risk("charge"), risk("nuit", units=("atelier", "bureau"))),
    ),
)
TWO = Draft(
    sites=(site("centre"), site("gare")),
    units=(
        unit("atelier", site="centre"),
        unit("bureau", site="centre"),
        unit("guichet", site="gare", same_as="bureau"),
        unit("quai", site="gare", same_as="route"),
    ),
)


def built(draft: Draft) -> Duerp:
    return build_duerp(TRADE, catalogue(), draft, dated=TODAY)


def printed(draft: Draft) -> dict[str, list[tuple[str, str]]]:
    """The cards made for this test, with the place each says, by section."""
    return {
        section.place: [
            (row.key, row.place) for row in section.rows if row.risk_id in MADE
        ]
        for section in built(draft).sections
    }


def test_sections_go_from_the_whole_company_to_each_site_then_its_units() -> None:
    assert printed(TWO) == {
        "": [
            ("charge", ""),
            (
                "nuit",
                "Atelier (Site centre), Bureau (Site centre), Guichet (Site gare)",
            ),
            ("ecran", "Bureau (Site centre), Guichet (Site gare)"),
        ],
        "Site centre": [("sol@centre", "Site centre")],
        "Atelier · Site centre": [("four@centre", "Atelier · Site centre")],
        "Site gare": [("sol@gare", "Site gare")],
    }


def test_a_risk_split_is_printed_under_each_unit() -> None:
    draft = replace(TWO, split=frozenset({"charge"}))
    places = {p: [k for k, _ in rows] for p, rows in printed(draft).items()}
    assert places["Quai · Site gare"] == ["charge@quai"]
    assert places["Bureau · Site centre"] == ["charge@bureau"]


def test_what_all_units_of_one_site_share_is_printed_under_that_site() -> None:
    draft = replace(TWO, units=TWO.units[:2] + TWO.units[3:])
    assert ("nuit", "Site centre") in printed(draft)["Site centre"]


def test_a_site_alone_has_no_section_of_its_own() -> None:
    draft = Draft(sites=(site("centre"),), units=TWO.units[:2])
    duerp = built(draft)
    assert duerp.sites == ()
    assert all(section.site is None for section in duerp.sections)


def test_two_units_of_one_site_among_three_are_printed_there_with_their_names() -> None:
    units = (*TWO.units, unit("cave", site="centre"))
    assert ("nuit", "Atelier, Bureau, Guichet") not in printed(
        replace(TWO, units=units)
    )
    only = replace(TWO, units=(*TWO.units[:2], TWO.units[3], units[4]))
    assert ("nuit", "Atelier, Bureau · Site centre") in printed(only)["Site centre"]


def test_an_action_says_its_place_and_has_its_own_plan() -> None:
    draft = replace(
        TWO,
        answers=not_mastered("sol@gare", "sol@centre"),
        plans={"sol@gare": ActionPlan(who="Le vendeur")},
    )
    actions = [(a.key, a.place, a.who) for a in built(draft).actions]
    assert actions == [
        ("sol@centre", "Site centre", ""),
        ("sol@gare", "Site gare", "Le vendeur"),
    ]


def test_a_factor_names_a_risk_of_two_sites_once() -> None:
    noisy = pack(modules=(module("locaux", risk("bruit", factor=Factor.NOISE)),))
    draft = replace(TWO, split=frozenset({"bruit"}))
    duerp = build_duerp(noisy, catalogue(), draft, dated=TODAY)
    assert [exposure.risks for exposure in duerp.exposures] == [("Risque bruit",)]


def test_a_factor_is_carried_while_one_unit_is_concerned() -> None:
    noisy = pack(modules=(module("locaux", risk("bruit", factor=Factor.NOISE)),))
    away = Answer(mastery=Mastery.NOT_CONCERNED)
    some = {f"bruit@{u.id}": away for u in TWO.units[1:]}
    draft = replace(TWO, split=frozenset({"bruit"}), answers=some)
    every = replace(draft, answers={**some, "bruit@atelier": away})
    factors = [
        build_duerp(noisy, catalogue(), one, dated=TODAY).exposures
        for one in (draft, every)
    ]
    assert [len(found) for found in factors] == [1, 0]


def test_an_answer_at_one_site_is_a_change() -> None:
    one = replace(TWO, answers={"sol@gare": Answer(mastery=Mastery.MASTERED)})
    other = replace(TWO, answers={"sol@centre": Answer(mastery=Mastery.MASTERED)})
    assert has_changed(built(one), built(other))
    assert not has_changed(built(one), built(one))


def test_a_site_renamed_is_a_change() -> None:
    renamed = replace(TWO, sites=(TWO.sites[0], site("port")))
    assert has_changed(built(TWO), built(renamed))


def test_the_bytes_give_the_same_sites_and_places_back() -> None:
    duerp = built(TWO)
    assert Duerp.model_validate_json(canonical(duerp)) == duerp
    assert duerp.schema_version == 2
