"""From what an owner types to a questionnaire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import pack
from toolkit.content.loader import library
from toolkit.domain.company import SiretFault
from toolkit.domain.trades import (
    Elsewhere,
    Found,
    find,
    may_name_a_company,
    of_edition,
    trade_for,
)

BAKERY = pack(
    name="boulangerie",
    title="Boulangerie-pâtisserie",
    naf_rev2=("10.71C", "10.71D"),
    naf_2025=("10.71Y",),
    keywords=("boulanger", "pain", "pâtissier"),
)
HAIR = pack(
    name="coiffure",
    title="Coiffure",
    naf_rev2=("96.02A",),
    keywords=("coiffeur", "coiffeuse", "salon de coiffure"),
)
PACKS = (BAKERY, HAIR)
TRADE_OF = {
    "10.71C": "boulangerie",
    "10.71Y": "boulangerie",
    "96.02A": "coiffure",
    "25.11Z": "generique",
    "01.13Z": Elsewhere.AGRICULTURE,
    "84.11Z": Elsewhere.PUBLIC,
}


@pytest.mark.parametrize(
    "typed",
    [
        "73282932000074",
        "732 829 320 00074",
        " 732 829 320 00074 ",
        "732.829.320.00074",
        "732\u202f829\u00a0320 00074",
    ],
)
def test_a_siret_is_understood_however_it_is_spaced(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found(siret="73282932000074")


def test_a_siret_with_a_wrong_checksum_says_so() -> None:
    assert find("73282932000075", PACKS, TRADE_OF).siret_fault is SiretFault.CHECKSUM


def test_a_siren_is_a_siret_too_short() -> None:
    assert find("732829320", PACKS, TRADE_OF) == Found(
        siret="732829320", siret_fault=SiretFault.LENGTH
    )


def test_far_too_many_digits_are_cut() -> None:
    assert find("1" * 500, PACKS, TRADE_OF).siret == "1" * 20


@pytest.mark.parametrize(
    "typed", ["10.71C", "1071C", "10 71 C", "10.71c", " 1071c ", "10.71.C"]
)
def test_a_naf_code_is_understood_with_or_without_its_dot(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found(packs=("boulangerie",))


def test_a_naf_2025_code_is_understood_too() -> None:
    assert find("10.71Y", PACKS, TRADE_OF) == Found(packs=("boulangerie",))


def test_a_naf_code_may_lead_to_a_pack_that_is_not_proposed() -> None:
    assert find("25.11Z", PACKS, TRADE_OF) == Found(packs=("generique",))


def test_a_naf_code_that_does_not_exist_finds_nothing() -> None:
    assert find("99.99Z", PACKS, TRADE_OF) == Found()


@pytest.mark.parametrize("typed", ["01.13Z", "0113Z", "01 13 z"])
def test_a_farm_s_naf_code_leads_to_the_msa(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found(elsewhere=Elsewhere.AGRICULTURE)


def test_a_public_naf_code_is_told_so() -> None:
    assert find("84.11Z", PACKS, TRADE_OF) == Found(elsewhere=Elsewhere.PUBLIC)


@pytest.mark.parametrize(
    "typed",
    [
        "boulangerie",
        "Boulanger",
        "BOULANGÈRE",
        "boulangers",
        "pâtissier",
        "patissiers",
        "Pâtissière",
        "boulangerie, pâtisserie",
        "boulang",
    ],
)
def test_a_word_is_found_with_or_without_accents_and_plural(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF).packs == ("boulangerie",)


def test_the_pack_with_more_words_comes_first() -> None:
    found = find("salon de coiffure, un peu de pain", PACKS, TRADE_OF)
    assert found.packs == ("coiffure", "boulangerie")


def test_among_equals_the_order_of_preference_holds() -> None:
    assert find("coiffeur boulanger", PACKS, TRADE_OF).packs == (
        "boulangerie",
        "coiffure",
    )


@pytest.mark.parametrize(
    "typed",
    ["agriculteur", "Éleveurs", "éleveur de chèvres", "maraîchers", "une ferme"],
)
def test_a_farmer_s_word_leads_to_the_msa(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found(elsewhere=Elsewhere.AGRICULTURE)


@pytest.mark.parametrize("typed", ["mairie", "Mairies", "fonction publique"])
def test_a_public_employer_s_word_is_told_so(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found(elsewhere=Elsewhere.PUBLIC)


@pytest.mark.parametrize("typed", ["", " ", "???", "de la", "cosmonaute", "42"])
def test_what_is_not_understood_finds_nothing(typed: str) -> None:
    assert find(typed, PACKS, TRADE_OF) == Found()


@given(st.text(max_size=80))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert set(find(typed, PACKS, TRADE_OF).packs) <= {"boulangerie", "coiffure"}


def test_an_expression_found_whole_beats_one_of_its_words() -> None:
    packs = library().packs.values()
    assert find("Salon de thé", packs, {}).packs[0] == "restauration"
    assert find("bar", packs, {}).packs[0] == "restauration"


GENERIC = "generique"


@pytest.mark.parametrize(
    ("codes", "legal_form", "expected"),
    [
        (("10.71C", "10.71H"), "5499", "boulangerie"),
        (("25.11Z",), "5499", GENERIC),
        (("25.11Z", "10.71C"), "5499", "boulangerie"),
        (("99.99Z",), "5499", GENERIC),
        ((), "", GENERIC),
        (("01.13Z",), "1000", Elsewhere.AGRICULTURE),
        (("84.11Z",), "5499", Elsewhere.PUBLIC),
        (("10.71C",), "7210", Elsewhere.PUBLIC),
        (("10.71C",), "4110", "boulangerie"),
    ],
)
def test_a_registered_company_goes_where_its_codes_lead(
    codes: tuple[str, ...], legal_form: str, expected: str
) -> None:
    assert trade_for(codes, legal_form, TRADE_OF, GENERIC) == expected


def test_a_code_is_kept_in_its_own_edition() -> None:
    naf = library().naf
    codes = ("10.71C", "10.71H")
    assert of_edition(codes, naf.rev2) == "10.71C"
    assert of_edition(codes, naf.naf_2025) == "10.71H"
    assert of_edition(("10.71C",), naf.naf_2025) == ""


def test_no_code_belongs_to_both_editions() -> None:
    naf = library().naf
    assert set(naf.rev2) & set(naf.naf_2025) == set()


@pytest.mark.parametrize(
    "typed",
    ["boulangerie", "Salon de coiffure", "coiffeuse", "pain", "", "la"],
)
def test_the_words_of_a_trade_name_no_company(typed: str) -> None:
    assert not may_name_a_company(typed, PACKS)


@pytest.mark.parametrize(
    "typed", ["Boulangerie du Lavoir", "Durand SARL", "cosmonaute", "Chez Ana"]
)
def test_any_other_word_may_name_a_company(typed: str) -> None:
    assert may_name_a_company(typed, PACKS)
