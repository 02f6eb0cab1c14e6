"""Invented firms, to show the tool: who they are and what they plausibly answered."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from toolkit.domain.answer import Answer, Mastery
from toolkit.domain.card import Card
from toolkit.domain.company import PEOPLE_MAX
from toolkit.domain.pack import Flag, Phrase, Slug, Value


class Stage(StrEnum):
    """How far a firm went; each stage includes those before it."""

    BEGUN = "begun"
    HALF_GRAVEST = "half-gravest"
    GRAVEST = "gravest"
    HALFWAY = "halfway"
    ANSWERED = "answered"
    PLANNED = "planned"
    VALIDATED = "validated"
    UPDATED = "updated"
    CHANGED = "changed"

    @property
    def has_version(self) -> bool:
        return self in (Stage.VALIDATED, Stage.UPDATED, Stage.CHANGED)

    @property
    def is_planned(self) -> bool:
        return self is Stage.PLANNED or self.has_version


class Example(Value):
    """`care` is the share of cards under control, of 100; `without` the facts denied, the
    others being true; `units` the people of each unit, the others being removed;
    `sites` the names of its two sites, if it has two."""

    id: Slug
    name: Phrase
    pack: Slug
    trade: Phrase
    effectif: Annotated[int, Field(ge=0, le=PEOPLE_MAX)]
    care: Annotated[int, Field(ge=0, le=100)]
    stage: Stage
    role: Phrase
    consulted: Phrase
    units: Annotated[Mapping[Slug, int], Field(min_length=1)]
    without: tuple[Slug, ...] = ()
    sites: tuple[()] | tuple[Phrase, Phrase] = ()


def how_many(stage: Stage, *, gravest: int, total: int) -> int:
    """The cards answered at this stage, in the order they are asked."""
    return {
        Stage.BEGUN: 0,
        Stage.HALF_GRAVEST: gravest // 2,
        Stage.GRAVEST: gravest,
        Stage.HALFWAY: (gravest + total) // 2,
    }.get(stage, total)


def plausible(example: Example, card: Card) -> Answer:
    """The same firm always gives the same answer: chance comes from the two names."""
    risk, roll = card.risk, _roll(example.id, card.key)
    if roll % 17 == 0 and Flag.EVERY_FIRM not in risk.flags:
        return Answer(mastery=Mastery.NOT_CONCERNED)
    ids = [measure.id for measure in risk.measures]
    luck = roll % 100
    if luck < example.care:
        return Answer(mastery=Mastery.MASTERED, in_place=frozenset(ids[:2]))
    if luck < (example.care + 100) // 2:
        return Answer(
            mastery=Mastery.PARTIAL,
            in_place=frozenset(ids[:1]),
            planned=frozenset(ids[1:2]),
        )
    return Answer(mastery=Mastery.NOT_MASTERED, planned=frozenset(ids[:1]))


def changed(answer: Answer) -> Answer:
    """What the firm says of the same card a year later: one step better."""
    done = answer.in_place | answer.planned
    return Answer(mastery=Mastery.MASTERED, in_place=done)


def _roll(*names: str) -> int:
    return int(hashlib.sha256("/".join(names).encode()).hexdigest()[:12], 16)
