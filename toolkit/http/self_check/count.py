"""The community's count: a document apart, the only one that may send something."""

from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.domain.check_pack import CheckPack, Role
from toolkit.http.self_check.fields import button
from toolkit.http.self_check.frame import Document, tag
from toolkit.http.self_check.help import bar
from toolkit.i18n import _
from toolkit.settings import settings

SCRIPTS = ("self-check-count.js",)


def count_page(
    checks: SelfChecks, pack: CheckPack, *, address: str, today: date
) -> Document:
    return Document(
        address=address,
        scripts=SCRIPTS,
        connects=True,
        data={"ici": {"delay": settings().count_delay, "names": _names(pack)}},
        top=[bar(checks, pack, today)],
        main=[
            el("h1", "", _("Compter ma réponse, sans mon nom")),
            tag(
                "p",
                {"id": "vide", "class": "lead"},
                _(
                    "Cette page s'ouvre depuis « Faire le point », quand on a coché « Oui, "
                    "compter ma réponse ». Ouverte seule, elle n'a rien à compter."
                ),
            ),
            _ready(checks),
        ],
    )


def _names(pack: CheckPack) -> dict[str, str]:
    """What each increment is called, for the person to read before sending."""
    state = {
        f"state:{band.id}": _("État : {words}").format(words=band.label.lower())
        for scale in pack.of(Role.STATE)
        for band in scale.bands
    }
    pressure = {
        f"pressure:{scale.id}": _("Pèse : {name}").format(name=scale.name)
        for scale in pack.of(Role.PRESSURE)
    }
    return {"taking-part": _("Une réponse de plus"), **state, **pressure}


def _ready(checks: SelfChecks) -> Element:
    communities = [c for c in checks.local.communities if c.counts]
    label = checks.local.label
    return tag(
        "section",
        {"id": "pret", "hidden": "hidden"},
        el("p", "lead", _("Voici exactement ce qui partira, et rien d'autre.")),
        tag("ul", {"id": "envois", "class": "plainlist"}),
        el(
            "p",
            "hint",
            _(
                "Chaque ligne part seule, dans le désordre, après une attente tirée au "
                "sort. Le serveur ajoute un au total de l'année et ne note ni adresse, ni "
                "heure, ni lien entre les lignes."
            ),
        ),
        el(
            "div",
            "line",
            tag("label", {"for": "communaute"}, _("Votre {label}").format(label=label)),
            tag(
                "select",
                {"id": "communaute", "autocomplete": "off"},
                tag("option", {"value": ""}, _("Choisissez")),
                *(tag("option", {"value": c.id}, c.name) for c in communities),
            ),
        ),
        button(_("Envoyer"), "primary", id="envoyer"),
        tag(
            "div",
            {"role": "status"},
            *(_said(name, text) for name, text in _messages()),
        ),
    )


def _messages() -> list[tuple[str, str]]:
    return [
        ("choisir", _("Choisissez d'abord dans la liste.")),
        (
            "en-cours",
            _("Les lignes partent une à une. Laissez la page ouverte une minute."),
        ),
        ("fini", _("C'est compté. Vous pouvez fermer cette page.")),
        (
            "rate",
            _(
                "Une ligne n'est pas partie, et rien d'autre ne partira. Ce n'est pas grave."
            ),
        ),
    ]


def _said(name: str, text: str) -> Element:
    return tag("p", {"data-said": name, "hidden": "hidden"}, text)
