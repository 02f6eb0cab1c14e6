"""The examples: thirty invented firms to look into, at every stage of the way."""

from dataclasses import dataclass, field

import reflex as rx

from toolkit.auth.access import public
from toolkit.components.elements import Shown, native_form, picto, some
from toolkit.components.layout import layout, title
from toolkit.content.examples import examples
from toolkit.db import examples as stored_examples
from toolkit.db.session import read
from toolkit.domain.example import Example, Stage
from toolkit.i18n import _, locale, ngettext
from toolkit.routes import Page, path, post_examples
from toolkit.settings import settings


@dataclass
class Firm:
    slug: str = ""
    name: str = ""
    trade: str = ""
    icon: str = ""
    people: str = ""


@dataclass
class Group:
    title: str = ""
    firms: list[Firm] = field(default_factory=list)


class Examples(rx.State):
    groups: list[Group] = []
    is_open: bool = False
    is_offered: bool = True

    @public
    async def open(self) -> None:
        self.is_offered = settings().offers_examples
        there = await read(stored_examples.listed) if self.is_offered else ()
        names = {one.slug: one.name for one in there}
        self.groups = [
            Group(
                title=stage_name(stage),
                firms=[
                    _firm(example, names[example.id])
                    for example in examples()
                    if example.stage is stage and example.id in names
                ],
            )
            for stage in reversed(Stage)
        ]
        self.groups = [group for group in self.groups if group.firms]
        self.is_open = True


def _firm(example: Example, name: str) -> Firm:
    return Firm(
        slug=example.id,
        name=name,
        trade=example.trade,
        icon=f"metier-{example.pack}",
        people=ngettext("{count} salarié", "{count} salariés", example.effectif),
    )


def stage_name(stage: Stage) -> str:
    return {
        Stage.BEGUN: _("À peine commencés"),
        Stage.HALF_GRAVEST: _("Au milieu des douze cartes les plus graves"),
        Stage.GRAVEST: _("Les douze plus graves sont faites"),
        Stage.HALFWAY: _("À mi-chemin"),
        Stage.ANSWERED: _("Toutes les cartes sont faites"),
        Stage.PLANNED: _("Prêts à valider"),
        Stage.VALIDATED: _("Validés"),
        Stage.UPDATED: _("Validés, puis mis à jour un an après"),
        Stage.CHANGED: _("Validés, puis changés depuis"),
    }[stage]


def page() -> rx.Component:
    return layout(
        title(
            _("Des exemples"),
            _(
                "Trente entreprises inventées, une par métier, à chaque étape. Ouvrez, "
                "changez, imprimez : rien n'est vrai, rien ne compte."
            ),
        ),
        rx.cond(
            ~Examples.is_open,
            rx.el.p(_("Un instant…"), class_name="loading", role="status"),
            rx.cond(
                ~Examples.is_offered,
                not_offered(),
                rx.cond(some(Examples.groups), firms(), empty()),
            ),
        ),
    )


def not_offered() -> rx.Component:
    return rx.el.p(
        _("Les exemples ne sont pas proposés ici. "),
        rx.el.a(_("Revenir à l'accueil"), href=path(Page.HOME, locale())),
    )


def empty() -> rx.Component:
    return native_form(
        rx.el.p(_("Ils ne sont pas encore là. Il faut quelques secondes.")),
        rx.el.button(
            picto("ui-plus"),
            _("Remplir avec trente exemples"),
            type="submit",
            class_name="primary",
        ),
        action=post_examples(locale(), "remplir"),
        method="post",
        class_name="card",
    )


def firms() -> rx.Component:
    return rx.fragment(
        rx.foreach(Examples.groups, group),
        rx.el.details(
            rx.el.summary(_("Effacer les exemples")),
            native_form(
                rx.el.p(
                    _(
                        "Tous les exemples disparaissent, avec ce que vous y avez changé. "
                        "Vos propres dossiers restent."
                    )
                ),
                rx.el.button(
                    picto("ui-trash"),
                    _("Effacer les trente exemples"),
                    type="submit",
                    class_name="plain",
                ),
                action=post_examples(locale(), "effacer"),
                method="post",
            ),
            class_name="card",
        ),
    )


def group(shown: Shown) -> rx.Component:
    return rx.el.section(
        rx.el.h2(shown.title),
        rx.el.ul(
            rx.foreach(shown.firms.to(list[Firm]), firm), class_name="trades examples"
        ),
    )


def firm(shown: Shown) -> rx.Component:
    return rx.el.li(
        native_form(
            rx.el.input(type="hidden", name="slug", value=shown.slug),
            rx.el.button(
                picto(shown.icon),
                rx.el.span(
                    rx.el.strong(shown.name),
                    rx.el.small(shown.trade, " · ", shown.people),
                ),
                type="submit",
            ),
            action=post_examples(locale(), "ouvrir"),
            method="post",
        )
    )
