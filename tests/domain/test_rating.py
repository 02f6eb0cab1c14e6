"""How pressing a risk is: the table, what « en partie » changes, and the floors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import risk
from toolkit.domain.answer import OPEN, Answer, Mastery
from toolkit.domain.pack import Flag, Frequency, Severity
from toolkit.domain.rating import Floor, Level, Rating, rate, raw_level

CMR = frozenset({Flag.CMR})

TABLE = [
    (1, 1, "LOW"),
    (1, 2, "LOW"),
    (1, 3, "MEDIUM"),
    (1, 4, "MEDIUM"),
    (2, 1, "LOW"),
    (2, 2, "MEDIUM"),
    (2, 3, "HIGH"),
    (2, 4, "HIGH"),
    (3, 1, "MEDIUM"),
    (3, 2, "HIGH"),
    (3, 3, "HIGH"),
    (3, 4, "VERY_HIGH"),
    (4, 1, "HIGH"),
    (4, 2, "HIGH"),
    (4, 3, "VERY_HIGH"),
    (4, 4, "VERY_HIGH"),
]

PARTIAL = [
    (1, 1, "LOW", None),
    (1, 2, "LOW", None),
    (1, 3, "LOW", None),
    (1, 4, "LOW", None),
    (2, 1, "LOW", None),
    (2, 2, "LOW", None),
    (2, 3, "MEDIUM", None),
    (2, 4, "MEDIUM", None),
    (3, 1, "MEDIUM", Floor.LASTING),
    (3, 2, "MEDIUM", None),
    (3, 3, "MEDIUM", None),
    (3, 4, "HIGH", None),
    (4, 1, "HIGH", Floor.FATAL),
    (4, 2, "HIGH", Floor.FATAL),
    (4, 3, "HIGH", None),
    (4, 4, "HIGH", None),
]


def rated(
    severity: int,
    frequency: int,
    mastery: Mastery,
    flags: frozenset[Flag] = frozenset(),
) -> Rating:
    card = risk("essai", severity=severity, frequency=frequency, flags=flags)
    return rate(card, Answer(mastery=mastery))


def open_level(
    severity: int, frequency: int, mastery: Mastery, flags: frozenset[Flag]
) -> Level:
    level = rated(severity, frequency, mastery, flags).level
    assert level is not None
    return level


@pytest.mark.parametrize(("severity", "frequency", "name"), TABLE)
def test_severity_and_frequency_give_the_level_of_the_table(
    severity: int, frequency: int, name: str
) -> None:
    assert raw_level(Severity(severity), Frequency(frequency)) is Level[name]


@pytest.mark.parametrize(("severity", "frequency", "name"), TABLE)
def test_a_risk_not_mastered_has_the_level_of_the_table(
    severity: int, frequency: int, name: str
) -> None:
    assert rated(severity, frequency, Mastery.NOT_MASTERED).level is Level[name]


@pytest.mark.parametrize(("severity", "frequency", "name", "floor"), PARTIAL)
def test_a_risk_partly_mastered_goes_down_one_level_to_its_floor(
    severity: int, frequency: int, name: str, floor: Floor | None
) -> None:
    rating = rated(severity, frequency, Mastery.PARTIAL)
    assert (rating.level, rating.floor) == (Level[name], floor)


@pytest.mark.parametrize("frequency", Frequency)
def test_a_fatal_risk_partly_mastered_stays_high(frequency: Frequency) -> None:
    assert rated(4, frequency, Mastery.PARTIAL).level is Level.HIGH


@pytest.mark.parametrize("mastery", sorted(OPEN))
@pytest.mark.parametrize("frequency", Frequency)
@pytest.mark.parametrize("severity", Severity)
def test_a_cmr_agent_left_to_do_is_never_below_high(
    severity: Severity, frequency: Frequency, mastery: Mastery
) -> None:
    level = rated(severity, frequency, mastery, CMR).level
    assert level in (Level.HIGH, Level.VERY_HIGH)


def test_a_cmr_agent_raised_to_high_says_so() -> None:
    assert rated(2, 1, Mastery.NOT_MASTERED, CMR).floor is Floor.CMR


def test_a_cmr_agent_already_high_names_no_cmr_floor() -> None:
    assert rated(2, 4, Mastery.NOT_MASTERED, CMR).floor is None


def test_a_cmr_agent_already_very_high_is_not_lowered_to_the_floor() -> None:
    assert rated(4, 4, Mastery.NOT_MASTERED, CMR).level is Level.VERY_HIGH


@pytest.mark.parametrize(
    "mastery", [Mastery.MASTERED, Mastery.NOT_CONCERNED, Mastery.LATER]
)
def test_a_risk_with_nothing_left_to_do_has_no_level(mastery: Mastery) -> None:
    assert rated(4, 4, mastery).level is None


def test_a_risk_not_answered_has_no_level() -> None:
    assert rate(risk("essai", severity=4, frequency=4), None).level is None


def test_a_risk_whose_measures_alone_are_ticked_has_no_level() -> None:
    card = risk("essai", severity=4, frequency=4)
    assert rate(card, Answer(in_place=frozenset({"carter"}))).level is None


def test_a_mastered_risk_keeps_the_level_it_would_have_without_its_measures() -> None:
    assert rated(4, 4, Mastery.MASTERED).raw is Level.VERY_HIGH


def test_the_owner_may_say_another_severity_and_frequency() -> None:
    card = risk("essai", severity=1, frequency=1)
    said = Answer(
        mastery=Mastery.NOT_MASTERED,
        severity=Severity.DEATH,
        frequency=Frequency.OFTEN,
    )
    assert rate(card, said).level is Level.VERY_HIGH


def test_what_the_owner_does_not_say_stays_as_the_trade_says() -> None:
    card = risk("essai", severity=3, frequency=2)
    rating = rate(card, Answer(mastery=Mastery.PARTIAL, frequency=Frequency.CONSTANT))
    assert (rating.severity, rating.frequency) == (
        Severity.LASTING,
        Frequency.CONSTANT,
    )


steps = st.integers(min_value=1, max_value=4)
masteries = st.sampled_from(sorted(OPEN))
flag_sets = st.sampled_from([frozenset[Flag](), CMR])


@given(
    severities=st.tuples(steps, steps).map(sorted),
    frequency=steps,
    mastery=masteries,
    flags=flag_sets,
)
def test_a_graver_harm_never_lowers_the_level(
    severities: list[int], frequency: int, mastery: Mastery, flags: frozenset[Flag]
) -> None:
    less, more = severities
    assert open_level(less, frequency, mastery, flags) <= open_level(
        more, frequency, mastery, flags
    )


@given(
    severity=steps,
    frequencies=st.tuples(steps, steps).map(sorted),
    mastery=masteries,
    flags=flag_sets,
)
def test_a_more_frequent_exposure_never_lowers_the_level(
    severity: int, frequencies: list[int], mastery: Mastery, flags: frozenset[Flag]
) -> None:
    less, more = frequencies
    assert open_level(severity, less, mastery, flags) <= open_level(
        severity, more, mastery, flags
    )


@given(severity=steps, frequency=steps, flags=flag_sets)
def test_doing_part_of_the_work_never_raises_the_level(
    severity: int, frequency: int, flags: frozenset[Flag]
) -> None:
    assert open_level(severity, frequency, Mastery.PARTIAL, flags) <= open_level(
        severity, frequency, Mastery.NOT_MASTERED, flags
    )
