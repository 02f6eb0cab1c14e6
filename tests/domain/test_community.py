"""What a community publishes lets nobody deduce an answer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.community import (
    LEAST_ANSWERS,
    LEAST_CELL,
    Cell,
    Figures,
    Increment,
    Measure,
    figures,
    offered,
)

STATES = ("bas", "milieu", "haut")
PRESSURES = tuple(f"p{n}" for n in range(8))

Shown = tuple[int | None, ...]


def counts(
    taking_part: int, states: Sequence[int], pressures: Sequence[int] = ()
) -> dict[Increment, int]:
    found: dict[Increment, int] = {}
    found[Increment(measure=Measure.TAKING_PART)] = taking_part
    for measure, names, numbers in (
        (Measure.STATE, STATES, states),
        (Measure.PRESSURE, PRESSURES, pressures),
    ):
        for name, number in zip(names, numbers, strict=False):
            found[Increment(measure=measure, value=name)] = number
    return found


def told(
    given: dict[Increment, int], seed: int = 0, pressures: Sequence[str] = PRESSURES
) -> Figures | None:
    pick = Random(seed).choice
    return figures(given, states=STATES, pressures=pressures, pick=pick)


def cells(table: tuple[Cell, ...]) -> Shown:
    return tuple(cell.count for cell in table)


def test_what_may_be_counted_is_listed() -> None:
    listed = offered(["bas"], ["p1", "p2"])
    assert {(i.measure.value, i.value) for i in listed} == {
        ("taking-part", None),
        ("state", "bas"),
        ("pressure", "p1"),
        ("pressure", "p2"),
    }


def test_nineteen_answers_are_not_enough() -> None:
    assert told(counts(19, [19 - 9, 9, 0])) is None


def test_large_cells_are_told_as_they_are() -> None:
    said = told(counts(60, [20, 25, 15]))
    assert said is not None
    assert (said.answers, cells(said.states)) == (60, (20, 25, 15))


def test_nought_may_be_told() -> None:
    said = told(counts(40, [20, 20, 0]))
    assert said is not None
    assert cells(said.states) == (20, 20, 0)


def test_a_small_cell_is_hidden_with_another() -> None:
    said = told(counts(60, [25, 30, 5]))
    assert said is None or None in cells(said.states)
    assert said is None or sum(c is None for c in cells(said.states)) >= 2


def test_everybody_in_one_band_tells_everybody_s_answer() -> None:
    assert told(counts(30, [30, 0, 0])) is None


def test_everybody_but_a_handful_tells_too_much() -> None:
    assert told(counts(30, [], [25, 3])) is None


def test_pressures_are_told_without_states_when_only_they_may_be() -> None:
    said = told(counts(60, [58, 1, 1], [20, 30, 25, 15, 10]))
    assert said is not None
    assert said.states == ()
    assert cells(said.pressures)[:5] == (20, 30, 25, 15, 10)


def test_answers_lost_on_the_way_do_not_make_a_table_larger_than_its_total() -> None:
    said = told(counts(12, [20, 15, 0]))
    assert said is not None
    assert said.answers == 35


class _ForkError(Exception):
    pass


def outcomes(
    given: dict[Increment, int], pressures: Sequence[str]
) -> set[tuple[int, Shown, Shown]]:
    """Everything these counts may lead to, whatever is drawn."""
    found: set[tuple[int, Shown, Shown]] = set()
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        path = waiting.pop()
        drawn = iter(path)
        ahead: list[str] = []

        def pick(shown: Sequence[str], drawn=drawn, ahead=ahead) -> str:
            taken = next(drawn, None)
            if taken is None:
                ahead.extend(shown)
                raise _ForkError
            return taken

        try:
            said = figures(given, states=STATES, pressures=pressures, pick=pick)
        except _ForkError:
            waiting += [(*path, one) for one in ahead]
        else:
            if said:
                found.add((said.answers, cells(said.states), cells(said.pressures)))
    return found


def shared(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way of sharing a total between parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in shared(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize("answers", [20, 21, 29, 30, 33])
def test_whatever_is_published_a_hidden_cell_may_hold_any_small_number(
    answers: int,
) -> None:
    """All tables of this size: from what is published, nobody finds which it was."""
    behind: dict[tuple[int, Shown, Shown], list[tuple[int, ...]]] = defaultdict(list)
    for *states, rest in shared(answers, 4):
        for outcome in outcomes(counts(answers, states), ()):
            behind[outcome].append((*states, rest))
    assert behind
    for (_, shown, _), tables in behind.items():
        for place, count in enumerate(shown):
            possible = {table[place] for table in tables}
            if count is not None:
                assert count == 0 or count in range(LEAST_CELL, answers - 9)
            else:
                assert set(range(1, LEAST_CELL)) <= possible
        silent = {table[3] for table in tables}
        assert len(silent) > 1 or silent.isdisjoint(range(1, LEAST_CELL))


@given(
    st.lists(st.integers(0, 60), min_size=3, max_size=3),
    st.lists(st.integers(0, 60), min_size=8, max_size=8),
    st.integers(0, 40),
    st.integers(0, 10**6),
)
@settings(max_examples=400, deadline=None)
def test_nothing_small_is_ever_told(
    states: list[int], pressures: list[int], more: int, seed: int
) -> None:
    taking_part = sum(states) + more
    said = told(counts(taking_part, states, pressures), seed)
    if said is None:
        return
    assert said.answers >= LEAST_ANSWERS
    for table, real in ((said.states, states), (said.pressures, pressures)):
        for cell, count in zip(table, real, strict=False):
            if cell.count is not None:
                assert cell.count == count
                assert count == 0 or LEAST_CELL <= count <= said.answers - LEAST_CELL
        hidden = [c for cell, c in zip(table, real, strict=False) if cell.count is None]
        assert all(hidden)


@given(
    st.lists(st.integers(0, 40), min_size=8, max_size=8),
    st.integers(0, 10**6),
)
@settings(max_examples=300, deadline=None)
def test_a_hidden_pressure_could_have_been_another_number(
    pressures: list[int], seed: int
) -> None:
    """One person changing a hidden answer for another leaves the same page."""
    answers = max(40, sum(pressures), *pressures)
    said = told(counts(answers, [], pressures), seed)
    hidden = (
        [n for n, cell in enumerate(said.pressures) if cell.count is None]
        if said
        else []
    )
    if said is None or not hidden:
        return
    page = cells(said.pressures)
    rest = 2 * answers - sum(pressures)
    for place in hidden:
        changed = []
        for other in [*(n for n in hidden if n != place), None]:
            for step in (-1, 1):
                moved = list(pressures)
                moved[place] += step
                if other is not None:
                    moved[other] -= step
                elif rest - step < 0:
                    continue
                if min(moved) >= 0:
                    changed.append(moved)
        assert any(
            (answers, (), page) in outcomes(counts(answers, [], moved), PRESSURES)
            for moved in changed
        ), (pressures, page, place)
