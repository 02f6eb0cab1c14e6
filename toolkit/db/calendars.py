"""What is planned, as those who may come see it, and what is kept of who came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from toolkit.db.bookings import RegistrationKey
from toolkit.db.meetings import (
    MEETING,
    REGISTRATION,
    NoSuchMeeting,
    NoSuchRegistration,
    people_of,
    place_of,
)
from toolkit.db.tables import erase_for_good
from toolkit.domain.booking import TAKES_A_SEAT, Place, Status, arrival


@dataclass(frozen=True)
class Announced:
    """A meeting anybody may read of. `waits`: a newcomer gets no seat at once."""

    public_id: str
    owner: str
    title: str
    place: str
    starts: datetime
    ends: datetime
    seats_left: int
    waits: bool
    is_cancelled: bool

    def is_open(self, now: datetime) -> bool:
        return not self.is_cancelled and now < self.starts


def announced(connection: Connection, meeting: str) -> Announced:
    asked = select(MEETING).where(MEETING.c.public_id == meeting)
    row = connection.execute(asked).first()
    if row is None:
        raise NoSuchMeeting
    return _announced(connection, row)


def upcoming(connection: Connection, owner: str, *, now: datetime) -> list[Announced]:
    """The nearest first."""
    asked = (
        select(MEETING)
        .where(
            MEETING.c.owner == owner,
            MEETING.c.starts_at > now,
            MEETING.c.cancelled_at.is_(None),
        )
        .order_by(MEETING.c.starts_at, MEETING.c.id)
    )
    return [_announced(connection, row) for row in connection.execute(asked).all()]


def opened(connection: Connection, key: RegistrationKey) -> tuple[Announced, Place]:
    """A registration, for whoever shows its key, and the meeting it is for."""
    row = connection.execute(
        select(REGISTRATION, MEETING.c.public_id.label("meeting"))
        .join(MEETING, MEETING.c.id == REGISTRATION.c.meeting_id)
        .where(
            REGISTRATION.c.public_id == key.public_id,
            REGISTRATION.c.key_sha256 == key.sha256,
        )
    ).first()
    if row is None:
        raise NoSuchRegistration
    return announced(connection, row.meeting), place_of(row)


def open_of(connection: Connection, owners: str, *, now: datetime) -> list[str]:
    """The meetings to come of everybody whose name begins with `owners`."""
    asked = select(MEETING.c.public_id).where(
        MEETING.c.owner.startswith(owners, autoescape=True),
        MEETING.c.starts_at > now,
        MEETING.c.cancelled_at.is_(None),
    )
    return [row.public_id for row in connection.execute(asked)]


def forget_people(connection: Connection, owners: str, *, before: datetime) -> int:
    """Erase who registered for what ended before this moment."""
    erase_for_good(connection)
    over = select(MEETING.c.id).where(
        MEETING.c.owner.startswith(owners, autoescape=True), MEETING.c.ends_at < before
    )
    old = delete(REGISTRATION).where(REGISTRATION.c.meeting_id.in_(over))
    return connection.execute(old).rowcount


def _announced(connection: Connection, row: Row[Any]) -> Announced:
    places = [person.place for person in people_of(connection, row.id)]
    taken = sum(place.status in TAKES_A_SEAT for place in places)
    return Announced(
        public_id=row.public_id,
        owner=row.owner,
        title=row.title,
        place=row.place,
        starts=row.starts_at,
        ends=row.ends_at,
        seats_left=max(row.seats - taken, 0),
        waits=arrival(places, seats=row.seats) is Status.WAITING,
        is_cancelled=row.cancelled_at is not None,
    )
