"""When a draft was last used, where its owner is written to, and its end."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import Connection, delete, exists, select, update

from toolkit.db.drafts import load
from toolkit.db.keys import DraftKey, NoSuchDraft, opened
from toolkit.db.models.draft import Draft
from toolkit.db.models.job import DraftAddress
from toolkit.db.models.version import Version
from toolkit.db.tables import put, table_of

_DRAFT = table_of(Draft)
_VERSION = table_of(Version)
_ADDRESS = table_of(DraftAddress)


@dataclass(frozen=True)
class Unused:
    """A draft without any version, and where its owner can be warned."""

    row: int
    pack_id: str
    last_used: datetime
    address: str
    locale: str
    warnings: int
    warned_at: datetime | None


def is_used_today(connection: Connection, key: DraftKey, *, now: datetime) -> bool:
    """Asked before `use`, which waits for its turn to write."""
    try:
        return opened(connection, key).updated_at >= _midnight(now)
    except NoSuchDraft:
        return True


def use(connection: Connection, key: DraftKey, *, now: datetime) -> None:
    """Reading a draft keeps it alive, as writing in it does."""
    row = opened(connection, key, writes=False)
    earlier = (_DRAFT.c.id == row.id) & (_DRAFT.c.updated_at < _midnight(now))
    connection.execute(update(_DRAFT).where(earlier).values(updated_at=now))


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.date(), time.min, UTC)


def give_address(
    connection: Connection, key: DraftKey, address: str, locale: str, *, now: datetime
) -> None:
    put(
        connection,
        _ADDRESS,
        {"draft_id": load(connection, key).row},
        {
            "address": address,
            "locale": locale,
            "given_at": now,
            "warnings": 0,
            "warned_at": None,
        },
    )


def address_of(connection: Connection, key: DraftKey) -> str:
    """Empty when none was given. Who comes by an account is not told it."""
    own = select(_ADDRESS.c.address).where(
        _ADDRESS.c.draft_id == load(connection, key.alone).row
    )
    return connection.execute(own).scalar() or ""


def forget_address(connection: Connection, key: DraftKey) -> None:
    own = _ADDRESS.c.draft_id == load(connection, key.alone).row
    connection.execute(delete(_ADDRESS).where(own))


def give_address_of_account(
    connection: Connection, draft: int, address: str, locale: str, *, now: datetime
) -> None:
    """A draft kept in an account warns its owner there, unless it has an address."""
    known = select(_ADDRESS.c.draft_id).where(_ADDRESS.c.draft_id == draft)
    if connection.execute(known).first() is None:
        values = {"address": address, "locale": locale, "given_at": now, "warnings": 0}
        put(connection, _ADDRESS, {"draft_id": draft}, values)


def replace_address(connection: Connection, address: str, new: str) -> None:
    """Whoever changes address is warned at the new one; with none, nowhere."""
    own = _ADDRESS.c.address == address
    if new:
        connection.execute(update(_ADDRESS).where(own).values(address=new))
    else:
        connection.execute(delete(_ADDRESS).where(own))


def drafts_of_address(connection: Connection, address: str) -> list[str]:
    """The public ids of the drafts whose owner is warned there."""
    rows = (
        select(_DRAFT.c.public_id)
        .join(_ADDRESS, _ADDRESS.c.draft_id == _DRAFT.c.id)
        .where(_ADDRESS.c.address == address)
    )
    return list(connection.execute(rows).scalars())


def unused(
    connection: Connection, *, before: datetime, after_row: int, count: int
) -> list[Unused]:
    """Drafts never validated and not used since `before`, in the order of their rows."""
    asked = (
        select(_DRAFT.c.id, _DRAFT.c.pack_id, _DRAFT.c.updated_at, _ADDRESS)
        .join(_ADDRESS, _ADDRESS.c.draft_id == _DRAFT.c.id, isouter=True)
        .where(_DRAFT.c.updated_at <= before, _DRAFT.c.id > after_row, _NEVER_VALIDATED)
        .order_by(_DRAFT.c.id)
        .limit(count)
    )
    return [
        Unused(
            row=row.id,
            pack_id=row.pack_id,
            last_used=row.updated_at,
            address=row.address or "",
            locale=row.locale or "",
            warnings=row.warnings or 0,
            warned_at=row.warned_at,
        )
        for row in connection.execute(asked)
    ]


_NEVER_VALIDATED = ~exists().where(_VERSION.c.draft_id == _DRAFT.c.id)


def warned(
    connection: Connection, draft: Unused, warnings: int, *, now: datetime
) -> None:
    own = update(_ADDRESS).where(_ADDRESS.c.draft_id == draft.row)
    connection.execute(own.values(warnings=warnings, warned_at=now))


def erase(connection: Connection, draft: Unused) -> bool:
    """With everything said in it; False when it was used or validated meanwhile."""
    still = (_DRAFT.c.id == draft.row) & (_DRAFT.c.updated_at == draft.last_used)
    return (
        connection.execute(delete(_DRAFT).where(still, _NEVER_VALIDATED)).rowcount > 0
    )
