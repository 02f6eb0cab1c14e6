"""Validated documents in storage: added, read, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from toolkit.db.models.version import Version
from toolkit.db.tables import table_of

_VERSION = table_of(Version)


@dataclass(frozen=True)
class Sealed:
    """A version as written; `content` is the canonical JSON."""

    number: int
    content: str
    sha256: str
    validated_at: datetime
    validated_by: str


def add(connection: Connection, draft: int, sealed: Sealed, **beside: Any) -> None:
    connection.execute(
        insert(_VERSION).values(
            draft_id=draft,
            number=sealed.number,
            sealed=sealed.content,
            sha256=sealed.sha256,
            validated_at=sealed.validated_at,
            validated_by=sealed.validated_by,
            **beside,
        )
    )


_OF = (
    select(_VERSION)
    .where(_VERSION.c.draft_id == bindparam("draft"))
    .order_by(_VERSION.c.number.desc())
)


def of_draft(connection: Connection, draft: int) -> tuple[Sealed, ...]:
    """Newest first."""
    return tuple(
        Sealed(
            number=row.number,
            content=row.sealed,
            sha256=row.sha256,
            validated_at=row.validated_at,
            validated_by=row.validated_by,
        )
        for row in connection.execute(_OF, {"draft": draft})
    )
