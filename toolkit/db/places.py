"""Units and sites of a draft. What is removed keeps its row, and can come back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, update

from toolkit.db import rows
from toolkit.db.drafts import (
    DraftKey,
    Stored,
    equal,
    opened,
    set_list,
    touched,
    units_of,
)
from toolkit.db.models.draft import DraftUnit
from toolkit.db.tables import table_of
from toolkit.domain.company import SITES_MAX, UNITS_MAX, Site, WorkUnit

_UNIT = table_of(DraftUnit)

# What is removed stays; a flood of it must not.
_ROWS_MAX = 3 * UNITS_MAX
_SITES_EVER = 4 * SITES_MAX


def set_unit(
    connection: Connection, key: DraftKey, unit_id: str, values: Mapping[str, Any]
) -> Stored:
    """Rename a unit or count its people; a unit that was removed stays removed."""
    row = opened(connection, key)
    _change_unit(connection, row, unit_id, values)
    return touched(connection, row)


def add_unit(connection: Connection, key: DraftKey, unit: WorkUnit) -> Stored:
    """Add a unit at the end, UNITS_MAX at most; one that was removed comes back as it
    was, one already there is left as it is."""
    row = opened(connection, key)
    listed = units_of(connection, row)
    if len(rows.kept_units(row, listed)) < UNITS_MAX:
        known = {r.unit_id for r in listed}
        if unit.id in known:
            _change_unit(connection, row, unit.id, {"removed": False})
        else:
            _insert(connection, row, listed, unit)
    return touched(connection, row)


def _insert(
    connection: Connection, row: Row[Any], listed: list[Row[Any]], unit: WorkUnit
) -> None:
    gone = [r.unit_id for r in listed if r.removed]
    if len(listed) >= _ROWS_MAX and gone:
        oldest = equal(_UNIT, {"draft_id": row.id, "unit_id": gone[0]})
        connection.execute(delete(_UNIT).where(*oldest))
    connection.execute(
        _UNIT.insert().values(
            draft_id=row.id,
            unit_id=unit.id,
            position=max((r.position for r in listed), default=0) + 1,
            name=unit.name,
            site=unit.site,
            same_as=unit.same_as,
            removed=False,
        )
    )


def remove_unit(connection: Connection, key: DraftKey, unit_id: str) -> Stored:
    """Take a unit out, unless it is the last one; what was said of it is kept."""
    row = opened(connection, key)
    if len(rows.kept_units(row, units_of(connection, row))) > 1:
        _change_unit(connection, row, unit_id, {"removed": True})
    return touched(connection, row)


def _change_unit(
    connection: Connection, row: Row[Any], unit_id: str, values: Mapping[str, Any]
) -> None:
    owned = {"draft_id": row.id, "unit_id": unit_id}
    connection.execute(update(_UNIT).where(*equal(_UNIT, owned)).values(**values))


def add_site(
    connection: Connection, key: DraftKey, name: str, *, first_name: str
) -> Site | None:
    """A new site, or the removed one of this name; None where there are SITES_MAX. The
    first time, the site there always was is written down too, with every unit in it."""
    row = opened(connection, key)
    listed = rows.entries(row.sites)
    if not listed:
        listed = [_site("site-1", first_name)]
        everywhere = equal(_UNIT, {"draft_id": row.id, "site": ""})
        connection.execute(update(_UNIT).where(*everywhere).values(site="site-1"))
    same = next((site for site in listed if site["name"] == name), None)
    if same is None:
        if len(rows.kept(listed)) >= SITES_MAX or len(listed) >= _SITES_EVER:
            return None
        same = _site(f"site-{1 + len(listed)}", name)
        listed.append(same)
    same["removed"] = False
    set_list(connection, row, "sites", listed)
    return Site(id=same["id"], name=name)


def _site(site_id: str, name: str) -> dict[str, Any]:
    return {"id": site_id, "name": name, "removed": False}


def change_site(
    connection: Connection, key: DraftKey, site_id: str, values: Mapping[str, Any]
) -> Stored:
    """Rename a site, take it out or put it back; the units go with it. The last units
    stay."""
    row = opened(connection, key)
    listed = rows.entries(row.sites)
    changed = [{**site, **values} if site["id"] == site_id else site for site in listed]
    if _is_possible(connection, row, changed):
        set_list(connection, row, "sites", changed)
    return touched(connection, opened(connection, key))


def _is_possible(
    connection: Connection, row: Row[Any], listed: Sequence[dict[str, Any]]
) -> bool:
    kept = {site["id"] for site in listed if not site["removed"]}
    units = [r for r in units_of(connection, row) if not r.removed and r.site in kept]
    return 0 < len(units) <= UNITS_MAX and len(kept) <= SITES_MAX


def set_split(
    connection: Connection, key: DraftKey, risk_id: str, *, on: bool
) -> Stored:
    """Answer a risk for each unit, or once again for all."""
    row = opened(connection, key)
    split = set(rows.entries(row.split))
    split = split | {risk_id} if on else split - {risk_id}
    set_list(connection, row, "split", sorted(split))
    return touched(connection, opened(connection, key))
