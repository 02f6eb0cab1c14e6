"""A card: a risk, asked of the place where it is met."""

from typing import NamedTuple

from toolkit.domain.company import Site, WorkUnit
from toolkit.domain.pack import Risk


class Card(NamedTuple):
    """`place` is None where one answer holds for the whole company. Answers, plans and
    priorities are kept under `key`; of two cards, compare the keys."""

    key: str
    risk: Risk
    place: Site | WorkUnit | None = None


def key_of(risk_id: str, place_id: str) -> str:
    return f"{risk_id}@{place_id}" if place_id else risk_id


def risk_of(key: str) -> str:
    """The risk a card's key names."""
    return key.partition("@")[0]


def card_at(risk: Risk, place: Site | WorkUnit | None = None) -> Card:
    return Card(key_of(risk.id, place.id if place else ""), risk, place)
