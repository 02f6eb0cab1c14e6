"""Drafts in storage. Whoever reads or writes shows the draft's key: an id proves nothing."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, select, update

from toolkit import clock
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
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company, WorkUnit
from toolkit.domain.draft import ActionPlan, Draft
from toolkit.domain.pack import Factor, Frequency, Pack, Severity

UNITS_MAX = 10

_DRAFT = table_of(DraftRow)
_FACT = table_of(DraftFact)
_UNIT = table_of(DraftUnit)
_ANSWER = table_of(DraftAnswer)
_PLAN = table_of(DraftPlan)
_EXPOSURE = table_of(DraftExposure)


@dataclass(frozen=True)
class DraftKey:
    """A draft and the secret that opens it."""

    public_id: str
    secret: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()


class NoSuchDraft(LookupError):
    """No draft bears this id and key; which of the two is wrong is not said."""


@dataclass(frozen=True)
class Cards:
    """What showing a card needs of a draft, and no more: it is read at every answer."""

    pack_id: str
    known_risks: frozenset[str]
    facts: Mapping[str, bool]
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Stored:
    """A draft as read: its row, its pack and what was said."""

    row: int
    pack_id: str
    known_risks: frozenset[str]
    draft: Draft


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
            **company.model_dump(),
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


_FIND = select(_DRAFT).where(
    _DRAFT.c.public_id == bindparam("public_id"),
    _DRAFT.c.key_sha256 == bindparam("sha256"),
)


def _open(connection: Connection, key: DraftKey) -> Row[Any]:
    found = connection.execute(
        _FIND, {"public_id": key.public_id, "sha256": key.sha256}
    ).first()
    if found is None:
        raise NoSuchDraft
    return found


def opens(connection: Connection, key: DraftKey) -> str:
    """The pack of the draft this key opens."""
    return _open(connection, key).pack_id


def load(connection: Connection, key: DraftKey) -> Stored:
    return _load(connection, _open(connection, key))


def cards(connection: Connection, key: DraftKey) -> Cards:
    return _cards(connection, _open(connection, key))


def _cards(connection: Connection, row: Row[Any]) -> Cards:
    return Cards(
        pack_id=row.pack_id,
        known_risks=frozenset(json.loads(row.known_risks)),
        facts=_facts(connection, row.id),
        answers=_answers(connection, row.id),
    )


def _load(connection: Connection, row: Row[Any]) -> Stored:
    plans = _rows(connection, _PLAN, row.id)
    exposures = _rows(connection, _EXPOSURE, row.id)
    return Stored(
        row=row.id,
        pack_id=row.pack_id,
        known_risks=frozenset(json.loads(row.known_risks)),
        draft=Draft(
            company=Company.model_construct(
                name=row.name, siret=row.siret, effectif=row.effectif
            ),
            facts=_facts(connection, row.id),
            units=_units(connection, row.id),
            answers=_answers(connection, row.id),
            priorities=tuple(json.loads(row.priorities)),
            plans=dict(_plan(r) for r in plans),
            exposures={Factor(r.factor): r.people for r in exposures},
            sex_impact=row.sex_impact,
        ),
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
    rows = _rows(connection, _ANSWER, draft)
    return {row.risk_id: _answer(row) for row in rows}


def _units(connection: Connection, draft: int) -> tuple[WorkUnit, ...]:
    rows = connection.execute(_OF_UNITS, {"draft": draft})
    return tuple(WorkUnit(id=r.unit_id, name=r.name, people=r.people) for r in rows)


def _answer(row: Row[Any]) -> Answer:
    own_words = row.in_place_other or row.planned_other or row.substitution
    make = _answer_of.__wrapped__ if own_words else _answer_of
    return make(
        row.mastery,
        row.severity,
        row.frequency,
        row.in_place,
        row.planned,
        row.in_place_other,
        row.planned_other,
        row.substitution,
    )


# A draft is read whole at every answer, though one row of it changed: the others are
# the same immutable values as a moment ago. What somebody wrote is not kept so.
@lru_cache(maxsize=20_000)
def _answer_of(
    mastery: str | None,
    severity: int | None,
    frequency: int | None,
    in_place: str,
    planned: str,
    in_place_other: str,
    planned_other: str,
    substitution: str,
) -> Answer:
    # What the table holds was validated on its way in: it is not parsed again.
    return Answer.model_construct(
        mastery=Mastery(mastery) if mastery else None,
        severity=Severity(severity) if severity else None,
        frequency=Frequency(frequency) if frequency else None,
        in_place=frozenset(json.loads(in_place)),
        planned=frozenset(json.loads(planned)),
        in_place_other=in_place_other,
        planned_other=planned_other,
        substitution=substitution,
    )


def _plan(row: Row[Any]) -> tuple[str, ActionPlan]:
    plan = ActionPlan.model_construct(
        measure=row.measure, who=row.who, due=row.due, first_step=row.first_step
    )
    return row.risk_id, plan


def answer(
    connection: Connection, key: DraftKey, risk_id: str, values: Mapping[str, Any]
) -> Cards:
    """Set these columns of one answer; nothing else is overwritten."""
    row = _open(connection, key)
    put(connection, _ANSWER, {"draft_id": row.id, "risk_id": risk_id}, values)
    _touch(connection, row)
    return _cards(connection, row)


def tick(
    connection: Connection,
    key: DraftKey,
    risk_id: str,
    *,
    column: str,
    measure: str,
    on: bool,
) -> Cards:
    """Add a measure to `in_place` or `planned`, or take it out."""
    row = _open(connection, key)
    owned = {"draft_id": row.id, "risk_id": risk_id}
    listed = select(_ANSWER.c[column]).where(*_equal(_ANSWER, owned))
    ids: set[str] = set(json.loads(connection.execute(listed).scalar() or "[]"))
    ids = ids | {measure} if on else ids - {measure}
    put(connection, _ANSWER, owned, {column: json.dumps(sorted(ids))})
    _touch(connection, row)
    return _cards(connection, row)


def set_fact(
    connection: Connection, key: DraftKey, fact_id: str, *, value: bool
) -> Stored:
    row = _open(connection, key)
    put(connection, _FACT, {"draft_id": row.id, "fact_id": fact_id}, {"value": value})
    return _touched(connection, row)


def set_plan(
    connection: Connection, key: DraftKey, risk_id: str, values: Mapping[str, Any]
) -> Stored:
    row = _open(connection, key)
    put(connection, _PLAN, {"draft_id": row.id, "risk_id": risk_id}, values)
    return _touched(connection, row)


def set_exposure(
    connection: Connection, key: DraftKey, factor: Factor, people: int | None
) -> Stored:
    """`people` above the threshold; None takes the number back."""
    row = _open(connection, key)
    owned = {"draft_id": row.id, "factor": factor.value}
    if people is None:
        connection.execute(delete(_EXPOSURE).where(*_equal(_EXPOSURE, owned)))
    else:
        put(connection, _EXPOSURE, owned, {"people": people})
    return _touched(connection, row)


def set_columns(
    connection: Connection, key: DraftKey, values: Mapping[str, Any]
) -> Stored:
    """Set columns of the draft itself: name, siret, effectif, priorities…"""
    row = _open(connection, key)
    connection.execute(update(_DRAFT).where(_DRAFT.c.id == row.id).values(**values))
    _touch(connection, row)
    return load(connection, key)


def set_unit(
    connection: Connection, key: DraftKey, unit_id: str, values: Mapping[str, Any]
) -> Stored:
    """Rename a unit or count its people; a unit that was removed stays removed."""
    row = _open(connection, key)
    owned = {"draft_id": row.id, "unit_id": unit_id}
    connection.execute(update(_UNIT).where(*_equal(_UNIT, owned)).values(**values))
    return _touched(connection, row)


def add_unit(connection: Connection, key: DraftKey, unit_id: str, name: str) -> Stored:
    """Add a unit at the end, UNITS_MAX at most; one already there is left as it is."""
    row = _open(connection, key)
    mine = _UNIT.c.draft_id == row.id
    count, last = connection.execute(
        select(func.count(), func.max(_UNIT.c.position)).where(mine)
    ).one()
    there = connection.execute(
        select(_UNIT.c.unit_id).where(mine, _UNIT.c.unit_id == unit_id)
    )
    if count < UNITS_MAX and there.first() is None:
        connection.execute(
            _UNIT.insert().values(
                draft_id=row.id, unit_id=unit_id, position=(last or 0) + 1, name=name
            )
        )
    return _touched(connection, row)


def remove_unit(connection: Connection, key: DraftKey, unit_id: str) -> Stored:
    """Remove a unit, unless it is the last one; answers do not depend on it."""
    row = _open(connection, key)
    mine = _UNIT.c.draft_id == row.id
    count = connection.execute(
        select(func.count()).select_from(_UNIT).where(mine)
    ).scalar_one()
    if count > 1:
        connection.execute(delete(_UNIT).where(mine, _UNIT.c.unit_id == unit_id))
    return _touched(connection, row)


def see_pack(connection: Connection, key: DraftKey, pack: Pack) -> Stored:
    """Remember that this edition of the pack was shown."""
    known = json.dumps([risk.id for risk in pack.risks])
    return set_columns(
        connection, key, {"known_risks": known, "pack_edition": pack.edition}
    )


def _equal(table: Table, values: Mapping[str, Any]) -> list[Any]:
    return [table.c[name] == value for name, value in values.items()]


def _touched(connection: Connection, row: Row[Any]) -> Stored:
    _touch(connection, row)
    return _load(connection, row)


def _touch(connection: Connection, row: Row[Any]) -> None:
    """The day of last use moves once a day, not at every answer."""
    now = clock.now()
    if row.updated_at.date() != now.date():
        used = update(_DRAFT).where(_DRAFT.c.id == row.id)
        connection.execute(used.values(updated_at=now))
