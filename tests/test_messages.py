"""The catalogue of each language: complete, fresh, and in that language."""

import pytest
from babel.messages import Message

from toolkit import messages
from toolkit.i18n import LOCALES, po_file


def test_every_message_is_translated_and_none_is_stale() -> None:
    """`make messages` after a sentence was added or changed, then translate it."""
    assert messages.faults() == []


@pytest.mark.parametrize("name", LOCALES[1:])
def test_a_catalogue_holds_neither_line_numbers_nor_dates(name: str) -> None:
    lines = po_file(name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("#:", '"POT-', '"PO-'))] == []


def test_a_sentence_well_translated_has_no_fault() -> None:
    assert list(messages.of(Message("Niveau : {level}.", "Level: {level}."))) == []


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("", "not translated"),
        ("Niveau : {level}.", "same words as in French, and not marked « same word »"),
        ("Level: {levels}.", "not the same blanks to fill"),
        ("Level.", "not the same blanks to fill"),
        (" Level: {level}.", "not the same spaces around it"),
        ("Level : {level}.", "French typography"),
        ("Level “{level}” « high ».", "French typography"),
        ("Level: {level}\u202f!", "French typography"),
        ("Level, élevé: {level}.", "French words (élevé)"),
    ],
)
def test_a_wrong_translation_is_told(said: str, fault: str) -> None:
    assert fault in list(messages.of(Message("Niveau : {level}.", said)))


def test_a_fuzzy_translation_is_told() -> None:
    fuzzy = Message("Niveau", "Level", flags=["fuzzy"])
    assert list(messages.of(fuzzy)) == ["to check (fuzzy)"]


def test_a_plural_needs_each_of_its_forms() -> None:
    half = Message(("{count} carte", "{count} cartes"), ("{count} card", ""))
    assert list(messages.of(half)) == ["not translated"]


def test_the_same_word_in_both_languages_is_marked() -> None:
    marked = Message("Date", "Date", user_comments=[messages.SAME])
    assert list(messages.of(marked)) == []


@pytest.mark.parametrize(
    "said", ["Read on Légifrance.", "A work unit (unité de travail)."]
)
def test_an_institution_keeps_its_name(said: str) -> None:
    assert list(messages.of(Message("Une phrase.", said))) == []
