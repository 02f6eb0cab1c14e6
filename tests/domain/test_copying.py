"""Which answers go where, and that none is ever lost on the way."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import catalogue, module, own, pack, risk, site, unit
from toolkit.domain.answer import Answer, Mastery, is_evaluated
from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.copying import copies, on_first_site, on_same_work, on_split
from toolkit.domain.draft import Draft
from toolkit.domain.inventory import inventory
from toolkit.domain.journey import asked, in_order, progress
from toolkit.domain.pack import Pack
from toolkit.domain.places import units_of

TRADE = pack(
    modules=(
        module("locaux", risk("sol"), risk("four", units=("atelier",)), per_site=True),
        module("equipe", risk("charge")),
    )
)
DONE, OPEN = Answer(mastery=Mastery.MASTERED), Answer(mastery=Mastery.NOT_MASTERED)
UNITS = Draft(
    units=(unit("atelier"), unit("bureau"), unit("loge", same_as="bureau")),
    split=frozenset({"sol", "four"}),
)
SITES = Draft(
    sites=(site("centre"), site("gare")),
    units=(
        unit("atelier", site="centre"),
        unit("bureau", site="centre"),
        unit("guichet", site="gare", same_as="bureau"),
    ),
    split=frozenset({"charge"}),
)


def found(draft: Draft, source: str, target: str) -> list[tuple[str, str, bool]]:
    return [
        (copy.source, copy.card.key, copy.replaces)
        for copy in copies(TRADE, draft, source, target)
    ]


def test_what_one_unit_answered_goes_to_the_other() -> None:
    draft = replace(UNITS, answers={"sol@atelier": DONE})
    assert found(draft, "atelier", "bureau") == [("sol@atelier", "sol@bureau", False)]


def test_an_answer_that_would_be_replaced_is_told() -> None:
    draft = replace(UNITS, answers={"sol@atelier": DONE, "sol@bureau": OPEN})
    assert found(draft, "atelier", "bureau") == [("sol@atelier", "sol@bureau", True)]


def test_the_same_answer_is_not_copied() -> None:
    draft = replace(UNITS, answers={"sol@atelier": DONE, "sol@bureau": DONE})
    assert found(draft, "atelier", "bureau") == []


def test_what_the_other_unit_is_not_asked_is_not_copied() -> None:
    draft = replace(UNITS, answers={"four@atelier": DONE})
    assert found(draft, "atelier", "bureau") == []


def test_what_is_answered_once_for_all_is_not_copied() -> None:
    draft = replace(UNITS, answers={"charge": DONE, "charge@atelier": DONE})
    assert found(draft, "atelier", "bureau") == []


def test_a_site_takes_over_from_a_site_with_the_units_that_do_the_same_work() -> None:
    draft = replace(SITES, answers={"sol@centre": DONE, "charge@bureau": OPEN})
    assert found(draft, "centre", "gare") == [
        ("sol@centre", "sol@gare", False),
        ("charge@bureau", "charge@guichet", False),
    ]


def test_a_unit_takes_nothing_over_from_a_site_nor_from_itself() -> None:
    draft = replace(SITES, answers={"sol@centre": DONE, "charge@bureau": OPEN})
    pairs = [("centre", "guichet"), ("bureau", "bureau"), ("bureau", "nulle-part")]
    assert [found(draft, *pair) for pair in pairs] == [[], [], []]


def test_each_unit_begins_with_what_was_said_for_all() -> None:
    draft = replace(UNITS, split=frozenset())
    assert on_split(TRADE, TRADE.by_id["sol"], draft) == (
        ("sol", "sol@atelier"),
        ("sol", "sol@bureau"),
        ("sol", "sol@loge"),
    )


def test_each_unit_begins_with_what_was_said_of_its_site() -> None:
    assert on_split(TRADE, TRADE.by_id["sol"], SITES) == (
        ("sol@centre", "sol@atelier"),
        ("sol@centre", "sol@bureau"),
        ("sol@gare", "sol@guichet"),
    )


def test_what_was_said_of_the_premises_was_said_of_the_first_site() -> None:
    assert on_first_site(TRADE, "site-1") == (
        ("sol", "sol@site-1"),
        ("four", "four@site-1"),
    )


def test_a_new_unit_answers_as_the_one_whose_work_it_does() -> None:
    draft = replace(UNITS, own=(own("chien"),), split=frozenset({"sol", "own-chien"}))
    assert on_same_work(TRADE, draft, draft.units[1], "u-1") == (
        ("sol@bureau", "sol@u-1"),
        ("own-chien@bureau", "own-chien@u-1"),
    )


def test_a_new_unit_takes_only_the_risks_of_that_work() -> None:
    pairs = on_same_work(TRADE, UNITS, UNITS.units[1], "u-1")
    assert pairs == (("sol@bureau", "sol@u-1"),)


WHOLE = pack(
    risk("ecran", units=("bureau",)),
    modules=(
        module("locaux", risk("sol"), risk("four", units=("atelier",)), per_site=True),
        module("equipe", risk("charge"), risk("secours", per_site=True)),
    ),
    gravest=(*(f"r{n}" for n in range(1, 10)), "sol", "charge", "secours"),
)
WORKS = ("atelier", "bureau")
SITE_LISTS = st.integers(0, 3).map(lambda n: tuple(site(f"site-{i}") for i in range(n)))


@st.composite
def companies(draw: st.DrawFn) -> Draft:
    """Any company: its sites, units, split risks, own risks and answers."""
    sites = draw(SITE_LISTS)
    units = tuple(
        draw(units_at(sites, f"u{number}")) for number in range(draw(st.integers(0, 4)))
    )
    owns = tuple(own(f"a{number}") for number in range(draw(st.integers(0, 2))))
    risks = [risk.id for risk in WHOLE.risks] + [one.id for one in owns]
    places = ["", *(f"@{place.id}" for place in (*sites, *units))]
    every = [name + place for name in risks for place in places]
    masteries = st.sampled_from(Mastery).map(lambda mastery: Answer(mastery=mastery))
    return Draft(
        sites=sites,
        units=units,
        split=draw(st.frozensets(st.sampled_from(risks), max_size=4)),
        own=owns,
        answers=draw(st.dictionaries(st.sampled_from(every), masteries, max_size=20)),
    )


@st.composite
def units_at(draw: st.DrawFn, sites: tuple[Site, ...], name: str) -> WorkUnit:
    work = draw(st.sampled_from(("", *WORKS)))
    at = draw(st.sampled_from(("", *(one.id for one in sites))))
    return unit(name, same_as=work, site=at)


@given(companies())
def test_no_two_cards_have_the_same_key(draft: Draft) -> None:
    found = [card.key for card in asked(WHOLE, draft)]
    assert len(found) == len(set(found))


@given(companies())
def test_every_risk_that_is_open_gives_a_card(draft: Draft) -> None:
    risks = {card.risk.id for card in asked(WHOLE, draft)}
    assert risks == {r.id for r in (*WHOLE.risks, *draft.own_risks)}


@given(companies())
def test_each_card_is_in_one_section_and_each_row_is_a_card(draft: Draft) -> None:
    rows = [r.key for s in inventory(WHOLE, catalogue(), draft) for r in s.rows]
    assert sorted(rows) == sorted(card.key for card in asked(WHOLE, draft))


@given(companies())
def test_a_row_concerns_the_units_its_card_concerns(draft: Draft) -> None:
    homes = draft.site_of_unit
    settled = tuple(
        u.model_copy(update={"site": homes[u.id].id if homes else ""})
        for u in draft.units
    )
    draft = replace(draft, units=settled)
    cards = {card.key: card for card in asked(WHOLE, draft)}
    for section in inventory(WHOLE, catalogue(), draft):
        for row in section.rows:
            met = [u.id for u in draft.units if section.concerns(row, u)]
            assert met == [u.id for u in units_of(WHOLE, cards[row.key], draft)]


@given(companies())
def test_progress_counts_the_cards(draft: Draft) -> None:
    cards = in_order(WHOLE, draft)
    counted = progress(cards, draft.answers)
    assert counted.total == len(asked(WHOLE, draft))
    assert counted.done == sum(
        is_evaluated(card.risk, draft.answers.get(card.key)) for card in cards
    )


def filled(draft: Draft, pairs: tuple[tuple[str, str], ...]) -> Mapping[str, Answer]:
    """As storage does it: only cards without an answer get one."""
    given = dict(draft.answers)
    for at, to in pairs:
        if at in draft.answers:
            given.setdefault(to, draft.answers[at])
    return given


def shown(of: Pack, draft: Draft) -> dict[str, Answer]:
    """What the company sees answered."""
    keys = {card.key for card in asked(of, draft)}
    return {key: said for key, said in draft.answers.items() if key in keys}


@given(companies(), st.sampled_from([risk.id for risk in WHOLE.risks]))
def test_splitting_then_joining_shows_again_what_was_shown(
    draft: Draft, name: str
) -> None:
    before = replace(draft, split=draft.split - {name})
    pairs = on_split(WHOLE, WHOLE.by_id[name], before)
    split = replace(before, split=before.split | {name}, answers=filled(before, pairs))
    joined = replace(split, split=before.split)
    assert draft.answers.items() <= split.answers.items()
    assert shown(WHOLE, joined) == shown(WHOLE, before)


@given(companies(), st.sampled_from([risk.id for risk in WHOLE.risks]))
def test_splitting_asks_again_nothing_that_was_answered(
    draft: Draft, name: str
) -> None:
    before = replace(draft, split=draft.split - {name})
    pairs = on_split(WHOLE, WHOLE.by_id[name], before)
    split = replace(before, split=before.split | {name}, answers=filled(before, pairs))
    given_answers = {to for at, to in pairs if at in before.answers}
    asked_of_units = {card.key for card in asked(WHOLE, split)}
    assert given_answers & asked_of_units <= split.answers.keys()


@given(companies())
def test_the_second_site_asks_again_nothing_that_was_said_of_the_first(
    draft: Draft,
) -> None:
    before = replace(
        draft,
        sites=(),
        units=tuple(u.model_copy(update={"site": ""}) for u in draft.units),
        answers={k: said for k, said in draft.answers.items() if "@site-" not in k},
    )
    answers = filled(before, on_first_site(WHOLE, "site-0"))
    units = tuple(u.model_copy(update={"site": "site-0"}) for u in before.units)
    new = unit("neuf", site="site-1", same_as="bureau")
    after = replace(
        before,
        sites=(site("site-0"), site("site-1")),
        units=(*units, new),
        answers=answers,
    )
    assert before.answers.items() <= after.answers.items()
    of_first = [c for c in asked(WHOLE, after) if c.place and c.place.id == "site-0"]
    assert all(
        after.answers.get(card.key) == before.answers.get(card.risk.id)
        for card in of_first
    )


@given(companies())
def test_a_site_that_leaves_and_returns_shows_what_it_showed(draft: Draft) -> None:
    gone = replace(
        draft,
        sites=draft.sites[:-1],
        units=tuple(
            u for u in draft.units if not draft.sites or u.site != draft.sites[-1].id
        ),
    )
    assert gone.answers == draft.answers
    assert shown(WHOLE, replace(gone, sites=draft.sites, units=draft.units)) == shown(
        WHOLE, draft
    )


@given(companies())
def test_copying_there_replaces_only_what_it_told(draft: Draft) -> None:
    places = [place.id for place in (*draft.units, *draft.sites)]
    for source, target in itertools.pairwise(places):
        told = copies(WHOLE, draft, source, target)
        changed = {copy.card.key for copy in told}
        replaced = {copy.card.key for copy in told if copy.replaces}
        assert replaced == changed & draft.answers.keys()
        assert not changed & {copy.source for copy in told}
