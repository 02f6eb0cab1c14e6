"""Nobody else can read a self-check: every byte out is kept and searched."""

from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.check_steps import (
    CHECK,
    HOME,
    TYPED,
    WEARY,
    addresses,
    answer,
    visit,
    whole_visit,
)
from tests.running import Server
from tests.self_check.recording import found

# What a result is made of: none of these may leave without the tick.
RESULT = ["tres-present", "revenus", "violence", "isolement", "recuperation", "sommeil"]


def test_from_opening_to_printing_the_page_asks_for_itself_and_nothing_else(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        before = made.traces()
        whole_visit(made)
        made.page.wait_for_timeout(1500)
        after = made.traces()
    assert addresses(made, checks) == [f"GET {CHECK}"]
    assert found(made.recording.bytes, [*TYPED, *RESULT]) == []
    assert (made.sockets, made.errors) == ([], [])
    assert after == before
    kept = {**after, "title": "", "address": "", "length": 0}
    assert not any(kept.values()), kept
    assert after["title"] == "Faire le point"


def test_with_the_tick_exactly_the_listed_increments_leave(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        whole_visit(made)
        expect(made.page.locator("#ouvrir-comptage")).not_to_be_visible()
        made.page.check("#oui-compter")
        with made.page.expect_popup() as opened:
            made.page.click("#ouvrir")
        count: Page = opened.value
        expect(count.locator("#envois li")).to_have_count(4)
        assert count.locator("#communaute").input_value() == "vallee-exemple"
        assert len(made.recording.requests()) == 2
        said = count.locator("#envois li").all_inner_texts()
        count.click("#envoyer")
        expect(count.locator("[data-said=fini]")).to_be_visible(timeout=15000)
        assert count.url == checks.url + HOME + "compter/"
        assert count.evaluate(
            "[history.length, document.cookie, {...localStorage}]"
        ) == [1, "", {}]
    asked = addresses(made, checks)
    counting = HOME + "compter/"
    assert sorted(asked) == sorted(
        [f"GET {CHECK}", f"GET {counting}"] + 4 * [f"POST {counting}"]
    )
    bodies = sorted(
        tuple(parse_qsl(body, keep_blank_values=True))
        for line, body in made.recording.requests()
        if line.startswith("POST")
    )
    here = ("community", "vallee-exemple")
    assert bodies == sorted(
        (here, ("measure", measure), ("value", value))
        for measure, value in (
            ("taking-part", ""),
            ("state", "tres-present"),
            ("pressure", "revenus"),
            ("pressure", "violence"),
        )
    )
    assert len(said) == 4
    assert (
        found(made.recording.bytes, [*TYPED, "isolement", "recuperation", "sommeil"])
        == []
    )
    assert b"ookie:" not in made.recording.bytes
    assert made.sockets == []


def test_the_count_opened_alone_has_nothing_to_count(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open(HOME + "compter/")
        expect(made.page.locator("#vide")).to_be_visible()
        expect(made.page.locator("#pret")).not_to_be_visible()


FORCED = {
    "numbers fail": (
        "const one = BigInt; let calls = 0;"
        "window.BigInt = (n) => { if (++calls > 9) throw new Error('forced');"
        " return one(n); };"
    ),
    "the page cannot be redrawn": (
        "Element.prototype.append = () => { throw new Error('forced'); };"
    ),
    "printing fails": "window.print = () => { throw new Error('forced'); };",
}


@pytest.mark.parametrize("name", FORCED)
def test_a_script_that_fails_sends_and_keeps_nothing(
    browser: Browser, checks: Server, name: str
) -> None:
    with visit(browser, checks, init=FORCED[name]) as made:
        made.open()
        before = made.traces()
        page = made.page
        page.click("#toutes")
        page.locator("[data-item=energie] input[value='4']").check()
        page.locator("[data-item=sommeil] input[value='4']").check()
        page.locator("[data-finish]:visible").click()
        if page.is_visible("#imprimer"):
            page.fill("#engagement-1", TYPED[0])
            page.click("#imprimer")
        expect(page.locator("#panne")).to_be_visible()
        assert any("forced" in error for error in made.errors)
        page.wait_for_timeout(700)
        after = made.traces()
    assert addresses(made, checks) == [f"GET {CHECK}"]
    assert found(made.recording.bytes, [*TYPED, *RESULT]) == []
    assert after == before


def test_a_count_that_fails_stops_there_and_leaves_no_trace(
    browser: Browser, checks: Server
) -> None:
    """Ticked, and the second line cannot leave: one is gone, nothing else ever is."""
    once = (
        "const send = window.fetch; let calls = 0; window.fetch = (...given) =>"
        " ++calls > 1 ? Promise.reject(new Error('forced')) : send(...given);"
    )
    with visit(browser, checks) as made:
        made.page.context.add_init_script(once)
        made.open()
        whole_visit(made)
        before = made.traces()
        made.page.check("#oui-compter")
        with made.page.expect_popup() as opened:
            made.page.click("#ouvrir")
        count: Page = opened.value
        count.click("#envoyer")
        expect(count.locator("[data-said=rate]")).to_be_visible(timeout=15000)
        assert count.locator("#envois li").count() == 0
        count.wait_for_timeout(1500)
        after = made.traces()
        left = count.evaluate(
            "[document.cookie, {...localStorage}, {...sessionStorage},"
            " location.search, document.title]"
        )
    counting = HOME + "compter/"
    asked = sorted(addresses(made, checks))
    assert asked == sorted([f"GET {CHECK}", f"GET {counting}", f"POST {counting}"])
    (body,) = [b for line, b in made.recording.requests() if line.startswith("POST")]
    assert [name for name, _ in parse_qsl(body, keep_blank_values=True)] == [
        "community",
        "measure",
        "value",
    ]
    assert found(made.recording.bytes, [*TYPED, "isolement", "sommeil"]) == []
    assert after == before
    assert left == ["", {}, {}, "", "Faire le point"]


def test_a_script_that_cannot_start_leaves_the_phrases_and_the_numbers(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks, init="delete window.BigInt;") as made:
        made.open()
        expect(made.page.locator("#sans-script")).to_be_visible()
        expect(made.page.locator("[data-item=energie]")).to_be_visible()
        expect(made.page.locator("#une")).not_to_be_visible()
        assert made.errors
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_without_a_script_the_phrases_and_the_numbers_are_there(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks, script=False) as made:
        made.open()
        page = made.page
        expect(page.locator("#sans-script")).to_be_visible()
        expect(page.locator("fieldset[data-item]")).to_have_count(35)
        page.locator("[data-item=energie] input[value='4']").check()
        page.keyboard.press("Enter")
        page.click("#sos summary")
        expect(page.locator("#sos .panel a[href='tel:3114']")).to_be_visible()
        assert page.url == checks.url + CHECK
        expect(page.locator("#une")).not_to_be_visible()
    assert addresses(made, checks) == [f"GET {CHECK}"]


def test_it_works_with_the_network_cut_once_loaded(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        made.page.context.set_offline(True)
        whole_visit(made)
        expect(made.page.locator("#resultat")).to_be_visible()
    assert made.errors == []


def test_leaving_fast_wipes_the_page_and_takes_its_place_in_the_history(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        page = made.page
        made.open(HOME)
        made.open()
        length = page.evaluate("history.length")
        answer(page, WEARY)
        page.click("#quitter")
        page.wait_for_url("**/fr/")
        assert page.evaluate("history.length") == length
        page.go_back()
        page.wait_for_url("**" + HOME)


def test_coming_back_to_the_page_finds_it_empty(
    browser: Browser, checks: Server
) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        whole_visit(made)
        made.open(HOME)
        page.go_back()
        expect(page.locator("#une")).to_be_visible()
        page.click("#toutes")
        assert page.locator("input:checked").count() == 0
        assert page.inner_text("#engagement-1").strip() == ""
        assert page.inner_text("#nom").strip() == ""


def test_erasing_starts_again_from_nothing(browser: Browser, checks: Server) -> None:
    with visit(browser, checks) as made:
        made.open()
        page = made.page
        whole_visit(made)
        page.locator("#resultat [data-erase]").click()
        expect(page.locator("#accueil")).to_be_visible()
        assert page.locator("input:checked").count() == 0
        page.click("#toutes")
        page.locator("[data-finish]:visible").click()
        assert page.locator("[data-card]:visible").count() == 0
        expect(page.locator("#resultat")).to_contain_text("C’est votre droit")
