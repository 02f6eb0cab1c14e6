"""Meetings people register for, as whoever holds them sees them. Who writes holds the
meeting first: two who ask for the last seat are served one after the other."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from toolkit.db.models.meeting import Meeting as MeetingRow
from toolkit.db.models.meeting import Registration as RegistrationRow
from toolkit.db.session import is_writing
from toolkit.db.tables import table_of
from toolkit.domain.booking import CalendarEvent, Place, Status, settled

MEETING = table_of(MeetingRow)
REGISTRATION = table_of(RegistrationRow)
ACTIVE = (Status.CONFIRMED, Status.OFFERED, Status.WAITING)


class NoSuchMeeting(LookupError):
    """No meeting bears this id, for this owner."""


class NoSuchRegistration(LookupError):
    """No registration bears this id and key; which of the two is wrong is not said."""


class Closed(RuntimeError):
    """The meeting has begun, or was cancelled."""


@dataclass(frozen=True)
class Timetable:
    """When and where, and for how many."""

    title: str
    place: str
    starts: datetime
    ends: datetime
    seats: int


@dataclass(frozen=True)
class Registered:
    """One line of the list its owner sees; `address` is where to write to them."""

    public_id: str
    name: str
    address: str
    place: Place
    attended: bool | None
    locale: str


def plan(connection: Connection, owner: str, when: Timetable, *, now: datetime) -> str:
    """A new meeting; returns its public id."""
    public_id = secrets.token_hex(6)
    values = {
        "public_id": public_id,
        "owner": owner,
        "title": when.title,
        "place": when.place,
        "starts_at": when.starts,
        "ends_at": when.ends,
        "seats": when.seats,
        "sequence": 0,
        "changed_at": now,
    }
    connection.execute(insert(MEETING).values(**values))
    return public_id


def move(
    connection: Connection, owner: str, meeting: str, when: Timetable, *, now: datetime
) -> list[Registered]:
    """Another day, place or size; everybody keeps their place, and is returned."""
    held = _owned(connection, owner, meeting)
    if held.cancelled_at:
        raise Closed
    changes = {
        "title": when.title,
        "place": when.place,
        "starts_at": when.starts,
        "ends_at": when.ends,
        "seats": when.seats,
    }
    _change_meeting(connection, held, changes, now)
    people = settle_held(connection, _owned(connection, owner, meeting), now)
    return [person for person in people if person.place.status in ACTIVE]


def call_off(
    connection: Connection, owner: str, meeting: str, *, now: datetime
) -> list[Registered]:
    """Cancel a meeting; returns everybody who counted on it."""
    held = _owned(connection, owner, meeting)
    if not held.cancelled_at:
        _change_meeting(connection, held, {"cancelled_at": now}, now)
    return [p for p in people_of(connection, held.id) if p.place.status in ACTIVE]


def attend(
    connection: Connection,
    owner: str,
    meeting: str,
    registration: str,
    *,
    attended: bool,
    now: datetime,
) -> None:
    """Say who came, once it has begun; only who had a seat can have come."""
    held = _owned(connection, owner, meeting)
    if now < held.starts_at or held.cancelled_at:
        raise Closed
    seated = (
        (REGISTRATION.c.meeting_id == held.id)
        & (REGISTRATION.c.public_id == registration)
        & (REGISTRATION.c.status == Status.CONFIRMED.value)
    )
    said = update(REGISTRATION).where(seated).values(attended=attended)
    if not connection.execute(said).rowcount:
        raise NoSuchRegistration


def listed(connection: Connection, owner: str, meeting: str) -> list[Registered]:
    """Everybody, in the order they came."""
    return people_of(connection, _owned(connection, owner, meeting).id)


def calendar(connection: Connection, meeting: str, host: str) -> CalendarEvent:
    """For the calendars of those who go."""
    row = _found(connection, meeting)
    return CalendarEvent(
        uid=f"{row.public_id}@{host}",
        sequence=row.sequence,
        title=row.title,
        place=row.place,
        starts=row.starts_at,
        ends=row.ends_at,
        changed=row.changed_at,
        is_cancelled=row.cancelled_at is not None,
    )


def _found(connection: Connection, meeting: str) -> Row[Any]:
    """The meeting, held until the end of a writing transaction."""
    asked = select(MEETING).where(MEETING.c.public_id == meeting)
    if is_writing(connection):
        asked = asked.with_for_update()
    row = connection.execute(asked).first()
    if row is None:
        raise NoSuchMeeting
    return row


def _owned(connection: Connection, owner: str, meeting: str) -> Row[Any]:
    row = _found(connection, meeting)
    if row.owner != owner:
        raise NoSuchMeeting
    return row


def open_meeting(connection: Connection, meeting: str, now: datetime) -> Row[Any]:
    row = _found(connection, meeting)
    if row.cancelled_at or row.starts_at <= now:
        raise Closed
    return row


def people_of(connection: Connection, meeting: int) -> list[Registered]:
    rows = connection.execute(
        select(REGISTRATION)
        .where(REGISTRATION.c.meeting_id == meeting)
        .order_by(REGISTRATION.c.turn)
    )
    return [
        Registered(r.public_id, r.name, r.address, place_of(r), r.attended, r.locale)
        for r in rows
    ]


def place_of(row: Row[Any]) -> Place:
    return Place(row.turn, Status(row.status), row.offered_until)


def settle_held(
    connection: Connection, meeting: Row[Any], now: datetime
) -> list[Registered]:
    """The people of a held meeting, once late offers have lapsed."""
    people = people_of(connection, meeting.id)
    places = settled(
        [person.place for person in people],
        seats=meeting.seats,
        starts=meeting.starts_at,
        now=now,
    )
    for person, place in zip(people, places, strict=True):
        if person.place != place:
            own = (REGISTRATION.c.meeting_id == meeting.id) & (
                REGISTRATION.c.turn == place.turn
            )
            values = {
                "status": place.status.value,
                "offered_until": place.offered_until,
            }
            connection.execute(update(REGISTRATION).where(own).values(**values))
    return [replace(p, place=q) for p, q in zip(people, places, strict=True)]


def _change_meeting(
    connection: Connection, meeting: Row[Any], values: dict[str, Any], now: datetime
) -> None:
    known = {"sequence": meeting.sequence + 1, "changed_at": now}
    own = update(MEETING).where(MEETING.c.id == meeting.id)
    connection.execute(own.values(**values, **known))
