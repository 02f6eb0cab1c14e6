"""What a company has said so far: the one input of every rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field

from toolkit.domain.answer import Answer
from toolkit.domain.company import Company, WorkUnit
from toolkit.domain.pack import Factor, Pack, Risk, Slug, Value


class ActionPlan(Value):
    """Who does what by when for one risk; blank fields are not yet said."""

    measure: Slug | None = None
    who: Annotated[str, Field(max_length=120)] = ""
    due: date | None = None
    first_step: Annotated[str, Field(max_length=300)] = ""


@dataclass(frozen=True)
class Draft:
    """Answers are kept by risk id, whether or not the facts still ask for them."""

    company: Company = Company()  # noqa: RUF009 — frozen
    facts: Mapping[str, bool] = field(default_factory=dict[str, bool])
    units: tuple[WorkUnit, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    priorities: tuple[str, ...] = ()
    plans: Mapping[str, ActionPlan] = field(default_factory=dict[str, ActionPlan])
    exposures: Mapping[Factor, int] = field(default_factory=dict[Factor, int])
    sex_impact: str = ""


def units_of(pack: Pack, risk: Risk, draft: Draft) -> tuple[WorkUnit, ...]:
    """The company's units a risk concerns: its own, else its module's, else all."""
    named = risk.units or pack.module_of[risk.id].units
    return tuple(u for u in draft.units if u.id in named) or draft.units


def people_exposed(pack: Pack, risk: Risk, draft: Draft) -> int:
    return sum(unit.people or 0 for unit in units_of(pack, risk, draft))
