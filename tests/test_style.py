"""The stylesheet and the drawings: nothing unused, nothing missing, contrasts measured."""

import re
from itertools import pairwise

import pytest

import toolkit.toolkit  # noqa: F401 — registers every State
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level
from toolkit.pages import PAGES
from toolkit.pages.legal import stated
from toolkit.pages.texts import not_found
from toolkit.settings import ROOT

ASSETS = ROOT / "assets"
SHEET = re.sub(
    r"/\*.*?\*/", "", (ASSETS / "style.css").read_text("utf-8"), flags=re.DOTALL
)
# Classes whose end is known at run time only: « level- » is followed by a level.
ENDINGS = {
    "level-": {level.name.lower() for level in Level},
    "ask-": {state.value for state in State},
}
TEXT, EDGE = 4.5, 3.0


def in_sheet() -> set[str]:
    selectors = re.findall(r"([^{}]+)\{", SHEET)
    return {name for s in selectors for name in re.findall(r"\.([a-z][\w-]*)", s)}


def rendered() -> str:
    views = [*(entry.view for entry in PAGES), not_found]
    told = str(stated(("Nom", "Prévention")).render())
    return told + "".join(str(view().render()) for view in views)


def written() -> str:
    """The source of the pages that are plain HTML, without Reflex."""
    return "".join(
        path.read_text("utf-8") for path in (ROOT / "toolkit" / "http").glob("*.py")
    )


def in_pages() -> set[str]:
    """Every class a page may carry; what is joined at run time by all its endings."""
    found: set[str] = set()
    for said in re.findall(r"className:([^']*?)(?:'|,\w+:|\}\))", rendered()):
        for words in re.findall(r'(?<!\[)"([^"]*)"(?!\])', said):
            found |= set(words.split())
    # What a function of theirs is given as « look » is written in another one.
    for words in re.findall(r'class="([\w -]*)"', written()):
        found |= set(words.split())
    joined = {start + end for start, ends in ENDINGS.items() for end in ends}
    return found - set(ENDINGS) | joined


def test_every_class_of_the_stylesheet_is_on_a_page() -> None:
    assert sorted(in_sheet() - in_pages()) == []


# Hooks for the pages' own script and tests, which look like the rest.
UNSTYLED = {"mastered", "partial", "not-mastered", "not-concerned", "later", "facts"}


def test_every_class_on_a_page_is_in_the_stylesheet() -> None:
    assert sorted(in_pages() - in_sheet() - UNSTYLED) == []


def drawn(file: str) -> set[str]:
    symbols = (ASSETS / file).read_text("utf-8")
    return set(re.findall(r'<symbol id="([^"]+)"', symbols))


@pytest.mark.parametrize("file", ["pictograms.svg", "drawings.svg"])
def test_every_picture_a_page_names_is_drawn(file: str) -> None:
    named = set(re.findall(rf'"/{re.escape(file)}#([\w-]+)"', rendered()))
    assert named
    assert named - drawn(file) == set()


def test_no_picture_is_drawn_in_a_line_or_a_colour_of_its_own() -> None:
    """The stylesheet gives the line; a drawing's colours are the tokens."""
    for file in ("pictograms.svg", "drawings.svg"):
        symbols = (ASSETS / file).read_text("utf-8")
        assert re.findall(r"#[0-9a-fA-F]{3,6}\b|rgb\(", symbols) == []


def test_sizes_and_colours_come_from_the_tokens() -> None:
    """A size or a colour written beside the tokens is one too many."""
    _, rest = SHEET.split("*, ::before", 1)
    screen = rest.split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,6}\b", screen) == []
    sizes = set(re.findall(r"font-size: ([^;}]+)", screen))
    assert {s for s in sizes if not s.startswith("var(")} == {
        "1rem",
        "2.6rem",  # the figure of a priority
        "clamp(1.05rem, 1rem + .4vw, 1.2rem)",
    }


def tokens(scheme: str) -> dict[str, str]:
    light, dark = SHEET.split("@media (prefers-color-scheme: dark)", 1)
    given = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", light))
    if scheme == "dark":
        dark = dark.split("@media", 1)[0]
        given |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", dark))
    return given


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i:j], 16) / 255 for i, j in pairwise((0, 2, 4, 6))]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)


PAIRS = [
    *(
        (text, under, TEXT)
        for text in ("ink", "soft", "accent")
        for under in ("paper", "card", "tint")
    ),
    *(
        (level, under, TEXT)
        for level in ("low", "medium", "high", "very-high")
        for under in ("paper", "card")
    ),
    ("ink", "alarm", TEXT),
    ("very-high", "alarm", TEXT),
    ("accent-ink", "accent", TEXT),
    *(("edge", under, EDGE) for under in ("paper", "card")),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "under", "least"), PAIRS)
def test_contrast_is_enough(text: str, under: str, least: float, scheme: str) -> None:
    given = tokens(scheme)
    assert contrast(given[text], given[under]) >= least
