"""What another language says of the French content: the same ids, texts only. Ratings,
rules and references always come from the French file."""

from typing import Annotated

from pydantic import Field

from toolkit.domain.pack import Phrase, Slug, Text, Value

Words = dict[str, str]
"""Texts by field."""


class Entry(Value):
    """The words of what has this id in the French file."""

    id: Slug


class MeasureWords(Entry):
    action: Text | None = None
    in_place: Text | None = None
    first_step: Text | None = None


class RiskWords(Entry):
    name: Phrase | None = None
    question: Text | None = None
    finding: Text | None = None
    harm: Text | None = None
    outcome: Phrase | None = None
    who: Text | None = None
    rationale: Text | None = None
    stop_work: Text | None = None
    measures: tuple[MeasureWords, ...] = ()


class FactWords(Entry):
    question: Text | None = None
    help: Text | None = None


class UnitWords(Entry):
    name: Phrase | None = None
    posts: Text | None = None


class FigureWords(Entry):
    text: Text | None = None


class ModuleWords(Entry):
    title: Phrase | None = None
    risks: tuple[RiskWords, ...] = ()


class PackWords(Value):
    """`keywords` are searched beside the French ones."""

    name: Phrase
    introduction: Text
    keywords: Annotated[tuple[str, ...], Field(min_length=1)]
    facts: tuple[FactWords, ...] = ()
    units: tuple[UnitWords, ...] = ()
    modules: tuple[ModuleWords, ...] = ()
    figures: tuple[FigureWords, ...] = ()


class TradeWords(Entry):
    """The name of a trade whose questionnaire is not translated: enough to find it."""

    name: Phrase
    keywords: Annotated[tuple[str, ...], Field(min_length=1)]


class FamilyWords(Entry):
    name: Phrase | None = None


class SubsidyWords(Entry):
    name: Phrase | None = None
    text: Text | None = None


class ReferenceWords(Entry):
    """A title stays as in French where none is given: « Code du travail, article … »."""

    title: Phrase | None = None
    subject: Text | None = None


class ObligationWords(Entry):
    text: Text | None = None
    hint: Text | None = None


class FactorWords(Entry):
    name: Phrase | None = None
    threshold: Text | None = None


_IDENTITIES = {"id", "measures", "risks", "keywords"}


def texts_of(kind: type[Entry]) -> tuple[str, ...]:
    """The fields a translator writes."""
    return tuple(name for name in kind.model_fields if name not in _IDENTITIES)
