"""The table of jobs: added in the transaction of what they follow, claimed by lease."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from toolkit.db.models.job import Job as JobRow
from toolkit.db.tables import inserting, table_of
from toolkit.domain.retry import ATTEMPTS_MAX, wait

LEASE = timedelta(minutes=5)
CRASHED = "stopped in the middle"

_JOB = table_of(JobRow)
_IS_OPEN = _JOB.c.done_at.is_(None) & _JOB.c.dead_at.is_(None)


@dataclass(frozen=True)
class Job:
    """A job somebody holds."""

    id: int
    kind: str
    subject: int | None
    attempts: int
    lease: str


@dataclass(frozen=True)
class Dead:
    """A job that was given up."""

    id: int
    kind: str
    dead_at: datetime
    fault: str


_NEW = {"attempts": 0, "lease": "", "fault": ""}


def add(
    connection: Connection, kind: str, subject: int | None, *, due: datetime
) -> None:
    values = {"kind": kind, "subject": subject, "due_at": due, **_NEW}
    connection.execute(insert(_JOB).values(**values))


def ensure(connection: Connection, kind: str, *, due: datetime) -> None:
    """One job of this kind, not two, whoever else asks."""
    values = {"kind": kind, "key": kind, "due_at": due, **_NEW}
    one = (
        inserting(connection.dialect.name, _JOB)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    connection.execute(one)


def is_due(connection: Connection, *, now: datetime) -> bool:
    return (
        connection.execute(select(_JOB.c.id).where(_may(now)).limit(1)).first()
        is not None
    )


def claim(connection: Connection, *, now: datetime) -> Job | None:
    """Hold the job due for longest; a job whose holder is silent for LEASE is free."""
    longest = select(_JOB).where(_may(now)).order_by(_JOB.c.due_at, _JOB.c.id).limit(1)
    row = connection.execute(longest.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    if row.attempts >= ATTEMPTS_MAX:
        # It never says that it failed: it takes its process with it.
        _set(connection, row.id, dead_at=now, fault=CRASHED)
        return claim(connection, now=now)
    lease = secrets.token_hex(16)
    _set(
        connection,
        row.id,
        lease=lease,
        leased_until=now + LEASE,
        attempts=row.attempts + 1,
    )
    return Job(row.id, row.kind, row.subject, row.attempts + 1, lease)


def _may(now: datetime) -> ColumnElement[bool]:
    free = or_(_JOB.c.leased_until.is_(None), _JOB.c.leased_until <= now)
    return _IS_OPEN & (_JOB.c.due_at <= now) & free


def _set(connection: Connection, job: int, **values: object) -> None:
    connection.execute(update(_JOB).where(_JOB.c.id == job).values(**values))


def finish(connection: Connection, job: Job, *, now: datetime) -> None:
    _release(connection, job, done_at=now, fault="")


def repeat(connection: Connection, job: Job, *, due: datetime, fault: str) -> None:
    """To be done again at `due`, as if for the first time."""
    _release(connection, job, due_at=due, attempts=0, fault=fault)


def fail(connection: Connection, job: Job, fault: str, *, now: datetime) -> None:
    """Try again later, or give up."""
    pause = wait(job.attempts)
    if pause is None:
        _release(connection, job, dead_at=now, fault=fault)
    else:
        _release(connection, job, due_at=now + pause, fault=fault)


def _release(connection: Connection, job: Job, **values: object) -> None:
    """Nothing is said of a job that somebody else took meanwhile."""
    mine = (_JOB.c.id == job.id) & (_JOB.c.lease == job.lease)
    free = {"lease": "", "leased_until": None}
    connection.execute(update(_JOB).where(mine).values(**values, **free))


def dead(connection: Connection) -> list[Dead]:
    rows = connection.execute(
        select(_JOB).where(_JOB.c.dead_at.is_not(None)).order_by(_JOB.c.dead_at)
    )
    return [Dead(row.id, row.kind, row.dead_at, row.fault) for row in rows]


def waiting(connection: Connection) -> int:
    count = select(func.count()).select_from(_JOB).where(_IS_OPEN)
    return connection.execute(count).scalar_one()


def revive(connection: Connection, job: int, *, now: datetime) -> bool:
    """Try a dead job again, from the start; False when there is none."""
    dead_one = (_JOB.c.id == job) & _JOB.c.dead_at.is_not(None)
    fresh = {"dead_at": None, "due_at": now, "attempts": 0, "leased_until": None}
    return connection.execute(update(_JOB).where(dead_one).values(**fresh)).rowcount > 0


def forget(connection: Connection, *, before: datetime) -> int:
    """Erase what was done, or given up, before this moment."""
    old = or_(_JOB.c.done_at < before, _JOB.c.dead_at < before)
    return connection.execute(delete(_JOB).where(old)).rowcount
