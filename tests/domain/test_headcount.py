"""The way a company begins, by its band and its legal form."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.headcount import PEOPLE, REFERENCES, Band, Way, way

BANDS = st.sampled_from(Band)
FORMS = st.from_regex(r"([0-9]{4})?", fullmatch=True)
ORDER = [Way.AUTHORITY, Way.TPE, Way.FIFTY]


@pytest.mark.parametrize(
    ("band", "legal_form", "expected"),
    [
        ("NN", "1000", Way.AUTHORITY),
        ("NN", "5710", Way.AUTHORITY),
        ("", "1000", Way.AUTHORITY),
        ("", "5499", Way.AUTHORITY),
        ("", "", Way.AUTHORITY),
        ("00", "1000", Way.AUTHORITY),
        ("00", "5499", Way.TPE),
        ("01", "1000", Way.TPE),
        ("02", "5499", Way.TPE),
        ("03", "5499", Way.TPE),
        ("11", "5710", Way.TPE),
        ("12", "5710", Way.TPE),
        ("21", "5710", Way.FIFTY),
        ("22", "9220", Way.FIFTY),
        ("53", "5510", Way.FIFTY),
    ],
)
def test_each_band_has_its_way(band: str, legal_form: str, expected: Way) -> None:
    assert way(Band(band), legal_form) is expected


@given(BANDS, FORMS)
def test_only_fifty_employees_and_more_are_told_of_the_programme(
    band: Band, legal_form: str
) -> None:
    fewest, _ = PEOPLE.get(band, (0, 0))
    assert (way(band, legal_form) is Way.FIFTY) == (fewest >= 50)


@given(BANDS, FORMS)
def test_who_may_be_alone_is_always_asked(band: Band, legal_form: str) -> None:
    unknown = band in (Band.UNKNOWN, Band.NOT_EMPLOYER)
    sole_without = legal_form == "1000" and band not in PEOPLE
    assert (way(band, legal_form) is Way.AUTHORITY) >= (unknown or sole_without)


@given(BANDS, FORMS, FORMS)
def test_with_employees_the_legal_form_changes_nothing(
    band: Band, one: str, other: str
) -> None:
    if band in PEOPLE:
        assert way(band, one) is way(band, other) is not Way.AUTHORITY


@given(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=2, max_size=2), FORMS)
def test_more_employees_never_lead_to_a_smaller_way(
    bands: list[Band], legal_form: str
) -> None:
    smaller, larger = sorted(bands, key=lambda band: PEOPLE[band][0])
    ways = [ORDER.index(way(band, legal_form)) for band in (smaller, larger)]
    assert ways == sorted(ways)


def test_the_bands_touch_without_overlapping() -> None:
    spans = list(PEOPLE.values())
    for (_, most), (fewest, _) in pairwise(spans):
        assert most is not None
        assert fewest == most + 1


def test_each_way_says_what_it_cites() -> None:
    assert set(REFERENCES) == set(Way)
