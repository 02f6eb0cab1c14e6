"""Our line pictograms on paper: the same drawings as on screen."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from fpdf.svg import SVGObject

from toolkit.documents.paper import Paper

DRAWINGS = Path(__file__).parents[3] / "assets" / "pictograms.svg"
_SVG = "{http://www.w3.org/2000/svg}"


@cache
def _symbols() -> dict[str, ElementTree.Element]:
    """By id; none where the drawings are not installed."""
    if not DRAWINGS.exists():
        return {}
    root = ElementTree.fromstring(DRAWINGS.read_text(encoding="utf-8"))
    return {symbol.get("id", ""): symbol for symbol in root.iter(f"{_SVG}symbol")}


def draw(paper: Paper, name: str, x: float, y: float, size: float, colour: str) -> None:
    """A pictogram in a square; nothing where there is none of this name."""
    symbol = _symbols().get(name)
    if symbol is None:
        return
    drawn = ElementTree.Element(
        f"{_SVG}svg",
        {
            "viewBox": symbol.get("viewBox", "0 0 32 32"),
            "width": f"{size}mm",
            "height": f"{size}mm",
            "fill": "none",
            "stroke": colour,
            "stroke-width": "2",
            "stroke-linecap": "round",
            "stroke-linejoin": "round",
        },
    )
    drawn.extend(symbol)
    SVGObject(ElementTree.tostring(drawn, encoding="unicode")).draw_to_page(paper, x, y)
