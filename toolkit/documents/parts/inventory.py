"""Every risk, by unité de travail: what R4121-1 asks for."""

from collections.abc import Mapping

from toolkit import i18n
from toolkit.documents.outline import (
    Band,
    Cell,
    Column,
    Group,
    Key,
    Part,
    PartKey,
    Row,
    Said,
    Table,
    Tone,
    listed,
)
from toolkit.domain import duerp as value
from toolkit.domain.answer import Mastery
from toolkit.domain.duerp import Duerp, Section
from toolkit.i18n import _


def write(duerp: Duerp) -> Part:
    articles = {text.id: text.article or text.title for text in duerp.references}
    bands = tuple(
        Band(
            tuple(_row(row, section, articles) for row in section.rows),
            path(duerp, section),
        )
        for section in duerp.sections
    )
    places = (_("Site"), _("Unité de travail"))
    table = Table(
        key=Key.INVENTORY,
        columns=(
            Column(_("Risque"), 0, Tone.STRONG),
            Column(_("Lieu"), 0, Tone.SOFT),
            Column(_("Famille"), 0, Tone.SOFT),
            Column(_("Constat, ou ce qui peut arriver"), 0),
            Column(_("Exposés"), 0, Tone.SOFT, is_labelled=True),
            Column(_("Textes"), 0, Tone.SOFT, is_labelled=True),
            Column(_("Niveau"), 1, Tone.STRONG),
            Column(_("Réponse"), 1),
            Column(_("Dommage"), 1, Tone.SOFT, is_labelled=True),
            Column(_("Exposition"), 1, Tone.SOFT, is_labelled=True),
            Column(_("Pourquoi"), 1, Tone.SOFT),
            Column(_("Mesures en place"), 2),
            Column(_("Substitution"), 2, is_labelled=True),
        ),
        groups=(
            Group(_("Risque"), 0.48),
            Group(_("Niveau"), 0.22),
            Group(_("Mesures en place"), 0.3),
        ),
        bands=bands,
        band_columns=places if duerp.sites else places[1:],
    )
    title = _("Inventaire des risques")
    return Part(PartKey.INVENTORY, title, _("Inventaire"), (table,))


def path(duerp: Duerp, section: Section) -> tuple[str, ...]:
    """The site, where there are several, and the unit."""
    if section.unit:
        unit = section.unit.name
    elif section.site:
        unit = _("Dans tout le site")
    elif any(row.place for row in section.rows):
        unit = _("Dans toutes les unités de travail, ou plusieurs")
    else:
        unit = _("Dans toutes les unités de travail")
    if not duerp.sites:
        return (unit,)
    return (section.site.name if section.site else _("Tous les sites"), unit)


def _row(row: value.Row, section: Section, articles: Mapping[str, str]) -> Row:
    harm, exposure, why = _rated(row)
    return (
        row.risk,
        row.place if row.place != section.place else "",
        row.family,
        row.text,
        row.who,
        ", ".join(articles[name] for name in row.references if name in articles),
        verdict(row),
        i18n.mastery_name(row.mastery) if row.rating.level else "",
        harm,
        exposure,
        why,
        in_place(row),
        row.substitution,
    )


def verdict(row: value.Row) -> Cell:
    """Rated only where somebody rated: neither « non concerné » nor « à évaluer »."""
    if not row.is_evaluated:
        return Said(_("À évaluer"), Tone.STRONG)
    if row.mastery is Mastery.NOT_CONCERNED:
        return Said(i18n.mastery_name(row.mastery), Tone.SOFT)
    return row.rating.level or Said(_("Maîtrisé, à maintenir"), Tone.ACCENT)


def _rated(row: value.Row) -> tuple[str, str, str]:
    """The harm, the exposure, and why the level is not the grid's."""
    if not row.is_evaluated or row.mastery is Mastery.NOT_CONCERNED:
        return "", "", ""
    rating = row.rating
    is_lowered = rating.level is not None and rating.level < rating.raw
    return (
        i18n.severity_name(rating.severity),
        i18n.frequency_name(rating.frequency),
        i18n.explanation(rating) if rating.floor or is_lowered else "",
    )


def in_place(row: value.Row) -> Cell:
    if row.in_place:
        return listed(row.in_place)
    if row.rating.level:
        return Said(_("Aucune mesure déclarée"), Tone.SOFT)
    return ""
