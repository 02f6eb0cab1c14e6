"""Who has a seat at a meeting, who waits for one, and how long an offer holds: the same
for an awareness session, a relais module, a meeting of peers or an appointment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

OFFER_HOLDS = timedelta(hours=48)


class Status(StrEnum):
    CONFIRMED = "confirmed"
    OFFERED = "offered"  # a seat came free: theirs until `offered_until`
    WAITING = "waiting"
    LAPSED = "lapsed"  # offered, and not taken in time
    CANCELLED = "cancelled"


TAKES_A_SEAT = frozenset({Status.CONFIRMED, Status.OFFERED})


@dataclass(frozen=True)
class Place:
    """One person's place; `turn` is the order of arrival."""

    turn: int
    status: Status
    offered_until: datetime | None = None


def arrival(places: Sequence[Place], *, seats: int) -> Status:
    """What a newcomer gets: nobody goes before those who wait."""
    is_full = _taken(places) >= seats
    somebody_waits = any(place.status is Status.WAITING for place in places)
    return Status.WAITING if is_full or somebody_waits else Status.CONFIRMED


def settled(
    places: Sequence[Place], *, seats: int, starts: datetime, now: datetime
) -> tuple[Place, ...]:
    """Offers not taken in time lapse; free seats are offered, first come first."""
    known = {place.turn: _lapsed(place, now) for place in places}
    until = offer_until(starts=starts, now=now)
    waiting = sorted(t for t, p in known.items() if p.status is Status.WAITING)
    free = seats - _taken(tuple(known.values())) if until else 0
    for turn in waiting[: max(free, 0)]:
        known[turn] = replace(known[turn], status=Status.OFFERED, offered_until=until)
    return tuple(known[place.turn] for place in places)


def offer_until(*, starts: datetime, now: datetime) -> datetime | None:
    """Two days, or half of what is left before it starts; None once it has."""
    return min(now + OFFER_HOLDS, now + (starts - now) / 2) if now < starts else None


def _lapsed(place: Place, now: datetime) -> Place:
    is_over = place.offered_until is not None and place.offered_until <= now
    if place.status is Status.OFFERED and is_over:
        return replace(place, status=Status.LAPSED)
    return place


def _taken(places: Sequence[Place]) -> int:
    return sum(place.status in TAKES_A_SEAT for place in places)


@dataclass(frozen=True)
class CalendarEvent:
    """A meeting as calendars know it: `uid` never changes, `sequence` grows with each
    change, so that a calendar replaces what it had."""

    uid: str
    sequence: int
    title: str
    place: str
    starts: datetime
    ends: datetime
    changed: datetime
    is_cancelled: bool = False
