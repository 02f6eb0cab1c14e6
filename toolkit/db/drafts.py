"""Drafts in storage. Whoever reads or writes shows the draft's key: an id proves nothing."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, select, update

from toolkit import clock
from toolkit.db import rows, undo
from toolkit.db.keys import DraftKey, NoSuchDraft, opened, standing
from toolkit.db.models.draft import (
    Draft as DraftRow,
)
from toolkit.db.models.draft import (
    DraftAnswer,
    DraftExposure,
    DraftFact,
    DraftPlan,
    DraftUnit,
)
from toolkit.db.tables import put, table_of
from toolkit.domain.answer import Answer
from toolkit.domain.company import REGISTERED, Company, Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.own import OwnRisk
from toolkit.domain.pack import Factor, Pack

__all__ = [
    "DraftKey",
    "NoSuchDraft",
    "opened",
    "standing",
]  # where the rest looks for them

_DRAFT = table_of(DraftRow)
_FACT = table_of(DraftFact)
_UNIT = table_of(DraftUnit)
_ANSWER = table_of(DraftAnswer)
_PLAN = table_of(DraftPlan)
_EXPOSURE = table_of(DraftExposure)


@dataclass(frozen=True)
class Cards:
    """What showing a card needs of a draft, and no more: it is read at every answer.
    Of `draft`, company, plans, priorities and exposures are left out."""

    pack_id: str
    known_risks: frozenset[str]
    draft: Draft


@dataclass(frozen=True)
class Removed:
    """What was taken out of a draft and can be put back, with all that was said of it."""

    sites: tuple[Site, ...]
    units: tuple[WorkUnit, ...]
    own: tuple[OwnRisk, ...]


@dataclass(frozen=True)
class Stored:
    """A draft as read: its row, its pack and what was said."""

    row: int
    pack_id: str
    known_risks: frozenset[str]
    draft: Draft
    removed: Removed
    can_undo: bool  # a copying made a moment ago


def create(
    connection: Connection, *, pack: Pack, company: Company, now: datetime
) -> DraftKey:
    """A new draft with the trade's units and nothing answered."""
    key = DraftKey(public_id=secrets.token_hex(6), secret=secrets.token_urlsafe(32))
    row: int = connection.execute(
        _DRAFT.insert()
        .values(
            public_id=key.public_id,
            key_sha256=key.sha256,
            pack_id=pack.id,
            pack_edition=pack.edition,
            known_risks=json.dumps([risk.id for risk in pack.risks]),
            priorities="[]",
            sex_impact="",
            created_at=now,
            updated_at=now,
            **company.model_dump(mode="json"),
        )
        .returning(_DRAFT.c.id)
    ).scalar_one()
    connection.execute(
        _UNIT.insert(),
        [
            {"draft_id": row, "unit_id": unit.id, "position": at, "name": unit.name}
            for at, unit in enumerate(pack.units)
        ],
    )
    return key


def opens(connection: Connection, key: DraftKey) -> str:
    """The pack of the draft this key opens."""
    return opened(connection, key).pack_id


def load(connection: Connection, key: DraftKey) -> Stored:
    return _load(connection, opened(connection, key))


def cards(connection: Connection, key: DraftKey) -> Cards:
    return _cards(connection, opened(connection, key))


def _cards(connection: Connection, row: Row[Any]) -> Cards:
    return Cards(
        pack_id=row.pack_id,
        known_risks=frozenset(json.loads(row.known_risks)),
        draft=_said(connection, row, rows.kept_units(row, units_of(connection, row))),
    )


def _said(connection: Connection, row: Row[Any], units: list[Row[Any]]) -> Draft:
    return Draft(
        facts=_facts(connection, row.id),
        sites=rows.sites(rows.kept(rows.entries(row.sites))),
        units=rows.units(units, row.pack_id),
        split=frozenset(rows.entries(row.split)),
        own=rows.own_risks(rows.kept(rows.entries(row.own))),
        answers=_answers(connection, row.id),
    )


def _load(connection: Connection, row: Row[Any]) -> Stored:
    plans = _rows(connection, _PLAN, row.id)
    exposures = _rows(connection, _EXPOSURE, row.id)
    units = units_of(connection, row)
    return Stored(
        row=row.id,
        pack_id=row.pack_id,
        known_risks=frozenset(json.loads(row.known_risks)),
        draft=replace(
            _said(connection, row, rows.kept_units(row, units)),
            company=rows.company(row),
            priorities=tuple(json.loads(row.priorities)),
            plans={r.card: rows.plan(r) for r in plans},
            exposures={Factor(r.factor): r.people for r in exposures},
            sex_impact=row.sex_impact,
        ),
        removed=Removed(
            sites=rows.sites(rows.removed(rows.entries(row.sites))),
            units=rows.units(rows.removed_units(row, units), row.pack_id),
            own=rows.own_risks(rows.removed(rows.entries(row.own))),
        ),
        can_undo=undo.last(connection, row.id) is not None,
    )


def _rows(connection: Connection, table: Table, draft: int) -> list[Row[Any]]:
    return list(connection.execute(_OF[table.name], {"draft": draft}))


_OF = {
    table.name: select(table).where(table.c.draft_id == bindparam("draft"))
    for table in (_FACT, _ANSWER, _PLAN, _EXPOSURE)
}
_OF_UNITS = (
    select(_UNIT)
    .where(_UNIT.c.draft_id == bindparam("draft"))
    .order_by(_UNIT.c.position)
)


def _facts(connection: Connection, draft: int) -> dict[str, bool]:
    return {row.fact_id: row.value for row in _rows(connection, _FACT, draft)}


def _answers(connection: Connection, draft: int) -> dict[str, Answer]:
    return {row.card: rows.answer(row) for row in _rows(connection, _ANSWER, draft)}


def units_of(connection: Connection, row: Row[Any]) -> list[Row[Any]]:
    """Every unit, those removed and those of removed sites among them."""
    return list(connection.execute(_OF_UNITS, {"draft": row.id}))


def answer(
    connection: Connection, key: DraftKey, card: str, values: Mapping[str, Any]
) -> Cards:
    """Set these columns of one answer; nothing else is overwritten."""
    row = opened(connection, key)
    put(connection, _ANSWER, {"draft_id": row.id, "card": card}, values)
    touch(connection, row)
    return _cards(connection, row)


def tick(
    connection: Connection,
    key: DraftKey,
    card: str,
    *,
    column: str,
    measure: str,
    on: bool,
) -> Cards:
    """Add a measure to `in_place` or `planned`, or take it out."""
    row = opened(connection, key)
    owned = {"draft_id": row.id, "card": card}
    listed = select(_ANSWER.c[column]).where(*equal(_ANSWER, owned))
    ids: set[str] = set(json.loads(connection.execute(listed).scalar() or "[]"))
    ids = ids | {measure} if on else ids - {measure}
    put(connection, _ANSWER, owned, {column: json.dumps(sorted(ids))})
    touch(connection, row)
    return _cards(connection, row)


def set_fact(
    connection: Connection, key: DraftKey, fact_id: str, *, value: bool
) -> Stored:
    row = opened(connection, key)
    put(connection, _FACT, {"draft_id": row.id, "fact_id": fact_id}, {"value": value})
    return touched(connection, row)


def set_plan(
    connection: Connection, key: DraftKey, card: str, values: Mapping[str, Any]
) -> Stored:
    row = opened(connection, key)
    put(connection, _PLAN, {"draft_id": row.id, "card": card}, values)
    return touched(connection, row)


def set_exposure(
    connection: Connection, key: DraftKey, factor: Factor, people: int | None
) -> Stored:
    """`people` above the threshold; None takes the number back."""
    row = opened(connection, key)
    owned = {"draft_id": row.id, "factor": factor.value}
    if people is None:
        connection.execute(delete(_EXPOSURE).where(*equal(_EXPOSURE, owned)))
    else:
        put(connection, _EXPOSURE, owned, {"people": people})
    return touched(connection, row)


def set_columns(
    connection: Connection, key: DraftKey, values: Mapping[str, Any]
) -> Stored:
    """Set columns of the draft itself: name, siret, effectif, priorities… What the
    registry said of a SIRET goes with it."""
    row = opened(connection, key)
    if values.get("siret", row.siret) != row.siret:
        values = dict.fromkeys(REGISTERED, "") | dict(values)
    connection.execute(update(_DRAFT).where(_DRAFT.c.id == row.id).values(**values))
    touch(connection, row)
    return load(connection, key)


def see_pack(connection: Connection, key: DraftKey, pack: Pack) -> Stored:
    """Remember that this edition of the pack was shown."""
    known = json.dumps([risk.id for risk in pack.risks])
    return set_columns(
        connection, key, {"known_risks": known, "pack_edition": pack.edition}
    )


def equal(table: Table, values: Mapping[str, Any]) -> list[Any]:
    return [table.c[name] == value for name, value in values.items()]


def set_list(
    connection: Connection, row: Row[Any], column: str, entries: Sequence[Any]
) -> None:
    """Store `sites`, `split` or `own` whole."""
    listed = json.dumps(entries, ensure_ascii=False)
    connection.execute(
        update(_DRAFT).where(_DRAFT.c.id == row.id).values({column: listed})
    )


def touched(connection: Connection, row: Row[Any]) -> Stored:
    touch(connection, row)
    return _load(connection, row)


def touch(connection: Connection, row: Row[Any]) -> None:
    """The day of last use moves once a day, not at every answer."""
    now = clock.now()
    if row.updated_at.date() != now.date():
        used = update(_DRAFT).where(_DRAFT.c.id == row.id)
        connection.execute(used.values(updated_at=now))
