"""What an author looks at before proof-reading: how a pack is written, in figures."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from toolkit.domain.catalogue import Reference
from toolkit.domain.pack import Pack, Principle, Risk, Severity

YEAR = timedelta(days=365)

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_PRINCIPLES = ("suppr.", "rempl.", "collect.", "organ.", "indiv.", "former")
_SEVERITIES = ("soin", "arrêt", "séquelles", "décès")
_HEADINGS = (
    *("métier", "risques", "propres", "mots/phrase", "maximum"),
    *_PRINCIPLES,
    "textes",
    *_SEVERITIES,
    "carte de la plus longue phrase",
)


@dataclass(frozen=True)
class Report:
    """`own`: risks that come from no hazard of the library."""

    pack: str
    risks: int
    own: int
    mean_words: float
    longest: int
    longest_in: str
    principles: Mapping[Principle, int]
    references: int
    severities: Mapping[Severity, int]


def report(pack: Pack, hazards: frozenset[str]) -> Report:
    lengths = [
        (words(text), risk.id) for risk in pack.risks for text in sentences(risk)
    ]
    longest, longest_in = max(lengths, key=lambda found: found[0])
    return Report(
        pack=pack.id,
        risks=len(pack.risks),
        own=sum(risk.id not in hazards for risk in pack.risks),
        mean_words=sum(length for length, _ in lengths) / len(lengths),
        longest=longest,
        longest_in=longest_in,
        principles=Counter(m.principle for risk in pack.risks for m in risk.measures),
        references=len({text for risk in pack.risks for text in risk.references}),
        severities=Counter(risk.severity for risk in pack.risks),
    )


def sentences(risk: Risk) -> Iterator[str]:
    """Everything a person reads of a card, sentence by sentence."""
    said = [risk.question, risk.finding, risk.harm, risk.who, risk.rationale]
    said += [risk.stop_work] if risk.stop_work else []
    for measure in risk.measures:
        said += [measure.action, measure.in_place, measure.first_step]
    for text in said:
        yield from _SENTENCE_END.split(text)


def words(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.split())


def table(reports: Iterable[Report]) -> str:
    """One line a pack; words to the left, figures to the right."""
    rows = [_HEADINGS, *(_cells(one) for one in reports)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if place in (0, len(row) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cells(one: Report) -> tuple[str, ...]:
    return (
        one.pack,
        str(one.risks),
        f"{one.own / one.risks:.0%}".replace("%", " %"),
        f"{one.mean_words:.1f}".replace(".", ","),
        str(one.longest),
        *(str(one.principles.get(principle, 0)) for principle in Principle),
        str(one.references),
        *(str(one.severities.get(severity, 0)) for severity in Severity),
        one.longest_in,
    )


def to_read_again(texts: Iterable[Reference], *, today: date) -> list[Reference]:
    """The texts nobody has read for a year, the oldest reading first."""
    old = (text for text in texts if today - text.checked_on > YEAR)
    return sorted(old, key=lambda text: (text.checked_on, text.id))
