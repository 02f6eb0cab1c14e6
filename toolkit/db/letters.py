"""Letters to send: their words are kept until they are gone, and no longer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from toolkit.db.models.job import Letter as LetterRow
from toolkit.db.tables import table_of

_LETTER = table_of(LetterRow)


@dataclass(frozen=True)
class Letter:
    """A letter as written; `message_id` never changes, however often it is sent."""

    message_id: str
    about: str
    address: str
    subject: str
    text: str
    html: str
    locale: str
    written_at: datetime


def add(connection: Connection, letter: Letter) -> int:
    made = connection.execute(
        insert(_LETTER)
        .values(
            message_id=letter.message_id,
            about=letter.about,
            address=letter.address,
            address_sha256=_sha256(letter.address),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            locale=letter.locale,
            written_at=letter.written_at,
        )
        .returning(_LETTER.c.id)
    )
    return made.scalar_one()


def _sha256(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def to_send(connection: Connection, letter: int) -> Letter | None:
    """None when it is gone already."""
    unsent = (_LETTER.c.id == letter) & _LETTER.c.sent_at.is_(None)
    row = connection.execute(select(_LETTER).where(unsent)).first()
    return _letter(row) if row else None


def sent(
    connection: Connection, letter: int, *, now: datetime, keep_words: bool
) -> None:
    erased = {"address": "", "subject": "", "text": "", "html": ""}
    values = {"sent_at": now} | ({} if keep_words else erased)
    connection.execute(update(_LETTER).where(_LETTER.c.id == letter).values(**values))


def count_to(connection: Connection, address: str, *, since: datetime) -> int:
    """How many letters were written to this address. Asked in a writing transaction, it
    stays true until its end: two who ask at once wait for each other."""
    digest = _sha256(address)
    if connection.dialect.name == "postgresql":
        alone = text("SELECT pg_advisory_xact_lock(hashtextextended(:digest, 0))")
        connection.execute(alone, {"digest": digest})
    return _count(connection, _LETTER.c.address_sha256 == digest, since)


def count_about(connection: Connection, about: str, *, since: datetime) -> int:
    return _count(connection, _LETTER.c.about == about, since)


def _count(connection: Connection, which: ColumnElement[bool], since: datetime) -> int:
    counted = select(func.count()).select_from(_LETTER)
    recent = counted.where(which, _LETTER.c.written_at > since)
    return connection.execute(recent).scalar_one()


def newest(connection: Connection, count: int) -> list[Letter]:
    rows = connection.execute(
        select(_LETTER).order_by(_LETTER.c.id.desc()).limit(count)
    )
    return [_letter(row) for row in rows]


def forget(connection: Connection, *, before: datetime) -> int:
    old = delete(_LETTER).where(_LETTER.c.written_at < before)
    return connection.execute(old).rowcount


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        message_id=row.message_id,
        about=row.about,
        address=row.address,
        subject=row.subject,
        text=row.text,
        html=row.html,
        locale=row.locale,
        written_at=row.written_at,
    )
