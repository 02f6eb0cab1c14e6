"""A request to be called back: what a person gives, and for how long it is kept."""

import re
from enum import StrEnum

from toolkit.domain.pack import Slug, Value

KEPT_DAYS = 30
NAME_MAX, PHONE_MAX = 120, 30

# Any country's: spaces, dots, dashes and brackets are how people write them.
_PHONE = re.compile(r"\+?[0-9]{9,15}")
_WRITTEN = re.compile(r"[\s.()/-]+")


class Purpose(StrEnum):
    CALL = "rappel"
    FOLLOW_UP = "suivi"


class When(StrEnum):
    ANY = "peu-importe"
    MORNING = "matin"
    NOON = "midi"
    AFTERNOON = "apres-midi"
    EVENING = "soir"


class Request(Value):
    """What somebody asks of a service."""

    service: Slug
    name: str
    phone: str
    part_of_day: When
    purpose: Purpose


def one_line(typed: str) -> str:
    """What can be printed, on one line: it is read in a terminal, where other
    characters give orders."""
    return "".join(c for c in " ".join(typed.split()) if c.isprintable()).strip()


def phone_of(typed: str) -> str | None:
    """The number in one writing; None when nobody can be called there."""
    digits = _WRITTEN.sub("", typed)
    if not _PHONE.fullmatch(digits):
        return None
    if digits.startswith("0") and len(digits) == 10:
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))
    return digits
