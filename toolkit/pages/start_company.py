"""What is shown of the companies the registry finds, on the start page."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.components.elements import Shown, jump, link, native_form, picto, some
from toolkit.content.loader import library
from toolkit.domain.headcount import Band, is_sole_trader, way
from toolkit.domain.registry import Establishment
from toolkit.i18n import _, band_name, format_date, locale
from toolkit.routes import Page, path
from toolkit.workflows.lookup import Miss, activity_of, company_of


@dataclass
class Match:
    """A company one may choose."""

    name: str = ""
    about: str = ""
    address: str = ""


@dataclass
class Sheet:
    """The company that was found, or chosen; without a SIRET there is none. The last
    five go back with the form."""

    name: str = ""
    address: str = ""
    activity: str = ""
    number: str = ""
    warning: str = ""
    counted: str = ""
    way: str = ""
    is_sole: bool = False
    siret: str = ""
    naf_rev2: str = ""
    naf_2025: str = ""
    legal_form: str = ""
    band: str = ""


def match_of(one: Establishment) -> Match:
    about = (activity_of(one, library()), one.town, _("fermé") if one.is_closed else "")
    return Match(
        name=one.name or _("Nom non public"),
        about=" · ".join(part for part in about if part),
        address=path(Page.START, locale(), entreprise=one.siret),
    )


def sheet_of(one: Establishment) -> Sheet:
    company = company_of(one, library())
    return Sheet(
        name=company.name,
        address=company.address,
        activity=activity_of(one, library()),
        number=_("SIRET {number}").format(number=_spaced(one.siret)),
        warning=_warning(one),
        counted=_counted(one.band, one.band_year),
        way=way(one.band, one.legal_form).value,
        is_sole=is_sole_trader(one.legal_form),
        siret=company.siret,
        naf_rev2=company.naf_rev2,
        naf_2025=company.naf_2025,
        legal_form=company.legal_form,
        band=company.band.value,
    )


def _spaced(siret: str) -> str:
    """As people write it: « 552 081 317 66522 »."""
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"


def _warning(one: Establishment) -> str:
    if one.is_masked:
        return _(
            "L'annuaire ne montre pas son nom ni son adresse : ils ne sont pas publics. "
            "Écrivez-les vous-même si vous le souhaitez."
        )
    if one.closed_since:
        return _(
            "L'annuaire le donne fermé depuis le {day}. Si vous avez déménagé, cherchez "
            "votre nouvelle adresse. Vous pouvez aussi continuer."
        ).format(day=format_date(one.closed_since))
    if one.is_closed:
        return _(
            "L'annuaire le donne fermé. Si vous avez déménagé, cherchez votre nouvelle "
            "adresse. Vous pouvez aussi continuer."
        )
    return ""


def _counted(band: Band, year: int | None) -> str:
    """What the registry counted, and that it may have changed since."""
    many = band_name(band)
    if not many:
        return ""
    if year is None:
        return _("L'annuaire en comptait {many}. Ce nombre a pu changer.").format(
            many=many
        )
    return _("L'annuaire en comptait {many} en {year}. Ce nombre a pu changer.").format(
        many=many, year=year
    )


def miss_said(miss: Miss) -> str:
    return {
        Miss.NONE: _(
            "L'annuaire ne connaît pas cette entreprise, ou elle n'est pas publique. "
            "Vérifiez ce que vous avez tapé, ou remplissez le formulaire ci-dessous."
        ),
        Miss.UNAVAILABLE: _(
            "L'annuaire des entreprises ne répond pas pour l'instant. Remplissez le "
            "formulaire ci-dessous : un métier suffit."
        ),
        Miss.BUSY: _(
            "L'annuaire des entreprises est très demandé. Remplissez le formulaire "
            "ci-dessous, ou réessayez dans une minute."
        ),
    }[miss]


def too_often_said() -> str:
    return _(
        "Trop de recherches à la suite. Remplissez le formulaire ci-dessous, ou "
        "réessayez dans une minute."
    )


def look_up_note() -> rx.Component:
    """To whom goes what is typed."""
    return rx.el.p(
        _(
            "Ce que vous tapez ici, et rien d'autre, est envoyé à l'Annuaire des "
            "entreprises, un service de l'État."
        ),
        class_name="hint",
    )


def progress(searching: Shown, told: Shown, announced: Shown) -> rx.Component:
    """`announced` is for who does not see what has appeared below."""
    return rx.el.div(
        rx.cond(
            searching,
            rx.el.p(_("Nous cherchons votre entreprise…"), class_name="loading"),
        ),
        rx.cond(told != "", rx.el.p(told, class_name="note")),
        rx.el.p(announced, class_name="hidden"),
        role="status",
        id="recherche",
    )


def matches(listed: Shown, more: Shown) -> rx.Component:
    return rx.cond(
        some(listed),
        rx.el.section(
            rx.el.h2(_("Est-ce l'une d'elles ?")),
            rx.el.ul(rx.foreach(listed, _match), class_name="matches"),
            rx.cond(more != "", rx.el.p(link(_("Voir la suite"), to=more))),
            rx.el.p(
                jump(_("Aucune de celles-ci : remplir le formulaire"), to="name"),
            ),
            rx.el.p(
                _(
                    "Plusieurs adresses ? Cherchez plutôt par le SIRET de celle que vous "
                    "évaluez."
                ),
                class_name="hint",
            ),
            class_name="card",
        ),
    )


def _match(one: Any) -> rx.Component:
    return rx.el.li(
        link(
            rx.el.span(rx.el.strong(one.name), rx.el.small(one.about)),
            picto("ui-arrow-right"),
            to=one.address,
        )
    )


def found_card(sheet: Shown, is_by_hand: Shown) -> rx.Component:
    """The company found; where somebody was already typing, it waits for a tap."""
    return rx.cond(
        sheet.siret != "",
        rx.el.section(
            rx.el.h2(_("Votre entreprise dans l'annuaire")),
            rx.el.p(
                rx.cond(sheet.name != "", rx.el.strong(sheet.name)),
                rx.el.span(sheet.activity),
                rx.el.span(sheet.address),
                rx.el.span(sheet.number),
                class_name="found",
            ),
            rx.cond(sheet.warning != "", rx.el.p(sheet.warning, class_name="note")),
            rx.cond(
                rx.Var.create(is_by_hand),
                link(
                    _("Remplir le formulaire avec ces informations"),
                    to=rx.Var.create(path(Page.START, locale()) + "?entreprise=").to(
                        str
                    )
                    + sheet.siret,
                    class_name="plain",
                ),
            ),
            class_name="card",
        ),
    )


def search(asked: Shown, place: Shown, is_open: Shown) -> rx.Component:
    """A plain GET, always within reach."""
    return rx.el.details(
        rx.el.summary(_("Chercher mon entreprise par son nom ou son SIRET")),
        native_form(
            rx.el.div(
                rx.el.label(_("Nom, SIREN ou SIRET"), html_for="entreprise"),
                rx.el.input(
                    id="entreprise",
                    name="entreprise",
                    type="text",
                    required=True,
                    max_length=80,
                    default_value=asked,
                    auto_complete="organization",
                    key="e" + asked,
                ),
                class_name="line",
            ),
            rx.el.div(
                rx.el.label(
                    _("Ville ou code postal, si vous voulez"), html_for="ville"
                ),
                rx.el.input(
                    id="ville",
                    name="ville",
                    type="text",
                    max_length=60,
                    default_value=place,
                    auto_complete="off",
                    key="v" + place,
                ),
                class_name="line",
            ),
            look_up_note(),
            rx.el.button(_("Chercher"), type="submit", class_name="plain"),
            action=path(Page.START, locale()),
            method="get",
        ),
        open=is_open,
        class_name="card",
    )
