"""Three actions: proposed, then decided by the owner, with who, when and a first step."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import reflex as rx

from toolkit import clock, i18n
from toolkit.auth import live
from toolkit.auth.access import public
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import (
    Shown,
    level_badge,
    loading,
    not_here,
    on_draft,
    picto,
    saved_line,
    some,
)
from toolkit.components.layout import layout, steps, title
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import NoSuchDraft, Stored
from toolkit.db.session import read, write
from toolkit.domain import journey, priorities
from toolkit.domain.duerp import lead_measure
from toolkit.domain.priorities import Finding
from toolkit.i18n import _, ngettext
from toolkit.pages.forms import Choosing, Planning
from toolkit.routes import Page
from toolkit.workflows import answering
from toolkit.workflows.answering import pack_of

SOON = ((7, "Dans une semaine"), (30, "Dans un mois"), (90, "Dans trois mois"))


@dataclass
class Choice:
    id: str = ""
    text: str = ""
    principle: str = ""
    level: str = ""
    level_name: str = ""


@dataclass
class ActionView:
    id: str = ""
    risk: str = ""
    text: str = ""
    level: str = ""
    level_name: str = ""
    reason: str = ""
    stop_work: str = ""
    first_step: str = ""
    minutes: int = 0
    who: str = ""
    due: str = ""
    subsidy: str = ""
    measure: str = ""
    measures: list[Choice] = field(default_factory=list)


class Priorities(rx.State):
    draft: str = ""
    is_missing: bool = False
    left: int = 0
    left_text: str = ""
    three: list[ActionView] = []
    urgent: list[ActionView] = []
    others: list[Choice] = []
    saved: str = ""

    @public
    async def open(self) -> None:
        self.saved = ""
        try:
            key = draft_key(self, self.router.url.query_parameters.get("d", ""))
            stored = await read(drafts.load, key)
        except NoSuchDraft:
            self.is_missing = True
            return
        self.is_missing = False
        self.draft = key.public_id
        live.watch(self, self.draft)
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

    async def _refresh(self) -> None:
        if self.draft:
            self._show(await read(drafts.load, draft_key(self, self.draft)))

    def _stored(self, draft: str, stored: Stored) -> None:
        self.saved = _("Enregistré.")
        self._show(stored)
        live.tell_others(self, draft)

    def _show(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        ranked = priorities.findings(pack, draft)
        three = priorities.chosen(draft, ranked)
        urgent = priorities.immediate(ranked, three)
        self.left = len(journey.to_evaluate(pack, draft))
        self.left_text = ngettext(
            "Continuer ({count} carte)",
            "Continuer ({count} cartes)",
            self.left,
        )
        self.three = [_action(stored, finding, ranked) for finding in three]
        self.urgent = [_action(stored, finding, ranked) for finding in urgent]
        self.others = [
            Choice(
                id=finding.risk.id,
                text=finding.risk.name,
                level=finding.level.name.lower(),
                level_name=i18n.level_name(finding.level),
            )
            for finding in ranked
            if finding not in three
        ]


def _action(
    stored: Stored, finding: Finding, ranked: tuple[Finding, ...]
) -> ActionView:
    risk, draft = finding.risk, stored.draft
    plan = draft.plans.get(risk.id)
    lead = lead_measure(finding, draft)
    said = plan.first_step if plan else ""
    subsidy = library().catalogue.subsidies.get(risk.subsidy or "")
    return ActionView(
        id=risk.id,
        risk=risk.name,
        text=lead.action if lead else finding.answer.planned_other or risk.name,
        level=finding.level.name.lower(),
        level_name=i18n.level_name(finding.level),
        reason=i18n.reason(priorities.reason(finding, ranked), finding),
        stop_work=risk.stop_work or "",
        first_step=said or (lead.first_step if lead else ""),
        minutes=lead.minutes if lead and not said else 0,
        who=plan.who if plan else "",
        due=plan.due.isoformat() if plan and plan.due else "",
        subsidy=subsidy.name if subsidy else "",
        measure=lead.id if lead else "",
        measures=[
            Choice(id=m.id, text=m.action, principle=i18n.principle_name(m.principle))
            for m in sorted(risk.measures, key=lambda m: m.principle.rank)
            if m.id not in finding.answer.in_place
        ],
    )


def page() -> rx.Component:
    return layout(
        steps(Page.PRIORITIES, Priorities.draft),
        rx.cond(
            Priorities.is_missing,
            not_here(),
            rx.cond(Priorities.draft == "", loading(), shown()),
        ),
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
                rx.foreach(Priorities.three, lambda a: action(a, is_chosen=True)),
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
            rx.foreach(Priorities.urgent, lambda a: action(a, is_chosen=False)),
            class_name="priorities more",
        ),
    )


def action(shown: Shown, *, is_chosen: bool) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.cond(
                shown.stop_work != "",
                rx.el.p(
                    picto("ui-hand-stop"),
                    rx.el.strong(shown.stop_work),
                    class_name="stop",
                ),
            ),
            rx.el.p(
                level_badge(shown.level, shown.level_name),
                rx.el.span(shown.risk),
                class_name="level-line",
            ),
            rx.el.h2(shown.text),
            rx.el.p(shown.reason, class_name="hint") if is_chosen else "",
            rx.cond(
                shown.subsidy != "",
                rx.el.p(_("Une aide existe :"), " ", shown.subsidy, class_name="hint"),
            ),
            plan(shown),
            other_measure(shown),
            replace(shown) if is_chosen else "",
        ),
        key=shown.id,
    )


def plan(shown: Shown) -> rx.Component:
    on = {"draft": Priorities.draft, "risk": shown.id}
    return rx.el.div(
        rx.el.label(
            rx.el.span(
                _("Premier pas"),
                rx.cond(
                    shown.minutes > 0,
                    rx.el.small(" (", shown.minutes, _(" minutes"), ")"),
                ),
            ),
            rx.el.textarea(
                default_value=shown.first_step,
                max_length=300,
                rows="2",
                on_blur=lambda text: Priorities.plan({**on, "first_step": text}),
                key=shown.id + shown.first_step,
            ),
        ),
        rx.el.label(
            rx.el.span(_("Qui")),
            rx.el.input(
                type="text",
                default_value=shown.who,
                placeholder=_("Une fonction : vous, le chef d'équipe…"),
                max_length=120,
                on_blur=lambda text: Priorities.plan({**on, "who": text}),
                key=shown.id + shown.who,
            ),
        ),
        rx.el.fieldset(
            rx.el.legend(_("Pour quand")),
            rx.el.input(
                type="date",
                value=shown.due,
                on_change=lambda day: Priorities.plan({**on, "due": day}),
                custom_attrs={"aria-label": _("Date")},
            ),
            *(
                rx.el.button(
                    _(label),
                    type="button",
                    on_click=Priorities.plan({**on, "days": days}),
                    class_name="plain",
                )
                for days, label in SOON
            ),
            class_name="due",
        ),
        class_name="plan",
    )


def other_measure(shown: Shown) -> rx.Component:
    return rx.el.details(
        rx.el.summary(_("Prendre une autre mesure")),
        rx.foreach(
            shown.measures,
            lambda measure: rx.el.button(
                rx.el.span(picto("ui-check"), class_name="box"),
                rx.el.span(rx.el.small(measure.principle), rx.el.span(measure.text)),
                type="button",
                class_name="measure",
                on_click=Priorities.plan(
                    {
                        "draft": Priorities.draft,
                        "risk": shown.id,
                        "measure": measure.id,
                        "first_step": "",
                    }
                ),
                custom_attrs={"aria-pressed": measure.id == shown.measure},
            ),
        ),
    )


def replace(shown: Shown) -> rx.Component:
    return rx.cond(
        some(Priorities.others),
        rx.el.details(
            rx.el.summary(_("Remplacer par un autre risque")),
            rx.foreach(
                Priorities.others,
                lambda other: rx.el.button(
                    rx.el.span(other.text),
                    level_badge(other.level, other.level_name),
                    type="button",
                    class_name="measure",
                    on_click=Priorities.choose(
                        {
                            "draft": Priorities.draft,
                            "risk": other.id,
                            "instead": shown.id,
                        }
                    ),
                ),
            ),
        ),
    )
