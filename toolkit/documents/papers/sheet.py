"""What the papers around the DUERP share: a head, lines to write on by hand."""

from collections.abc import Sequence

from toolkit.documents.compose import footer
from toolkit.documents.letters import drawable
from toolkit.documents.outline import clean
from toolkit.documents.palette import ACCENT, ALERT, INK, SOFT, TINT, Colour
from toolkit.documents.paper import BODY, MARGIN, WIDTH, Line, Paper, Style
from toolkit.documents.parts.summary import status
from toolkit.domain.duerp import Duerp
from toolkit.i18n import _

DOTS: Colour = (133, 127, 111)
WRITING = 9.0  # millimetres: the height of a line to write on
_HEADING = Style(size=12.5, is_bold=True, colour=ACCENT, leading=1.2)


def begin(duerp: Duerp, title: str, locale: str, mark: str) -> Paper:
    """A paper whose footer says whose it is and where it stands."""
    name = f"{title} · {duerp.company.name}" if duerp.company.name else title
    return Paper(title=clean(name), lang=locale, footer=clean(footer(duerp, mark)))


def head(paper: Paper, duerp: Duerp, title: str, *, size: float = 26) -> None:
    """The company, the title; « Projet » where nothing was validated."""
    paper.new_page()
    paper.text_block(clean(duerp.company.name), Style(size=11, colour=SOFT))
    paper.gap(1)
    paper.start_section(drawable(clean(title)), 0)
    paper.text_block(clean(title), Style(size=size, is_bold=True, leading=1.15))
    if not duerp.is_validated:
        paper.gap(1)
        paper.text_block(status(duerp), Style(size=11, is_bold=True, colour=ALERT))
    paper.gap(4)


def heading(paper: Paper, text: str) -> None:
    paper.gap(4)
    paper.columns([(MARGIN, paper.wrap(text, BODY, _HEADING))])
    paper.gap(1)


def to_fill(paper: Paper, *names: str, size: float = 10.5) -> None:
    """Names on one line, each with dots to write on."""
    room = BODY / len(names)
    style = Style(size=size)
    height = WRITING * size / 10.5
    lines = [paper.wrap(_("{name} :").format(name=name), room, style) for name in names]
    for at, [line, *_more] in enumerate(lines):
        x = MARGIN + at * room
        baseline = paper.cursor + height - 2.5
        paper.put(line.text, x, baseline, style)
        start = x + paper.width_of(line.text, style) + 2
        dotted(paper, start, x + room - (4 if at < len(names) - 1 else 0), baseline)
    paper.gap(height)


def dotted(paper: Paper, start: float, end: float, y: float) -> None:
    paper.set_draw_color(*DOTS)
    paper.set_line_width(0.25)
    paper.set_dash_pattern(dash=0.3, gap=1.1)
    paper.line(start, y + 0.6, max(end, start), y + 0.6)
    paper.set_dash_pattern()


def to_tick(paper: Paper, text: str) -> None:
    """A square to tick before a sentence."""
    style = Style(size=10.5)
    lines = paper.wrap(text, BODY, style, indent=7, mark=_square)
    paper.columns([(MARGIN, lines)])
    paper.gap(1.2)


def _square(paper: Paper, x: float, y: float) -> None:
    paper.set_draw_color(*INK)
    paper.set_line_width(0.35)
    paper.rect(x + 0.2, y + 0.4, 3.6, 3.6)


def numbered(paper: Paper, texts: Sequence[str]) -> None:
    number = Style(size=10.5, is_bold=True, colour=ACCENT)
    for at, text in enumerate(texts, start=1):
        lines: list[Line] = paper.wrap(text, BODY - 7, Style(size=10.5))
        paper.columns([(MARGIN, [Line(str(at), number)]), (MARGIN + 7, lines)])
        paper.gap(0.8)


def framed(paper: Paper, height: float) -> None:
    """A tinted box behind what follows."""
    paper.set_fill_color(*TINT)
    paper.rect(MARGIN - 5, paper.cursor, WIDTH - 2 * MARGIN + 10, height, style="F")


def signatures(paper: Paper, *names: str) -> None:
    """Boxes to sign in."""
    height, gap = 24.0, 6.0
    room = (BODY - gap * (len(names) - 1)) / len(names)
    paper.need(height + 2)
    for at, name in enumerate(names):
        x = MARGIN + at * (room + gap)
        paper.set_draw_color(*DOTS)
        paper.set_line_width(0.25)
        paper.rect(x, paper.cursor, room, height)
        style = Style(size=9, colour=SOFT)
        paper.put(drawable(name), x + 2, paper.cursor + 4.5, style)
    paper.gap(height + 2)
