"""A request to be called back: kept, and the service told that somebody waits."""

from datetime import timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.db import callbacks, letters
from toolkit.domain.callback import Request
from toolkit.domain.help import Spsti
from toolkit.jobs import calling_back

# Told once an hour as long as nobody reads: a flood of requests is no flood of letters.
TOLD_FOR = timedelta(hours=1)


def ask(
    connection: Connection, service: Spsti, request: Request, *, key: str, locale: str
) -> None:
    """Sent twice by the same form, it is kept once."""
    now = clock.now()
    until = now + timedelta(days=service.callback_kept_days)
    waited = callbacks.count_unread(connection, service.id, before=now)
    is_new = callbacks.add(
        connection, request, key=key, locale=locale, now=now, until=until
    )
    told = letters.count_about(
        connection, calling_back.about(service), since=now - TOLD_FOR
    )
    if is_new and not (waited and told):
        calling_back.tell(connection, service)
