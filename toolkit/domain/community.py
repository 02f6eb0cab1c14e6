"""A community's yearly figures: what is counted, and what may be published of it.

Nothing here can point at a person: see docs/decisions/0016."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from toolkit.domain.pack import Slug, Value

LEAST_ANSWERS = 20
LEAST_CELL = 10
PRESSURES_EACH = 2


Pick = Callable[[Sequence[str]], str]


class Measure(StrEnum):
    TAKING_PART = "taking-part"
    STATE = "state"
    PRESSURE = "pressure"


class Increment(Value):
    """One more of one thing; taking part has no value. Nothing ties two increments."""

    measure: Measure
    value: Slug | None = None


class Cell(Value):
    """None: too few to be told, or told from the others."""

    id: Slug
    count: int | None


class Figures(Value):
    """What is published once, for a year that is over. An empty table may not be."""

    answers: int
    states: tuple[Cell, ...] = ()
    pressures: tuple[Cell, ...] = ()


def offered(states: Iterable[str], pressures: Iterable[str]) -> frozenset[Increment]:
    """Every increment a community may receive."""
    return frozenset(
        (
            Increment(measure=Measure.TAKING_PART),
            *(Increment(measure=Measure.STATE, value=value) for value in states),
            *(Increment(measure=Measure.PRESSURE, value=value) for value in pressures),
        )
    )


def figures(
    counts: Mapping[Increment, int],
    *,
    states: Iterable[str],
    pressures: Iterable[str],
    pick: Pick,
) -> Figures | None:
    """What may be said of these counts; None is « pas encore assez de réponses ».
    `pick` draws at random which cell protects another: the smallest one would give
    itself away."""
    state = _column(counts, Measure.STATE, states)
    pressure = _column(counts, Measure.PRESSURE, pressures)
    answers = _answers(counts, state, pressure)
    if answers < LEAST_ANSWERS:
        return None
    told = Figures(
        answers=answers,
        states=_table(state, total=answers, most=answers, pick=pick),
        pressures=_table(
            pressure, total=PRESSURES_EACH * answers, most=answers, pick=pick
        ),
    )
    return told if told.states or told.pressures else None


def _column(
    counts: Mapping[Increment, int], measure: Measure, values: Iterable[str]
) -> dict[str, int]:
    return {
        value: counts.get(Increment(measure=measure, value=value), 0)
        for value in values
    }


def _answers(
    counts: Mapping[Increment, int], state: dict[str, int], pressure: dict[str, int]
) -> int:
    """Those who took part: at least as many as any table needs, since an increment
    may have been lost on the way."""
    said = counts.get(Increment(measure=Measure.TAKING_PART), 0)
    named = -(-sum(pressure.values()) // PRESSURES_EACH)
    return max(said, sum(state.values()), named, *pressure.values())


# What nobody said, so that the cells of a table add up to a known total.
_REST = ""


def _table(
    cells: dict[str, int], *, total: int, most: int, pick: Pick
) -> tuple[Cell, ...]:
    """The cells, those that would tell too much hidden; empty if too little is left."""
    counted = {**cells, _REST: total - sum(cells.values())}
    hidden = {name for name, count in counted.items() if _tells(count, most)}
    while hidden and not _is_vague([counted[name] for name in hidden]):
        shown = [n for n, count in counted.items() if count and n not in hidden]
        if not shown:
            return ()
        hidden.add(pick(shown))
    left = [name for name in cells if cells[name] and name not in hidden]
    if len(left) < 2:
        return ()
    return tuple(
        Cell(id=name, count=None if name in hidden else count)
        for name, count in cells.items()
    )


def _tells(count: int, most: int) -> bool:
    """A handful, or everybody but a handful: either way an answer can be guessed."""
    return 0 < count < LEAST_CELL or most - LEAST_CELL < count <= most


def _is_vague(hidden: list[int]) -> bool:
    """Hidden cells protect each other when there are two, holding ten together."""
    some = [count for count in hidden if count]
    return len(some) >= 2 and sum(some) >= LEAST_CELL
