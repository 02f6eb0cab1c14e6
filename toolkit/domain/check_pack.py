"""A private self-check as immutable values: what is asked, and how answers are read."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from toolkit.domain.check_rule import Exact, Rule
from toolkit.domain.pack import Phrase, Slug, Text, Value

NOT_CONCERNED = "na"
# A position among the item's anchors, or « sans objet ».
Given: TypeAlias = int | Literal["na"]
Answers: TypeAlias = Mapping[str, Given]


class Kind(StrEnum):
    OWN = "own"
    LICENSED = "licensed"
    FREE_WITH_TERMS = "free-with-terms"


class Licence(Value):
    """What allows these sentences to be used. The public tree holds our own only;
    another pack carries the proof of its right."""

    kind: Kind
    text: Text
    url: str = ""
    proof_ref: str = ""
    allowed_contexts: tuple[Phrase, ...] = ()
    attribution: str = ""
    not_for_sale: bool = False
    expires_on: date | None = None


class Anchor(Value):
    label: Annotated[str, Field(min_length=2, max_length=90)]
    value: Exact


class Item(Value):
    """`variants` say the same in the words of a group of professions. A `sensitive`
    item is asked only where the service's doctor approved it."""

    id: Slug
    text: Text
    anchors: Slug
    variants: Mapping[Slug, Text] = {}
    reverse: bool = False
    na_allowed: bool = True
    sensitive: bool = False


class Part(Value):
    """Items asked under one heading, over one span of time."""

    id: Slug
    title: Phrase
    lead: Text
    items: Annotated[tuple[Item, ...], Field(min_length=1)]


class Method(StrEnum):
    MEAN = "mean"
    SUM = "sum"
    POMP = "pomp"  # per cent of the range: 0 to 100


class OnMissing(StrEnum):
    """`lowest`: what was not ticked did not happen."""

    MEAN_OF_ANSWERED = "mean_of_answered"
    PRORATE_SUM = "prorate_sum"
    INVALID = "invalid"
    LOWEST = "lowest"


class Minimum(Value):
    """How many answers a scale needs: a number, or a share of the items that concern
    the person."""

    count: Annotated[int, Field(ge=1)] | None = None
    ratio: Annotated[Exact, Field(gt=0, le=1)] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "Minimum":
        if (self.count is None) == (self.ratio is None):
            raise ValueError("say either count or ratio")
        return self


class Band(Value):
    """Holds from `from` included (`after`: excluded) to the next band."""

    id: Slug
    start: Annotated[Exact, Field(alias="from")]
    after: bool = False
    label: Phrase
    words: Text | None = None


class Lever(StrEnum):
    """Whose move an advice is: never the person's alone."""

    COLLECTIVE = "collective"
    ORGANISATION = "organisation"
    SERVICE = "service"
    SELF = "self"


class Advice(Value):
    lever: Lever
    text: Text


class Role(StrEnum):
    """A `total` is read by rules and composites, never shown alone."""

    STATE = "state"
    PRESSURE = "pressure"
    SUPPORT = "support"
    TOTAL = "total"


class Scale(Value):
    id: Slug
    name: Phrase
    role: Role
    items: Annotated[tuple[Slug, ...], Field(min_length=1)]
    method: Method
    min_answered: Minimum
    on_missing: OnMissing
    bands: tuple[Band, ...] = ()
    advice: tuple[Advice, ...] = ()


class Composite(Value):
    """`balance`: 100·(a−b)/(a+b) of two scales, once `min_events` things happened."""

    id: Slug
    name: Phrase
    of: Annotated[tuple[Slug, ...], Field(min_length=2)]
    method: Literal["mean", "balance"]
    min_events: Annotated[int, Field(ge=0)] = 0
    bands: tuple[Band, ...] = ()


class Card(Value):
    """What stands before the result; `lines` are ids of help lines, in order."""

    id: Slug
    title: Phrase
    text: Text
    steps: tuple[Text, ...] = ()
    lines: tuple[Slug, ...] = ()


class Profession(Value):
    """`has_certification`: one of the seven professions of article L4022-3."""

    id: Slug
    name: Phrase
    group: Slug | None = None
    has_certification: bool = False


class Attestation(Value):
    """What the sheet made in the browser says, beside the name typed there."""

    title: Phrase
    no_result: Text
    reserve: Text


class CheckPack(Value):
    """A check, whole. `counted`: a community may count its state and pressures."""

    id: Slug
    version: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    edition: date
    lang: Literal["fr", "en"]
    title: Phrase
    who: Phrase
    picto: Slug = "metier-generique"
    owner: Phrase
    licence: Licence
    source: Text
    validated: bool
    introduction: Text
    duration: Phrase
    counted: bool = False
    anchors: Mapping[Slug, Annotated[tuple[Anchor, ...], Field(min_length=2)]]
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]
    scales: Annotated[tuple[Scale, ...], Field(min_length=1)]
    composites: tuple[Composite, ...] = ()
    rules: tuple[Rule, ...] = ()
    cards: tuple[Card, ...] = ()
    professions: tuple[Profession, ...] = ()
    attestation: Attestation | None = None
    lines: tuple[Slug, ...] = ()
    references: tuple[Slug, ...] = ()

    @cached_property
    def items(self) -> Mapping[str, Item]:
        return {item.id: item for part in self.parts for item in part.items}

    @cached_property
    def values(self) -> Mapping[str, tuple[Fraction, ...]]:
        """The values of each item's anchors, in the order they are offered."""
        return {
            item.id: tuple(anchor.value for anchor in self.anchors[item.anchors])
            for item in self.items.values()
        }

    def of(self, role: Role) -> tuple[Scale, ...]:
        return tuple(scale for scale in self.scales if scale.role is role)

    def without_sensitive(self) -> "CheckPack":
        """What is asked where no doctor approved the sensitive question."""
        kept = (
            part.model_copy(
                update={"items": tuple(i for i in part.items if not i.sensitive)}
            )
            for part in self.parts
        )
        fields = {name: getattr(self, name) for name in CheckPack.model_fields}
        # Made anew rather than copied: a copy would keep what is cached of the items.
        return CheckPack.model_validate(
            fields | {"parts": tuple(part for part in kept if part.items)}
        )
