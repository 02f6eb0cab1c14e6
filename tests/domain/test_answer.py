"""What an owner says of a risk, and when the document can say something of it."""

import pytest
from pydantic import ValidationError

from tests.factories import measure, risk
from toolkit.domain.answer import Answer, Mastery, in_place_texts, is_evaluated
from toolkit.domain.pack import Severity


def test_a_risk_not_answered_is_not_evaluated() -> None:
    assert not is_evaluated(risk("essai"), None)


def test_a_risk_whose_measures_alone_are_ticked_is_not_evaluated() -> None:
    assert not is_evaluated(risk("essai"), Answer(in_place=frozenset({"carter"})))


def test_a_risk_put_off_is_not_evaluated() -> None:
    assert not is_evaluated(risk("essai"), Answer(mastery=Mastery.LATER))


@pytest.mark.parametrize(
    "mastery", [Mastery.PARTIAL, Mastery.NOT_MASTERED, Mastery.NOT_CONCERNED]
)
def test_these_answers_need_no_proof(mastery: Mastery) -> None:
    assert is_evaluated(risk("essai", severity=4), Answer(mastery=mastery))


@pytest.mark.parametrize("severity", [1, 2])
def test_a_passing_harm_is_mastered_on_the_owner_s_word(severity: int) -> None:
    card = risk("essai", severity=severity)
    assert is_evaluated(card, Answer(mastery=Mastery.MASTERED))


@pytest.mark.parametrize("severity", [3, 4])
def test_a_lasting_harm_is_not_mastered_until_a_measure_is_named(severity: int) -> None:
    card = risk("essai", severity=severity)
    assert not is_evaluated(card, Answer(mastery=Mastery.MASTERED))


def test_a_measure_of_the_list_is_a_proof() -> None:
    said = Answer(mastery=Mastery.MASTERED, in_place=frozenset({"carter"}))
    assert is_evaluated(risk("essai", severity=4), said)


def test_a_measure_in_the_owner_s_words_is_a_proof() -> None:
    said = Answer(mastery=Mastery.MASTERED, in_place_other="Un capot fait maison.")
    assert is_evaluated(risk("essai", severity=4), said)


def test_a_planned_measure_proves_nothing() -> None:
    said = Answer(mastery=Mastery.MASTERED, planned=frozenset({"carter"}))
    assert not is_evaluated(risk("essai", severity=4), said)


def test_a_severity_raised_by_the_owner_asks_for_a_proof() -> None:
    said = Answer(mastery=Mastery.MASTERED, severity=Severity.LASTING)
    assert not is_evaluated(risk("essai", severity=1), said)


def test_a_severity_lowered_by_the_owner_asks_for_no_proof() -> None:
    said = Answer(mastery=Mastery.MASTERED, severity=Severity.LEAVE)
    assert is_evaluated(risk("essai", severity=4), said)


def test_measures_in_place_are_printed_in_the_pack_s_order_then_the_owner_s() -> None:
    card = risk("essai", measures=(measure("b"), measure("a"), measure("c")))
    said = Answer(
        mastery=Mastery.PARTIAL,
        in_place=frozenset({"a", "b"}),
        in_place_other="Un capot fait maison.",
    )
    assert in_place_texts(card, said) == (
        "La mesure b est faite.",
        "La mesure a est faite.",
        "Un capot fait maison.",
    )


def test_a_measure_the_pack_does_not_know_is_not_printed() -> None:
    said = Answer(mastery=Mastery.PARTIAL, in_place=frozenset({"inconnue"}))
    assert in_place_texts(risk("essai"), said) == ()


@pytest.mark.parametrize("severity", [0, 5])
def test_a_severity_outside_the_scale_is_refused(severity: int) -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({"mastery": "partial", "severity": severity})


def test_an_answer_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Answer.model_validate({"mastery": "partial", "severite": 3})
