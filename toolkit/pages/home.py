"""The first page: one field, or a trade to touch."""

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.visitor import drafts_held, session_of
from toolkit.components.elements import (
    drawing,
    link,
    native_form,
    on_draft,
    picto,
    some,
)
from toolkit.components.layout import layout
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import NoSuchDraft
from toolkit.db.session import read
from toolkit.i18n import _, locale
from toolkit.routes import Page, path
from toolkit.settings import settings
from toolkit.typography import in_alphabet
from toolkit.workflows import keeping

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
        if session := session_of(self):
            known = {draft for draft, _name in held}
            kept = await read(keeping.kept_by, session)
            held += [one for one in kept if one[0] not in known]
        self.held = held[:HELD_MAX]


def page() -> rx.Component:
    return layout(
        rx.el.section(
            rx.el.div(
                rx.el.h1(
                    _("Votre document unique, écrit pour votre métier"), id="titre"
                ),
                rx.el.p(
                    _(
                        "Pour qui emploie, même une seule personne. En cinq minutes, vos "
                        "trois priorités. En moins d'une heure, un document unique "
                        "d'évaluation des risques (DUERP) que vous pouvez montrer."
                    ),
                    class_name="lead",
                ),
                search(),
                resume(),
                class_name="hero-words",
            ),
            drawing("bench", (440, 400)),
            class_name="hero",
        ),
        rx.el.section(
            rx.el.h2(_("Ou touchez votre métier")), trades(), class_name="wide"
        ),
        three_steps(),
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
            _("Gratuit, sans compte. Vous pouvez vous arrêter et revenir."),
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


def three_steps() -> rx.Component:
    """What one does, how long it takes, what one leaves with."""
    steps = (
        (
            "answer",
            _("Répondre"),
            _(
                "Les douze cartes les plus graves d'abord. En cinq minutes, vous voyez "
                "où agir. Le reste se fait en plusieurs fois."
            ),
        ),
        (
            "choose",
            _("Choisir trois actions"),
            _(
                "L'outil propose, vous décidez : qui, pour quand, et un premier pas de "
                "trente minutes au plus."
            ),
        ),
        (
            "keep",
            _("Valider et garder"),
            _(
                "Vous repartez avec un document daté, à télécharger, à montrer à un "
                "inspecteur et à envoyer à votre service de santé au travail."
            ),
        ),
    )
    return rx.el.section(
        rx.el.h2(_("En trois pas")),
        rx.el.ol(
            *(
                rx.el.li(drawing(picture, (96, 72)), rx.el.h3(name), rx.el.p(text))
                for picture, name, text in steps
            ),
            class_name="three",
        ),
        class_name="wide",
    )


def promises() -> rx.Component:
    kept = library().catalogue.references["ct-r4121-4"]
    lines = (
        (
            "ui-free",
            _("Gratuit, sans compte"),
            (_("Rien à payer, rien à installer, pas d'adresse mail à donner."),),
        ),
        (
            "ui-save",
            _("Rien ne se perd"),
            (
                _(
                    "Chaque réponse est enregistrée quand vous la donnez. Vous reprenez "
                    "plus tard, ici ou sur un autre appareil."
                ),
            ),
        ),
        (
            "ui-archive",
            _("Gardé quarante ans"),
            (
                _(
                    "L'employeur doit garder chaque version 40 ans. Téléchargez la "
                    "vôtre ; elle reste ici aussi."
                ),
                " ",
                rx.el.a(kept.title, href=kept.url, target="_blank", rel="noreferrer"),
            ),
        ),
        (
            "ui-lock",
            _("Vos réponses restent les vôtres"),
            (
                _(
                    "Ni publicité, ni mesure d'audience. Rien n'est envoyé à quiconque "
                    "sans un geste de votre part."
                ),
            ),
        ),
    )
    return rx.el.section(
        rx.el.h2(_("Ce que vous pouvez en attendre")),
        rx.el.ul(
            *(
                rx.el.li(picto(icon), rx.el.div(rx.el.h3(name), rx.el.p(*text)))
                for icon, name, text in lines
            ),
            class_name="promises",
        ),
        class_name="wide",
    )
