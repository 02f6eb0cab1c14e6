"""Letters: written with what they follow, sent later, at least once."""

import secrets

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import jobs, letters
from toolkit.db.letters import Letter
from toolkit.db.session import consult, transact
from toolkit.i18n import known_locale, use_locale
from toolkit.mail import smtp
from toolkit.mail.letters import Words
from toolkit.settings import settings

KIND = "mail"


def write(
    connection: Connection, address: str, words: Words, *, locale: str, about: str
) -> None:
    """Goes with the transaction: no letter says what was not stored."""
    now = clock.now()
    with use_locale(locale):
        letter = Letter(
            message_id=f"<{secrets.token_hex(16)}@{smtp.domain()}>",
            about=about,
            address=address,
            subject=words.subject,
            text=words.text,
            html=words.html,
            locale=known_locale(locale),
            written_at=now,
        )
    jobs.add(connection, KIND, letters.add(connection, letter), due=now)


def deliver(subject: int | None) -> None:
    """Send one letter. Killed after the server took it and before that is noted, it is
    sent again, under the same Message-ID: mail readers show it once."""
    number = subject or 0
    letter = consult(letters.to_send, number)
    if letter is None:
        return
    stays_here = settings().shows_outbox
    if not stays_here:
        smtp.send(letter)
    transact(letters.sent, number, now=clock.now(), keep_words=stays_here)
