"""A firm shared by several people: who is let in, as what, and who leaves."""

from dataclasses import dataclass

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import accesses, accounts, actors, firms, letters, mailed_links
from toolkit.db.accesses import Access, By, What
from toolkit.db.firms import Firm, Kept, Member, NoSuchFirm
from toolkit.db.mailed_links import Link, LinkSpent, Pending, Purpose
from toolkit.domain.account import INVITATION_LASTS, SUPPORT_LASTS, is_last_owner
from toolkit.domain.rights import COMPANY, Action, Actor, On, Role, may
from toolkit.jobs import mailing
from toolkit.mail import account_letters
from toolkit.routes import Plain
from toolkit.workflows import signing_in
from toolkit.workflows.mail_link import A_DAY, TooManyLetters
from toolkit.workflows.signing_in import absolute, enter, is_flooded

ABOUT_ONE_FIRM = 20  # invitations a day
PEOPLE_MAX = 50
LOG_SHOWN = 200


class LastOwner(RuntimeError):
    """Somebody must answer for the firm."""


class TooManyPeople(RuntimeError):
    """A very small firm is not that many."""


class AlreadyHere(ValueError):
    """Somebody with this address is of the firm."""


@dataclass(frozen=True)
class Entered:
    """A firm somebody may act in, locked while they do."""

    firm: Firm
    account: int
    role: Role

    @property
    def by(self) -> By:
        return By(self.account, self.role)


def entered(
    connection: Connection, actor: Actor, firm_id: str, action: Action
) -> Entered:
    """NoSuchFirm for whoever may not do this there."""
    firm = firms.named(connection, firm_id)
    on = On(firm=firm.id, lets_support_in=_lets_in(connection, firm, actor, action))
    if actor.account is None or not may(actor, action, on):
        raise NoSuchFirm
    own = [held.role for held in actor.firms if held.at == firm.id]
    return Entered(firm, actor.account, own[0] if own else Role.SUPPORT)


@dataclass(frozen=True)
class Seen:
    """A firm as one of its people sees it."""

    firm: Firm
    account: int
    role: Role
    kept: list[Kept]
    people: list[Member]
    invited: list[Pending]
    log: list[Access]


def seen(connection: Connection, actor: Actor, firm_id: str) -> Seen:
    here = entered(connection, actor, firm_id, Action.READ_FIRM)
    return Seen(
        firm=here.firm,
        account=here.account,
        role=here.role,
        kept=firms.kept(connection, here.firm),
        people=firms.members(connection, here.firm),
        invited=mailed_links.pending(connection, here.firm.row, now=clock.now()),
        log=accesses.newest(connection, here.firm, LOG_SHOWN),
    )


def _lets_in(connection: Connection, firm: Firm, actor: Actor, action: Action) -> bool:
    now = clock.now()
    if not firm.lets_support_in(now=now):
        return False
    return action is Action.ENTER_AS_SUPPORT or actors.has_entered(
        connection, firm.row, account=actor.account, now=now
    )


def invite(
    connection: Connection,
    actor: Actor,
    firm_id: str,
    *,
    address: str,
    role: Role,
    locale: str,
) -> None:
    """Mail an invitation, which takes the place of an earlier one."""
    here = entered(connection, actor, firm_id, Action.MANAGE_MEMBERS)
    _check_role(role)
    people = firms.members(connection, here.firm)
    if address in {member.address for member in people}:
        raise AlreadyHere
    now = clock.now()
    if len(people) >= PEOPLE_MAX:
        raise TooManyPeople
    about = f"f_{here.firm.id}"
    today = letters.count_about(connection, about, since=now - A_DAY)
    if today >= ABOUT_ONE_FIRM or is_flooded(connection, address):
        raise TooManyLetters
    mailed_links.cancel(connection, here.firm.row, address=address, now=now)
    link = Link(
        Purpose.INVITATION,
        address,
        account=here.account,
        firm=here.firm.row,
        role=role,
    )
    token = mailed_links.make(connection, link, until=now + INVITATION_LASTS, now=now)
    words = account_letters.invitation(
        locale,
        accounts.named(connection, here.account).address,
        absolute(Plain.INVITATION, locale, token),
        can_write=role is not Role.READER,
    )
    mailing.write(connection, address, words, locale=locale, about=about)
    accesses.note(connection, here.firm, here.by, What.INVITED, about=address, now=now)


def _check_role(role: Role) -> None:
    if role not in COMPANY:
        raise NoSuchFirm


def uninvite(
    connection: Connection, actor: Actor, firm_id: str, *, address: str
) -> None:
    here = entered(connection, actor, firm_id, Action.MANAGE_MEMBERS)
    now = clock.now()
    if mailed_links.cancel(connection, here.firm.row, address=address, now=now):
        what = What.UNINVITED
        accesses.note(connection, here.firm, here.by, what, about=address, now=now)


@dataclass(frozen=True)
class Invitation:
    """What an invitation offers, before it is accepted."""

    firm: Firm
    kept: list[Kept]
    address: str
    inviter: str
    role: Role


def look(connection: Connection, token: str) -> Invitation:
    link = mailed_links.look(connection, Purpose.INVITATION, token, now=clock.now())
    return _invitation(connection, link)


def _invitation(connection: Connection, link: Link) -> Invitation:
    if link.firm is None or link.account is None or link.role is None:
        raise LinkSpent
    firm = firms.at(connection, link.firm)
    # Who invited must still be one who may.
    owners = {
        m.account: m for m in firms.members(connection, firm) if m.role is Role.OWNER
    }
    if link.account not in owners:
        raise LinkSpent
    inviter = owners[link.account].address
    kept = firms.kept(connection, firm)
    return Invitation(firm, kept, link.address, inviter, link.role)


def accept(
    connection: Connection,
    token: str,
    *,
    locale: str,
    device: str,
    before: str = "",
) -> tuple[str, Firm]:
    """Spend the invitation: who reads its address is signed in, and of the firm."""
    now = clock.now()
    link = mailed_links.use(connection, Purpose.INVITATION, token, now=now)
    found = _invitation(connection, link)
    signing_in.leave(connection, before)
    session = enter(connection, found.address, locale=locale, device=device)
    account = accounts.id_of(connection, found.address)
    assert account is not None, "made a moment ago"
    people = {m.account: m.role for m in firms.members(connection, found.firm)}
    if account not in people:
        firms.set_role(connection, found.firm, account, found.role, now=now)
        by = By(account, found.role)
        accesses.note(connection, found.firm, by, What.JOINED, now=now)
    return session, found.firm


def change_role(
    connection: Connection, actor: Actor, firm_id: str, *, account: int, role: Role
) -> None:
    here = entered(connection, actor, firm_id, Action.MANAGE_MEMBERS)
    _check_role(role)
    people = firms.members(connection, here.firm)
    member = _among(people, account)
    if member.role is role:
        return
    _check_owner_left(people, account)
    now = clock.now()
    firms.set_role(connection, here.firm, account, role, now=now)
    about = member.address
    accesses.note(connection, here.firm, here.by, What.CHANGED, about=about, now=now)


def remove(connection: Connection, actor: Actor, firm_id: str, *, account: int) -> None:
    """Somebody leaves, willingly or not. They may have the secret links: these end."""
    here = entered(connection, actor, firm_id, Action.MANAGE_MEMBERS)
    people = firms.members(connection, here.firm)
    member = _among(people, account)
    _check_owner_left(people, account)
    now = clock.now()
    firms.remove(connection, here.firm, account)
    firms.renew_keys(connection, here.firm)
    about = member.address
    accesses.note(connection, here.firm, here.by, What.REMOVED, about=about, now=now)


def leave(connection: Connection, actor: Actor, firm_id: str) -> None:
    here = entered(connection, actor, firm_id, Action.LEAVE_FIRM)
    _check_owner_left(firms.members(connection, here.firm), here.account)
    firms.remove(connection, here.firm, here.account)
    firms.renew_keys(connection, here.firm)
    accesses.note(connection, here.firm, here.by, What.LEFT, now=clock.now())


def renew_links(connection: Connection, actor: Actor, firm_id: str) -> None:
    """The secret links that were given around open nothing any more."""
    here = entered(connection, actor, firm_id, Action.RENEW_LINKS)
    firms.renew_keys(connection, here.firm)
    accesses.note(connection, here.firm, here.by, What.RENEWED, now=clock.now())


def allow_support(
    connection: Connection, actor: Actor, firm_id: str, *, is_allowed: bool
) -> None:
    """Let an administrator read for a while, or no longer."""
    here = entered(connection, actor, firm_id, Action.ALLOW_SUPPORT)
    now = clock.now()
    until = now + SUPPORT_LASTS if is_allowed else None
    firms.allow_support(connection, here.firm, until)
    what = What.ALLOWED if is_allowed else What.DISALLOWED
    accesses.note(connection, here.firm, here.by, what, now=now)


def enter_as_support(connection: Connection, actor: Actor, firm_id: str) -> None:
    """Read a firm that asked for help, and be seen doing it."""
    here = entered(connection, actor, firm_id, Action.ENTER_AS_SUPPORT)
    by = By(here.account, Role.SUPPORT)
    accesses.note(connection, here.firm, by, What.ENTERED, now=clock.now())


def _among(people: list[Member], account: int) -> Member:
    found = [member for member in people if member.account == account]
    if not found:
        raise NoSuchFirm
    return found[0]


def _check_owner_left(people: list[Member], account: int) -> None:
    if is_last_owner({m.account: m.role for m in people}, account):
        raise LastOwner
