"""Putting a draft away in a firm of one's account."""

from collections.abc import Sequence

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import accesses, accounts, actors, drafts, firms, lifetime
from toolkit.db.accesses import By, What
from toolkit.db.firms import Firm
from toolkit.db.keys import DraftKey, NoSuchDraft
from toolkit.domain.account import Known, firm_for
from toolkit.domain.company import Company
from toolkit.domain.rights import TABLE, Action, Actor, On, Role, may

HELD_MAX = 30  # cookies looked up at once


def keep_all(connection: Connection, actor: Actor, held: Sequence[DraftKey]) -> int:
    """Every draft these secrets open, each where it obviously belongs; how many were."""
    return sum(keep(connection, actor, key) for key in held[-HELD_MAX:])


def keep(connection: Connection, actor: Actor, key: DraftKey) -> bool:
    """False when it is kept already, here or elsewhere, or opens nothing."""
    try:
        stored = drafts.load(connection, key.alone)
    except NoSuchDraft:
        return False
    holder = actor.model_copy(
        update={"drafts": actor.drafts | {key.public_id}},
    )
    if actor.account is None or not may(
        holder, Action.KEEP_IN_FIRM, On(draft=key.public_id)
    ):
        return False
    if not firms.is_free(connection, stored.row):
        return False
    now = clock.now()
    firm, role = _firm(connection, actor.account, stored.draft.company)
    firms.keep(connection, firm, stored.row, now=now)
    by = By(actor.account, role)
    accesses.note(connection, firm, by, What.KEPT, about=key.public_id, now=now)
    owner = accounts.named(connection, actor.account)
    lifetime.give_address_of_account(
        connection, stored.row, owner.address, owner.locale, now=now
    )
    return True


def name_if_free(connection: Connection, key: DraftKey) -> str | None:
    """What a draft nobody keeps is called; None when it is kept."""
    stored = drafts.load(connection, key.alone)
    if not firms.is_free(connection, stored.row):
        return None
    pack = library().packs.get(stored.pack_id, library().generic)
    return stored.draft.company.name or pack.name


def kept_by(connection: Connection, session: str) -> list[tuple[str, str]]:
    """The drafts of the firms of whoever signed in: (public id, what it is called)."""
    actor = actors.actor_of(connection, session, now=clock.now())
    if actor.account is None:
        return []
    packs, other = library().packs, library().generic
    return [
        (one.id, one.name or packs.get(one.pack_id, other).name)
        for firm, _role in firms.of_account(connection, actor.account)
        for one in firms.kept(connection, firm)
    ]


def keep_begun(connection: Connection, key: DraftKey) -> None:
    """Who begins a draft while signed in finds it in their account."""
    keep(connection, actors.actor_of(connection, key.session, now=clock.now()), key)


def _firm(connection: Connection, account: int, company: Company) -> tuple[Firm, Role]:
    """The one it belongs to, or a new one of theirs."""
    mine = {
        firm.id: (firm, role)
        for firm, role in firms.of_account(connection, account)
        if Action.KEEP_IN_FIRM in TABLE[role]
    }
    known = [
        Known(id=firm.id, name=firm.name, siret=firm.siret)
        for firm, _r in mine.values()
    ]
    found = firm_for(company.name, company.siret, known)
    if found is not None:
        return mine[found.id]
    now = clock.now()
    firm = firms.create(connection, company.name, company.siret, now=now)
    firms.set_role(connection, firm, account, Role.OWNER, now=now)
    return firm, Role.OWNER
