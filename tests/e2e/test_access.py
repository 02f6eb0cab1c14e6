"""For everybody: axe on every route in both colour schemes, and the keyboard alone."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import held_draft
from tests.running import Server
from toolkit.i18n import LOCALES
from toolkit.routes import Page, path

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


# All that the other colour scheme can change.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
IS_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(tab: Tab) -> list[str]:
    """In the page's colour scheme, then in the other."""
    shown, other = SCHEMES[::-1] if tab.evaluate(IS_DARK) else SCHEMES
    found = [f"{shown} {v}" for v in broken(tab, RULES)]
    # At once: a colour on its way to another is neither.
    tab.emulate_media(color_scheme=other, reduced_motion="reduce")
    found += [f"{other} {v}" for v in broken(tab, COLOURS)]
    tab.emulate_media(color_scheme=shown, reduced_motion="null")
    return found


def broken(tab: Tab, rules: dict[str, Any]) -> list[str]:
    found = Axe().run(tab, options=rules).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.fixture
def answered(server: Server, new_page: OpenPage, locale: str) -> tuple[Tab, str]:
    """A draft with a priority and a version, so that no page is empty. Not translated:
    in English its cards are marked French."""
    walk = held_draft(server, new_page(), "boulangerie-patisserie")
    tab = walk.page
    # Tall enough for nothing to lie under the bar at the foot of the screen.
    tab.set_viewport_size({"width": 360, "height": 6000})
    tab.goto(f"/{locale}/questionnaire/?d={walk.draft}")
    tab.click("button.not-mastered")
    expect(tab.locator(".level-line")).to_be_visible()
    return tab, walk.draft


@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_on_any_route(answered: tuple[Tab, str], locale: str) -> None:
    tab, draft = answered
    found = violations(tab)
    for page in Page:
        tab.goto(path(page, locale, d=draft))
        tab.wait_for_selector("h1")
        tab.wait_for_timeout(400)
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found += [f"{page.value or 'accueil'} {v}" for v in violations(tab)]
    tab.goto(f"/{locale}/nulle-part/")
    tab.wait_for_selector("h1")
    found += [f"404 {v}" for v in violations(tab)]
    tab.goto(path(Page.PREPARE, locale, d="0" * 12))
    expect(tab.locator("main section.card h1")).to_be_visible()
    found += [f"inconnu {v}" for v in violations(tab)]
    assert found == []


def press_until(tab: Tab, selector: str, key: str = "Tab") -> None:
    """Move with the keyboard until this element has the focus."""
    for _ in range(120):
        if tab.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
        tab.keyboard.press(key)
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_the_keyboard_alone_goes_from_the_first_page_to_a_validated_document(
    new_page: OpenPage,
) -> None:
    tab = new_page("desk")
    tab.goto("/fr/")
    press_until(tab, "#q")
    tab.keyboard.type("boulangerie")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/commencer/**")
    expect(tab.locator("input[name=pack]:checked")).to_have_count(1)
    press_until(tab, "#name")
    tab.keyboard.type("Boulangerie au clavier")
    press_until(tab, "button[type=submit]")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/preparer/**")
    tab.wait_for_selector(".fact")
    press_until(tab, ".fact button")
    tab.keyboard.press("Space")
    expect(tab.locator(".fact button").first).to_have_attribute("aria-pressed", "true")
    press_until(tab, "a.primary")
    tab.keyboard.press("Enter")
    expect(tab.locator("#question")).to_be_visible()
    press_until(tab, "button.not-mastered")
    tab.keyboard.press("Enter")
    expect(tab.locator(".level-line")).to_be_visible()
    press_until(tab, "#continuer")
    before = tab.inner_text("#question")
    tab.keyboard.press("Enter")
    tab.wait_for_function(
        "q => document.getElementById('question')?.innerText !== q", arg=before
    )
    tab.wait_for_function("() => document.activeElement.id === 'question'")
    press_until(tab, ".steps a[href*='valider']", "Shift+Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/valider/**")
    press_until(tab, "#name")
    tab.keyboard.type("Claire")
    press_until(tab, "#role")
    tab.keyboard.type("Gérante")
    press_until(tab, "#je-valide")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/document/**")
    expect(tab.locator("h1")).to_contain_text("est validé")


def test_a_fault_at_validation_is_said_and_loses_nothing(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(), "generique")
    tab = walk.page
    tab.goto(f"/fr/valider/?d={walk.draft}")
    tab.fill("#consulted", "Toute l'équipe")
    tab.fill("#email", "ana@")
    tab.click("#je-valide")
    expect(tab.locator("#fault")).to_be_visible()
    expect(tab.locator("#consulted")).to_have_value("Toute l'équipe")
    tab.fill("#name", "Ana")
    tab.fill("#role", "Gérante")
    tab.click("#je-valide")
    expect(tab.locator("#fault")).to_contain_text("adresse mail")
    tab.fill("#email", "")
    tab.click("#je-valide")
    tab.wait_for_url("**/document/**")
