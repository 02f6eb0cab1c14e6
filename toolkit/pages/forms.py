"""What pages may send: parsed before anything is read or written."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from toolkit.domain.answer import Mastery
from toolkit.domain.company import PEOPLE_MAX
from toolkit.domain.obligations import Cse
from toolkit.domain.pack import Factor, Frequency, Severity, Slug

UnitName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=90)
]
# Six-digit years and the year 7 are slips of the keyboard.
Day = Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1))]
People = Annotated[int, Field(ge=0, le=PEOPLE_MAX)]


class OnDraft(BaseModel):
    """Every event names its draft: the cookie of that draft must come with it."""

    draft: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class OnCard(OnDraft):
    risk: Slug


def _says_something(form: Any) -> Any:
    """A change that changes nothing was not made by our pages."""
    if not form.model_fields_set - {"draft", "risk"}:
        raise ValueError("nothing is said")
    return form


class Answering(OnCard):
    mastery: Mastery


class Rating(OnCard):
    severity: Severity | None = None
    frequency: Frequency | None = None

    _says = model_validator(mode="after")(_says_something)


class Ticking(OnCard):
    column: Literal["in_place", "planned"]
    measure: Slug
    on: bool


class Noting(OnCard):
    column: Literal["in_place_other", "planned_other", "substitution"]
    text: Annotated[str, Field(max_length=600)]


class Turning(OnCard):
    """To the card before (-1), after (1), or the next one to answer (0)."""

    step: Literal[-1, 0, 1]


class SayingFact(OnDraft):
    fact: Slug
    value: bool


class Naming(OnDraft):
    """One field of the company."""

    name: Annotated[str, Field(max_length=120)] | None = None
    siret: Annotated[str, Field(max_length=40)] | None = None
    effectif: People | Literal[""] | None = None

    @field_validator("name", "siret")
    @classmethod
    def _trim(cls, text: str | None) -> str | None:
        return text if text is None else " ".join(text.split())

    _says = model_validator(mode="after")(_says_something)


class OnUnit(OnDraft):
    unit: Slug


class NamingUnit(OnUnit):
    name: UnitName


class CountingUnit(OnUnit):
    people: People | Literal[""]


class AddingUnit(OnDraft):
    name: UnitName


class Choosing(OnCard):
    """Put this action among the three, in place of `instead`."""

    instead: Slug | Literal[""] = ""


class Planning(OnCard):
    """One field of an action."""

    measure: Slug | None = None
    who: Annotated[str, Field(max_length=120)] | None = None
    due: Day | Literal[""] | None = None
    days: Literal[7, 30, 90] | None = None
    first_step: Annotated[str, Field(max_length=300)] | None = None

    _says = model_validator(mode="after")(_says_something)


class Counting(OnDraft):
    factor: Factor
    people: People | Literal[""]


class DescribingSexImpact(OnDraft):
    text: Annotated[str, Field(max_length=600)]


class Sealing(OnDraft):
    """« Je valide »: who validates stands apart, the rest is sealed by function."""

    name: Annotated[str, Field(max_length=120)] = ""
    role: Annotated[str, Field(max_length=120)] = ""
    consulted: Annotated[str, Field(max_length=600)] = ""
    cse: Cse = Cse.UNKNOWN
    cse_opinion: Annotated[str, Field(max_length=600)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
