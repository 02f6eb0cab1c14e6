"""Staff: the roles given and taken back, and the second factor they prove."""

import re
import secrets
from dataclasses import dataclass
from hmac import compare_digest

from pyotp import random_base32
from pyotp.totp import TOTP
from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import accounts, firms, staff
from toolkit.db.accounts import Device
from toolkit.db.firms import Firm
from toolkit.db.staff import Staff
from toolkit.domain.rights import (
    OF_A_SERVICE,
    STAFF,
    Action,
    Actor,
    On,
    Role,
    may,
)

CODES = 10
_STEP = 30  # seconds
_AROUND = (-1, 0, 1)  # half a minute late, or early: telephones drift
_LENGTH = 16
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none is taken for another


_SERVICE = re.compile(r"[a-z0-9-]{2,16}")


class NotAllowed(PermissionError):
    """This actor may not do this."""


class NoSuchRole(ValueError):
    """Not a role of staff, or a service is missing, or one too many."""


def _check(actor: Actor, action: Action) -> None:
    if not may(actor, action, On()):
        raise NotAllowed


def grant(
    connection: Connection, actor: Actor, *, address: str, role: Role, service: str
) -> None:
    """Whoever reads this address has this role, once they prove it twice."""
    _check(actor, Action.MANAGE_STAFF)
    _check_role(role, service)
    now = clock.now()
    account = accounts.id_of(connection, address)
    if account is None:
        account = accounts.open_for(connection, address, "fr", now=now)
    staff.give(connection, account, role, service, now=now)


def revoke(
    connection: Connection, actor: Actor, *, address: str, role: Role, service: str
) -> bool:
    """From the next event on; False when there was nothing to take back."""
    _check(actor, Action.MANAGE_STAFF)
    account = accounts.id_of(connection, address)
    return account is not None and staff.take_back(connection, account, role, service)


def _check_role(role: Role, service: str) -> None:
    is_named = _SERVICE.fullmatch(service) is not None
    if role not in STAFF or (service != "" and not is_named):
        raise NoSuchRole
    if (role in OF_A_SERVICE) != is_named:
        raise NoSuchRole


def forget_factor(connection: Connection, actor: Actor, *, address: str) -> bool:
    """A telephone is lost: the next one is shown at the next sign-in."""
    _check(actor, Action.MANAGE_STAFF)
    account = accounts.id_of(connection, address)
    if account is None:
        return False
    staff.forget_factor(connection, account)
    accounts.revoke_all(connection, account, now=clock.now())
    return True


@dataclass(frozen=True)
class Office:
    """What an administrator sees."""

    staff: list[Staff]
    asking_for_help: list[Firm]


def office(connection: Connection, actor: Actor) -> Office:
    _check(actor, Action.MANAGE_STAFF)
    return Office(
        staff=staff.everybody(connection),
        asking_for_help=firms.letting_support_in(connection, now=clock.now()),
    )


def is_asked(connection: Connection, device: Device) -> bool:
    """Whether a second factor is asked here and was not given."""
    has_role = bool(staff.roles(connection, device.account))
    return has_role and not device.is_proved


def proposed(connection: Connection, device: Device) -> str:
    """The secret to put in a telephone; empty once one was confirmed. Made the first
    time, the same until then."""
    if not staff.roles(connection, device.account):
        raise NotAllowed
    known = staff.factor(connection, device.account)
    if known is None:
        secret = random_base32()
        staff.propose(connection, device.account, secret)
        return secret
    return "" if known.is_confirmed else known.secret


def address_for(connection: Connection, device: Device, secret: str) -> str:
    """What the QR code says."""
    name = accounts.named(connection, device.account).address
    return TOTP(secret).provisioning_uri(name=name, issuer_name="Trois pas")


@dataclass(frozen=True)
class Proved:
    """Whether the code was right, and the recovery codes to be shown this once."""

    is_right: bool
    codes: tuple[str, ...] = ()


def prove(connection: Connection, device: Device, code: str) -> Proved:
    """A code of the telephone, or a recovery code. Nothing is raised for a wrong one:
    that it was tried is kept. TooManyTries after five."""
    known = staff.factor(connection, device.account)
    if known is None or not staff.roles(connection, device.account):
        raise NotAllowed
    now = clock.now()
    staff.count_try(connection, device.account, now=now)
    given = "".join(code.split()).lower()
    step = _step_of(known.secret, given, after=known.last_step)
    if step is None:
        is_recovery = known.is_confirmed and staff.use_recovery(
            connection, device.account, given.replace("-", "")
        )
        if is_recovery:
            accounts.prove(connection, device.id, now=now)
        return Proved(is_right=is_recovery)
    staff.took(connection, device.account, step)
    accounts.prove(connection, device.id, now=now)
    if known.is_confirmed:
        return Proved(is_right=True)
    codes = tuple(_recovery_code() for _ in range(CODES))
    staff.confirm(connection, device.account, list(codes), now=now)
    return Proved(is_right=True, codes=codes)


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The half minute this code is of, unless it was taken already."""
    totp = TOTP(secret)
    current = int(clock.now().timestamp()) // _STEP
    for step in (current + near for near in _AROUND):
        right = totp.at(step * _STEP)
        if step > after and compare_digest(right.encode(), code.encode()):
            return step
    return None


def _recovery_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
