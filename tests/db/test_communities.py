"""Community counts: one more at a time, published once, then erased."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from toolkit.db import communities
from toolkit.db.communities import Counts, Published, add, publish, published
from toolkit.domain.community import Figures, Increment, Measure, figures

STATES = ("bas", "milieu", "haut")


def state(value: str) -> Increment:
    return Increment(measure=Measure.STATE, value=value)


def tell(counts: Counts) -> Figures | None:
    return figures(counts, states=STATES, pressures=(), pick=min)


def say(connection: Connection, year: int, *, low: int, high: int) -> None:
    for value, count in (("bas", low), ("haut", high)):
        for _ in range(count):
            add(connection, "vallee", state(value), year=year)
            taking_part = Increment(measure=Measure.TAKING_PART)
            add(connection, "vallee", taking_part, year=year)


def left(connection: Connection) -> int:
    rows = connection.execute(
        text("SELECT coalesce(sum(count), 0) FROM communitycount")
    )
    return rows.scalar_one()


def test_an_increment_is_one_more_and_nothing_else(connection: Connection) -> None:
    for _ in range(3):
        add(connection, "vallee", state("bas"), year=2026)
    rows = connection.execute(text("SELECT * FROM communitycount")).all()
    assert [tuple(row) for row in rows] == [("vallee", 2026, "state", "bas", 3)]


def test_a_year_is_not_published_before_it_is_over(connection: Connection) -> None:
    say(connection, 2026, low=30, high=30)
    assert publish(connection, tell, before=2026) == 0
    assert published(connection, "vallee") == ()


def test_a_year_that_is_over_is_published_and_its_counts_erased(
    connection: Connection,
) -> None:
    say(connection, 2026, low=30, high=20)
    assert publish(connection, tell, before=2027) == 1
    (one,) = published(connection, "vallee")
    assert one.year == 2026
    assert one.figures is not None
    assert [cell.count for cell in one.figures.states] == [30, 0, 20]
    assert left(connection) == 0


def test_too_few_answers_are_erased_too_and_say_nothing(
    connection: Connection,
) -> None:
    say(connection, 2026, low=5, high=4)
    publish(connection, tell, before=2027)
    assert published(connection, "vallee") == (Published(2026, None),)
    assert left(connection) == 0


def test_a_published_year_takes_nothing_more(connection: Connection) -> None:
    say(connection, 2026, low=30, high=30)
    publish(connection, tell, before=2027)
    before = published(connection, "vallee")
    say(connection, 2026, low=1, high=0)
    assert left(connection) == 0
    assert publish(connection, tell, before=2027) == 0
    assert published(connection, "vallee") == before


def test_what_is_erased_is_not_left_in_the_file(engine: Engine) -> None:
    with engine.begin() as connection:
        for _ in range(7):
            add(connection, "communaute-temoin-7431", state("haut"), year=2026)
    with engine.begin() as connection:
        publish(connection, tell, before=2027)
    path = Path(str(engine.url.database))
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    # The published row names the community; the erased cells named a state.
    assert b"statehaut" not in path.read_bytes()


@pytest.fixture
def emptied(connection: Connection) -> Callable[[], Connection]:
    def empty() -> Connection:
        for table in ("communitycount", "communityfigures"):
            connection.execute(text(f"DELETE FROM {table}"))
        return connection

    return empty


Year = tuple[int, int, int]
YEARS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)),
    min_size=1,
    max_size=5,
)


def record(connection: Connection, year: int, answers: Year) -> None:
    table = text("INSERT INTO communitycount VALUES ('vallee', :y, :m, :v, :n)")
    rows = [("state", value, n) for value, n in zip(STATES, answers, strict=True)]
    for measure, value, count in [*rows, ("taking-part", "", sum(answers))]:
        if count:
            given_ = {"y": year, "m": measure, "v": value, "n": count}
            connection.execute(table, given_)


def years_published(
    connection: Connection, sequence: list[Year]
) -> tuple[Published, ...]:
    """Each year filled, then published when the next one begins."""
    for place, answers in enumerate(sequence):
        record(connection, 2026 + place, answers)
        publish(connection, tell, before=2027 + place)
    return published(connection, "vallee")


@given(YEARS, st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_sequence_of_years_tells_more_than_each_year_alone(
    emptied: Callable[[], Connection], sequence: list[Year], data: st.DataObject
) -> None:
    """A year's page depends on that year's answers only, so comparing years tells
    nothing of one answer that the year's own page does not; and that page has nothing
    small in it (tests/domain/test_community.py)."""
    together = {one.year: one for one in years_published(emptied(), sequence)}
    place = data.draw(st.integers(0, len(sequence) - 1))
    year = 2026 + place
    alone = emptied()
    record(alone, year, sequence[place])
    publish(alone, tell, before=year + 1)
    assert published(alone, "vallee") == tuple(
        one for one in [together.get(year)] if one
    )
    for one in together.values():
        for cell in one.figures.states if one.figures else ():
            assert cell.count is None or cell.count == 0 or cell.count >= 10


def test_a_community_reads_its_own_figures_only(connection: Connection) -> None:
    say(connection, 2026, low=30, high=30)
    publish(connection, tell, before=2027)
    assert communities.published(connection, "plaine") == ()
