"""Accounts and firms for tests: signed in the way people are, without the mail."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library
from toolkit.db import accounts, actors, drafts, firms
from toolkit.db.firms import Firm
from toolkit.db.keys import DraftKey
from toolkit.domain.company import Company
from toolkit.domain.duerp import Consultation
from toolkit.domain.rights import Actor, Role
from toolkit.workflows import keeping, signing_in
from toolkit.workflows.document import Signature, validate

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
MARIE, PAUL, ZOE = "marie@exemple.fr", "paul@exemple.fr", "zoe@exemple.fr"


def signed_in(connection: Connection, address: str = MARIE) -> str:
    """The session of somebody who reads this address."""
    return signing_in.enter(connection, address, locale="fr", device="Firefox, Mac")


def actor(connection: Connection, session: str) -> Actor:
    """Read again, as each request does."""
    return actors.actor_of(connection, session, now=clock.now())


def account(connection: Connection, address: str) -> int:
    found = accounts.id_of(connection, address)
    assert found is not None
    return found


def begun(connection: Connection, name: str = "Fournil") -> DraftKey:
    pack, company = library().generic, Company(name=name)
    return drafts.create(connection, pack=pack, company=company, now=clock.now())


def kept(
    connection: Connection, session: str, name: str = "Fournil"
) -> tuple[Firm, DraftKey]:
    """A draft put away in a firm of its own, and its secret key."""
    key = begun(connection, name)
    assert keeping.keep(connection, actor(connection, session), key)
    account = actor(connection, session).account
    assert account is not None
    mine = [firm for firm, _role in firms.of_account(connection, account)]
    return next(firm for firm in mine if firm.name == name), key


def joined(connection: Connection, firm: Firm, address: str, role: Role) -> str:
    """Somebody else, of this firm; their session."""
    session = signed_in(connection, address)
    number = account(connection, address)
    firms.set_role(connection, firm, number, role, now=clock.now())
    return session


def by(session: str, key: DraftKey) -> DraftKey:
    """The draft, asked for by an account and without its secret."""
    return DraftKey(public_id=key.public_id, secret="", session=session)


def validated(connection: Connection, key: DraftKey, email: str = MARIE) -> None:
    signature = Signature(name="Marie Dupain", email=email)
    validate(connection, key, Consultation(), signature)
