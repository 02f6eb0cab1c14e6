"""What a self-check may not be: borrowed, alarming, alone, or badly tied together."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, cast

from toolkit.content.reading import twice
from toolkit.domain.catalogue import Reference
from toolkit.domain.check_pack import (
    Band,
    CheckPack,
    Kind,
    Lever,
    Method,
    OnMissing,
    Role,
    Scale,
)
from toolkit.domain.check_rule import (
    All,
    AnyOf,
    CountAtLeast,
    ItemAtLeast,
    Not,
    ScaleInBand,
    Unanswered,
    When,
)
from toolkit.domain.help import HelpLine, Local

# A check helps to think; these words would make it promise what a doctor does.
NEVER = re.compile(
    r"diagnos|dépist|burn.?out|\bscores?\b|prédicti|pathologi|\bsévère|\brisque de"
    r"|\bscreening|\bpredict|\bsevere|\brisk of",
    re.IGNORECASE,
)
# Instruments that belong to somebody: not a name of theirs, let alone a sentence.
_BORROWED = re.compile(
    r"\b(mbi|maslach|copenhag\w+|cbi|olbi|phq|gad|who-5|proqol|amarok|karasek|siegrist)\b"
    r"|stressom|satisfactom",
    re.IGNORECASE,
)
_SHARED = {Lever.COLLECTIVE, Lever.ORGANISATION}
_LEVEL_CARDS = ("t1", "t2", "t3")


def in_pack(
    pack: CheckPack, lines: Mapping[str, HelpLine], texts: Mapping[str, Reference]
) -> Iterator[str]:
    where = f"{pack.id}.yaml" if pack.lang == "fr" else f"{pack.id}.{pack.lang}.yaml"
    if pack.licence.kind is not Kind.OWN:
        yield f"{where}: licence: this tree holds our own sentences only"
    yield from (f"{where}: says {w!r}: {s[:60]}" for w, s in _forbidden(pack))
    yield from _ids(where, pack)
    yield from _items(where, pack)
    scales = {scale.id: scale for scale in pack.scales}
    for scale in pack.scales:
        yield from _scale(f"{where}: {scale.id}", pack, scale)
    for composite in pack.composites:
        here = f"{where}: {composite.id}"
        yield from _unknown(here, "scale", composite.of, scales)
        yield from _bands(here, composite.bands)
        if composite.method == "balance" and len(composite.of) != 2:
            yield f"{here}: a balance is of two scales"
    yield from _rules(where, pack)
    cited = [*pack.lines, *(line for card in pack.cards for line in card.lines)]
    yield from _unknown(where, "help line", cited, lines)
    yield from _unknown(where, "text", pack.references, texts)


def in_local(own: Local, lines: Mapping[str, HelpLine]) -> Iterator[str]:
    where = "own file"
    yield from _unknown(where, "help line", (line.id for line in own.help_lines), lines)
    services = {service.id for service in own.spsti}
    named = {c.spsti for c in own.communities} - {None}
    yield from _unknown(where, "service", named, services)
    ids = [c.id for c in own.communities]
    yield from (f"{where}: community id {i} is used twice" for i in twice(ids))
    yield from (
        f"{where}: service id {i} is used twice" for i in twice(s.id for s in own.spsti)
    )
    yield from (
        f"{where}: {service.id} calls back, and has no mail address to be told at"
        for service in own.calling_back
        if service.email is None
    )


def _forbidden(pack: CheckPack) -> Iterator[tuple[str, str]]:
    for said in sentences(pack.model_dump(mode="json")):
        for rule in (NEVER, _BORROWED):
            if found := rule.search(said):
                yield found.group(), said


def sentences(raw: Any) -> Iterator[str]:
    """Every text of a pack, however deep."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in cast(dict[str, Any], raw).values():
            yield from sentences(value)
    elif isinstance(raw, list):
        for value in cast(list[Any], raw):
            yield from sentences(value)


def _ids(where: str, pack: CheckPack) -> Iterator[str]:
    named = {
        "item": [item.id for part in pack.parts for item in part.items],
        "scale": [s.id for s in (*pack.scales, *pack.composites)],
        "rule": [rule.id for rule in pack.rules],
        "card": [card.id for card in pack.cards],
        "profession": [profession.id for profession in pack.professions],
    }
    for kind, ids in named.items():
        yield from (f"{where}: {kind} id {i} is used twice" for i in twice(ids))


def _items(where: str, pack: CheckPack) -> Iterator[str]:
    groups = {p.group for p in pack.professions if p.group}
    for item in pack.items.values():
        here = f"{where}: {item.id}"
        yield from _unknown(here, "anchors", [item.anchors], pack.anchors)
        yield from _unknown(here, "group", item.variants, groups)
    in_scales = {name for scale in pack.scales for name in scale.items}
    sensitive = {item.id for item in pack.items.values() if item.sensitive}
    yield from (
        f"{where}: {name} is sensitive and may not enter a scale"
        for name in sorted(in_scales & sensitive)
    )


def _scale(here: str, pack: CheckPack, scale: Scale) -> Iterator[str]:
    yield from _unknown(here, "item", scale.items, pack.items)
    yield from _bands(here, scale.bands)
    if scale.role is not Role.TOTAL and not scale.bands:
        yield f"{here}: needs bands"
    if scale.role in (Role.PRESSURE, Role.SUPPORT) and not (
        {advice.lever for advice in scale.advice} & _SHARED
    ):
        yield f"{here}: needs a collective or organisational advice"
    if scale.role is Role.STATE and not all(band.words for band in scale.bands):
        yield f"{here}: each band of a state is said in words"
    yield from _arithmetic(here, pack, scale)


def _arithmetic(here: str, pack: CheckPack, scale: Scale) -> Iterator[str]:
    prorates = scale.on_missing is OnMissing.PRORATE_SUM
    averages = scale.on_missing is OnMissing.MEAN_OF_ANSWERED
    if (prorates and scale.method is not Method.SUM) or (
        averages and scale.method is Method.SUM
    ):
        yield f"{here}: {scale.on_missing.value} does not go with {scale.method.value}"
    known = [pack.items[name].anchors for name in scale.items if name in pack.items]
    ranges = {
        (min(values), max(values))
        for name in known
        if (values := [anchor.value for anchor in pack.anchors.get(name, ())])
    }
    if len(ranges) > 1 or any(low == high for low, high in ranges):
        yield f"{here}: its items need the same lowest and highest anchors"


def _bands(here: str, bands: tuple[Band, ...]) -> Iterator[str]:
    starts = [band.start for band in bands]
    if starts != sorted(set(starts)):
        yield f"{here}: bands go up, each from its own value"
    yield from (
        f"{here}: band id {i} is used twice" for i in twice(b.id for b in bands)
    )


def _rules(where: str, pack: CheckPack) -> Iterator[str]:
    cards = {card.id for card in pack.cards}
    yield from _unknown(where, "card", _LEVEL_CARDS, cards)
    bands = {
        scale.id: {band.id for band in scale.bands}
        for scale in (*pack.scales, *pack.composites)
    }
    for rule in pack.rules:
        here = f"{where}: {rule.id}"
        yield from _unknown(here, "card", [rule.card], cards)
        for one in _leaves(rule.when):
            yield from _leaf(here, pack, one, bands)


def _leaf(
    here: str, pack: CheckPack, one: When, bands: Mapping[str, Set[str]]
) -> Iterator[str]:
    if isinstance(one, ItemAtLeast):
        yield from _unknown(here, "item", [one.item], pack.items)
    elif isinstance(one, CountAtLeast):
        yield from _unknown(here, "item", one.count, pack.items)
    elif isinstance(one, Unanswered):
        yield from _unknown(here, "scale", [one.unanswered], bands)
    else:
        scale = cast(ScaleInBand, one).scale
        yield from _unknown(here, "scale", [scale], bands)
        if isinstance(one, ScaleInBand):
            yield from _unknown(here, "band", [one.band], bands.get(scale, {one.band}))


def _leaves(when: When) -> Iterator[When]:
    if isinstance(when, All):
        inner = when.all
    elif isinstance(when, AnyOf):
        inner = when.any
    elif isinstance(when, Not):
        inner = (when.none,)
    else:
        yield when
        return
    for one in inner:
        yield from _leaves(one)


def _unknown(
    here: str, kind: str, cited: Iterable[Any], known: Iterable[str]
) -> Iterator[str]:
    unknown = {str(c) for c in cited} - set(known)
    return (f"{here}: cites unknown {kind} {c!r}" for c in sorted(unknown))
