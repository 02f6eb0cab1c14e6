"""How answers are read, exactly: the reference the browser's script must agree with."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from toolkit.domain.check_pack import (
    NOT_CONCERNED,
    Answers,
    Band,
    CheckPack,
    Composite,
    Method,
    Minimum,
    OnMissing,
    Role,
    Scale,
)
from toolkit.domain.check_rule import (
    All,
    AnyOf,
    CountAtLeast,
    Exact,
    ItemAtLeast,
    Level,
    Not,
    ScaleAtLeast,
    ScaleAtMost,
    ScaleInBand,
    Unanswered,
    When,
)
from toolkit.domain.pack import Value

HEAVIEST = 3
STRONGEST = 3


class Reading(Value):
    """A scale's value, unrounded; None is « non renseigné », never nought."""

    value: Exact | None
    band: str | None
    answered: int


class Result(Value):
    """`strengthen` is the weakest support that is not yet solid."""

    readings: Mapping[str, Reading]
    level: Level
    cards: tuple[str, ...]
    pressures: tuple[str, ...]
    supports: tuple[str, ...]
    strengthen: str | None


@dataclass(frozen=True)
class _Seen:
    """What conditions look at: coded items, and scales already read."""

    items: Mapping[str, Fraction]
    readings: Mapping[str, Reading]

    def scale(self, name: str) -> Fraction | None:
        reading = self.readings.get(name)
        return reading.value if reading else None


def assess(pack: CheckPack, answers: Answers, *, calls: bool = False) -> Result:
    """`calls`: the person opened « Ça ne va pas du tout »."""
    items = _coded(pack, answers)
    readings = {scale.id: _read(pack, scale, items, answers) for scale in pack.scales}
    for composite in pack.composites:
        readings[composite.id] = _compose(pack, composite, items, readings)
    seen = _Seen(items, readings)
    held = [rule for rule in pack.rules if _holds(rule.when, seen)]
    level = Level.T3 if calls else max((rule.level for rule in held), default=Level.T0)
    shown = [rule.card for rule in held if rule.level in (level, Level.T0)]
    supports = _strongest(pack, Role.SUPPORT, readings)[:STRONGEST]
    return Result(
        readings=readings,
        level=level,
        cards=tuple(dict.fromkeys((["t3"] if calls else []) + shown)),
        pressures=_strongest(pack, Role.PRESSURE, readings)[:HEAVIEST],
        supports=supports,
        strengthen=_weakest(pack, readings, besides=supports),
    )


def _coded(pack: CheckPack, answers: Answers) -> dict[str, Fraction]:
    """Every answered item's value, high meaning what its scale means by high."""
    coded: dict[str, Fraction] = {}
    for name, given in answers.items():
        item, values = pack.items[name], pack.values[name]
        if given == NOT_CONCERNED:
            if not item.na_allowed:
                raise ValueError(f"{name} concerns everybody")
        elif not 0 <= given < len(values):
            raise ValueError(f"{name} has no anchor {given}")
        elif item.reverse:
            coded[name] = min(values) + max(values) - values[given]
        else:
            coded[name] = values[given]
    return coded


def _read(
    pack: CheckPack, scale: Scale, items: Mapping[str, Fraction], answers: Answers
) -> Reading:
    given = [items[name] for name in scale.items if name in items]
    value = None
    if len(given) >= _needed(scale, answers):
        value = _value(pack, scale, given)
    band = _band(scale.bands, value)
    return Reading(value=value, band=band, answered=len(given))


def _needed(scale: Scale, answers: Answers) -> int:
    """One answer at least: nothing is read from nothing."""
    if scale.on_missing is OnMissing.INVALID:
        return len(scale.items)
    concerned = sum(answers.get(name) != NOT_CONCERNED for name in scale.items)
    return max(1, _of(scale.min_answered, concerned))


def _of(minimum: Minimum, concerned: int) -> int:
    if minimum.ratio is None:
        return minimum.count or 1
    return ceil(minimum.ratio * concerned)


def _value(pack: CheckPack, scale: Scale, given: list[Fraction]) -> Fraction:
    low, high = bounds(pack, scale)
    if scale.on_missing is OnMissing.LOWEST:
        given = given + [low] * (len(scale.items) - len(given))
    mean = sum(given, Fraction(0)) / len(given)
    if scale.method is Method.SUM:
        return mean * len(scale.items)
    if scale.method is Method.POMP:
        return 100 * (mean - low) / (high - low)
    return mean


def bounds(pack: CheckPack, scale: Scale) -> tuple[Fraction, Fraction]:
    """The lowest and highest anchor of a scale, which all its items share."""
    values = pack.values[scale.items[0]]
    return min(values), max(values)


def _band(bands: tuple[Band, ...], value: Fraction | None) -> str | None:
    if value is None:
        return None
    reached = [
        band
        for band in bands
        if value > band.start or (value == band.start and not band.after)
    ]
    return reached[-1].id if reached else None


def _compose(
    pack: CheckPack,
    composite: Composite,
    items: Mapping[str, Fraction],
    readings: Mapping[str, Reading],
) -> Reading:
    scales = {scale.id: scale for scale in pack.scales}
    names = {name for part in composite.of for name in scales[part].items}
    events = sum(
        name in items and items[name] > min(pack.values[name]) for name in names
    )
    values = [readings[part].value for part in composite.of]
    known = [value for value in values if value is not None]
    value = None
    if len(known) == len(values) and events >= composite.min_events:
        value = _balance(known) if composite.method == "balance" else _mean(known)
    return Reading(value=value, band=_band(composite.bands, value), answered=events)


def _mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _balance(values: list[Fraction]) -> Fraction | None:
    first, second = values
    return 100 * (first - second) / (first + second) if first + second else None


def _holds(when: When, seen: _Seen) -> bool:
    match when:
        case All(all=conditions):
            return all(_holds(one, seen) for one in conditions)
        case AnyOf(any=conditions):
            return any(_holds(one, seen) for one in conditions)
        case Not(none=condition):
            return not _holds(condition, seen)
        case _:
            return _is_seen(when, seen)


def _is_seen(
    when: ItemAtLeast
    | ScaleAtLeast
    | ScaleAtMost
    | ScaleInBand
    | CountAtLeast
    | Unanswered,
    seen: _Seen,
) -> bool:
    match when:
        case ItemAtLeast(item=item, at_least=least):
            return _reaches(seen.items.get(item), least)
        case CountAtLeast(count=items, at_least=least, times=times):
            return sum(_reaches(seen.items.get(i), least) for i in items) >= times
        case ScaleAtLeast(scale=scale, at_least=least):
            return _reaches(seen.scale(scale), least)
        case ScaleAtMost(scale=scale, at_most=most):
            value = seen.scale(scale)
            return value is not None and value <= most
        case Unanswered(unanswered=scale):
            return seen.scale(scale) is None
        case _:
            return seen.readings[when.scale].band == when.band


def _reaches(value: Fraction | None, least: Fraction) -> bool:
    return value is not None and value >= least


def _ranked(
    pack: CheckPack, role: Role, readings: Mapping[str, Reading]
) -> list[tuple[Fraction, Scale]]:
    """The highest first; equal ones in the pack's order."""
    known = (
        (value, scale)
        for scale in pack.of(role)
        if (value := readings[scale.id].value) is not None
    )
    return sorted(known, key=lambda pair: -pair[0])


def _strongest(
    pack: CheckPack, role: Role, readings: Mapping[str, Reading]
) -> tuple[str, ...]:
    """Those above their lowest band: what is hardly there is not named."""
    return tuple(
        scale.id
        for _, scale in _ranked(pack, role, readings)
        if readings[scale.id].band not in (None, scale.bands[0].id)
    )


def _weakest(
    pack: CheckPack, readings: Mapping[str, Reading], *, besides: tuple[str, ...]
) -> str | None:
    weak = [
        (value, scale)
        for value, scale in _ranked(pack, Role.SUPPORT, readings)
        if readings[scale.id].band != scale.bands[-1].id and scale.id not in besides
    ]
    # The first of the lowest, so that ties follow the pack's order.
    return min(weak, key=lambda pair: pair[0])[1].id if weak else None


def rounded(value: Fraction, digits: int) -> str:
    """Half away from nought, as people round; the same digits in the browser."""
    scaled = abs(value) * 10**digits
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = str(units).rjust(digits + 1, "0")
    sign = "-" if value < 0 and units else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def is_rpps(typed: str) -> bool:
    """Eleven digits, the last one Luhn's key (spaces are how people type them)."""
    digits = [int(c) for c in typed if c.isascii() and c.isdigit()]
    others = [c for c in typed if not (c.isascii() and c.isdigit()) and not c.isspace()]
    if others or len(digits) != 11:
        return False
    doubled = (
        sum(divmod(2 * digit, 10)) if place % 2 else digit
        for place, digit in enumerate(reversed(digits))
    )
    return sum(doubled) % 10 == 0
