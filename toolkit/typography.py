"""Each language's typography, applied once when a file is read, so that authors type
plainly."""

import re
import unicodedata

NARROW = "\u202f"
NBSP = "\u00a0"

_BEFORE_HIGH = re.compile(r"[ \u00a0\u202f]+([?!;])")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f]+(:)")
_OPEN_QUOTE = re.compile(r"«[ \u00a0\u202f]*")
_CLOSE_QUOTE = re.compile(r"[ \u00a0\u202f]*»")
_UNIT = re.compile(
    r"(\d) (kg|%|°C|m²|m|cm|mm|km|h|min|minutes|ans|jours|heures|dB|€|L)(?!\w)"
)
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")

# Most sentences hold no mark at all; one look costs a tenth of seven substitutions.
_MARKS = re.compile(r"[?!;:«»\d]")


def french(text: str) -> str:
    """Apostrophes, quotes and the spaces that must not break."""
    text = " ".join(text.split()) if "\n" in text else text
    text = text.replace("'", "’").replace("...", "…")
    if not _MARKS.search(text):
        return text
    text = _BEFORE_HIGH.sub(NARROW + r"\1", text)
    text = _BEFORE_COLON.sub(NBSP + r"\1", text)
    text = _OPEN_QUOTE.sub("«" + NBSP, text)
    text = _CLOSE_QUOTE.sub(NBSP + "»", text)
    text = _THOUSANDS.sub(NARROW, text)
    return _UNIT.sub(r"\1" + NBSP + r"\2", text)


_EN_BEFORE_MARK = re.compile(r"[ \u00a0\u202f]+([?!;:%])")
_EN_OPENING = re.compile(r"«[ \u00a0\u202f]*|(?:(?<=[\s(\[–—/])|^)\"")
_EN_CLOSING = re.compile(r"[ \u00a0\u202f]*»|\"")
_EN_UNIT = re.compile(
    r"(\d) (kg|°C|m²|m|cm|mm|km|metres?|minutes?|hours?|days?|weeks?|months?|years?|dB|L)"
    r"(?!\w)"
)
_EN_MARKS = re.compile(r"[?!;:%«»\"\d]")


def english(text: str) -> str:
    """Curly apostrophes and quotes, no space before a mark, units kept with their
    number."""
    text = " ".join(text.split()) if "\n" in text else text
    text = text.replace("'", "’").replace("...", "…")
    if not _EN_MARKS.search(text):
        return text
    text = _EN_BEFORE_MARK.sub(r"\1", text)
    text = _EN_OPENING.sub("“", text)
    text = _EN_CLOSING.sub("”", text)
    return _EN_UNIT.sub(r"\1" + NBSP + r"\2", text)


def typeset(text: str, language: str) -> str:
    """A language without rules of its own gets the French ones, as the source does."""
    return english(text) if language == "en" else french(text)


def in_alphabet(text: str) -> str:
    """A key that sorts « Bâtiment » before « Bureaux »."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))
