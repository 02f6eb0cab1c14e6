"""The outline as a Word file, to be edited: real styles, heads on every page."""
# pyright: standard
# This library has no types, and strict reading of it finds nothing.

import io
from functools import cache

from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.documents import word_styles, word_xml
from toolkit.documents.outline import (
    Block,
    Heading,
    Outline,
    Paragraph,
    Part,
    PartKey,
    Table,
    Tone,
)
from toolkit.documents.word_styles import Style
from toolkit.documents.word_xml import paragraph
from toolkit.i18n import use_locale

_PARAGRAPHS = {
    Tone.PLAIN: Style.BODY,
    Tone.STRONG: Style.STRONG,
    Tone.SOFT: Style.SOFT,
    Tone.ALERT: Style.ALERT,
    Tone.ACCENT: Style.ACCENT,
    Tone.TITLE: Style.COMPANY,
    Tone.DIGIT: Style.STRONG,
}
_OWN_PAGE = {PartKey.METHOD, PartKey.ANNEXES, PartKey.NAMES}
_RIGHT = '<w:tab w:val="clear" w:pos="4680"/><w:tab w:val="clear" w:pos="9360"/>'
_TABS = f'<w:tabs>{_RIGHT}<w:tab w:val="right" w:pos="{word_xml.WIDTH}"/></w:tabs>'


def render_word(outline: Outline) -> bytes:
    with use_locale(outline.language):
        document = Document(io.BytesIO(_blank(outline.language)))
        _describe(document, outline)
        _around(document, outline)
        _fill(document, "".join(_part(part) for part in outline.parts))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


@cache
def _blank(locale: str) -> bytes:
    """A file with the styles and nothing in it: made once in each process."""
    document = Document()
    word_styles.apply(document, locale)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe(document: Docx, outline: Outline) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = outline.title, "Trois pas", ""
    about.subject, about.keywords = outline.status, ""
    about.language = outline.language


def _around(document: Docx, outline: Outline) -> None:
    """The company and the standing above, pages counted below."""
    section = document.sections[0]
    above = section.header.paragraphs[0]
    above.text = f"{outline.company}\t{outline.status}"
    below = section.footer.paragraphs[0]
    below.text = f"{outline.footer}\t"
    for field, between in (("PAGE", " / "), ("NUMPAGES", "")):
        below._p.append(  # pyright: ignore[reportPrivateUsage]
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r>'
                "</w:fldSimple>"
            )
        )
        if between:
            below.add_run(between)
    for line in (above, below):
        line._p.get_or_add_pPr().append(  # pyright: ignore[reportPrivateUsage]
            parse_xml(_TABS.replace("<w:tabs>", f"<w:tabs {nsdecls('w')}>"))
        )


def _fill(document: Docx, inside: str) -> None:
    body = document.element.body
    parsed = parse_xml(f"<w:body {nsdecls('w')}>{inside}</w:body>")
    last = body[-1]  # the section's properties close the body
    for element in list(parsed):
        last.addprevious(element)


def _part(part: Part) -> str:
    """Page one has its own head; the others begin with their title."""
    inside = "".join(_block(block) for block in part.blocks)
    if part.key is PartKey.SUMMARY:
        return inside
    title = paragraph(part.title, Style.HEADING_1)
    if part.key in _OWN_PAGE:
        title = title.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)
    return title + inside


def _block(block: Block) -> str:
    match block:
        case Heading():
            return paragraph(block.text, Style.HEADING_2)
        case Paragraph():
            return paragraph(block.text, _PARAGRAPHS[block.tone])
        case Table():
            return "".join(word_xml.tables(block))
