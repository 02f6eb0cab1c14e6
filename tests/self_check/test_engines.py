"""Python and the browser's script read the same answers, to the last digit."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.self_check.engines import in_browser
from tests.self_check.packs import pack, random_case
from toolkit.content.self_checks import self_checks
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.self_check import assess, is_rpps, rounded

RANDOM_PACKS = 300
RANDOM_ANSWERS = 150  # on each of our own packs

FIVE = {"count": 4}
POMP = {"method": "pomp", "on_missing": "mean_of_answered"}
SCALE_OF_100 = pack([0, 25, 50, 75, 100], 7, {"min_answered": FIVE}, reverse=(4,))
SUM_OF_16 = pack(
    [1, 2, 3, 4],
    16,
    {"method": "sum", "on_missing": "prorate_sum", "min_answered": {"count": 12}},
)


def given(*positions: int | None) -> dict[str, int]:
    return {f"i{n}": place for n, place in enumerate(positions, 1) if place is not None}


# The vectors worked by hand: what, the exact value, and what is shown of it.
WORKED: dict[str, tuple[CheckPack, dict[str, int], str, int, str]] = {
    "seven, the fourth reversed, one missing": (
        SCALE_OF_100, given(3, 2, 3, 1, None, 2, 3), "200/3", 2, "66.67",
    ),
    "five of 0 to 5, raw 12": (
        pack(list(range(6)), 5, POMP), given(2, 2, 2, 3, 3), "48", 0, "48",
    ),
    "five of 0 to 5, raw 13": (
        pack(list(range(6)), 5, POMP), given(2, 2, 3, 3, 3), "52", 0, "52",
    ),
    "sixteen of 1 to 4, two missing, raw 38": (
        SUM_OF_16, given(*[2] * 10, *[1] * 4, None, None), "304/7", 2, "43.43",
    ),
    "1 to 7, mean 2.5": (pack(list(range(1, 8)), 2, POMP), given(1, 2), "25", 1, "25.0"),
    "1 to 7, mean 3.5": (pack(list(range(1, 8)), 2, POMP), given(2, 3), "125/3", 1, "41.7"),
    "1 to 7, mean 4.5": (pack(list(range(1, 8)), 2, POMP), given(3, 4), "175/3", 1, "58.3"),
    "1 to 7, mean 5.5": (pack(list(range(1, 8)), 2, POMP), given(4, 5), "75", 1, "75.0"),
    "1 to 5, mean 2.59": (
        pack([1, 2, 3, 4, 5], 100, POMP), given(*[2] * 59, *[1] * 41), "159/4", 1, "39.8",
    ),
    "1 to 5, mean 3.02": (
        pack([1, 2, 3, 4, 5], 100, POMP), given(*[3] * 2, *[2] * 98), "101/2", 1, "50.5",
    ),
    "1 to 4, mean 2.10": (
        pack([1, 2, 3, 4], 10, POMP), given(*[1] * 9, 2), "110/3", 1, "36.7",
    ),
    "1 to 4, mean 2.25": (
        pack([1, 2, 3, 4], 4, POMP), given(1, 1, 1, 2), "125/3", 1, "41.7",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_vectors(name: str) -> None:
    made, answers, exact, digits, shown = WORKED[name]
    value = assess(made, answers).readings["s"].value
    assert value == Fraction(exact)
    assert rounded(Fraction(exact), digits) == shown


@dataclass(frozen=True)
class Case:
    made: CheckPack
    answers: dict[str, Any]
    calls: bool = False

    def by_python(self) -> Any:
        return assess(self.made, self.answers, calls=self.calls).model_dump(mode="json")


def by_browser(cases: Sequence[Case], folder: Path) -> list[Any]:
    packs = list({id(one.made): one.made for one in cases}.values())
    place = {id(pack): n for n, pack in enumerate(packs)}
    asked = [
        {"pack": place[id(one.made)], "answers": one.answers, "calls": one.calls}
        for one in cases
    ]
    return in_browser(asked, folder, packs)


def random_answers(made: CheckPack, random: Random) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    lean = random.random()
    for item in made.items.values():
        offered: list[Any] = list(range(len(made.anchors[item.anchors])))
        if random.random() < lean:
            answers[item.id] = random.choice(offered)
        elif item.na_allowed and random.random() < 0.2:
            answers[item.id] = "na"
    return answers


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    worked = [Case(made, answers) for made, answers, *_ in WORKED.values()]
    random = Random(20261125)
    drawn = [
        Case(*random_case(random), calls=random.random() < 0.1)
        for _ in range(RANDOM_PACKS)
    ]
    own = [
        Case(made, random_answers(made, random), calls=random.random() < 0.05)
        for made in self_checks().packs.values()
        for _ in range(RANDOM_ANSWERS)
    ]
    return [*worked, *drawn, *own]


def test_both_engines_agree_on_every_vector(cases: list[Case], tmp_path: Path) -> None:
    assert len(cases) >= len(WORKED) + RANDOM_PACKS + 2 * RANDOM_ANSWERS
    python = [one.by_python() for one in cases]
    browser = by_browser(cases, tmp_path)
    pairs = zip(python, browser, strict=True)
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_the_random_cases_reach_everything_an_engine_can_say(cases: list[Case]) -> None:
    """Agreement on cases that never fire would prove nothing."""
    results = [one.by_python() for one in cases]
    readings = [r for result in results for r in result["readings"].values()]
    assert {result["level"] for result in results} == {0, 1, 2, 3}
    assert {len(result["pressures"]) for result in results} >= {0, 1, 2, 3}
    assert {result["strengthen"] is None for result in results} == {True, False}
    assert any(r["value"] is None for r in readings)
    assert any("/" in (r["value"] or "") for r in readings)
    assert any((r["value"] or "").startswith("-") for r in readings)


def test_both_engines_round_alike(tmp_path: Path) -> None:
    random = Random(7)
    numbers = [
        Fraction(random.randint(-999, 999), random.randint(1, 80)) for _ in range(300)
    ]
    cases = [{"round": str(n), "digits": d} for n in numbers for d in (0, 1, 2)]
    said = in_browser(cases, tmp_path)
    assert said == [rounded(Fraction(c["round"]), c["digits"]) for c in cases]


RPPS = {
    "10000000009": True,
    "100 0000 0009": True,
    "10000000008": False,
    "1000000000": False,
    "100000000091": False,
    "1000000000a": False,
    "": False,
    "१0000000009": False,
}


@pytest.mark.parametrize(("typed", "is_right"), RPPS.items())
def test_an_rpps_is_eleven_digits_and_its_key(typed: str, is_right: bool) -> None:
    assert is_rpps(typed) is is_right


def test_both_engines_know_the_same_rpps(tmp_path: Path) -> None:
    random = Random(3)
    typed = [*RPPS, *(str(random.randint(10**10, 10**11 - 1)) for _ in range(200))]
    said = in_browser([{"rpps": one} for one in typed], tmp_path)
    assert said == [is_rpps(one) for one in typed]
    assert sum(said) > 10


@pytest.mark.parametrize("wrong", [{"i9": 0}, {"i1": 5}, {"i1": -1}, {"i2": "na"}])
def test_both_engines_refuse_what_a_pack_does_not_offer(
    wrong: dict[str, Any], tmp_path: Path
) -> None:
    whole = pack([0, 1], 2, {}).model_dump(mode="json", by_alias=True)
    whole["parts"][0]["items"][1]["na_allowed"] = False
    made = CheckPack.model_validate(whole)
    with pytest.raises((KeyError, ValueError)):
        assess(made, wrong)
    assert by_browser([Case(made, wrong)], tmp_path) == [{"refused": True}]
