"""A draft's secret link: shown to its holder, or mailed where they ask."""

from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library_in
from toolkit.db import drafts, letters, lifetime
from toolkit.db.drafts import DraftKey
from toolkit.i18n import known_locale
from toolkit.jobs import mailing
from toolkit.mail.letters import secret_link as link_letter
from toolkit.routes import Page, path
from toolkit.settings import settings

TO_ONE_ADDRESS, ITS_PERIOD = 3, timedelta(hours=1)
ABOUT_ONE_DRAFT, A_DAY = 5, timedelta(days=1)


class TooManyLetters(RuntimeError):
    """This person was written to often enough for now."""


def secret_link(key: DraftKey, locale: str) -> str:
    address = path(Page.RESUME, locale, d=key.public_id, k=key.secret)
    return settings().public_url.rstrip("/") + address


def mail_link(
    connection: Connection, key: DraftKey, address: str, *, locale: str
) -> None:
    """Send the link, and remember where its owner can be warned. Who came by an account
    has no link to send."""
    key = key.alone
    known = library_in(known_locale(locale))
    pack = known.packs.get(drafts.opens(connection, key), known.generic)
    about, now = f"d_{key.public_id}", clock.now()
    to_them = letters.count_to(connection, address, since=now - ITS_PERIOD)
    about_it = letters.count_about(connection, about, since=now - A_DAY)
    if to_them >= TO_ONE_ADDRESS or about_it >= ABOUT_ONE_DRAFT:
        raise TooManyLetters
    lifetime.give_address(connection, key, address, locale, now=now)
    words = link_letter(locale, pack.name, secret_link(key, locale))
    mailing.write(connection, address, words, locale=locale, about=about)
