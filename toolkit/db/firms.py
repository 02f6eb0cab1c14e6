"""Firms, the people of each, and the drafts kept there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from toolkit.db.drafts import DraftKey
from toolkit.db.models.account import Account
from toolkit.db.models.draft import Draft
from toolkit.db.models.example import Example
from toolkit.db.models.firm import Firm as FirmRow
from toolkit.db.models.firm import FirmDraft
from toolkit.db.models.firm import Member as MemberRow
from toolkit.db.models.version import Version
from toolkit.db.session import is_writing
from toolkit.db.tables import put, table_of
from toolkit.db.tokens import new_public_id, new_token
from toolkit.domain.rights import Role

_FIRM = table_of(FirmRow)
_MEMBER = table_of(MemberRow)
_KEPT = table_of(FirmDraft)
_DRAFT = table_of(Draft)
_VERSION = table_of(Version)
_ACCOUNT = table_of(Account)
_EXAMPLE = table_of(Example)


class NoSuchFirm(LookupError):
    """Or not for whoever asks: which of the two is not said."""


@dataclass(frozen=True)
class Firm:
    row: int
    id: str
    name: str
    siret: str
    made_at: datetime
    support_until: datetime | None

    def lets_support_in(self, *, now: datetime) -> bool:
        return self.support_until is not None and self.support_until > now


@dataclass(frozen=True)
class Member:
    account: int
    address: str
    role: Role
    since: datetime


@dataclass(frozen=True)
class Kept:
    """A draft of a firm, as a list shows it."""

    id: str
    pack_id: str
    name: str
    updated_at: datetime
    versions: int


def create(connection: Connection, name: str, siret: str, *, now: datetime) -> Firm:
    public_id = new_public_id()
    connection.execute(
        insert(_FIRM).values(public_id=public_id, name=name, siret=siret, made_at=now)
    )
    return named(connection, public_id)


def named(connection: Connection, public_id: str) -> Firm:
    """Held until the end of a writing transaction: two who change its people wait for
    each other."""
    if not public_id.isalnum():  # PostgreSQL refuses to be asked about NUL
        raise NoSuchFirm
    own = select(_FIRM).where(_FIRM.c.public_id == public_id)
    return _one(connection, own.with_for_update() if is_writing(connection) else own)


def at(connection: Connection, row: int) -> Firm:
    own = select(_FIRM).where(_FIRM.c.id == row)
    return _one(connection, own.with_for_update() if is_writing(connection) else own)


def _one(connection: Connection, asked: Select[Any]) -> Firm:
    row = connection.execute(asked).first()
    if row is None:
        raise NoSuchFirm
    return _firm(row)


def _firm(row: Row[Any]) -> Firm:
    return Firm(
        row=row.id,
        id=row.public_id,
        name=row.name,
        siret=row.siret,
        made_at=row.made_at,
        support_until=row.support_until,
    )


def of_account(connection: Connection, account: int) -> list[tuple[Firm, Role]]:
    """The firms somebody is in, and as what; the oldest first."""
    rows = connection.execute(
        select(_FIRM, _MEMBER.c.role)
        .join(_MEMBER, _MEMBER.c.firm_id == _FIRM.c.id)
        .where(_MEMBER.c.account_id == account)
        .order_by(_MEMBER.c.since, _FIRM.c.id)
    )
    return [(_firm(row), Role(row.role)) for row in rows]


def allow_support(connection: Connection, firm: Firm, until: datetime | None) -> None:
    own = update(_FIRM).where(_FIRM.c.id == firm.row)
    connection.execute(own.values(support_until=until))


def letting_support_in(connection: Connection, *, now: datetime) -> list[Firm]:
    open_ones = select(_FIRM).where(_FIRM.c.support_until > now).order_by(_FIRM.c.id)
    return [_firm(row) for row in connection.execute(open_ones)]


def members(connection: Connection, firm: Firm) -> list[Member]:
    """In the order they came."""
    rows = connection.execute(
        select(_MEMBER, _ACCOUNT.c.address)
        .join(_ACCOUNT, _ACCOUNT.c.id == _MEMBER.c.account_id)
        .where(_MEMBER.c.firm_id == firm.row)
        .order_by(_MEMBER.c.since, _MEMBER.c.account_id)
    )
    return [Member(r.account_id, r.address, Role(r.role), r.since) for r in rows]


def set_role(
    connection: Connection, firm: Firm, account: int, role: Role, *, now: datetime
) -> None:
    """Let somebody in, or change what they may do there."""
    put(
        connection,
        _MEMBER,
        {"firm_id": firm.row, "account_id": account},
        {"role": role.value, "since": now},
    )


def remove(connection: Connection, firm: Firm, account: int) -> None:
    own = (_MEMBER.c.firm_id == firm.row) & (_MEMBER.c.account_id == account)
    connection.execute(delete(_MEMBER).where(own))


def is_free(connection: Connection, draft: int) -> bool:
    """Whether no firm keeps this draft, and one may: an example is nobody's."""
    taken = select(_KEPT.c.draft_id).where(_KEPT.c.draft_id == draft)
    example = select(_EXAMPLE.c.draft_id).where(_EXAMPLE.c.draft_id == draft)
    return connection.execute(taken.union_all(example)).first() is None


def keep(connection: Connection, firm: Firm, draft: int, *, now: datetime) -> None:
    values = {"draft_id": draft, "firm_id": firm.row, "since": now}
    connection.execute(insert(_KEPT).values(**values))


def kept(connection: Connection, firm: Firm) -> list[Kept]:
    """The last used first."""
    count = (
        select(func.count())
        .select_from(_VERSION)
        .where(_VERSION.c.draft_id == _DRAFT.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(_DRAFT, count.label("versions"))
        .join(_KEPT, _KEPT.c.draft_id == _DRAFT.c.id)
        .where(_KEPT.c.firm_id == firm.row)
        .order_by(_DRAFT.c.updated_at.desc(), _DRAFT.c.id.desc())
    )
    return [
        Kept(r.public_id, r.pack_id, r.name, r.updated_at, r.versions) for r in rows
    ]


def renew_keys(connection: Connection, firm: Firm) -> list[DraftKey]:
    """Every secret link of this firm's drafts ends; new ones, which are not kept."""
    renewed: list[DraftKey] = []
    for draft in kept(connection, firm):
        key = DraftKey(public_id=draft.id, secret=new_token())
        own = update(_DRAFT).where(_DRAFT.c.public_id == key.public_id)
        connection.execute(own.values(key_sha256=key.sha256))
        renewed.append(key)
    return renewed


def dissolve(connection: Connection, firm: Firm) -> None:
    """The firm goes; its drafts without a version too. Those that were validated stay,
    under their secret links."""
    own = select(_KEPT.c.draft_id).where(_KEPT.c.firm_id == firm.row)
    validated = exists().where(_VERSION.c.draft_id == _DRAFT.c.id)
    connection.execute(delete(_DRAFT).where(_DRAFT.c.id.in_(own), ~validated))
    connection.execute(delete(_FIRM).where(_FIRM.c.id == firm.row))
