"""A questionnaire in another language. It is translated whole or not at all: without its
file it keeps its French words, and says so by its `language`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from toolkit.content import words as w
from toolkit.content.overlay import (
    Overlay,
    by_id,
    changed,
    compare,
    facts_of,
    hazards_of,
    put,
    read_words,
    texts,
    unknown,
)
from toolkit.content.reading import Raw, items, parse, read
from toolkit.domain.pack import Fact, Measure, Module, Pack, Risk, Value

T = TypeVar("T", bound=Value)


@dataclass(frozen=True)
class Shared:
    """What packs cite, in the other language."""

    hazards: Mapping[str, w.RiskWords]
    facts: Mapping[str, w.FactWords]


def packs_of(
    overlay: Overlay, french: Mapping[str, Pack], faults: list[str]
) -> MappingProxyType[str, Pack]:
    """Every pack, translated where its file is there."""
    before = len(faults)
    shared = Shared(hazards_of(overlay, faults), facts_of(overlay, faults))
    packs = dict(french)
    if len(faults) > before:  # every pack that cites would say them again
        return MappingProxyType(packs)
    for path in overlay.files("trades"):
        name = path.name.split(".")[0]
        if name not in french:
            faults.append(f"{path.name}: no {name}.yaml beside it")
        elif (said := _read(path, faults)) is not None:
            raw = cast(Raw, read(path.with_name(f"{name}.yaml"), faults))
            spoken = _pack(path.name, french[name], raw, said, shared, faults)
            packs[name] = changed(spoken, language=overlay.language)
    _name_the_others(overlay, packs, faults)
    return MappingProxyType(packs)


def _read(path: Path, faults: list[str]) -> w.PackWords | None:
    raw = read(path, faults)
    return None if raw is None else parse(w.PackWords, raw, path.name, faults)


def _name_the_others(
    overlay: Overlay, packs: dict[str, Pack], faults: list[str]
) -> None:
    """A trade whose questionnaire is still in French is found by its own name."""
    path = overlay.file("trades")
    said = read_words(path, "trades", w.TradeWords, faults)
    waiting = [i for i, pack in packs.items() if pack.language != overlay.language]
    unknown(path.name, "trade left to name", said, waiting, faults)
    if path.exists():
        faults += [f"{path.name}: {i} has no name" for i in waiting if i not in said]
    for key in [key for key in said if key in waiting]:
        words = (*packs[key].keywords, *said[key].keywords)
        packs[key] = changed(packs[key], name=said[key].name, keywords=words)


def _pack(
    file: str,
    french: Pack,
    raw: Raw,
    said: w.PackWords,
    shared: Shared,
    faults: list[str],
) -> Pack:
    modules = by_id("module", file, said.modules, faults)
    unknown(file, "module", modules, (m.id for m in french.modules), faults)
    return changed(
        french,
        name=said.name,
        introduction=said.introduction,
        keywords=(*french.keywords, *said.keywords),
        facts=_facts(file, french, raw, said, shared, faults),
        units=_each(file, "unit", french.units, said.units, w.UnitWords, faults),
        figures=_each(
            file, "figure", french.figures, said.figures, w.FigureWords, faults
        ),
        modules=tuple(
            _module(file, module, written, modules.get(module.id), shared, faults)
            for module, written in zip(
                french.modules, items(raw["modules"]), strict=True
            )
        ),
    )


def _each(
    file: str,
    name: str,
    french: tuple[T, ...],
    said: tuple[Any, ...],
    kind: type[w.Entry],
    faults: list[str],
) -> tuple[T, ...]:
    """What belongs to the pack alone."""
    given = by_id(name, file, said, faults)
    known = {dict(value)["id"]: value for value in french}
    unknown(file, name, given, known, faults)
    return tuple(
        put(value, given.get(key), kind, f"{file}: {key}", faults)
        for key, value in known.items()
    )


def _facts(
    file: str,
    french: Pack,
    raw: Raw,
    said: w.PackWords,
    shared: Shared,
    faults: list[str],
) -> tuple[Fact, ...]:
    own = by_id("fact", file, said.facts, faults)
    unknown(file, "fact", own, french.facts_by_id, faults)
    written = _written(raw["facts"])
    return tuple(
        _put(
            fact,
            _over(shared.facts.get(fact.id), written[fact.id], own.get(fact.id)),
            w.FactWords,
            f"{file}: {fact.id}",
            faults,
        )
        for fact in french.facts
    )


def _module(
    file: str,
    french: Module,
    raw: Raw,
    said: w.ModuleWords | None,
    shared: Shared,
    faults: list[str],
) -> Module:
    where = f"{file}: {french.id}"
    own = by_id("risk", where, said.risks if said else (), faults)
    unknown(where, "risk", own, (risk.id for risk in french.risks), faults)
    risks = tuple(
        _risk(f"{file}: {risk.id}", risk, written, own.get(risk.id), shared, faults)
        for risk, written in zip(french.risks, items(raw["risks"]), strict=True)
    )
    return changed(put(french, said, w.ModuleWords, where, faults), risks=risks)


def _risk(
    where: str,
    french: Risk,
    raw: Raw,
    own: w.RiskWords | None,
    shared: Shared,
    faults: list[str],
) -> Risk:
    """The hazard's words, but for what the pack says in its own."""
    hazard = shared.hazards.get(str(raw.get("hazard")))
    if hazard is None and own is None:
        faults.append(f"{where}: translated neither here nor in hazards/")
        return french
    given = by_id("measure", where, own.measures if own else (), faults)
    unknown(where, "measure", given, (m.id for m in french.measures), faults)
    base = {m.id: m for m in (hazard.measures if hazard else ())}
    written = _written(raw.get("measures"))

    def measure(one: Measure) -> Measure:
        words = _over(base.get(one.id), written.get(one.id, {}), given.get(one.id))
        return _put(one, words, w.MeasureWords, f"{where}: {one.id}", faults)

    spoken = _put(french, _over(hazard, raw, own), w.RiskWords, where, faults)
    return changed(spoken, measures=tuple(measure(one) for one in french.measures))


def _written(raw: Any) -> dict[str, Raw]:
    """What a list says in the pack's own French; a word alone only cites."""
    given = ({"id": e} if isinstance(e, str) else cast(Raw, e) for e in items(raw))
    return {entry["id"]: entry for entry in given}


def _over(shared: w.Entry | None, written: Raw, own: w.Entry | None) -> w.Words:
    """Shared words where the French pack says nothing else, then the pack's own."""
    kept = {name: s for name, s in texts(shared).items() if name not in written}
    return kept | texts(own)


def _put(
    french: T, said: w.Words, kind: type[w.Entry], where: str, faults: list[str]
) -> T:
    compare(where, dict(french), said, kind, faults)
    return changed(french, **said)
