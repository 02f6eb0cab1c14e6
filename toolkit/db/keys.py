"""What opens a draft: its secret, or an account of the firm that keeps it."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from toolkit import clock
from toolkit.db import actors
from toolkit.db.models.draft import Draft
from toolkit.db.session import is_writing
from toolkit.db.tables import table_of
from toolkit.domain.rights import Action, may

_DRAFT = table_of(Draft)


@dataclass(frozen=True)
class DraftKey:
    """A draft, and what opens it: its secret, or the `session` of an account of the firm
    that keeps it."""

    public_id: str
    secret: str
    session: str = ""

    @property
    def alone(self) -> "DraftKey":
        """Without the account."""
        return replace(self, session="")

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()


class NoSuchDraft(LookupError):
    """No draft bears this id and key; which of the two is wrong is not said."""


class ReadOnly(NoSuchDraft):
    """They may read this draft, and asked to write in it."""


_FIND = select(_DRAFT).where(_DRAFT.c.public_id == bindparam("public_id"))
# Two writers of one draft wait for each other: what they read stays true.
_FIND_TO_WRITE = _FIND.with_for_update(key_share=True)


def opened(
    connection: Connection, key: DraftKey, *, writes: bool | None = None
) -> Row[Any]:
    """The draft's row, held until the end of a writing transaction. `writes`: whether
    it must be theirs to change, when the transaction does not say it."""
    if not key.public_id.isalnum():  # PostgreSQL refuses to be asked about NUL
        raise NoSuchDraft
    is_held = is_writing(connection)
    find = _FIND_TO_WRITE if is_held else _FIND
    found = connection.execute(find, {"public_id": key.public_id}).first()
    if found is None:
        raise NoSuchDraft
    if not secrets.compare_digest(found.key_sha256, key.sha256):
        changes = is_held if writes is None else writes
        _check_rights(connection, found, key.session, writes=changes)
    return found


def _check_rights(
    connection: Connection, draft: Row[Any], session: str, *, writes: bool
) -> None:
    """Who comes without the secret is let in by an account, or not at all."""
    now = clock.now()
    actor = actors.actor_of(connection, session, now=now)
    on = actors.of_draft(
        connection, draft.id, draft.public_id, account=actor.account, now=now
    )
    if not may(actor, Action.READ_DRAFT, on):
        raise NoSuchDraft
    if writes and not may(actor, Action.WRITE_DRAFT, on):
        raise ReadOnly


@dataclass(frozen=True)
class Standing:
    """What somebody may do with a draft they opened."""

    may_write: bool
    may_share: bool


def standing(connection: Connection, key: DraftKey) -> Standing:
    """The secret link is shared by who holds it, and by nobody else."""
    return Standing(
        may_write=_opens(connection, key, writes=True),
        may_share=_opens(connection, key.alone, writes=False),
    )


def _opens(connection: Connection, key: DraftKey, *, writes: bool) -> bool:
    try:
        opened(connection, key, writes=writes)
    except NoSuchDraft:
        return False
    return True
