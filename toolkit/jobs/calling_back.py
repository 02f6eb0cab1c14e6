"""Every day: a service is told again of requests to be called back that nobody read."""

from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.self_checks import self_checks
from toolkit.db import callbacks
from toolkit.db.session import transact
from toolkit.domain.help import Spsti
from toolkit.i18n import SOURCE
from toolkit.jobs import mailing
from toolkit.mail import callback_letters
from toolkit.settings import settings

KIND = "callbacks"
EVERY = timedelta(days=1)
UNREAD_FOR = timedelta(days=2)


def remind(_subject: int | None) -> None:
    for service in self_checks(settings().own_self_checks).local.calling_back:
        transact(_remind, service)


def _remind(connection: Connection, service: Spsti) -> None:
    before = clock.now() - UNREAD_FOR
    if callbacks.count_unread(connection, service.id, before=before):
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
