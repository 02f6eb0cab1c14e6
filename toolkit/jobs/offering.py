"""A seat given back, or not confirmed in time, is offered to whoever waits next."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import bookings, calendars
from toolkit.db.bookings import RegistrationKey
from toolkit.db.calendars import Announced
from toolkit.db.meetings import Closed, Registered
from toolkit.db.session import consult, transact
from toolkit.domain.help import PEERS
from toolkit.jobs import mailing
from toolkit.mail import meeting_letters
from toolkit.mail.letters import Words
from toolkit.mail.meeting_letters import Gathering
from toolkit.routes import peer_meetings
from toolkit.settings import settings

KIND = "offers"
EVERY = timedelta(minutes=15)


def offer(_subject: int | None) -> None:
    """One meeting a transaction: nobody waits for the others."""
    for meeting in consult(calendars.open_of, PEERS, now=clock.now()):
        transact(settle, meeting)


def settle(connection: Connection, meeting: str) -> None:
    """Let late offers lapse, and tell those the seats go to."""
    try:
        offered = bookings.settle(connection, meeting, now=clock.now())
    except Closed:
        return
    tell(connection, meeting, offered)


def tell(connection: Connection, meeting: str, people: Iterable[Registered]) -> None:
    """Where each of them stands now, with a new link: we kept no readable one."""
    told = [*people]
    if not told:
        return
    what = gathering(calendars.announced(connection, meeting))
    for person in told:
        key, _status = bookings.renew(connection, meeting, person.address)
        words = meeting_letters.registered(
            person.locale, what, person.place, link(key, person.locale)
        )
        send(connection, meeting, person, words)


def send(
    connection: Connection, meeting: str, person: Registered, words: Words
) -> None:
    mailing.write(
        connection, person.address, words, locale=person.locale, about=f"m_{meeting}"
    )


def gathering(meeting: Announced) -> Gathering:
    return Gathering(meeting.title, meeting.place, meeting.starts)


def link(key: RegistrationKey, locale: str) -> str:
    address = peer_meetings(locale, "inscription")
    return (
        f"{settings().public_url.rstrip('/')}{address}?d={key.public_id}&k={key.secret}"
    )
