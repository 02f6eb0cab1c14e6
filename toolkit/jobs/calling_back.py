"""Every hour: requests to be called back whose time is over are erased, and a service
is told again of those that nobody read."""

from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.self_checks import self_checks
from toolkit.db import callbacks, letters
from toolkit.db.session import transact
from toolkit.domain.help import Spsti
from toolkit.i18n import SOURCE
from toolkit.jobs import mailing
from toolkit.mail import callback_letters
from toolkit.settings import settings

KIND = "callbacks"
EVERY = timedelta(hours=1)
UNREAD_FOR = timedelta(days=2)
TOLD_EVERY = timedelta(days=1)


def watch(_subject: int | None) -> None:
    """The day that was promised is kept to the hour."""
    transact(callbacks.forget, now=clock.now())
    for service in self_checks(settings().own_self_checks).local.calling_back:
        transact(_remind, service)


def _remind(connection: Connection, service: Spsti) -> None:
    now = clock.now()
    waits = callbacks.count_unread(connection, service.id, before=now - UNREAD_FOR)
    told = letters.count_about(connection, about(service), since=now - TOLD_EVERY)
    if waits and not told:
        tell(connection, service)


def tell(connection: Connection, service: Spsti) -> None:
    """Write to a service that somebody waits."""
    waiting = callbacks.count_unread(connection, service.id, before=clock.now())
    words = callback_letters.waiting(
        SOURCE, service.id, waiting, service.callback_kept_days
    )
    assert service.email, "the loader refuses a service that calls back without one"
    mailing.write(connection, service.email, words, locale=SOURCE, about=about(service))


def about(service: Spsti) -> str:
    return f"cb_{service.id}"[:40]
