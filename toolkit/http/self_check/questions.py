"""The phrases of a check, and how one goes from one to the next."""

from xml.etree.ElementTree import Element

from toolkit.documents.markup import el
from toolkit.domain.check_pack import NOT_CONCERNED, CheckPack, Item, Part
from toolkit.http.self_check.fields import NEEDS_SCRIPT, button
from toolkit.http.self_check.frame import HIDDEN, picto, tag
from toolkit.i18n import _


def questions(pack: CheckPack) -> Element:
    return tag(
        "section",
        {"id": "questions", "class": "all"},
        *(_part(pack, part) for part in pack.parts),
        tag(
            "p",
            {"class": "choices", "id": "fin-toutes", **NEEDS_SCRIPT},
            button(_("Voir ce que cela dit"), "primary", data_finish=""),
            button(_("Tout effacer"), data_erase=""),
        ),
        _bar(),
    )


def _part(pack: CheckPack, part: Part) -> Element:
    return tag(
        "section",
        {"data-part": part.id, "aria-labelledby": f"partie-{part.id}"},
        tag("h2", {"id": f"partie-{part.id}"}, part.title),
        el("p", "hint", part.lead),
        *(_item(pack, item) for item in part.items),
    )


def _item(pack: CheckPack, item: Item) -> Element:
    attributes = {"class": "item", "data-item": item.id}
    if item.sensitive:
        attributes["data-sensitive"] = ""
    return tag(
        "fieldset",
        attributes,
        tag("legend", {"tabindex": "-1"}, *_texts(item)),
        el("div", "anchors", *_anchors(pack, item)),
        button(_("Effacer cette réponse"), "quiet", data_clear=item.id, **HIDDEN),
    )


def _texts(item: Item) -> list[Element]:
    """The general sentence, and hidden beside it those of a group of professions."""
    variants = (
        tag("span", {"data-variant": group, "hidden": "hidden"}, text)
        for group, text in item.variants.items()
    )
    return [tag("span", {"data-variant": ""}, item.text), *variants]


def _anchors(pack: CheckPack, item: Item) -> list[Element]:
    offered = [
        (str(place), anchor.label)
        for place, anchor in enumerate(pack.anchors[item.anchors])
    ]
    if item.na_allowed:
        offered.append((NOT_CONCERNED, _("Sans objet")))
    return [
        tag(
            "label",
            {"class": "apart"} if value == NOT_CONCERNED else {},
            tag(
                "input",
                {
                    "type": "radio",
                    "name": item.id,
                    "value": value,
                    "autocomplete": "off",
                },
            ),
            el("span", "", label),
        )
        for value, label in offered
    ]


def _bar() -> Element:
    """One phrase at a time: where one is, back, next, stop here."""
    group = {"class": "bar", "id": "barre", "role": "group", "aria-label": _("Avancer")}
    place = {"id": "place", "role": "status", "data-text": _("Phrase {n} sur {total}")}
    done = {"id": "avance", "aria-hidden": "true", "value": "0", "max": "1"}
    return tag(
        "div",
        {**group, **HIDDEN},
        el(
            "p",
            "",
            tag("span", place),
            button(_("Terminer ici"), "quiet", data_finish=""),
        ),
        tag("progress", done),
        el(
            "div",
            "",
            button(_("Retour"), before=picto("ui-arrow-left"), id="avant"),
            button(
                _("Passer"),
                "primary",
                id="apres",
                data_next=_("Suite"),
                data_skip=_("Passer"),
            ),
        ),
    )


def broken() -> Element:
    """Shown if the script fails: nothing left, and whom to call."""
    return tag(
        "div",
        {"id": "panne", "class": "note", "role": "alert", "hidden": "hidden"},
        el(
            "p",
            "",
            _(
                "La lecture de vos réponses n'a pas marché ici. Rien n'est parti. Vous "
                "pouvez imprimer la page, ou appeler un des numéros du haut."
            ),
        ),
    )
