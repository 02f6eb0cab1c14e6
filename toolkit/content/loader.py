"""Reads the YAML files into the domain's types, or refuses with the file and the id."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

import yaml
from pydantic import ValidationError

from toolkit.domain.catalogue import (
    Catalogue,
    FactorSheet,
    Family,
    Obligation,
    Reference,
    Subsidy,
)
from toolkit.domain.pack import Factor, Pack, Risk, Value
from toolkit.typography import french

ROOT = Path(__file__).parent
GENERIC = "generique"

# The C parser is ten times faster; both read the same YAML.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Identities, not sentences: typography would change what they name.
_VERBATIM = frozenset(
    {"id", "url", "legiarti", "article", "naf_rev2", "naf_2025", "keywords"}
)

Raw = dict[str, Any]
T = TypeVar("T", bound=Value)


class ContentError(ValueError):
    """What an author must mend; each line names a file and an id."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Library:
    """Every pack and what packs cite."""

    packs: MappingProxyType[str, Pack]
    catalogue: Catalogue

    @property
    def generic(self) -> Pack:
        return self.packs[GENERIC]


@cache
def library() -> Library:
    """The library of this installation, read once."""
    return load(ROOT)


def load(root: Path) -> Library:
    """Read everything under `root`; ContentError lists every fault at once."""
    faults: list[str] = []
    catalogue = Catalogue(
        families=_named(root / "families.yaml", Family, faults),
        references=_named(root / "references.yaml", Reference, faults),
        subsidies=_named(root / "subsidies.yaml", Subsidy, faults),
        obligations=_named(root / "obligations.yaml", Obligation, faults),
        factors=_named(root / "factors.yaml", FactorSheet, faults),
    )
    facts = {raw["id"]: raw for raw in _entries(root / "facts.yaml", faults)}
    hazards = _hazards(root / "hazards", faults)
    packs: dict[str, Pack] = {}
    for path in sorted((root / "trades").glob("*.yaml")):
        if pack := _pack(path, facts, hazards, faults):
            packs[pack.id] = pack
    found = Library(MappingProxyType(packs), catalogue)
    faults += _in_catalogue(catalogue)
    faults += _across(found)
    if faults:
        raise ContentError(dict.fromkeys(faults))
    return found


def _read(path: Path, faults: list[str]) -> Any:
    """None always leaves a fault behind it."""
    try:
        with path.open(encoding="utf-8") as file:
            content = _typeset(yaml.load(file, _Loader))
    # ValueError: a day that does not exist, or bytes that are not UTF-8.
    except (OSError, yaml.YAMLError, ValueError) as error:
        faults.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return None
    if content is None:
        faults.append(f"{path.name}: is empty")
    return content


def _typeset(raw: Any, key: str = "") -> Any:
    if isinstance(raw, dict):
        return {k: _typeset(v, str(k)) for k, v in cast(Raw, raw).items()}
    if isinstance(raw, list):
        return [_typeset(item, key) for item in _items(raw)]
    if isinstance(raw, str) and key not in _VERBATIM:
        return french(raw)
    return raw


def _items(raw: Any) -> list[Any]:
    return cast(list[Any], raw) if isinstance(raw, list) else []


def _entries(path: Path, faults: list[str], key: str = "") -> list[Raw]:
    """The one list of a file, under the file's name or `key`."""
    content = _read(path, faults)
    if content is None:
        return []
    name = key or path.stem
    given = cast(Raw, content).get(name) if isinstance(content, dict) else None
    if not isinstance(given, list) or not all(
        isinstance(e, dict) for e in _items(given)
    ):
        faults.append(f"{path.name}: expects a list named {name!r}")
        return []
    entries = cast(list[Raw], given)
    unnamed = [e for e in entries if not isinstance(e.get("id"), str)]
    faults += [f"{path.name}: an entry has no id: {str(e)[:60]}" for e in unnamed]
    named = [e for e in entries if e not in unnamed]
    faults += [
        f"{path.name}: id {d} is used twice" for d in _twice(e["id"] for e in named)
    ]
    return named


def _twice(ids: Iterable[str]) -> list[str]:
    return sorted(i for i, count in Counter(ids).items() if count > 1)


def _parse(kind: type[T], raw: Raw, where: str, faults: list[str]) -> T | None:
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        found = error.errors()
        # A list is also said too short when it is one of its entries that is refused.
        inner = {e["loc"][:n] for e in found for n in range(len(e["loc"]))}
        faults += [
            f"{where}: {_path(raw, e['loc'])}: {e['msg']}"
            for e in found
            if e["loc"] not in inner
        ]
        return None


def _path(raw: Any, loc: tuple[int | str, ...]) -> str:
    """The way to a fault, by ids rather than by positions."""
    names: list[str] = []
    for part in loc:
        is_inside = isinstance(raw, list) or (isinstance(raw, dict) and part in raw)
        raw = cast(Any, raw)[part] if is_inside else None
        name = cast(Raw, raw).get("id", part) if isinstance(raw, dict) else part
        names.append(str(name))
    return ".".join(names)


def _named(path: Path, kind: type[T], faults: list[str]) -> MappingProxyType[str, T]:
    parsed = (
        (raw["id"], _parse(kind, raw, f"{path.name}: {raw['id']}", faults))
        for raw in _entries(path, faults)
    )
    return MappingProxyType({key: value for key, value in parsed if value})


def _hazards(folder: Path, faults: list[str]) -> dict[str, Raw]:
    """Library hazards by id; the file's name is the family of all it holds."""
    found: dict[str, Raw] = {}
    for path in sorted(folder.glob("*.yaml")):
        for raw in _entries(path, faults, "hazards"):
            if raw["id"] in found:
                faults.append(f"{path.name}: id {raw['id']} is used twice")
            found[raw["id"]] = {"family": path.stem, **raw}
            _parse(Risk, found[raw["id"]], f"{path.name}: {raw['id']}", faults)
    return found


def _pack(
    path: Path, facts: dict[str, Raw], hazards: dict[str, Raw], faults: list[str]
) -> Pack | None:
    content = _read(path, faults)
    if content is None:
        return None
    raw = cast(Raw, content) if isinstance(content, dict) else {}
    if raw.get("id") != path.stem:
        faults.append(f"{path.name}: its id must be the file's name, {path.stem!r}")
        return None
    before = len(faults)
    try:
        _complete(raw, facts, hazards, path, faults)
    except (AttributeError, KeyError, TypeError) as error:
        faults.append(f"{path.name}: not the shape of docs/contenu.md: {error}")
    return None if len(faults) > before else _parse(Pack, raw, path.name, faults)


def _complete(
    raw: Raw,
    facts: dict[str, Raw],
    hazards: dict[str, Raw],
    path: Path,
    faults: list[str],
) -> None:
    """Put what is shared where it is cited."""
    _each(raw, "facts", lambda fact: _cited(fact, facts, "fact", path, faults))
    for module in _items(raw.get("modules")):
        _each(module, "risks", lambda risk: _risk(risk, hazards, path, faults))


def _each(holder: Raw, key: str, read: Callable[[Any], Any]) -> None:
    """Read a list's entries; what is no list is left for the types to refuse."""
    if isinstance(holder.get(key), list):
        holder[key] = [read(entry) for entry in _items(holder[key])]


def _cited(
    entry: Raw | str, known: dict[str, Raw], kind: str, path: Path, faults: list[str]
) -> Raw:
    """An entry written in full, or the id of a shared one, alone or with overrides."""
    given: Raw = {"id": entry} if isinstance(entry, str) else entry
    shared = known.get(str(given.get("id")), {})
    if not shared and len(given) == 1:
        faults.append(f"{path.name}: cites unknown {kind} {given.get('id')!r}")
    return {**shared, **given}


def _risk(entry: Raw, hazards: dict[str, Raw], path: Path, faults: list[str]) -> Raw:
    """A trade's risk: written in full, or a library hazard with the trade's overrides."""
    if "hazard" not in entry:
        return entry
    given = dict(entry)
    name = given.pop("hazard")
    if name not in hazards:
        faults.append(f"{path.name}: cites unknown hazard {name!r}")
        return given
    shared = hazards[name]
    if "measures" in given:
        known = {m["id"]: m for m in shared["measures"]}
        given["measures"] = [
            _cited(m, known, "measure", path, faults) for m in given["measures"]
        ]
    return {**shared, **given}


def _in_catalogue(catalogue: Catalogue) -> Iterator[str]:
    texts = catalogue.references
    for obligation in catalogue.obligations.values():
        yield from _unknown(
            f"obligations.yaml: {obligation.id}", "text", obligation.references, texts
        )
    for sheet in catalogue.factors.values():
        yield from _unknown(
            f"factors.yaml: {sheet.id}", "text", sheet.references, texts
        )
    missing = set(Factor) - set(catalogue.factors)
    yield from (f"factors.yaml: factor {m.value} is missing" for m in sorted(missing))
    for text in texts.values():
        if text.checked_on < text.in_force_since:
            yield f"references.yaml: {text.id} was checked before it was in force"


def _across(library: Library) -> list[str]:
    """What no single file can tell: ids that must exist elsewhere."""
    faults = [
        fault for pack in library.packs.values() for fault in _in_pack(pack, library)
    ]
    if library.packs and GENERIC not in library.packs:
        faults.append(f"trades/: no pack {GENERIC!r}, which every other firm uses")
    codes = Counter(
        code
        for pack in library.packs.values()
        for code in (*pack.naf_rev2, *pack.naf_2025)
    )
    # One code of each edition may bear the same letters, within one pack only.
    for pack in library.packs.values():
        own = Counter((*pack.naf_rev2, *pack.naf_2025))
        faults += [
            f"{pack.id}.yaml: NAF code {code} leads to another pack too"
            for code in own
            if codes[code] > own[code]
        ]
    return faults


def _in_pack(pack: Pack, library: Library) -> Iterator[str]:
    where = f"{pack.id}.yaml"
    ids = [risk.id for risk in pack.risks]
    yield from (f"{where}: risk id {i} is used twice" for i in _twice(ids))
    named = {
        "module": pack.modules,
        "fact": pack.facts,
        "unit": pack.units,
        "figure": pack.figures,
    }
    yield from (
        f"{where}: {kind} id {i} is used twice"
        for kind, entries in named.items()
        for i in _twice(entry.id for entry in entries)
    )
    yield from (
        f"{where}: retired id {i} is used again"
        for i in sorted(pack.retired & set(ids))
    )
    yield from (
        f"{where}: gravest names unknown risk {i}" for i in pack.gravest if i not in ids
    )
    yield from (f"{where}: gravest names {i} twice" for i in _twice(pack.gravest))
    facts = {fact.id for fact in pack.facts}
    units = {unit.id for unit in pack.units}
    figures = {figure.id for figure in pack.figures}
    cited_figures = {f for risk in pack.risks for f in risk.figures}
    yield from (
        f"{where}: figure {f} is not cited" for f in sorted(figures - cited_figures)
    )
    for module in pack.modules:
        here = f"{where}: {module.id}"
        yield from _unknown(here, "fact", {module.when} - {None}, facts)
        yield from _unknown(here, "unit", module.units, units)
    for risk in pack.risks:
        here = f"{where}: {risk.id}"
        yield from _unknown(here, "fact", {risk.when} - {None}, facts)
        yield from _unknown(here, "unit", risk.units, units)
        yield from _unknown(here, "figure", risk.figures, figures)
        yield from _unknown(here, "text", risk.references, library.catalogue.references)
        yield from _unknown(here, "family", [risk.family], library.catalogue.families)
        yield from _unknown(
            here, "subsidy", {risk.subsidy} - {None}, library.catalogue.subsidies
        )
        yield from (
            f"{here}: measure id {i} is used twice"
            for i in _twice(m.id for m in risk.measures)
        )
        if not any(m.principle.rank < 4 for m in risk.measures):
            yield f"{here}: needs a collective or organisational measure"


def _unknown(
    here: str, kind: str, cited: Iterable[Any], known: Iterable[str]
) -> Iterator[str]:
    unknown = {str(c) for c in cited} - set(known)
    return (f"{here}: cites unknown {kind} {c!r}" for c in sorted(unknown))
