"""« M'envoyer mon lien », from the page of the document to another device."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.steps import held_draft
from tests.running import Server


@pytest.mark.parametrize("device", ["phone", "desk"])
def test_a_link_mailed_from_the_document_opens_on_another_device(
    device: str, server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(device), "generique", name="Chez Ana")
    page, address = walk.page, f"ana-{device}@exemple.fr"
    page.goto(f"/fr/document/?d={walk.draft}")
    page.get_by_role("link", name="envoyer mon lien").click()
    page.wait_for_url(f"**/mon-lien/?d={walk.draft}")
    page.fill("#email", address)
    page.keyboard.press("Enter")
    expect(page.locator("#contenu [role=status]")).to_contain_text(
        f"part vers {address}"
    )

    other = new_page()
    other.goto("/fr/courriels/")
    letter = other.locator(".letter", has_text=address)
    letter.get_by_role("link").click()
    expect(other.locator("main")).to_contain_text("Chez Ana")


def test_an_address_that_is_none_keeps_what_was_typed(
    server: Server, new_page: OpenPage
) -> None:
    walk = held_draft(server, new_page(), "generique")
    walk.page.goto(f"/fr/mon-lien/?d={walk.draft}")
    walk.page.fill("#email", "ana@exemple")
    walk.page.keyboard.press("Enter")
    expect(walk.page.locator("#fault")).to_be_focused()
    expect(walk.page.locator("#email")).to_have_value("ana@exemple")
