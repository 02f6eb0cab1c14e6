"""Another language's words, laid over the French; each fault names its file and id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from toolkit.content import words as w
from toolkit.content.reading import Raw, entries, parse, twice
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.pack import Value

T = TypeVar("T", bound=Value)
E = TypeVar("E", bound=w.Entry)


@dataclass(frozen=True)
class Overlay:
    """`X.en.yaml` stands beside `X.yaml`; `hazards` and `facts` are the raw French."""

    root: Path
    language: str
    hazards: Mapping[str, Raw]
    facts: Mapping[str, Raw]

    def file(self, name: str) -> Path:
        return self.root / f"{name}.{self.language}.yaml"

    def files(self, folder: str) -> list[Path]:
        return sorted((self.root / folder).glob(f"*.{self.language}.yaml"))


def french_files(folder: Path) -> list[Path]:
    """The files that other languages are laid over."""
    return sorted(path for path in folder.glob("*.yaml") if "." not in path.stem)


def catalogue_of(overlay: Overlay, french: Catalogue, faults: list[str]) -> Catalogue:
    """The catalogue with its words changed; a file that is not there leaves French."""

    def said(name: str, kind: type[w.Entry], known: Mapping[str, T]) -> Mapping[str, T]:
        path = overlay.file(name)
        if not path.exists():
            return known
        given = read_words(path, name, kind, faults)
        unknown(path.name, "id", given, known, faults)
        return MappingProxyType(
            {
                key: put(value, given.get(key), kind, f"{path.name}: {key}", faults)
                for key, value in known.items()
            }
        )

    return Catalogue(
        families=said("families", w.FamilyWords, french.families),
        references=said("references", w.ReferenceWords, french.references),
        subsidies=said("subsidies", w.SubsidyWords, french.subsidies),
        obligations=said("obligations", w.ObligationWords, french.obligations),
        factors=said("factors", w.FactorWords, french.factors),
    )


def hazards_of(overlay: Overlay, faults: list[str]) -> dict[str, w.RiskWords]:
    """Hazards translated, each whole; those no translated pack cites may wait."""
    found: dict[str, w.RiskWords] = {}
    for path in overlay.files("hazards"):
        said = read_words(path, "hazards", w.RiskWords, faults)
        family = path.name.split(".")[0]
        known = {
            i: raw for i, raw in overlay.hazards.items() if raw["family"] == family
        }
        unknown(path.name, "id", said, known, faults)
        for name in [name for name in said if name in known]:
            found[name] = said[name]
            _whole_hazard(f"{path.name}: {name}", known[name], said[name], faults)
    return found


def _whole_hazard(
    where: str, french: Raw, said: w.RiskWords, faults: list[str]
) -> None:
    compare(where, french, texts(said), w.RiskWords, faults)
    known = {measure["id"]: measure for measure in french["measures"]}
    given = by_id("measure", where, said.measures, faults)
    unknown(where, "measure", given, known, faults)
    for key, measure in known.items():
        here = f"{where}: {key}"
        compare(here, measure, texts(given.get(key)), w.MeasureWords, faults)


def facts_of(overlay: Overlay, faults: list[str]) -> dict[str, w.FactWords]:
    path = overlay.file("facts")
    said = read_words(path, "facts", w.FactWords, faults)
    unknown(path.name, "id", said, overlay.facts, faults)
    for key in [key for key in said if key in overlay.facts]:
        where = f"{path.name}: {key}"
        compare(where, overlay.facts[key], texts(said[key]), w.FactWords, faults)
    return said


def read_words(path: Path, key: str, kind: type[E], faults: list[str]) -> dict[str, E]:
    """A file's entries by id; none where the file is not there."""
    if not path.exists():
        return {}
    parsed = (
        parse(kind, raw, f"{path.name}: {raw['id']}", faults)
        for raw in entries(path, faults, key)
    )
    return {entry.id: entry for entry in parsed if entry}


def texts(entry: w.Entry | None) -> w.Words:
    """The texts an entry gives, by field."""
    given = dict(entry or {})
    return {
        name: text
        for name, text in given.items()
        if isinstance(text, str) and name != "id"
    }


def by_id(kind: str, where: str, given: Iterable[E], faults: list[str]) -> dict[str, E]:
    found = list(given)
    faults += [
        f"{where}: {kind} id {i} is used twice" for i in twice(e.id for e in found)
    ]
    return {entry.id: entry for entry in found}


def unknown(
    where: str,
    kind: str,
    given: Iterable[str],
    known: Iterable[str],
    faults: list[str],
) -> None:
    found = sorted({*given} - {*known})
    faults += [f"{where}: no {kind} {i!r} in the French file" for i in found]


def put(
    french: T, said: w.Entry | None, kind: type[w.Entry], where: str, faults: list[str]
) -> T:
    """The French value in these words."""
    compare(where, dict(french), texts(said), kind, faults)
    return changed(french, **texts(said))


def compare(
    where: str,
    french: Mapping[str, Any],
    said: w.Words,
    kind: type[w.Entry],
    faults: list[str],
) -> None:
    """Every French text has its translation, and nothing else is translated."""
    for name in w.texts_of(kind):
        is_optional = (kind, name) == (w.ReferenceWords, "title")
        if french.get(name) and name not in said and not is_optional:
            faults.append(f"{where}: {name} is not translated")
        if name in said and not french.get(name):
            faults.append(f"{where}: {name} is not in the French file")


def changed(value: T, **fields: Any) -> T:
    """A changed copy. Not model_copy: it would keep what was already computed in French."""
    given = {name: getattr(value, name) for name in type(value).model_fields}
    return type(value)(**(given | fields))
