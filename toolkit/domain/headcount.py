"""The size the registry gives a company, and the way it opens: only a place to ask from,
because the registry is about two years late."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

_SOLE_TRADER = "1000"


class Band(StrEnum):
    """A tranche d'effectif salarié, by its code; the registry leaves many out."""

    UNKNOWN = ""
    NOT_EMPLOYER = "NN"
    ZERO_AT_YEAR_END = "00"
    TO_2 = "01"
    TO_5 = "02"
    TO_9 = "03"
    TO_19 = "11"
    TO_49 = "12"
    TO_99 = "21"
    TO_199 = "22"
    TO_249 = "31"
    TO_499 = "32"
    TO_999 = "41"
    TO_1999 = "42"
    TO_4999 = "51"
    TO_9999 = "52"
    FROM_10000 = "53"


PEOPLE: Mapping[Band, tuple[int, int | None]] = MappingProxyType(
    {
        Band.TO_2: (1, 2),
        Band.TO_5: (3, 5),
        Band.TO_9: (6, 9),
        Band.TO_19: (10, 19),
        Band.TO_49: (20, 49),
        Band.TO_99: (50, 99),
        Band.TO_199: (100, 199),
        Band.TO_249: (200, 249),
        Band.TO_499: (250, 499),
        Band.TO_999: (500, 999),
        Band.TO_1999: (1000, 1999),
        Band.TO_4999: (2000, 4999),
        Band.TO_9999: (5000, 9999),
        Band.FROM_10000: (10000, None),
    }
)
"""The fewest and the most employees of each band that has some."""


class Way(StrEnum):
    """What is asked before the questionnaire. AUTHORITY: does anybody work under yours?
    TPE: how many employees today? FIFTY: that, and what else the law asks."""

    AUTHORITY = "authority"
    TPE = "tpe"
    FIFTY = "fifty"


REFERENCES: Mapping[Way, tuple[str, ...]] = MappingProxyType(
    {
        Way.AUTHORITY: ("ct-l4111-5", "ct-l4621-3"),
        Way.TPE: (),
        Way.FIFTY: ("ct-l4121-3-1",),
    }
)
"""The texts each way says something of."""


def way(band: Band, legal_form: str) -> Way:
    """`legal_form` is the registry's catégorie juridique, four digits or nothing."""
    fewest, _ = PEOPLE.get(band, (0, 0))
    if fewest >= 50:
        return Way.FIFTY
    if fewest:
        return Way.TPE
    if band is Band.ZERO_AT_YEAR_END and not is_sole_trader(legal_form):
        # Nobody on 31 December, somebody within the year: a company that employs.
        return Way.TPE
    return Way.AUTHORITY


def is_sole_trader(legal_form: str) -> bool:
    """An entrepreneur individuel; a company's head may be an employee of it."""
    return legal_form == _SOLE_TRADER
