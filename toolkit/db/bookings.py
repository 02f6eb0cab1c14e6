"""Registrations in storage: whoever shows the key of one may change it, and no other."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from toolkit.db.meetings import (
    ACTIVE,
    MEETING,
    REGISTRATION,
    NoSuchRegistration,
    Registered,
    open_meeting,
    people_of,
    place_of,
    settle_held,
)
from toolkit.domain.booking import Place, Status, arrival
from toolkit.i18n import SOURCE


class AlreadyRegistered(RuntimeError):
    """This address has a place there."""


class NotOffered(RuntimeError):
    """No seat is offered here, or the offer lapsed."""


@dataclass(frozen=True)
class RegistrationKey:
    """A registration and the secret that opens it."""

    public_id: str
    secret: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()


def register(
    connection: Connection,
    meeting: str,
    *,
    name: str,
    address: str,
    locale: str = SOURCE,
    now: datetime,
) -> tuple[RegistrationKey, Status]:
    """A seat, or the end of the waiting list. Call `settle` first: whoever a late offer
    goes to is to be told."""
    held = open_meeting(connection, meeting, now)
    people = settle_held(connection, held, now)
    if any(p.address == address and p.place.status in ACTIVE for p in people):
        raise AlreadyRegistered
    status = arrival([p.place for p in people], seats=held.seats)
    key = RegistrationKey(secrets.token_hex(6), secrets.token_urlsafe(32))
    values = {
        "public_id": key.public_id,
        "key_sha256": key.sha256,
        "turn": max((p.place.turn for p in people), default=0) + 1,
        "name": name,
        "address": address,
        "locale": locale,
        "status": status.value,
        "offered_until": None,
    }
    if any(p.address == address for p in people):
        # Who gave a place back returns at the end of the line, under a new secret.
        again = (REGISTRATION.c.meeting_id == held.id) & (
            REGISTRATION.c.address == address
        )
        connection.execute(update(REGISTRATION).where(again).values(**values))
    else:
        connection.execute(insert(REGISTRATION).values(meeting_id=held.id, **values))
    return key, status


def confirm(connection: Connection, key: RegistrationKey, *, now: datetime) -> None:
    """Take the seat that was offered."""
    held = _meeting_of(connection, key, now)
    settle_held(connection, held, now)
    row = _row(connection, key)
    if row.status != Status.OFFERED:
        raise NotOffered
    _change(connection, row.id, status=Status.CONFIRMED.value, offered_until=None)


def cancel(
    connection: Connection, key: RegistrationKey, *, now: datetime
) -> list[Registered]:
    """Give one's place back; returns who is offered a seat now, to be told."""
    held = _meeting_of(connection, key, now)
    before = people_of(connection, held.id)
    own = _row(connection, key).id
    _change(connection, own, status=Status.CANCELLED.value, offered_until=None)
    return _newly_offered(before, settle_held(connection, held, now))


def renew(
    connection: Connection, meeting: str, address: str
) -> tuple[RegistrationKey, Status]:
    """A new secret for who has a place there, to be sent to that address and shown to
    nobody; the one before opens nothing any more."""
    asked = (
        select(REGISTRATION)
        .join(MEETING, MEETING.c.id == REGISTRATION.c.meeting_id)
        .where(MEETING.c.public_id == meeting, REGISTRATION.c.address == address)
    )
    row = connection.execute(asked).first()
    if row is None:
        raise NoSuchRegistration
    key = RegistrationKey(row.public_id, secrets.token_urlsafe(32))
    _change(connection, row.id, key_sha256=key.sha256)
    return key, Status(row.status)


def settle(connection: Connection, meeting: str, *, now: datetime) -> list[Registered]:
    """Let late offers lapse and offer their seats; returns who is to be told."""
    held = open_meeting(connection, meeting, now)
    before = people_of(connection, held.id)
    return _newly_offered(before, settle_held(connection, held, now))


def status_of(connection: Connection, key: RegistrationKey) -> Place:
    return place_of(_row(connection, key))


def _row(connection: Connection, key: RegistrationKey) -> Row[Any]:
    own = (REGISTRATION.c.public_id == key.public_id) & (
        REGISTRATION.c.key_sha256 == key.sha256
    )
    row = connection.execute(select(REGISTRATION).where(own)).first()
    if row is None:
        raise NoSuchRegistration
    return row


def _meeting_of(
    connection: Connection, key: RegistrationKey, now: datetime
) -> Row[Any]:
    number = _row(connection, key).meeting_id
    asked = select(MEETING.c.public_id).where(MEETING.c.id == number)
    return open_meeting(connection, connection.execute(asked).scalar_one(), now)


def _newly_offered(
    before: list[Registered], after: list[Registered]
) -> list[Registered]:
    had = {p.public_id for p in before if p.place.status is Status.OFFERED}
    offered = (p for p in after if p.place.status is Status.OFFERED)
    return [person for person in offered if person.public_id not in had]


def _change(connection: Connection, registration: int, **values: object) -> None:
    own = update(REGISTRATION).where(REGISTRATION.c.id == registration)
    connection.execute(own.values(**values))
