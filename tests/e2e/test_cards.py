"""The cards: taps counted, one key, back, two devices, a lost connection."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import (
    Walk,
    card_id,
    held_draft,
    master,
    not_master,
    open_cards,
    severity_on,
    wait_for_next,
)
from tests.running import Server
from toolkit.content.loader import library
from toolkit.domain.pack import Severity

BAKERY = "boulangerie-patisserie"


def on_cards(server: Server, new_page: OpenPage, device: str = "phone") -> Walk:
    walk = held_draft(server, new_page(device), BAKERY)
    open_cards(walk)
    return walk


def test_mastered_takes_one_tap_or_two_with_the_measure_that_does_it(
    server: Server, new_page: OpenPage
) -> None:
    walk = on_cards(server, new_page)
    for _ in range(12):
        before = walk.clicks
        lasting = severity_on(walk.page, BAKERY) >= Severity.LASTING
        master(walk, BAKERY)
        assert walk.clicks - before == (2 if lasting else 1)
        if "priorites" in walk.page.url:
            break


def test_not_mastered_rated_with_one_measure_takes_four_taps_at_most(
    server: Server, new_page: OpenPage
) -> None:
    walk = on_cards(server, new_page)
    not_master(walk, rerate=True)
    assert walk.clicks <= 4


def test_fifty_cards_take_105_taps_and_no_page_load(
    server: Server, new_page: OpenPage
) -> None:
    """The bakery's own cards, one in five not mastered, brought to fifty."""
    walk = on_cards(server, new_page, "desk")
    answered = 0
    for _ in range(50):
        if "priorites" in walk.page.url:
            walk.page.wait_for_timeout(500)
            if not walk.page.locator("a.primary:has-text('Continuer')").count():
                break
            walk.click("a.primary:has-text('Continuer')")
            expect(walk.page.locator("#question")).to_be_visible()
        if answered % 5 == 4:
            not_master(walk, rerate=False)
        else:
            master(walk, BAKERY)
        answered += 1
        walk.page.wait_for_timeout(30)
    assert answered == len(library().packs[BAKERY].risks)
    assert walk.loads == 0
    assert walk.clicks * 50 / answered <= 105


def test_one_key_answers_and_can_be_switched_off(
    server: Server, new_page: OpenPage
) -> None:
    walk = on_cards(server, new_page, "desk")
    page, first = walk.page, card_id(walk.page)
    page.keyboard.press("3")
    expect(page.locator("button.not-mastered")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.click("text=Répondre avec les touches 1 à 5")
    page.keyboard.press("2")
    page.wait_for_timeout(300)
    expect(page.locator("button.not-mastered")).to_have_attribute(
        "aria-pressed", "true"
    )
    assert card_id(page) == first


def test_typing_a_digit_in_a_field_answers_nothing(
    server: Server, new_page: OpenPage
) -> None:
    page = on_cards(server, new_page, "desk").page
    page.locator("label.own input").first.fill("")
    page.locator("label.own input").first.press("3")
    page.wait_for_timeout(200)
    expect(page.locator("button.not-mastered")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_back_returns_to_the_card_before_with_its_answer(
    server: Server, new_page: OpenPage
) -> None:
    page = on_cards(server, new_page).page
    first = page.inner_text("#question")
    page.click("button.later")
    wait_for_next(page, first)
    second = page.inner_text("#question")
    page.wait_for_url("**&q=**")
    page.click("button.later")
    wait_for_next(page, second)
    page.wait_for_timeout(300)
    page.go_back()
    expect(page.locator("#question")).to_have_text(second)
    page.go_back()
    expect(page.locator("#question")).to_have_text(first)
    expect(page.locator("button.later")).to_have_attribute("aria-pressed", "true")


def test_mastered_without_its_measure_asks_for_it(
    server: Server, new_page: OpenPage
) -> None:
    page = on_cards(server, new_page).page
    while severity_on(page, BAKERY) < Severity.LASTING:
        before = page.inner_text("#question")
        page.click("button.later")
        wait_for_next(page, before)
    asked = page.inner_text("#question")
    page.click("button.mastered")
    expect(page.locator(".ask")).to_be_visible()
    expect(page.locator("#question")).to_have_text(asked)
    page.locator("fieldset.measures button.measure").first.click()
    expect(page.locator(".ask")).to_have_count(0)


def test_another_device_continues_where_this_one_stopped(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(), BAKERY, name="Chez Ana")
    open_cards(walk)
    walk.page.click("button.not-mastered")
    expect(walk.page.locator(".level-line")).to_be_visible()
    answered = card_id(walk.page)
    walk.page.goto(f"/fr/document/?d={walk.draft}")
    walk.page.click("text=Voir mon lien")
    link = walk.page.input_value("#lien")

    other = new_page("desk")
    other.goto(link)
    expect(other.locator("main")).to_contain_text("Chez Ana")
    other.click("button:has-text('Reprendre')")
    other.wait_for_url("**/cartes/**")
    name = library().packs[BAKERY].by_id[answered].name
    line = other.locator(f".groups a:has-text('{name}')").first
    expect(line.locator(".level")).to_be_visible()


def test_two_devices_see_each_other(server: Server, new_page: OpenPage) -> None:
    walk = on_cards(server, new_page)
    other = new_page("desk")
    other.context.add_cookies(walk.page.context.cookies())  # pyright: ignore
    other.goto(f"/fr/questionnaire/?d={walk.draft}")
    expect(other.locator("#question")).to_have_text(walk.question)
    walk.page.click("button.partial")
    expect(other.locator("button.partial")).to_have_attribute("aria-pressed", "true")


def test_an_answer_given_offline_is_stored_when_the_line_is_back(
    server: Server, new_page: OpenPage
) -> None:
    page = on_cards(server, new_page).page
    page.context.set_offline(True)
    page.click("button.partial")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    expect(page.locator("button.partial")).to_have_attribute(
        "aria-pressed", "true", timeout=20_000
    )
    page.reload()
    expect(page.locator("button.partial")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_nothing_sticks_out_of_the_screen(
    device: str, server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(device), BAKERY)
    for page in (
        "questionnaire",
        "preparer",
        "cartes",
        "priorites",
        "valider",
        "document",
    ):
        walk.page.goto(f"/fr/{page}/?d={walk.draft}")
        walk.page.wait_for_timeout(400)
        wide = walk.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, page
