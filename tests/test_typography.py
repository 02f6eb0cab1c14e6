"""The typography of each language, as it is put on sentences typed plainly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.typography import english, french, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'eau", "l’eau"),
        ("et puis...", "et puis…"),
        ("Est-ce sûr ?", "Est-ce sûr\u202f?"),
        ("Stop !", "Stop\u202f!"),
        ("un ; deux", "un\u202f; deux"),
        ("Seuil : 30", "Seuil\u00a0: 30"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("« oui ? »", "«\u00a0oui\u202f?\u00a0»"),
        ("44 723 cas", "44\u202f723 cas"),
        ("1 234 567 cas", "1\u202f234\u202f567 cas"),
        ("25 kg", "25\u00a0kg"),
        ("70 % d'un prix", "70\u00a0% d’un prix"),
        ("20 € par mois", "20\u00a0€ par mois"),
        ("5 °C ou moins", "5\u00a0°C ou moins"),
        ("12 m² au sol", "12\u00a0m² au sol"),
        ("10 minutes", "10\u00a0minutes"),
        ("3 mm", "3\u00a0mm"),
        ("16 ans.", "16\u00a0ans."),
    ],
)
def test_french_puts_what_an_author_does_not_type(typed: str, printed: str) -> None:
    assert french(typed) == printed


@pytest.mark.parametrize(
    "text",
    [
        "un mot",
        "3 machines",
        "en 2024, 150 cas",
        "12:30",
        "https://example.org/?a=1",
        "un titre: collé",
        "tiret – et parenthèse (ici)",
    ],
)
def test_french_leaves_alone_what_it_does_not_know(text: str) -> None:
    assert french(text) == text


def test_a_sentence_cut_over_two_lines_becomes_one() -> None:
    assert french("un sol\n  mouillé") == "un sol mouillé"


def test_a_breaking_space_before_a_high_mark_never_stays() -> None:
    assert (
        french("vrai\u00a0? oui\u202f; non  !") == "vrai\u202f? oui\u202f; non\u202f!"
    )


@given(st.text(alphabet="a1 23%€?!;:«»'.…m\u00a0\u202f\n", max_size=30))
def test_french_twice_is_french_once(text: str) -> None:
    assert french(french(text)) == french(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("the owner's words", "the owner’s words"),
        ("and then...", "and then…"),
        ('written "low" or "high"', "written “low” or “high”"),
        ('("partly")', "(“partly”)"),
        ("« yes »", "“yes”"),
        ("Is it safe ?", "Is it safe?"),
        ("Threshold : 30", "Threshold: 30"),
        ("70 % of a price", "70% of a price"),
        ("25 kg", "25\u00a0kg"),
        ("in 10 minutes", "in 10\u00a0minutes"),
        ("1 metre apart", "1\u00a0metre apart"),
        ("44,723 cases", "44,723 cases"),
    ],
)
def test_english_puts_what_an_author_does_not_type(typed: str, printed: str) -> None:
    assert english(typed) == printed


@pytest.mark.parametrize(
    "text", ["a word", "3 machines", "12:30", "step by step – slowly"]
)
def test_english_leaves_alone_what_it_does_not_know(text: str) -> None:
    assert english(text) == text


def test_english_cut_over_two_lines_becomes_one() -> None:
    assert english("a wet\n  floor") == "a wet floor"


@given(st.text(alphabet="a1 23%€?!;:«»'\".…m(\u00a0\u202f\n", max_size=30))
def test_english_twice_is_english_once(text: str) -> None:
    assert english(english(text)) == english(text)


@pytest.mark.parametrize(
    ("language", "printed"),
    [("fr", "Vrai\u202f?"), ("", "Vrai\u202f?"), ("en", "Vrai?")],
)
def test_each_language_has_its_own_typography(language: str, printed: str) -> None:
    assert typeset("Vrai ?", language) == printed
