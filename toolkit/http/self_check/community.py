"""A community's page, its figures once a year is over, and its poster."""

from collections.abc import Sequence
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import segno

from toolkit.content.self_checks import SelfChecks
from toolkit.db.calendars import Announced
from toolkit.db.communities import Published
from toolkit.documents.markup import el
from toolkit.domain.check_pack import CheckPack, Role
from toolkit.domain.community import Cell, Figures
from toolkit.domain.help import Community
from toolkit.http.meetings.page import listing
from toolkit.http.self_check.frame import Document, tag
from toolkit.http.self_check.help import (
    ALWAYS,
    bar,
    contact,
    label_meaning,
    line_list,
    shown,
)
from toolkit.i18n import _, locale, ngettext
from toolkit.routes import self_checks
from toolkit.settings import settings

POSTER = "affiche"


def page_of(community: Community, *parts: str) -> str:
    return self_checks(locale(), "communautes", community.id, *parts)


def community_page(
    checks: SelfChecks,
    pack: CheckPack,
    community: Community,
    years: Sequence[Published],
    meetings: Sequence[Announced],
    *,
    address: str,
    today: date,
) -> Document:
    return Document(
        address=address,
        title=community.name,
        top=[bar(checks, pack, today)],
        main=[
            el("h1", "", community.name),
            el("p", "lead", community.territory) if community.territory else None,
            label_meaning(checks),
            _invitation(checks, pack, community),
            el("h2", "", _("Son service de santé au travail")),
            contact(checks.local.service_of(community)),
            el("h2", "", _("Se retrouver entre pairs")),
            listing(meetings),
            el("h2", "", _("Ce que disent les réponses, toutes ensemble")),
            *_years(pack, years),
            el("h2", "", _("Qui appeler")),
            line_list(shown(checks, (*ALWAYS, *pack.lines), today)),
            el(
                "p",
                "",
                tag(
                    "a", {"href": page_of(community, POSTER)}, _("L'affiche à imprimer")
                ),
            ),
        ],
    )


def _invitation(checks: SelfChecks, pack: CheckPack, community: Community) -> Element:
    label = checks.local.label
    return el(
        "section",
        "card",
        el(
            "p",
            "",
            _(
                "Votre {label} vous propose un moment pour faire le point. Ni elle, ni le "
                "service de santé au travail, ni votre ordre, ni l'assurance maladie ne "
                "voient vos réponses : elles ne quittent pas votre appareil."
            ).format(label=label),
        ),
        el(
            "p",
            "",
            tag(
                "a",
                {"class": "primary", "href": page_of(community, pack.id)},
                pack.title,
            ),
        ),
        el(
            "p",
            "",
            tag(
                "a",
                {"href": self_checks(locale(), "confrere")},
                _("Je m'inquiète pour un confrère"),
            ),
        ),
        el("p", "hint", _mail(community)) if community.email else None,
    )


def _mail(community: Community) -> Element:
    return tag("a", {"href": f"mailto:{community.email}"}, community.email or "")


def _years(pack: CheckPack, years: Sequence[Published]) -> list[Element]:
    rule = el(
        "p",
        "hint",
        _(
            "Seules les réponses de ceux qui l'ont voulu sont comptées. Une année est "
            "publiée une fois, quand elle est finie, à partir de vingt réponses. Un "
            "nombre plus petit que dix n'est jamais dit, ni celui qui le ferait "
            "deviner. Rien par profession."
        ),
    )
    if not years:
        return [rule, el("p", "", _("Aucune année n'est encore publiée."))]
    return [rule, *(_year(pack, one) for one in years)]


def _year(pack: CheckPack, one: Published) -> Element:
    if one.figures is None:
        said = [el("p", "", _("Pas encore assez de réponses."))]
    else:
        said = _figures(pack, one.figures)
    return el("section", "", el("h3", "", str(one.year)), *said)


def _figures(pack: CheckPack, told: Figures) -> list[Element]:
    states = {b.id: b.label for scale in pack.of(Role.STATE) for b in scale.bands}
    pressures = {scale.id: scale.name for scale in pack.of(Role.PRESSURE)}
    answers = ngettext("{count} réponse", "{count} réponses", told.answers)
    return [
        el("p", "", answers),
        _table(_("Usure et fatigue"), told.states, states),
        _table(
            _("Ce qui pèse le plus (deux points au plus par personne)"),
            told.pressures,
            pressures,
        ),
    ]


def _table(title: str, cells: Sequence[Cell], names: dict[str, str]) -> Element:
    if not cells:
        few = _("Pas encore assez de réponses.")
        return el("div", "", el("p", "", el("strong", "", title)), el("p", "", few))
    rows = (
        el(
            "tr",
            "",
            tag("th", {"scope": "row"}, names.get(cell.id, cell.id)),
            el("td", "", _("non dit") if cell.count is None else str(cell.count)),
        )
        for cell in cells
    )
    return el("table", "", el("caption", "", title), *rows)


def poster(
    checks: SelfChecks,
    pack: CheckPack,
    community: Community,
    *,
    address: str,
    today: date,
) -> Document:
    where = settings().public_url.rstrip("/") + page_of(community)
    return Document(
        address=address,
        title=community.name,
        top=[bar(checks, pack, today)],
        main=[
            el(
                "div",
                "poster",
                el("p", "", community.name),
                el("h1", "", _("Et vous, comment ça va ?")),
                el(
                    "p",
                    "lead",
                    _(
                        "Six minutes pour faire le point, seul avec votre téléphone. "
                        "Personne d'autre ne voit vos réponses."
                    ),
                ),
                _qr(where),
                el("p", "", where.split("://")[-1]),
                el("h2", "", _("Besoin de parler maintenant ?")),
                line_list(shown(checks, (*ALWAYS, *pack.lines), today)),
            ),
            el(
                "p",
                "hint no-print",
                _("Pour l'imprimer : la commande « Imprimer » de votre navigateur."),
            ),
        ],
    )


def _qr(where: str) -> Element:
    code = segno.make(where, error="m").svg_inline(scale=1, omitsize=True, border=2)
    drawn = fromstring(code)
    drawn.set("class", "qr")
    drawn.set("role", "img")
    drawn.set("aria-label", _("Code à photographier pour ouvrir la page"))
    return drawn
