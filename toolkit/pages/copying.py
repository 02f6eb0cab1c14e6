"""Copying the answers of a unit, or of a site, to another: told before, undone after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import Shown, picto, some
from toolkit.db import drafts
from toolkit.db.drafts import Stored
from toolkit.db.session import read, write
from toolkit.domain.copying import Copy
from toolkit.domain.places import place_words, site_of
from toolkit.i18n import _, ngettext
from toolkit.pages.forms import Copying, OnDraft
from toolkit.workflows import places


@dataclass
class Option:
    id: str = ""
    name: str = ""


class Copies(rx.State, mixin=True):
    """For a page of a draft. `copy_replaces` names the answers that would be replaced,
    while it is asked whether they should be."""

    copy_units: list[Option] = []
    copy_sites: list[Option] = []
    copy_source: str = ""
    copy_target: str = ""
    copy_replaces: list[str] = []
    copy_said: str = ""
    can_undo_copy: bool = False

    @public
    async def copy_answers(self, form: dict[str, Any]) -> None:
        given = Copying.model_validate(form)
        key = draft_key(self, given.draft)
        before = await read(drafts.load, key)
        found = places.copies_of(before, given.source, given.target)
        self.copy_said = "" if found else _nothing(given)
        replaced = [_line(copy) for copy in found if copy.replaces]
        self.copy_replaces = replaced if given.step == "ask" else []
        self.copy_source, self.copy_target = given.source, given.target
        if not found or given.step == "no" or self.copy_replaces:
            return
        stored = await write(places.copy, key, given.source, given.target)
        self._stored(given.draft, stored)
        self.copy_said = ngettext(
            "{count} réponse copiée.", "{count} réponses copiées.", len(found)
        )

    @public
    async def undo_copy(self, form: dict[str, Any]) -> None:
        given = OnDraft.model_validate(form)
        stored = await write(places.undo_copy, draft_key(self, given.draft))
        self._stored(given.draft, stored)
        self.copy_said = _("Copie annulée : les réponses d'avant sont revenues.")

    def _stored(self, draft: str, stored: Stored) -> None:
        raise NotImplementedError

    def _forget_copy(self) -> None:
        self.copy_said = ""
        self.copy_replaces = []

    def _show_copies(self, stored: Stored) -> None:
        """The units, or the sites, that have answers of their own."""
        draft = stored.draft
        units = draft.units if draft.split else ()
        named = [(u, site_of(draft, u) if draft.several_sites else None) for u in units]
        self.copy_units = [
            Option(id=unit.id, name=place_words(site, unit.name))
            for unit, site in (named if len(named) > 1 else [])
        ]
        self.copy_sites = [Option(id=s.id, name=s.name) for s in draft.several_sites]
        self.can_undo_copy = stored.can_undo


def _nothing(given: Copying) -> str:
    if not given.source or not given.target or given.source == given.target:
        return _("Choisissez deux unités différentes, ou deux sites différents.")
    return _("Rien à copier : les réponses sont déjà les mêmes, ou il n'y en a pas.")


def _line(copy: Copy) -> str:
    place = copy.card.place
    return f"{copy.card.risk.name} · {place.name}" if place else copy.card.risk.name


@dataclass(frozen=True)
class Parts:
    """What the section shows of its page, and what it can ask of it."""

    draft: Shown
    units: Shown
    sites: Shown
    source: Shown
    target: Shown
    replaces: Shown
    said: Shown
    can_undo: Shown
    copy: Any
    undo: Callable[[dict[str, Any]], Any]


def parts(page: Any) -> Parts:
    return Parts(
        draft=page.draft,
        units=page.copy_units,
        sites=page.copy_sites,
        source=page.copy_source,
        target=page.copy_target,
        replaces=page.copy_replaces,
        said=page.copy_said,
        can_undo=page.can_undo_copy,
        copy=page.copy_answers,
        undo=page.undo_copy,
    )


def section(shown: Parts) -> rx.Component:
    """Nothing where no place has answers of its own."""
    return rx.cond(
        some(shown.units) | some(shown.sites) | shown.can_undo,
        rx.el.section(
            rx.el.h2(_("Copier des réponses")),
            rx.el.p(
                _(
                    "Un autre endroit se ressemble ? Reprenez ses réponses, puis "
                    "changez ce qui diffère."
                ),
                class_name="hint",
            ),
            form(shown),
            rx.cond(some(shown.replaces), confirmation(shown)),
            rx.el.p(shown.said, role="status", class_name="said"),
            rx.cond(shown.can_undo, undo(shown)),
            class_name="card",
        ),
    )


def form(shown: Parts) -> rx.Component:
    return rx.el.form(
        rx.el.label(_("De"), html_for="copy-source"),
        choice("copy-source", "source", shown),
        rx.el.label(_("Vers"), html_for="copy-target"),
        choice("copy-target", "target", shown),
        rx.el.input(type="hidden", name="draft", value=shown.draft),
        rx.el.input(type="hidden", name="step", value="ask"),
        rx.el.button(_("Copier"), type="submit", class_name="plain"),
        on_submit=shown.copy,
        class_name="line",
    )


def choice(element: str, name: str, shown: Parts) -> rx.Component:
    return rx.el.select(
        rx.el.option(_("Choisissez…"), value=""),
        _group(_("Unités"), shown.units),
        _group(_("Sites"), shown.sites),
        id=element,
        name=name,
    )


def _group(label: str, options: Shown) -> rx.Component:
    return rx.cond(
        some(options),
        rx.el.optgroup(
            rx.foreach(options, lambda one: rx.el.option(one.name, value=one.id)),
            label=label,
        ),
    )


def confirmation(shown: Parts) -> rx.Component:
    asked = {"draft": shown.draft, "source": shown.source, "target": shown.target}
    return rx.el.div(
        rx.el.p(rx.el.strong(_("Ces réponses seront remplacées :"))),
        rx.el.ul(
            rx.foreach(shown.replaces, lambda line: rx.el.li(line)),
            class_name="plainlist",
        ),
        rx.el.button(
            _("Copier et remplacer"),
            type="button",
            on_click=shown.copy({**asked, "step": "yes"}),
            class_name="primary",
        ),
        rx.el.button(
            _("Ne rien changer"),
            type="button",
            on_click=shown.copy({**asked, "step": "no"}),
            class_name="plain",
        ),
        class_name="note",
        role="alert",
    )


def undo(shown: Parts) -> rx.Component:
    return rx.el.button(
        picto("ui-arrow-left"),
        _("Annuler la dernière copie"),
        type="button",
        on_click=shown.undo({"draft": shown.draft}),
        class_name="plain",
    )
