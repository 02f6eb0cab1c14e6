"""A risk the trade's questionnaire does not know, in the owner's words."""

from typing import Annotated, Literal

from pydantic import Field

from toolkit.domain.pack import Frequency, Name, Risk, Severity, Slug, Value

OWN_MAX = 30
PREFIX = "own-"
"""No pack may give a risk an id that begins so."""


class OwnRisk(Value):
    """`unit` is the unité de travail it is met in, empty where it is everywhere."""

    id: Annotated[Slug, Field(pattern=rf"^{PREFIX}[a-z0-9]+$")]
    name: Name
    family: Slug
    harm: Annotated[str, Field(min_length=1, max_length=400)]
    who: Annotated[str, Field(min_length=1, max_length=200)]
    unit: Slug | Literal[""] = ""


def is_own(risk_id: str) -> bool:
    return risk_id.startswith(PREFIX)


def as_risk(own: OwnRisk) -> Risk:
    """A risk like the others, without measures of ours; its rating is the owner's to
    give, and begins in the middle."""
    return Risk(
        id=own.id,
        name=own.name,
        family=own.family,
        question=own.name,
        finding=own.harm,
        harm=own.harm,
        outcome="",
        who=own.who,
        severity=Severity.LEAVE,
        frequency=Frequency.SOMETIMES,
        rationale="",
        units=(own.unit,) if own.unit else (),
        measures=(),
        references=("ct-r4121-1",),
    )
