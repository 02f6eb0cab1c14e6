"""What a company of the registry becomes here."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from tests.played import Played, played
from toolkit.content.loader import library
from toolkit.domain.company import Company
from toolkit.domain.headcount import Band
from toolkit.domain.registry import Establishment, query_of
from toolkit.domain.trades import Elsewhere
from toolkit.registry.client import make_client
from toolkit.registry.lookup import PAGES_MAX, Registry
from toolkit.workflows.lookup import (
    Miss,
    Outcome,
    activity_of,
    company_of,
    look_up,
    trade_of,
)

SIRET = "55208131766522"


def establishment(**changes: Any) -> Establishment:
    return Establishment(siret=SIRET, **changes)


def outcome(server: Played, typed: str, page: int = 1) -> Outcome:
    async def run() -> Outcome:
        query = query_of(typed)
        assert query is not None
        async with make_client(server.url, timeout=2, contact="x") as client:
            return await look_up(Registry(client, timeout=2), query, page)

    return asyncio.run(run())


@pytest.fixture
def server() -> Iterator[Played]:
    with played() as running:
        yield running


def test_the_headcount_is_left_to_be_said() -> None:
    one = establishment(
        name="LAVOIR",
        address="4 RUE DU LAVOIR",
        activities=("10.71C", "10.71H"),
        legal_form="5499",
        band=Band.TO_5,
    )
    assert company_of(one, library()) == Company(
        name="LAVOIR",
        siret=SIRET,
        address="4 RUE DU LAVOIR",
        effectif=None,
        naf_rev2="10.71C",
        naf_2025="10.71H",
        legal_form="5499",
        band=Band.TO_5,
    )


def test_once_only_the_2025_code_is_given_it_is_not_taken_for_the_other() -> None:
    company = company_of(establishment(activities=("10.71H",)), library())
    assert (company.naf_rev2, company.naf_2025) == ("", "10.71H")


def test_a_code_nobody_knows_is_dropped() -> None:
    one = establishment(activities=("99.99Z",))
    assert company_of(one, library()).naf_rev2 == ""
    assert activity_of(one, library()) == ""
    assert trade_of(one, library()) == library().generic.id


@pytest.mark.parametrize(
    ("activities", "legal_form", "expected"),
    [
        (("10.71C",), "5499", "boulangerie-patisserie"),
        (("10.71H",), "5499", "boulangerie-patisserie"),
        (("01.13Z",), "1000", Elsewhere.AGRICULTURE),
        (("84.11Z",), "7210", Elsewhere.PUBLIC),
    ],
)
def test_the_codes_choose_the_questionnaire(
    activities: tuple[str, ...], legal_form: str, expected: str
) -> None:
    one = establishment(activities=activities, legal_form=legal_form)
    assert trade_of(one, library()) == expected


def test_an_activity_is_said_in_words() -> None:
    one = establishment(activities=("10.71H", "10.71C"))
    assert activity_of(one, library()) == "Boulangerie et boulangerie-pâtisserie"
    assert activity_of(establishment(activities=("10.71H",)), library())


@pytest.mark.parametrize(
    ("typed", "miss"),
    [
        ("dompteur de puces", Miss.NONE),
        ("incomprise", Miss.NONE),
        ("panne", Miss.UNAVAILABLE),
        ("occupé une heure", Miss.BUSY),
    ],
)
def test_every_miss_has_its_reason(server: Played, typed: str, miss: Miss) -> None:
    assert outcome(server, typed) == Outcome(miss=miss)


def test_there_is_more_until_the_last_page(server: Played) -> None:
    assert outcome(server, "lavoir", 1).has_more
    assert not outcome(server, "lavoir", 3).has_more


@pytest.mark.parametrize(("page", "asked"), [(-4, "1"), (0, "1"), (99, str(PAGES_MAX))])
def test_pages_stay_few(server: Played, page: int, asked: str) -> None:
    outcome(server, "lavoir", page)
    assert server.seen[0].asked["page"] == asked
