"""An A4 page and what can be put on it: measured text, columns that cross pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fpdf import FPDF
from fpdf.enums import AssociatedFileRelationship, DocumentCompliance
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from toolkit.documents.letters import FONTS, drawable, width_of
from toolkit.documents.palette import INK, LINE, SOFT, Colour

MARGIN = 15.0
WIDTH, HEIGHT = 210.0, 297.0
BODY = WIDTH - 2 * MARGIN
TOP, BOTTOM = 18.0, HEIGHT - 20.0

MARK_LINE = 4.2  # millimetres: the height of line marks are drawn for
_POINT = 25.4 / 72  # millimetres

DrawMark = Callable[["Paper", float, float], None]


@dataclass(frozen=True)
class Style:
    size: float = 10
    is_bold: bool = False
    colour: Colour = INK
    leading: float = 1.32

    @property
    def height(self) -> float:
        """Millimetres from one baseline to the next."""
        return self.size * self.leading * _POINT


@dataclass(frozen=True)
class Line:
    """One line of text, already cut to its column; `mark` draws a shape before it."""

    text: str
    style: Style
    indent: float = 0
    mark: DrawMark | None = None
    gap: float = 0  # millimetres above


class Paper(FPDF):
    """Millimetres from the top left; `cursor` is where the next thing goes. PDF/A-3: it
    reads the same in forty years, and carries files."""

    def __init__(self, *, title: str, lang: str, footer: str) -> None:
        super().__init__(format="A4", enforce_compliance=DocumentCompliance.PDFA_3B)
        self.set_auto_page_break(False)
        self.set_lang(lang)
        self.set_creator("Trois pas")
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        for style, is_bold in (("", False), ("B", True)):
            self.add_font("text", style, FONTS[is_bold])
            self._lighten(self.fonts[f"text{style}"])
        self.set_title(drawable(title))
        self.cursor = TOP
        self._footer_text = footer
        self.on_new_page: Callable[[], None] | None = None

    @staticmethod
    def _lighten(face: object) -> None:
        """Nothing here is shaped: without these tables a file is made in half the
        time."""
        assert isinstance(face, TTFFont)
        for table in ("GSUB", "GPOS", "GDEF"):
            if table in face.ttfont:
                del face.ttfont[table]

    def carry(self, name: str, content: bytes, description: str) -> None:
        """Embed what the pages were drawn from."""
        self.embed_file(
            bytes=content,
            basename=name,
            mime_type="application/json",
            associated_file_relationship=AssociatedFileRelationship.DATA.value,
            modification_date=self.creation_date,
            desc=description,
            compress=True,
            checksum=True,
        )

    def finish(self) -> bytes:
        """Number the pages, now that they are counted."""
        style = Style(size=8.5, colour=SOFT)
        for number in range(1, self.pages_count + 1):
            self.page = number
            # Each page is a stream of its own: make it name its font again.
            self.set_font_size(1)
            count = f"{number} / {self.pages_count}"
            across = WIDTH - MARGIN - self.width_of(count, style)
            [footer, *_rest] = self.wrap(self._footer_text, across - MARGIN - 4, style)
            self.put(footer.text, MARGIN, HEIGHT - 10, style)
            self.put(count, across, HEIGHT - 10, style)
        return bytes(self.output())

    def new_page(self) -> None:
        self.add_page()
        self.cursor = TOP
        if self.on_new_page:
            self.on_new_page()

    @property
    def room(self) -> float:
        return BOTTOM - self.cursor

    def need(self, height: float) -> None:
        """Go to a new page unless this much is left."""
        if height > self.room:
            self.new_page()

    def gap(self, height: float) -> None:
        self.cursor += height

    def wrap(
        self,
        text: str,
        width: float,
        style: Style,
        *,
        indent: float = 0,
        mark: DrawMark | None = None,
        gap: float = 0,
    ) -> list[Line]:
        """The lines of a text in a column; a word longer than the column is cut."""
        lines: list[Line] = []
        for paragraph in drawable(text).split("\n"):
            for piece in self._break(paragraph, width - indent, style):
                if lines:
                    lines.append(Line(piece, style, indent))
                else:
                    lines.append(Line(piece, style, indent, mark, gap))
        return lines

    def text_block(
        self, text: str, style: Style | None = None, *, width: float = BODY
    ) -> None:
        style = style or Style()
        self.columns([(MARGIN, self.wrap(text, width, style))])

    def columns(self, parts: Sequence[tuple[float, Sequence[Line]]]) -> None:
        """Columns of lines side by side: kept together where a page can hold them,
        else continued on the next page."""
        tallest = max((height_of(lines) for _, lines in parts), default=0)
        if tallest <= BOTTOM - TOP - 25:
            self.need(tallest)
        waiting = [(x, list(lines)) for x, lines in parts]
        while True:
            top, end = self.cursor, self.cursor
            for x, lines in waiting:
                end = max(end, self._fill(x, lines, top))
            self.cursor = end
            waiting = [(x, lines) for x, lines in waiting if lines]
            if not waiting:
                return
            self.new_page()

    def _fill(self, x: float, lines: list[Line], top: float) -> float:
        """Draw lines until the page ends, removing those drawn."""
        y, drawn = top, 0
        for line in lines:
            if y + line.gap + line.style.height > BOTTOM:
                break
            y += line.gap
            if line.mark:
                line.mark(self, x, y + max(0, (line.style.height - MARK_LINE) / 2))
            baseline = y + line.style.size * _POINT * 1.02
            self.put(line.text, x + line.indent, baseline, line.style)
            y += line.style.height
            drawn += 1
        del lines[:drawn]
        return y

    def rule(self, colour: Colour = LINE, thickness: float = 0.2) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(thickness)
        self.line(MARGIN, self.cursor, WIDTH - MARGIN, self.cursor)

    def title_line(
        self, text: str, size: float, *, level: int | None = None, follows: float = 25
    ) -> None:
        """A heading; with a level it becomes a bookmark. Never left at a page's foot:
        `follows` is the height of what it must not be parted from."""
        style = Style(size=size, is_bold=True, leading=1.2)
        lines = self.wrap(text, BODY, style)
        self.need(min(height_of(lines) + follows, BOTTOM - TOP))
        if level is not None:
            self.set_y(self.cursor)  # where the bookmark leads
            self.start_section(drawable(text), level)
        self.columns([(MARGIN, lines)])

    def width_of(self, text: str, style: Style) -> float:
        """Millimetres."""
        return width_of(text, is_bold=style.is_bold) * style.size * _POINT

    def _break(self, text: str, width: float, style: Style) -> list[str]:
        if self.width_of(text, style) <= width:
            return [text]
        lines: list[str] = []
        current, used = "", 0.0
        space = self.width_of(" ", style)
        for word in text.split(" "):
            for part in self._cut(word, width, style):
                size = self.width_of(part, style)
                if current and used + space + size > width:
                    lines.append(current)
                    current, used = part, size
                else:
                    current = f"{current} {part}" if current else part
                    used += size + (space if current != part else 0)
        return [*lines, current]

    def _cut(self, word: str, width: float, style: Style) -> list[str]:
        if self.width_of(word, style) <= width:
            return [word]
        parts: list[str] = []
        current, used = "", 0.0
        for letter in word:
            size = self.width_of(letter, style)
            if current and used + size > width:
                parts.append(current)
                current, used = "", 0.0
            current, used = current + letter, used + size
        return [*parts, current]

    def put(self, text: str, x: float, baseline: float, style: Style) -> None:
        """Draw a text where it is told to, in letters the font has."""
        if not text:
            return
        self.set_font("text", "B" if style.is_bold else "", style.size)
        self.set_text_color(*style.colour)
        self.text(x, baseline, text)


def height_of(lines: Sequence[Line]) -> float:
    return sum(line.gap + line.style.height for line in lines)
