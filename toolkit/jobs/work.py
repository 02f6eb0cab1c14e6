"""Whoever works: takes one job after another, here or in `toolkit work`."""

import asyncio
import smtplib
from collections.abc import Callable
from datetime import timedelta

import structlog
from sqlalchemy.exc import OperationalError

from toolkit import clock
from toolkit.db import jobs
from toolkit.db.jobs import Job
from toolkit.db.session import consult, transact
from toolkit.jobs import calling_back, mailing, offering, publishing, purging

log = structlog.get_logger("toolkit.jobs")

PAUSE = 2.0  # seconds between two looks at the table

KINDS: dict[str, Callable[[int | None], None]] = {
    mailing.KIND: mailing.deliver,
    purging.KIND: purging.purge,
    publishing.KIND: publishing.publish,
    offering.KIND: offering.offer,
    calling_back.KIND: calling_back.watch,
}
REPEATED: dict[str, timedelta] = {
    purging.KIND: purging.EVERY,
    publishing.KIND: publishing.EVERY,
    offering.KIND: offering.EVERY,
    calling_back.KIND: calling_back.EVERY,
}


def prepare() -> None:
    """The jobs that come back by themselves are there."""
    for kind in REPEATED:
        transact(jobs.ensure, kind, due=clock.now())


def work() -> int:
    """Do what is due; says how many jobs that was."""
    done = 0
    while consult(jobs.is_due, now=clock.now()):
        job = transact(jobs.claim, now=clock.now())
        if job is None:
            break
        _do(job)
        done += 1
    return done


def _do(job: Job) -> None:
    fault = ""
    try:
        KINDS[job.kind](job.subject)
    except Exception as failure:  # whatever it is, the other jobs go on
        fault = _name(failure)
        log.warning("job failed", kind=job.kind, attempts=job.attempts, fault=fault)
    now = clock.now()
    if job.kind in REPEATED:
        transact(jobs.repeat, job, due=now + REPEATED[job.kind], fault=fault)
    elif fault:
        transact(jobs.fail, job, fault, now=now)
    else:
        transact(jobs.finish, job, now=now)


def _name(failure: Exception) -> str:
    """Its kind and a mail server's code: its words may name somebody."""
    code = (
        f" {failure.smtp_code}"
        if isinstance(failure, smtplib.SMTPResponseException)
        else ""
    )
    return f"{type(failure).__name__}{code}"[:80]


async def keep_working() -> None:
    """Until the process ends; a busy database is asked again."""
    is_prepared = False
    while True:
        try:
            if not is_prepared:
                await asyncio.to_thread(prepare)
                is_prepared = True
            await asyncio.to_thread(work)
        except OperationalError:
            log.warning("jobs wait for the database")
        await asyncio.sleep(PAUSE)
