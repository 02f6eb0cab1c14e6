"""What the company is: its headcount, its facts, its places."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import (
    Kind,
    Shown,
    loading,
    not_here,
    on_draft,
    picto,
    saved_line,
    spoken,
)
from toolkit.components.layout import layout, steps, title
from toolkit.db import drafts
from toolkit.db.drafts import Stored
from toolkit.db.session import write
from toolkit.domain.company import siret_fault as fault_of
from toolkit.i18n import _, siret_fault
from toolkit.pages import copying, places_view, typed
from toolkit.pages.copying import Copies
from toolkit.pages.forms import Naming, SayingFact
from toolkit.pages.places import Places
from toolkit.routes import Page
from toolkit.workflows import answering
from toolkit.workflows.answering import pack_of


@dataclass
class FactView:
    id: str = ""
    question: str = ""
    help: str = ""
    answer: str = ""


class Prepare(DraftPage, Places, Copies, rx.State):
    name: str = ""
    siret: str = ""
    address: str = ""
    siret_problem: str = ""
    effectif: str = ""
    facts: list[FactView] = []

    @public
    async def open(self) -> None:
        self.siret_problem = ""
        self._no_fault()
        self._forget_copy()
        if stored := await self._opened():
            self._show(stored)

    @public
    async def say_fact(self, form: dict[str, Any]) -> None:
        given = SayingFact.model_validate(form)
        key = draft_key(self, given.draft)
        stored = await write(answering.set_fact, key, given.fact, value=given.value)
        self._stored(given.draft, stored)

    @public
    async def say_company(self, form: dict[str, Any]) -> None:
        """Name, SIRET, address or headcount; a wrong SIRET is said, and what was typed stays."""
        given = Naming.model_validate(form)
        values = given.model_dump(exclude={"draft"}, exclude_none=True)
        if "effectif" in values:
            try:
                values["effectif"] = typed.people(values["effectif"])
            except typed.Refused as fault:
                self._refuse("effectif", str(fault))
                return
            self._accept("effectif")
        if "siret" in values:
            digits = "".join(values["siret"].split())
            fault = fault_of(digits) if digits else None
            self.siret_problem = siret_fault(fault) if fault else ""
            if fault:
                return
            values["siret"] = digits
        stored = await write(drafts.set_columns, draft_key(self, given.draft), values)
        self._stored(given.draft, stored)

    def _show(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        self.language = pack.language
        self.name, self.siret = draft.company.name, draft.company.siret
        self.address = draft.company.address
        self.effectif = _number(draft.company.effectif)
        said = {True: "yes", False: "no", None: ""}
        self.facts = [
            FactView(
                id=fact.id,
                question=fact.question,
                help=fact.help or "",
                answer=said[draft.facts.get(fact.id)],
            )
            for fact in pack.facts
        ]
        self._show_places(stored)
        self._show_copies(stored)


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def page() -> rx.Component:
    return layout(
        steps(Page.PREPARE, Prepare.draft, Prepare.language),
        rx.cond(
            Prepare.is_missing,
            not_here(),
            rx.fragment(
                title(
                    _("Préparer"),
                    _(
                        "Deux minutes. Un « non » ferme des cartes qui ne vous "
                        "concernent pas. Dans le doute, passez."
                    ),
                ),
                rx.cond(Prepare.draft == "", loading(), form()),
            ),
        ),
        leave=Prepare.leave,
    )


def form() -> rx.Component:
    return rx.fragment(
        rx.el.section(rx.foreach(Prepare.facts, fact), class_name="facts"),
        company(),
        places_view.section(places_view.Parts(Prepare)),
        copying.section(copying.parts(Prepare)),
        rx.el.div(
            on_draft(
                _("Passer aux cartes"),
                picto("ui-arrow-right"),
                page=Page.QUESTIONS,
                draft=Prepare.draft,
                class_name="primary",
            ),
            saved_line(Prepare.saved),
            class_name="bar next",
        ),
    )


def fact(shown: Shown) -> rx.Component:
    def choice(label: str, value: bool, code: str) -> rx.Component:
        return rx.el.button(
            label,
            type="button",
            on_click=Prepare.say_fact(
                {"draft": Prepare.draft, "fact": shown.id, "value": value}
            ),
            custom_attrs={"aria-pressed": shown.answer == code, "data-saves": ""},
        )

    return rx.el.fieldset(
        rx.el.legend(shown.question, **spoken(Prepare.language)),
        rx.cond(
            shown.help != "",
            rx.el.p(shown.help, class_name="hint", **spoken(Prepare.language)),
        ),
        rx.el.div(choice(_("Oui"), True, "yes"), choice(_("Non"), False, "no")),
        class_name="fact",
    )


def company() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Votre entreprise")),
        field(_("Nom"), "name", Prepare.name, "", "text"),
        rx.el.div(
            field(_("SIRET"), "siret", Prepare.siret, "", "text"),
            rx.cond(
                Prepare.siret_problem != "",
                rx.el.p(Prepare.siret_problem, class_name="fault", role="alert"),
            ),
        ),
        field(_("Adresse"), "address", Prepare.address, "", "text", most=200),
        rx.el.div(
            field(
                _("Nombre de salariés"),
                "effectif",
                Prepare.effectif,
                _("Apprentis compris, sans vous. Zéro si vous êtes seul."),
                "number",
            ),
            places_view.Parts(Prepare).fault("effectif"),
        ),
        class_name="card",
    )


def field(
    label: str, column: str, value: Shown, hint: str, kind: Kind, *, most: int = 120
) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=column),
        rx.el.p(hint, class_name="hint", id=f"{column}-hint") if hint else "",
        rx.el.input(
            id=column,
            type=kind,
            default_value=value,
            max_length=most,
            min="0",
            max="9999",
            on_blur=lambda text: Prepare.say_company(
                {"draft": Prepare.draft, column: text}
            ),
            custom_attrs={"aria-describedby": f"{column}-hint"} if hint else {},
            key=column + value,
        ),
        class_name="line",
    )
