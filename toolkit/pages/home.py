"""The first page: one field, or a trade to touch."""

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.visitor import drafts_held
from toolkit.components.elements import link, native_form, on_draft, picto, some
from toolkit.components.layout import layout
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import NoSuchDraft
from toolkit.db.session import read
from toolkit.i18n import _, locale
from toolkit.routes import Page, path
from toolkit.settings import settings
from toolkit.typography import in_alphabet

HELD_MAX = 5
COOKIES_MAX = 30  # looked up at most


class Home(rx.State):
    """The evaluations this browser has begun: (id, name)."""

    held: list[tuple[str, str]] = []
    # Right in the built page too, where the server has the settings of the build.
    looks_up: bool = settings().registry_url != ""
    offers_examples: bool = False

    @public
    async def open(self) -> None:
        self.looks_up = settings().registry_url != ""
        self.offers_examples = settings().offers_examples
        held: list[tuple[str, str]] = []
        # The newest cookie comes last.
        for key in reversed(drafts_held(self)[-COOKIES_MAX:]):
            if len(held) == HELD_MAX:
                break
            try:
                stored = await read(drafts.load, key)
            except NoSuchDraft:
                continue
            pack = library().packs.get(stored.pack_id, library().generic)
            held.append((key.public_id, stored.draft.company.name or pack.name))
        self.held = held


def page() -> rx.Component:
    return layout(
        resume(),
        rx.el.h1(_("Votre document unique, écrit pour votre métier"), id="titre"),
        rx.el.p(
            _(
                "Répondez à une carte à la fois. En cinq minutes, vos trois actions "
                "prioritaires. En moins d'une heure, un document unique d'évaluation "
                "des risques (DUERP) que vous pouvez montrer."
            ),
            class_name="lead",
        ),
        search(),
        rx.el.h2(_("Ou touchez votre métier")),
        trades(),
        promises(),
        examples(),
    )


def examples() -> rx.Component:
    """Offered where somebody tries the tool on their own machine."""
    return rx.cond(
        Home.offers_examples,
        rx.el.p(
            link(
                _("Regarder trente exemples d'entreprises inventées"),
                to=path(Page.EXAMPLES, locale()),
            )
        ),
    )


def resume() -> rx.Component:
    return rx.cond(
        some(Home.held),
        rx.el.section(
            rx.el.h2(_("Reprendre")),
            rx.el.ul(
                rx.foreach(
                    Home.held,
                    lambda held: rx.el.li(
                        on_draft(
                            held[1],
                            picto("ui-arrow-right"),
                            page=Page.SUMMARY,
                            draft=held[0],
                        )
                    ),
                )
            ),
            class_name="card resume",
        ),
    )


def search() -> rx.Component:
    """A plain GET: it works before the page is awake."""
    return native_form(
        rx.el.label(
            rx.cond(
                Home.looks_up,
                _("Votre métier, votre SIRET ou le nom de votre entreprise"),
                _("Votre métier, votre code NAF ou votre SIRET"),
            ),
            html_for="q",
        ),
        rx.el.div(
            rx.el.input(
                id="q",
                name="q",
                type="text",
                required=True,
                max_length=80,
                placeholder=_("Exemple : boulangerie"),
                auto_complete="off",
            ),
            rx.el.button(_("Commencer"), type="submit", class_name="primary"),
            class_name="field",
        ),
        rx.el.p(
            _("Sans compte. Gratuit. Vos réponses restent les vôtres."),
            class_name="hint",
        ),
        rx.cond(
            Home.looks_up,
            rx.el.p(
                _(
                    "Un nom ou un SIRET est cherché dans l'Annuaire des entreprises, un "
                    "service de l'État, qui ne reçoit rien d'autre."
                ),
                class_name="hint",
            ),
        ),
        action=path(Page.START, locale()),
        method="get",
        class_name="card",
    )


def trades() -> rx.Component:
    packs = library().packs.values()
    generic = library().generic
    ordered = [
        *sorted((p for p in packs if p != generic), key=lambda p: in_alphabet(p.name)),
        generic,
    ]
    return rx.el.ul(
        *(
            rx.el.li(
                rx.el.a(
                    picto(f"metier-{pack.id}"),
                    rx.el.span(pack.name),
                    href=path(Page.START, locale(), metier=pack.id),
                )
            )
            for pack in ordered
        ),
        class_name="trades",
    )


def promises() -> rx.Component:
    lines = (
        (
            "ui-check",
            _("Les plus graves d'abord"),
            _("Douze cartes, puis vous voyez où agir. Vous pouvez vous arrêter là."),
        ),
        (
            "ui-pencil",
            _("Trois actions, avec un premier pas"),
            _("Qui, pour quand, et un geste de trente minutes au plus."),
        ),
        (
            "ui-book",
            _("La loi, avec son article"),
            _(
                "Chaque obligation donne son article. Le document dit le jour où il a été relu."
            ),
        ),
    )
    return rx.el.section(
        rx.el.h2(_("Ce que vous obtenez")),
        rx.el.ul(
            *(
                rx.el.li(picto(icon), rx.el.div(rx.el.strong(name), rx.el.p(text)))
                for icon, name, text in lines
            ),
            class_name="promises",
        ),
    )
