"""The whole path in English, on a telephone; and from one language to the other."""

import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import held_draft
from tests.running import Server
from toolkit.content.loader import library_in

ENGLISH = library_in("en")
GENERIC = ENGLISH.generic
# Words only the French pages have.
FRENCH = ("Enregistré", "Continuer", "Vos ", "Votre ", "Étape", " à ", " vous ", "Qui ")


def switch(page: Page) -> None:
    """Change the language, and wait for the other document."""
    with page.expect_navigation():
        page.click("a[data-language]")
    page.wait_for_selector("h1")


def only_english(page: Page) -> None:
    text = page.inner_text("body")
    assert [word for word in FRENCH if word in text] == [], page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def answer_all(page: Page) -> None:
    """Answer what is asked until nothing is left; the third of each four is open."""
    expect(page.locator("#question")).to_be_visible()
    for turn in range(2 * len(GENERIC.risks)):
        if "priorites" in page.url:
            page.wait_for_selector(".bar.next a.primary")
            if page.locator("text=Go to approval").count():
                return
            page.click(".bar.next a.primary")
            expect(page.locator("#question")).to_be_visible()
        before = page.inner_text("#question")
        if turn % 4 == 3:
            page.click("button.not-mastered")
            page.click("fieldset.measures button.measure >> nth=0")
            page.click("#continuer")
        else:
            measures = page.locator("fieldset.measures").last
            measures.locator("button.measure").first.click()
            page.click("button.mastered")
        page.wait_for_function(
            "before => location.pathname.includes('priorites')"
            " || (document.getElementById('question')?.innerText ?? before) !== before",
            arg=before,
        )
        page.wait_for_timeout(50)
    raise AssertionError("cards are still asked")


def test_an_owner_makes_the_whole_document_in_english(
    new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page("phone")
    page.goto("/en/")
    only_english(page)
    page.fill("#q", "charity shop")
    page.click("button.primary")
    page.wait_for_url("**/en/commencer/**")
    expect(page.locator("input[name=pack]:checked")).to_have_value("generique")
    page.fill("#name", "The Corner Shop")
    only_english(page)
    page.click("button[type=submit]")
    page.wait_for_url("**/en/preparer/**")
    expect(page.locator(".fact").first).to_be_visible()
    only_english(page)
    page.fill("#effectif", "3")
    page.locator("#effectif").blur()
    expect(page.locator(".bar .saved")).to_contain_text("Saved")
    page.click("text=Go to the cards")
    expect(page.locator("#question")).to_be_visible()
    assert page.inner_text("#question") in {risk.question for risk in GENERIC.risks}
    only_english(page)
    answer_all(page)
    only_english(page)
    page.click("text=Go to approval")
    page.wait_for_selector("#je-valide")
    only_english(page)
    page.fill("#name", "Ann Corner")
    page.fill("#role", "Manager")
    page.click("#je-valide")
    page.wait_for_url("**/en/document/**")
    expect(page.locator("h1")).to_contain_text("is approved")
    only_english(page)
    with page.expect_download() as download:
        page.click(".files a")
    path = tmp_path / "duerp.pdf"
    download.value.save_as(path)
    text = " ".join(
        p.extract_text() for p in PdfReader(io.BytesIO(path.read_bytes())).pages
    )
    assert "The Corner Shop" in text
    assert "Three priority actions" in text
    assert "Under control" in text
    assert "Maîtrisé" not in text


def test_begun_in_french_resumed_in_english_continued_and_back(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page("phone"), "generique", "Chez Zoé")
    french = walk.page
    french.goto(f"/fr/questionnaire/?d={walk.draft}&q=sol-glissant")
    french.click("button.not-mastered")
    expect(french.locator(".level-line")).to_be_visible()
    french.goto(f"/fr/document/?d={walk.draft}")
    french.click("text=Voir mon lien")
    link = urlsplit(french.input_value("#lien"))

    english = new_page("phone")
    english.goto(f"{link.path}?{link.query}")
    expect(english.locator("main")).to_contain_text("Chez Zoé")
    switch(english)
    assert urlsplit(english.url).path == "/en/reprendre/"
    expect(english.locator("main")).to_contain_text("Chez Zoé")
    english.click("main button[type=submit]")
    english.wait_for_url("**/en/cartes/**")
    name = GENERIC.by_id["sol-glissant"].name
    english.click(f"main li a:has-text('{name}')")
    question = english.locator("#question")
    expect(question).to_have_text(GENERIC.by_id["sol-glissant"].question)
    expect(english.locator("button.not-mastered")).to_have_attribute(
        "aria-pressed", "true"
    )
    english.click("button.partial")
    expect(english.locator("button.partial")).to_have_attribute("aria-pressed", "true")
    expect(english.locator(".bar .saved")).to_contain_text("Saved: partly.")

    french.goto(f"/fr/questionnaire/?d={walk.draft}&q=sol-glissant")
    expect(french.locator("#question")).to_have_text(
        library_in("fr").generic.by_id["sol-glissant"].question
    )
    expect(french.locator("button.partial")).to_have_attribute("aria-pressed", "true")


def test_the_switch_keeps_the_card_and_works_from_the_keyboard(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page("phone"), "generique")
    page = walk.page
    page.goto(f"/fr/questionnaire/?d={walk.draft}&q=bruit")
    expect(page.locator("#question")).to_be_visible()
    other = page.locator("a[data-language]")
    expect(other).to_have_attribute("hreflang", "en")
    expect(other).to_have_attribute("lang", "en")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a[data-language]')"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#question")).to_have_text(GENERIC.by_id["bruit"].question)
    query = urlsplit(page.url).query
    assert (
        urlsplit(page.url).path,
        f"d={walk.draft}" in query,
        "q=bruit" in query,
    ) == (
        "/en/questionnaire/",
        True,
        True,
    )


@pytest.mark.parametrize(
    "page_name", ["questionnaire", "cartes", "preparer", "document"]
)
def test_what_is_not_translated_is_told_and_marked_french(
    server: Server, new_page: OpenPage, page_name: str
) -> None:
    walk = held_draft(server, new_page("phone"), "coiffure")
    page = walk.page
    page.goto(f"/en/{page_name}/?d={walk.draft}")
    expect(page.locator("#pas-traduit")).to_contain_text("not translated yet")
    if page_name == "questionnaire":
        expect(page.locator("#question")).to_have_attribute("lang", "fr")
        assert page.locator("fieldset.measures [lang=fr]").count() >= 2
    page.goto(f"/fr/{page_name}/?d={walk.draft}")
    expect(page.locator(".steps")).to_be_visible()
    expect(page.locator("#pas-traduit")).to_have_count(0)


def test_a_questionnaire_translated_says_nothing_of_it(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page("phone"), "generique")
    walk.page.goto(f"/en/questionnaire/?d={walk.draft}")
    expect(walk.page.locator("#question")).to_have_attribute("lang", "en")
    expect(walk.page.locator("#pas-traduit")).to_have_count(0)


def test_a_trade_is_found_by_its_english_name(new_page: OpenPage) -> None:
    page = new_page("phone")
    page.goto("/en/")
    page.fill("#q", "bakery")
    page.click("button.primary")
    expect(page.locator("input[name=pack]:checked")).to_have_value(
        "boulangerie-patisserie"
    )
