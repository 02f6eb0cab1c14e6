"""Who asks, read again each time: a role taken back, or a device signed out, holds from
the next event on."""

from datetime import datetime

from sqlalchemy import Connection, select

from toolkit.db import accounts
from toolkit.db.accounts import Device
from toolkit.db.models.account import StaffRole
from toolkit.db.models.firm import Access, Firm, FirmDraft, Member
from toolkit.db.tables import table_of
from toolkit.domain.account import ENTRY_LASTS
from toolkit.domain.rights import OF_A_SERVICE, Actor, Held, On, Role

_FIRM, _MEMBER, _KEPT = table_of(Firm), table_of(Member), table_of(FirmDraft)
_STAFF = table_of(StaffRole)
_ACCESS = table_of(Access)

ENTERED = "entered"


def actor_of(connection: Connection, token: str, *, now: datetime) -> Actor:
    """Who signed in with this token; nobody when it is no longer good."""
    device = accounts.device(connection, token, now=now)
    return on_device(connection, device) if device else Actor()


def on_device(connection: Connection, device: Device) -> Actor:
    """Roles of staff count once the second factor was given there."""
    account = device.account
    members = connection.execute(
        select(_FIRM.c.public_id, _MEMBER.c.role)
        .join(_MEMBER, _MEMBER.c.firm_id == _FIRM.c.id)
        .where(_MEMBER.c.account_id == account)
    )
    firms = frozenset(Held(at=r.public_id, role=Role(r.role)) for r in members)
    if not device.is_proved:
        return Actor(account=account, firms=firms)
    staff = connection.execute(select(_STAFF).where(_STAFF.c.account_id == account))
    given = [(Role(row.role), row.service) for row in staff]
    return Actor(
        account=account,
        firms=firms,
        services=frozenset(
            Held(at=service, role=role)
            for role, service in given
            if role in OF_A_SERVICE
        ),
        platform=frozenset(role for role, _at in given if role not in OF_A_SERVICE),
    )


def of_draft(
    connection: Connection,
    draft: int,
    public_id: str,
    *,
    account: int | None,
    now: datetime,
) -> On:
    """A draft, and the firm that keeps it."""
    firm = connection.execute(
        select(_FIRM)
        .join(_KEPT, _KEPT.c.firm_id == _FIRM.c.id)
        .where(_KEPT.c.draft_id == draft)
    ).first()
    if firm is None:
        return On(draft=public_id)
    is_agreed = firm.support_until is not None and firm.support_until > now
    return On(
        draft=public_id,
        firm=firm.public_id,
        lets_support_in=is_agreed
        and has_entered(connection, firm.id, account=account, now=now),
    )


def has_entered(
    connection: Connection, firm: int, *, account: int | None, now: datetime
) -> bool:
    """Whether an administrator said, within the hour, that they read this firm: nothing
    is read that leaves no trace."""
    said = select(_ACCESS.c.id).where(
        _ACCESS.c.firm_id == firm,
        _ACCESS.c.account_id == account,
        _ACCESS.c.what == ENTERED,
        _ACCESS.c.at > now - ENTRY_LASTS,
    )
    return connection.execute(said.limit(1)).first() is not None
