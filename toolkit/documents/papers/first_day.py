"""The first-day sheet of a unité de travail: to read together, and to sign."""

from collections.abc import Sequence

from toolkit.documents import pdf_tables
from toolkit.documents.outline import (
    Cell,
    Column,
    Group,
    Key,
    Row,
    Said,
    Table,
    Tone,
    clean,
    listed,
    one_band,
)
from toolkit.documents.palette import SOFT
from toolkit.documents.paper import Paper, Style
from toolkit.documents.papers import sheet
from toolkit.documents.papers.law import Text, cited
from toolkit.domain import duerp as value
from toolkit.domain.answer import Mastery
from toolkit.domain.company import WorkUnit
from toolkit.domain.duerp import Duerp
from toolkit.i18n import _, use_locale

_TEXT = Style(size=10.5)
_SMALL = Style(size=8.5, colour=SOFT)


def render_first_day(duerp: Duerp, locale: str, mark: str, unit: str) -> bytes:
    """Of one unit, or of each of them when none is named."""
    units = [one for one in duerp.units if unit in ("", one.id)]
    with use_locale(locale):
        title = _("Premier jour")
        paper = sheet.begin(duerp, title, locale, mark)
        for one in units or [None]:
            _sheet(paper, duerp, one)
        return paper.finish()


def _sheet(paper: Paper, duerp: Duerp, unit: WorkUnit | None) -> None:
    name = (
        _("Premier jour : {unit}").format(unit=unit.name) if unit else _("Premier jour")
    )
    sheet.head(paper, duerp, name, size=24)
    sheet.to_fill(paper, _("Remis à"), _("Poste"))
    _danger(paper)
    _accident(paper)
    _fire(paper)
    _contacts(paper)
    _together(paper)
    paper.new_page()
    _risks(paper, rows_of(duerp, unit))


def _danger(paper: Paper) -> None:
    sheet.heading(paper, _("Un danger grave vous semble tout proche ?"))
    paper.text_block(
        _(
            "Prévenez tout de suite votre responsable, d'une protection défectueuse aussi. "
            "Vous pouvez vous retirer de la situation."
        ),
        _TEXT,
    )
    sheet.to_fill(paper, _("Qui prévenir, et comment"))


def _accident(paper: Paper) -> None:
    sheet.heading(paper, _("Quelqu'un se blesse ?"))
    sheet.numbered(
        paper,
        (
            _("Écartez le danger, sans vous y exposer."),
            _("Appelez le 15 ou le 112 ; pour un feu, le 18. Dites où, quoi, qui."),
            _("Restez près de la personne jusqu'à l'arrivée des secours."),
            _("Dites tout accident à votre responsable, même léger."),
        ),
    )
    sheet.to_fill(paper, _("Secouriste"), _("Trousse de secours"))


def _fire(paper: Paper) -> None:
    sheet.heading(paper, _("Un feu se déclare ?"))
    sheet.to_fill(paper, _("Sortie"), _("Extincteur"))
    sheet.to_fill(paper, _("Rassemblement"), _("Qui fait évacuer"))


def _contacts(paper: Paper) -> None:
    sheet.heading(paper, _("Bon à savoir"))
    sheet.to_fill(paper, _("Où lire le document unique"))
    sheet.to_fill(paper, _("Service de santé au travail"), _("Téléphone"))
    sheet.to_fill(paper, _("Représentants du personnel"), _("Règlement intérieur"))


def _together(paper: Paper) -> None:
    sheet.heading(paper, _("Vu ensemble, sur place"))
    for text in (
        _("Les passages, les accès et les issues de secours."),
        _("Les gestes et les façons de faire les plus sûrs, montrés."),
        _("Les protections : à quoi elles servent, comment les employer."),
        _("Ce qu'il faut faire en cas d'accident."),
        _("Les risques et les mesures au verso."),
    ):
        sheet.to_tick(paper, text)
    sheet.to_fill(paper, _("Le"), _("Durée"), _("Montré par"))
    paper.gap(2)
    sheet.signatures(paper, _("La personne accueillie"), _("L'employeur"))
    texts = (
        Text.WITHDRAWAL,
        Text.TRAINING,
        Text.CONTENT,
        Text.INFORMATION,
        Text.PLACES,
        Text.GESTURES,
        Text.ACCIDENT,
    )
    paper.text_block(cited(*texts), _SMALL)


def _risks(paper: Paper, rows: Sequence[value.Row]) -> None:
    known = sorted((row for row in rows if row.is_evaluated), key=_gravest_first)
    waiting = [row.risk for row in rows if not row.is_evaluated]
    paper.title_line(_("Les risques ici, et ce qui vous protège"), 16)
    paper.gap(2)
    if known:
        pdf_tables.write(paper, _table(known))
    if waiting:
        paper.gap(2)
        names = clean(", ".join(waiting))
        paper.text_block(
            _("Pas encore évalués, à voir avec votre responsable : {names}.").format(
                names=names
            ),
            Style(size=9.5),
        )


def _gravest_first(row: value.Row) -> tuple[int, int]:
    return -(row.rating.level or 0), -row.rating.severity


def _table(rows: Sequence[value.Row]) -> Table:
    return Table(
        key=Key.FIRST_DAY,
        columns=(
            Column(_("Risque"), 0, Tone.STRONG),
            Column(_("Ce qui peut arriver"), 0),
            Column(_("Niveau"), 0),
            Column(_("Ce qui vous protège"), 1),
        ),
        groups=(
            Group(_("Risque"), 0.5),
            Group(_("Ce qui vous protège"), 0.5),
        ),
        bands=one_band(*(_row(row) for row in rows)),
    )


def _row(row: value.Row) -> Row:
    protection: Cell = (
        clean(listed(row.in_place))
        if row.in_place
        else Said(_("À voir avec votre responsable."), Tone.SOFT)
    )
    return clean(row.risk), clean(row.text), row.rating.level or "", protection


def rows_of(duerp: Duerp, unit: WorkUnit | None) -> list[value.Row]:
    """The risks somebody meets in a unit: its own, its site's, those of everywhere; none
    of those that concern nobody."""
    return [
        row
        for section in duerp.sections
        for row in section.rows
        if (unit is None or section.concerns(row, unit))
        and row.mastery is not Mastery.NOT_CONCERNED
    ]
