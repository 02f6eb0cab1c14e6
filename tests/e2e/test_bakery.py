"""A bakery owner, from the landing page to a validated DUERP in PDF."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import card_id, wait_for_next
from toolkit.content.loader import library

BAKERY = library().packs["boulangerie-patisserie"]


def arrive(page: Page) -> None:
    page.goto("/fr/")
    page.fill("#q", "boulangerie")
    page.click("text=Commencer")
    page.wait_for_url("**/commencer/**")
    checked = page.locator("input[name=pack]:checked")
    expect(checked).to_have_value(BAKERY.id)
    page.fill("#name", "Boulangerie du Lavoir")
    page.click("button[type=submit]")
    page.wait_for_url("**/preparer/**")


def prepare(page: Page) -> None:
    for number, fact in enumerate(page.locator(".fact").all()):
        fact.locator("button").nth(number % 2).click()
    page.fill("#effectif", "6")
    page.locator("#effectif").blur()
    expect(page.locator(".bar .saved")).to_contain_text("Enregistré")
    page.click("text=Passer aux cartes")


def answer_every_card(page: Page) -> dict[str, str]:
    """Answer what is asked, in turn; returns what was said."""
    said: dict[str, str] = {}
    expect(page.locator("#question")).to_be_visible()
    for turn in range(2 * len(BAKERY.risks)):
        if "priorites" in page.url:
            if page.locator("text=Passer à la validation").count():
                break
            page.click("a.primary:has-text('Continuer')")
            expect(page.locator("#question")).to_be_visible()
        before = page.inner_text("#question")
        card = card_id(page)
        said[card] = one_answer(page, turn)
        wait_for_next(page, before)
        page.wait_for_timeout(50)
        if "priorites" in page.url:
            expect(page.locator("h1")).to_be_visible()
            page.wait_for_selector(".bar.next a.primary")
    return said


def one_answer(page: Page, turn: int) -> str:
    if turn % 4 == 3:
        page.click("button.not-mastered")
        page.click("fieldset.measures button.measure >> nth=0")
        page.click("#continuer")
        return "not-mastered"
    if turn % 4 == 2:
        page.click("button.partial")
        page.click("#continuer")
        return "partial"
    page.locator("fieldset.measures").last.locator("button.measure").first.click()
    page.click("button.mastered")
    return "mastered"


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_bakery_validates_its_duerp_without_a_manual(
    device: str, new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page(device)
    arrive(page)
    prepare(page)
    said = answer_every_card(page)
    assert len(said) > 30

    expect(page.locator("h1")).to_contain_text("Vos trois priorités")
    actions = page.locator("ol.priorities > li")
    expect(actions).to_have_count(3)
    for number in range(3):
        actions.nth(number).locator("input[type=text]").fill("Chef d'équipe")
        actions.nth(number).locator("text=Dans un mois").click()
        expect(actions.nth(number).locator("input[type=date]")).not_to_have_value("")
    page.click("text=Passer à la validation")

    page.fill("#name", "Claire Lavoir")
    page.fill("#role", "Gérante")
    page.fill("#consulted", "Deux boulangers, une vendeuse")
    page.click("#je-valide")
    page.wait_for_url("**/document/**")
    expect(page.locator("h1")).to_contain_text("est validé")
    with page.expect_download() as download:
        page.click(".files a.primary")
    path = tmp_path / "duerp.pdf"
    download.value.save_as(path)
    assert download.value.suggested_filename.startswith(
        "DUERP Boulangerie du Lavoir v1 "
    )

    reader = PdfReader(io.BytesIO(path.read_bytes()))
    texts = [p.extract_text() for p in reader.pages]
    assert "Boulangerie du Lavoir" in texts[0]
    assert "Chef d’équipe" in texts[0] or "Chef d'équipe" in texts[0]
    assert not any("Projet" in text for text in texts)
    assert not any("Claire Lavoir" in text for text in texts[:-1])
    assert "Claire Lavoir" in texts[-1]
    whole = "\n".join(texts)
    for risk_id in said:
        assert BAKERY.by_id[risk_id].name.split(" ")[0] in whole


def test_the_first_useful_result_comes_after_the_twelve_gravest(
    new_page: OpenPage,
) -> None:
    page = new_page()
    arrive(page)
    page.click("text=Passer aux cartes")
    for _ in range(len(BAKERY.gravest)):
        before = page.inner_text("#question")
        page.click("button.partial")
        page.click("#continuer")
        wait_for_next(page, before)
    page.wait_for_url("**/priorites/**")
    expect(page.locator("h1")).to_contain_text("provisoires")
    expect(page.locator("ol.priorities > li")).to_have_count(3)
    page.click("a.primary:has-text('Continuer')")
    expect(page.locator("#question")).to_be_visible()
    assert card_id(page) not in BAKERY.gravest


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12345678901234", "Ce SIRET ne peut pas exister"),
        ("123456789", "Un SIRET compte 14 chiffres"),
        ("ferme laitière", "Mutualité sociale agricole"),
        ("0111Z", "Mutualité sociale agricole"),
        ("mairie", "employeurs publics"),
        ("dompteur de puces", "Nous n’avons pas encore de questionnaire"),
    ],
)
def test_what_cannot_go_on_says_what_to_do(
    typed: str, sentence: str, new_page: OpenPage
) -> None:
    page = new_page()
    page.goto("/fr/")
    page.fill("#q", typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/commencer/**")
    expect(
        page.locator(f"main >> text={sentence} >> visible=true").first
    ).to_be_visible()


def test_a_wrong_siret_keeps_what_was_typed(new_page: OpenPage) -> None:
    page = new_page()
    page.goto("/fr/commencer/?metier=boulangerie-patisserie")
    expect(page.locator("input[name=pack]:checked")).to_have_count(1)
    page.fill("#name", "Chez Ana")
    page.fill("#siret", "123 456 789 01234")
    page.click("button[type=submit]")
    expect(page.locator("#siret-fault")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Chez Ana")
    expect(page.locator("#siret")).to_have_value("123 456 789 01234")
