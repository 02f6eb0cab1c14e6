"""Units and sites: added, removed, put back, and made to answer for one another."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from toolkit.db import copies, drafts, places
from toolkit.db.drafts import DraftKey, Stored
from toolkit.domain import copying
from toolkit.domain.company import WorkUnit
from toolkit.domain.copying import Copy
from toolkit.domain.draft import Draft, risk_named
from toolkit.domain.places import can_be_split
from toolkit.workflows.answering import NotOffered, pack_of


def add_unit(
    connection: Connection,
    key: DraftKey,
    name: str,
    *,
    site: str = "",
    same_as: str = "",
) -> Stored:
    """Add a unité de travail: a new one, that does the work of another of ours where
    `same_as` names it and answers as it did; or a removed one of this name."""
    stored = drafts.load(connection, key)
    draft = stored.draft
    at = site or (draft.sites[0].id if draft.sites else "")
    like = next((unit for unit in draft.units if unit.id == same_as), None)
    if (same_as and like is None) or (at and at not in {s.id for s in draft.sites}):
        raise NotOffered
    if _is_there(draft, name, at):
        return stored
    unit = _unit(stored, name, at, like.work if like else "")
    added = places.add_unit(connection, key, unit)
    if like is None:
        return added
    pairs = copying.on_same_work(pack_of(stored), draft, like, unit.id)
    copies.fill(connection, key, pairs)
    return drafts.load(connection, key)


def _is_there(draft: Draft, name: str, site: str) -> bool:
    return any(u.name == name and u.site == site for u in draft.units)


def _unit(stored: Stored, name: str, site: str, work: str) -> WorkUnit:
    """The removed unit of this name, else the trade's own, else a new one."""
    away = stored.removed.units
    same = next((u for u in away if u.name == name and u.site == site), None)
    if same:
        return same
    known = {unit.id for unit in (*stored.draft.units, *away)}
    is_first = not site or site == stored.draft.sites[0].id
    proposed = [u.id for u in pack_of(stored).units if u.name == name and is_first]
    free = next(i for i in (*proposed, *_ids(site, name)) if i not in known)
    return WorkUnit(id=free, name=name, site=site, same_as=work if work != free else "")


def _ids(site: str, name: str) -> Iterable[str]:
    """The same name at the same site gives the same id: an event that arrives twice adds
    one unit. A unit renamed since has taken it; then comes the next."""
    for number in range(100):
        text = f"{site}|{name}|{number}"
        yield f"u-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def restore_unit(connection: Connection, key: DraftKey, unit_id: str) -> Stored:
    """Put back a removed unit with all it had, or one of the trade's never had."""
    stored = drafts.load(connection, key)
    away = {unit.id: unit for unit in stored.removed.units}
    sites = stored.draft.sites
    here = {u.id: u.name for u in pack_of(stored).units}
    if unit_id not in away and unit_id not in here:
        raise NotOffered
    unit = away.get(unit_id) or WorkUnit(
        id=unit_id, name=here[unit_id], site=sites[0].id if sites else ""
    )
    return places.add_unit(connection, key, unit)


def add_site(
    connection: Connection,
    key: DraftKey,
    name: str,
    *,
    first_name: str,
    works: Sequence[str],
) -> Stored:
    """A new site with the units that do these works; what was said of the premises until
    then was said of the first one."""
    before = drafts.load(connection, key)
    pack, draft = pack_of(before), before.draft
    names = {u.id: u.name for u in pack.units}
    names |= {u.work: u.name for u in reversed(draft.units)}
    if not set(works) <= names.keys():
        raise NotOffered
    if name in {site.name for site in draft.sites}:
        return before
    site = places.add_site(connection, key, name, first_name=first_name)
    if site is None:
        return before
    if not draft.sites:
        pairs = copying.on_first_site(pack, "site-1")
        copies.fill(connection, key, pairs)
    there = drafts.load(connection, key).draft
    for work in (w for w in works if not _is_there(there, names[w], site.id)):
        unit_id = next(iter(_ids(site.id, names[work])))
        unit = WorkUnit(id=unit_id, name=names[work], site=site.id, same_as=work)
        places.add_unit(connection, key, unit)
    return drafts.load(connection, key)


def split(connection: Connection, key: DraftKey, risk_id: str) -> Stored:
    """Answer a risk for each unit; each begins with what was said for all."""
    stored = drafts.load(connection, key)
    pack = pack_of(stored)
    risk = risk_named(pack, stored.draft, risk_id)
    if risk is None or not can_be_split(pack, risk, stored.draft):
        raise NotOffered
    if risk_id not in stored.draft.split:
        pairs = copying.on_split(pack, risk, stored.draft)
        copies.fill(connection, key, pairs)
    return places.set_split(connection, key, risk_id, on=True)


def join(connection: Connection, key: DraftKey, risk_id: str) -> Stored:
    """Answer a risk once for all again; what was said for each unit is kept."""
    return places.set_split(connection, key, risk_id, on=False)


def copies_of(stored: Stored, source: str, target: str) -> tuple[Copy, ...]:
    return copying.copies(pack_of(stored), stored.draft, source, target)


def copy(connection: Connection, key: DraftKey, source: str, target: str) -> Stored:
    """Copy the answers of one unit, or of one site, over those of another."""
    stored = drafts.load(connection, key)
    pairs = [(c.source, c.card.key) for c in copies_of(stored, source, target)]
    if pairs:
        copies.replace(connection, key, pairs)
    return drafts.load(connection, key)


def undo_copy(connection: Connection, key: DraftKey) -> Stored:
    copies.undo(connection, key)
    return drafts.load(connection, key)
