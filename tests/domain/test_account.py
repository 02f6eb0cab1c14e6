"""What is obvious about a firm, and how long a device stays signed in."""

from datetime import UTC, datetime, timedelta

import pytest

from toolkit.domain.account import (
    DEVICE_LASTS,
    STAFF_DEVICE_LASTS,
    UNUSED_DEVICE,
    Known,
    firm_for,
    is_last_owner,
    is_open,
)
from toolkit.domain.device import device_of
from toolkit.domain.rights import Role

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FOURNIL = Known(id="a", name="Fournil des Tilleuls", siret="73282932000074")
GARAGE = Known(id="b", name="Garage Lune")
SIRET, OTHER_SITE = "73282932000074", "73282932000082"


@pytest.mark.parametrize(
    ("name", "siret", "firms", "found"),
    [
        ("", "", [], None),
        ("Fournil", "", [], None),
        ("", "", [FOURNIL], FOURNIL),
        ("", "", [FOURNIL, GARAGE], None),
        ("  fournil des  TILLEULS ", "", [FOURNIL, GARAGE], FOURNIL),
        ("Autre", "", [FOURNIL], None),
        ("Autre nom", SIRET, [FOURNIL, GARAGE], FOURNIL),
        ("", OTHER_SITE, [FOURNIL], FOURNIL),
        ("Garage Lune", SIRET, [GARAGE], None),
        ("Fournil des Tilleuls", "35600000000048", [FOURNIL], None),
        ("Garage Lune", "", [GARAGE, GARAGE.model_copy(update={"id": "c"})], None),
    ],
)
def test_a_draft_goes_where_it_obviously_belongs(
    name: str, siret: str, firms: list[Known], found: Known | None
) -> None:
    assert firm_for(name, siret, firms) == found


@pytest.mark.parametrize(
    ("roles", "is_last"),
    [
        ({1: Role.OWNER}, True),
        ({1: Role.OWNER, 2: Role.EDITOR}, True),
        ({1: Role.OWNER, 2: Role.OWNER}, False),
        ({1: Role.EDITOR, 2: Role.OWNER}, False),
    ],
)
def test_the_last_owner_is_known(roles: dict[int, Role], is_last: bool) -> None:
    assert is_last_owner(roles, 1) is is_last


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "unused", "is_staff", "stays"),
    [
        (DEVICE_LASTS - SECOND, SECOND, False, True),
        (DEVICE_LASTS, SECOND, False, False),
        (UNUSED_DEVICE, UNUSED_DEVICE, False, False),
        (UNUSED_DEVICE, UNUSED_DEVICE - SECOND, False, True),
        (STAFF_DEVICE_LASTS - SECOND, SECOND, True, True),
        (STAFF_DEVICE_LASTS, SECOND, True, False),
    ],
)
def test_a_device_stays_signed_in_for_a_while(
    age: timedelta, unused: timedelta, is_staff: bool, stays: bool
) -> None:
    seen = NOW - unused
    assert is_open(made_at=NOW - age, seen_at=seen, is_staff=is_staff, now=NOW) is stays


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko Firefox/130.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 "
            "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile "
            "Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 "
            "Safari/537.36 Edg/126.0",
            "Edge, Windows",
        ),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_said_in_two_words(said: str, words: str) -> None:
    assert device_of(said) == words
