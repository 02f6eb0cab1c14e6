"""The form that begins: native, so that it works before the page is awake and without
the registry."""

import reflex as rx

from toolkit.components.elements import Shown, native_form, picto
from toolkit.components.layout import layout, title
from toolkit.content.loader import library
from toolkit.domain.company import PEOPLE_MAX
from toolkit.domain.headcount import Way
from toolkit.domain.pack import Pack
from toolkit.domain.trades import Elsewhere
from toolkit.i18n import _, locale
from toolkit.pages.start import Start
from toolkit.pages.start_company import found_card, matches, progress, search
from toolkit.pages.start_ways import way_card
from toolkit.routes import Page, path, post_draft
from toolkit.typography import in_alphabet


def page() -> rx.Component:
    return layout(
        rx.match(
            Start.elsewhere,
            (Elsewhere.AGRICULTURE.value, elsewhere(agriculture())),
            (Elsewhere.PUBLIC.value, elsewhere(public_employer())),
            form(),
        )
    )


def form() -> rx.Component:
    return rx.fragment(
        title(
            _("Votre entreprise"), _("Un nom et un métier suffisent pour commencer.")
        ),
        rx.cond(
            Start.notice != "", rx.el.p(Start.notice, class_name="note", role="status")
        ),
        progress(Start.searching, Start.told, Start.announced),
        matches(Start.matches, Start.more),
        found_card(Start.found, Start.is_by_hand),
        way_card(Start.found, Start.authority, Start.say_authority),
        rx.cond(Start.looks_up, search(Start.asked, Start.place, Start.told != "")),
        native_form(
            typed_field(
                "name",
                _("Nom de l'entreprise"),
                Start.name,
                hint=_(
                    "Il sera écrit sur le document. Vous pouvez le donner plus tard."
                ),
                max_length=120,
                auto_complete="organization",
            ),
            typed_field(
                "siret",
                _("SIRET"),
                Start.siret,
                hint=_("Facultatif : 14 chiffres, sur vos factures."),
                problem=Start.siret_problem,
                max_length=20,
                input_mode="numeric",
            ),
            typed_field(
                "address",
                _("Adresse"),
                Start.address,
                hint=_("Facultatif : elle sera écrite sur le document."),
                max_length=200,
                auto_complete="street-address",
            ),
            rx.cond(asks_effectif(), effectif()),
            *(
                rx.el.input(type="hidden", name=name, value=value)
                for name, value in (
                    ("registered", Start.found.siret),
                    ("naf_rev2", Start.found.naf_rev2),
                    ("naf_2025", Start.found.naf_2025),
                    ("legal_form", Start.found.legal_form),
                    ("band", Start.found.band),
                )
            ),
            trade_choice(),
            rx.el.button(
                _("Commencer"),
                picto("ui-arrow-right"),
                type="submit",
                class_name="primary",
            ),
            action=post_draft(locale()),
            method="post",
            class_name="card",
        ),
        rx.el.details(
            rx.el.summary(_("Exploitation agricole ? Employeur public ?")),
            agriculture(),
            public_employer(),
        ),
    )


def typed_field(
    name: str,
    label: str,
    value: Shown,
    *,
    hint: Shown,
    problem: Shown = None,
    **props: Shown,
) -> rx.Component:
    """A field filled by the page's address or by the registry; a new value remounts it,
    because it keeps what is typed to itself."""
    told = rx.el.p(problem, class_name="fault", id=f"{name}-fault", role="alert")
    described = f"{name}-hint" + (f" {name}-fault" if problem is not None else "")
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="hint", id=f"{name}-hint"),
        rx.cond(problem != "", told) if problem is not None else "",
        rx.el.input(
            id=name,
            name=name,
            default_value=value,
            on_focus=rx.cond(Start.searching, Start.take_over, rx.noop()),
            custom_attrs={"aria-describedby": described},
            key=f"{name}-" + value,
            **{"type": "text", **props},
        ),
        class_name="line",
    )


def asks_effectif() -> Shown:
    """The registry's band is old: today's number is asked, where there may be one."""
    return (
        (Start.found.way == Way.TPE.value)
        | (Start.found.way == Way.FIFTY.value)
        | (Start.authority == "yes")
        | (Start.effectif != "")
    )


def effectif() -> rx.Component:
    return typed_field(
        "effectif",
        _("Combien de salariés aujourd'hui ?"),
        Start.effectif,
        hint=rx.fragment(Start.found.counted, " ", _("Apprentis compris, sans vous.")),
        problem=Start.effectif_problem,
        type="number",
        input_mode="numeric",
        min=0,
        max=PEOPLE_MAX,
    )


def _still_french(pack: Pack) -> rx.Component | str:
    """Said before it is chosen."""
    if pack.language == locale():
        return ""
    return rx.fragment(" ", rx.el.small(_("(questions en français)")))


def trade_choice() -> rx.Component:
    generic = library().generic
    packs = [p for p in library().packs.values() if p != generic]
    ordered = [*sorted(packs, key=lambda p: in_alphabet(p.name)), generic]
    return rx.el.fieldset(
        rx.el.legend(_("Votre métier")),
        *(
            rx.el.label(
                rx.el.input(
                    type="radio",
                    name="pack",
                    value=pack.id,
                    required=True,
                    default_checked=Start.pack == pack.id,
                    key=rx.cond(
                        Start.pack == pack.id, f"on-{pack.id}", f"off-{pack.id}"
                    ),
                ),
                picto(f"metier-{pack.id}"),
                rx.el.span(pack.name, _still_french(pack)),
            )
            for pack in ordered
        ),
        class_name="choices",
    )


def elsewhere(told: rx.Component) -> rx.Component:
    """Never a dead end: whoever is not concerned goes on to the form."""
    return rx.fragment(
        title(_("Votre entreprise")),
        found_card(Start.found, is_by_hand=False),
        told,
        rx.el.button(
            _("Ce n'est pas mon cas : remplir le formulaire"),
            type="button",
            on_click=Start.stay,
            class_name="plain",
        ),
    )


def agriculture() -> rx.Component:
    return rx.el.section(
        picto("metier-agriculture"),
        rx.el.h2(_("Vous relevez de la Mutualité sociale agricole (MSA)")),
        rx.el.p(
            _(
                "Pour une exploitation agricole, le service de santé au travail est celui "
                "de votre MSA. Appelez-la : elle vous aide à faire votre document unique "
                "et connaît vos risques."
            )
        ),
        back(),
        class_name="card",
    )


def public_employer() -> rx.Component:
    return rx.el.section(
        picto("metier-public"),
        rx.el.h2(_("Les employeurs publics ont leurs propres règles")),
        rx.el.p(
            _(
                "Cet outil est écrit pour les entreprises et les associations. Pour une "
                "commune, demandez au centre de gestion de votre département. Pour un "
                "service de l'État ou un hôpital, à votre conseiller de prévention."
            )
        ),
        back(),
        class_name="card",
    )


def back() -> rx.Component:
    return rx.el.p(rx.el.a(_("Revenir à l'accueil"), href=path(Page.HOME, locale())))
