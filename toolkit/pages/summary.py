"""Every card at a glance, by module: where one stands, and a way back to any of them."""

from dataclasses import dataclass, field

import reflex as rx

from toolkit import i18n
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage
from toolkit.components.elements import (
    Shown,
    level_badge,
    link,
    loading,
    not_here,
    on_draft,
    picto,
    saved_line,
    spoken,
)
from toolkit.components.layout import layout, steps, title
from toolkit.db.drafts import Stored
from toolkit.domain import journey
from toolkit.domain.answer import Mastery, is_evaluated
from toolkit.domain.card import Card
from toolkit.domain.draft import Draft
from toolkit.domain.own import is_own
from toolkit.domain.pack import Pack
from toolkit.domain.places import short_words
from toolkit.domain.rating import rate
from toolkit.i18n import _, level_name, locale, mastery_name, ngettext
from toolkit.pages import copying, own_risks
from toolkit.pages.copying import Copies
from toolkit.pages.own_risks import OwnRisks
from toolkit.routes import Page, path
from toolkit.workflows.answering import pack_of

ICONS: dict[Mastery | None, str] = {
    Mastery.MASTERED: "ui-check",
    Mastery.PARTIAL: "ui-partial",
    Mastery.NOT_MASTERED: "ui-cross",
    Mastery.NOT_CONCERNED: "ui-none",
    Mastery.LATER: "ui-clock",
}


@dataclass
class Line:
    id: str = ""
    name: str = ""
    language: str = ""
    place: str = ""
    icon: str = ""
    state: str = ""
    level: str = ""
    is_new: bool = False


@dataclass
class Group:
    title: str = ""
    language: str = ""
    lines: list[Line] = field(default_factory=list)


class Summary(DraftPage, OwnRisks, Copies, rx.State):
    groups: list[Group] = []
    left: str = ""
    is_complete: bool = False
    news: str = ""

    @public
    async def open(self) -> None:
        self.own_fault = ""
        self._forget_copy()
        stored: Stored | None = await self._opened()
        if stored:
            self._show(stored)

    def _show(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        self.language = pack.language
        way = journey.path(pack, draft)
        new = journey.unknown(pack, way.cards, stored.known_risks, draft.answers)
        self.news = _news(len(new)) if new else ""
        self.groups = [
            Group(
                title=name,
                language=language,
                lines=[
                    _line(pack, draft, card, is_new=card.key in new) for card in cards
                ],
            )
            for name, language, cards in _grouped(pack, way)
            if cards
        ]
        left = len(journey.to_evaluate(pack, draft))
        self.is_complete = left == 0
        self.left = (
            ngettext(
                "Il reste {count} carte à évaluer.",
                "Il reste {count} cartes à évaluer.",
                left,
            )
            if left
            else _("Toutes les cartes sont évaluées.")
        )
        self._show_own(stored)
        self._show_copies(stored)


def _grouped(pack: Pack, way: journey.Path) -> list[tuple[str, str, list[Card]]]:
    """The gravest, then the rest by module, then the owner's own; each with the language
    of its title."""
    module_of = pack.module_of
    rest = [
        (
            module.title,
            pack.language,
            [c for c in way.rest if module_of.get(c.risk.id) is module],
        )
        for module in pack.modules
    ]
    own = [card for card in way.rest if is_own(card.risk.id)]
    return [
        (_("Les risques les plus graves"), locale(), list(way.gravest)),
        *rest,
        (i18n.own_risks(), locale(), own),
    ]


def _news(count: int) -> str:
    return ngettext(
        "Le questionnaire a été mis à jour : {count} carte nouvelle.",
        "Le questionnaire a été mis à jour : {count} cartes nouvelles.",
        count,
    )


def _line(pack: Pack, draft: Draft, card: Card, *, is_new: bool) -> Line:
    risk, answer = card.risk, draft.answers.get(card.key)
    level = rate(risk, answer).level
    done = is_evaluated(risk, answer)
    return Line(
        id=card.key,
        name=risk.name,
        language=locale() if is_own(risk.id) else pack.language,
        place=short_words(draft, card),
        icon=ICONS.get(answer and answer.mastery, "ui-arrow-right"),
        state=level_name(level)
        if level
        else mastery_name(answer.mastery if answer and done else None),
        level=level.name.lower() if level else "",
        is_new=is_new,
    )


def page() -> rx.Component:
    return layout(
        steps(Page.QUESTIONS, Summary.draft, Summary.language),
        rx.cond(
            Summary.is_missing,
            not_here(),
            rx.fragment(
                title(_("Vos cartes"), Summary.left),
                rx.cond(Summary.news != "", rx.el.p(Summary.news, class_name="note")),
                rx.cond(Summary.draft == "", loading()),
                rx.el.div(rx.foreach(Summary.groups, group), class_name="groups"),
                rx.cond(
                    Summary.draft != "",
                    rx.fragment(
                        own_risks.section(Summary),
                        copying.section(copying.parts(Summary)),
                    ),
                ),
                rx.el.div(
                    rx.cond(
                        Summary.is_complete,
                        on_draft(
                            _("Choisir mes trois actions"),
                            picto("ui-arrow-right"),
                            page=Page.PRIORITIES,
                            draft=Summary.draft,
                            class_name="primary",
                        ),
                        on_draft(
                            _("Continuer"),
                            picto("ui-arrow-right"),
                            page=Page.QUESTIONS,
                            draft=Summary.draft,
                            class_name="primary",
                        ),
                    ),
                    saved_line(Summary.saved),
                    class_name="bar next",
                ),
            ),
        ),
        leave=Summary.leave,
    )


def group(shown: Shown) -> rx.Component:
    return rx.el.section(
        rx.el.h2(shown.title, **spoken(shown.language)),
        rx.el.ul(rx.foreach(shown.lines, line)),
    )


def line(shown: Shown) -> rx.Component:
    address = rx.Var.create(path(Page.QUESTIONS, locale()) + "?d=").to(str)
    return rx.el.li(
        link(
            picto(shown.icon),
            rx.el.span(
                rx.el.span(shown.name, **spoken(shown.language)),
                rx.cond(shown.place != "", rx.el.small(shown.place, class_name="at")),
                rx.cond(shown.is_new, rx.el.strong(_("Nouveau"), class_name="tag")),
            ),
            rx.cond(
                shown.level != "",
                level_badge(shown.level, shown.state),
                rx.el.small(shown.state),
            ),
            to=address + Summary.draft + "&q=" + shown.id,
        )
    )
