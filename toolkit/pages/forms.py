"""What pages may send: parsed before anything is read or written."""

from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import (
    BaseModel,
    Field,
    field_validator,
    model_validator,
)

from toolkit.domain.answer import Mastery
from toolkit.domain.company import PEOPLE_MAX, UNITS_MAX
from toolkit.domain.obligations import Cse
from toolkit.domain.pack import Factor, Frequency, Severity, Slug
from toolkit.domain.typed import storable

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
CardKey = Annotated[str, Field(pattern=rf"^{_SLUG}(@{_SLUG})?$", max_length=121)]
# As typed: typed.py makes a value of it, or a sentence.
PlaceName = Annotated[str, Field(max_length=90)]
Count = (
    Annotated[int, Field(ge=-(10**6), le=10**6)] | Annotated[str, Field(max_length=20)]
)
# Six-digit years and the year 7 are slips of the keyboard.
Day = Annotated[date, Field(ge=date(2020, 1, 1), le=date(2100, 1, 1))]
People = Annotated[int, Field(ge=0, le=PEOPLE_MAX)]


class OnDraft(BaseModel):
    """Every event names its draft: the cookie of that draft must come with it."""

    draft: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, form: Any) -> Any:
        return storable(form) if isinstance(form, dict) else form


class OnCard(OnDraft):
    """`risk` is a card's key: a risk, and its place where it has several."""

    risk: CardKey


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

    @model_validator(mode="after")
    def _fits(self) -> "Noting":
        if self.column != "substitution" and len(self.text) > 300:
            raise ValueError("longer than its column")
        return self


class Turning(OnCard):
    """To the card before (-1), after (1), or the next one to answer (0)."""

    step: Literal[-1, 0, 1]


class Splitting(OnCard):
    """For each unit, or once for all again."""

    on: bool


class SayingFact(OnDraft):
    fact: Slug
    value: bool


class Naming(OnDraft):
    """One field of the company."""

    name: Annotated[str, Field(max_length=120)] | None = None
    siret: Annotated[str, Field(max_length=40)] | None = None
    address: Annotated[str, Field(max_length=200)] | None = None
    effectif: Count | None = None

    @field_validator("name", "siret", "address")
    @classmethod
    def _trim(cls, text: str | None) -> str | None:
        return text if text is None else " ".join(text.split())

    _says = model_validator(mode="after")(_says_something)


class OnUnit(OnDraft):
    unit: Slug


class NamingUnit(OnUnit):
    name: PlaceName


class CountingUnit(OnUnit):
    people: Count


class AddingUnit(OnDraft):
    """`same_as` is the unit whose work it does, empty for a work of its own."""

    name: PlaceName
    same_as: Slug | Literal[""] = ""
    site: Slug | Literal[""] = ""


class OnSite(OnDraft):
    site: Slug


class NamingSite(OnSite):
    name: PlaceName


class AddingSite(OnDraft):
    """`works` are the units that exist there: boxes named « work-… » when they come
    from a form."""

    name: PlaceName
    first_name: PlaceName = ""
    works: Annotated[list[Slug], Field(max_length=UNITS_MAX)]

    @model_validator(mode="before")
    @classmethod
    def _boxes(cls, form: Any) -> Any:
        if not isinstance(form, dict) or "works" in form:
            return form
        given = cast(dict[str, Any], form)
        works = [
            name.removeprefix("work-")
            for name, is_on in given.items()
            if is_on and str(name).startswith("work-")
        ]
        return {**given, "works": works}


class Copying(OnDraft):
    """« ask » shows what would be replaced, « yes » copies, « no » thinks again."""

    source: Slug | Literal[""]
    target: Slug | Literal[""]
    step: Literal["ask", "yes", "no"]


class OnOwn(OnDraft):
    own: Slug


class WritingOwn(OnDraft):
    """A risk of one's own; `own` is empty for a new one."""

    own: Slug | Literal[""] = ""
    name: Annotated[str, Field(max_length=90)]
    family: Slug | Literal[""]
    harm: Annotated[str, Field(max_length=400)]
    who: Annotated[str, Field(max_length=200)]
    unit: Slug | Literal[""] = ""


class Choosing(OnCard):
    """Put this action among the three, in place of `instead`."""

    instead: CardKey | Literal[""] = ""


class Planning(OnCard):
    """One field of an action."""

    measure: Slug | None = None
    who: Annotated[str, Field(max_length=120)] | None = None
    due: Day | Literal[""] | None = None
    days: Literal[7, 30, 90] | None = None
    first_step: Annotated[str, Field(max_length=300)] | None = None

    _says = model_validator(mode="after")(_says_something)


class SayingAuthority(BaseModel):
    """Before any draft: does anybody work under the visitor's authority?"""

    answer: Literal["yes", "no"]


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


class GivingAddress(OnDraft):
    """Where to send a link."""

    email: Annotated[str, Field(max_length=254)]
