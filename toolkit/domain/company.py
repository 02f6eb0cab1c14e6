"""Who the document is about."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field
from stdnum.fr import siret as siret_rules

from toolkit.domain.headcount import Band
from toolkit.domain.pack import Name, Slug, Value

PEOPLE_MAX = 9999
SITES_MAX = 6
UNITS_MAX = 24  # of all sites together: four at each

NafCode = Annotated[str, Field(pattern=r"^([0-9]{2}\.[0-9]{2}[A-Z])?$")]
LegalForm = Annotated[str, Field(pattern=r"^([0-9]{4})?$")]


class Company(Value):
    """`effectif` counts employees, the owner left out; None until it is said. `band` is
    what the registry said then, never a headcount."""

    name: Annotated[str, Field(max_length=120)] = ""
    siret: Annotated[str, Field(pattern=r"^(\d{14})?$")] = ""
    effectif: Annotated[int, Field(ge=0, le=PEOPLE_MAX)] | None = None
    address: Annotated[str, Field(max_length=200)] = ""
    naf_rev2: NafCode = ""
    naf_2025: NafCode = ""
    legal_form: LegalForm = ""
    band: Band = Band.UNKNOWN


class Site(Value):
    """A place of work; a company that named none has one all the same."""

    id: Slug
    name: Name


class WorkUnit(Value):
    """A unité de travail of this company; `people` is None until it is said. `site` is
    empty where the company has one; `same_as` is the unit whose work it shares, where
    the trade does not know this one."""

    id: Slug
    name: Name
    people: Annotated[int, Field(ge=0, le=PEOPLE_MAX)] | None = None
    site: Slug | Literal[""] = ""
    same_as: Slug | Literal[""] = ""

    @property
    def work(self) -> str:
        """The unit a trade's risks name when they concern this one."""
        return self.same_as or self.id


REGISTERED = ("naf_rev2", "naf_2025", "legal_form", "band")
"""What the registry says of a SIRET: of another SIRET it says something else."""


class SiretFault(StrEnum):
    LENGTH = "length"
    CHECKSUM = "checksum"


def siret_fault(digits: str) -> SiretFault | None:
    """What is wrong with these 14 digits; La Poste's own checksum is accepted too."""
    if len(digits) != 14 or not digits.isdigit():
        return SiretFault.LENGTH
    return None if siret_rules.is_valid(digits) else SiretFault.CHECKSUM
