"""The document as a value: built once, then printed by each renderer, sealed whole."""

import hashlib
import json
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from toolkit.domain.catalogue import Catalogue, Reference
from toolkit.domain.company import Company, Site, WorkUnit
from toolkit.domain.draft import Draft
from toolkit.domain.inventory import Row, Section, inventory
from toolkit.domain.obligations import (
    THRESHOLD,
    Cse,
    Situation,
    State,
    carried_factors,
    check,
    concerned,
)
from toolkit.domain.own import is_own
from toolkit.domain.pack import Factor, Measure, Pack, Principle, Value
from toolkit.domain.places import where, words
from toolkit.domain.priorities import (
    Finding,
    Reason,
    chosen,
    findings,
    immediate,
    lead_measure,
    measures_of,
    reason,
)
from toolkit.domain.rating import Rating


class Rank(StrEnum):
    """Where an action stands in the list."""

    PRIORITY = "priority"
    IMMEDIATE = "immediate"
    LATER = "later"


class Step(Value):
    """One measure to take, with its principle; None for the owner's own words."""

    text: str
    principle: Principle | None


class Action(Value):
    """`card` and `place` as in Row."""

    risk_id: str
    card: str = ""
    risk: str
    place: str = ""
    rank: Rank
    rating: Rating
    reason: Reason
    stop_work: str | None
    steps: tuple[Step, ...]
    first_step: str
    minutes: int | None
    who: str
    due: date | None
    subsidy: str | None

    @property
    def key(self) -> str:
        return self.card or self.risk_id


class Exposure(Value):
    """`people` above the threshold, protections included; None until it is said."""

    factor: Factor
    name: str
    threshold: str | None
    risks: tuple[str, ...]
    people: int | None


class Requirement(Value):
    id: str
    text: str
    hint: str
    state: State
    references: tuple[str, ...]


class Consultation(Value):
    """Who took part, by function: the sealed value names nobody."""

    role: Annotated[str, Field(max_length=120)] = ""
    consulted: Annotated[str, Field(max_length=600)] = ""
    cse: Cse = Cse.UNKNOWN
    cse_opinion: Annotated[str, Field(max_length=600)] = ""


class PackRef(Value):
    id: str
    name: str
    edition: date


class Circumstance(Value):
    """A fact of the company, as asked; None when it was not answered."""

    question: str
    answer: bool | None


class Duerp(Value):
    """`number` is None and `previous` empty until validated: a « projet »."""

    schema_version: int = 2
    language: str = "fr"
    number: int | None
    dated: date
    previous: str = ""
    company: Company
    pack: PackRef
    sites: tuple[Site, ...] = ()
    units: tuple[WorkUnit, ...]
    circumstances: tuple[Circumstance, ...]
    actions: tuple[Action, ...]
    sections: tuple[Section, ...]
    exposures: tuple[Exposure, ...]
    sex_impact: str
    consultation: Consultation
    requirements: tuple[Requirement, ...]
    references: tuple[Reference, ...]

    @property
    def is_validated(self) -> bool:
        return self.number is not None

    def ranked(self, rank: Rank) -> tuple[Action, ...]:
        return tuple(action for action in self.actions if action.rank is rank)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every card once, in the order of the inventory."""
        seen = {row.key: row for section in self.sections for row in section.rows}
        return tuple(seen.values())

    @property
    def waiting(self) -> tuple[Row, ...]:
        """The risks still « à évaluer »."""
        return tuple(row for row in self.rows if not row.is_evaluated)


class Validation(Value):
    """What « Je valide » adds to a draft."""

    number: Annotated[int, Field(ge=1)]
    previous: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]
    consultation: Consultation


def build_duerp(
    pack: Pack,
    catalogue: Catalogue,
    draft: Draft,
    *,
    dated: date,
    validation: Validation | None = None,
) -> Duerp:
    """The whole document; without a validation it is a « projet »."""
    consultation = validation.consultation if validation else Consultation()
    situation = Situation(pack=pack, draft=draft, cse=consultation.cse)
    sections = inventory(pack, catalogue, draft)
    requirements = _requirements(catalogue, situation)
    return Duerp(
        language=pack.language,
        number=validation.number if validation else None,
        dated=dated,
        previous=validation.previous if validation else "",
        company=draft.company,
        pack=PackRef(id=pack.id, name=pack.name, edition=pack.edition),
        sites=draft.several_sites,
        units=draft.units,
        circumstances=tuple(
            Circumstance(question=fact.question, answer=draft.facts.get(fact.id))
            for fact in pack.facts
        ),
        actions=_actions(pack, catalogue, draft),
        sections=sections,
        exposures=_exposures(pack, catalogue, draft),
        sex_impact=draft.sex_impact,
        consultation=consultation,
        requirements=requirements,
        references=_cited(catalogue, sections, requirements),
    )


def canonical(duerp: Duerp) -> bytes:
    """The bytes that are sealed: same value, same bytes."""
    content = duerp.model_dump(mode="json")
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()


def has_changed(sealed: Duerp, project: Duerp) -> bool:
    """Whether the company said something else since; a questionnaire reworded since is
    no answer of theirs."""
    return _said(sealed) != _said(project)


def _said(duerp: Duerp) -> object:
    return (
        duerp.company,
        duerp.sites,
        duerp.units,
        tuple(c.answer for c in duerp.circumstances),
        {(r.key, r.mastery, r.rating, r.in_place, r.substitution) for r in duerp.rows},
        # The company's own risks are their words too.
        {
            (r.key, r.risk, r.family_id, r.who, r.text, r.place)
            for r in duerp.rows
            if is_own(r.risk_id)
        },
        {(a.key, a.rank, a.who, a.due, a.first_step) for a in duerp.actions},
        {(e.factor, e.people) for e in duerp.exposures},
        duerp.sex_impact,
    )


def sha256(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


def _actions(pack: Pack, catalogue: Catalogue, draft: Draft) -> tuple[Action, ...]:
    ranked = findings(pack, draft)
    three = chosen(draft, ranked)
    now = immediate(ranked, three)
    first = {finding.key for finding in (*three, *now)}
    rest = tuple(f for f in ranked if f.key not in first)
    groups = ((Rank.PRIORITY, three), (Rank.IMMEDIATE, now), (Rank.LATER, rest))
    return tuple(
        _action(pack, catalogue, draft, finding, rank, reason(finding, ranked))
        for rank, group in groups
        for finding in group
    )


def _action(
    pack: Pack,
    catalogue: Catalogue,
    draft: Draft,
    finding: Finding,
    rank: Rank,
    why: Reason,
) -> Action:
    risk, plan = finding.risk, draft.plans.get(finding.key)
    lead = lead_measure(finding, draft)
    # What nobody picked is not promised: only the first three and the urgent ones come
    # with a measure proposed.
    proposed = lead if rank is not Rank.LATER else None
    steps = tuple(
        Step(text=m.action, principle=m.principle) for m in _planned(finding, proposed)
    )
    own = finding.answer.planned_other
    subsidy = catalogue.subsidies.get(risk.subsidy or "")
    said = plan.first_step if plan else ""
    return Action(
        risk_id=risk.id,
        card=finding.key,
        risk=risk.name,
        place=words(draft, where(pack, finding.card, draft)),
        rank=rank,
        rating=finding.rating,
        reason=why,
        stop_work=risk.stop_work,
        steps=(*steps, Step(text=own, principle=None)) if own else steps,
        first_step=said or (proposed.first_step if proposed else ""),
        minutes=proposed.minutes if proposed and not said else None,
        who=plan.who if plan else "",
        due=plan.due if plan else None,
        subsidy=subsidy.name if subsidy else None,
    )


def _planned(finding: Finding, lead: Measure | None) -> tuple[Measure, ...]:
    """The lead measure, then the others the owner ticked."""
    ticked = [m for m in measures_of(finding) if m.id in finding.answer.planned]
    rest = tuple(m for m in ticked if m != lead)
    return (lead, *rest) if lead else rest


def _exposures(pack: Pack, catalogue: Catalogue, draft: Draft) -> tuple[Exposure, ...]:
    risks = concerned(pack, draft)
    return tuple(
        Exposure(
            factor=factor,
            name=catalogue.factors[factor].name,
            threshold=catalogue.factors[factor].threshold,
            risks=tuple(risk.name for risk in risks if risk.factor is factor),
            people=draft.exposures.get(factor) if factor in THRESHOLD else None,
        )
        for factor in carried_factors(pack, draft)
    )


def _requirements(
    catalogue: Catalogue, situation: Situation
) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            id=obligation.id,
            text=obligation.text,
            hint=obligation.hint,
            state=check(obligation.id, situation),
            references=obligation.references,
        )
        for obligation in catalogue.obligations.values()
    )


def _cited(
    catalogue: Catalogue,
    sections: tuple[Section, ...],
    requirements: tuple[Requirement, ...],
) -> tuple[Reference, ...]:
    ids = {i for section in sections for row in section.rows for i in row.references}
    ids |= {i for requirement in requirements for i in requirement.references}
    return tuple(catalogue.references[i] for i in sorted(ids))
