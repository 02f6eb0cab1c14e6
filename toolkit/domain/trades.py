"""From what an owner types to a questionnaire: a SIRET, a NAF code, or a word."""

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from enum import StrEnum

from toolkit.domain.company import SiretFault, siret_fault
from toolkit.domain.pack import Pack, Value

_NAF = re.compile(r"([0-9]{2})([0-9]{2}[A-Z])")

# Without accents, as typed words are compared; in French, then in English.
_FARM_WORDS = frozenset(
    {"agriculteur", "agricultrice", "agricole", "agriculture", "ferme", "elevage"}
    | {"eleveur", "maraicher", "maraichage", "vigneron", "viticulteur", "viticulture"}
    | {"exploitation", "forestier"}
    | {"farm", "farmer", "farming", "agricultural", "vineyard"}
    | {"winegrower", "winemaker", "breeder", "forestry"}
)
_PUBLIC_WORDS = frozenset(
    {"mairie", "commune", "prefecture", "departement", "region", "collectivite"}
    | {"publique", "fonctionnaire"}
    | {"council", "government", "municipality"}
)


# What a trade's name is made of beside its own words.
_SMALL_WORDS = frozenset(
    {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"}
    | {"ma", "mon", "un", "une"}
)

# Catégories juridiques 7…: legal persons under administrative law.
_PUBLIC_FORM = "7"


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


def find(typed: str, packs: Iterable[Pack], trade_of: Mapping[str, str]) -> Found:
    """`packs` in order of preference; the result keeps it among equals. `trade_of`
    leads each NAF code to a pack's id or an Elsewhere."""
    digits = re.sub(r"[\s.]", "", typed)
    if digits.isdigit() and len(digits) >= 9:
        return Found(siret=digits[:20], siret_fault=siret_fault(digits))
    if code := naf_code(typed):
        return _by_naf(code, trade_of)
    return _by_words(typed, packs)


def trade_for(
    codes: Iterable[str],
    legal_form: str,
    trade_of: Mapping[str, str],
    generic: str,
) -> str:
    """Where a registered company goes: a pack's id or an Elsewhere. `codes` are its own
    in both editions; the first that leads to a written trade wins."""
    if legal_form.startswith(_PUBLIC_FORM):
        return Elsewhere.PUBLIC
    led = [trade_of[code] for code in codes if code in trade_of]
    return next((trade for trade in led if trade != generic), generic)


def of_edition(codes: Iterable[str], edition: Container[str]) -> str:
    """The code that belongs to this edition of the NAF; no code belongs to both."""
    return next((code for code in codes if code in edition), "")


def may_name_a_company(typed: str, packs: Iterable[Pack]) -> bool:
    """Whether something is left once the words of trades are taken away: « boulangerie »
    is a trade, « Boulangerie du Lavoir » may be a name."""
    plain = _plain(typed)
    expressions = [
        _plain(k).strip() for pack in packs for k in (*pack.keywords, pack.name)
    ]
    known = {word for expression in expressions for word in expression.split()}
    words = {word for word in plain.split() if word not in _SMALL_WORDS}
    return any(
        word not in known and not any(_alike(word, other) for other in known)
        for word in words
    )


def naf_code(typed: str) -> str | None:
    """« 1071c » and « 10 71 C » as the law writes them: « 10.71C »."""
    shape = _NAF.fullmatch(re.sub(r"[\s.]", "", typed).upper())
    return f"{shape[1]}.{shape[2]}" if shape else None


def _by_naf(code: str, trade_of: Mapping[str, str]) -> Found:
    match trade_of.get(code):
        case None:
            return Found()
        case Elsewhere() as elsewhere:
            return Found(elsewhere=elsewhere)
        case pack:
            return Found(packs=(pack,))


def _by_words(typed: str, packs: Iterable[Pack]) -> Found:
    words = set(_plain(typed).split())
    singular = {word.removesuffix("s") for word in words}
    if singular & _FARM_WORDS:
        return Found(elsewhere=Elsewhere.AGRICULTURE)
    if singular & _PUBLIC_WORDS:
        return Found(elsewhere=Elsewhere.PUBLIC)
    scores = {pack.id: _score(_plain(typed), pack) for pack in packs}
    best = sorted((i for i, s in scores.items() if s), key=lambda i: -scores[i])
    return Found(packs=tuple(best))


def _score(typed: str, pack: Pack) -> int:
    """A point for each typed word that resembles one of the pack's, and two for each of
    the pack's expressions found whole: « salon de thé » is no hairdresser's."""
    expressions = [_plain(k).strip() for k in (*pack.keywords, pack.name)]
    known = {word for expression in expressions for word in expression.split()}
    alike = sum(any(_alike(word, other) for other in known) for word in typed.split())
    whole = sum(f" {expression} " in f" {typed} " for expression in expressions)
    return alike + 2 * whole


def _alike(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return len(short) >= 4 and long.startswith(short[: max(4, len(short) - 2)])


def _plain(text: str) -> str:
    """Lower case, without accents nor punctuation."""
    bare = unicodedata.normalize("NFKD", text.lower())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters)
