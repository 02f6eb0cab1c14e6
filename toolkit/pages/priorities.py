"""Three actions: proposed, then decided by the owner, with who, when and a first step."""

from datetime import timedelta
from typing import Any

import reflex as rx

from toolkit import clock, i18n
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import (
    loading,
    not_here,
    on_draft,
    picto,
    saved_line,
    some,
)
from toolkit.components.layout import layout, steps, title
from toolkit.components.mail_link import mail_my_link
from toolkit.db.drafts import Stored
from toolkit.db.session import write
from toolkit.domain import journey, priorities
from toolkit.domain.places import short_words
from toolkit.i18n import _, ngettext
from toolkit.pages.action_card import ActionView, Choice, Handlers, action, action_of
from toolkit.pages.forms import Choosing, Planning
from toolkit.routes import Page
from toolkit.workflows import answering
from toolkit.workflows.answering import pack_of


class Priorities(DraftPage, rx.State):
    left: int = 0
    left_text: str = ""
    three: list[ActionView] = []
    urgent: list[ActionView] = []
    others: list[Choice] = []

    @public
    async def open(self) -> None:
        if stored := await self._opened():
            self._show(stored)

    @public
    async def choose(self, form: dict[str, Any]) -> None:
        """Put an action among the three, in place of another."""
        given = Choosing.model_validate(form)
        key = draft_key(self, given.draft)
        stored = await write(answering.choose, key, given.risk, instead=given.instead)
        self._stored(given.draft, stored)

    @public
    async def plan(self, form: dict[str, Any]) -> None:
        """Who, when, how it begins: one field at a time."""
        given = Planning.model_validate(form)
        values = given.model_dump(exclude={"draft", "risk", "days"}, exclude_none=True)
        if values.get("due") == "":
            values["due"] = None
        if given.days:
            values["due"] = clock.today() + timedelta(days=given.days)
        key = draft_key(self, given.draft)
        stored = await write(answering.plan, key, given.risk, values)
        self._stored(given.draft, stored)

    def _show(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        self.language = pack.language
        ranked = priorities.findings(pack, draft)
        three = priorities.chosen(draft, ranked)
        urgent = priorities.immediate(ranked, three)
        self.left = len(journey.to_evaluate(pack, draft))
        self.left_text = ngettext(
            "Continuer ({count} carte)",
            "Continuer ({count} cartes)",
            self.left,
        )
        self.three = [action_of(stored, finding, ranked) for finding in three]
        self.urgent = [action_of(stored, finding, ranked) for finding in urgent]
        self.others = [
            Choice(
                id=finding.key,
                language=pack.language,
                text=finding.risk.name,
                place=short_words(draft, finding.card),
                level=finding.level.name.lower(),
                level_name=i18n.level_name(finding.level),
            )
            for finding in ranked
            if finding not in three
        ]


ON = Handlers(
    plan=lambda form: Priorities.plan({"draft": Priorities.draft, **form}),
    choose=lambda form: Priorities.choose({"draft": Priorities.draft, **form}),
)


def page() -> rx.Component:
    return layout(
        steps(Page.PRIORITIES, Priorities.draft, Priorities.language),
        rx.cond(
            Priorities.is_missing,
            not_here(),
            rx.cond(Priorities.draft == "", loading(), shown()),
        ),
        leave=Priorities.leave,
    )


def shown() -> rx.Component:
    return rx.fragment(
        rx.cond(
            Priorities.left > 0,
            title(
                _("Vos priorités provisoires"),
                _(
                    "D'après ce que vous avez répondu. Vous pouvez vous arrêter là et "
                    "revenir plus tard : tout est gardé."
                ),
            ),
            title(
                _("Vos trois priorités"),
                _("Proposées par gravité. C'est vous qui décidez."),
            ),
        ),
        rx.cond(
            some(Priorities.three),
            rx.el.ol(
                rx.foreach(
                    Priorities.three,
                    lambda a: action(a, Priorities.others, ON, is_chosen=True),
                ),
                class_name="priorities",
            ),
            nothing(),
        ),
        rx.cond(some(Priorities.urgent), urgent()),
        rx.el.div(
            rx.cond(
                Priorities.left > 0,
                on_draft(
                    Priorities.left_text,
                    picto("ui-arrow-right"),
                    page=Page.QUESTIONS,
                    draft=Priorities.draft,
                    class_name="primary",
                ),
                on_draft(
                    _("Passer à la validation"),
                    picto("ui-arrow-right"),
                    page=Page.VALIDATE,
                    draft=Priorities.draft,
                    class_name="primary",
                ),
            ),
            saved_line(Priorities.saved),
            class_name="bar next",
        ),
        rx.cond(
            Priorities.left > 0,
            rx.el.p(
                on_draft(
                    _("Valider sans répondre au reste"),
                    page=Page.VALIDATE,
                    draft=Priorities.draft,
                ),
                class_name="after",
            ),
        ),
        rx.el.p(mail_my_link(Priorities.draft), class_name="after"),
    )


def nothing() -> rx.Component:
    return rx.el.section(
        rx.cond(
            Priorities.left > 0,
            rx.el.p(
                _(
                    "Aucune carte n'est encore « en partie » ou « pas maîtrisée ». "
                    "Vos priorités viendront avec vos réponses."
                )
            ),
            rx.el.p(
                _(
                    "Tout est maîtrisé d'après vos réponses. Votre document dira les "
                    "mesures à maintenir."
                )
            ),
        ),
        class_name="card",
    )


def urgent() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("À prendre aussi tout de suite")),
        rx.el.p(
            _("Leur niveau est très élevé : chacun demande une mesure et une date."),
            class_name="hint",
        ),
        rx.el.ul(
            rx.foreach(
                Priorities.urgent,
                lambda a: action(a, Priorities.others, ON, is_chosen=False),
            ),
            class_name="priorities more",
        ),
    )
