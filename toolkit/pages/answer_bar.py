"""The foot of a card: its five answers, and the way to the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.components.elements import Shown, picto, saved_line
from toolkit.domain.answer import Mastery
from toolkit.i18n import _, mastery_name


@dataclass(frozen=True)
class Handlers:
    """What a card can ask of its page."""

    answer: Callable[[str], Any]
    rate: Callable[[str, int], Any]
    tick: Callable[[str, Shown, Shown], Any]
    note: Callable[[str, Shown], Any]
    turn: Callable[[int], Any]
    split: Callable[[bool], Any]


ANSWERS = (
    (Mastery.MASTERED, "ui-check", "1"),
    (Mastery.PARTIAL, "ui-partial", "2"),
    (Mastery.NOT_MASTERED, "ui-cross", "3"),
)
NOT_CONCERNED = (Mastery.NOT_CONCERNED, "ui-none", "4")
LATER = (Mastery.LATER, "ui-clock", "5")


def answers(shown: Shown, on: Handlers, saved: Shown) -> rx.Component:
    """Always under the thumb, each in its own place whatever the card: a second tap in a
    hurry must not land on another answer."""
    return rx.el.div(
        rx.el.div(
            *(answer_button(shown, on, *answer) for answer in ANSWERS),
            class_name="answers",
            role="group",
            custom_attrs={"aria-labelledby": "question"},
        ),
        rx.el.div(
            turn_button(_("Carte précédente"), "ui-arrow-left", on.turn(-1)),
            rx.cond(
                shown.can_be_left_out,
                answer_button(shown, on, *NOT_CONCERNED, kind="plain"),
                rx.el.span(class_name="empty"),
            ),
            answer_button(shown, on, *LATER, kind="plain"),
            turn_button(_("Carte suivante"), "ui-arrow-right", on.turn(1)),
            class_name="aside",
        ),
        rx.cond(
            shown.is_open | shown.is_unproven,
            rx.el.button(
                _("Continuer"),
                picto("ui-arrow-right"),
                type="button",
                id="continuer",
                on_click=on.turn(0),
                class_name="primary",
            ),
        ),
        saved_line(saved),
        class_name="bar",
    )


def turn_button(label: str, icon: str, handler: Any) -> rx.Component:
    return rx.el.button(
        picto(icon),
        rx.el.span(label, class_name="hidden"),
        type="button",
        on_click=handler,
        class_name="round",
    )


def answer_button(
    shown: Shown,
    on: Handlers,
    mastery: Mastery,
    icon: str,
    key: str,
    kind: str = "answer",
) -> rx.Component:
    return rx.el.button(
        picto(icon),
        rx.el.span(mastery_name(mastery)),
        type="button",
        on_click=on.answer(mastery.value),
        class_name=f"{kind} {mastery.value}",
        custom_attrs={
            "aria-pressed": shown.mastery == mastery.value,
            "data-key": key,
            "data-saves": "",
        },
    )
