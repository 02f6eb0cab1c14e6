"""Storing what is said of a card: refused, in whole, when the pack has no such card."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import Cards, DraftKey, Stored
from toolkit.domain.answer import Mastery
from toolkit.domain.card import Card, card_at, risk_of
from toolkit.domain.draft import Draft, risk_named
from toolkit.domain.pack import Flag, Pack
from toolkit.domain.priorities import chosen, findings, lead_measure


class NotOffered(LookupError):
    """No such card, measure or answer in this draft's pack: the event was forged."""


def pack_of(stored: Stored | Cards) -> Pack:
    """NotOffered when this pack was withdrawn."""
    try:
        return library().packs[stored.pack_id]
    except KeyError as gone:
        raise NotOffered from gone


def answer(
    connection: Connection, key: DraftKey, card_key: str, values: Mapping[str, Any]
) -> Cards:
    """Set columns of an answer. Raising after the write rolls it back."""
    stored = drafts.answer(connection, key, card_key, values)
    card = card_named(pack_of(stored), stored.draft, card_key)
    left_out = values.get("mastery") == Mastery.NOT_CONCERNED
    if left_out and Flag.EVERY_FIRM in card.risk.flags:
        raise NotOffered
    return stored


def tick(
    connection: Connection,
    key: DraftKey,
    card_key: str,
    *,
    column: str,
    measure: str,
    on: bool,
) -> Cards:
    """Say that a measure exists or is planned, or no longer."""
    stored = drafts.tick(
        connection, key, card_key, column=column, measure=measure, on=on
    )
    card = card_named(pack_of(stored), stored.draft, card_key)
    if card.risk.measure(measure) is None:
        raise NotOffered
    return stored


def plan(
    connection: Connection, key: DraftKey, card_key: str, values: Mapping[str, Any]
) -> Stored:
    """Set who, when or how an action begins."""
    stored = drafts.set_plan(connection, key, card_key, values)
    card = card_named(pack_of(stored), stored.draft, card_key)
    measure = values.get("measure")
    if measure and card.risk.measure(measure) is None:
        raise NotOffered
    if values.get("first_step") and values["first_step"] == _proposed(stored, card_key):
        # Left as we wrote it: not the owner's words, to be said in every language.
        return drafts.set_plan(connection, key, card_key, {"first_step": ""})
    return stored


def _proposed(stored: Stored, card_key: str) -> str:
    """The first step we write for this card while its owner writes none."""
    ranked = findings(pack_of(stored), stored.draft)
    leads = (lead_measure(f, stored.draft) for f in ranked if f.key == card_key)
    lead = next(leads, None)
    return lead.first_step if lead else ""


def set_fact(
    connection: Connection, key: DraftKey, fact_id: str, *, value: bool
) -> Stored:
    stored = drafts.set_fact(connection, key, fact_id, value=value)
    if fact_id not in pack_of(stored).facts_by_id:
        raise NotOffered
    return stored


def card_named(pack: Pack, draft: Draft, key: str) -> Card:
    """NotOffered where the company has no such risk or no such place."""
    risk = risk_named(pack, draft, risk_of(key))
    places = (None, *draft.units, *draft.sites)
    if risk is not None:
        for card in (card_at(risk, place) for place in places):
            if card.key == key:
                return card
    raise NotOffered


def choose(
    connection: Connection, key: DraftKey, card_key: str, *, instead: str
) -> Stored:
    """Put an action among the three, in the place of another one or of the last."""
    stored = drafts.load(connection, key)
    ranked = findings(pack_of(stored), stored.draft)
    if card_key not in {finding.key for finding in ranked}:
        raise NotOffered
    keys = [finding.key for finding in chosen(stored.draft, ranked)]
    if card_key not in keys:
        at = keys.index(instead) if instead in keys else len(keys) - 1
        keys[at] = card_key
    return drafts.set_columns(connection, key, {"priorities": json.dumps(keys)})
