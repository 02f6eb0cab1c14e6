"""What no single file can tell: what is cited exists, what is named once is once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toolkit.content.naf import GENERIC
from toolkit.content.reading import twice
from toolkit.domain.catalogue import Catalogue
from toolkit.domain.own import PREFIX
from toolkit.domain.pack import Factor, Pack, Risk

TAKEN = (PREFIX, "site-", "u-")
"""How the ids a company makes begin."""


def in_catalogue(catalogue: Catalogue) -> Iterator[str]:
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


def across(packs: Mapping[str, Pack], catalogue: Catalogue) -> list[str]:
    """What no single file can tell: ids that must exist elsewhere."""
    faults = [f for pack in packs.values() for f in _in_pack(pack, catalogue)]
    if packs and GENERIC not in packs:
        faults.append(f"trades/: no pack {GENERIC!r}, which every other firm uses")
    codes = Counter(
        code for pack in packs.values() for code in (*pack.naf_rev2, *pack.naf_2025)
    )
    # One code of each edition may bear the same letters, within one pack only.
    for pack in packs.values():
        own = Counter((*pack.naf_rev2, *pack.naf_2025))
        faults += [
            f"{pack.id}.yaml: NAF code {code} leads to another pack too"
            for code in own
            if codes[code] > own[code]
        ]
    return faults


def _in_pack(pack: Pack, catalogue: Catalogue) -> Iterator[str]:
    where = f"{pack.id}.yaml"
    if pack.language != "fr":
        yield f"{where}: the first language is French"
    yield from _ids(where, pack)
    yield from _gravest(where, pack)
    facts = {fact.id for fact in pack.facts}
    units = {unit.id for unit in pack.units}
    for module in pack.modules:
        here = f"{where}: {module.id}"
        yield from _unknown(here, "fact", {module.when} - {None}, facts)
        yield from _unknown(here, "unit", module.units, units)
    for risk in pack.risks:
        here = f"{where}: {risk.id}"
        yield from _unknown(here, "fact", {risk.when} - {None}, facts)
        yield from _unknown(here, "unit", risk.units, units)
        yield from _unknown(here, "figure", risk.figures, {f.id for f in pack.figures})
        yield from _in_risk(here, risk, catalogue)


def _ids(where: str, pack: Pack) -> Iterator[str]:
    ids = [risk.id for risk in pack.risks]
    yield from (f"{where}: risk id {i} is used twice" for i in twice(ids))
    yield from (
        f"{where}: {i} begins like an id a company's own risk or place is given"
        for i in (*ids, *(unit.id for unit in pack.units))
        if i.startswith(TAKEN)
    )
    named = {
        "module": pack.modules,
        "fact": pack.facts,
        "unit": pack.units,
        "figure": pack.figures,
    }
    yield from (
        f"{where}: {kind} id {i} is used twice"
        for kind, entries in named.items()
        for i in twice(entry.id for entry in entries)
    )
    yield from (
        f"{where}: retired id {i} is used again"
        for i in sorted(pack.retired & set(ids))
    )


def _gravest(where: str, pack: Pack) -> Iterator[str]:
    ids = {risk.id for risk in pack.risks}
    yield from (
        f"{where}: gravest names unknown risk {i}" for i in pack.gravest if i not in ids
    )
    yield from (f"{where}: gravest names {i} twice" for i in twice(pack.gravest))
    figures = {figure.id for figure in pack.figures}
    cited = {figure for risk in pack.risks for figure in risk.figures}
    yield from (f"{where}: figure {f} is not cited" for f in sorted(figures - cited))


def _in_risk(here: str, risk: Risk, catalogue: Catalogue) -> Iterator[str]:
    yield from _unknown(here, "text", risk.references, catalogue.references)
    yield from _unknown(here, "family", [risk.family], catalogue.families)
    yield from _unknown(here, "subsidy", {risk.subsidy} - {None}, catalogue.subsidies)
    yield from (
        f"{here}: measure id {i} is used twice"
        for i in twice(m.id for m in risk.measures)
    )
    if not any(m.principle.rank < 4 for m in risk.measures):
        yield f"{here}: needs a collective or organisational measure"


def _unknown(
    here: str, kind: str, cited: Iterable[Any], known: Iterable[str]
) -> Iterator[str]:
    unknown = {str(c) for c in cited} - set(known)
    return (f"{here}: cites unknown {kind} {c!r}" for c in sorted(unknown))
