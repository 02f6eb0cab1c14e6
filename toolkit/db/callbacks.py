"""Requests to be called back, in storage: read by the service, erased as soon as done."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    delete,
    func,
    select,
    update,
)

from toolkit.db.models.callback import Callback
from toolkit.db.tables import erase_for_good, inserting, table_of
from toolkit.domain.callback import Purpose, Request, When

_CALLBACK = table_of(Callback)


@dataclass(frozen=True)
class Asked:
    """A request as the service reads it."""

    id: int
    request: Request
    locale: str
    asked_at: datetime
    until: datetime
    read_at: datetime | None


def add(
    connection: Connection,
    request: Request,
    *,
    key: str,
    locale: str,
    now: datetime,
    until: datetime,
) -> bool:
    """False when this key already has its request: the same form, sent again."""
    row = inserting(connection.dialect.name, _CALLBACK).values(
        key_sha256=_sha256(key),
        service=request.service,
        name=request.name,
        phone=request.phone,
        part_of_day=request.part_of_day.value,
        purpose=request.purpose.value,
        locale=locale,
        asked_at=now,
        until=until,
    )
    once = row.on_conflict_do_nothing(index_elements=["key_sha256"])
    # What a driver counts of such an insert differs; what comes back does not.
    return connection.execute(once.returning(_CALLBACK.c.id)).first() is not None


def is_kept(connection: Connection, key: str, *, now: datetime) -> bool:
    own = select(_CALLBACK.c.id).where(_of(key), _CALLBACK.c.until > now)
    return connection.execute(own).first() is not None


def withdraw(connection: Connection, key: str) -> bool:
    """Erase it at once; False when there is nothing left to erase."""
    return _erase(connection, _of(key)) == 1


def listed(
    connection: Connection, service: str | None = None, *, now: datetime
) -> list[Asked]:
    """The oldest first; those whose time is over are not told any more."""
    asked = select(_CALLBACK).where(_CALLBACK.c.until > now)
    if service is not None:
        asked = asked.where(_CALLBACK.c.service == service)
    return [_asked(row) for row in connection.execute(asked.order_by(_CALLBACK.c.id))]


def mark_read(connection: Connection, ids: Iterable[int], *, now: datetime) -> None:
    """The first time somebody read it stays."""
    these = _CALLBACK.c.id.in_([*ids]) & _CALLBACK.c.read_at.is_(None)
    connection.execute(update(_CALLBACK).where(these).values(read_at=now))


def done(connection: Connection, number: int) -> bool:
    """The person was called: what they gave has served, and is erased."""
    return _erase(connection, _CALLBACK.c.id == number) == 1


def count_unread(connection: Connection, service: str, *, before: datetime) -> int:
    waiting = select(func.count()).where(
        _CALLBACK.c.service == service,
        _CALLBACK.c.read_at.is_(None),
        _CALLBACK.c.asked_at <= before,
    )
    return connection.execute(waiting).scalar_one()


def forget(connection: Connection, *, now: datetime) -> int:
    return _erase(connection, _CALLBACK.c.until <= now)


def _erase(connection: Connection, which: ColumnElement[bool]) -> int:
    erase_for_good(connection)
    return connection.execute(delete(_CALLBACK).where(which)).rowcount


def _of(key: str) -> ColumnElement[bool]:
    return _CALLBACK.c.key_sha256 == _sha256(key)


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _asked(row: Row[Any]) -> Asked:
    request = Request(
        service=row.service,
        name=row.name,
        phone=row.phone,
        part_of_day=When(row.part_of_day),
        purpose=Purpose(row.purpose),
    )
    return Asked(row.id, request, row.locale, row.asked_at, row.until, row.read_at)
