"""The first half of a check: who may be called, what becomes of answers, questions."""

from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.check_pack import NOT_CONCERNED, CheckPack, Item, Part
from toolkit.domain.help import Spsti
from toolkit.http.self_check.frame import picto, tag
from toolkit.http.self_check.help import ALWAYS, contact, line_list, shown
from toolkit.i18n import _

# What a browser would otherwise restore, correct, or send to a writing assistant.
_PRIVATE = {
    "autocapitalize": "off",
    "autocorrect": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "data-gramm": "false",
}
NEEDS_SCRIPT = {"hidden": "hidden", "data-script": ""}


def field(name: str, label: str, **more: str) -> Element:
    """A place to write. Not an <input> nor a <textarea>: where a page has one, Chromium
    asks Google what such a field is called, and says with it which page this is."""
    return el(
        "div",
        "field",
        tag("span", {"id": f"{name}-nom"}, label),
        tag(
            "div",
            {
                "id": name,
                "class": "write",
                "role": "textbox",
                "contenteditable": "plaintext-only",
                "aria-labelledby": f"{name}-nom",
                **_PRIVATE,
                **more,
            },
        ),
    )


def welcome(
    checks: SelfChecks, pack: CheckPack, service: Spsti | None, today: date
) -> Element:
    return tag(
        "section",
        {"id": "accueil"},
        el("p", "lead", f"{pack.introduction} ", _duration(pack)),
        el(
            "section",
            "card hand",
            el("h2", "", _("Besoin de parler maintenant ?")),
            line_list(shown(checks, (*ALWAYS, *pack.lines), today)),
            tag(
                "details",
                {},
                el("summary", "", _("Mon service de santé au travail")),
                contact(service),
            ),
        ),
        el("h2", "", _("Ce que deviennent vos réponses")),
        _promises(),
        _profession(pack),
        _doors(),
    )


def _duration(pack: CheckPack) -> str:
    return _("Comptez {duration}.").format(duration=pack.duration)


def _promises() -> Element:
    said = (
        _(
            "Elles restent dans cette page, sur cet appareil. Rien n'est envoyé, rien "
            "n'est enregistré, et personne ne peut les lire, nous non plus."
        ),
        _(
            "Fermez la page : tout disparaît. Vous pouvez dès maintenant couper le réseau."
        ),
        _(
            "Votre navigateur garde l'adresse de la page dans son historique, comme pour "
            "tout site. Une fenêtre privée l'évite."
        ),
        _(
            "Ces phrases et ces repères sont les nôtres. Ils n'ont pas été éprouvés par "
            "une étude et ne vous comparent à personne."
        ),
    )
    return el("ul", "plainlist", *(el("li", "", sentence) for sentence in said))


def _profession(pack: CheckPack) -> Element | None:
    if not pack.professions:
        return None
    options = (
        tag(
            "option",
            {
                "value": profession.id,
                "data-group": profession.group or "",
                **({"data-certified": ""} if profession.has_certification else {}),
            },
            profession.name,
        )
        for profession in pack.professions
    )
    return tag(
        "div",
        {"class": "field", **NEEDS_SCRIPT},
        tag(
            "label", {"for": "profession"}, _("Votre profession (vous pouvez la taire)")
        ),
        tag(
            "select",
            {"id": "profession", "autocomplete": "off"},
            tag("option", {"value": ""}, _("Je préfère ne pas le dire")),
            *options,
        ),
    )


def _doors() -> Element:
    return el(
        "div",
        "",
        tag(
            "p",
            {"id": "sans-script", "class": "note"},
            _(
                "Ici, la page ne peut pas lire vos réponses : les scripts sont coupés ou "
                "en panne. Vous pouvez imprimer les phrases et y réfléchir avec "
                "quelqu'un. Les numéros, eux, marchent toujours."
            ),
        ),
        tag(
            "div",
            {"class": "choices", **NEEDS_SCRIPT},
            tag(
                "button",
                {"type": "button", "class": "primary", "id": "une"},
                _("Commencer, une phrase à la fois"),
            ),
            tag(
                "button",
                {"type": "button", "class": "plain", "id": "toutes"},
                _("Voir toutes les phrases"),
            ),
        ),
    )


def questions(pack: CheckPack) -> Element:
    return tag(
        "section",
        {"id": "questions", "class": "all"},
        *(_part(pack, part) for part in pack.parts),
        tag(
            "p",
            {"class": "choices", "id": "fin-toutes", **NEEDS_SCRIPT},
            tag(
                "button",
                {"type": "button", "class": "primary", "data-finish": ""},
                _("Voir ce que cela dit"),
            ),
            tag(
                "button",
                {"type": "button", "class": "plain", "data-erase": ""},
                _erase(),
            ),
        ),
        _bar(),
    )


def _erase() -> str:
    return _("Tout effacer")


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
        tag(
            "button",
            {
                "type": "button",
                "class": "quiet",
                "data-clear": item.id,
                "hidden": "hidden",
            },
            _("Effacer cette réponse"),
        ),
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
    return tag(
        "div",
        {
            "class": "bar",
            "id": "barre",
            "hidden": "hidden",
            "role": "group",
            "aria-label": _("Avancer"),
        },
        el(
            "p",
            "",
            tag(
                "span",
                {
                    "id": "place",
                    "role": "status",
                    "data-text": _("Phrase {n} sur {total}"),
                },
            ),
            tag(
                "button",
                {"type": "button", "class": "quiet", "data-finish": ""},
                _("Terminer ici"),
            ),
        ),
        tag(
            "progress",
            {"id": "avance", "aria-hidden": "true", "value": "0", "max": "1"},
        ),
        el(
            "div",
            "",
            tag(
                "button",
                {"type": "button", "class": "plain", "id": "avant"},
                picto("ui-arrow-left"),
                _("Retour"),
            ),
            tag(
                "button",
                {
                    "type": "button",
                    "class": "primary",
                    "id": "apres",
                    "data-next": _("Suite"),
                    "data-skip": _("Passer"),
                },
                _("Passer"),
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
