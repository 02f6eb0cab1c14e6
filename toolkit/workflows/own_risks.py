"""The risks an owner adds: written, changed, removed, put back."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from toolkit.content.loader import library
from toolkit.db import drafts, rows
from toolkit.db.drafts import DraftKey, Stored
from toolkit.domain.own import OWN_MAX, PREFIX, OwnRisk
from toolkit.workflows.answering import NotOffered

# What is removed stays; a flood of it must not.
_EVER = 3 * OWN_MAX

Entry = dict[str, Any]


def add(connection: Connection, key: DraftKey, said: dict[str, Any]) -> Stored:
    """Add a risk, OWN_MAX at most; the same one arriving twice is added once."""
    _check(said, drafts.load(connection, key))

    def added(entries: list[Entry]) -> list[Entry]:
        kept = rows.kept(entries)
        if len(kept) >= OWN_MAX or any(same(entry) for entry in kept):
            return entries
        known = {entry["id"] for entry in entries}
        own = OwnRisk(id=next(i for i in _ids(said) if i not in known), **said)
        return [*_room(entries), {**own.model_dump(), "removed": False}]

    def same(entry: Entry) -> bool:
        return all(entry[name] == value for name, value in said.items())

    return _change(connection, key, added)


def _ids(said: dict[str, Any]) -> list[str]:
    texts = (f"{number}|{said['name']}" for number in range(_EVER + 1))
    return [PREFIX + hashlib.sha256(t.encode()).hexdigest()[:12] for t in texts]


def _room(entries: list[Entry]) -> list[Entry]:
    """Without the one removed first, where there are too many."""
    gone = rows.removed(entries)
    if len(entries) < _EVER:
        return entries
    return [entry for entry in entries if entry is not gone[0]]


def change(
    connection: Connection, key: DraftKey, own_id: str, said: dict[str, Any]
) -> Stored:
    _check(said, drafts.load(connection, key))
    return _change_one(connection, key, own_id, said)


def _check(said: dict[str, Any], stored: Stored) -> None:
    units = {unit.id for unit in stored.draft.units}
    if said["family"] not in library().catalogue.families:
        raise NotOffered
    if said["unit"] and said["unit"] not in units:
        raise NotOffered


def remove(connection: Connection, key: DraftKey, own_id: str) -> Stored:
    """Take a risk out; its answer is kept."""
    return _change_one(connection, key, own_id, {"removed": True})


def restore(connection: Connection, key: DraftKey, own_id: str) -> Stored:
    return _change_one(connection, key, own_id, {"removed": False})


def _change_one(
    connection: Connection, key: DraftKey, own_id: str, values: dict[str, Any]
) -> Stored:
    def changed(entries: list[Entry]) -> list[Entry]:
        if own_id not in {entry["id"] for entry in entries}:
            raise NotOffered
        new = [{**e, **values} if e["id"] == own_id else e for e in entries]
        return new if len(rows.kept(new)) <= OWN_MAX else entries

    return _change(connection, key, changed)


def _change(
    connection: Connection,
    key: DraftKey,
    change_entries: Callable[[list[Entry]], list[Entry]],
) -> Stored:
    row = drafts.opened(connection, key)
    drafts.set_list(connection, row, "own", change_entries(rows.entries(row.own)))
    return drafts.touched(connection, drafts.opened(connection, key))
