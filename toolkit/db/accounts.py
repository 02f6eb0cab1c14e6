"""Accounts and the devices they are open on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from toolkit.db.models.account import Account as AccountRow
from toolkit.db.models.account import Device as DeviceRow
from toolkit.db.models.account import StaffRole
from toolkit.db.models.firm import Member
from toolkit.db.tables import inserting, table_of
from toolkit.db.tokens import new_token, sha256_of
from toolkit.domain.account import is_open

_ACCOUNT = table_of(AccountRow)
_DEVICE = table_of(DeviceRow)
_STAFF = table_of(StaffRole)
_MEMBER = table_of(Member)


class AddressTaken(ValueError):
    """Another account has this address."""


@dataclass(frozen=True)
class Account:
    id: int
    address: str
    locale: str
    made_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Device:
    """Where an account is open."""

    id: int
    account: int
    words: str
    made_at: datetime
    seen_at: datetime
    is_proved: bool


def open_for(
    connection: Connection, address: str, locale: str, *, now: datetime
) -> int:
    """The account of this address, made if it is not there."""
    values = {"address": address, "locale": locale, "made_at": now, "seen_at": now}
    made = (
        inserting(connection.dialect.name, _ACCOUNT)
        .values(**values)
        .on_conflict_do_update(
            index_elements=["address"], set_={"seen_at": now, "locale": locale}
        )
        .returning(_ACCOUNT.c.id)
    )
    return connection.execute(made).scalar_one()


def named(connection: Connection, account: int) -> Account:
    row = connection.execute(select(_ACCOUNT).where(_ACCOUNT.c.id == account)).one()
    return Account(row.id, row.address, row.locale, row.made_at, row.seen_at)


def id_of(connection: Connection, address: str) -> int | None:
    own = select(_ACCOUNT.c.id).where(_ACCOUNT.c.address == address)
    return connection.execute(own).scalar()


def move(connection: Connection, account: int, address: str) -> None:
    """Give the account this address; AddressTaken when it is another's."""
    own = update(_ACCOUNT).where(_ACCOUNT.c.id == account)
    try:
        with connection.begin_nested():
            connection.execute(own.values(address=address))
    except IntegrityError as taken:
        raise AddressTaken from taken


def erase(connection: Connection, account: int) -> None:
    """With its devices, its links, its roles and its places in firms."""
    connection.execute(delete(_ACCOUNT).where(_ACCOUNT.c.id == account))


def open_device(
    connection: Connection, account: int, words: str, *, now: datetime
) -> str:
    """Sign in on a device; its token, which is not kept."""
    token = new_token()
    connection.execute(
        insert(_DEVICE).values(
            account_id=account,
            token_sha256=sha256_of(token),
            words=words[:60],
            made_at=now,
            seen_at=now,
        )
    )
    return token


def device(connection: Connection, token: str, *, now: datetime) -> Device | None:
    """The device this token is of, while it is signed in."""
    if not token:
        return None
    row = connection.execute(
        _DEVICES.where(_DEVICE.c.token_sha256 == sha256_of(token))
    ).first()
    return _device(row) if row and _is_open(row, now=now) else None


_IS_STAFF = exists().where(_STAFF.c.account_id == _DEVICE.c.account_id)
_DEVICES = select(_DEVICE, _IS_STAFF.label("is_staff")).where(
    _DEVICE.c.revoked_at.is_(None)
)


def devices(connection: Connection, account: int, *, now: datetime) -> list[Device]:
    """Where this account is open, the last used first."""
    own = _DEVICES.where(_DEVICE.c.account_id == account)
    rows = connection.execute(own.order_by(_DEVICE.c.seen_at.desc(), _DEVICE.c.id))
    return [_device(row) for row in rows if _is_open(row, now=now)]


def _is_open(row: Row[Any], *, now: datetime) -> bool:
    return is_open(
        made_at=row.made_at, seen_at=row.seen_at, is_staff=row.is_staff, now=now
    )


def _device(row: Row[Any]) -> Device:
    return Device(
        id=row.id,
        account=row.account_id,
        words=row.words,
        made_at=row.made_at,
        seen_at=row.seen_at,
        is_proved=row.proved_at is not None,
    )


def is_seen(connection: Connection, token: str, *, now: datetime) -> bool:
    """Whether this device was already used today, or is signed out."""
    found = device(connection, token, now=now)
    return found is None or found.seen_at.date() == now.date()


def see(connection: Connection, token: str, *, now: datetime) -> None:
    """This device, and its account, are in use today."""
    if found := device(connection, token, now=now):
        used = update(_DEVICE).where(_DEVICE.c.id == found.id)
        connection.execute(used.values(seen_at=now))
        own = update(_ACCOUNT).where(_ACCOUNT.c.id == found.account)
        connection.execute(own.values(seen_at=now))


def prove(connection: Connection, device: int, *, now: datetime) -> None:
    """The second factor was given on this device."""
    own = update(_DEVICE).where(_DEVICE.c.id == device)
    connection.execute(own.values(proved_at=now))


def revoke(connection: Connection, account: int, device: int, *, now: datetime) -> bool:
    """Sign this device out; False when it is not one of this account."""
    own = (_DEVICE.c.account_id == account) & (_DEVICE.c.id == device)
    open_one = update(_DEVICE).where(own, _DEVICE.c.revoked_at.is_(None))
    return connection.execute(open_one.values(revoked_at=now)).rowcount > 0


def revoke_all(
    connection: Connection, account: int, *, but: int | None = None, now: datetime
) -> None:
    own = update(_DEVICE).where(
        _DEVICE.c.account_id == account, _DEVICE.c.revoked_at.is_(None)
    )
    others = own.where(_DEVICE.c.id != but) if but is not None else own
    connection.execute(others.values(revoked_at=now))


def forget_devices(
    connection: Connection, *, unused_since: datetime, made_before: datetime
) -> int:
    """Erase those that signed out, or that nobody uses."""
    over = _DEVICE.c.revoked_at < unused_since
    unused = _DEVICE.c.seen_at < unused_since
    old = _DEVICE.c.made_at < made_before
    return connection.execute(delete(_DEVICE).where(over | unused | old)).rowcount


def forget_unused(connection: Connection, *, before: datetime) -> int:
    """Erase accounts that belong to no firm, have no role, and are not used."""
    alone = ~exists().where(_MEMBER.c.account_id == _ACCOUNT.c.id)
    no_staff = ~exists().where(_STAFF.c.account_id == _ACCOUNT.c.id)
    old = delete(_ACCOUNT).where(_ACCOUNT.c.seen_at < before, alone, no_staff)
    return connection.execute(old).rowcount
