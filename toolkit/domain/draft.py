"""What a company has said so far: the one input of every rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated

from pydantic import Field

from toolkit.domain.answer import Answer
from toolkit.domain.company import Company, Site, WorkUnit
from toolkit.domain.own import OwnRisk, as_risk
from toolkit.domain.pack import Factor, Pack, Risk, Slug, Value


class ActionPlan(Value):
    """Who does what by when for one card; blank fields are not yet said."""

    measure: Slug | None = None
    who: Annotated[str, Field(max_length=120)] = ""
    due: date | None = None
    first_step: Annotated[str, Field(max_length=300)] = ""


@dataclass(frozen=True)
class Draft:
    """Answers, plans and priorities are kept by card key, whether or not the facts and
    the places still ask for them. `split` are the risks answered for each unit."""

    company: Company = Company()  # noqa: RUF009 — frozen
    facts: Mapping[str, bool] = field(default_factory=dict[str, bool])
    sites: tuple[Site, ...] = ()
    units: tuple[WorkUnit, ...] = ()
    split: frozenset[str] = frozenset()
    own: tuple[OwnRisk, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict[str, Answer])
    priorities: tuple[str, ...] = ()
    plans: Mapping[str, ActionPlan] = field(default_factory=dict[str, ActionPlan])
    exposures: Mapping[Factor, int] = field(default_factory=dict[Factor, int])
    sex_impact: str = ""

    @cached_property
    def own_risks(self) -> tuple[Risk, ...]:
        return tuple(as_risk(own) for own in self.own)

    @cached_property
    def site_of_unit(self) -> Mapping[str, Site]:
        """Nothing without sites; a unit that names none of them is of the first."""
        sites = {site.id: site for site in self.sites}
        first = self.sites[:1]
        return {u.id: sites.get(u.site, site) for u in self.units for site in first}

    @property
    def several_sites(self) -> tuple[Site, ...]:
        """The sites worth naming: none where there is but one."""
        return self.sites if len(self.sites) > 1 else ()


def risk_named(pack: Pack, draft: Draft, risk_id: str) -> Risk | None:
    """A risk of the pack, or the company's own, asked about or not."""
    own = (risk for risk in draft.own_risks if risk.id == risk_id)
    return pack.by_id.get(risk_id) or next(own, None)
