"""Takes the pictures of the README again: `make screenshots`."""

import io
import tempfile
from pathlib import Path

from PIL import Image, ImageColor
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from tests.e2e.conftest import executable
from tests.e2e.steps import held_draft
from tests.running import Server, start
from tests.test_style import tokens
from toolkit.routes import Page, path
from toolkit.settings import ROOT

BAKERY = "boulangerie-patisserie"
FOLDER = ROOT / "docs" / "images"
GROUND = {"light": "#ece8dd", "dark": "#060b0a"}
HEIGHT, GAP = 1480, 48
STEPS = 9  # between a letter's colour and what is under it
LETTERS = (
    "ink",
    "soft",
    "accent",
    "low",
    "medium",
    "high",
    "very-high",
    "edge",
    "line",
)
GROUNDS = ("paper", "card", "tint")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = start(Path(folder), rate_per_client="0", rate_per_address="0")
        try:
            for scheme, name in (
                ("light", "ecrans.png"),
                ("dark", "ecrans-sombre.png"),
            ):
                compose(screens(server, scheme), scheme).save(
                    FOLDER / name, optimize=True
                )
        finally:
            server.stop()


def screens(server: Server, scheme: str) -> list[Image.Image]:
    """The first page on a desk, then a card and the priorities on a telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox"]
        )

        def device(width: int, height: int) -> Tab:
            return browser.new_page(
                viewport={"width": width, "height": height},
                device_scale_factor=2,
                base_url=server.url,
                color_scheme="dark" if scheme == "dark" else "light",
                locale="fr-FR",
            )

        desk, phone = device(1280, 960), device(390, 780)
        desk.goto("/fr/")
        walk = held_draft(server, phone, BAKERY, "Boulangerie du Lavoir")
        taken = [picture(desk)]
        answer_some(phone, walk.draft)
        taken.append(picture(phone))
        phone.goto(path(Page.PRIORITIES, "fr", d=walk.draft))
        phone.wait_for_selector(".priorities")
        taken.append(picture(phone))
        browser.close()
    return taken


def answer_some(tab: Tab, draft: str) -> None:
    """Answer four of the gravest cards, and come back to the last one, still open."""
    tab.goto(path(Page.QUESTIONS, "fr", d=draft))
    for answer in ("partial", "not-mastered", "partial", "not-mastered"):
        tab.wait_for_selector("#question")
        asked = tab.inner_text("#question")
        tab.click(f"button.{answer}")
        tab.wait_for_selector(".level-line")
        tab.click("#continuer")
        tab.wait_for_function(
            "q => document.getElementById('question')?.innerText !== q", arg=asked
        )
    tab.click("text=Carte précédente")
    tab.wait_for_selector(".level-line")
    tab.mouse.move(0, 0)
    tab.evaluate("window.scrollTo(0, 0)")


def picture(tab: Tab) -> Image.Image:
    tab.wait_for_timeout(500)
    return Image.open(io.BytesIO(tab.screenshot())).convert("RGB")


def compose(taken: list[Image.Image], scheme: str) -> Image.Image:
    """Side by side at one height, in few colours: a README must stay light."""
    sized = [
        one.resize(
            (round(one.width * HEIGHT / one.height), HEIGHT), Image.Resampling.LANCZOS
        )
        for one in taken
    ]
    width = sum(one.width for one in sized) + GAP * (len(sized) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND[scheme])
    left = GAP
    for one in sized:
        sheet.paste(one, (left, GAP))
        left += one.width + GAP
    small = sheet.resize((width // 2, sheet.height // 2), Image.Resampling.LANCZOS)
    return small.quantize(palette=palette(scheme), dither=Image.Dither.NONE)


def palette(scheme: str) -> Image.Image:
    """The pages' own colours, and what lies between a letter and its ground: a palette
    counted from the picture would leave the rare ones out, which are the levels."""
    given = {name: ImageColor.getrgb(code) for name, code in tokens(scheme).items()}
    pairs = [(given[a], given[b]) for a in LETTERS for b in GROUNDS]
    pairs.append((given["accent-ink"], given["accent"]))
    mixed = [
        tuple(
            round(x + (y - x) * step / (STEPS - 1)) for x, y in zip(a, b, strict=True)
        )
        for a, b in pairs
        for step in range(STEPS)
    ]
    colours = list(dict.fromkeys([ImageColor.getrgb(GROUND[scheme]), *mixed]))[:256]
    made = Image.new("P", (1, 1))
    made.putpalette([part for colour in colours for part in colour[:3]])
    return made


if __name__ == "__main__":
    main()
