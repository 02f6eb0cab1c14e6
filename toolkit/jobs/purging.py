"""Every day: warn owners of drafts long unused, erase what has been kept long enough."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from toolkit import clock
from toolkit.content.loader import library_in
from toolkit.db import (
    accesses,
    accounts,
    calendars,
    jobs,
    letters,
    lifetime,
    mailed_links,
)
from toolkit.db.lifetime import Unused
from toolkit.db.session import consult, transact
from toolkit.domain.account import (
    DEVICE_LASTS,
    LOG_KEPT,
    SPENT_KEPT,
    UNUSED_ACCOUNT,
    UNUSED_DEVICE,
)
from toolkit.domain.help import PEERS
from toolkit.domain.retention import (
    WARNED_AFTER,
    Step,
    erased_on,
    step_with_address,
    step_without_address,
)
from toolkit.i18n import format_date, known_locale, use_locale
from toolkit.jobs import mailing
from toolkit.mail.letters import soon_erased
from toolkit.settings import settings

KIND = "purge"
EVERY = timedelta(days=1)
LETTERS_KEPT = timedelta(days=30)
REGISTRATIONS_KEPT = timedelta(days=30)
_AT_ONCE = 100


def purge(_subject: int | None) -> None:
    """One draft a transaction: nobody waits for the others."""
    now = clock.now()
    last = 0
    while some := consult(
        lifetime.unused,
        before=now - WARNED_AFTER[0],
        after_row=last,
        count=_AT_ONCE,
    ):
        for draft in some:
            transact(_settle, draft)
        last = some[-1].row
    transact(_forget_accounts, now=now)
    transact(calendars.forget_people, PEERS, before=now - REGISTRATIONS_KEPT)
    transact(letters.forget, before=now - LETTERS_KEPT)
    transact(jobs.forget, before=now - LETTERS_KEPT)


def _forget_accounts(connection: Connection, *, now: datetime) -> None:
    """Links that were spent, devices that signed out, old lines of the log, accounts
    nobody uses that belong nowhere."""
    mailed_links.forget(connection, before=now - SPENT_KEPT)
    accounts.forget_devices(
        connection, unused_since=now - UNUSED_DEVICE, made_before=now - DEVICE_LASTS
    )
    accesses.forget(connection, before=now - LOG_KEPT)
    accounts.forget_unused(connection, before=now - UNUSED_ACCOUNT)


def _settle(connection: Connection, draft: Unused) -> None:
    step = _step(draft)
    if step is Step.ERASE:
        lifetime.erase(connection, draft)
    elif step is Step.WARN:
        _warn(connection, draft)


def _step(draft: Unused) -> Step:
    now = clock.now()
    if not draft.address:
        return step_without_address(draft.last_used, now=now)
    if not settings().can_mail:
        return Step.KEEP  # a promise to warn is not broken for want of a mail server
    return step_with_address(
        draft.last_used, warnings=draft.warnings, warned_at=draft.warned_at, now=now
    )


def _warn(connection: Connection, draft: Unused) -> None:
    now = clock.now()
    is_fresh = draft.warned_at is None or draft.warned_at < draft.last_used
    number = 1 if is_fresh else draft.warnings + 1
    end = erased_on(draft.last_used, warnings=number, now=now)
    known = library_in(known_locale(draft.locale))
    pack = known.packs.get(draft.pack_id, known.generic)
    with use_locale(draft.locale):
        words = soon_erased(draft.locale, pack.name, format_date(clock.day_of(end)))
    mailing.write(
        connection, draft.address, words, locale=draft.locale, about="warning"
    )
    lifetime.warned(connection, draft, number, now=now)
