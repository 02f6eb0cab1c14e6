"""When a card of help is shown before the result: conditions on answers and scales."""

from enum import IntEnum
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer

from toolkit.domain.pack import Slug, Value


def _exact(raw: Any) -> Any:
    """0.1 as it is written, not as the machine holds it."""
    return Fraction(str(raw)) if isinstance(raw, int | float) else raw


Exact = Annotated[
    Fraction, BeforeValidator(_exact), PlainSerializer(str, return_type=str)
]


class Level(IntEnum):
    """How much help stands before the result; T0 is always there."""

    T0 = 0
    T1 = 1
    T2 = 2
    T3 = 3


class ItemAtLeast(Value):
    item: Slug
    at_least: Exact


class ScaleAtLeast(Value):
    scale: Slug
    at_least: Exact


class ScaleAtMost(Value):
    scale: Slug
    at_most: Exact


class ScaleInBand(Value):
    scale: Slug
    band: Slug


class CountAtLeast(Value):
    """At least `times` of these items are at `at_least` or more."""

    count: Annotated[tuple[Slug, ...], Field(min_length=1)]
    at_least: Exact
    times: Annotated[int, Field(ge=1)]


class Unanswered(Value):
    """The scale has no value yet."""

    unanswered: Slug


class All(Value):
    all: Annotated[tuple["When", ...], Field(min_length=1)]


class AnyOf(Value):
    any: Annotated[tuple["When", ...], Field(min_length=1)]


class Not(Value):
    none: "When"


When: TypeAlias = (
    ItemAtLeast
    | ScaleAtLeast
    | ScaleAtMost
    | ScaleInBand
    | CountAtLeast
    | Unanswered
    | All
    | AnyOf
    | Not
)


class Rule(Value):
    """When it holds, `card` is shown at this level."""

    id: Slug
    when: When
    level: Level
    card: Slug
