"""What is left to do, most pressing first, and the three actions proposed."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from toolkit.domain.answer import OPEN, Answer
from toolkit.domain.draft import Draft, people_exposed
from toolkit.domain.journey import asked
from toolkit.domain.pack import Measure, Pack, Risk, Value
from toolkit.domain.rating import Level, Rating, rate

HOW_MANY = 3


class Finding(Value):
    """A risk not, or only partly, mastered; `people` exposed, 0 when not said."""

    risk: Risk
    answer: Answer
    rating: Rating
    people: int

    @property
    def level(self) -> Level:
        assert self.rating.level is not None, "only open answers become findings"
        return self.rating.level


class Reason(StrEnum):
    """Why a finding came before the next one."""

    LEVEL = "level"
    SEVERITY = "severity"
    PEOPLE = "people"
    QUICK = "quick"
    ORDER = "order"


def measures_of(finding: Finding) -> tuple[Measure, ...]:
    """The planned measures, or every one still to do, by principle."""
    still = [m for m in finding.risk.measures if m.id not in finding.answer.in_place]
    planned = [m for m in still if m.id in finding.answer.planned]
    return tuple(sorted(planned or still, key=lambda m: m.principle.rank))


def lead_measure(finding: Finding, draft: Draft) -> Measure | None:
    """The measure an action begins with: the one picked, else the best by principle;
    None where the owner planned something else, in their own words."""
    plan = draft.plans.get(finding.risk.id)
    picked = finding.risk.measure(plan.measure) if plan and plan.measure else None
    if picked is None and finding.answer.planned_other and not finding.answer.planned:
        return None  # the owner's own words, which need no measure of ours before them
    return picked or next(iter(measures_of(finding)), None)


def quickest(finding: Finding) -> int:
    """Minutes of the shortest first step."""
    return min((m.minutes for m in measures_of(finding)), default=30)


def findings(pack: Pack, draft: Draft) -> tuple[Finding, ...]:
    """Every open risk asked about, most pressing first."""
    found = [
        Finding(
            risk=risk,
            answer=answer,
            rating=rate(risk, answer),
            people=people_exposed(pack, risk, draft),
        )
        for risk in asked(pack, draft.facts)
        if (answer := draft.answers.get(risk.id)) and answer.mastery in OPEN
    ]
    return tuple(_ranked(found))


def _pressing(finding: Finding) -> tuple[int, int, int, int]:
    rating = finding.rating
    return (-finding.level, -rating.severity, -finding.people, quickest(finding))


def _ranked(found: Iterable[Finding]) -> Iterator[Finding]:
    """Sorted; among equals, a family not seen yet at this level comes first."""
    seen: set[tuple[Level, str]] = set()
    for _key, group in groupby(sorted(found, key=_pressing), key=_pressing):
        equals = list(group)
        while equals:
            kinds = [(finding.level, finding.risk.family) for finding in equals]
            at = next((i for i, kind in enumerate(kinds) if kind not in seen), 0)
            seen.add(kinds[at])
            yield equals.pop(at)


def chosen(draft: Draft, ranked: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The owner's three, completed by the proposed ones."""
    by_id = {finding.risk.id: finding for finding in ranked}
    own = [by_id[i] for i in draft.priorities if i in by_id]
    named = set(draft.priorities)
    rest = [finding for finding in ranked if finding.risk.id not in named]
    return tuple((own + rest)[:HOW_MANY])


def immediate(
    ranked: tuple[Finding, ...], three: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The « très élevé » left out of the three: each still gets a measure and a date."""
    ids = {finding.risk.id for finding in three}
    return tuple(
        f for f in ranked if f.level is Level.VERY_HIGH and f.risk.id not in ids
    )


def reason(finding: Finding, ranked: tuple[Finding, ...]) -> Reason:
    """What put this finding before the one that follows it."""
    ids = [other.risk.id for other in ranked]
    after = ranked[ids.index(finding.risk.id) + 1 :]
    if not after:
        return Reason.LEVEL
    pairs = zip(_pressing(finding), _pressing(after[0]), Reason, strict=False)
    return next((why for mine, theirs, why in pairs if mine != theirs), Reason.ORDER)
