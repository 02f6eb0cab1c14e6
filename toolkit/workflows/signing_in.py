"""Signing in by a mailed link; the same answer whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import accounts, actors, letters, mailed_links
from toolkit.db.keys import DraftKey
from toolkit.db.mailed_links import Link, Purpose
from toolkit.domain.account import SIGN_IN_LASTS
from toolkit.i18n import known_locale
from toolkit.jobs import mailing
from toolkit.mail import account_letters
from toolkit.routes import Plain, path
from toolkit.settings import settings
from toolkit.workflows import keeping
from toolkit.workflows.mail_link import ITS_PERIOD, TO_ONE_ADDRESS

ABOUT = "account"


@dataclass(frozen=True)
class SignedIn:
    """`session` goes into a cookie, and nowhere else; `kept` drafts were put away."""

    session: str
    kept: int


def absolute(page: Plain, locale: str, token: str) -> str:
    return settings().public_url.rstrip("/") + path(page, locale, t=token)


def ask(connection: Connection, address: str, *, locale: str, browser: str) -> None:
    """Mail a link. Nothing is read of any account: who has none will have one, so that
    there is nothing to learn. Past three letters an hour, nothing happens."""
    now = clock.now()
    if is_flooded(connection, address):
        return
    link = Link(Purpose.SIGN_IN, address, browser=browser)
    token = mailed_links.make(connection, link, until=now + SIGN_IN_LASTS, now=now)
    words = account_letters.sign_in(locale, absolute(Plain.SIGN_IN_LINK, locale, token))
    mailing.write(connection, address, words, locale=locale, about=ABOUT)


def is_flooded(connection: Connection, address: str) -> bool:
    """Whether this address was written to often enough for now."""
    since = clock.now() - ITS_PERIOD
    return letters.count_to(connection, address, since=since) >= TO_ONE_ADDRESS


def sign_in(
    connection: Connection,
    token: str,
    *,
    locale: str,
    browser: str,
    device: str,
    held: Sequence[DraftKey],
    before: str = "",
) -> SignedIn:
    """Spend the link; LinkSpent when it is good no more. What the browser that asked
    holds is put away in the account: another one may be somebody else's. It leaves the
    account it was in `before`."""
    now = clock.now()
    link = mailed_links.use(connection, Purpose.SIGN_IN, token, now=now)
    leave(connection, before)
    session = enter(connection, link.address, locale=locale, device=device)
    mailed_links.spend_all(connection, Purpose.SIGN_IN, link.address, now=now)
    if not mailed_links.was_asked_in(connection, token, browser):
        return SignedIn(session, kept=0)
    actor = actors.actor_of(connection, session, now=now)
    return SignedIn(session, kept=keeping.keep_all(connection, actor, held))


def leave(connection: Connection, session: str) -> None:
    """This device is signed out, if it was in."""
    now = clock.now()
    if device := accounts.device(connection, session, now=now):
        accounts.revoke(connection, device.account, device.id, now=now)


def enter(connection: Connection, address: str, *, locale: str, device: str) -> str:
    """Open a device for whoever reads this address."""
    now = clock.now()
    account = accounts.open_for(connection, address, known_locale(locale), now=now)
    return accounts.open_device(connection, account, device, now=now)
