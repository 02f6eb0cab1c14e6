"""From what an owner types to a questionnaire: a SIRET, a NAF code, or a word."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from toolkit.domain.company import SiretFault, siret_fault
from toolkit.domain.pack import Pack, Value

_NAF = re.compile(r"^(\d{2})[. ]?(\d{2})[. ]?([A-Z])$")
_AGRICULTURE = frozenset({"01", "02", "03"})
_PUBLIC = frozenset({"84"})

# Without accents, as typed words are compared.
_FARM_WORDS = frozenset(
    {"agriculteur", "agricultrice", "agricole", "agriculture", "ferme", "elevage"}
    | {"eleveur", "maraicher", "maraichage", "vigneron", "viticulteur", "viticulture"}
    | {"exploitation", "forestier", "peche"}
)
_PUBLIC_WORDS = frozenset(
    {"mairie", "commune", "prefecture", "departement", "region", "collectivite"}
    | {"publique", "fonctionnaire", "administration"}
)


class Elsewhere(StrEnum):
    """Who is served by others, and is told by whom."""

    AGRICULTURE = "agriculture"
    PUBLIC = "public"


class Found(Value):
    """What was understood; all empty when nothing was."""

    siret: str = ""
    siret_fault: SiretFault | None = None
    elsewhere: Elsewhere | None = None
    packs: tuple[str, ...] = ()


def find(typed: str, packs: Iterable[Pack]) -> Found:
    """`packs` in order of preference; the result keeps it among equals."""
    digits = re.sub(r"[\s.]", "", typed)
    if digits.isdigit() and len(digits) >= 9:
        return Found(siret=digits[:20], siret_fault=siret_fault(digits))
    if code := _NAF.match(typed.strip().upper()):
        return _by_naf("{}.{}{}".format(*code.groups()), packs)
    return _by_words(typed, packs)


def _by_naf(code: str, packs: Iterable[Pack]) -> Found:
    # A pack that claims a code knows it better than its division does: 84.30 holds
    # private employers.
    if named := tuple(p.id for p in packs if code in (*p.naf_rev2, *p.naf_2025)):
        return Found(packs=named)
    if code[:2] in _AGRICULTURE:
        return Found(elsewhere=Elsewhere.AGRICULTURE)
    if code[:2] in _PUBLIC:
        return Found(elsewhere=Elsewhere.PUBLIC)
    return Found()


def _by_words(typed: str, packs: Iterable[Pack]) -> Found:
    words = set(_plain(typed).split())
    singular = {word.removesuffix("s") for word in words}
    if singular & _FARM_WORDS:
        return Found(elsewhere=Elsewhere.AGRICULTURE)
    if singular & _PUBLIC_WORDS:
        return Found(elsewhere=Elsewhere.PUBLIC)
    scores = {pack.id: _score(words, pack) for pack in packs}
    best = sorted((i for i, s in scores.items() if s), key=lambda i: -scores[i])
    return Found(packs=tuple(best))


def _score(words: set[str], pack: Pack) -> int:
    """How many typed words begin one of the pack's words, or the reverse."""
    known = {
        w for keyword in (*pack.keywords, pack.name) for w in _plain(keyword).split()
    }
    return sum(any(_alike(word, other) for other in known) for word in words)


def _alike(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= 4 and long.startswith(short[: max(4, len(short) - 2)])


def _plain(text: str) -> str:
    """Lower case, without accents nor punctuation."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters)
