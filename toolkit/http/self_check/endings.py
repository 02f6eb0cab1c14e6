"""What a result ends with: the count, only if ticked, and the attestation."""

from xml.etree.ElementTree import Element

from toolkit.content.self_checks import SelfChecks
from toolkit.documents.markup import Inside, el
from toolkit.domain.check_pack import CheckPack, Role
from toolkit.domain.help import Community, Spsti
from toolkit.http.self_check.fields import button, field
from toolkit.http.self_check.frame import HIDDEN, tag
from toolkit.i18n import _, format_date, locale
from toolkit.routes import self_checks


def count(
    checks: SelfChecks, pack: CheckPack, community: Community | None
) -> Element | None:
    counting = [c for c in checks.local.communities if c.counts]
    if not pack.counted or not counting or (community and not community.counts):
        return None
    label = checks.local.label
    return tag(
        "section",
        {"class": "card no-print", "id": "compter"},
        el("h3", "", _("Compter ma réponse dans ma {label} ?").format(label=label)),
        el(
            "p",
            "",
            _(
                "Une autre page ajoute un, séparément, à quatre totaux de l'année : les "
                "réponses, le mot de votre état, les deux points qui pèsent le plus. "
                "Sans nom, ni profession, ni date, ni lien entre eux. Rien n'est publié "
                "avant la fin de l'année, ni sous vingt réponses."
            ),
        ),
        *_ticking(),
    )


def _ticking() -> list[Element]:
    """The box, and what appears once it is ticked."""
    box = {"type": "checkbox", "id": "oui-compter", "autocomplete": "off"}
    address = self_checks(locale(), "compter")
    refused = _("Votre navigateur a bloqué la page du comptage. Rien n'est parti.")
    return [
        tag(
            "label",
            {"class": "tick"},
            tag("input", box),
            el("span", "", _("Oui, compter ma réponse")),
        ),
        tag(
            "p",
            {"id": "ouvrir-comptage", **HIDDEN},
            button(_("Ouvrir la page du comptage"), id="ouvrir", data_address=address),
        ),
        tag(
            "p",
            {"id": "pas-ouverte", "class": "fault", "role": "alert", **HIDDEN},
            refused,
        ),
    ]


def attestation(pack: CheckPack) -> Element | None:
    if pack.attestation is None:
        return None
    return tag(
        "section",
        {"class": "card no-print", "id": "attestation", **HIDDEN},
        el("h3", "", _("Une attestation, sans aucun résultat")),
        el("p", "", pack.attestation.reserve),
        el(
            "p",
            "hint",
            _(
                "Elle se prépare dans cette page et s'imprime d'ici. Ce que vous tapez ne "
                "part nulle part."
            ),
        ),
        field("nom", _("Prénom et nom")),
        field(
            "rpps",
            _("Numéro RPPS, onze chiffres (facultatif)"),
            inputmode="numeric",
            **{"aria-describedby": "faute-attestation"},
        ),
        tag("p", {"id": "faute-attestation", "class": "fault", "role": "alert"}),
        button(
            _("Imprimer l'attestation"),
            id="attester",
            data_no_name=_("Écrivez votre prénom et votre nom."),
            data_no_rpps=_(
                "Ce numéro n'est pas un RPPS : onze chiffres, dont le dernier vérifie "
                "les autres. Relisez votre carte."
            ),
        ),
    )


def sheet(
    pack: CheckPack, *, service: Spsti | None, community: Community | None
) -> Element | None:
    """The attestation itself, printed alone: exactly these lines."""
    said = pack.attestation
    if said is None:
        return None
    names = [one.name for one in (community, service) if one] or [pack.owner]
    themes = [s.name for s in pack.scales if s.role is not Role.TOTAL]
    version = _("{title}, version {version} du {day}").format(
        title=pack.title, version=pack.version, day=format_date(pack.edition)
    )
    rows: list[tuple[str, Inside]] = [
        (_("Prénom et nom"), tag("span", {"data-field": "nom"})),
        (_("RPPS"), tag("span", {"data-field": "rpps"})),
        (_("Date"), tag("span", {"data-field": "date"})),
        (_("Démarche"), version),
        (_("Thèmes abordés"), ", ".join(themes)),
        (_("Organisation"), ", ".join(names)),
    ]
    terms = [
        part
        for term, value in rows
        for part in (el("dt", "", term), el("dd", "", value))
    ]
    return tag(
        "article",
        {"id": "feuille"},
        el("h1", "", said.title),
        el("dl", "", *terms),
        el("p", "", said.no_result),
        el("p", "", said.reserve),
    )
