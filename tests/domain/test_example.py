"""What an invented firm answers: plausible, and the same every time."""

import pytest

from tests.factories import pack, risk
from toolkit.domain.answer import Mastery, is_evaluated
from toolkit.domain.card import Card, card_at
from toolkit.domain.example import Example, Stage, changed, how_many, plausible
from toolkit.domain.pack import Flag


def firm(name: str = "essai", *, care: int = 50) -> Example:
    return Example(
        id=name,
        name="Atelier",
        pack="essai",
        trade="Essai",
        effectif=1,
        care=care,
        stage=Stage.VALIDATED,
        role="Gérante",
        consulted="une salariée",
        units={"atelier": 1},
    )


def card(name: str) -> Card:
    return card_at(risk(name))


def test_the_same_firm_always_gives_the_same_answer() -> None:
    assert plausible(firm(), card("bruit")) == plausible(firm(), card("bruit"))


def test_every_answer_counts_as_an_evaluation() -> None:
    for one in pack(risk("chute", severity=4)).risks:
        assert is_evaluated(one, plausible(firm(), card_at(one)))


def test_what_every_firm_has_is_never_set_aside() -> None:
    flags = frozenset({Flag.EVERY_FIRM})
    given = {
        plausible(firm(f"firme-{n}"), card_at(risk("feu", flags=flags))).mastery
        for n in range(100)
    }
    assert given == {Mastery.MASTERED, Mastery.PARTIAL, Mastery.NOT_MASTERED}


def test_a_firm_that_takes_care_masters_more() -> None:
    def mastered(care: int) -> int:
        given = (plausible(firm(care=care), card(f"r{n}")) for n in range(200))
        return sum(answer.mastery is Mastery.MASTERED for answer in given)

    assert mastered(0) == 0
    assert 60 < mastered(50) < mastered(90)


def test_what_was_planned_is_done_a_year_later() -> None:
    answer = next(
        a
        for n in range(100)
        if (a := plausible(firm(), card(f"r{n}"))).mastery is Mastery.PARTIAL
    )
    later = changed(answer)
    assert later.mastery is Mastery.MASTERED
    assert later.in_place == answer.in_place | answer.planned


@pytest.mark.parametrize(
    ("stage", "count"),
    [
        (Stage.BEGUN, 0),
        (Stage.HALF_GRAVEST, 6),
        (Stage.GRAVEST, 12),
        (Stage.HALFWAY, 26),
        (Stage.ANSWERED, 40),
        (Stage.CHANGED, 40),
    ],
)
def test_a_stage_says_how_many_cards_are_answered(stage: Stage, count: int) -> None:
    assert how_many(stage, gravest=12, total=40) == count


def test_a_plan_comes_before_a_version() -> None:
    assert [s for s in Stage if s.has_version and not s.is_planned] == []
    assert Stage.PLANNED.is_planned
    assert not Stage.ANSWERED.is_planned
