"""What is left to do, most pressing first, and the three actions proposed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import ids_of, measure, not_mastered, pack, ranked_ids, risk, unit
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.card import card_at
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.pack import Principle
from toolkit.domain.places import people_exposed, units_of
from toolkit.domain.priorities import (
    Reason,
    chosen,
    findings,
    immediate,
    is_chosen,
    lead_measure,
    measures_of,
    quickest,
    reason,
)

SLOW = (measure("lent", minutes=30), measure("plus-lent", minutes=30))
QUICK = (measure("vite", minutes=5), measure("lent", minutes=30))


@pytest.mark.parametrize(
    "mastery", [Mastery.MASTERED, Mastery.NOT_CONCERNED, Mastery.LATER]
)
def test_only_what_is_left_to_do_is_a_finding(mastery: Mastery) -> None:
    trade = pack(risk("a"))
    draft = Draft(answers={"a": Answer(mastery=mastery)})
    assert findings(trade, draft) == ()


def test_a_risk_not_answered_is_no_finding() -> None:
    assert findings(pack(risk("a")), Draft()) == ()


def test_a_risk_whose_measures_alone_are_ticked_is_no_finding() -> None:
    draft = Draft(answers={"a": Answer(in_place=frozenset({"carter"}))})
    assert findings(pack(risk("a")), draft) == ()


def test_a_closed_card_is_no_finding_though_its_answer_is_kept() -> None:
    trade = pack(risk("a", when="friture"))
    draft = Draft(facts={"friture": False}, answers=not_mastered("a"))
    assert findings(trade, draft) == ()


def test_the_level_comes_first() -> None:
    trade = pack(
        risk("moyen", severity=3, frequency=1), risk("eleve", severity=2, frequency=4)
    )
    draft = Draft(answers=not_mastered("moyen", "eleve"))
    assert ranked_ids(trade, draft) == ["eleve", "moyen"]


def test_at_the_same_level_the_gravest_harm_comes_first() -> None:
    trade = pack(
        risk("arret", severity=2, frequency=4), risk("deces", severity=4, frequency=1)
    )
    draft = Draft(answers=not_mastered("arret", "deces"))
    assert ranked_ids(trade, draft) == ["deces", "arret"]


UNITS = (unit("atelier", people=2), unit("bureau", people=5))


def test_at_the_same_harm_the_more_people_come_first() -> None:
    trade = pack(risk("peu", units=("atelier",)), risk("plus", units=("bureau",)))
    draft = Draft(units=UNITS, answers=not_mastered("peu", "plus"))
    assert ranked_ids(trade, draft) == ["plus", "peu"]


def test_at_the_same_people_the_quickest_first_step_comes_first() -> None:
    trade = pack(risk("lent", measures=SLOW), risk("vite", measures=QUICK))
    draft = Draft(answers=not_mastered("lent", "vite"))
    assert ranked_ids(trade, draft) == ["vite", "lent"]


def test_among_equals_the_trade_s_order_holds() -> None:
    trade = pack(risk("a", family="machines"), risk("b", family="thermique"))
    draft = Draft(answers=not_mastered("b", "a"))
    assert ranked_ids(trade, draft) == ["a", "b"]


def test_among_equals_a_family_not_seen_yet_comes_first() -> None:
    trade = pack(
        risk("a", family="machines"),
        risk("b", family="machines"),
        risk("c", family="thermique"),
    )
    draft = Draft(answers=not_mastered("a", "b", "c"))
    assert ranked_ids(trade, draft) == ["a", "c", "b"]


def test_variety_does_not_pass_a_graver_harm() -> None:
    trade = pack(
        risk("a", family="machines", severity=4, frequency=1),
        risk("b", family="machines", severity=4, frequency=1),
        risk("c", family="thermique", severity=2, frequency=4),
    )
    draft = Draft(answers=not_mastered("a", "b", "c"))
    assert ranked_ids(trade, draft) == ["a", "b", "c"]


def test_variety_does_not_pass_a_quicker_step() -> None:
    trade = pack(
        risk("a", family="machines", measures=QUICK),
        risk("b", family="machines", measures=QUICK),
        risk("c", family="thermique", measures=SLOW),
    )
    draft = Draft(answers=not_mastered("a", "b", "c"))
    assert ranked_ids(trade, draft) == ["a", "b", "c"]


def test_a_family_seen_at_a_higher_level_is_new_at_this_one() -> None:
    trade = pack(
        risk("haut", family="machines", severity=4, frequency=4),
        risk("a", family="machines"),
        risk("b", family="thermique"),
    )
    draft = Draft(answers=not_mastered("haut", "a", "b"))
    assert ranked_ids(trade, draft) == ["haut", "a", "b"]


def test_people_count_where_the_risk_is() -> None:
    trade = pack(risk("a", units=("atelier",)))
    assert people_exposed(trade, card_at(trade.by_id["a"]), Draft(units=UNITS)) == 2


def test_a_risk_without_units_exposes_everyone() -> None:
    trade = pack(risk("a"))
    assert people_exposed(trade, card_at(trade.by_id["a"]), Draft(units=UNITS)) == 7


def test_a_unit_whose_people_are_not_said_counts_for_none() -> None:
    trade = pack(risk("a"))
    units = (unit("atelier"), unit("bureau", people=5))
    assert people_exposed(trade, card_at(trade.by_id["a"]), Draft(units=units)) == 5


def test_a_risk_whose_units_the_company_does_not_have_concerns_them_all() -> None:
    trade = pack(risk("a", units=("bureau",)))
    draft = Draft(units=(unit("chantier"),))
    assert units_of(trade, card_at(trade.by_id["a"]), draft) == draft.units


NINE = pack(
    risk("a", severity=4, frequency=4),
    risk("b", severity=4, frequency=4),
    risk("c", severity=4, frequency=4),
    risk("d", severity=4, frequency=4),
    risk("e", severity=1, frequency=1),
)
FIVE = not_mastered("a", "b", "c", "d", "e")


def three(*priorities: str, answers: dict[str, Answer] = FIVE) -> list[str]:
    draft = Draft(answers=answers, priorities=priorities)
    return ids_of(chosen(draft, findings(NINE, draft)))


def test_three_actions_are_proposed() -> None:
    assert three() == ["a", "b", "c"]


def test_the_owner_s_choice_is_completed_by_what_is_proposed() -> None:
    assert three("e") == ["e", "a", "b"]


def test_the_owner_s_three_are_kept_in_their_order() -> None:
    assert three("e", "d", "c") == ["e", "d", "c"]


def test_a_choice_that_is_no_finding_any_more_is_replaced() -> None:
    assert three("r1", "e") == ["e", "a", "b"]


def test_fewer_findings_make_fewer_actions() -> None:
    assert three(answers=not_mastered("b", "e")) == ["b", "e"]


def test_a_very_high_risk_left_out_of_the_three_is_for_now() -> None:
    draft = Draft(answers=FIVE)
    ranked = findings(NINE, draft)
    assert ids_of(immediate(ranked, chosen(draft, ranked))) == ["d"]


def test_every_very_high_risk_left_out_by_the_owner_is_for_now() -> None:
    draft = Draft(answers=FIVE, priorities=("e",))
    ranked = findings(NINE, draft)
    assert ids_of(immediate(ranked, chosen(draft, ranked))) == ["c", "d"]


MEASURES = (
    measure("former", principle=Principle.TRAIN, minutes=5),
    measure("gants", principle=Principle.INDIVIDUAL),
    measure("ranger", principle=Principle.ORGANISE),
    measure("capoter", principle=Principle.COLLECTIVE),
    measure("remplacer", principle=Principle.SUBSTITUTE),
    measure("supprimer", principle=Principle.SUPPRESS, minutes=20),
)


def measures(answer: Answer) -> list[str]:
    trade = pack(risk("a", measures=MEASURES))
    (found,) = findings(trade, Draft(answers={"a": answer}))
    return [m.id for m in measures_of(found)]


def test_measures_are_offered_in_the_order_of_the_principles() -> None:
    assert measures(Answer(mastery=Mastery.NOT_MASTERED)) == [
        "supprimer",
        "remplacer",
        "capoter",
        "ranger",
        "gants",
        "former",
    ]


def test_what_is_in_place_is_not_offered() -> None:
    said = Answer(
        mastery=Mastery.PARTIAL, in_place=frozenset({"supprimer", "former", "gants"})
    )
    assert measures(said) == ["remplacer", "capoter", "ranger"]


def test_what_is_planned_is_offered_alone() -> None:
    said = Answer(mastery=Mastery.PARTIAL, planned=frozenset({"gants", "remplacer"}))
    assert measures(said) == ["remplacer", "gants"]


def test_what_is_planned_and_already_done_is_not_offered() -> None:
    said = Answer(
        mastery=Mastery.PARTIAL,
        in_place=frozenset({"gants"}),
        planned=frozenset({"gants", "ranger"}),
    )
    assert measures(said) == ["ranger"]


def test_the_quickest_step_is_the_shortest_of_what_is_left() -> None:
    trade = pack(risk("a", measures=MEASURES))
    said = Answer(mastery=Mastery.PARTIAL, in_place=frozenset({"former"}))
    (found,) = findings(trade, Draft(answers={"a": said}))
    assert quickest(found) == 15


def test_a_risk_with_no_measure_left_counts_as_slow() -> None:
    trade = pack(risk("a", measures=MEASURES))
    said = Answer(mastery=Mastery.PARTIAL, in_place=frozenset(m.id for m in MEASURES))
    (found,) = findings(trade, Draft(answers={"a": said}))
    assert quickest(found) == 30


def why_first(*cards: tuple[str, int, int], units: bool = False) -> Reason:
    """The reason of the first of these (unit, severity, frequency)."""
    risks = (
        risk(f"k{n}", severity=severity, frequency=frequency, units=(place,))
        for n, (place, severity, frequency) in enumerate(cards)
    )
    trade = pack(*risks)
    answers = not_mastered(*(f"k{n}" for n in range(len(cards))))
    ranked = findings(trade, Draft(answers=answers, units=UNITS if units else ()))
    return reason(ranked[0], ranked)


def test_the_reason_is_the_level() -> None:
    assert why_first(("atelier", 4, 4), ("atelier", 1, 1)) is Reason.LEVEL


def test_the_reason_is_the_severity() -> None:
    assert why_first(("atelier", 4, 1), ("atelier", 2, 4)) is Reason.SEVERITY


def test_the_reason_is_the_people() -> None:
    found = why_first(("bureau", 2, 2), ("atelier", 2, 2), units=True)
    assert found is Reason.PEOPLE


def test_the_reason_is_the_quick_step() -> None:
    trade = pack(risk("vite", measures=QUICK), risk("lent", measures=SLOW))
    ranked = findings(trade, Draft(answers=not_mastered("vite", "lent")))
    assert reason(ranked[0], ranked) is Reason.QUICK


def test_between_equals_the_reason_is_the_order() -> None:
    assert why_first(("atelier", 2, 2), ("atelier", 2, 2)) is Reason.ORDER


def test_the_last_one_stands_by_its_level() -> None:
    assert why_first(("atelier", 1, 1)) is Reason.LEVEL


MANY = pack(
    *(
        risk(f"k{severity}-{frequency}-{kind}", severity=severity, frequency=frequency)
        for severity in range(1, 5)
        for frequency in range(1, 5)
        for kind in ("a", "b")
    )
)


@given(
    st.dictionaries(
        st.sampled_from([r.id for r in MANY.risks]),
        st.sampled_from(Mastery).map(lambda mastery: Answer(mastery=mastery)),
    )
)
def test_a_less_pressing_level_never_comes_before(answers: dict[str, Answer]) -> None:
    levels = [finding.level for finding in findings(MANY, Draft(answers=answers))]
    assert levels == sorted(levels, reverse=True)


@given(
    answers=st.dictionaries(
        st.sampled_from([r.id for r in MANY.risks]),
        st.sampled_from(Mastery).map(lambda mastery: Answer(mastery=mastery)),
    ),
    own=st.lists(st.sampled_from([r.id for r in MANY.risks]), max_size=3, unique=True),
)
def test_three_different_actions_are_chosen_whenever_three_are_left(
    answers: dict[str, Answer], own: list[str]
) -> None:
    draft = Draft(answers=answers, priorities=tuple(own))
    ranked = findings(MANY, draft)
    assert len(set(ids_of(chosen(draft, ranked)))) == min(3, len(ranked))


SPLIT = Draft(
    units=UNITS,
    split=frozenset({"a"}),
    answers=not_mastered("a@atelier", "a@bureau", "b"),
)


def test_each_unit_of_a_split_risk_is_a_finding_of_its_own() -> None:
    assert ranked_ids(pack(risk("a"), risk("b")), SPLIT) == [
        "b",
        "a@bureau",
        "a@atelier",
    ]


def test_a_priority_chosen_before_the_split_is_the_most_pressing_of_its_units() -> None:
    draft = replace(SPLIT, priorities=("a",))
    ranked = findings(pack(risk("a"), risk("b")), draft)
    assert ids_of(chosen(draft, ranked)) == ["a@bureau", "b", "a@atelier"]
    assert [is_chosen(draft, found, ranked) for found in ranked] == [False, True, False]


def test_a_priority_chosen_of_a_unit_is_that_of_all_once_joined() -> None:
    draft = replace(
        SPLIT,
        split=frozenset(),
        answers=not_mastered("a", "b"),
        priorities=("a@bureau", "a@atelier"),
    )
    ranked = findings(pack(risk("a"), risk("b")), draft)
    assert ids_of(chosen(draft, ranked)) == ["a", "b"]


def test_what_is_urgent_in_two_units_is_urgent_twice() -> None:
    trade = pack(*(risk(n, severity=4, frequency=4) for n in ("a", "b", "c")))
    draft = replace(SPLIT, answers=not_mastered("a@atelier", "a@bureau", "b", "c"))
    ranked = findings(trade, draft)
    three = chosen(draft, ranked)
    assert len(set(ids_of(three) + ids_of(immediate(ranked, three)))) == 4


def test_the_plan_of_a_unit_is_its_own() -> None:
    trade = pack(risk("a"))
    plans = {"a@bureau": ActionPlan(measure="formation")}
    draft = replace(SPLIT, plans=plans)
    leads = {found.key: lead_measure(found, draft) for found in findings(trade, draft)}
    assert {key: m and m.id for key, m in leads.items()} == {
        "a@bureau": "formation",
        "a@atelier": "carter",
    }
