"""An action to take: what it shows, and the fields that say who, when and how."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from toolkit import i18n
from toolkit.components.elements import Shown, filled, level_badge, picto, some, spoken
from toolkit.content.loader import library
from toolkit.db.drafts import Stored
from toolkit.domain import priorities
from toolkit.domain.pack import Measure
from toolkit.domain.places import short_words
from toolkit.domain.priorities import Finding, lead_measure
from toolkit.i18n import _
from toolkit.workflows.answering import pack_of


def soon() -> tuple[tuple[int, str], ...]:
    """Dates one tap away, in days."""
    return (
        (7, _("Dans une semaine")),
        (30, _("Dans un mois")),
        (90, _("Dans trois mois")),
    )


@dataclass
class Choice:
    id: str = ""
    language: str = ""
    text: str = ""
    place: str = ""
    principle: str = ""
    level: str = ""
    level_name: str = ""


@dataclass
class ActionView:
    id: str = ""
    language: str = ""
    risk: str = ""
    place: str = ""
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


def action_of(
    stored: Stored, finding: Finding, ranked: tuple[Finding, ...]
) -> ActionView:
    risk, draft = finding.risk, stored.draft
    plan = draft.plans.get(finding.key)
    lead = lead_measure(finding, draft)
    said = plan.first_step if plan else ""
    subsidy = library().catalogue.subsidies.get(risk.subsidy or "")
    language = pack_of(stored).language
    return ActionView(
        id=finding.key,
        language=language,
        risk=risk.name,
        place=short_words(draft, finding.card),
        text=_lead_text(finding, lead),
        level=finding.level.name.lower(),
        level_name=i18n.level_name(finding.level),
        reason=_why(stored, finding, ranked),
        stop_work=risk.stop_work or "",
        first_step=said or (lead.first_step if lead else ""),
        minutes=lead.minutes if lead and not said else 0,
        who=plan.who if plan else "",
        due=plan.due.isoformat() if plan and plan.due else "",
        subsidy=subsidy.name if subsidy else "",
        measure=lead.id if lead else "",
        measures=[
            Choice(
                id=m.id,
                language=language,
                text=m.action,
                principle=i18n.principle_name(m.principle),
            )
            for m in sorted(risk.measures, key=lambda m: m.principle.rank)
            if m.id not in finding.answer.in_place
        ],
    )


def _why(stored: Stored, finding: Finding, ranked: tuple[Finding, ...]) -> str:
    if priorities.is_chosen(stored.draft, finding, ranked):
        return _("Retenue par vous.")
    return i18n.reason(priorities.reason(finding, ranked), finding)


def _lead_text(finding: Finding, lead: Measure | None) -> str:
    return lead.action if lead else finding.answer.planned_other or finding.risk.name


@dataclass(frozen=True)
class Handlers:
    """What an action can ask of its page."""

    plan: Callable[[dict[str, Any]], Any]
    choose: Callable[[dict[str, Any]], Any]


def action(
    shown: Shown, others: Shown, on: Handlers, *, is_chosen: bool
) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.cond(
                shown.stop_work != "",
                rx.el.p(
                    picto("ui-hand-stop"),
                    rx.el.strong(shown.stop_work, **spoken(shown.language)),
                    class_name="stop",
                ),
            ),
            rx.el.p(
                level_badge(shown.level, shown.level_name),
                rx.el.span(shown.risk, **spoken(shown.language)),
                rx.cond(shown.place != "", rx.el.span(shown.place, class_name="at")),
                class_name="level-line",
            ),
            rx.el.h2(shown.text, **spoken(shown.language)),
            rx.el.p(shown.reason, class_name="hint") if is_chosen else "",
            rx.cond(
                shown.subsidy != "",
                rx.el.p(_("Une aide existe :"), " ", shown.subsidy, class_name="hint"),
            ),
            plan(shown, on),
            other_measure(shown, on),
            replace(shown, others, on) if is_chosen else "",
        ),
        key=shown.id,
    )


def plan(shown: Shown, on: Handlers) -> rx.Component:
    risk = {"risk": shown.id}
    return rx.el.div(
        rx.el.label(
            rx.el.span(
                _("Premier pas"),
                rx.cond(
                    shown.minutes > 0,
                    rx.el.small(*filled(_(" ({count} minutes)"), count=shown.minutes)),
                ),
            ),
            rx.el.textarea(
                default_value=shown.first_step,
                max_length=300,
                rows="2",
                on_blur=lambda text: on.plan({**risk, "first_step": text}),
                key=shown.id + shown.first_step,
                **spoken(shown.language),
            ),
        ),
        rx.el.label(
            rx.el.span(_("Qui")),
            rx.el.input(
                type="text",
                default_value=shown.who,
                placeholder=_("Vous, le chef d'équipe…"),
                max_length=120,
                on_blur=lambda text: on.plan({**risk, "who": text}),
                key=shown.id + shown.who,
            ),
        ),
        rx.el.fieldset(
            rx.el.legend(_("Pour quand")),
            rx.el.input(
                type="date",
                default_value=shown.due,
                on_blur=lambda day: on.plan({**risk, "due": day}),
                key=shown.id + shown.due,
                custom_attrs={"aria-label": _("Date")},
            ),
            *(
                rx.el.button(
                    label,
                    type="button",
                    on_click=on.plan({**risk, "days": days}),
                    class_name="plain",
                )
                for days, label in soon()
            ),
            class_name="due",
        ),
        class_name="plan",
    )


def other_measure(shown: Shown, on: Handlers) -> rx.Component:
    return rx.el.details(
        rx.el.summary(_("Prendre une autre mesure")),
        rx.foreach(
            shown.measures,
            lambda measure: rx.el.button(
                rx.el.span(picto("ui-check"), class_name="box"),
                rx.el.span(
                    rx.el.small(measure.principle),
                    rx.el.span(measure.text, **spoken(measure.language)),
                ),
                type="button",
                class_name="measure",
                on_click=on.plan(
                    {
                        "risk": shown.id,
                        "measure": measure.id,
                    }
                ),
                custom_attrs={"aria-pressed": measure.id == shown.measure},
            ),
        ),
    )


def replace(shown: Shown, others: Shown, on: Handlers) -> rx.Component:
    return rx.cond(
        some(others),
        rx.el.details(
            rx.el.summary(_("Remplacer par un autre risque")),
            rx.foreach(
                others,
                lambda other: rx.el.button(
                    rx.el.span(
                        rx.el.span(other.text, **spoken(other.language)),
                        rx.cond(
                            other.place != "",
                            rx.el.small(other.place, class_name="at"),
                        ),
                    ),
                    level_badge(other.level, other.level_name),
                    type="button",
                    class_name="measure",
                    on_click=on.choose(
                        {
                            "risk": other.id,
                            "instead": shown.id,
                        }
                    ),
                ),
            ),
        ),
    )
