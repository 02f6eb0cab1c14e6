"""What a check says once it is answered: words, help by level, an attestation."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.check_steps import (
    CHECK,
    EXAMPLE,
    HOME,
    NAME,
    RPPS,
    WEARY,
    addresses,
    answer,
    visit,
    whole_visit,
)
from tests.running import Server, start


def test_the_result_is_there_in_words_and_nowhere_in_numbers(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        answer(made.page, WEARY)
        page = made.page
        expect(page.locator("#resultat")).to_contain_text("très présente en ce moment")
        heavy = page.locator("#lourd > li:visible strong").all_inner_texts()
        assert heavy == [
            "Cabinet et revenus",
            "Violences et sécurité",
            "Isolement et relations de travail",
        ]
        assert page.locator("#solide > li:visible strong").all_inner_texts() == [
            "Sens et reconnaissance"
        ]
        assert page.locator("#faible strong").all_inner_texts() == ["Récupération"]
        others = page.locator("#reste")
        assert "Non renseigné" in (others.text_content() or "")
        said = page.locator("#resultat").inner_text()
    for number in ("%", "/100", "score", "diagnostic", "dépistage", "burn"):
        assert number not in said.casefold()


@pytest.mark.parametrize(
    ("given", "card"),
    [
        ({}, None),
        ({"energie": 3, "distance": 3}, "t1"),
        (WEARY, "t2"),
        ({"securite": 3}, "securite"),
    ],
)
def test_help_stands_before_the_result_as_the_level_asks(
    browser: Browser, checks: Server, given: dict[str, int | str], card: str | None
) -> None:
    with visit(browser, checks) as made:
        made.open()
        answer(made.page, given)
        cards = made.page.locator("[data-card]:visible")
        assert [c.get_attribute("data-card") for c in cards.all()] == (
            [card] if card else []
        )
        if card:
            top = cards.first.bounding_box()
            below = made.page.locator("#suite").bounding_box()
            assert top
            assert below
            assert top["y"] < below["y"]


def test_asking_for_help_comes_first_and_folds_the_result_away(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.click("#sos summary")
        expect(page.locator("#sos .panel")).to_contain_text("3114")
        page.click("#sos summary")
        answer(page, {"energie": 1})
        assert page.locator("[data-card]:visible").get_attribute("data-card") == "t3"
        expect(page.locator("#suite")).not_to_have_attribute("open", "")
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_the_sensitive_question_is_not_in_the_page_unless_a_doctor_approved_it(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        assert "ne plus être là" not in made.page.content()
        assert made.page.locator("[data-item=pensees]").count() == 0


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("approved")
    own = folder / "own.yaml"
    text = EXAMPLE.read_text("utf-8").replace(
        "    # dark_thoughts", "    dark_thoughts"
    )
    own.write_text(text, "utf-8")
    running = start(folder, self_check_file=str(own), rate_per_address="0")
    yield running
    running.stop()


def test_a_dark_thought_brings_help_at_once_and_is_printed_nowhere(
    browser: Browser, approved: Server
) -> None:
    with visit(browser, approved) as made:
        made.open()
        page = made.page
        page.click("#toutes")
        expect(page.locator("#sos .panel")).not_to_be_visible()
        page.locator("[data-item=pensees] input[value='1']").check()
        expect(page.locator("#sos .panel")).to_be_visible()
        page.click("#sos summary")
        page.locator("[data-finish]:visible").click()
        assert (
            page.locator("[data-card]:visible").first.get_attribute("data-card") == "t3"
        )
        page.emulate_media(media="print")
        printed = page.locator("body").inner_text()
    assert "Vous comptez" not in printed
    assert "ne plus être là" not in printed
    assert len(made.recording.requests()) == 1


def test_the_attestation_holds_its_lines_and_no_result(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        whole_visit(made)
        sheet = made.page.evaluate("window.prints[1][1]")
        left = made.page.locator("#feuille").inner_text()
    for line in (NAME, RPPS, "2026", "Faire le point quand on soigne, version 1.0"):
        assert line in sheet
    for line in ("CPTS de la Vallée d’Exemple", "Santé au travail d’Exemple"):
        assert line in sheet
    assert "aucun résultat" in sheet
    assert "sous réserve du référentiel" in sheet
    for word in ("présente", "solide", "renforcer", "Témoin-7431", "Infirmier"):
        assert word not in sheet
    assert NAME not in left


@pytest.mark.parametrize(
    ("profession", "is_offered"),
    [
        ("medecin", True),
        ("pedicure-podologue", True),
        ("orthophoniste", False),
        ("", False),
    ],
)
def test_the_attestation_is_for_the_seven_professions(
    browser: Browser, checks: Server, profession: str, is_offered: bool
) -> None:
    with visit(browser, checks) as made:
        made.open()
        made.page.select_option("#profession", profession)
        answer(made.page, {})
        assert made.page.is_visible("#attestation") is is_offered


def test_a_wrong_number_is_said_beside_its_field_and_loses_nothing(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.select_option("#profession", "medecin")
        answer(page, {})
        page.click("#attester")
        expect(page.locator("#faute-attestation")).to_contain_text("votre nom")
        page.fill("#nom", NAME)
        page.fill("#rpps", "10000000008")
        page.click("#attester")
        expect(page.locator("#faute-attestation")).to_contain_text("onze chiffres")
        assert page.inner_text("#rpps").strip() == "10000000008"
        assert page.evaluate("window.prints") == []
        page.fill("#rpps", "")
        page.click("#attester")
        sheet = page.evaluate("window.prints[0][1]")
        assert NAME in sheet


def test_phrases_are_said_in_the_words_of_the_profession(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        page.select_option("#profession", "pharmacien")
        page.click("#toutes")
        legend = page.locator("[data-item=charge-pauses] legend")
        expect(legend).to_have_text(
            "Je travaille sans vraie pause, de l’ouverture à la fermeture.",
            use_inner_text=True,
        )


def test_an_entrepreneur_is_shown_where_to_turn_when_money_is_short(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(HOME + "entrepreneurs/")
        page = made.page
        answer(
            page,
            {
                "tresorerie-manque": 4,
                "charge-trop": 4,
                "papiers-litige": 3,
                "solitude-decision": 3,
                "clients-merci": 1,
            },
        )
        cards = [
            c.get_attribute("data-card")
            for c in page.locator("[data-card]:visible").all()
        ]
        assert cards == ["insister", "tresorerie"]
        expect(page.locator("#resultat")).to_contain_text(
            "plus pesé qu’ils n’ont porté"
        )
        page.click("[data-goto]")
        expect(page.locator("fieldset[data-item=energie]")).to_be_visible()
        assert page.locator("#attestation, #compter").count() == 0
