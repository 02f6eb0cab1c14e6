"""What the registry answers, read: each kind of answer of its documented contract."""

from datetime import date

import pytest

from tests.played import (
    ALONE,
    BAKERY,
    CLOSED,
    DIRECTOR,
    LARGE,
    MASKED,
    SHOP,
    Played,
)
from tests.registry.conftest import Ask
from toolkit.domain.headcount import Band
from toolkit.domain.registry import Answer, Establishment

BAKERY_FOUND = Establishment(
    siret=BAKERY,
    name="BOULANGERIE DU LAVOIR",
    address="4 RUE DU LAVOIR 69003 LYON",
    town="LYON",
    activities=("10.71C", "10.71H"),
    legal_form="5499",
    band=Band.TO_5,
    band_year=2023,
)


def test_a_siret_finds_its_establishment(ask: Ask) -> None:
    assert ask(BAKERY) == Answer(found=(BAKERY_FOUND,), pages=1)


def test_a_siret_of_a_second_shop_gives_the_shop_not_the_head_office(ask: Ask) -> None:
    (shop,) = ask(SHOP).found
    assert shop.siret == SHOP
    assert shop.address == "1 QUAI NEUF 44000 NANTES"


def test_a_siren_finds_the_head_office(ask: Ask) -> None:
    assert ask(BAKERY[:9]).found == (BAKERY_FOUND,)


def test_a_name_borne_by_several_lists_them(ask: Ask) -> None:
    answer = ask("lavoir")
    assert [one.siret for one in answer.found] == [BAKERY, LARGE, CLOSED]
    assert answer.pages == 3


def test_a_name_and_a_town_are_asked_together(ask: Ask, server: Played) -> None:
    ask("Lavoir", "Lyon")
    assert server.seen[0].asked["q"] == "Lavoir Lyon"
    assert "code_postal" not in server.seen[0].asked


def test_a_postcode_is_asked_apart_and_picks_the_establishment_there(
    ask: Ask, server: Played
) -> None:
    (shop,) = ask("73282932000074 pains", "44 000").found
    assert server.seen[0].asked["code_postal"] == "44000"
    assert shop.address == "1 QUAI NEUF 44000 NANTES"


def test_nothing_found_is_an_empty_answer(ask: Ask) -> None:
    assert ask("dompteur de puces") == Answer(found=(), pages=1)


def test_a_closed_establishment_says_since_when(ask: Ask) -> None:
    (closed,) = ask(CLOSED).found
    assert closed.is_closed
    assert closed.closed_since == date(2024, 3, 1)


def test_a_masked_company_keeps_its_name_and_address(ask: Ask) -> None:
    (masked,) = ask(MASKED).found
    assert masked.is_masked
    assert (masked.name, masked.address) == ("", "")
    assert masked.siret == MASKED
    assert masked.activities == ("10.71C", "10.71H")


def test_missing_fields_are_blank_and_what_cannot_be_chosen_is_left_out(
    ask: Ask,
) -> None:
    (bare,) = ask("nues").found
    assert bare == Establishment(siret=BAKERY, is_masked=True)


def test_new_or_strange_fields_are_ignored(ask: Ask) -> None:
    (strange,) = ask("étranges").found
    assert strange.name == "FOURNIL"
    assert strange.legal_form == "5499"
    assert (strange.band, strange.band_year) == (Band.UNKNOWN, None)
    assert strange.activities == ("10.71H", "10.71C")


def test_a_company_that_employs_nobody_is_known_by_its_caractere_employeur(
    ask: Ask,
) -> None:
    (alone,) = ask(ALONE).found
    assert alone.band is Band.NOT_EMPLOYER


def test_a_compressed_answer_is_read(ask: Ask) -> None:
    assert [one.name for one in ask("compressé").found] == ["FOURNIL UNIQUE"]


def test_words_the_registry_refuses_find_nothing(ask: Ask) -> None:
    assert ask("incomprise") == Answer()


def test_directors_are_neither_asked_for_nor_kept(ask: Ask, server: Played) -> None:
    answer = ask(BAKERY)
    assert server.seen[0].asked["minimal"] == "True"
    assert "dirigeants" not in server.seen[0].asked["include"]
    assert DIRECTOR not in answer.model_dump_json()


def test_we_say_who_we_are(ask: Ask, server: Played) -> None:
    ask(BAKERY)
    headers = {k.lower(): v for k, v in server.seen[0].headers.items()}
    assert headers["user-agent"].startswith("TroisPas/")
    assert "https://exemple.fr" in headers["user-agent"]
    assert headers["accept-encoding"] == "gzip"
    assert "cookie" not in headers


@pytest.mark.parametrize("page", [1, 2])
def test_a_page_is_asked_ten_at_a_time(ask: Ask, server: Played, page: int) -> None:
    ask("lavoir", page=page)
    assert server.seen[0].asked["page"] == str(page)
    assert server.seen[0].asked["per_page"] == "10"


def test_only_open_companies_are_looked_for_by_name(ask: Ask, server: Played) -> None:
    ask("lavoir")
    ask(CLOSED)
    asked = [one.asked.get("etat_administratif") for one in server.seen]
    assert asked == ["A", None]
