"""The legal pages say what this installation was told, and plainly what it was not."""

import re
from collections.abc import Callable

import pytest
import reflex as rx

from toolkit.build import fingerprint
from toolkit.pages import legal, rights
from toolkit.settings import settings

TOLD = {
    "PUBLISHER_NAME": "Prévention Exemple",
    "PUBLISHER_ADDRESS": "1 place du Lavoir, 01000 Bourg",
    "PUBLISHER_REGISTRATION": "SIREN 100 000 009",
    "PUBLISHER_DIRECTOR": "Ana Exemple",
    "CONTACT_EMAIL": "bonjour@exemple.fr",
    "CONTACT_PHONE": "01 00 00 00 00",
    "HOST_NAME": "Hébergeur Exemple",
    "HOST_ADDRESS": "2 rue des Machines, 59000 Lille",
    "HOST_PHONE": "03 00 00 00 00",
}
Tell = Callable[..., None]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Give this installation these settings, and none of the others."""

    def told(**given: str) -> None:
        for name in TOLD:
            monkeypatch.delenv(f"TOOLKIT_{name}", raising=False)
        for name, value in given.items():
            monkeypatch.setenv(f"TOOLKIT_{name}", value)
        settings.cache_clear()

    return told


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    settings.cache_clear()


def words(page: rx.Component) -> str:
    return re.sub(
        r"\\+u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), str(page.render())
    )


def test_the_legal_notice_says_everything_it_was_told(tell: Tell) -> None:
    tell(**TOLD)
    page = words(legal.legal())
    assert [value for value in TOLD.values() if value not in page] == []
    assert "pas encore renseigné" not in page


def test_what_was_not_told_is_named_and_nothing_is_made_up(tell: Tell) -> None:
    tell(PUBLISHER_NAME="Prévention Exemple")
    page = words(legal.legal())
    assert "Prévention Exemple" in page
    assert page.count("pas encore renseigné") == 2
    assert "immatriculation, directeur de la publication" in page


@pytest.mark.parametrize("page", [legal.contact, rights.privacy])
def test_who_to_write_to_is_said_where_it_is_needed(
    page: Callable[[], rx.Component], tell: Tell
) -> None:
    tell()
    assert "pas encore renseigné" in words(page())
    tell(**TOLD)
    assert "mailto:bonjour@exemple.fr" in words(page())
    assert "pas encore renseigné" not in words(page())


def test_the_pages_are_built_again_when_the_publisher_changes(tell: Tell) -> None:
    tell()
    before = fingerprint()
    tell(HOST_NAME="Un autre hébergeur")
    assert fingerprint() != before
    tell()
    assert fingerprint() == before


def test_a_setting_no_page_says_does_not_build_the_pages_again(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell()
    before = fingerprint()
    monkeypatch.setenv("TOOLKIT_RATE_PER_CLIENT", "7")
    settings.cache_clear()
    assert fingerprint() == before
