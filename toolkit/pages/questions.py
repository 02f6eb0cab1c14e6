"""One card at a time: the answer is stored when it is given, then comes the next card."""

from collections.abc import Mapping
from typing import Any

import reflex as rx

from toolkit.auth import live
from toolkit.auth.access import public
from toolkit.auth.draft_page import DraftPage, changed_elsewhere
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import filled, loading, not_here, on_draft, spoken
from toolkit.components.layout import layout, steps
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import Cards
from toolkit.db.session import read, write
from toolkit.domain import journey
from toolkit.domain.answer import Mastery, is_evaluated
from toolkit.domain.card import risk_of
from toolkit.i18n import _, locale, mastery_name
from toolkit.pages import question_view as view
from toolkit.pages.answer_bar import Handlers
from toolkit.pages.forms import (
    Answering,
    Noting,
    OnCard,
    Rating,
    Splitting,
    Ticking,
    Turning,
)
from toolkit.pages.question_card import CardView, card_of
from toolkit.routes import Page, path
from toolkit.workflows import answering, places
from toolkit.workflows.answering import card_named, pack_of


class Questions(DraftPage, rx.State):
    card: CardView = CardView()
    done: int = 0
    total: int = 0
    is_gravest: bool = True

    @public
    async def open(self) -> rx.event.EventSpec | None:
        """Show the card the address names, or the first one to answer."""
        said = self.saved
        stored: Cards | None = await self._opened(drafts.cards)
        if stored is None:
            return None
        named = self.router.url.query_parameters.get("q", "")
        way = journey.path(pack_of(stored), stored.draft)
        if named in {card.key for card in way.cards}:
            self.saved = said  # of the card just answered, whose next one this is
            self._show_card(stored, named, way)
            return None
        following = journey.following(way.cards, "", stored.draft.answers)
        # A card split or joined since is shown as it now is.
        following = journey.of_same_risk(way.cards, named) or following
        if following is None:
            return rx.redirect(path(Page.PRIORITIES, locale(), d=self.draft))
        self._show_card(stored, following.key, way)
        # The address names its card, so that Back and a reload come to this one.
        address = path(Page.QUESTIONS, locale(), d=self.draft, q=following.key)
        return rx.redirect(address, replace=True)

    @public
    async def answer(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Store one of the five answers; what needs no more leads to the next card."""
        given = Answering.model_validate(form)
        stored = await self._store(given, {"mastery": given.mastery.value})
        said = mastery_name(given.mastery)
        self.saved = _("Enregistré : {answer}.").format(answer=said.lower())
        if _is_settled(stored, given):
            return self._go_on(stored, given.risk)
        self._show_same(stored, given)
        return None

    @public
    async def rate(self, form: dict[str, Any]) -> None:
        """Change the severity or the frequency of a card."""
        given = Rating.model_validate(form)
        values = given.model_dump(include={"severity", "frequency"}, exclude_none=True)
        ratings = {name: int(value) for name, value in values.items()}
        self._show_same(await self._store(given, ratings), given)

    @public
    async def tick(self, form: dict[str, Any]) -> None:
        """A measure exists, or is planned; or no longer."""
        given = Ticking.model_validate(form)
        stored = await write(
            answering.tick,
            draft_key(self, given.draft),
            given.risk,
            column=given.column,
            measure=given.measure,
            on=given.on,
        )
        self._told(given)
        self._show_same(stored, given)

    @public
    async def note(self, form: dict[str, Any]) -> None:
        """Store the owner's own words, cut at what the column holds."""
        given = Noting.model_validate(form)
        limit = 600 if given.column == "substitution" else 300
        words = {given.column: given.text.strip()[:limit]}
        self._show_same(await self._store(given, words), given)

    @public
    async def turn(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Go on, or back, without answering."""
        given = Turning.model_validate(form)
        stored = await read(drafts.cards, draft_key(self, given.draft))
        self.draft = given.draft
        self.saved = ""
        if given.step == 0:
            return self._go_on(stored, given.risk)
        way = journey.path(pack_of(stored), stored.draft)
        beside = journey.neighbour(way.cards, given.risk, given.step)
        return self._go(stored, beside.key, way) if beside else None

    @public
    async def split(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Answer this risk for each unit, or once for all again."""
        given = Splitting.model_validate(form)
        key, risk = draft_key(self, given.draft), risk_of(given.risk)
        await write(places.split if given.on else places.join, key, risk)
        self._told(given)
        stored = await read(drafts.cards, key)
        way = journey.path(pack_of(stored), stored.draft)
        shown = journey.of_same_risk(way.cards, given.risk)
        return self._go(stored, shown.key, way) if shown else None

    async def _refresh(self) -> None:
        if not self.card.id:
            return
        if stored := await self._again(drafts.cards):
            before = self.card
            way = journey.path(pack_of(stored), stored.draft)
            if self.card.id not in {card.key for card in way.cards}:
                now = journey.of_same_risk(way.cards, self.card.id)
                self._show_card(stored, now.key if now else self.card.risk, way)
            else:
                self._show_card(stored, self.card.id, way)
            if self.card != before:
                self.saved = changed_elsewhere()

    async def _store(self, given: OnCard, values: Mapping[str, str | int]) -> Cards:
        key = draft_key(self, given.draft)
        stored = await write(answering.answer, key, given.risk, values)
        self._told(given)
        return stored

    def _show_same(self, stored: Cards, given: OnCard) -> None:
        way = journey.path(pack_of(stored), stored.draft)
        self._show_card(stored, given.risk, way)

    def _told(self, given: OnCard) -> None:
        """Say so here, and in the other tabs."""
        self.draft = given.draft
        self.saved = _("Enregistré.")
        live.tell_others(self, given.draft)

    def _go_on(self, stored: Cards, key: str) -> rx.event.EventSpec:
        way = journey.path(pack_of(stored), stored.draft)
        following = journey.next_stop(way, stored.draft.answers, key)
        if following is None:
            return rx.redirect(path(Page.PRIORITIES, locale(), d=self.draft))
        return self._go(stored, following.key, way)

    def _go(self, stored: Cards, key: str, way: journey.Path) -> rx.event.EventSpec:
        """Show the card at once; the address follows, so that Back comes back here."""
        self._show_card(stored, key, way)
        return rx.redirect(path(Page.QUESTIONS, locale(), d=self.draft, q=key))

    def _show_card(self, stored: Cards, key: str, way: journey.Path) -> None:
        pack, answers = pack_of(stored), stored.draft.answers
        self.language = pack.language
        self.is_gravest = key in {card.key for card in way.gravest}
        group = way.gravest if self.is_gravest else way.cards
        progress = journey.progress(group, answers)
        self.done, self.total = progress.done, progress.total
        new = journey.unknown(pack, way.cards, stored.known_risks, answers)
        self.card = card_of(
            pack,
            library().catalogue,
            stored.draft,
            card_named(pack, stored.draft, key),
            is_new=key in new,
        )


def _is_settled(stored: Cards, given: Answering) -> bool:
    """Whether the card has nothing more to ask."""
    if given.mastery in (Mastery.LATER, Mastery.NOT_CONCERNED):
        return True
    if given.mastery is not Mastery.MASTERED:
        return False
    card = card_named(pack_of(stored), stored.draft, given.risk)
    return is_evaluated(card.risk, stored.draft.answers[given.risk])


def page() -> rx.Component:
    on = {"draft": Questions.draft, "risk": Questions.card.id}
    handlers = Handlers(
        answer=lambda mastery: Questions.answer({**on, "mastery": mastery}),
        rate=lambda column, value: Questions.rate({**on, column: value}),
        tick=lambda column, measure, is_on: Questions.tick(
            {**on, "column": column, "measure": measure, "on": is_on}
        ),
        note=lambda column, text: Questions.note(
            {**on, "column": column, "text": text}
        ),
        turn=lambda step: Questions.turn({**on, "step": step}),
        split=lambda is_on: Questions.split({**on, "on": is_on}),
    )
    return layout(
        steps(Page.QUESTIONS, Questions.draft, Questions.language),
        rx.cond(
            Questions.is_missing,
            not_here(),
            rx.cond(
                (Questions.draft != "") & (Questions.card.id != ""),
                rx.fragment(
                    progress(), view.card(Questions.card, handlers, Questions.saved)
                ),
                loading(),
            ),
        ),
        leave=Questions.leave,
    )


def progress() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span(
                rx.cond(
                    Questions.is_gravest,
                    _("Les risques les plus graves"),
                    rx.el.span(
                        Questions.card.module, **spoken(Questions.card.language)
                    ),
                )
            ),
            on_draft(
                rx.el.span(
                    *filled(
                        _("{done} sur {total}"),
                        done=Questions.done,
                        total=Questions.total,
                    )
                ),
                page=Page.SUMMARY,
                draft=Questions.draft,
                label=_("Toutes les cartes"),
            ),
        ),
        rx.el.progress(
            value=Questions.done,
            max=Questions.total,
            custom_attrs={"aria-label": _("Cartes répondues")},
        ),
        class_name="progress",
    )
