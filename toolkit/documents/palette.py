"""One palette for every printer, the same as the paper's on screen."""

Colour = tuple[int, int, int]
INK: Colour = (22, 48, 43)
SOFT: Colour = (76, 95, 90)
LINE: Colour = (200, 195, 182)
ACCENT: Colour = (10, 107, 88)
ALERT: Colour = (143, 21, 48)
TINT: Colour = (228, 241, 236)

OFFICE_FONT = "Arial"
"""In files made to be edited, where ours cannot travel: one that every reader has, or
its twin of the same widths."""


def hexadecimal(colour: Colour) -> str:
    return "".join(f"{part:02X}" for part in colour)
