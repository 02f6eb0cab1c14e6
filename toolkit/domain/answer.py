"""What an owner says of a risk."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from toolkit.domain.pack import Frequency, Risk, Severity, Slug, Value


class Mastery(StrEnum):
    """The five buttons of a card."""

    MASTERED = "mastered"
    PARTIAL = "partial"
    NOT_MASTERED = "not-mastered"
    NOT_CONCERNED = "not-concerned"
    LATER = "later"


OPEN = frozenset({Mastery.PARTIAL, Mastery.NOT_MASTERED})
"""The masteries that leave something to do."""


class Answer(Value):
    """One risk's answer; `mastery` is None while only measures are ticked, and without
    `severity` or `frequency` the trade's default holds."""

    mastery: Mastery | None = None
    severity: Severity | None = None
    frequency: Frequency | None = None
    in_place: frozenset[Slug] = frozenset()
    planned: frozenset[Slug] = frozenset()
    in_place_other: Annotated[str, Field(max_length=300)] = ""
    planned_other: Annotated[str, Field(max_length=300)] = ""
    substitution: Annotated[str, Field(max_length=600)] = ""


def severity_of(risk: Risk, answer: Answer | None) -> Severity:
    return (answer and answer.severity) or risk.severity


def frequency_of(risk: Risk, answer: Answer | None) -> Frequency:
    return (answer and answer.frequency) or risk.frequency


def needs_proof(risk: Risk, answer: Answer | None) -> bool:
    """Where the harm can be lasting, « maîtrisé » names the measure that does it."""
    return severity_of(risk, answer) >= Severity.LASTING


def is_evaluated(risk: Risk, answer: Answer | None) -> bool:
    """Whether the document can say something of this risk; « à évaluer » otherwise."""
    if answer is None or answer.mastery in (None, Mastery.LATER):
        return False
    if answer.mastery is Mastery.MASTERED and needs_proof(risk, answer):
        return bool(answer.in_place or answer.in_place_other)
    return True


def in_place_texts(risk: Risk, answer: Answer) -> tuple[str, ...]:
    """The measures that exist, as they are printed, in the pack's order."""
    known = tuple(m.in_place for m in risk.measures if m.id in answer.in_place)
    return (*known, answer.in_place_other) if answer.in_place_other else known
