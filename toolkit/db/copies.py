"""Answers carried from one card to another, and taken back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select

from toolkit import clock
from toolkit.db.drafts import DraftKey, opened
from toolkit.db.models.draft import DraftAnswer, DraftPlan, DraftUndo
from toolkit.db.tables import put, table_of
from toolkit.db.undo import last

_ANSWER, _PLAN, _UNDO = table_of(DraftAnswer), table_of(DraftPlan), table_of(DraftUndo)

Pairs = Iterable[tuple[str, str]]
"""The key of a card, then that of the card its answer goes to."""


def fill(connection: Connection, key: DraftKey, pairs: Pairs) -> None:
    """Copy answers and plans to the cards that have none: nothing is replaced."""
    row, pairs = opened(connection, key), list(pairs)
    for table in (_ANSWER, _PLAN):
        said = _said(connection, table, row)
        _add(
            connection,
            table,
            row,
            {to: said[at] for at, to in pairs if at in said and to not in said},
        )


def replace(connection: Connection, key: DraftKey, pairs: Pairs) -> None:
    """Copy answers over those of other cards, which `undo` gives back."""
    row, pairs = opened(connection, key), list(pairs)
    said = _said(connection, _ANSWER, row)
    copied = {to: said[at] for at, to in pairs if at in said}
    before = {to: said[to] for to in copied if to in said}
    _remove(connection, row, before)
    _add(connection, _ANSWER, row, copied)
    content = json.dumps({"before": before, "copied": copied}, ensure_ascii=False)
    values = {"copied": content, "copied_at": clock.now()}
    put(connection, _UNDO, {"draft_id": row.id}, values)


def undo(connection: Connection, key: DraftKey) -> None:
    """Give back what the last copying replaced; what was changed since stays."""
    row = opened(connection, key)
    found = last(connection, row.id)
    if found is None:
        return
    was = json.loads(found)
    said = _said(connection, _ANSWER, row)
    same = {card for card, values in was["copied"].items() if said.get(card) == values}
    _remove(connection, row, same)
    before = {card: values for card, values in was["before"].items() if card in same}
    _add(connection, _ANSWER, row, before)
    connection.execute(delete(_UNDO).where(_UNDO.c.draft_id == row.id))


def _said(
    connection: Connection, table: Table, row: Row[Any]
) -> dict[str, dict[str, Any]]:
    """What a draft says of each card, without what names the card."""
    found = connection.execute(select(table).where(table.c.draft_id == row.id))
    return {
        r["card"]: {k: v for k, v in r.items() if k not in ("draft_id", "card")}
        for r in found.mappings()
    }


def _add(
    connection: Connection,
    table: Table,
    row: Row[Any],
    said: Mapping[str, Mapping[str, Any]],
) -> None:
    if said:
        connection.execute(
            insert(table),
            [{"draft_id": row.id, "card": to, **values} for to, values in said.items()],
        )


def _remove(connection: Connection, row: Row[Any], cards: Iterable[str]) -> None:
    mine = _ANSWER.c.draft_id == row.id
    gone = delete(_ANSWER).where(mine, _ANSWER.c.card.in_(list(cards)))
    connection.execute(gone)
