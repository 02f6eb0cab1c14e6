"""Where the pages of a printed sheet end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A row of the sheet, `height` in points. A heading or a table's head `opens` what
    follows it."""

    height: float
    opens: bool = False


def page_ends(lines: Iterable[Line], room: float) -> list[int]:
    """The rows, counted from 0, that begin a new page of `room` points: never the one
    after a line that opens it."""
    ends: list[int] = []
    at, used = 0, 0.0
    for block in _blocks(lines):
        height = sum(line.height for line in block)
        if used and used + height > room:
            ends.append(at)
            used = 0.0
        at, used = at + len(block), used + height
    return ends


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """What stays on one page: each line with those that open it."""
    block: list[Line] = []
    for line in lines:
        block.append(line)
        if not line.opens:
            yield block
            block = []
    if block:
        yield block
