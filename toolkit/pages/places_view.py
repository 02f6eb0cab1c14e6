"""How units and sites look where one prepares: listed, named, counted, added, removed."""

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from toolkit.components.elements import Shown, filled, picto, some, spoken
from toolkit.domain.company import SITES_MAX, UNITS_MAX
from toolkit.i18n import _


@dataclass
class UnitView:
    id: str = ""
    name: str = ""
    posts: str = ""
    people: str = ""


@dataclass
class PlaceView:
    """A site and its units; the only one of a company has neither id nor name."""

    id: str = ""
    name: str = ""
    units: list[UnitView] = field(default_factory=list[UnitView])


@dataclass(frozen=True)
class Parts:
    """What the section shows of its page, and the page's own events."""

    page: Any

    @property
    def draft(self) -> Shown:
        return self.page.draft

    def fault(self, key: Shown) -> rx.Component:
        """What is wrong with a field, beside it."""
        return rx.cond(
            self.page.faults.contains(key),
            rx.el.p(self.page.faults[key], class_name="fault", role="alert"),
        )


def section(shown: Parts) -> rx.Component:
    page = shown.page
    return rx.el.section(
        rx.el.h2(_("Vos unités de travail")),
        rx.el.p(
            _(
                "Une unité de travail réunit ceux qui font le même travail, avec les "
                "mêmes risques. Nous en proposons pour votre métier."
            ),
            class_name="hint",
        ),
        rx.foreach(page.places, lambda place: _place(shown, place)),
        rx.foreach(
            page.removed_units,
            lambda one: _put_back(
                one, page.restore_unit({"draft": shown.draft, "unit": one.id})
            ),
        ),
        rx.foreach(
            page.removed_sites,
            lambda one: _put_back(
                one, page.restore_site({"draft": shown.draft, "site": one.id})
            ),
        ),
        rx.cond(
            page.is_full,
            rx.el.p(
                _("{most} unités au plus.").format(most=UNITS_MAX), class_name="hint"
            ),
            rx.fragment(_add_unit(shown), _add_site(shown)),
        ),
        class_name="card places",
    )


def _place(shown: Parts, place: Shown) -> rx.Component:
    return rx.el.div(
        rx.cond(place.id != "", _site_head(shown, place)),
        rx.el.ul(
            rx.foreach(place.units, lambda unit: _unit(shown, unit)),
            class_name="units",
        ),
        rx.cond(
            some(place.units),
            rx.fragment(),
            rx.el.p(
                _("Aucune unité ici : ajoutez-en une, ou retirez ce site."),
                class_name="hint",
            ),
        ),
        key=place.id,
    )


def _site_head(shown: Parts, place: Shown) -> rx.Component:
    on = {"draft": shown.draft, "site": place.id}
    return rx.fragment(
        rx.el.h3(place.name),
        rx.el.details(
            rx.el.summary(_("Renommer ou retirer ce site")),
            rx.el.label(
                rx.el.span(_("Nom du site")),
                rx.el.input(
                    type="text",
                    default_value=place.name,
                    max_length=90,
                    on_blur=lambda text: shown.page.name_site({**on, "name": text}),
                    key="s" + place.name,
                ),
            ),
            shown.fault(place.id + ".name"),
            rx.el.p(
                _(
                    "Retirer un site retire ses unités. Leurs réponses sont gardées : "
                    "vous pourrez le remettre."
                ),
                class_name="hint",
            ),
            rx.el.button(
                picto("ui-trash"),
                rx.el.span(*filled(_("Retirer « {name} »"), name=place.name)),
                type="button",
                on_click=shown.page.remove_site(on),
                class_name="plain",
            ),
        ),
    )


def _unit(shown: Parts, unit: Shown) -> rx.Component:
    on = {"draft": shown.draft, "unit": unit.id}
    return rx.el.li(
        rx.el.input(
            type="text",
            default_value=unit.name,
            max_length=90,
            on_blur=lambda text: shown.page.name_unit({**on, "name": text}),
            custom_attrs={"aria-label": _("Nom de l'unité")},
            key="n" + unit.name,
        ),
        rx.el.label(
            rx.el.span(_("Personnes")),
            rx.el.input(
                type="number",
                default_value=unit.people,
                min="0",
                max="9999",
                on_blur=lambda text: shown.page.count_unit({**on, "people": text}),
                key="p" + unit.people,
            ),
        ),
        rx.el.button(
            picto("ui-trash"),
            rx.el.span(_("Retirer"), " ", unit.name, class_name="hidden"),
            type="button",
            on_click=shown.page.remove_unit(on),
            class_name="round",
        ),
        shown.fault(unit.id + ".name"),
        shown.fault(unit.id + ".people"),
        rx.cond(
            unit.posts != "",
            rx.el.p(unit.posts, class_name="hint", **spoken(shown.page.language)),
        ),
        key=unit.id,
    )


def _put_back(one: Shown, handler: Any) -> rx.Component:
    return rx.el.button(
        picto("ui-plus"),
        rx.el.span(*filled(_("Remettre « {name} »"), name=one.name)),
        type="button",
        on_click=handler,
        class_name="plain",
    )


def _add_unit(shown: Parts) -> rx.Component:
    page = shown.page
    return rx.el.form(
        rx.el.h3(_("Ajouter une unité")),
        rx.el.label(_("Nom"), html_for="new-unit"),
        rx.el.input(
            id="new-unit", name="name", type="text", max_length=90, required=True
        ),
        rx.el.label(_("Même travail que"), html_for="new-unit-same"),
        rx.el.p(
            _("Elle prend les mêmes risques, et les réponses déjà données."),
            class_name="hint",
        ),
        rx.el.select(
            rx.foreach(page.unit_options, _option),
            rx.el.option(
                _("Aucune : un autre travail, seulement les risques de tous"), value=""
            ),
            id="new-unit-same",
            name="same_as",
        ),
        rx.cond(some(page.site_options), _site_choice(shown)),
        rx.el.input(type="hidden", name="draft", value=shown.draft),
        shown.fault("new-unit"),
        rx.el.button(_("Ajouter"), type="submit", class_name="plain"),
        on_submit=page.add_unit,
        # A new form once the unit is there; what was refused stays in it.
        key="unit" + page.unit_count.to_string(),
        class_name="line",
    )


def _site_choice(shown: Parts) -> rx.Component:
    return rx.fragment(
        rx.el.label(_("Où"), html_for="new-unit-site"),
        rx.el.select(
            rx.foreach(shown.page.site_options, _option),
            id="new-unit-site",
            name="site",
        ),
    )


def _option(one: Shown) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


def _add_site(shown: Parts) -> rx.Component:
    page = shown.page
    return rx.el.details(
        rx.el.summary(_("Ajouter un site")),
        rx.el.p(
            _(
                "Une autre boutique, un dépôt, un atelier ailleurs. Les cartes sur les "
                "lieux sont posées pour chaque site ; ce que vous avez déjà dit vaut "
                "pour le premier."
            ),
            class_name="hint",
        ),
        rx.cond(
            page.is_sites_full,
            rx.el.p(
                _("{most} sites au plus.").format(most=SITES_MAX), class_name="hint"
            ),
            rx.el.form(
                rx.cond(page.site_count == 0, _first_site(shown)),
                rx.el.label(_("Nom du nouveau site"), html_for="new-site"),
                rx.el.input(
                    id="new-site",
                    name="name",
                    type="text",
                    max_length=90,
                    required=True,
                ),
                rx.el.fieldset(
                    rx.el.legend(_("Qui travaille là-bas ?")),
                    rx.foreach(page.works, _work),
                    class_name="choices",
                ),
                rx.el.input(type="hidden", name="draft", value=shown.draft),
                shown.fault("new-site"),
                rx.el.button(_("Ajouter ce site"), type="submit", class_name="plain"),
                on_submit=page.add_site,
                class_name="line",
            ),
        ),
        key="site" + page.site_count.to_string(),
    )


def _first_site(shown: Parts) -> rx.Component:
    return rx.fragment(
        rx.el.label(_("Nom du site où vous êtes déjà"), html_for="first-site"),
        rx.el.input(
            id="first-site",
            name="first_name",
            type="text",
            max_length=90,
            required=True,
            default_value=shown.page.first_site,
        ),
    )


def _work(one: Shown) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name="work-" + one.id),
        rx.el.span(one.name),
        key=one.id,
    )
