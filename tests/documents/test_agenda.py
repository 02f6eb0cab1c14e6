"""The three actions in a calendar."""

from datetime import date, timedelta

from icalendar import Calendar, Event

from tests.documents.samples import bakery
from toolkit.documents.formats import make
from toolkit.documents.job import Job
from toolkit.domain.duerp import Duerp, Rank, canonical
from toolkit.routes import File


def made(duerp: Duerp | None = None, draft: str = "abc") -> bytes:
    return make(Job(File.CALENDAR, canonical(duerp or bakery()), "fr", draft=draft))


def events(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]


def test_an_action_with_a_day_is_that_whole_day() -> None:
    [first, _second] = events(made())
    assert first.decoded("dtstart") == date(2027, 1, 15)
    assert first.decoded("dtend") == date(2027, 1, 16)


def test_an_action_without_a_day_is_left_out() -> None:
    three = bakery().ranked(Rank.PRIORITY)
    assert len(three) == 3
    assert len(events(made())) == sum(action.due is not None for action in three) == 2


def test_only_the_three_priorities_are_in_it() -> None:
    duerp = bakery()
    dated = tuple(a.model_copy(update={"due": date(2027, 3, 1)}) for a in duerp.actions)
    assert len(events(made(duerp.model_copy(update={"actions": dated})))) == 3


def test_it_rings_a_week_before_in_the_morning() -> None:
    [alarm] = events(made())[0].walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-7, hours=9)


def test_a_whole_day_needs_no_time_zone() -> None:
    assert b"VTIMEZONE" not in made()
    assert b"TZID" not in made()


def test_the_same_action_keeps_its_name_when_its_day_moves() -> None:
    duerp = bakery()
    moved = tuple(
        a.model_copy(update={"due": a.due + timedelta(days=9)}) if a.due else a
        for a in duerp.actions
    )
    later = duerp.model_copy(update={"actions": moved, "number": 3})
    assert names(made(later)) == names(made())


def test_two_companies_never_share_a_name() -> None:
    assert not names(made(draft="abc")) & names(made(draft="abd"))


def test_the_names_do_not_tell_the_draft() -> None:
    assert b"zzyzx" not in made(draft="zzyzx")


def names(content: bytes) -> set[str]:
    return {str(event["uid"]) for event in events(content)}


def test_it_says_the_action_the_risk_and_who() -> None:
    [first, _second] = events(made())
    action = bakery().ranked(Rank.PRIORITY)[0]
    assert str(first["summary"]) == action.steps[0].text
    assert action.risk in str(first["description"])
    assert "Qui\u00a0: Jeanne, gérante" in str(first["description"])


def test_the_lines_are_folded_as_the_standard_asks() -> None:
    lines = made().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"
