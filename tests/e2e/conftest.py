"""A real browser: TOOLKIT_BROWSER, chromium on PATH, apt when root, or playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)

from tests.running import Server, start
from toolkit.settings import ROOT

WIDTHS = {"phone": (360, 740), "desk": (1280, 900)}
OFF = os.environ.get("TOOLKIT_E2E") == "0"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Last: the browser's driver keeps an event loop running in this thread, and a test
    # that starts its own could not follow.
    items.sort(key=lambda item: "tests/e2e" in item.nodeid)
    if OFF:
        for item in items:
            if "/e2e/" in item.nodeid or item.nodeid.startswith("tests/e2e"):
                item.add_marker(
                    pytest.mark.skip(reason="TOOLKIT_E2E=0: no browser test")
                )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox"]
        )
        yield launched
        launched.close()


def executable() -> str | None:
    """A chromium to run; None lets playwright use the one it installed."""
    found = os.environ.get("TOOLKIT_BROWSER") or on_path()
    if found:
        return found
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)
        if found := on_path():
            return found
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], check=True
    )
    return None


def on_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


OpenPage = Callable[..., Page]


def is_fault(message: ConsoleMessage) -> bool:
    """An error no test asked for: the line cut on purpose, the page known to be absent."""
    wanted = "ERR_INTERNET" in message.text or "nulle-part" in str(message.location)
    return message.type == "error" and not wanted


@pytest.fixture
def new_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Opens pages, each a device of its own; a script error on any of them fails."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(device: str = "phone", scheme: str = "light") -> Page:
        width, height = WIDTHS[device]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            base_url=server.url,
            color_scheme="dark" if scheme == "dark" else "light",
            locale="fr-FR",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                errors.append(f"{message.text} {message.location}")
                if is_fault(message)
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(scope="session")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has a service and a community, for « Faire le point »."""
    running = start(
        tmp_path_factory.mktemp("checks"),
        rate_per_client="0",
        rate_per_address="0",
        self_check_file=str(ROOT / "docs" / "faire-le-point.exemple.yaml"),
        count_delay="0.3",
    )
    yield running
    running.stop()
