"""Rows of a draft as the domain's values. What the tables hold was validated on its way
in: it is not parsed again."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from toolkit.content.loader import unit_name
from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.company import Company, Site, WorkUnit
from toolkit.domain.draft import ActionPlan
from toolkit.domain.headcount import Band
from toolkit.domain.own import OwnRisk
from toolkit.domain.pack import Frequency, Severity

NONE = "[]"
"""An empty list, as it is stored."""


def company(row: Row[Any]) -> Company:
    return Company.model_construct(
        name=row.name,
        siret=row.siret,
        effectif=row.effectif,
        address=row.address,
        naf_rev2=row.naf_rev2,
        naf_2025=row.naf_2025,
        legal_form=row.legal_form,
        band=Band(row.band),
    )


def answer(row: Row[Any]) -> Answer:
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


def plan(row: Row[Any]) -> ActionPlan:
    return ActionPlan.model_construct(
        measure=row.measure, who=row.who, due=row.due, first_step=row.first_step
    )


def units(listed: Iterable[Row[Any]], pack_id: str) -> tuple[WorkUnit, ...]:
    """Those the company left under the trade's own name bear it in the language of the
    moment: they were named in that of the day the draft began."""
    return tuple(
        WorkUnit.model_construct(
            id=row.unit_id,
            name=unit_name(pack_id, row.same_as or row.unit_id, row.name),
            people=row.people,
            site=row.site,
            same_as=row.same_as,
        )
        for row in listed
    )


def kept_units(draft: Row[Any], listed: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Those of a removed site are away with it."""
    away = _removed_sites(draft)
    return [row for row in listed if not row.removed and row.site not in away]


def removed_units(draft: Row[Any], listed: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Those that can be put back one by one."""
    away = _removed_sites(draft)
    return [row for row in listed if row.removed and row.site not in away]


def _removed_sites(draft: Row[Any]) -> set[str]:
    return {site["id"] for site in removed(entries(draft.sites))}


def entries(column: str) -> list[Any]:
    """Sites and own risks are lists in the draft's row, the removed ones among them."""
    return [] if column == NONE else json.loads(column)


def sites(listed: Iterable[dict[str, Any]]) -> tuple[Site, ...]:
    return tuple(Site.model_construct(**_said(site)) for site in listed)


def own_risks(listed: Iterable[dict[str, Any]]) -> tuple[OwnRisk, ...]:
    return tuple(OwnRisk.model_construct(**_said(own)) for own in listed)


def kept(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in listed if not entry["removed"]]


def removed(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for entry in listed if entry["removed"]]


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "removed"}
