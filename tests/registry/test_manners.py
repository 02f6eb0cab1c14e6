"""Good manners: what is known is not asked again, seven a second, rest when it fails."""

import asyncio
from collections.abc import Callable

import pytest

from tests.played import BAKERY, Played
from toolkit.domain.registry import Answer, Query, query_of
from toolkit.registry.breaker import FAILURES, PAUSE, Breaker
from toolkit.registry.cache import ANSWERS_MAX, LIFETIME, Cache
from toolkit.registry.client import make_client
from toolkit.registry.faults import Busy, Unavailable
from toolkit.registry.lookup import Registry
from toolkit.registry.pace import PATIENCE, PAUSE_MAX, PER_SECOND, Pace


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def with_registry(
    server: Played, clock: Clock, run: Callable[[Registry], object], breaker: Breaker
) -> None:
    async def go() -> None:
        async with make_client(server.url, timeout=2, contact="x") as client:
            registry = Registry(
                client,
                timeout=2,
                pace=Pace(clock, clock.sleep),
                breaker=breaker,
                cache=Cache(clock),
            )
            result = run(registry)
            if asyncio.iscoroutine(result):
                await result

    asyncio.run(go())


def asked(typed: str) -> Query:
    query = query_of(typed)
    assert query is not None
    return query


async def fails(registry: Registry, typed: str = "panne") -> str:
    try:
        await registry.find(asked(typed))
    except Unavailable as fault:
        return fault.why
    return ""


def test_the_same_question_is_asked_once_an_hour(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        first = await registry.find(asked("lavoir"))
        clock.seconds += LIFETIME - 1
        assert await registry.find(asked(" LAVOIR ")) == first
        assert server.times("lavoir") == 1
        clock.seconds += 2
        assert await registry.find(asked("lavoir")) == first
        assert server.times("lavoir") == 2

    with_registry(server, clock, run, Breaker(clock))


def test_whoever_is_chosen_from_a_list_is_not_asked_for_again(
    server: Played, clock: Clock
) -> None:
    async def run(registry: Registry) -> None:
        listed = await registry.find(asked("lavoir"))
        for one in listed.found:
            assert (await registry.find(asked(one.siret))).found == (one,)

    with_registry(server, clock, run, Breaker(clock))
    assert len(server.seen) == 1


def test_each_page_is_its_own_question(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        for page in (1, 2, 1, 2):
            await registry.find(asked("lavoir"), page)

    with_registry(server, clock, run, Breaker(clock))
    assert [one.asked["page"] for one in server.seen] == ["1", "2"]


def test_a_failure_is_not_remembered(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        for _ in range(3):
            assert await fails(registry) == "status 500"

    with_registry(server, clock, run, Breaker(clock))
    assert len(server.seen) == 3


def test_the_cache_is_bounded_and_keeps_what_is_used(clock: Clock) -> None:
    cache = Cache(clock)
    used = Query(words="used")
    cache.put(used, 1, Answer(pages=9))
    for number in range(ANSWERS_MAX):
        cache.put(Query(words=f"n{number}"), 1, Answer())
        assert cache.get(used, 1) == Answer(pages=9)
    assert len(cache) == ANSWERS_MAX
    assert cache.get(Query(words="n0"), 1) is None


def test_after_five_failures_nobody_waits_for_the_registry(
    server: Played, clock: Clock
) -> None:
    async def run(registry: Registry) -> None:
        for _ in range(FAILURES):
            assert await fails(registry) == "status 500"
        assert await fails(registry, "lavoir") == "left alone"

    with_registry(server, clock, run, Breaker(clock))
    assert len(server.seen) == FAILURES


def test_after_the_pause_one_call_tries_and_closes_the_breaker(
    server: Played, clock: Clock
) -> None:
    async def run(registry: Registry) -> None:
        for _ in range(FAILURES):
            await fails(registry)
        clock.seconds += PAUSE + 1
        assert (await registry.find(asked("lavoir"))).found
        assert (await registry.find(asked("unique"))).found

    with_registry(server, clock, run, Breaker(clock))


def test_a_trial_that_fails_opens_it_again(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        for _ in range(FAILURES):
            await fails(registry)
        clock.seconds += PAUSE + 1
        assert await fails(registry) == "status 500"
        assert await fails(registry, "lavoir") == "left alone"

    with_registry(server, clock, run, Breaker(clock))


def test_while_one_call_tries_the_others_do_not(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.failed()
    assert not breaker.admits()
    clock.seconds += PAUSE
    assert breaker.admits()
    assert not breaker.admits()
    # The trial was never heard of again.
    clock.seconds += PAUSE
    assert breaker.admits()
    breaker.succeeded()
    assert breaker.admits()
    assert not breaker.is_open


def test_one_success_forgets_the_failures_before(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.admits()


def test_words_it_refuses_do_not_open_it(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        for number in range(2 * FAILURES):
            assert await registry.find(asked(f"incomprise {number}")) == Answer()
            clock.seconds += 1

    with_registry(server, clock, run, Breaker(clock))
    assert len(server.seen) == 2 * FAILURES


def test_a_busy_registry_does_not_open_it_but_is_left_alone(
    server: Played, clock: Clock
) -> None:
    async def run(registry: Registry) -> None:
        with pytest.raises(Busy):
            await registry.find(asked("occupé une heure"))
        with pytest.raises(Busy):
            await registry.find(asked("lavoir"))
        clock.seconds += PAUSE_MAX + 1
        assert (await registry.find(asked("lavoir"))).found

    with_registry(server, clock, run, Breaker(clock))
    assert len(server.seen) == 2


def test_no_second_holds_more_calls_than_the_rule() -> None:
    """Real seconds, a real server's clock: thirteen calls at once."""
    pace = Pace()
    moments: list[float] = []

    async def call() -> None:
        await pace.turn()
        moments.append(asyncio.get_running_loop().time())

    async def run() -> None:
        await asyncio.gather(*(call() for _ in range(2 * PER_SECOND + 1)))

    asyncio.run(run())
    later = moments[PER_SECOND:]
    assert all(b - a > 0.98 for a, b in zip(moments, later, strict=False))
    assert PER_SECOND <= 7


def test_whoever_would_wait_too_long_is_told_at_once(clock: Clock) -> None:
    async def run() -> None:
        waits: list[float] = []

        async def note(seconds: float) -> None:
            waits.append(seconds)

        pace = Pace(clock, note)
        for _ in range(3 * PER_SECOND):
            await pace.turn()
        with pytest.raises(Busy) as told:
            await pace.turn()
        assert told.value.seconds > PATIENCE
        assert max(waits) <= PATIENCE

    asyncio.run(run())


@pytest.mark.parametrize(("asked_for", "kept"), [(10, 10), (10**6, PAUSE_MAX)])
def test_the_rest_it_asks_for_is_bounded(
    clock: Clock, asked_for: float, kept: float
) -> None:
    pace = Pace(clock, clock.sleep)
    pace.pause(asked_for)
    pace.pause(-5)
    clock.seconds += kept - 1
    asyncio.run(pace.turn())
    assert clock.seconds == 1000 + kept


def test_a_siret_is_asked_as_typed(server: Played, clock: Clock) -> None:
    async def run(registry: Registry) -> None:
        await registry.find(asked("552 081 317 66522"))

    with_registry(server, clock, run, Breaker(clock))
    assert server.seen[0].asked["q"] == BAKERY
