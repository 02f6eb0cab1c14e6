"""What translators still have to mend: each fault names its message."""

import re
import string
from collections.abc import Iterator

from babel.messages import Message
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from toolkit.i18n import CATALOGUES, LOCALES, po_file
from toolkit.settings import ROOT

SAME = "same word"
"""Written as a comment above a message whose words are the same in both languages."""

# French institutions keep their name, accents included.
_KEPT = re.compile(
    r"\b(Légifrance|unités? de travail|comité social et économique|service de prévention "
    r"et de santé au travail|Mutualité sociale agricole|médecin du travail|"
    r"Défenseur des droits|règlement intérieur|départements?)\b"
)
_FRENCH_MARKS = re.compile("[«»\u202f]|[ \u00a0][?!;:](?=\\s|$)")
_ACCENTS = re.compile(r"\w*[àâçéèêëîïôùûœ]\w*", re.IGNORECASE)


def faults() -> list[str]:
    """Everything wrong in the template and in every catalogue."""
    found = [f"messages.pot: {fault}" for fault in _against(_extracted(), template())]
    for name in LOCALES[1:]:
        found += [f"{name}: {fault}" for fault in _in_catalogue(name)]
    return found


def template() -> Catalog:
    return _read("messages.pot", None)


def _read(name: str, locale: str | None) -> Catalog:
    path = po_file(locale) if locale else CATALOGUES / name
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def _extracted() -> set[str]:
    """What the code says today."""
    calls = extract_from_dir(
        ROOT / "toolkit",
        method_map=[("**.py", "python")],
        keywords={"_": None, "ngettext": (1, 2)},
    )
    return {said if isinstance(said, str) else said[0] for _, _, said, *_ in calls}


def _ids(catalogue: Catalog) -> set[str]:
    return {_first(message.id) for message in catalogue if message.id}


def _first(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _against(used: set[str], catalogue: Catalog) -> Iterator[str]:
    listed = _ids(catalogue)
    yield from (f"missing: {said}" for said in sorted(used - listed))
    yield from (f"no longer used: {said}" for said in sorted(listed - used))


def _in_catalogue(name: str) -> Iterator[str]:
    catalogue = _read("messages.po", name)
    yield from _against(_ids(template()), catalogue)
    yield from (f"no longer used: {_first(m.id)}" for m in catalogue.obsolete.values())
    for message in catalogue:
        if message.id:
            yield from (f"{fault}: {_first(message.id)}" for fault in of(message))


def of(message: Message) -> Iterator[str]:
    """What is wrong with one message of a catalogue."""
    if message.fuzzy:
        yield "to check (fuzzy)"
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    given = message.string or ""
    said = [given] if isinstance(given, str) else [*given]
    if not all(said) or len(said) != len(sources):
        yield "not translated"
        return
    for source, text in zip(sources, said, strict=True):
        yield from _in_words(source, text)
        if source == text and SAME not in message.user_comments:
            yield f"same words as in French, and not marked « {SAME} »"


def _in_words(source: str, text: str) -> Iterator[str]:
    if _fields(source) != _fields(text):
        yield "not the same blanks to fill"
    if _edges(source) != _edges(text):
        yield "not the same spaces around it"
    if _FRENCH_MARKS.search(text):
        yield "French typography"
    if found := _ACCENTS.findall(_KEPT.sub("", text)):
        yield f"French words ({', '.join(found)})"


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text)} - {None}


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1] == " ", text[-1:] == " "
