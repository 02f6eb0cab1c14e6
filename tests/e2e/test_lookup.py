"""Finding one's company from a browser: by SIRET, by name, or not at all."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.test_access import press_until, violations
from tests.played import (
    ALONE,
    BAKERY,
    CLOSED,
    FARM,
    LARGE,
    MASKED,
    Played,
    played,
)
from tests.running import Server, start

BOTH = pytest.mark.parametrize("device", ["phone", "desk"])


def typed_at_home(page: Page, linked: Server, text: str) -> None:
    page.goto(f"{linked.url}/fr/")
    page.fill("#q", text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/commencer/**")


def at_start(page: Page, linked: Server, query: str) -> None:
    page.goto(f"{linked.url}/fr/commencer/?{query}")


def fits(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth"
            " <= document.documentElement.clientWidth"
        )
    )


@BOTH
def test_a_siret_fills_everything_and_the_draft_keeps_it(
    device: str, linked: Server, new_page: OpenPage
) -> None:
    page = new_page(device)
    typed_at_home(page, linked, "552 081 317 66522")
    expect(page.locator("#name")).to_have_value("BOULANGERIE DU LAVOIR")
    expect(page.locator("#siret")).to_have_value(BAKERY)
    expect(page.locator("#address")).to_have_value("4 RUE DU LAVOIR 69003 LYON")
    expect(page.locator("input[name=pack]:checked")).to_have_value(
        "boulangerie-patisserie"
    )
    # The band is shown, never taken for today's number.
    expect(page.locator("#effectif-hint")).to_contain_text("de 3 à 5 salariés en 2023")
    expect(page.locator("#effectif")).to_have_value("")
    assert fits(page)
    page.fill("#effectif", "7")
    page.click("button:has-text('Commencer')")
    page.wait_for_url("**/preparer/**")
    expect(page.locator("#effectif")).to_have_value("7")
    [kept] = linked.query(
        "SELECT siret, naf_rev2, naf_2025, legal_form, band FROM draft "
        "ORDER BY id DESC LIMIT 1"
    )
    assert kept == (BAKERY, "10.71C", "10.71H", "5499", "02")


@BOTH
def test_a_name_borne_by_several_is_chosen_from_a_list(
    device: str, linked: Server, new_page: OpenPage
) -> None:
    page = new_page(device)
    typed_at_home(page, linked, "Boulangerie du Lavoir")
    choices = page.locator(".matches a")
    expect(choices).to_have_count(3)
    expect(choices.nth(2)).to_contain_text("fermé")
    # The form is there all the while, with what was typed.
    expect(page.locator("#name")).to_have_value("Boulangerie du Lavoir")
    expect(page.locator("input[name=pack]:checked")).to_have_value(
        "boulangerie-patisserie"
    )
    assert fits(page)
    choices.first.click()
    expect(page.locator("#siret")).to_have_value(BAKERY)
    expect(page.locator("#name")).to_have_value("BOULANGERIE DU LAVOIR")
    page.go_back()
    expect(choices).to_have_count(3)
    page.click("text=Voir la suite")
    page.wait_for_url("**p=2**")
    expect(choices).to_have_count(3)


@pytest.mark.parametrize("way_down", ["Aucune de celles-ci", "Aller au contenu"])
def test_a_jump_within_the_page_keeps_the_search(
    way_down: str, linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, "entreprise=lavoir")
    expect(page.locator(".matches a")).to_have_count(3)
    page.locator(f"a:has-text('{way_down}')").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**entreprise=lavoir#**")
    page.wait_for_timeout(300)
    expect(page.locator(".matches a")).to_have_count(3)


def test_a_name_and_a_town_are_searched_from_the_page_itself(
    linked: Server, registry: Played, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, "metier=coiffure")
    page.click("summary:has-text('Chercher mon entreprise')")
    page.fill("#entreprise", "Unique")
    page.fill("#ville", "69003")
    page.click("button:has-text('Chercher')")
    expect(page.locator("#name")).to_have_value("FOURNIL UNIQUE")
    assert registry.seen[-1].asked["code_postal"] == "69003"


@BOTH
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("dompteur de puces", "ne connaît pas cette entreprise"),
        ("panne durand", "ne répond pas"),
        ("123456789", "Relisez-le"),
    ],
)
def test_whatever_is_refused_the_form_goes_on_with_what_was_typed(
    device: str, asked: str, sentence: str, linked: Server, new_page: OpenPage
) -> None:
    page = new_page(device)
    at_start(page, linked, f"entreprise={asked}")
    expect(page.locator("#recherche")).to_contain_text(sentence)
    expect(page.locator("#entreprise")).to_have_value(asked)
    if not asked.isdecimal():
        expect(page.locator("#name")).to_have_value(asked)
    assert fits(page)
    page.click("label:has-text('Coiffure')")
    page.click("button:has-text('Commencer')")
    page.wait_for_url("**/preparer/**")


def test_a_busy_registry_is_told_and_left_alone(
    tmp_path_factory: pytest.TempPathFactory, new_page: OpenPage
) -> None:
    with played() as own:
        server = start(tmp_path_factory.mktemp("busy"), registry_url=own.url)
        try:
            page = new_page()
            for asked in ("occupé une heure", "lavoir"):
                at_start(page, server, f"entreprise={asked}")
                expect(page.locator("#recherche")).to_contain_text("est très demandé")
            assert len(own.seen) == 1
            page.close()
        finally:
            server.stop()


def test_the_form_is_usable_while_the_registry_is_slow_and_nothing_typed_is_lost(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, "entreprise=tardif")
    expect(page.locator("#recherche")).to_contain_text("Nous cherchons")
    page.fill("#name", "Chez Ana")
    expect(page.locator("h2:has-text('dans l’annuaire')")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Chez Ana")
    expect(page.locator("#siret")).to_have_value("")
    page.click("text=Remplir le formulaire avec ces informations")
    expect(page.locator("#name")).to_have_value("FOURNIL UNIQUE")
    expect(page.locator("#siret")).to_have_value(BAKERY)


def test_a_fault_keeps_the_company_that_was_found(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise={BAKERY}")
    expect(page.locator("#siret")).to_have_value(BAKERY)
    page.fill("#name", "Le Lavoir")
    page.fill("#siret", "123")
    page.click("button:has-text('Commencer')")
    expect(page.locator("#siret-fault")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Le Lavoir")
    expect(page.locator("#siret")).to_have_value("123")
    expect(page.locator("h2:has-text('dans l’annuaire')")).to_be_visible()


def test_who_may_be_alone_is_asked_and_both_answers_go_on(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise={ALONE}")
    card = page.locator("#autorite")
    expect(card).to_contain_text("même stagiaire ou apprenti")
    expect(page.locator("#effectif")).to_have_count(0)
    card.locator("button:has-text('Non')").click()
    expect(card).to_contain_text("L4621-3")
    expect(card).to_contain_text("de son choix")
    expect(page.locator("button:has-text('Commencer')")).to_be_visible()
    card.locator("button:has-text('Oui')").click()
    expect(card).to_contain_text("L4111-5")
    page.fill("#effectif", "0")
    page.click("button:has-text('Commencer')")
    page.wait_for_url("**/preparer/**")
    expect(page.locator("#effectif")).to_have_value("0")


def test_fifty_employees_are_told_what_else_the_law_asks(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise={LARGE}")
    expect(page.locator("main")).to_contain_text("PAPRIPACT")
    expect(page.locator("main a:has-text('L4121-3-1')")).to_be_visible()
    expect(page.locator("#effectif-hint")).to_contain_text("de 50 à 99 salariés")
    expect(page.locator("button:has-text('Commencer')")).to_be_visible()


def test_a_closed_company_is_told_since_when_and_may_go_on(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise={CLOSED}")
    expect(page.locator("main")).to_contain_text("fermé depuis le 1er mars 2024")
    expect(page.locator("#name")).to_have_value("AU VIEUX LAVOIR")


def test_a_masked_company_keeps_its_number_and_asks_for_the_rest(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise={MASKED}")
    expect(page.locator("#siret")).to_have_value(MASKED)
    expect(page.locator("#name")).to_have_value("")
    expect(page.locator("#address")).to_have_value("")
    expect(page.locator("main")).to_contain_text("ils ne sont pas publics")
    expect(page.locator("main")).not_to_contain_text("NON-DIFFUSIBLE")


def test_a_farm_is_sent_to_the_msa_and_may_go_on(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    at_start(page, linked, f"entreprise=la ferme {FARM[:3]}")
    expect(page.locator("main")).to_contain_text("Mutualité sociale agricole")
    page.click("text=Ce n’est pas mon cas")
    expect(page.locator("#name")).to_have_value("GAEC")


def test_without_javascript_the_form_is_there(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page()
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, base_url=linked.url)
    try:
        plain = context.new_page()
        plain.goto(f"/fr/commencer/?q={BAKERY}")
        plain.fill("#name", "Chez Ana")
        plain.check("input[value=coiffure]")
        plain.click("button:has-text('Commencer')")
        plain.wait_for_url("**/preparer/**")
    finally:
        context.close()


def test_the_keyboard_alone_chooses_a_company(
    linked: Server, new_page: OpenPage
) -> None:
    page = new_page("desk")
    page.goto(f"{linked.url}/fr/")
    press_until(page, "#q")
    page.keyboard.type("Boulangerie du Lavoir")
    page.keyboard.press("Enter")
    expect(page.locator(".matches a")).to_have_count(3)
    press_until(page, ".matches a")
    page.keyboard.press("Enter")
    expect(page.locator("#siret")).to_have_value(BAKERY)


@BOTH
def test_axe_finds_nothing_whatever_was_found(
    device: str, linked: Server, new_page: OpenPage
) -> None:
    page = new_page(device)
    found: list[str] = []
    for asked in (BAKERY, "lavoir", ALONE, LARGE, CLOSED, "dompteur de puces", "ferme"):
        at_start(page, linked, f"entreprise={asked}")
        page.wait_for_selector("h1")
        page.wait_for_timeout(500)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        if asked == ALONE:
            page.click("#autorite button:has-text('Non')")
            expect(page.locator("#autorite")).to_contain_text("L4621-3")
        found += [f"{asked} {v}" for v in violations(page)]
        assert fits(page), asked
    page.goto(f"{linked.url}/fr/")
    page.wait_for_timeout(400)
    found += [f"home {v}" for v in violations(page)]
    assert found == []
