"""The shapes of the levels, drawn."""

from functools import cache

from toolkit.documents.marks import LEVELS
from toolkit.documents.paper import DrawMark, Paper
from toolkit.domain.rating import Level

SIZE = 3.0


@cache
def level_mark(level: Level) -> DrawMark:
    """What draws the shape at a line's left."""

    def draw(paper: Paper, x: float, y: float) -> None:
        paper.set_fill_color(*LEVELS[level])
        top, middle = y + 0.6, SIZE / 2
        if level is Level.LOW:
            paper.ellipse(x, top, SIZE, SIZE, style="F")
        elif level is Level.MEDIUM:
            paper.rect(x, top, SIZE, SIZE, style="F")
        elif level is Level.HIGH:
            paper.polygon(
                [(x + middle, top), (x + SIZE, top + SIZE), (x, top + SIZE)], style="F"
            )
        else:
            paper.polygon(
                [
                    (x + middle, top - 0.4),
                    (x + SIZE + 0.4, top + middle),
                    (x + middle, top + SIZE + 0.4),
                    (x - 0.4, top + middle),
                ],
                style="F",
            )

    return draw
