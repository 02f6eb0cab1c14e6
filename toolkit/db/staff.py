"""Roles of staff, and the second factor asked of those who have one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from toolkit.db.models.account import (
    Account,
    RecoveryCode,
    SecondFactor,
    StaffRole,
)
from toolkit.db.tables import inserting, put, table_of
from toolkit.db.tokens import sha256_of
from toolkit.domain.rights import Role

_ACCOUNT = table_of(Account)
_STAFF = table_of(StaffRole)
_FACTOR = table_of(SecondFactor)
_CODE = table_of(RecoveryCode)

TRIES_MAX, THEIR_PERIOD = 5, timedelta(minutes=15)


class TooManyTries(RuntimeError):
    """Wrong codes one after another: none is read for a while."""


@dataclass(frozen=True)
class Staff:
    address: str
    role: Role
    service: str
    has_factor: bool


@dataclass(frozen=True)
class Factor:
    secret: str
    is_confirmed: bool
    last_step: int


def give(
    connection: Connection, account: int, role: Role, service: str, *, now: datetime
) -> None:
    given = inserting(connection.dialect.name, _STAFF).values(
        account_id=account, role=role.value, service=service, given_at=now
    )
    connection.execute(given.on_conflict_do_nothing())


def take_back(connection: Connection, account: int, role: Role, service: str) -> bool:
    own = (_STAFF.c.account_id == account) & (_STAFF.c.role == role.value)
    gone = delete(_STAFF).where(own, _STAFF.c.service == service)
    return connection.execute(gone).rowcount > 0


def roles(connection: Connection, account: int) -> list[tuple[Role, str]]:
    own = select(_STAFF).where(_STAFF.c.account_id == account)
    return sorted((Role(r.role), r.service) for r in connection.execute(own))


def everybody(connection: Connection) -> list[Staff]:
    rows = connection.execute(
        select(_STAFF, _ACCOUNT.c.address, _FACTOR.c.confirmed_at)
        .join(_ACCOUNT, _ACCOUNT.c.id == _STAFF.c.account_id)
        .join(_FACTOR, _FACTOR.c.account_id == _STAFF.c.account_id, isouter=True)
        .order_by(_STAFF.c.role, _STAFF.c.service, _ACCOUNT.c.address)
    )
    return [
        Staff(r.address, Role(r.role), r.service, r.confirmed_at is not None)
        for r in rows
    ]


def factor(connection: Connection, account: int) -> Factor | None:
    """Held until the end of a writing transaction: a code is taken once."""
    own = select(_FACTOR).where(_FACTOR.c.account_id == account)
    row = connection.execute(own.with_for_update()).first()
    if row is None:
        return None
    return Factor(row.secret, row.confirmed_at is not None, row.last_step)


def propose(connection: Connection, account: int, secret: str) -> None:
    """A second factor, good once a code of it was given."""
    fresh = {"secret": secret, "confirmed_at": None, "last_step": 0, "tries": 0}
    put(connection, _FACTOR, {"account_id": account}, fresh)


def confirm(
    connection: Connection, account: int, codes: list[str], *, now: datetime
) -> None:
    own = update(_FACTOR).where(_FACTOR.c.account_id == account)
    connection.execute(own.values(confirmed_at=now))
    connection.execute(delete(_CODE).where(_CODE.c.account_id == account))
    hashed = [{"account_id": account, "code_sha256": sha256_of(c)} for c in codes]
    connection.execute(insert(_CODE), hashed)


def took(connection: Connection, account: int, step: int) -> None:
    """The code of this half minute was given: it is not good again."""
    own = update(_FACTOR).where(_FACTOR.c.account_id == account)
    connection.execute(own.values(last_step=step, tries=0))


def use_recovery(connection: Connection, account: int, code: str) -> bool:
    own = (_CODE.c.account_id == account) & (_CODE.c.code_sha256 == sha256_of(code))
    used = connection.execute(delete(_CODE).where(own)).rowcount > 0
    if used:
        clean = update(_FACTOR).where(_FACTOR.c.account_id == account)
        connection.execute(clean.values(tries=0))
    return used


def recovery_left(connection: Connection, account: int) -> int:
    own = select(_CODE.c.code_sha256).where(_CODE.c.account_id == account)
    return len(connection.execute(own).all())


def count_try(connection: Connection, account: int, *, now: datetime) -> None:
    """Before a code is read; TooManyTries when it is not read at all."""
    own = _FACTOR.c.account_id == account
    row = connection.execute(select(_FACTOR).where(own).with_for_update()).first()
    if row is None:
        return
    is_recent = row.tried_at is not None and now - row.tried_at < THEIR_PERIOD
    tries = row.tries if is_recent else 0
    if tries >= TRIES_MAX:
        raise TooManyTries
    counted = {"tries": tries + 1, "tried_at": now}
    connection.execute(update(_FACTOR).where(own).values(**counted))


def forget_factor(connection: Connection, account: int) -> None:
    """A telephone was lost, and the codes too: they begin again."""
    connection.execute(delete(_FACTOR).where(_FACTOR.c.account_id == account))
    connection.execute(delete(_CODE).where(_CODE.c.account_id == account))
