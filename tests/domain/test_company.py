"""Who the document is about."""

import pytest
from pydantic import ValidationError

from toolkit.domain.company import Company, SiretFault, WorkUnit, siret_fault
from toolkit.domain.headcount import Band


@pytest.mark.parametrize("digits", ["73282932000074", "55208131766522"])
def test_a_siret_with_its_checksum_is_right(digits: str) -> None:
    assert siret_fault(digits) is None


def test_a_siret_of_la_poste_has_its_own_checksum() -> None:
    assert siret_fault("35600000049837") is None


@pytest.mark.parametrize("digits", ["73282932000075", "73282932000047"])
def test_a_wrong_digit_or_two_swapped_are_seen(digits: str) -> None:
    assert siret_fault(digits) is SiretFault.CHECKSUM


@pytest.mark.parametrize(
    "digits", ["", "732829320", "7328293200007", "732829320000745"]
)
def test_a_siret_has_fourteen_digits(digits: str) -> None:
    assert siret_fault(digits) is SiretFault.LENGTH


def test_letters_are_not_digits() -> None:
    assert siret_fault("7328293200007A") is SiretFault.LENGTH


def test_spaces_are_the_caller_s_job() -> None:
    assert siret_fault("732 829 320 00074") is SiretFault.LENGTH


def test_a_company_may_have_no_siret_yet() -> None:
    assert Company(name="Atelier Martin").siret == ""


@pytest.mark.parametrize("siret", ["732 829 320 00074", "7328293200007", "abc"])
def test_a_company_keeps_no_malformed_siret(siret: str) -> None:
    with pytest.raises(ValidationError):
        Company(siret=siret)


@pytest.mark.parametrize("count", [-1, 10_000])
def test_a_headcount_is_between_none_and_9999(count: int) -> None:
    with pytest.raises(ValidationError):
        Company(effectif=count)


def test_a_unit_has_a_name() -> None:
    with pytest.raises(ValidationError):
        WorkUnit(id="atelier", name="")


def test_a_company_sealed_before_the_registry_was_asked_is_still_read() -> None:
    sealed = {"name": "Atelier", "siret": "73282932000074", "effectif": 4}
    assert Company.model_validate(sealed) == Company(
        name="Atelier", siret="73282932000074", effectif=4, band=Band.UNKNOWN
    )


@pytest.mark.parametrize(
    "said",
    [
        {"naf_rev2": "1071C"},
        {"naf_2025": "10.71CC"},
        {"legal_form": "54"},
        {"band": "99"},
        {"address": "x" * 201},
    ],
)
def test_a_company_keeps_no_malformed_fact(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Company.model_validate(said)
