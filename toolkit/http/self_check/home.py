"""The way in, and the page for who worries about somebody else."""

from datetime import date
from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import el
from toolkit.http.self_check.frame import Document, picto, tag
from toolkit.http.self_check.help import (
    ALWAYS,
    bar,
    contact,
    label_meaning,
    line_list,
    plain_bar,
    shown,
)
from toolkit.i18n import _, locale
from toolkit.routes import callback, self_checks
from toolkit.settings import settings

COLLEAGUE = "confrere"


def home(checks: SelfChecks, *, address: str, today: date) -> Document:
    doors = [
        _door(
            self_checks(locale(), pack.id),
            pack.title,
            f"{pack.who} · {pack.duration}",
            drawing=pack.picto,
        )
        for pack in reversed(list(checks.packs.values()))
    ]
    return Document(
        address=address,
        top=[plain_bar(checks, today)],
        main=[
            el("h1", "", _("Faire le point sur soi")),
            el(
                "p",
                "lead",
                _(
                    "Un moment pour regarder où vous en êtes, ce qui pèse et ce qui vous "
                    "tient. Sans compte, sans nom. Vos réponses ne quittent pas cet "
                    "appareil."
                ),
            ),
            _talk_now(checks, today),
            el("h2", "", _("Choisissez votre page")),
            el(
                "div",
                "doors wide",
                *doors,
                _door(
                    self_checks(locale(), COLLEAGUE),
                    _("Je m'inquiète pour un confrère"),
                    _("Les signes, comment en parler, qui appeler."),
                    drawing="ui-people",
                ),
                *_calling_back(checks),
            ),
            *_communities(checks),
        ],
    )


def _calling_back(checks: SelfChecks) -> list[Element]:
    if not (checks.local.calling_back and settings().can_mail):
        return []
    said = _("Le service de santé au travail vous appelle au moment que vous dites.")
    return [_door(callback(locale()), _("Être rappelé"), said, drawing="ui-phone")]


def _door(address: str, title: str, text: str, *, drawing: str) -> Element:
    words = el("div", "", el("strong", "", title), el("span", "", text))
    return tag("a", {"href": address}, picto(drawing), words)


def _talk_now(checks: SelfChecks, today: date) -> Element:
    names = (*ALWAYS, *(line for pack in checks.packs.values() for line in pack.lines))
    return el(
        "section",
        "card hand wide",
        el("h2", "", _("Besoin de parler maintenant ?")),
        line_list(shown(checks, names, today)),
    )


def _communities(checks: SelfChecks) -> list[Element]:
    if not checks.local.communities:
        return []
    return [
        el("h2", "", _("Votre {label}").format(label=checks.local.label)),
        label_meaning(checks),
        el(
            "ul",
            "plainlist",
            *(
                el(
                    "li",
                    "",
                    tag(
                        "a",
                        {"href": self_checks(locale(), "communautes", community.id)},
                        community.name,
                    ),
                )
                for community in checks.local.communities
            ),
        ),
    ]


def colleague(checks: SelfChecks, *, address: str, today: date) -> Document:
    return Document(
        address=address,
        top=[bar(checks, checks.packs["soignants"], today)],
        main=[
            el("h1", "", _("Je m'inquiète pour un confrère, une consœur")),
            el(
                "p", "lead", _("Vous avez remarqué quelque chose. C'est souvent juste.")
            ),
            _danger(checks, today),
            *_part(_("Ce qui peut alerter"), _signs()),
            *_part(_("Comment en parler"), _words()),
            *_part(_("Ce qui aide, ensemble"), _together()),
            *_part(_("Ce qu'il vaut mieux éviter"), _avoid()),
            el("h2", "", _("Qui appeler, pour vous ou pour l'autre")),
            contact(checks.local.service_of(None)),
            line_list(
                shown(checks, (*ALWAYS, *checks.packs["soignants"].lines), today)
            ),
        ],
    )


def _danger(checks: SelfChecks, today: date) -> Element:
    return el(
        "section",
        "card hand",
        el("h2", "", _("Il ou elle parle de mourir, ou est en danger ?")),
        el(
            "p",
            "",
            _(
                "Ne laissez pas cette personne seule. Appelez le 15 ou le 112. Le 3114 "
                "répond aussi à l'entourage, jour et nuit."
            ),
        ),
        line_list(shown(checks, ALWAYS, today)),
    )


def _part(title: str, sentences: list[str]) -> list[Element]:
    return [
        el("h2", "", title),
        el("ul", "plainlist", *(el("li", "", sentence) for sentence in sentences)),
    ]


def _signs() -> list[str]:
    return [
        _("Il ou elle a changé : plus irritable, plus dur, ou au contraire absent."),
        _(
            "Les retards, les oublis, les erreurs s'accumulent, ou les journées s'allongent."
        ),
        _("Il ou elle s'isole, ne mange plus avec les autres, ne répond plus."),
        _(
            "Il ou elle se soigne sans voir personne, boit plus, ou prend de quoi tenir."
        ),
        _("Des phrases reviennent : « je n'en peux plus », « à quoi bon »."),
    ]


def _words() -> list[str]:
    return [
        _("Choisissez un moment calme, à deux, sans téléphone."),
        _("Partez de ce que vous avez vu : « tu as l'air à bout, je m'inquiète »."),
        _(
            "Écoutez plus que vous ne parlez. Ne cherchez pas une solution tout de suite."
        ),
        _(
            "Vous pouvez demander simplement : « as-tu pensé à mourir ? ». Poser la "
            "question permet d'en parler. Si c'est oui, appelez ensemble le 3114."
        ),
        _("Convenez d'un prochain appel, avec un jour. Et tenez-le."),
    ]


def _together() -> list[str]:
    return [
        _("Prendre à sa place une garde, une tournée, une demi-journée."),
        _(
            "Chercher un remplaçant avec les autres, pour que ce ne soit pas à faire en plus."
        ),
        _("Prendre ensemble le rendez-vous chez un médecin, et y aller à deux."),
        _("Demander à la communauté ou au cabinet ce qui peut être allégé pour tous."),
    ]


def _avoid() -> list[str]:
    return [
        _("Soigner vous-même, ou faire une ordonnance entre deux portes."),
        _("Dire « sois fort », « prends des vacances » ou « pense à tes patients »."),
        _("En parler à d'autres sans le dire, sauf en cas de danger."),
        _("Porter cela sans aide. Vous aussi pouvez appeler."),
    ]
