"""A level by shape, colour and word: a black and white copier must not lose it."""

from collections.abc import Callable

from toolkit.documents.paper import Colour, Paper
from toolkit.domain.rating import Level

SIZE = 3.0

Draw = Callable[[Paper, float, float], None]

_COLOURS: dict[Level, Colour] = {
    Level.LOW: (61, 106, 47),
    Level.MEDIUM: (122, 86, 0),
    Level.HIGH: (180, 70, 30),
    Level.VERY_HIGH: (143, 21, 48),
}


def level_mark(level: Level) -> tuple[Draw, Colour]:
    """What draws the shape at a line's left, and the colour of its words."""

    def draw(paper: Paper, x: float, y: float) -> None:
        paper.set_fill_color(*_COLOURS[level])
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

    return draw, _COLOURS[level]
