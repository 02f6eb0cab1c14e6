"""How a card looks: the question, what is in place, what will be done, the answers."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from toolkit.components.elements import Shown, level_badge, picto, spoken
from toolkit.domain.pack import Frequency, Severity
from toolkit.i18n import _, frequency_short, severity_short
from toolkit.pages.answer_bar import Handlers, answers


def card(shown: Shown, on: Handlers, saved: Shown) -> rx.Component:
    return rx.fragment(
        rx.el.article(
            heading(shown),
            stop_work(shown),
            rx.cond(shown.is_open, todo(shown, on)),
            in_place(shown, on),
            rx.cond(shown.is_cmr & shown.is_open, substitution(shown, on)),
            exposure(shown, on),
            why(shown),
            by_unit(shown, on),
            class_name="card",
        ),
        keys_switch(),
        answers(shown, on, saved),
    )


def keys_switch() -> rx.Component:
    """Shown where there is a keyboard; app.js keeps the choice in this browser."""
    return rx.el.label(
        rx.el.input(type="checkbox", id="keys", default_checked=True),
        rx.el.span(_("Répondre avec les touches 1 à 5")),
        class_name="keys",
    )


def heading(shown: Shown) -> rx.Component:
    """The question; app.js gives it the focus when the card changes."""
    return rx.fragment(
        rx.el.p(
            picto(shown.family),
            rx.el.span(shown.family_name),
            rx.cond(shown.is_new, rx.el.strong(_("Nouveau"), class_name="tag")),
            class_name="family",
        ),
        rx.el.h1(
            rx.cond(shown.place != "", rx.el.span(shown.place, class_name="place")),
            shown.question,
            id="question",
            key=shown.id,
            tab_index=-1,
            class_name="question",
            **spoken(shown.language),
        ),
    )


def stop_work(shown: Shown) -> rx.Component:
    return rx.cond(
        shown.is_open & (shown.stop_work != ""),
        rx.el.p(
            picto("ui-hand-stop"),
            rx.el.strong(shown.stop_work, **spoken(shown.language)),
            class_name="stop",
        ),
    )


def todo(shown: Shown, on: Handlers) -> rx.Component:
    """What to do about an open risk: its level, then the measures to plan."""
    return rx.fragment(
        rx.el.p(
            level_badge(shown.level, shown.level_name),
            rx.el.span(shown.explanation),
            class_name="level-line",
            role="status",
        ),
        rx.el.fieldset(
            rx.el.legend(_("Que ferez-vous ?")),
            rx.foreach(shown.measures, lambda measure: _planned(measure, on)),
            own_words("planned_other", shown.planned_other, shown, on),
            class_name="measures",
        ),
    )


def _planned(measure: Shown, on: Handlers) -> rx.Component:
    return rx.cond(
        measure.is_in_place,
        rx.fragment(),
        tick_button(
            rx.fragment(
                rx.el.small(measure.principle),
                rx.el.span(measure.action, **spoken(measure.language)),
            ),
            measure.is_planned,
            on.tick("planned", measure.id, ~measure.is_planned),
        ),
    )


def in_place(shown: Shown, on: Handlers) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(_("Qu'avez-vous déjà en place ?")),
        rx.cond(
            shown.is_unproven,
            rx.el.p(
                rx.cond(
                    shown.is_own,
                    _(
                        "Le dommage peut être durable. Écrivez ce qui est en place : "
                        "c'est ce qui montre que c'est maîtrisé."
                    ),
                    _(
                        "Le dommage peut être durable. Touchez au moins une mesure : "
                        "c'est elle qui montre que c'est maîtrisé."
                    ),
                ),
                class_name="ask",
                role="alert",
            ),
        ),
        rx.foreach(shown.measures, lambda measure: _in_place(measure, on)),
        own_words("in_place_other", shown.in_place_other, shown, on),
        class_name="measures",
    )


def _in_place(measure: Shown, on: Handlers) -> rx.Component:
    return tick_button(
        rx.el.span(measure.in_place, **spoken(measure.language)),
        measure.is_in_place,
        on.tick("in_place", measure.id, ~measure.is_in_place),
    )


def tick_button(text: rx.Component, is_on: Shown, handler: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(picto("ui-check"), class_name="box"),
        rx.el.span(text),
        type="button",
        on_click=handler,
        class_name="measure",
        custom_attrs={"aria-pressed": is_on, "data-saves": ""},
    )


def own_words(column: str, value: Shown, shown: Shown, on: Handlers) -> rx.Component:
    return rx.el.label(
        rx.el.span(rx.cond(shown.is_own, _("Avec vos mots"), _("Autre chose"))),
        rx.el.input(
            type="text",
            default_value=value,
            max_length=300,
            on_blur=lambda text: on.note(column, text),
        ),
        class_name="own",
        key=shown.id + column + value,
    )


def substitution(shown: Shown, on: Handlers) -> rx.Component:
    return rx.el.label(
        rx.el.span(
            _(
                "Avez-vous cherché un produit ou un procédé moins dangereux ? "
                "Écrivez ce que vous avez trouvé : la loi demande de le noter ici."
            )
        ),
        rx.el.textarea(
            default_value=shown.substitution,
            max_length=600,
            rows="3",
            on_blur=lambda text: on.note("substitution", text),
        ),
        class_name="own",
        key=shown.id + "substitution" + shown.substitution,
    )


def exposure(shown: Shown, on: Handlers) -> rx.Component:
    """The rating as one sentence; a tap opens what can be changed."""
    return rx.el.details(
        rx.el.summary(shown.circumstances, " ", rx.el.u(_("Changer"))),
        scale(
            _("Si cela arrive"),
            [(int(s), severity_short(s)) for s in Severity],
            shown.severity,
            lambda value: on.rate("severity", value),
        ),
        scale(
            _("On y est exposé"),
            [(int(f), frequency_short(f)) for f in Frequency],
            shown.frequency,
            lambda value: on.rate("frequency", value),
        ),
        open=rx.cond(shown.is_own, True, shown.is_open),
        class_name="rating",
        key=shown.id + "rating",
    )


def scale(
    legend: str,
    choices: list[tuple[int, str]],
    current: Shown,
    handler: Callable[[int], Any],
) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(legend),
        *(
            rx.el.button(
                label,
                type="button",
                on_click=handler(value),
                custom_attrs={"aria-pressed": current == value, "data-saves": ""},
            )
            for value, label in choices
        ),
        class_name="scale",
    )


def why(shown: Shown) -> rx.Component:
    """Harm, figures and law, for who wants to know."""
    return rx.el.details(
        rx.el.summary(_("Pourquoi cette question ?")),
        rx.el.p(shown.harm, **spoken(shown.language)),
        rx.el.p(
            rx.el.strong(_("Qui est exposé :")),
            " ",
            rx.el.span(shown.who, **spoken(shown.language)),
        ),
        rx.el.div(rx.foreach(shown.figures, _figure), **spoken(shown.language)),
        rx.cond(
            shown.help != "", rx.el.p(rx.el.strong(_("Une aide :")), " ", shown.help)
        ),
        rx.el.p(
            rx.el.strong(_("Pour vous aider, à votre service de santé au travail :")),
            " ",
            shown.skill,
            ".",
        ),
        rx.el.ul(rx.foreach(shown.references, _reference), class_name="texts"),
        class_name="why",
        key=shown.id + "why",
    )


def by_unit(shown: Shown, on: Handlers) -> rx.Component:
    """One answer for all units, or one for each; nothing said either way is lost."""
    each = _split_button(
        _("Répondre pour chaque unité"),
        _("Votre réponse est reprise pour chacune : vous changez ce qui diffère."),
        on.split(True),
    )
    all_at_once = _split_button(
        _("Répondre une fois pour toutes les unités"),
        _("Ce que vous avez dit de chaque unité reste gardé."),
        on.split(False),
    )
    return rx.cond(
        shown.is_split, all_at_once, rx.cond(shown.can_be_split, each, rx.fragment())
    )


def _split_button(label: str, hint: str, handler: Any) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            picto("ui-people"),
            label,
            type="button",
            on_click=handler,
            class_name="plain",
        ),
        rx.el.p(hint, class_name="hint"),
        class_name="by-unit",
    )


def _figure(figure: Shown) -> rx.Component:
    return rx.el.p(figure.text, " ", rx.el.small("(", figure.title, ")"))


def _reference(text: Shown) -> rx.Component:
    return rx.el.li(
        rx.el.a(text.title, href=text.url, target="_blank", rel="noreferrer"),
        " — ",
        text.text,
    )
