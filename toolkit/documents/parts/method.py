"""How to read the document, and what the company said of itself."""

from toolkit import i18n
from toolkit.documents.outline import (
    Column,
    Group,
    Heading,
    Key,
    Paragraph,
    Part,
    PartKey,
    Row,
    Table,
    Tone,
    one_band,
)
from toolkit.domain.company import WorkUnit
from toolkit.domain.duerp import Duerp
from toolkit.domain.pack import Frequency, Severity
from toolkit.domain.rating import raw_level
from toolkit.i18n import _, format_date, ngettext


def write(duerp: Duerp) -> Part:
    edition = _("Questionnaire : {name}, édition du {day}.").format(
        name=duerp.pack.name, day=format_date(duerp.pack.edition)
    )
    return Part(
        PartKey.METHOD,
        _("Comment lire ce document"),
        _("Méthode"),
        (
            Paragraph(
                _(
                    "Chaque risque est regardé deux fois : le dommage le plus grave qui "
                    "soit plausible (un soin, un arrêt de travail, des séquelles ou une "
                    "maladie durable, un décès) et la fréquence à laquelle on y est "
                    "exposé. Les deux donnent le niveau : faible, moyen, élevé ou très "
                    "élevé. Un risque en partie maîtrisé baisse d'un niveau, sans "
                    "descendre sous « élevé » s'il peut tuer, ni sous « moyen » s'il peut "
                    "laisser des séquelles. Un risque maîtrisé reste inscrit, avec les "
                    "mesures à maintenir. Ce qui n'a pas de réponse est écrit « à "
                    "évaluer »."
                )
            ),
            grid(),
            Paragraph(edition, Tone.SOFT),
            Heading(_("Unités de travail")),
            units(duerp),
            Heading(_("Ce que l'entreprise a déclaré")),
            circumstances(duerp),
        ),
    )


def grid() -> Table:
    """The table of levels: a reader may check any of them."""
    columns = tuple(
        Column(i18n.frequency_name(frequency), at)
        for at, frequency in enumerate(Frequency, start=1)
    )
    name = _("Dommage, exposition")
    return Table(
        key=Key.GRID,
        columns=(Column(name, 0, Tone.STRONG), *columns),
        groups=(Group(name, 0.36), *(Group(c.name, 0.16) for c in columns)),
        bands=one_band(
            *(
                (
                    i18n.severity_name(severity),
                    *(raw_level(severity, frequency) for frequency in Frequency),
                )
                for severity in Severity
            )
        ),
    )


def units(duerp: Duerp) -> Table:
    site, unit, people = _("Site"), _("Unité de travail"), _("Personnes")
    sites = {one.id: one.name for one in duerp.sites}
    rows: tuple[Row, ...] = tuple(
        (sites.get(one.site, ""), one.name, _people(one)) for one in duerp.units
    ) or (("", _("Toute l'entreprise"), ""),)
    if sites:
        columns = (Column(site, 0), Column(unit, 1), Column(people, 2))
        groups = (Group(site, 0.3), Group(unit, 0.4), Group(people, 0.3))
        return Table(Key.UNITS, columns, groups, one_band(*rows))
    columns = (Column(unit, 0), Column(people, 1))
    groups = (Group(unit, 0.7), Group(people, 0.3))
    return Table(Key.UNITS, columns, groups, one_band(*(row[1:] for row in rows)))


def _people(unit: WorkUnit) -> str:
    if unit.people is None:
        return _("nombre de personnes à préciser")
    return ngettext("{count} personne", "{count} personnes", unit.people)


def circumstances(duerp: Duerp) -> Table:
    said = {True: _("Oui"), False: _("Non"), None: _("Sans réponse")}
    return Table(
        key=Key.CIRCUMSTANCES,
        columns=(Column(_("Question"), 0), Column(_("Réponse"), 1, Tone.STRONG)),
        groups=(Group(_("Question"), 0.8), Group(_("Réponse"), 0.2)),
        bands=one_band(*((c.question, said[c.answer]) for c in duerp.circumstances)),
    )
