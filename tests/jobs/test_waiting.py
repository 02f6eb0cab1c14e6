"""Who waits: for a call, for a seat; and what is left of it afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from toolkit import clock
from toolkit.content.self_checks import self_checks
from toolkit.db import bookings, calendars, callbacks, communities, letters, meetings
from toolkit.db.meetings import Timetable
from toolkit.db.session import consult, transact
from toolkit.domain.booking import OFFER_HOLDS, Status
from toolkit.domain.callback import Purpose, Request, When
from toolkit.domain.community import Increment, Measure
from toolkit.domain.help import Spsti
from toolkit.jobs import work
from toolkit.settings import settings
from toolkit.workflows import callback, registering

BEGUN = datetime(2026, 11, 25, 9, tzinfo=UTC)
COMMUNITY = "pairs:vallee-exemple"


class Clock:
    """Turned by hand; the work due is done at each stop."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def go(self, **later: float) -> None:
        moment = BEGUN + timedelta(**later)
        self._patch.setattr(clock, "now", lambda: moment)

    def work_at(self, **later: float) -> None:
        self.go(**later)
        work.work()


@pytest.fixture
def hours(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """With the invented service and community of a machine of one's own."""
    del engine
    monkeypatch.setenv("TOOLKIT_EXAMPLES", "1")
    settings.cache_clear()
    turned = Clock(monkeypatch)
    turned.go()
    work.prepare()
    work.work()
    yield turned
    settings.cache_clear()


def service(days: int = 30) -> Spsti:
    [one] = self_checks(settings().own_self_checks).local.calling_back
    return one.model_copy(update={"callback_kept_days": days})


def ask(key: str, *, days: int = 30) -> None:
    request = Request(
        service=service().id,
        name="Ana",
        phone="06 12 34 56 78",
        part_of_day=When.ANY,
        purpose=Purpose.CALL,
    )
    transact(callback.ask, service(days), request, key=key, locale="fr")


def kept() -> int:
    every = "SELECT count(*) FROM callback"
    return consult(lambda c: c.exec_driver_sql(every).scalar_one())


def told(address: str = "accueil@sante-travail.exemple.fr") -> list[str]:
    found = consult(letters.newest, 99)
    return [one.text for one in reversed(found) if one.address == address]


def read_all() -> None:
    waiting = consult(callbacks.listed, now=clock.now())
    transact(callbacks.mark_read, [one.id for one in waiting], now=clock.now())


def test_a_request_is_erased_when_its_time_is_over(hours: Clock) -> None:
    ask("short", days=7)
    ask("long")
    hours.work_at(days=6)
    assert kept() == 2
    hours.work_at(days=7)
    assert kept() == 1
    assert not consult(callbacks.is_kept, "short", now=clock.now())
    hours.work_at(days=29, hours=23)
    assert consult(callbacks.is_kept, "long", now=clock.now())
    hours.work_at(days=30)
    assert kept() == 0


def test_a_request_keeps_the_day_it_was_promised(hours: Clock) -> None:
    """Whatever the service sets afterwards, and even if it is no longer there."""
    ask("promised", days=7)
    hours.go(days=1)
    [one] = consult(callbacks.listed, now=clock.now())
    assert one.until == BEGUN + timedelta(days=7)


def test_a_request_whose_time_is_over_is_not_shown_before_it_is_erased(
    hours: Clock,
) -> None:
    ask("late", days=1)
    hours.go(days=1)
    assert (kept(), consult(callbacks.listed, now=clock.now())) == (1, [])


def test_a_service_is_told_at_once_then_once_an_hour_until_it_reads(
    hours: Clock,
) -> None:
    ask("a")
    hours.go(minutes=10)
    ask("b")
    assert len(told()) == 1
    assert "1 personne attend" in told()[0]
    hours.go(minutes=70)
    ask("c")
    assert "3 personnes attendent" in told()[1]
    read_all()
    hours.go(minutes=75)
    ask("d")
    assert "1 personne attend" in told()[2]


def test_a_service_that_does_not_read_is_told_again_after_two_days(
    hours: Clock,
) -> None:
    ask("a")
    hours.work_at(days=1)
    assert len(told()) == 1
    hours.work_at(days=2)
    hours.work_at(days=2, hours=5)
    assert len(told()) == 2
    hours.work_at(days=3)
    assert len(told()) == 3
    read_all()
    hours.work_at(days=4)
    assert len(told()) == 3


def test_who_reads_first_is_the_one_remembered(hours: Clock) -> None:
    ask("a")
    hours.go(days=1)
    read_all()
    hours.go(days=2)
    read_all()
    [one] = consult(callbacks.listed, now=clock.now())
    assert one.read_at == BEGUN + timedelta(days=1)


def plan(seats: int = 1, days: int = 20) -> str:
    starts = BEGUN + timedelta(days=days)
    when = Timetable("Pairs", "Salle", starts, starts + timedelta(hours=2), seats)
    return transact(meetings.plan, COMMUNITY, when, now=clock.now())


def join(meeting: str, who: str) -> Status:
    address = f"{who}@exemple.fr"
    return transact(
        registering.enrol, meeting, name=who, address=address, locale="fr"
    ).status


def places(meeting: str) -> list[Status]:
    people = consult(meetings.listed, COMMUNITY, meeting)
    return [person.place.status for person in people]


def test_an_offer_not_taken_in_time_goes_to_the_next_who_is_told(hours: Clock) -> None:
    meeting = plan()
    assert join(meeting, "ana") is Status.CONFIRMED
    assert [join(meeting, who) for who in ("bob", "zoe")] == [Status.WAITING] * 2
    ana = consult(meetings.listed, COMMUNITY, meeting)[0]
    key, _ = transact(bookings.renew, meeting, ana.address)
    transact(registering.give_back, key, meeting)
    assert "Elle est à vous" in told("bob@exemple.fr")[-1]
    hours.work_at(hours=OFFER_HOLDS / timedelta(hours=1) - 1)
    assert places(meeting)[1] is Status.OFFERED
    hours.work_at(hours=OFFER_HOLDS / timedelta(hours=1) + 1)
    assert places(meeting) == [Status.CANCELLED, Status.LAPSED, Status.OFFERED]
    assert "Elle est à vous" in told("zoe@exemple.fr")[-1]
    assert len(told("bob@exemple.fr")) == 2


def test_somebody_who_comes_after_an_offer_lapsed_takes_nobody_s_turn(
    hours: Clock,
) -> None:
    """No job ran meanwhile: the newcomer's own request tells who is next."""
    meeting = plan()
    for who in ("ana", "bob", "zoe"):
        join(meeting, who)
    key, _ = transact(bookings.renew, meeting, "ana@exemple.fr")
    transact(registering.give_back, key, meeting)
    hours.go(days=3)
    assert join(meeting, "eve") is Status.WAITING
    assert "Elle est à vous" in told("zoe@exemple.fr")[-1]


def test_more_seats_reach_those_who_wait(hours: Clock) -> None:
    meeting = plan()
    for who in ("ana", "bob"):
        join(meeting, who)
    hours.go(days=1)
    local = self_checks(settings().own_self_checks).local
    [community] = local.communities
    starts = BEGUN + timedelta(days=21)
    when = Timetable("Pairs", "Ailleurs", starts, starts + timedelta(hours=2), 2)
    assert transact(registering.move, community, meeting, when) == 2
    for who, said in (("ana", "est réservée"), ("bob", "Elle est à vous")):
        assert said in told(f"{who}@exemple.fr")[-1]
        assert "Ailleurs" in told(f"{who}@exemple.fr")[-1]


def test_who_came_is_erased_a_month_after_and_other_lists_stay(hours: Clock) -> None:
    meeting = plan(days=1)
    join(meeting, "ana")
    starts = BEGUN + timedelta(days=1)
    when = Timetable("Module", "Salle", starts, starts + timedelta(hours=2), 5)
    other = transact(meetings.plan, "spsti-essai", when, now=clock.now())
    transact(
        bookings.register, other, name="Zoé", address="z@exemple.fr", now=clock.now()
    )
    hours.work_at(days=30)
    assert len(places(meeting)) == 1
    hours.work_at(days=31.2)
    assert places(meeting) == []
    assert len(consult(meetings.listed, "spsti-essai", other)) == 1


def test_a_closed_or_foreign_meeting_is_left_alone_by_the_work(hours: Clock) -> None:
    meeting = plan(days=1)
    assert consult(calendars.open_of, "pairs:", now=clock.now()) == [meeting]
    assert consult(calendars.open_of, "pairs_", now=clock.now()) == []
    hours.work_at(days=2)
    assert consult(calendars.open_of, "pairs:", now=clock.now()) == []
    assert consult(calendars.upcoming, COMMUNITY, now=clock.now()) == []


def test_a_year_that_ends_is_published_by_the_work_of_the_next_day(
    hours: Clock,
) -> None:
    one = Increment(measure=Measure.TAKING_PART)
    transact(communities.add, "vallee-exemple", one, year=2026)
    hours.work_at(days=36)  # 31 December
    assert consult(communities.published, "vallee-exemple") == ()
    hours.work_at(days=37)
    [year] = consult(communities.published, "vallee-exemple")
    assert (year.year, year.figures) == (2026, None)
