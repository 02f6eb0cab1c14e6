"""From the sealed value to the outline: what the document says, decided here."""

from dataclasses import replace

from toolkit import i18n
from toolkit.documents.outline import (
    Band,
    Block,
    Cell,
    Heading,
    Outline,
    Paragraph,
    Part,
    Said,
    Table,
    clean,
)
from toolkit.documents.parts import actions, annexes, inventory, method, summary
from toolkit.domain.duerp import Duerp
from toolkit.i18n import _, use_locale


def outline_of(
    duerp: Duerp, locale: str, *, signed_by: str = "", mark: str = ""
) -> Outline:
    """`signed_by` stands in the annex of names, `mark` is the hash it was sealed
    under."""
    with use_locale(locale):
        parts = (
            summary.write(duerp),
            method.write(duerp),
            actions.write(duerp),
            inventory.write(duerp),
            annexes.write(duerp),
            annexes.requirements(duerp),
            annexes.texts(duerp),
        )
        named = (annexes.names(signed_by),) if signed_by else ()
        return Outline(
            title=clean(title(duerp)),
            company=clean(duerp.company.name),
            status=summary.status(duerp),
            footer=clean(footer(duerp, mark)),
            language=i18n.locale(),
            is_project=not duerp.is_validated,
            parts=tuple(_clean_part(part) for part in (*parts, *named)),
        )


def title(duerp: Duerp) -> str:
    return _("Document unique d'évaluation des risques professionnels") + (
        f" · {duerp.company.name}" if duerp.company.name else ""
    )


def footer(duerp: Duerp, mark: str) -> str:
    parts = [duerp.company.name[:50], summary.status(duerp)]
    if mark:
        parts.append(_("empreinte {mark}").format(mark=mark[:16]))
    return " · ".join(part for part in parts if part)


def _clean_part(part: Part) -> Part:
    return replace(part, blocks=tuple(_clean_block(block) for block in part.blocks))


def _clean_block(block: Block) -> Block:
    match block:
        case Heading():
            return Heading(clean(block.text))
        case Paragraph():
            return Paragraph(clean(block.text), block.tone)
        case Table():
            return replace(block, bands=tuple(_clean_band(b) for b in block.bands))


def _clean_band(band: Band) -> Band:
    rows = tuple(tuple(_clean_cell(cell) for cell in row) for row in band.rows)
    return Band(rows, tuple(clean(name) for name in band.path))


def _clean_cell(cell: Cell) -> Cell:
    if isinstance(cell, Said):
        return Said(clean(cell.text), cell.tone)
    return clean(cell) if type(cell) is str else cell
