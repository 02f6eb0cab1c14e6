"""Somebody who tries the tool looks at an example before beginning their own."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import WIDTHS, OpenPage
from tests.e2e.test_access import violations


@pytest.mark.parametrize("device", WIDTHS)
def test_an_example_is_filled_opened_and_downloaded(
    new_page: OpenPage, device: str
) -> None:
    page = new_page(device)
    page.goto("/fr/")
    page.click("text=Regarder trente exemples")
    expect(page.locator("h1")).to_have_text("Des exemples")
    to_fill, filled = page.locator("text=Remplir avec"), page.locator(".examples")
    to_fill.or_(filled).first.wait_for()
    if to_fill.count():
        to_fill.click(no_wait_after=True)
    expect(page.locator(".examples button")).to_have_count(30, timeout=60_000)
    assert violations(page) == []
    page.click("text=Boulangerie des Quatre Saisons")
    expect(page.locator("h1")).to_contain_text("validé")
    with page.expect_download(timeout=30_000) as download:
        page.click(".files a >> nth=0")
    assert "Quatre Saisons" in download.value.suggested_filename
