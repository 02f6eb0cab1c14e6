"""What packs cite and documents print: families, texts of law, helps, obligations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from toolkit.domain.pack import Phrase, Slug, Text, Value


class Family(Value):
    """One of the usual families of risk; its pictogram has the same id."""

    id: Slug
    name: Phrase


class Subsidy(Value):
    """A financial help that may be asked for, said with its conditions."""

    id: Slug
    name: Phrase
    text: Text
    source: Phrase
    year: Annotated[int, Field(ge=2020, le=2100)]


class Reference(Value):
    """A legal text, once, with its identity and the day a person last read it.
    `in_force_until` is the first day it no longer holds."""

    id: Slug
    title: Phrase
    subject: Text
    url: str
    code: str | None = None
    article: str | None = None
    legiarti: Annotated[str, Field(pattern=r"^LEGIARTI\d{12}$")] | None = None
    in_force_since: date
    in_force_until: date | None = None
    checked_on: date

    def is_in_force(self, today: date) -> bool:
        return self.in_force_until is None or today < self.in_force_until


class Obligation(Value):
    """What the law asks of the document; `hint` says what to do while it is missing."""

    id: Slug
    text: Text
    hint: Text
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]


class FactorSheet(Value):
    """One of the ten factors of L4161-1; `threshold` where D4163-2 sets one."""

    id: Slug
    name: Phrase
    threshold: Text | None = None
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Catalogue:
    families: Mapping[str, Family]
    references: Mapping[str, Reference]
    subsidies: Mapping[str, Subsidy]
    obligations: Mapping[str, Obligation]
    factors: Mapping[str, FactorSheet]
