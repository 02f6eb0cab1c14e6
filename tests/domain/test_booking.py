"""Seats, the line of those who wait, and how long an offer holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.booking import (
    OFFER_HOLDS,
    TAKES_A_SEAT,
    Place,
    Status,
    arrival,
    offer_until,
    settled,
)

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
STARTS = NOW + timedelta(days=20)
HOUR = timedelta(hours=1)


def places(*statuses: Status) -> list[Place]:
    return [
        Place(n, s, NOW + HOUR if s is Status.OFFERED else None)
        for n, s in enumerate(statuses, 1)
    ]


@pytest.mark.parametrize(
    ("there", "given_to"),
    [
        ([], Status.CONFIRMED),
        ([Status.CONFIRMED], Status.CONFIRMED),
        ([Status.CONFIRMED, Status.OFFERED], Status.WAITING),
        ([Status.CONFIRMED, Status.CANCELLED, Status.LAPSED], Status.CONFIRMED),
        ([Status.CONFIRMED, Status.WAITING], Status.WAITING),
    ],
)
def test_a_newcomer_gets_a_seat_unless_full_or_somebody_waits(
    there: list[Status], given_to: Status
) -> None:
    assert arrival(places(*there), seats=2) is given_to


def test_a_free_seat_is_offered_to_who_waited_longest() -> None:
    there = places(Status.CANCELLED, Status.WAITING, Status.WAITING)
    after = settled(there, seats=1, starts=STARTS, now=NOW)
    assert [p.status for p in after] == [
        Status.CANCELLED,
        Status.OFFERED,
        Status.WAITING,
    ]
    assert after[1].offered_until == NOW + OFFER_HOLDS


def test_an_offer_not_taken_goes_to_the_next() -> None:
    there = places(Status.OFFERED, Status.WAITING)
    assert settled(there, seats=1, starts=STARTS, now=NOW) == tuple(there)
    after = settled(there, seats=1, starts=STARTS, now=NOW + HOUR)
    assert [p.status for p in after] == [Status.LAPSED, Status.OFFERED]


def test_nothing_is_offered_once_it_has_begun() -> None:
    there = places(Status.WAITING)
    assert settled(there, seats=1, starts=NOW, now=NOW) == tuple(there)
    assert offer_until(starts=NOW, now=NOW) is None


def test_an_offer_made_late_leaves_time_for_another() -> None:
    until = offer_until(starts=NOW + 4 * HOUR, now=NOW)
    assert until == NOW + 2 * HOUR


@given(
    st.lists(st.sampled_from(list(Status)), max_size=30),
    st.integers(1, 10),
    st.integers(0, 3),
)
def test_no_seat_is_promised_twice_and_nobody_is_passed_over(
    statuses: list[Status], seats: int, hours: int
) -> None:
    before = places(*statuses)
    after = settled(before, seats=seats, starts=STARTS, now=NOW + hours * HOUR)
    taken = sum(p.status in TAKES_A_SEAT for p in after)
    already = sum(p.status in TAKES_A_SEAT for p in before)
    assert taken <= max(seats, already)
    fresh = [
        q.turn
        for p, q in zip(before, after, strict=True)
        if p.status is Status.WAITING and q.status is Status.OFFERED
    ]
    left = [p.turn for p in after if p.status is Status.WAITING]
    assert not fresh or not left or max(fresh) < min(left)
    assert not left or taken >= seats
    assert settled(after, seats=seats, starts=STARTS, now=NOW + hours * HOUR) == after
