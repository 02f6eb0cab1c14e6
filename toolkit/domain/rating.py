"""How pressing a risk is, and why; the table is explained in docs/decisions/0003."""

from enum import IntEnum, StrEnum

from toolkit.domain.answer import OPEN, Answer, Mastery, frequency_of, severity_of
from toolkit.domain.pack import Flag, Frequency, Risk, Severity, Value


class Level(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    VERY_HIGH = 4


class Floor(StrEnum):
    """What kept a level from going lower."""

    FATAL = "fatal"
    LASTING = "lasting"
    CMR = "cmr"


_L, _M, _H, _V = Level

# Rows: severity 1 to 4; columns: frequency 1 to 4.
TABLE = {
    Severity.CARE: (_L, _L, _M, _M),
    Severity.LEAVE: (_L, _M, _H, _H),
    Severity.LASTING: (_M, _H, _H, _V),
    Severity.DEATH: (_H, _H, _V, _V),
}

# However well it is watched, what kills stays « élevé », what lasts stays « moyen ».
_PARTIAL_FLOOR = {
    Severity.DEATH: (Level.HIGH, Floor.FATAL),
    Severity.LASTING: (Level.MEDIUM, Floor.LASTING),
}


class Rating(Value):
    """`level` is None where nothing is left to do or to say yet; `raw` is the level
    without any measure."""

    severity: Severity
    frequency: Frequency
    raw: Level
    level: Level | None
    floor: Floor | None = None


def raw_level(severity: Severity, frequency: Frequency) -> Level:
    return TABLE[severity][frequency - 1]


def rate(risk: Risk, answer: Answer | None) -> Rating:
    severity, frequency = severity_of(risk, answer), frequency_of(risk, answer)
    raw = raw_level(severity, frequency)
    if answer is None or answer.mastery not in OPEN:
        return Rating(severity=severity, frequency=frequency, raw=raw, level=None)
    level, floor = raw, None
    if answer.mastery is Mastery.PARTIAL:
        level, floor = _one_down(raw, severity)
    if Flag.CMR in risk.flags and level < Level.HIGH:
        level, floor = Level.HIGH, Floor.CMR
    return Rating(
        severity=severity, frequency=frequency, raw=raw, level=level, floor=floor
    )


def _one_down(raw: Level, severity: Severity) -> tuple[Level, Floor | None]:
    down = Level(max(Level.LOW, raw - 1))
    lowest, why = _PARTIAL_FLOOR.get(severity, (Level.LOW, None))
    return (lowest, why) if down < lowest else (down, None)
