"""A trade's questionnaire as immutable values: what is asked, printed and proposed."""

from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Phrase = Annotated[str, Field(min_length=3, max_length=90)]
Text = Annotated[str, Field(min_length=10, max_length=400)]
Name = Annotated[str, Field(min_length=1, max_length=90)]
Words = Annotated[str, Field(max_length=400)]


class Value(BaseModel):
    """Frozen, and a misspelt field is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Severity(IntEnum):
    """The most serious plausible harm, not the worst imaginable."""

    CARE = 1
    LEAVE = 2
    LASTING = 3
    DEATH = 4


class Frequency(IntEnum):
    """How often somebody is exposed."""

    RARE = 1
    SOMETIMES = 2
    OFTEN = 3
    CONSTANT = 4


class Principle(StrEnum):
    """The general principles of prevention (L4121-2), in the order of preference."""

    SUPPRESS = "suppress"
    SUBSTITUTE = "substitute"
    COLLECTIVE = "collective"
    ORGANISE = "organise"
    INDIVIDUAL = "individual"
    TRAIN = "train"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {principle: at for at, principle in enumerate(Principle)}


class Factor(StrEnum):
    """The ten factors of L4161-1, detailed by D4161-1."""

    HANDLING = "manutentions"
    POSTURES = "postures"
    VIBRATIONS = "vibrations"
    CHEMICALS = "agents-chimiques"
    HYPERBARIC = "hyperbare"
    TEMPERATURES = "temperatures"
    NOISE = "bruit"
    NIGHT = "nuit"
    SHIFTS = "equipes-alternantes"
    REPETITIVE = "repetitif"


class Flag(StrEnum):
    """What the rules need to know of a risk beside its rating."""

    EVERY_FIRM = "every-firm"  # « non concerné » is not offered
    CMR = "cmr"  # category 1A or 1B, R4412-60
    MINORS = "minors"  # a workplace under 18 needs a card of its own
    SIR = "sir"  # reinforced medical follow-up
    SIA = "sia"  # adapted medical follow-up
    HEAT = "heat"  # episodes of intense heat, R4463-1


class Skill(StrEnum):
    """Who in the service can help."""

    DOCTOR = "medecin"
    NURSE = "infirmier"
    ERGONOMIST = "ergonome"
    TOXICOLOGIST = "toxicologue"
    PSYCHOLOGIST = "psychologue"
    PREVENTION = "preventeur"
    METROLOGIST = "metrologue"


class Measure(Value):
    """One way to act: to do (`action`), or done (`in_place`)."""

    id: Slug
    principle: Principle
    action: Text
    in_place: Text
    first_step: Text
    minutes: Annotated[int, Field(ge=5, le=30)]


class Risk(Value):
    """Asked to a person (`question`), printed for an inspector (`finding`). `per_site`
    says otherwise than its module where it is not None."""

    id: Slug
    name: Name
    family: Slug
    question: Words
    finding: Words
    harm: Words
    outcome: Annotated[str, Field(max_length=90)]
    who: Words
    severity: Severity
    frequency: Frequency
    rationale: Words
    units: tuple[Slug, ...] = ()
    when: Slug | None = None
    per_site: bool | None = None
    flags: frozenset[Flag] = frozenset()
    factor: Factor | None = None
    skill: Skill = Skill.PREVENTION
    subsidy: Slug | None = None
    stop_work: Text | None = None
    measures: tuple[Measure, ...]
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]
    figures: tuple[Slug, ...] = ()

    def measure(self, measure_id: str) -> Measure | None:
        return next((m for m in self.measures if m.id == measure_id), None)


class TradeRisk(Risk):
    """A risk as an author writes it: whole sentences, and measures to choose from."""

    name: Phrase
    question: Text
    finding: Text
    harm: Text
    outcome: Phrase
    who: Text
    rationale: Text
    measures: Annotated[tuple[Measure, ...], Field(min_length=2, max_length=7)]


class Module(Value):
    """Risks met in one place or moment of the trade; `per_site` where they hang on the
    premises, and are asked at each."""

    id: Slug
    title: Phrase
    when: Slug | None = None
    per_site: bool = False
    units: tuple[Slug, ...] = ()
    risks: Annotated[tuple[TradeRisk, ...], Field(min_length=1)]


class Fact(Value):
    """A yes/no about the company; « non » closes what depends on it."""

    id: Slug
    question: Text
    help: Text | None = None


class Unit(Value):
    """A unité de travail the trade proposes: people who share the same exposures."""

    id: Slug
    name: Phrase
    posts: Text


class Figure(Value):
    """A number about the trade, with where it comes from."""

    id: Slug
    text: Text
    source: Phrase
    year: Annotated[int, Field(ge=1990, le=2100)]


class Pack(Value):
    """Everything a trade's questionnaire needs; ids live for ever. `language` is that of
    its words: a pack not translated yet stays in French among the others."""

    id: Slug
    language: str = "fr"
    name: Phrase
    edition: date
    naf_rev2: tuple[str, ...]
    naf_2025: tuple[str, ...]
    keywords: tuple[str, ...]
    introduction: Text
    facts: tuple[Fact, ...]
    units: Annotated[tuple[Unit, ...], Field(min_length=1, max_length=5)]
    modules: Annotated[tuple[Module, ...], Field(min_length=1)]
    gravest: Annotated[tuple[Slug, ...], Field(min_length=12, max_length=12)]
    figures: tuple[Figure, ...] = ()
    retired: frozenset[Slug] = frozenset()

    @cached_property
    def by_id(self) -> dict[str, Risk]:
        return {risk.id: risk for risk in self.risks}

    @cached_property
    def risks(self) -> tuple[Risk, ...]:
        return tuple(risk for module in self.modules for risk in module.risks)

    @cached_property
    def facts_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def module_of(self) -> dict[str, Module]:
        return {risk.id: m for m in self.modules for risk in m.risks}
