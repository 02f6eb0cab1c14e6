"""What is left to do, most pressing first, and the three actions proposed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from toolkit.domain.answer import OPEN, Answer
from toolkit.domain.card import Card, risk_of
from toolkit.domain.draft import Draft
from toolkit.domain.journey import asked
from toolkit.domain.pack import Measure, Pack, Risk
from toolkit.domain.places import people_exposed
from toolkit.domain.rating import Level, Rating, rate

HOW_MANY = 3


@dataclass(frozen=True)
class Finding:
    """A card not, or only partly, mastered; `people` exposed, 0 when not said."""

    card: Card
    answer: Answer
    rating: Rating
    people: int

    @property
    def key(self) -> str:
        return self.card.key

    @property
    def risk(self) -> Risk:
        return self.card.risk

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
    plan = draft.plans.get(finding.key)
    picked = finding.risk.measure(plan.measure) if plan and plan.measure else None
    if picked is None and finding.answer.planned_other and not finding.answer.planned:
        return None  # the owner's own words, which need no measure of ours before them
    return picked or next(iter(measures_of(finding)), None)


def quickest(finding: Finding) -> int:
    """Minutes of the shortest first step."""
    return min((m.minutes for m in measures_of(finding)), default=30)


def findings(pack: Pack, draft: Draft) -> tuple[Finding, ...]:
    """Every open card asked about, most pressing first."""
    found = [
        Finding(
            card=card,
            answer=answer,
            rating=rate(card.risk, answer),
            people=people_exposed(pack, card, draft),
        )
        for card in asked(pack, draft)
        if (answer := draft.answers.get(card.key)) and answer.mastery in OPEN
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
    named = [found for key in draft.priorities if (found := _named(key, ranked))]
    own = {finding.key: finding for finding in named}
    rest = [finding for finding in ranked if finding.key not in own]
    return tuple([*own.values(), *rest][:HOW_MANY])


def _named(key: str, ranked: tuple[Finding, ...]) -> Finding | None:
    """The finding an owner chose; where its card was split or joined since, the most
    pressing one of the same risk."""
    exact = (finding for finding in ranked if finding.key == key)
    same = (finding for finding in ranked if finding.risk.id == risk_of(key))
    return next(exact, None) or next(same, None)


def is_chosen(draft: Draft, finding: Finding, ranked: tuple[Finding, ...]) -> bool:
    """Whether the owner chose it, rather than we."""
    return any(_named(key, ranked) is finding for key in draft.priorities)


def immediate(
    ranked: tuple[Finding, ...], three: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The « très élevé » left out of the three: each still gets a measure and a date."""
    keys = {finding.key for finding in three}
    return tuple(f for f in ranked if f.level is Level.VERY_HIGH and f.key not in keys)


def reason(finding: Finding, ranked: tuple[Finding, ...]) -> Reason:
    """What put this finding before the one that follows it."""
    keys = [other.key for other in ranked]
    after = ranked[keys.index(finding.key) + 1 :]
    if not after:
        return Reason.LEVEL
    pairs = zip(_pressing(finding), _pressing(after[0]), Reason, strict=False)
    return next((why for mine, theirs, why in pairs if mine != theirs), Reason.ORDER)
