"""What happened to a firm's papers and people, for the firm to read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from toolkit.db import actors
from toolkit.db.firms import Firm
from toolkit.db.models.account import Account
from toolkit.db.models.firm import Access as AccessRow
from toolkit.db.tables import table_of
from toolkit.domain.rights import Role

_ACCESS = table_of(AccessRow)
_ACCOUNT = table_of(Account)


class What(StrEnum):
    KEPT = "kept"
    INVITED = "invited"
    UNINVITED = "uninvited"
    JOINED = "joined"
    CHANGED = "changed"
    REMOVED = "removed"
    LEFT = "left"
    RENEWED = "renewed"
    ALLOWED = "allowed"
    DISALLOWED = "disallowed"
    ENTERED = actors.ENTERED


@dataclass(frozen=True)
class Access:
    """`address` is empty for who is not of the firm, or is gone."""

    at: datetime
    role: Role
    address: str
    what: What
    about: str


@dataclass(frozen=True)
class By:
    """Somebody, and as what."""

    account: int | None
    role: Role


def note(
    connection: Connection,
    firm: Firm,
    by: By,
    what: What,
    *,
    about: str = "",
    now: datetime,
) -> None:
    connection.execute(
        insert(_ACCESS).values(
            firm_id=firm.row,
            at=now,
            role=by.role.value,
            account_id=by.account,
            what=what.value,
            about=about,
        )
    )


def newest(connection: Connection, firm: Firm, count: int) -> list[Access]:
    rows = connection.execute(
        select(_ACCESS, _ACCOUNT.c.address)
        .join(_ACCOUNT, _ACCOUNT.c.id == _ACCESS.c.account_id, isouter=True)
        .where(_ACCESS.c.firm_id == firm.row)
        .order_by(_ACCESS.c.at.desc(), _ACCESS.c.id.desc())
        .limit(count)
    )
    return [
        Access(
            at=row.at,
            role=Role(row.role),
            # An administrator is named by their role alone.
            address="" if row.role == Role.SUPPORT else row.address or "",
            what=What(row.what),
            about=row.about,
        )
        for row in rows
    ]


def by_account(connection: Connection, account: int) -> list[Access]:
    """What somebody did, wherever it was."""
    rows = connection.execute(
        select(_ACCESS).where(_ACCESS.c.account_id == account).order_by(_ACCESS.c.at)
    )
    return [Access(r.at, Role(r.role), "", What(r.what), r.about) for r in rows]


def erase_address(connection: Connection, address: str) -> None:
    """What happened stays; to whom does not."""
    own = update(_ACCESS).where(_ACCESS.c.about == address)
    connection.execute(own.values(about=""))


def forget(connection: Connection, *, before: datetime) -> int:
    return connection.execute(delete(_ACCESS).where(_ACCESS.c.at < before)).rowcount
