"""A level by shape, colour and word: a black and white copier must not lose it."""

from toolkit.documents.palette import Colour
from toolkit.domain.obligations import State
from toolkit.domain.rating import Level

LEVELS: dict[Level, Colour] = {
    Level.LOW: (61, 106, 47),
    Level.MEDIUM: (122, 86, 0),
    Level.HIGH: (180, 70, 30),
    Level.VERY_HIGH: (143, 21, 48),
}
STATES: dict[State, Colour] = {
    State.DONE: (61, 106, 47),
    State.MISSING: (180, 70, 30),
    State.CONFIRM: (122, 86, 0),
    State.NOT_DUE: (76, 95, 90),
}
SHAPES: dict[Level, str] = {
    Level.LOW: "●",
    Level.MEDIUM: "■",
    Level.HIGH: "▲",
    Level.VERY_HIGH: "◆",
}
"""The same shapes as letters, where nothing can be drawn."""
