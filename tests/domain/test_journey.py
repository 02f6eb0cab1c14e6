"""The path through a questionnaire."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import all_answered, cards, keys, module, not_mastered, pack, risk
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.card import Card
from toolkit.domain.draft import Draft
from toolkit.domain.journey import (
    Progress,
    asked,
    following,
    gravest,
    in_order,
    is_open,
    neighbour,
    next_stop,
    path,
    progress,
    seen,
    to_evaluate,
    unknown,
)
from toolkit.domain.pack import Pack

FRYING = pack(
    risk("friture", when="friture"),
    modules=(module("nuit", risk("seul"), risk("fatigue"), when="nuit"),),
    gravest=(*(f"r{n}" for n in range(1, 12)), "friture"),
)
LATER = Answer(mastery=Mastery.LATER)
DONE = Answer(mastery=Mastery.NOT_CONCERNED)
TICKED = Answer(in_place=frozenset({"carter"}))


def with_facts(**facts: bool) -> Draft:
    return Draft(facts=facts)


def id_of(card: Card | None) -> str | None:
    return card and card.key


def test_what_depends_on_nothing_is_open() -> None:
    assert is_open(None, {})


def test_a_fact_not_answered_leaves_its_cards_open() -> None:
    assert is_open("friture", {})


def test_yes_leaves_open() -> None:
    assert is_open("friture", {"friture": True})


def test_no_closes() -> None:
    assert not is_open("friture", {"friture": False})


def test_cards_are_asked_module_by_module() -> None:
    assert keys(asked(FRYING, Draft()))[:4] == ["seul", "fatigue", "friture", "r1"]


def test_no_to_a_card_s_fact_closes_that_card() -> None:
    assert "friture" not in keys(asked(FRYING, with_facts(friture=False)))


def test_no_to_a_module_s_fact_closes_all_its_cards() -> None:
    assert keys(asked(FRYING, with_facts(nuit=False)))[:2] == ["friture", "r1"]


def test_the_gravest_are_in_the_pack_s_order() -> None:
    assert keys(gravest(FRYING, Draft()))[-2:] == ["r11", "friture"]


def test_a_closed_card_leaves_the_gravest() -> None:
    assert keys(gravest(FRYING, with_facts(friture=False)))[-1] == "r11"


def test_the_gravest_come_first_then_the_rest_by_module() -> None:
    assert keys(in_order(FRYING, Draft())) == [
        *(f"r{n}" for n in range(1, 12)),
        "friture",
        "seul",
        "fatigue",
        "r12",
        "r13",
    ]


def test_progress_counts_what_is_evaluated() -> None:
    three = cards(risk("a"), risk("b"), risk("c"))
    assert progress(three, {"a": DONE, "b": LATER}) == Progress(done=1, total=3)


def test_progress_is_complete_when_all_is_evaluated() -> None:
    assert progress(cards(risk("a")), {"a": DONE}).is_complete


def test_progress_is_not_complete_while_a_card_waits() -> None:
    assert not progress(cards(risk("a"), risk("b")), {"a": DONE}).is_complete


def test_what_waits_is_what_is_not_answered_or_put_off() -> None:
    answers = all_answered(FRYING) | {"r2": LATER}
    del answers["seul"]
    assert keys(to_evaluate(FRYING, Draft(answers=answers))) == ["r2", "seul"]


def test_a_closed_card_does_not_wait() -> None:
    answers = all_answered(FRYING)
    del answers["friture"]
    draft = Draft(facts={"friture": False}, answers=answers)
    assert to_evaluate(FRYING, draft) == ()


CARDS = cards(risk("a"), risk("b"), risk("c"), risk("d"))


def test_the_next_card_is_the_next_one_never_seen() -> None:
    answers = {"a": DONE, "b": DONE}
    assert id_of(following(CARDS, "a", answers)) == "c"


def test_after_the_last_card_the_search_starts_again() -> None:
    answers = {"c": DONE, "d": DONE}
    assert id_of(following(CARDS, "d", answers)) == "a"


def test_a_card_whose_measures_alone_are_ticked_was_never_seen() -> None:
    answers = {"a": DONE, "b": LATER, "c": TICKED, "d": DONE}
    assert id_of(following(CARDS, "a", answers)) == "c"


def test_cards_put_off_come_back_after_those_never_seen() -> None:
    assert id_of(following(CARDS, "c", {"a": LATER, "c": DONE})) == "d"


def test_cards_put_off_come_back_when_all_were_seen() -> None:
    answers = {"a": DONE, "b": LATER, "c": DONE, "d": DONE}
    assert id_of(following(CARDS, "d", answers)) == "b"


def test_a_card_mastered_without_its_proof_comes_back() -> None:
    two = cards(risk("a", severity=4), risk("b"))
    answers = {"a": Answer(mastery=Mastery.MASTERED), "b": DONE}
    assert id_of(following(two, "b", answers)) == "a"


def test_the_card_one_leaves_is_not_shown_again_at_once() -> None:
    answers = {"a": DONE, "b": DONE, "c": DONE, "d": LATER}
    assert following(CARDS, "d", answers) is None


def test_from_a_card_unknown_here_the_search_starts_at_the_first() -> None:
    assert id_of(following(CARDS, "ailleurs", {})) == "a"


def test_nothing_follows_when_all_is_evaluated() -> None:
    assert following(CARDS, "a", {c.key: DONE for c in CARDS}) is None


def test_the_card_before_and_the_card_after() -> None:
    assert (id_of(neighbour(CARDS, "b", -1)), id_of(neighbour(CARDS, "b", 1))) == (
        "a",
        "c",
    )


def test_nothing_stands_before_the_first_card() -> None:
    assert neighbour(CARDS, "a", -1) is None


def test_nothing_stands_after_the_last_card() -> None:
    assert neighbour(CARDS, "d", 1) is None


TWELVE = not_mastered("friture", *(f"r{n}" for n in range(1, 12)))


def test_one_stops_when_the_last_of_the_gravest_is_answered() -> None:
    assert next_stop(path(FRYING, Draft()), TWELVE, "friture") is None


def test_one_stops_after_the_gravest_even_if_some_are_put_off() -> None:
    assert next_stop(path(FRYING, Draft()), TWELVE | {"r3": LATER}, "friture") is None


def test_one_does_not_stop_while_the_measures_of_one_are_only_ticked() -> None:
    answers = TWELVE | {"r4": TICKED}
    assert next_stop(path(FRYING, Draft()), answers, "friture") is not None


def test_one_does_not_stop_while_one_of_the_gravest_is_left() -> None:
    answers = {name: said for name, said in TWELVE.items() if name != "r4"}
    assert next_stop(path(FRYING, Draft()), answers, "friture") is not None


def test_going_on_after_the_stop_leads_to_the_rest() -> None:
    assert id_of(following(in_order(FRYING, Draft()), "friture", TWELVE)) == "seul"


def test_one_does_not_stop_again_once_the_rest_has_begun() -> None:
    answers = TWELVE | {"seul": DONE}
    assert id_of(next_stop(path(FRYING, Draft()), answers, "friture")) == "fatigue"


def test_one_does_not_stop_among_the_rest() -> None:
    assert (
        id_of(next_stop(path(FRYING, Draft()), TWELVE | {"seul": DONE}, "seul"))
        == "fatigue"
    )


def test_one_stops_again_when_nothing_is_left() -> None:
    assert next_stop(path(FRYING, Draft()), all_answered(FRYING), "r13") is None


def test_one_stops_after_the_gravest_that_are_open() -> None:
    answers = not_mastered(*(f"r{n}" for n in range(1, 12)))
    assert next_stop(path(FRYING, with_facts(friture=False)), answers, "r11") is None


def test_an_answer_to_a_card_closed_since_does_not_hide_the_stop() -> None:
    assert next_stop(path(FRYING, with_facts(friture=False)), TWELVE, "r11") is None


def test_an_answer_to_a_closed_card_is_kept_and_hidden() -> None:
    draft = Draft(facts={"friture": False}, answers=not_mastered("friture"))
    assert "friture" in draft.answers
    assert "friture" not in keys(asked(FRYING, draft))


def test_an_answer_comes_back_with_its_card() -> None:
    draft = Draft(facts={"friture": True}, answers=all_answered(FRYING))
    assert to_evaluate(FRYING, draft) == ()


fact_maps = st.dictionaries(
    st.sampled_from(["friture", "nuit", "autre"]), st.booleans()
)
answer_maps = st.dictionaries(
    st.sampled_from([r.id for r in FRYING.risks]),
    st.sampled_from([None, *Mastery]).map(lambda mastery: Answer(mastery=mastery)),
)
card_ids = st.sampled_from([r.id for r in FRYING.risks])


@given(facts=fact_maps, answers=answer_maps, current=card_ids)
def test_the_next_card_is_never_closed(
    facts: dict[str, bool], answers: dict[str, Answer], current: str
) -> None:
    found = following(in_order(FRYING, Draft(facts=facts)), current, answers)
    assert found is None or found in asked(FRYING, Draft(facts=facts))


@given(facts=fact_maps, answers=answer_maps, current=card_ids)
def test_one_never_stops_but_after_the_gravest_or_at_the_end(
    facts: dict[str, bool], answers: dict[str, Answer], current: str
) -> None:
    if next_stop(path(FRYING, Draft(facts=facts)), answers, current) is None:
        open_ids = {c.key for c in asked(FRYING, Draft(facts=facts))}
        first = {c.key for c in gravest(FRYING, Draft(facts=facts))}
        is_first_stop = first == open_ids & seen(answers)
        draft = Draft(facts=facts, answers=answers)
        waiting = {c.key for c in to_evaluate(FRYING, draft)} - {current}
        assert is_first_stop or not waiting


@given(facts=fact_maps, answers=answer_maps, put_off=st.sets(card_ids))
def test_going_from_card_to_card_always_ends(
    facts: dict[str, bool], answers: dict[str, Answer], put_off: set[str]
) -> None:
    """Each card may be put off once; then it is answered."""
    every, given_answers = in_order(FRYING, Draft(facts=facts)), dict(answers)
    shown = walk(FRYING, every, given_answers, set(put_off))
    assert len(shown) <= len(every) + len(put_off)


@given(facts=fact_maps, answers=answer_maps)
def test_at_the_end_all_that_was_asked_is_evaluated(
    facts: dict[str, bool], answers: dict[str, Answer]
) -> None:
    every, given_answers = in_order(FRYING, Draft(facts=facts)), dict(answers)
    walk(FRYING, every, given_answers, set())
    assert progress(every, given_answers).is_complete


def walk(
    of: Pack, every: tuple[Card, ...], answers: dict[str, Answer], put_off: set[str]
) -> list[str]:
    """Answer what is shown until nothing is."""
    shown: list[str] = []
    card = following(every, "", answers)
    while card and len(shown) <= 3 * len(of.risks):
        shown.append(card.key)
        answers[card.key] = LATER if card.key in put_off else DONE
        put_off.discard(card.key)
        card = following(every, card.key, answers)
    return shown


def test_what_the_pack_gained_is_new_until_it_is_answered() -> None:
    trade = pack()
    ids = {card.id for card in trade.risks}
    one, two = sorted(ids)[:2]
    known = ids - {one, two}
    every = asked(trade, Draft())
    assert unknown(trade, every, known, {}) == {one, two}
    assert unknown(trade, every, known, not_mastered(one)) == {two}
    assert unknown(trade, every, ids, {}) == set()


def test_from_a_card_no_longer_asked_one_goes_to_the_first() -> None:
    trade = pack()
    every = asked(trade, Draft())
    assert neighbour(every, "carte-d-hier", 1) == every[0]
