"""Links mailed to somebody: each does one thing, once, for a while."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from toolkit.db.models.account import MailedLink as LinkRow
from toolkit.db.tables import table_of
from toolkit.db.tokens import new_token, sha256_of
from toolkit.domain.rights import Role

_LINK = table_of(LinkRow)


class Purpose(StrEnum):
    SIGN_IN = "sign-in"
    MOVE = "move"
    INVITATION = "invitation"


class LinkSpent(LookupError):
    """Used already, too old, or never one of ours: which is not said."""


@dataclass(frozen=True)
class Link:
    """What a link is for. `account` asked for it; `role` is offered in `firm`."""

    purpose: Purpose
    address: str
    browser: str = ""
    account: int | None = None
    firm: int | None = None
    role: Role | None = None


@dataclass(frozen=True)
class Pending:
    """An invitation nobody has answered yet."""

    id: int
    address: str
    role: Role
    until: datetime


def make(connection: Connection, link: Link, *, until: datetime, now: datetime) -> str:
    """A new link; its token, which is not kept."""
    token = new_token()
    connection.execute(
        insert(_LINK).values(
            token_sha256=sha256_of(token),
            purpose=link.purpose.value,
            address=link.address,
            browser_sha256=sha256_of(link.browser) if link.browser else "",
            account_id=link.account,
            firm_id=link.firm,
            role=link.role.value if link.role else "",
            made_at=now,
            until=until,
        )
    )
    return token


def look(
    connection: Connection, purpose: Purpose, token: str, *, now: datetime
) -> Link:
    """What this link would do; LinkSpent when it does nothing any more."""
    row = connection.execute(
        select(_LINK).where(_is_good(purpose, token, now=now))
    ).first()
    if row is None:
        raise LinkSpent
    return _link(row)


def use(connection: Connection, purpose: Purpose, token: str, *, now: datetime) -> Link:
    """Spend it: of two who come at once, one gets LinkSpent."""
    spent = (
        update(_LINK)
        .where(_is_good(purpose, token, now=now))
        .values(used_at=now)
        .returning(_LINK)
    )
    row = connection.execute(spent).first()
    if row is None:
        raise LinkSpent
    return _link(row)


def _is_good(purpose: Purpose, token: str, *, now: datetime) -> ColumnElement[bool]:
    return (
        (_LINK.c.token_sha256 == sha256_of(token))
        & (_LINK.c.purpose == purpose.value)
        & _LINK.c.used_at.is_(None)
        & (_LINK.c.until > now)
    )


def was_asked_in(connection: Connection, token: str, browser: str) -> bool:
    """Whether this browser is the one that asked for this link."""
    if not browser:
        return False
    same = (_LINK.c.token_sha256 == sha256_of(token)) & (
        _LINK.c.browser_sha256 == sha256_of(browser)
    )
    return connection.execute(select(_LINK.c.id).where(same)).first() is not None


def spend_all(
    connection: Connection, purpose: Purpose, address: str, *, now: datetime
) -> None:
    """The other links of this kind to this address do nothing any more."""
    others = update(_LINK).where(
        _LINK.c.purpose == purpose.value,
        _LINK.c.address == address,
        _LINK.c.used_at.is_(None),
    )
    connection.execute(others.values(used_at=now))


def pending(connection: Connection, firm: int, *, now: datetime) -> list[Pending]:
    """The invitations of a firm that can still be accepted."""
    rows = connection.execute(
        select(_LINK).where(_is_pending(firm), _LINK.c.until > now).order_by(_LINK.c.id)
    )
    return [Pending(r.id, r.address, Role(r.role), r.until) for r in rows]


def _is_pending(firm: int) -> ColumnElement[bool]:
    return (
        (_LINK.c.firm_id == firm)
        & (_LINK.c.purpose == Purpose.INVITATION.value)
        & _LINK.c.used_at.is_(None)
    )


def cancel(connection: Connection, firm: int, *, address: str, now: datetime) -> bool:
    """Take back the invitations of this address; False when there was none."""
    own = update(_LINK).where(_is_pending(firm), _LINK.c.address == address)
    return connection.execute(own.values(used_at=now)).rowcount > 0


def forget(connection: Connection, *, before: datetime) -> int:
    """Erase those that ended before this moment."""
    return connection.execute(delete(_LINK).where(_LINK.c.until < before)).rowcount


def erase_address(connection: Connection, address: str) -> None:
    connection.execute(delete(_LINK).where(_LINK.c.address == address))


def _link(row: Row[Any]) -> Link:
    return Link(
        purpose=Purpose(row.purpose),
        address=row.address,
        account=row.account_id,
        firm=row.firm_id,
        role=Role(row.role) if row.role else None,
    )
