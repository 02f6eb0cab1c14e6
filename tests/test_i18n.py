"""Words shown to people."""

import string
from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import Any

import pytest

from tests.factories import not_mastered, pack, risk
from toolkit import i18n
from toolkit.domain.answer import Mastery
from toolkit.domain.company import SiretFault
from toolkit.domain.draft import Draft
from toolkit.domain.headcount import PEOPLE, Band
from toolkit.domain.obligations import State
from toolkit.domain.pack import Frequency, Principle, Severity, Skill
from toolkit.domain.priorities import Reason, findings
from toolkit.domain.rating import Floor, Level, Rating

NAMES: list[tuple[Callable[[Any], str], Iterable[Enum]]] = [
    (i18n.level_name, Level),
    (i18n.severity_name, Severity),
    (i18n.severity_short, Severity),
    (i18n.frequency_name, Frequency),
    (i18n.frequency_short, Frequency),
    (i18n.mastery_name, Mastery),
    (i18n.principle_name, Principle),
    (i18n.skill_name, Skill),
    (i18n.state_name, State),
    (i18n.siret_fault, SiretFault),
    (i18n.band_name, PEOPLE),
]


@pytest.mark.parametrize("language", i18n.LOCALES)
@pytest.mark.parametrize(("name_of", "values"), NAMES)
def test_every_value_has_a_name_of_its_own(
    name_of: Callable[[Any], str], values: Iterable[Enum], language: str
) -> None:
    with i18n.use_locale(language):
        names = [name_of(value) for value in values]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("band", "said"),
    [
        (Band.TO_2, "1 ou 2 salariés"),
        (Band.TO_5, "de 3 à 5 salariés"),
        (Band.FROM_10000, "10\u202f000 salariés et plus"),
        (Band.NOT_EMPLOYER, ""),
        (Band.UNKNOWN, ""),
    ],
)
def test_a_band_is_said_where_it_counts_somebody(band: Band, said: str) -> None:
    assert i18n.band_name(band) == said


def test_what_is_not_answered_is_to_evaluate() -> None:
    assert i18n.mastery_name(None) == "À évaluer"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 1), "1er novembre 2026"),
        (date(2026, 11, 11), "11 novembre 2026"),
        (date(2027, 2, 21), "21 février 2027"),
        (date(2027, 8, 10), "10 août 2027"),
    ],
)
def test_a_date_is_said_in_french(day: date, said: str) -> None:
    assert i18n.format_date(day) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 carte"), (1, "1 carte"), (2, "2 cartes")]
)
def test_none_is_singular_in_french(count: int, said: str) -> None:
    assert i18n.ngettext("{count} carte", "{count} cartes", count) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 11, 1), "1 November 2026"), (date(2027, 2, 21), "21 February 2027")],
)
def test_a_date_is_said_in_british_english(day: date, said: str) -> None:
    with i18n.use_locale("en"):
        assert i18n.format_date(day) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 people"), (1, "1 person"), (1200, "1,200 people")]
)
def test_none_is_plural_in_english(count: int, said: str) -> None:
    with i18n.use_locale("en"):
        assert i18n.ngettext("{count} personne", "{count} personnes", count) == said


def test_thousands_are_parted_as_each_language_does() -> None:
    assert i18n.ngettext("{count} carte", "{count} cartes", 1200) == "1\u202f200 cartes"


@pytest.mark.parametrize(
    ("path", "language"),
    [("/en/cartes/", "en"), ("/fr/", "fr"), ("/", "fr"), ("/healthz", "fr")],
)
def test_an_address_says_its_language(path: str, language: str) -> None:
    assert i18n.locale_of(path) == language


def test_each_language_has_a_name_to_be_chosen_by() -> None:
    assert tuple(i18n.LANGUAGE_NAMES) == i18n.LOCALES


def test_a_message_gets_french_typography() -> None:
    assert (
        i18n._("C'est « fait » : oui ?") == "C’est «\u00a0fait\u00a0»\u00a0: oui\u202f?"
    )


def test_a_language_not_served_becomes_french() -> None:
    assert i18n.known_locale("de") == "fr"


def test_a_language_holds_within_its_block_only() -> None:
    with i18n.use_locale("xx"):
        assert i18n.locale() == "fr"
    assert i18n.locale() == "fr"


def rating(level: Level | None, *, floor: Floor | None = None) -> Rating:
    return Rating(
        severity=Severity.LASTING,
        frequency=Frequency.CONSTANT,
        raw=Level.HIGH,
        level=level,
        floor=floor,
    )


def test_nothing_is_explained_where_nothing_is_left_to_do() -> None:
    assert i18n.explanation(rating(None)) == ""


@pytest.mark.parametrize("floor", Floor)
def test_every_floor_is_explained(floor: Floor) -> None:
    assert i18n.explanation(rating(Level.HIGH, floor=floor)).endswith(".")


def test_a_level_gone_down_says_what_lowered_it() -> None:
    assert (
        i18n.explanation(rating(Level.MEDIUM))
        == "Un niveau de moins, grâce à ce qui est déjà fait."
    )


def test_a_level_of_the_table_says_harm_and_exposure() -> None:
    assert i18n.explanation(rating(Level.HIGH)) == (
        "Dommage possible\u00a0: des séquelles ou une maladie durable. "
        "Exposition\u00a0: chaque jour."
    )


@pytest.mark.parametrize("why", Reason)
def test_every_reason_is_a_sentence(why: Reason) -> None:
    trade = pack(risk("a"))
    (found,) = findings(trade, Draft(answers=not_mastered("a")))
    assert i18n.reason(why, found).endswith(".")


def test_the_harm_is_in_the_trade_s_words_while_its_severity_holds() -> None:
    card = risk("a", severity=2)
    assert i18n.outcome(card, Severity.LEAVE) == "un arrêt de travail"


def test_the_harm_is_in_ordinary_words_when_the_owner_says_another() -> None:
    assert i18n.outcome(risk("a", severity=2), Severity.DEATH) == "un décès"


def test_circumstances_are_one_sentence_on_harm_and_one_on_exposure() -> None:
    assert i18n.circumstances("une entorse", rating(Level.HIGH)) == (
        "Si cela arrive\u00a0: une entorse. On y est exposé chaque jour."
    )


def test_no_sentence_keeps_a_blank_to_fill() -> None:
    said = [name_of(value) for name_of, values in NAMES for value in values]
    said += [
        i18n.explanation(rating(Level.HIGH)),
        i18n.circumstances("x", rating(None)),
    ]
    fields = [field for s in said for _, field, _, _ in string.Formatter().parse(s)]
    assert set(fields) == {None}
