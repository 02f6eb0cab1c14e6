"""Registrations: exactly the seats there are, in order, by whoever holds the secret."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from toolkit.db import bookings, meetings
from toolkit.db.bookings import RegistrationKey
from toolkit.db.meetings import Timetable
from toolkit.db.session import consult, transact
from toolkit.documents.ics import render_ics
from toolkit.domain.booking import OFFER_HOLDS, Status

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
STARTS = NOW + timedelta(days=20)
OWNER = "spsti-essai"


def on(seats: int, starts: datetime = STARTS) -> Timetable:
    ends = starts + timedelta(hours=3)
    return Timetable("Module 1", "Salle des fêtes, Niort", starts, ends, seats)


@pytest.fixture
def meeting(connection: Connection) -> str:
    return meetings.plan(connection, OWNER, on(seats=1), now=NOW)


def join(
    connection: Connection, meeting: str, who: str
) -> tuple[RegistrationKey, Status]:
    address = f"{who}@exemple.fr"
    return bookings.register(connection, meeting, name=who, address=address, now=NOW)


def test_two_hundred_at_once_on_twenty_seats_give_exactly_twenty(
    engine: Engine,
) -> None:
    del engine
    meeting = transact(meetings.plan, OWNER, on(seats=20), now=NOW)

    def patiently(number: int) -> Status:
        while True:
            try:
                return transact(join, meeting, f"p{number}")[1]
            except OperationalError:
                time.sleep(0.01)  # busy: a person would press again

    with ThreadPoolExecutor(24) as crowd:
        told = Counter(crowd.map(patiently, range(200)))
    assert told == {Status.CONFIRMED: 20, Status.WAITING: 180}
    people = consult(meetings.listed, OWNER, meeting)
    kept = [person.place.status for person in people]
    assert kept == [Status.CONFIRMED] * 20 + [Status.WAITING] * 180
    assert [person.place.turn for person in people] == list(range(1, 201))


def test_a_seat_given_back_is_offered_to_the_next_who_confirms(
    connection: Connection, meeting: str
) -> None:
    first, _seat = join(connection, meeting, "ana")
    second, waits = join(connection, meeting, "bob")
    assert waits is Status.WAITING
    with pytest.raises(bookings.NotOffered):
        bookings.confirm(connection, second, now=NOW)
    [told] = bookings.cancel(connection, first, now=NOW)
    assert (told.name, told.place.offered_until) == ("bob", NOW + OFFER_HOLDS)
    assert join(connection, meeting, "zoe")[1] is Status.WAITING
    bookings.confirm(connection, second, now=NOW)
    assert bookings.status_of(connection, second).status is Status.CONFIRMED


def test_an_offer_not_taken_in_time_goes_on(
    connection: Connection, meeting: str
) -> None:
    keys = [join(connection, meeting, who)[0] for who in ("ana", "bob", "cleo")]
    bookings.cancel(connection, keys[0], now=NOW)
    late = NOW + OFFER_HOLDS
    [told] = bookings.settle(connection, meeting, now=late)
    assert told.name == "cleo"
    assert bookings.settle(connection, meeting, now=late) == []
    with pytest.raises(bookings.NotOffered):
        bookings.confirm(connection, keys[1], now=late)
    bookings.confirm(connection, keys[2], now=late)


def test_one_address_has_one_place_and_may_come_back_last(
    connection: Connection, meeting: str
) -> None:
    old, _seat = join(connection, meeting, "ana")
    with pytest.raises(bookings.AlreadyRegistered):
        join(connection, meeting, "ana")
    join(connection, meeting, "bob")
    bookings.cancel(connection, old, now=NOW)
    new, status = join(connection, meeting, "ana")
    assert status is Status.WAITING
    assert bookings.status_of(connection, new).turn == 3
    with pytest.raises(meetings.NoSuchRegistration):
        bookings.status_of(connection, old)


def test_a_key_opens_its_own_registration_only(
    connection: Connection, meeting: str
) -> None:
    ana, _seat = join(connection, meeting, "ana")
    bob, _waits = join(connection, meeting, "bob")
    forged = RegistrationKey(ana.public_id, bob.secret)
    for act in (bookings.cancel, bookings.confirm):
        with pytest.raises(meetings.NoSuchRegistration):
            act(connection, forged, now=NOW)
    rows = connection.exec_driver_sql("SELECT * FROM registration").fetchall()
    assert ana.secret not in str(rows)


def test_another_owner_sees_and_changes_nothing(
    connection: Connection, meeting: str
) -> None:
    key, _seat = join(connection, meeting, "ana")
    other, later = "spsti-autre", STARTS + timedelta(hours=1)
    with pytest.raises(meetings.NoSuchMeeting):
        meetings.listed(connection, other, meeting)
    with pytest.raises(meetings.NoSuchMeeting):
        meetings.move(connection, other, meeting, on(5), now=NOW)
    with pytest.raises(meetings.NoSuchMeeting):
        meetings.call_off(connection, other, meeting, now=NOW)
    who = key.public_id
    with pytest.raises(meetings.NoSuchMeeting):
        meetings.attend(connection, other, meeting, who, attended=True, now=later)


def test_a_larger_room_is_offered_to_who_waits(
    connection: Connection, meeting: str
) -> None:
    for who in ("ana", "bob", "cleo"):
        join(connection, meeting, who)
    told = meetings.move(connection, OWNER, meeting, on(seats=2), now=NOW)
    assert [person.place.status for person in told] == [
        Status.CONFIRMED,
        Status.OFFERED,
        Status.WAITING,
    ]


def test_who_came_is_said_once_it_has_begun_and_of_who_had_a_seat(
    connection: Connection, meeting: str
) -> None:
    ana, _seat = join(connection, meeting, "ana")
    bob, _waits = join(connection, meeting, "bob")

    def came(key: RegistrationKey, now: datetime) -> None:
        who = key.public_id
        meetings.attend(connection, OWNER, meeting, who, attended=True, now=now)

    with pytest.raises(meetings.Closed):
        came(ana, NOW)
    came(ana, STARTS)
    with pytest.raises(meetings.NoSuchRegistration):
        came(bob, STARTS)
    attended = [one.attended for one in meetings.listed(connection, OWNER, meeting)]
    assert attended == [True, None]


def test_a_meeting_begun_or_called_off_takes_nobody(
    connection: Connection, meeting: str
) -> None:
    key, _seat = join(connection, meeting, "ana")
    with pytest.raises(meetings.Closed):
        bookings.register(
            connection, meeting, name="b", address="b@exemple.fr", now=STARTS
        )
    [told] = meetings.call_off(connection, OWNER, meeting, now=NOW)
    assert told.name == "ana"
    for refused in (
        lambda: join(connection, meeting, "bob"),
        lambda: bookings.cancel(connection, key, now=NOW),
        lambda: meetings.move(connection, OWNER, meeting, on(5), now=NOW),
    ):
        with pytest.raises(meetings.Closed):
            refused()


def test_a_calendar_replaces_what_it_had(connection: Connection, meeting: str) -> None:
    """The same uid for ever, a sequence that grows, and the cancellation said."""

    def file() -> Calendar:
        event = meetings.calendar(connection, meeting, "exemple.fr")
        return Calendar.from_ical(render_ics(event))

    first = file()
    later = STARTS + timedelta(days=1)
    meetings.move(connection, OWNER, meeting, on(1, later), now=NOW)
    moved = file()
    meetings.call_off(connection, OWNER, meeting, now=NOW)
    meetings.call_off(connection, OWNER, meeting, now=NOW)
    gone = file()
    events = [calendar.walk("VEVENT")[0] for calendar in (first, moved, gone)]
    assert {str(event["UID"]) for event in events} == {f"{meeting}@exemple.fr"}
    assert [int(str(event["SEQUENCE"])) for event in events] == [0, 1, 2]
    assert [event.decoded("DTSTART") for event in events] == [STARTS, later, later]
    assert [str(c["METHOD"]) for c in (first, moved, gone)] == [
        "PUBLISH",
        "PUBLISH",
        "CANCEL",
    ]
    assert str(events[2]["STATUS"]) == "CANCELLED"
