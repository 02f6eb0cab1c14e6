"""What one asks the registry, from what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.registry import WORDS_MAX, Query, query_of


@pytest.mark.parametrize(
    "typed", ["73282932000074", "732 829 320 00074", "732.829.320.00074"]
)
def test_a_siret_is_asked_by_its_digits(typed: str) -> None:
    assert query_of(typed) == Query(number="73282932000074")


@pytest.mark.parametrize("typed", ["732829320", "732 829 320"])
def test_a_siren_is_asked_by_its_digits(typed: str) -> None:
    assert query_of(typed, "Lyon") == Query(number="732829320")


@pytest.mark.parametrize(
    "typed",
    ["732829321", "73282932000075", "123456", "7328293200", "٧٣٢٨٢٩٣٢٠", "1" * 80],
)
def test_a_number_that_cannot_exist_is_not_asked(typed: str) -> None:
    assert query_of(typed) is None


def test_a_name_is_asked_as_typed_but_for_its_spaces() -> None:
    assert query_of("  Le  Fournil d'Ana ") == Query(words="Le Fournil d'Ana")


def test_a_town_joins_the_name() -> None:
    assert query_of("Le Fournil", "Lyon") == Query(words="Le Fournil Lyon")


@pytest.mark.parametrize("place", ["69003", " 69 003 "])
def test_a_postcode_is_asked_apart(place: str) -> None:
    assert query_of("Le Fournil", place) == Query(words="Le Fournil", postcode="69003")


@pytest.mark.parametrize("typed", ["", "  ", "ab", "a-b", "?!?!", "42"])
def test_too_little_is_not_asked(typed: str) -> None:
    assert query_of(typed) is None


def test_a_name_that_begins_with_a_number_is_a_name() -> None:
    assert query_of("1001 pains") == Query(words="1001 pains")


@given(st.text(max_size=400), st.text(max_size=200))
def test_whatever_is_typed_what_is_asked_is_short(typed: str, place: str) -> None:
    query = query_of(typed, place)
    if query is not None:
        assert len(query.words) <= WORDS_MAX
        assert len(query.number) in (0, 9, 14)
        assert bool(query.number) != bool(query.words)
