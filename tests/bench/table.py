"""A measure, its target and what was found: the lines of one table."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    MET = "tenu"
    MISSED = "manqué"
    SHOWN = "indiqué"


@dataclass(frozen=True)
class Line:
    measure: str
    target: str
    median: str
    p95: str
    verdict: Verdict


@dataclass(frozen=True)
class Goal:
    """The most a measure may be; a goal of a later issue is shown, not judged."""

    unit: str
    median: float | None = None
    p95: float | None = None
    is_judged: bool = True

    def __str__(self) -> str:
        parts = (("médiane", self.median), ("p95", self.p95))
        return " · ".join(
            f"{name} ≤ {number(most)} {self.unit}" for name, most in parts if most
        )

    def holds(self, median: float, high: float) -> bool:
        pairs = ((median, self.median), (high, self.p95))
        return all(most is None or value <= most for value, most in pairs)


def judged(measure: str, values: Sequence[float], goal: Goal) -> Line:
    """Compare values, in the goal's unit, with the goal."""
    median, high = statistics.median(values), p95(values)
    verdict = Verdict.MET if goal.holds(median, high) else Verdict.MISSED
    return Line(
        measure,
        str(goal),
        f"{number(median)} {goal.unit}",
        f"{number(high)} {goal.unit}" if len(values) > 1 else "",
        verdict if goal.is_judged else Verdict.SHOWN,
    )


def p95(values: Sequence[float]) -> float:
    """The value that 95 % do not exceed: the greatest of a handful."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def number(value: float) -> str:
    """Three digits that count, written the French way."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def printed(lines: Sequence[Line]) -> str:
    """A table that reads as it is and that Markdown understands."""
    head = ("mesure", "cible", "médiane", "p95", "verdict")
    rows = [head, *((x.measure, x.target, x.median, x.p95, x.verdict) for x in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    texts = [
        " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) for r in rows
    ]
    rule = "-|-".join("-" * width for width in widths)
    return "\n".join(f"| {text} |" for text in (texts[0], rule, *texts[1:]))
