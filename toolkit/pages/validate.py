"""« Je valide »: what is still missing is said, then the document is sealed."""

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
    saved_line,
    some,
)
from toolkit.components.layout import layout, steps, title
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import Stored
from toolkit.db.session import write
from toolkit.domain import journey
from toolkit.domain.duerp import Consultation
from toolkit.domain.obligations import THRESHOLD, Cse, carried_factors
from toolkit.i18n import _, locale, ngettext
from toolkit.pages.forms import Counting, DescribingSexImpact, Sealing
from toolkit.routes import Page, path
from toolkit.workflows import document
from toolkit.workflows.answering import pack_of
from toolkit.workflows.document import Signature


@dataclass
class FactorView:
    id: str = ""
    name: str = ""
    threshold: str = ""
    people: str = ""


class Validate(DraftPage, rx.State):
    left: int = 0
    left_text: str = ""
    factors: list[FactorView] = []
    sex_impact: str = ""
    problem: str = ""

    @public
    async def open(self) -> None:
        self.problem = ""
        if stored := await self._opened():
            self._show(stored)

    @public
    async def count(self, form: dict[str, Any]) -> None:
        """How many employees are above a factor's threshold."""
        given = Counting.model_validate(form)
        people = None if given.people == "" else given.people
        key = draft_key(self, given.draft)
        stored = await write(drafts.set_exposure, key, given.factor, people)
        self._stored(given.draft, stored)

    @public
    async def describe(self, form: dict[str, Any]) -> None:
        given = DescribingSexImpact.model_validate(form)
        key = draft_key(self, given.draft)
        values = {"sex_impact": given.text.strip()}
        self._stored(given.draft, await write(drafts.set_columns, key, values))

    @public
    async def seal(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Seal a version, then go and keep it."""
        given = Sealing.model_validate(form)
        key = draft_key(self, given.draft)
        self.problem = _fault(given)
        if self.problem:
            return rx.set_focus("fault")
        await write(
            document.validate,
            key,
            Consultation(
                role=given.role.strip(),
                consulted=given.consulted.strip(),
                cse=given.cse,
                # An opinion without a committee would contradict the line above it.
                cse_opinion=given.cse_opinion.strip()
                if given.cse is Cse.CONSULTED
                else "",
            ),
            Signature(name=given.name.strip(), email=given.email.strip()),
        )
        return rx.redirect(path(Page.DOCUMENT, locale(), d=given.draft))

    def _show(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        self.language = pack.language
        self.left = len(journey.to_evaluate(pack, draft))
        self.left_text = ngettext(
            "{count} carte n'est pas encore évaluée. Elle sera écrite « à évaluer ».",
            "{count} cartes ne sont pas encore évaluées. "
            "Elles seront écrites « à évaluer ».",
            self.left,
        )
        sheets = library().catalogue.factors
        self.factors = [
            FactorView(
                id=factor.value,
                name=sheets[factor].name,
                threshold=sheets[factor].threshold or "",
                people=str(draft.exposures.get(factor, "")),
            )
            for factor in carried_factors(pack, draft)
            if factor in THRESHOLD
        ]
        self.sex_impact = draft.sex_impact


def _fault(given: Sealing) -> str:
    if not given.name.strip() or not given.role.strip():
        return _(
            "Écrivez votre nom et votre fonction : le document dit qui l'a validé."
        )
    if given.email and "@" not in given.email.strip("@"):
        return _("Cette adresse mail n'est pas complète. Corrigez-la ou effacez-la.")
    return ""


def page() -> rx.Component:
    return layout(
        steps(Page.VALIDATE, Validate.draft, Validate.language),
        rx.cond(
            Validate.is_missing,
            not_here(),
            rx.fragment(
                title(
                    _("Valider"),
                    _(
                        "Vous datez cette version, à votre nom. Elle ne changera plus ; "
                        "vous pourrez en faire d'autres."
                    ),
                ),
                rx.cond(Validate.draft == "", loading(), body()),
            ),
        ),
        leave=Validate.leave,
    )


def body() -> rx.Component:
    return rx.fragment(
        rx.cond(
            Validate.left > 0,
            rx.el.p(
                Validate.left_text,
                " ",
                on_draft(_("Y revenir"), page=Page.SUMMARY, draft=Validate.draft),
                class_name="note",
            ),
        ),
        rx.cond(some(Validate.factors), exposures()),
        sex_impact(),
        signature(),
    )


def exposures() -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Au-delà des seuils")),
        rx.el.p(
            _(
                "L'annexe du document dit combien de salariés dépassent ces seuils, une "
                "fois les protections prises en compte. Zéro est une réponse. Dans le "
                "doute, laissez vide : ce sera écrit « à confirmer »."
            ),
            class_name="hint",
        ),
        rx.foreach(Validate.factors, exposure),
        class_name="card",
    )


def exposure(shown: Shown) -> rx.Component:
    return rx.el.label(
        rx.el.span(rx.el.strong(shown.name), rx.el.br(), rx.el.small(shown.threshold)),
        rx.el.input(
            type="number",
            min="0",
            max="9999",
            default_value=shown.people,
            on_blur=lambda text: Validate.count(
                {"draft": Validate.draft, "factor": shown.id, "people": text}
            ),
        ),
        class_name="count",
        key=shown.id + shown.people,
    )


def sex_impact() -> rx.Component:
    return rx.el.section(
        rx.el.label(
            rx.el.h2(_("Femmes et hommes")),
            rx.el.p(
                _(
                    "Les risques sont-ils différents pour les femmes et pour les hommes ? "
                    "Par exemple : charges, taille des équipements, horaires, clients."
                ),
                class_name="hint",
            ),
            rx.el.textarea(
                default_value=Validate.sex_impact,
                max_length=600,
                rows="3",
                on_blur=lambda text: Validate.describe(
                    {"draft": Validate.draft, "text": text}
                ),
                key="s" + Validate.sex_impact,
            ),
        ),
        saved_line(Validate.saved),
        class_name="card",
    )


def signature() -> rx.Component:
    return rx.el.form(
        rx.el.h2(_("Votre validation")),
        rx.cond(
            Validate.problem != "",
            rx.el.p(
                Validate.problem,
                class_name="fault",
                role="alert",
                id="fault",
                tab_index=-1,
            ),
        ),
        line("name", _("Votre nom"), _("Il reste à part, hors du contenu scellé.")),
        line(
            "role", _("Votre fonction"), _("Par exemple : gérante, chef d'entreprise.")
        ),
        rx.el.div(
            rx.el.label(_("Avec qui l'avez-vous fait ?"), html_for="consulted"),
            rx.el.p(
                _("Par fonction : deux boulangers, une vendeuse, l'apprenti."),
                class_name="hint",
                id="consulted-hint",
            ),
            rx.el.textarea(
                id="consulted",
                name="consulted",
                max_length=600,
                rows="2",
                custom_attrs={"aria-describedby": "consulted-hint"},
            ),
            class_name="line",
        ),
        rx.el.fieldset(
            rx.el.legend(_("Avez-vous un comité social et économique (CSE) ?")),
            rx.el.p(
                _("Il est obligatoire à partir de onze salariés."), class_name="hint"
            ),
            radio(Cse.NONE, _("Non")),
            radio(Cse.CONSULTED, _("Oui, il a été consulté")),
            radio(Cse.UNKNOWN, _("Oui, ce sera fait après")),
            class_name="choices",
        ),
        line("cse_opinion", _("L'avis du comité, s'il en a donné un"), ""),
        line(
            "email",
            _("Votre adresse mail"),
            _(
                "Facultative. Elle reste avec ce dossier, à part du contenu scellé. "
                "Aucun message n'est envoyé aujourd'hui."
            ),
            kind="email",
        ),
        rx.el.p(
            _(
                "La loi vous demande de garder chaque version pendant 40 ans. "
                "Téléchargez la vôtre aussi, juste après."
            ),
            class_name="note",
        ),
        rx.el.input(type="hidden", name="draft", value=Validate.draft),
        rx.el.button(
            _("Je valide"), type="submit", class_name="primary", id="je-valide"
        ),
        on_submit=Validate.seal,
        no_validate=True,
        class_name="card",
    )


def line(name: str, label: str, hint: str, kind: Kind = "text") -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.p(hint, class_name="hint", id=f"{name}-hint") if hint else "",
        rx.el.input(
            id=name,
            name=name,
            type=kind,
            max_length=120,
            custom_attrs={"aria-describedby": f"{name}-hint"} if hint else {},
        ),
        class_name="line",
    )


def radio(value: Cse, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="cse",
            value=value.value,
        ),
        rx.el.span(label),
    )
