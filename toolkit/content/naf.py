"""The French classification of activities (NAF), and the trade each code leads to."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from toolkit.domain.pack import Pack
from toolkit.domain.trades import Elsewhere

GENERIC = "generique"

_ELSEWHERE = {place.value: place for place in Elsewhere}


@dataclass(frozen=True)
class Naf:
    """Labels by code, for each edition; `nearest` holds beginnings of codes that no
    pack claims, and where they lead: a pack's id or an Elsewhere."""

    rev2: Mapping[str, str]
    naf_2025: Mapping[str, str]
    nearest: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.rev2, *self.naf_2025)

    def label(self, code: str) -> str:
        return self.rev2.get(code) or self.naf_2025[code]


def read(folder: Path, faults: list[str]) -> Naf:
    nearest = _rows(folder / "nearest.csv", ("code", "leads_to", "why"), faults)
    return Naf(
        rev2=_labels(folder / "naf_rev2.csv", faults),
        naf_2025=_labels(folder / "naf2025.csv", faults),
        nearest=MappingProxyType(
            {code: _ELSEWHERE.get(name, name) for code, name, _ in nearest}
        ),
    )


def trade_of(naf: Naf, packs: Iterable[Pack]) -> Mapping[str, str]:
    """Every code of both editions to a pack's id or an Elsewhere. A pack's own codes
    come first, then the longest beginning of `nearest`, then the generic pack."""
    own = {code: pack.id for pack in packs for code in (*pack.naf_rev2, *pack.naf_2025)}
    return MappingProxyType(
        {code: own.get(code) or _nearest(naf, code) for code in naf.codes}
    )


def _nearest(naf: Naf, code: str) -> str:
    beginnings = (code[:length] for length in range(len(code), 1, -1))
    return next((naf.nearest[b] for b in beginnings if b in naf.nearest), GENERIC)


def faults_of(naf: Naf, packs: Mapping[str, Pack]) -> Iterator[str]:
    """Codes that do not exist, and destinations that do not either."""
    for pack in packs.values():
        unknown = {*pack.naf_rev2} - set(naf.rev2) | {*pack.naf_2025} - set(
            naf.naf_2025
        )
        yield from (f"{pack.id}.yaml: no NAF code {code}" for code in sorted(unknown))
    beginnings = {code[:length] for code in naf.codes for length in range(2, 7)}
    for beginning, name in naf.nearest.items():
        if beginning not in beginnings:
            yield f"nearest.csv: no NAF code begins with {beginning}"
        if name not in packs and name not in _ELSEWHERE:
            yield f"nearest.csv: {beginning} leads to unknown trade {name!r}"


def _labels(path: Path, faults: list[str]) -> Mapping[str, str]:
    return MappingProxyType(dict(_rows(path, ("code", "label"), faults)))


def _rows(path: Path, columns: Sequence[str], faults: list[str]) -> list[list[str]]:
    """The lines below the heading, each as long as the heading."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = list(csv.reader(file)) or [[]]
    # ValueError: bytes that are not UTF-8.
    except (OSError, ValueError, csv.Error) as error:
        faults.append(f"{path.name}: cannot be read: {error}")
        return []
    if heading != list(columns):
        faults.append(f"{path.name}: its first line must be {','.join(columns)}")
        return []
    uneven = [row for row in rows if len(row) != len(columns)]
    faults += [f"{path.name}: not {len(columns)} cells: {','.join(r)}" for r in uneven]
    return [row for row in rows if row not in uneven]
