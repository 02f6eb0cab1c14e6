"""Validated documents in storage: added, read, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from toolkit.db.models.version import Version
from toolkit.db.tables import table_of

_VERSION = table_of(Version)


@dataclass(frozen=True)
class Sealed:
    """A version as written; `content` is the canonical JSON `sha256` was taken of."""

    number: int
    content: str
    sha256: str
    previous_sha256: str
    validated_at: datetime
    validated_by: str
    email: str


@dataclass(frozen=True)
class Listed:
    """A version without its content, which is long."""

    number: int
    sha256: str
    validated_at: datetime


def add(connection: Connection, draft: int, sealed: Sealed) -> None:
    connection.execute(
        insert(_VERSION).values(
            draft_id=draft,
            number=sealed.number,
            sealed=sealed.content,
            sha256=sealed.sha256,
            previous_sha256=sealed.previous_sha256,
            validated_at=sealed.validated_at,
            validated_by=sealed.validated_by,
            email=sealed.email,
        )
    )


_OWN = _VERSION.c.draft_id == bindparam("draft")
_LATEST = select(_VERSION).where(_OWN).order_by(_VERSION.c.number.desc()).limit(1)
_NUMBERED = select(_VERSION).where(_OWN, _VERSION.c.number == bindparam("number"))
_LISTED = (
    select(_VERSION.c.number, _VERSION.c.sha256, _VERSION.c.validated_at)
    .where(_OWN)
    .order_by(_VERSION.c.number.desc())
)


def latest(connection: Connection, draft: int) -> Sealed | None:
    row = connection.execute(_LATEST, {"draft": draft}).first()
    return _sealed(row) if row else None


def numbered(connection: Connection, draft: int, number: int) -> Sealed | None:
    row = connection.execute(_NUMBERED, {"draft": draft, "number": number}).first()
    return _sealed(row) if row else None


def listed(connection: Connection, draft: int) -> tuple[Listed, ...]:
    """Newest first."""
    rows = connection.execute(_LISTED, {"draft": draft})
    return tuple(Listed(r.number, r.sha256, r.validated_at) for r in rows)


@dataclass(frozen=True)
class Signed:
    """What a version says of who validated it, beside what is sealed."""

    number: int
    validated_at: datetime
    validated_by: str
    email: str


def signed_by(connection: Connection, email: str) -> list[Signed]:
    """The versions validated under this address, wherever they are."""
    rows = connection.execute(
        select(_VERSION).where(_VERSION.c.email == email).order_by(_VERSION.c.id)
    )
    return [Signed(r.number, r.validated_at, r.validated_by, r.email) for r in rows]


def forget_signer(connection: Connection, email: str) -> int:
    """Name and address leave; what was sealed stays, to the last letter."""
    own = update(_VERSION).where(_VERSION.c.email == email)
    return connection.execute(own.values(validated_by="", email="")).rowcount


def _sealed(row: Row[Any]) -> Sealed:
    return Sealed(
        number=row.number,
        content=row.sealed,
        sha256=row.sha256,
        previous_sha256=row.previous_sha256,
        validated_at=row.validated_at,
        validated_by=row.validated_by,
        email=row.email,
    )
