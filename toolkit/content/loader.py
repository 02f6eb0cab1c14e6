"""Reads the content into the domain's types, or refuses with the file and the id."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from toolkit.content import naf
from toolkit.content.checks import across, in_catalogue
from toolkit.content.naf import GENERIC, Naf
from toolkit.content.overlay import Overlay, catalogue_of, french_files
from toolkit.content.pack_overlay import packs_of
from toolkit.content.reading import Raw, entries, items, named, parse, read
from toolkit.domain.catalogue import (
    Catalogue,
    FactorSheet,
    Family,
    Obligation,
    Reference,
    Subsidy,
)
from toolkit.domain.pack import Pack, Risk
from toolkit.i18n import LOCALES, SOURCE, locale

ROOT = Path(__file__).parent


class ContentError(ValueError):
    """What an author must mend; each line names a file and an id."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Library:
    """Every pack and what packs cite. `hazards` are the ids of the shared risks;
    `trade_of` leads every NAF code to a pack's id or an Elsewhere."""

    packs: MappingProxyType[str, Pack]
    catalogue: Catalogue
    hazards: frozenset[str]
    naf: Naf
    trade_of: Mapping[str, str]

    @property
    def generic(self) -> Pack:
        return self.packs[GENERIC]


def library() -> Library:
    """The library of this installation, in the language of the moment."""
    return library_in(locale())


@cache
def library_in(language: str) -> Library:
    """Read once. What is not translated is in French."""
    if language == SOURCE:
        return load(ROOT)
    return translated(library_in(SOURCE), ROOT, language)


def unit_name(pack_id: str, unit_id: str, name: str) -> str:
    """The trade's name of a unit in the language of the moment, where this is its name
    in one language or another; what a company named itself stays."""
    names = _unit_names(pack_id).get(unit_id, {})
    return names[locale()] if name in names.values() else name


@cache
def _unit_names(pack_id: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language in LOCALES:
        pack = library_in(language).packs.get(pack_id)
        for unit in pack.units if pack else ():
            found.setdefault(unit.id, {})[language] = unit.name
    return found


def translated(french: Library, root: Path, language: str) -> Library:
    """The same library in other words; ContentError lists every fault at once."""
    faults: list[str] = []
    laid = Overlay(
        root,
        language,
        hazards=_hazards(root / "hazards", faults),
        facts={raw["id"]: raw for raw in entries(root / "facts.yaml", faults)},
    )
    packs = packs_of(laid, french.packs, faults)
    catalogue = catalogue_of(laid, french.catalogue, faults)
    if faults:
        raise ContentError(dict.fromkeys(faults))
    return replace(french, packs=packs, catalogue=catalogue)


def load(root: Path) -> Library:
    """Read everything under `root`; ContentError lists every fault at once."""
    faults: list[str] = []
    catalogue = Catalogue(
        families=named(root / "families.yaml", Family, faults),
        references=named(root / "references.yaml", Reference, faults),
        subsidies=named(root / "subsidies.yaml", Subsidy, faults),
        obligations=named(root / "obligations.yaml", Obligation, faults),
        factors=named(root / "factors.yaml", FactorSheet, faults),
    )
    codes = naf.read(root / "naf", faults)
    hazards = _hazards(root / "hazards", faults)
    packs = _packs(root, hazards, faults)
    faults += in_catalogue(catalogue)
    faults += across(packs, catalogue)
    faults += naf.faults_of(codes, packs)
    if faults:
        raise ContentError(dict.fromkeys(faults))
    return Library(
        packs=packs,
        catalogue=catalogue,
        hazards=frozenset(hazards),
        naf=codes,
        trade_of=naf.trade_of(codes, packs.values()),
    )


def _packs(
    root: Path, hazards: dict[str, Raw], faults: list[str]
) -> MappingProxyType[str, Pack]:
    facts = {raw["id"]: raw for raw in entries(root / "facts.yaml", faults)}
    packs: dict[str, Pack] = {}
    for path in french_files(root / "trades"):
        if pack := _pack(path, facts, hazards, faults):
            packs[pack.id] = pack
    return MappingProxyType(packs)


def _hazards(folder: Path, faults: list[str]) -> dict[str, Raw]:
    """Library hazards by id; the file's name is the family of all it holds."""
    found: dict[str, Raw] = {}
    for path in french_files(folder):
        for raw in entries(path, faults, "hazards"):
            if raw["id"] in found:
                faults.append(f"{path.name}: id {raw['id']} is used twice")
            found[raw["id"]] = {"family": path.stem, **raw}
            parse(Risk, found[raw["id"]], f"{path.name}: {raw['id']}", faults)
    return found


def _pack(
    path: Path, facts: dict[str, Raw], hazards: dict[str, Raw], faults: list[str]
) -> Pack | None:
    content = read(path, faults)
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
    return None if len(faults) > before else parse(Pack, raw, path.name, faults)


def _complete(
    raw: Raw,
    facts: dict[str, Raw],
    hazards: dict[str, Raw],
    path: Path,
    faults: list[str],
) -> None:
    """Put what is shared where it is cited."""
    _each(raw, "facts", lambda fact: _cited(fact, facts, "fact", path, faults))
    for module in items(raw.get("modules")):
        _each(module, "risks", lambda risk: _risk(risk, hazards, path, faults))


def _each(holder: Raw, key: str, read: Callable[[Any], Any]) -> None:
    """Read a list's entries; what is no list is left for the types to refuse."""
    if isinstance(holder.get(key), list):
        holder[key] = [read(entry) for entry in items(holder[key])]


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
