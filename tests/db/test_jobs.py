"""The table of jobs: each done once unless somebody dies, nothing lost, none for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from toolkit.db import jobs
from toolkit.db.session import consult, transact
from toolkit.domain.retry import ATTEMPTS_MAX, WAITS

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_job_is_not_done_before_its_time(connection: Connection) -> None:
    jobs.add(connection, "mail", 1, due=NOW + MINUTE)
    assert not jobs.is_due(connection, now=NOW)
    assert jobs.claim(connection, now=NOW) is None
    assert jobs.is_due(connection, now=NOW + MINUTE)
    assert jobs.claim(connection, now=NOW + MINUTE)


def test_the_job_due_for_longest_comes_first(connection: Connection) -> None:
    for subject, due in ((1, NOW), (2, NOW - MINUTE), (3, NOW)):
        jobs.add(connection, "mail", subject, due=due)
    claimed = [jobs.claim(connection, now=NOW) for _ in range(4)]
    assert [job and job.subject for job in claimed] == [2, 1, 3, None]


def test_a_held_job_is_nobody_else_s_until_its_holder_is_silent(
    connection: Connection,
) -> None:
    jobs.add(connection, "mail", 1, due=NOW)
    first = jobs.claim(connection, now=NOW)
    assert first
    assert jobs.claim(connection, now=NOW + jobs.LEASE - MINUTE) is None
    second = jobs.claim(connection, now=NOW + jobs.LEASE)
    assert second
    assert (second.id, second.attempts) == (first.id, 2)
    jobs.finish(connection, first, now=NOW + jobs.LEASE)
    assert jobs.waiting(connection) == 1, "who lost the job says nothing of it"
    jobs.finish(connection, second, now=NOW + jobs.LEASE)
    assert jobs.waiting(connection) == 0


def test_what_fails_is_tried_again_later_then_given_up_in_sight(
    connection: Connection,
) -> None:
    jobs.add(connection, "mail", 1, due=NOW)
    now = NOW
    for pause in WAITS:
        job = jobs.claim(connection, now=now)
        assert job
        jobs.fail(connection, job, "SMTPServerDisconnected", now=now)
        assert jobs.claim(connection, now=now + pause - MINUTE / 2) is None
        now += pause
    job = jobs.claim(connection, now=now)
    assert job
    assert job.attempts == ATTEMPTS_MAX
    jobs.fail(connection, job, "SMTPServerDisconnected", now=now)
    [dead] = jobs.dead(connection)
    assert (dead.kind, dead.fault) == ("mail", "SMTPServerDisconnected")
    assert jobs.waiting(connection) == 0

    assert not jobs.revive(connection, dead.id + 1, now=now)
    assert jobs.revive(connection, dead.id, now=now)
    again = jobs.claim(connection, now=now)
    assert again
    assert again.attempts == 1


def test_a_job_that_kills_who_does_it_is_given_up_too(connection: Connection) -> None:
    jobs.add(connection, "mail", 1, due=NOW)
    jobs.add(connection, "mail", 2, due=NOW + MINUTE / 2)
    now = NOW
    for _ in range(ATTEMPTS_MAX):
        job = jobs.claim(connection, now=now)
        assert job
        assert job.subject == 1
        now += jobs.LEASE
    following = jobs.claim(connection, now=now)
    assert following
    assert following.subject == 2
    assert [one.fault for one in jobs.dead(connection)] == [jobs.CRASHED]


def test_a_repeated_job_is_there_once_and_comes_back(connection: Connection) -> None:
    jobs.ensure(connection, "purge", due=NOW)
    jobs.ensure(connection, "purge", due=NOW)
    assert jobs.waiting(connection) == 1
    job = jobs.claim(connection, now=NOW)
    assert job
    jobs.repeat(connection, job, due=NOW + timedelta(days=1), fault="")
    jobs.ensure(connection, "purge", due=NOW)
    assert jobs.claim(connection, now=NOW + MINUTE) is None
    assert jobs.claim(connection, now=NOW + timedelta(days=1))


def test_what_is_done_is_forgotten_and_what_waits_is_kept(
    connection: Connection,
) -> None:
    for subject in (1, 2):
        jobs.add(connection, "mail", subject, due=NOW)
    job = jobs.claim(connection, now=NOW)
    assert job
    jobs.finish(connection, job, now=NOW)
    assert jobs.forget(connection, before=NOW) == 0
    assert jobs.forget(connection, before=NOW + MINUTE) == 1
    assert jobs.waiting(connection) == 1


def test_many_workers_never_hold_the_same_job(engine: Engine) -> None:
    del engine
    for subject in range(40):
        transact(jobs.add, "mail", subject, due=NOW)

    def work(_worker: int) -> list[int | None]:
        held: list[int | None] = []
        while consult(jobs.is_due, now=NOW):
            try:
                job = transact(jobs.claim, now=NOW)
            except OperationalError:
                continue  # SQLite is busy
            if job:
                held.append(job.subject)
        return held

    with ThreadPoolExecutor(8) as crowd:
        each = list(crowd.map(work, range(8)))
    held = [subject for some in each for subject in some]
    assert sorted(held, key=str) == sorted(range(40), key=str)


def test_many_servers_starting_make_one_repeated_job(engine: Engine) -> None:
    del engine

    def begin(_server: int) -> None:
        while True:
            try:
                transact(jobs.ensure, "purge", due=NOW)
            except OperationalError:
                continue  # SQLite is busy
            return

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(begin, range(8)))
    assert consult(jobs.waiting) == 1
