"""Registering for a meeting of peers, by mail: nobody learns who else is coming."""

import contextlib
from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import bookings, calendars, letters, meetings
from toolkit.db.bookings import AlreadyRegistered, RegistrationKey
from toolkit.db.meetings import Closed, NoSuchMeeting, Timetable
from toolkit.domain.booking import Place
from toolkit.domain.help import Community, Local
from toolkit.jobs import offering
from toolkit.mail import meeting_letters
from toolkit.workflows.mail_link import TooManyLetters

TO_ONE_ADDRESS, ITS_PERIOD = 5, timedelta(hours=1)


def community_of(local: Local, owner: str) -> Community:
    """Whose meeting it is; a meeting of somebody else is not for these pages."""
    found = next((c for c in local.communities if c.holder == owner), None)
    if found is None:
        raise NoSuchMeeting
    return found


def enrol(
    connection: Connection, meeting: str, *, name: str, address: str, locale: str
) -> Place:
    """A place, said by mail. Whoever has one already gets the same answer and a new
    link: an address typed here says nothing of whose it is."""
    now = clock.now()
    since = now - ITS_PERIOD
    if letters.count_to(connection, address, since=since) >= TO_ONE_ADDRESS:
        raise TooManyLetters
    offering.settle(connection, meeting)
    with contextlib.suppress(AlreadyRegistered):
        bookings.register(
            connection, meeting, name=name, address=address, locale=locale, now=now
        )
    owner = calendars.announced(connection, meeting).owner
    people = meetings.listed(connection, owner, meeting)
    [own] = [person for person in people if person.address == address]
    offering.tell(connection, meeting, [own])
    return own.place


def confirm(connection: Connection, key: RegistrationKey, meeting: str) -> None:
    offering.settle(connection, meeting)
    bookings.confirm(connection, key, now=clock.now())


def give_back(connection: Connection, key: RegistrationKey, meeting: str) -> None:
    """The seat goes to whoever waits next, who is told."""
    offered = bookings.cancel(connection, key, now=clock.now())
    offering.tell(connection, meeting, offered)


def move(
    connection: Connection, community: Community, meeting: str, when: Timetable
) -> int:
    """Everybody is told, with a new link; how many that was."""
    people = meetings.move(connection, community.holder, meeting, when, now=clock.now())
    what = offering.gathering(calendars.announced(connection, meeting))
    for person in people:
        key, _status = bookings.renew(connection, meeting, person.address)
        link = offering.link(key, person.locale)
        words = meeting_letters.moved(person.locale, what, person.place, link)
        offering.send(connection, meeting, person, words)
    return len(people)


def call_off(connection: Connection, community: Community, meeting: str) -> int:
    if calendars.announced(connection, meeting).is_cancelled:
        raise Closed
    people = meetings.call_off(connection, community.holder, meeting, now=clock.now())
    what = offering.gathering(calendars.announced(connection, meeting))
    for person in people:
        words = meeting_letters.called_off(person.locale, what)
        offering.send(connection, meeting, person, words)
    return len(people)
