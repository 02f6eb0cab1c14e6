"""The letters our font has, and what each takes: read once in each process."""
# pyright: standard
# fontTools has no types.

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = {
    False: Path(__file__).parent / "fonts" / "SourceSans3-Regular.ttf",
    True: Path(__file__).parent / "fonts" / "SourceSans3-Bold.ttf",
}
"""Regular, and bold."""

UNKNOWN = "□"
"""Stands for what the font cannot draw: PDF/A forbids the font's own « no such glyph »."""


@cache
def widths(is_bold: bool) -> Mapping[int, float]:
    """What each letter takes, in parts of its size."""
    with TTFont(FONTS[is_bold], lazy=True) as font:
        unit = font["head"].unitsPerEm  # pyright: ignore[reportAttributeAccessIssue]
        metrics = font["hmtx"].metrics
        letters = font.getBestCmap() or {}
        return {letter: metrics[name][0] / unit for letter, name in letters.items()}


@cache
def _strange() -> re.Pattern[str]:
    """One letter or more that the font lacks."""
    known = "".join(re.escape(chr(letter)) for letter in sorted(widths(False)))
    return re.compile(f"[^{known}\n]+")


def drawable(text: str) -> str:
    """A text with what the font lacks replaced by a square, never by nothing."""
    return text if text.isascii() else _strange().sub(UNKNOWN, text)


_WORDS: dict[bool, dict[str, float]] = {False: {}, True: {}}
_WORDS_MAX = 50_000


def width_of(text: str, *, is_bold: bool) -> float:
    """What a drawable text takes, in parts of its size; words come back often."""
    known = _WORDS[is_bold]
    width = known.get(text)
    if width is None:
        letters = widths(is_bold)
        width = sum(letters[ord(letter)] for letter in text)
        if len(known) < _WORDS_MAX:
            known[text] = width
    return width
