"""What one asks the public registry of companies, and what it says of an establishment."""

import re
from datetime import date
from typing import Annotated

from pydantic import Field
from stdnum.fr import siren as siren_rules

from toolkit.domain.company import LegalForm, siret_fault
from toolkit.domain.headcount import Band
from toolkit.domain.pack import Value

WORDS_MAX = 80
_WORDS_MIN = 3  # letters and digits: the registry answers nothing to fewer
_POSTCODE = re.compile(r"\d{5}")
_GAPS = re.compile(r"[\s.]")


class Query(Value):
    """A SIREN or a SIRET in `number`, or `words` perhaps with a `postcode`."""

    number: str = ""
    words: str = ""
    postcode: str = ""


class Establishment(Value):
    """`activities` are NAF codes, of either edition. A masked one keeps its name and
    address for itself. `closed_since` may be unknown where it is closed."""

    siret: Annotated[str, Field(pattern=r"^\d{14}$")]
    name: Annotated[str, Field(max_length=120)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    town: Annotated[str, Field(max_length=80)] = ""
    activities: tuple[str, ...] = ()
    legal_form: LegalForm = ""
    band: Band = Band.UNKNOWN
    band_year: int | None = None
    is_closed: bool = False
    closed_since: date | None = None
    is_masked: bool = False


class Answer(Value):
    """One page of what was found."""

    found: tuple[Establishment, ...] = ()
    pages: int = 0


def query_of(typed: str, place: str = "") -> Query | None:
    """What to ask; None when no company can be meant: a number with a wrong checksum,
    or too little to look for. A place that is no postcode joins the words."""
    digits = _GAPS.sub("", typed)
    if digits.isdecimal() and len(digits) > 5:
        return Query(number=digits) if is_number(digits) else None
    near = _GAPS.sub("", place)
    postcode = near if _POSTCODE.fullmatch(near) else ""
    words = " ".join(f"{typed} {'' if postcode else place}".split())[:WORDS_MAX]
    if sum(c.isalnum() for c in words) < _WORDS_MIN:
        return None
    return Query(words=words.strip(), postcode=postcode)


def is_number(digits: str) -> bool:
    """A SIREN or a SIRET that may exist."""
    if not digits.isascii():
        return False
    if len(digits) == 14:
        return siret_fault(digits) is None
    return siren_rules.is_valid(digits)
