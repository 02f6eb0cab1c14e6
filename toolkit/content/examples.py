"""The invented firms of the demonstration, read and checked against their packs."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from toolkit.content.loader import ROOT, ContentError, Library, library
from toolkit.content.reading import items, parse, read
from toolkit.domain.example import Example

FILE = "examples.yaml"


@cache
def examples() -> tuple[Example, ...]:
    return load(ROOT / FILE, library())


def load(path: Path, content: Library) -> tuple[Example, ...]:
    """ContentError lists every fault at once."""
    faults: list[str] = []
    found = [
        parse(Example, raw, path.name, faults) for raw in items(read(path, faults))
    ]
    known = tuple(one for one in found if one is not None)
    faults += [
        f"{path.name}: {fault}" for one in known for fault in _faults(one, content)
    ]
    if faults:
        raise ContentError(faults)
    return known


def _faults(example: Example, content: Library) -> Iterator[str]:
    pack = content.packs.get(example.pack)
    if pack is None:
        yield f"{example.id}: no pack is called {example.pack!r}"
        return
    units = {unit.id for unit in pack.units}
    for unknown in sorted(set(example.units) - units):
        yield f"{example.id}: {pack.id} has no unit {unknown!r}"
    for unknown in sorted(set(example.without) - set(pack.facts_by_id)):
        yield f"{example.id}: {pack.id} asks no fact {unknown!r}"
    if sum(example.units.values()) != example.effectif:
        yield f"{example.id}: the people of its units are not its effectif"
