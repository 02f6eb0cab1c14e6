"""Documents are made elsewhere, a few at a time, and kept where they cannot change."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Coroutine
from typing import Any

import pytest

from tests.documents.samples import bakery, nothing_answered
from toolkit.documents.job import Job
from toolkit.documents.kept import Kept, Sealed
from toolkit.documents.pool import EACH_MAX, WAITING_MAX, NotMade, Pool, TooBusy
from toolkit.domain.duerp import canonical
from toolkit.routes import File


def job(file: File = File.CALENDAR, draft: str = "abc") -> Job:
    return Job(file, canonical(bakery()), "fr", draft=draft)


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(coroutine)


def test_workers_start_on_demand_and_stop_when_idle() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1, idle=0.3)
        assert pool.workers == []
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        [worker] = pool.workers
        await asyncio.sleep(0.5)
        assert pool.workers == []
        await gone(worker)
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        await pool.close()

    run(scenario())


async def gone(worker: int) -> None:
    """A worker that was let go ends by itself."""
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("the worker is still there")


def test_a_file_asked_for_in_time_keeps_the_workers() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1, idle=1.5)
        await pool.render(job())
        before = pool.workers
        for _ in range(4):
            await asyncio.sleep(0.5)
            await pool.render(job())
        assert pool.workers == before
        await pool.close()

    run(scenario())


def test_a_worker_that_dies_is_replaced_and_the_file_made() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        await pool.render(job())
        [worker] = pool.workers
        os.kill(worker, signal.SIGKILL)
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        assert worker not in pool.workers
        await pool.close()

    run(scenario())


def test_one_draft_cannot_take_every_place() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        asked = [asyncio.ensure_future(pool.render(job())) for _ in range(EACH_MAX + 1)]
        other = asyncio.ensure_future(pool.render(job(draft="another")))
        made = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in made].count(TooBusy) == 1
        assert (await other).startswith(b"BEGIN:VCALENDAR")
        await pool.close()

    run(scenario())


def test_too_many_at_once_are_refused_and_later_ones_served() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        jobs = [job(draft=str(n)) for n in range(WAITING_MAX + 3)]
        made = await asyncio.gather(
            *(pool.render(one) for one in jobs), return_exceptions=True
        )
        assert [type(one) for one in made].count(TooBusy) == 3
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        await pool.close()

    run(scenario())


def test_two_files_are_made_at_once() -> None:
    async def scenario() -> None:
        pool = Pool(workers=2)
        await asyncio.gather(pool.render(job()), pool.render(job(File.DUERP_PDF)))
        assert len(pool.workers) == 2
        await pool.close()

    run(scenario())


def test_a_worker_gives_way_to_the_server() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        await pool.render(job())
        [worker] = pool.workers
        assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(
            os.PRIO_PROCESS, 0
        )
        await pool.close()

    run(scenario())


def test_any_file_is_made_in_the_pool() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        content = canonical(nothing_answered())
        for file in File:
            assert len(await pool.render(Job(file, content, "fr"))) > 50
        await pool.close()

    run(scenario())


def test_a_fault_is_told_without_what_somebody_wrote_and_the_worker_goes_on() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        with pytest.raises(NotMade) as told:
            await pool.render(Job(File.CALENDAR, b'{"company": "Chez Zyzzyva"}', "fr"))
        assert str(told.value).startswith("ValidationError at main.py:")
        assert "Zyzzyva" not in str(told.value)
        before = pool.workers
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        assert pool.workers == before
        await pool.close()

    run(scenario())


def test_a_file_nobody_waits_for_any_more_is_never_given_to_another() -> None:
    async def scenario() -> None:
        pool = Pool(workers=1)
        await pool.render(job())
        left = asyncio.ensure_future(pool.render(job(File.DUERP_PDF)))
        await asyncio.sleep(0.01)
        left.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await left
        assert (await pool.render(job())).startswith(b"BEGIN:VCALENDAR")
        await pool.close()

    run(scenario())


def name(number: int) -> Sealed:
    return Sealed("ab" * 32, "duerp.pdf", "fr", f"Ana {number}", "", "abc")


def test_what_is_kept_is_given_back() -> None:
    files = Kept()
    files.keep(name(1), b"one")
    assert files.get(name(1)) == b"one"
    assert files.get(name(2)) is None


@pytest.mark.parametrize("field", Sealed._fields)
def test_a_file_is_never_given_for_another(field: str) -> None:
    files = Kept()
    files.keep(name(1), b"one")
    assert files.get(name(1)._replace(**{field: "other"})) is None


def test_the_oldest_go_first_when_there_is_no_more_room() -> None:
    files = Kept(most=10)
    for number in range(3):
        files.keep(name(number), b"x" * 4)
    assert [files.get(name(n)) is not None for n in range(3)] == [False, True, True]


def test_a_file_asked_for_again_stays_longer() -> None:
    files = Kept(most=10)
    files.keep(name(0), b"x" * 4)
    files.keep(name(1), b"x" * 4)
    files.get(name(0))
    files.keep(name(2), b"x" * 4)
    assert [files.get(name(n)) is not None for n in range(3)] == [True, False, True]


def test_a_file_too_large_is_not_kept_and_chases_nothing() -> None:
    files = Kept(most=10)
    files.keep(name(0), b"x" * 4)
    files.keep(name(1), b"x" * 11)
    assert files.get(name(0)) is not None
    assert files.get(name(1)) is None


def test_keeping_twice_counts_once() -> None:
    files = Kept(most=10)
    for _ in range(5):
        files.keep(name(0), b"x" * 4)
    files.keep(name(1), b"x" * 4)
    assert files.get(name(0)) is not None
