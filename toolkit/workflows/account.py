"""One's own account: devices, address, everything known of it, and its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import (
    accesses,
    accounts,
    firms,
    lifetime,
    mailed_links,
    staff,
    versions,
)
from toolkit.db.accesses import By, What
from toolkit.db.accounts import Account, Device
from toolkit.db.firms import Firm, Kept
from toolkit.db.keys import DraftKey
from toolkit.db.mailed_links import Link, LinkSpent, Purpose
from toolkit.domain.account import SIGN_IN_LASTS, is_last_owner
from toolkit.domain.rights import Action, Actor, On, Role, may
from toolkit.jobs import mailing
from toolkit.mail import account_letters
from toolkit.routes import Page, Plain, path
from toolkit.settings import settings
from toolkit.workflows.mail_link import TooManyLetters
from toolkit.workflows.sharing import LastOwner
from toolkit.workflows.signing_in import ABOUT, absolute, is_flooded


class NotSignedIn(LookupError):
    """No account is open on this device, or no longer."""


@dataclass(frozen=True)
class Mine:
    """A firm of an account, and what is kept there."""

    firm: Firm
    role: Role
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class Overview:
    """What the page of an account shows."""

    account: Account
    firms: tuple[Mine, ...]
    devices: tuple[Device, ...]
    staff: tuple[tuple[Role, str], ...]


def own(actor: Actor) -> int:
    """The account of whoever asks."""
    if actor.account is None or not may(actor, Action.USE_ACCOUNT, On()):
        raise NotSignedIn
    return actor.account


def overview(connection: Connection, actor: Actor) -> Overview:
    account = own(actor)
    return Overview(
        account=accounts.named(connection, account),
        firms=tuple(
            Mine(firm, role, tuple(firms.kept(connection, firm)))
            for firm, role in firms.of_account(connection, account)
        ),
        devices=tuple(accounts.devices(connection, account, now=clock.now())),
        staff=tuple(staff.roles(connection, account)),
    )


def sign_out(connection: Connection, actor: Actor, device: int) -> None:
    """Only a device of one's own: another's number does nothing."""
    accounts.revoke(connection, own(actor), device, now=clock.now())


def sign_out_others(connection: Connection, actor: Actor, device: int) -> None:
    accounts.revoke_all(connection, own(actor), but=device, now=clock.now())


def ask_to_move(
    connection: Connection, actor: Actor, address: str, *, locale: str
) -> None:
    """Mail a link to the new address, the same whether it has an account or not."""
    account = own(actor)
    if is_flooded(connection, address):
        raise TooManyLetters
    now = clock.now()
    link = Link(Purpose.MOVE, address, account=account)
    token = mailed_links.make(connection, link, until=now + SIGN_IN_LASTS, now=now)
    words = account_letters.move(locale, absolute(Plain.MOVE, locale, token))
    mailing.write(connection, address, words, locale=locale, about=ABOUT)


def move(connection: Connection, token: str, *, locale: str) -> None:
    """The account takes the address, and the old one is told; LinkSpent or
    AddressTaken."""
    link = mailed_links.use(connection, Purpose.MOVE, token, now=clock.now())
    if link.account is None:
        raise LinkSpent
    before = accounts.named(connection, link.account)
    if before.address == link.address:
        return
    accounts.move(connection, link.account, link.address)
    lifetime.replace_address(connection, before.address, link.address)
    contact = settings().public_url.rstrip("/") + path(Page.CONTACT, locale)
    words = account_letters.moved(locale, contact)
    mailing.write(connection, before.address, words, locale=locale, about=ABOUT)


def export(connection: Connection, actor: Actor) -> dict[str, Any]:
    """Everything personal we keep of this account, for a machine to read."""
    seen = overview(connection, actor)
    address = seen.account.address
    return {
        "format": "trois-pas-compte",
        "format_version": 1,
        "account": {
            "address": address,
            "language": seen.account.locale,
            "made_at": seen.account.made_at,
            "seen_at": seen.account.seen_at,
        },
        "devices": [
            {"words": d.words, "made_at": d.made_at, "seen_at": d.seen_at}
            for d in seen.devices
        ],
        "firms": [_firm(mine) for mine in seen.firms],
        "staff_roles": [
            {"role": role.value, "service": service} for role, service in seen.staff
        ],
        "versions_validated": [
            {
                "number": one.number,
                "validated_at": one.validated_at,
                "name": one.validated_by,
                "email": one.email,
            }
            for one in versions.signed_by(connection, address)
        ],
        "warned_about_evaluations": lifetime.drafts_of_address(connection, address),
        "actions": [
            {"at": a.at, "role": a.role.value, "what": a.what.value, "about": a.about}
            for a in accesses.by_account(connection, seen.account.id)
        ],
    }


def _firm(mine: Mine) -> dict[str, Any]:
    return {
        "id": mine.firm.id,
        "name": mine.firm.name,
        "siret": mine.firm.siret,
        "role": mine.role.value,
        "evaluations": [
            {
                "id": one.id,
                "trade": one.pack_id,
                "company": one.name,
                "used_at": one.updated_at,
                "versions": one.versions,
            }
            for one in mine.kept
        ],
    }


def erase(connection: Connection, actor: Actor) -> list[DraftKey]:
    """The account, and all that names its holder, goes. What was validated stays, sealed
    and nameless: in the firm, or under the new secret links given back. LastOwner while
    colleagues would be left without anybody to answer for the firm."""
    account = own(actor)
    mine = accounts.named(connection, account)
    left: list[DraftKey] = []
    for firm, role in firms.of_account(connection, account):
        left += _quit(connection, firm, By(account, role))
    versions.forget_signer(connection, mine.address)
    lifetime.replace_address(connection, mine.address, "")
    mailed_links.erase_address(connection, mine.address)
    accesses.erase_address(connection, mine.address)
    accounts.erase(connection, account)
    words = account_letters.erased(mine.locale)
    mailing.write(connection, mine.address, words, locale=mine.locale, about=ABOUT)
    return left


def _quit(connection: Connection, firm: Firm, by: By) -> Sequence[DraftKey]:
    held = firms.at(connection, firm.row)
    people = {m.account: m.role for m in firms.members(connection, held)}
    if len(people) > 1:
        assert by.account is not None, "a member has an account"
        if is_last_owner(people, by.account):
            raise LastOwner
        firms.remove(connection, held, by.account)
        firms.renew_keys(connection, held)
        accesses.note(connection, held, by, What.LEFT, now=clock.now())
        return ()
    validated = {one.id for one in firms.kept(connection, held) if one.versions}
    keys = firms.renew_keys(connection, held)
    firms.dissolve(connection, held)
    return [key for key in keys if key.public_id in validated]
