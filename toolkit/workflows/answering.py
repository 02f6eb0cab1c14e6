"""Storing what is said of a card: refused, in whole, when the pack has no such card."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import Cards, DraftKey, Stored
from toolkit.domain.answer import Mastery
from toolkit.domain.pack import Flag, Pack, Risk
from toolkit.domain.priorities import chosen, findings


class NotOffered(LookupError):
    """No such card, measure or answer in this draft's pack: the event was forged."""


def pack_of(stored: Stored | Cards) -> Pack:
    """NotOffered when this pack was withdrawn."""
    try:
        return library().packs[stored.pack_id]
    except KeyError as gone:
        raise NotOffered from gone


def answer(
    connection: Connection, key: DraftKey, risk_id: str, values: Mapping[str, Any]
) -> Cards:
    """Set columns of an answer. Raising after the write rolls it back."""
    stored = drafts.answer(connection, key, risk_id, values)
    risk = _risk(stored, risk_id)
    left_out = values.get("mastery") == Mastery.NOT_CONCERNED
    if left_out and Flag.EVERY_FIRM in risk.flags:
        raise NotOffered
    return stored


def tick(
    connection: Connection,
    key: DraftKey,
    risk_id: str,
    *,
    column: str,
    measure: str,
    on: bool,
) -> Cards:
    """Say that a measure exists or is planned, or no longer."""
    stored = drafts.tick(
        connection, key, risk_id, column=column, measure=measure, on=on
    )
    if _risk(stored, risk_id).measure(measure) is None:
        raise NotOffered
    return stored


def plan(
    connection: Connection, key: DraftKey, risk_id: str, values: Mapping[str, Any]
) -> Stored:
    """Set who, when or how an action begins."""
    stored = drafts.set_plan(connection, key, risk_id, values)
    measure = values.get("measure")
    if measure and _risk(stored, risk_id).measure(measure) is None:
        raise NotOffered
    _risk(stored, risk_id)
    return stored


def set_fact(
    connection: Connection, key: DraftKey, fact_id: str, *, value: bool
) -> Stored:
    stored = drafts.set_fact(connection, key, fact_id, value=value)
    if fact_id not in pack_of(stored).facts_by_id:
        raise NotOffered
    return stored


def _risk(stored: Stored | Cards, risk_id: str) -> Risk:
    risk = pack_of(stored).by_id.get(risk_id)
    if risk is None:
        raise NotOffered
    return risk


def add_unit(connection: Connection, key: DraftKey, name: str) -> Stored:
    """Add a unité de travail; one the trade proposes gets its own id back."""
    pack = library().packs[drafts.opens(connection, key)]
    proposed = next((u.id for u in pack.units if u.name == name), None)
    unit_id = proposed or f"u-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return drafts.add_unit(connection, key, unit_id, name)


def choose(
    connection: Connection, key: DraftKey, risk_id: str, *, instead: str
) -> Stored:
    """Put an action among the three, in the place of another one or of the last."""
    stored = drafts.load(connection, key)
    ranked = findings(pack_of(stored), stored.draft)
    if risk_id not in {finding.risk.id for finding in ranked}:
        raise NotOffered
    ids = [finding.risk.id for finding in chosen(stored.draft, ranked)]
    if risk_id not in ids:
        at = ids.index(instead) if instead in ids else len(ids) - 1
        ids[at] = risk_id
    return drafts.set_columns(connection, key, {"priorities": json.dumps(ids)})
