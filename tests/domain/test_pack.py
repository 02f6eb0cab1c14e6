"""A trade's questionnaire as immutable values."""

import pytest
from pydantic import ValidationError

from tests.factories import GUARD, fact, module, pack, risk
from toolkit.domain.pack import Principle


def test_risks_are_listed_in_the_order_of_the_modules() -> None:
    trade = pack(risk("b"), modules=(module("premier", risk("a")),))
    assert [risk.id for risk in trade.risks[:3]] == ["a", "b", "r1"]


def test_a_risk_knows_its_module() -> None:
    trade = pack(modules=(module("premier", risk("a")),))
    assert trade.module_of["a"].id == "premier"


def test_facts_are_found_by_id() -> None:
    assert pack(facts=(fact("nuit"),)).facts_by_id["nuit"] == fact("nuit")


def test_a_measure_is_found_by_id() -> None:
    assert risk("a").measure("carter") == GUARD


def test_a_measure_of_another_risk_is_not_found() -> None:
    assert risk("a").measure("inconnue") is None


def test_principles_are_ranked_as_the_law_prefers_them() -> None:
    assert sorted(Principle, key=lambda principle: principle.rank) == [
        Principle.SUPPRESS,
        Principle.SUBSTITUTE,
        Principle.COLLECTIVE,
        Principle.ORGANISE,
        Principle.INDIVIDUAL,
        Principle.TRAIN,
    ]


def test_a_pack_does_not_change() -> None:
    with pytest.raises(ValidationError):
        pack().name = "Autre métier"


@pytest.mark.parametrize("count", [11, 13])
def test_the_gravest_are_twelve(count: int) -> None:
    with pytest.raises(ValidationError):
        pack(gravest=tuple(f"r{n}" for n in range(1, count + 1)))


@pytest.mark.parametrize(
    "name", ["Majuscule", "accentué", "deux mots", "-tiret", "a--b"]
)
def test_an_id_is_made_of_plain_letters_digits_and_hyphens(name: str) -> None:
    with pytest.raises(ValidationError):
        risk(name)
