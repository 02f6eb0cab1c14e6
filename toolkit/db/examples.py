"""Example drafts in storage. Their versions are the only ones that can be erased: a
draft becomes an example before its first version, or never (see db/sealing.py)."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from toolkit.db import drafts
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.db.models.draft import Draft
from toolkit.db.models.example import Example
from toolkit.db.models.version import Version
from toolkit.db.tables import table_of

_DRAFT = table_of(Draft)
_EXAMPLE = table_of(Example)
_VERSION = table_of(Version)


@dataclass(frozen=True)
class Listed:
    slug: str
    name: str
    versions: int


def mark(connection: Connection, key: DraftKey, slug: str) -> None:
    """This draft, just begun, is an example from now on."""
    row = drafts.load(connection, key).row
    connection.execute(
        insert(_EXAMPLE).values(draft_id=row, slug=slug, secret=key.secret)
    )


def listed(connection: Connection) -> tuple[Listed, ...]:
    count = func.count(_VERSION.c.id)
    rows = connection.execute(
        select(_EXAMPLE.c.slug, _DRAFT.c.name, count)
        .join(_DRAFT, _DRAFT.c.id == _EXAMPLE.c.draft_id)
        .outerjoin(_VERSION, _VERSION.c.draft_id == _EXAMPLE.c.draft_id)
        .group_by(_EXAMPLE.c.slug, _DRAFT.c.name)
    )
    return tuple(Listed(*row) for row in rows)


def key_of(connection: Connection, slug: str) -> DraftKey:
    """NoSuchDraft when no example has this name."""
    row = connection.execute(
        select(_DRAFT.c.public_id, _EXAMPLE.c.secret)
        .join(_DRAFT, _DRAFT.c.id == _EXAMPLE.c.draft_id)
        .where(_EXAMPLE.c.slug == slug)
    ).first()
    if row is None:
        raise NoSuchDraft
    return DraftKey(public_id=row.public_id, secret=row.secret)


def erase(connection: Connection) -> int:
    """Erase every example and its versions; how many there were."""
    ids = list(connection.execute(select(_EXAMPLE.c.draft_id)).scalars())
    connection.execute(delete(_VERSION).where(_VERSION.c.draft_id.in_(ids)))
    connection.execute(delete(_DRAFT).where(_DRAFT.c.id.in_(ids)))
    return len(ids)
