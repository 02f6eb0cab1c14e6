"""Everything to do, most pressing first: L4121-3-1 III wants it in the document."""

from toolkit import i18n
from toolkit.documents.outline import (
    Band,
    Column,
    Group,
    Key,
    Paragraph,
    Part,
    PartKey,
    Row,
    Table,
    Tone,
    listed,
)
from toolkit.documents.parts.summary import who_and_when
from toolkit.domain.duerp import Action, Duerp, Rank, Step
from toolkit.domain.rating import Level
from toolkit.i18n import _


def write(duerp: Duerp) -> Part:
    nothing = Paragraph(_("Aucune action : aucun risque n'est déclaré à traiter."))
    block = _table(duerp) if duerp.actions else nothing
    return Part(
        PartKey.ACTIONS, _("Liste des actions"), _("Liste des actions"), (block,)
    )


def _table(duerp: Duerp) -> Table:
    names = {
        Rank.PRIORITY: _("Les trois priorités"),
        Rank.IMMEDIATE: _("À prendre aussi tout de suite"),
        Rank.LATER: _("Ensuite"),
    }
    return Table(
        key=Key.ACTIONS,
        columns=(
            Column(_("Risque"), 0, Tone.STRONG),
            Column(_("Lieu"), 0, Tone.SOFT),
            Column(_("Niveau"), 0),
            Column(_("À arrêter"), 1, Tone.ALERT),
            Column(_("Ce qui sera fait"), 1),
            Column(_("Premier pas"), 1, Tone.SOFT, is_labelled=True),
            Column(_("Qui"), 1, Tone.STRONG, is_labelled=True),
            Column(_("Avant le"), 1, Tone.STRONG, is_labelled=True, joins=True),
            Column(_("Aide possible"), 1, Tone.SOFT, is_labelled=True),
        ),
        groups=(Group(_("Risque"), 0.38), Group(_("Ce qui sera fait"), 0.62)),
        bands=tuple(
            Band(tuple(_row(action) for action in ranked), (name,))
            for rank, name in names.items()
            if (ranked := duerp.ranked(rank))
        ),
        band_columns=(_("Quand"),),
    )


def _row(action: Action) -> Row:
    steps = [_step(step) for step in action.steps]
    return (
        action.risk,
        action.place,
        action.rating.level or Level.LOW,
        action.stop_work or "",
        listed(steps) if steps else _("Mesure à décider."),
        action.first_step,
        *who_and_when(action),
        action.subsidy or "",
    )


def _step(step: Step) -> str:
    if step.principle is None:
        return step.text
    return f"{step.text} ({i18n.principle_name(step.principle)})"
