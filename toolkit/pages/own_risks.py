"""The risks an owner adds: written in a form, changed, removed, put back."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.visitor import draft_key
from toolkit.components.elements import Shown, filled, picto
from toolkit.content.loader import library
from toolkit.db.drafts import Stored
from toolkit.db.session import write
from toolkit.domain.own import OWN_MAX
from toolkit.domain.places import place_words, site_of
from toolkit.i18n import _, locale
from toolkit.pages.copying import Option
from toolkit.pages.forms import OnOwn, WritingOwn
from toolkit.routes import Page, path
from toolkit.workflows import own_risks


@dataclass
class OwnView:
    """A risk of the owner's; without id, the one being written."""

    id: str = ""
    name: str = ""
    family: str = ""
    harm: str = ""
    who: str = ""
    unit: str = ""


class OwnRisks(rx.State, mixin=True):
    """For a page of a draft. `own_fault` is what is wrong with the risk `own_refused`,
    whose id is empty for a new one."""

    own: list[OwnView] = []
    own_removed: list[OwnView] = []
    own_units: list[Option] = []
    own_fault: str = ""
    own_refused: str = ""
    own_is_full: bool = False

    @public
    async def write_own(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Add a risk, then rate it on its card; or change one."""
        given = WritingOwn.model_validate(form)
        said = {
            "name": " ".join(given.name.split()),
            "harm": given.harm.strip(),
            "who": " ".join(given.who.split()),
            "family": given.family,
            "unit": given.unit,
        }
        is_whole = all(said[name] for name in ("name", "harm", "who", "family"))
        self.own_fault = "" if is_whole else _("Remplissez les quatre premiers champs.")
        self.own_refused = given.own
        if not is_whole:
            return None
        key = draft_key(self, given.draft)
        if given.own:
            stored = await write(own_risks.change, key, given.own, said)
            self._stored(given.draft, stored)
            return None
        stored = await write(own_risks.add, key, said)
        self._stored(given.draft, stored)
        added = [own.id for own in stored.draft.own if own.name == said["name"]]
        if not added:
            return None  # there were too many already
        return rx.redirect(path(Page.QUESTIONS, locale(), d=given.draft, q=added[-1]))

    @public
    async def remove_own(self, form: dict[str, Any]) -> None:
        given = OnOwn.model_validate(form)
        key = draft_key(self, given.draft)
        self._stored(given.draft, await write(own_risks.remove, key, given.own))

    @public
    async def restore_own(self, form: dict[str, Any]) -> None:
        given = OnOwn.model_validate(form)
        key = draft_key(self, given.draft)
        self._stored(given.draft, await write(own_risks.restore, key, given.own))

    def _stored(self, draft: str, stored: Stored) -> None:
        raise NotImplementedError

    def _show_own(self, stored: Stored) -> None:
        draft = stored.draft
        self.own = [OwnView(**one.model_dump()) for one in draft.own]
        self.own_removed = [OwnView(**one.model_dump()) for one in stored.removed.own]
        self.own_units = [
            Option(
                id=unit.id,
                name=place_words(
                    site_of(draft, unit) if draft.several_sites else None, unit.name
                ),
            )
            for unit in draft.units
        ]
        self.own_is_full = len(draft.own) >= OWN_MAX


def section(page: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2(_("Un risque manque ?")),
        rx.el.p(
            _(
                "Vous connaissez votre entreprise : ajoutez ce que nos cartes ne disent "
                "pas. Il sera coté et imprimé comme les autres."
            ),
            class_name="hint",
        ),
        rx.foreach(page.own, lambda one: _change(page, one)),
        rx.foreach(page.own_removed, lambda one: _put_back(page, one)),
        rx.cond(
            page.own_is_full,
            rx.el.p(
                _("{most} risques à vous au plus.").format(most=OWN_MAX),
                class_name="hint",
            ),
            rx.el.details(
                rx.el.summary(_("Ajouter un risque à vous")),
                _form(page, None),
                id="risque-a-vous",
            ),
        ),
        class_name="card own-risks",
    )


def _change(page: Any, one: Shown) -> rx.Component:
    return rx.el.details(
        rx.el.summary(*filled(_("Modifier ou retirer « {name} »"), name=one.name)),
        _form(page, one),
        rx.el.button(
            picto("ui-trash"),
            rx.el.span(*filled(_("Retirer « {name} »"), name=one.name)),
            type="button",
            on_click=page.remove_own({"draft": page.draft, "own": one.id}),
            class_name="plain",
        ),
        key=one.id,
    )


def _put_back(page: Any, one: Shown) -> rx.Component:
    return rx.el.button(
        picto("ui-plus"),
        rx.el.span(*filled(_("Remettre « {name} »"), name=one.name)),
        type="button",
        on_click=page.restore_own({"draft": page.draft, "own": one.id}),
        class_name="plain",
        key=one.id,
    )


def _form(page: Any, one: Shown | None) -> rx.Component:
    """`one` is the risk to change, None for a new one."""
    now = OwnView() if one is None else one
    return rx.el.form(
        _line(
            _("Le risque"), "name", now.name, 90, _("Chien du voisin, puits ouvert…")
        ),
        _choice(
            _("Sa famille"),
            "family",
            [rx.el.option(_("Choisissez…"), value=""), *_families()],
            now.family,
        ),
        _line(
            _("Ce qui peut arriver"),
            "harm",
            now.harm,
            400,
            _("Une morsure, une chute…"),
        ),
        _line(_("Qui est exposé"), "who", now.who, 200, _("Les livreurs, vous…")),
        _choice(
            _("Où"),
            "unit",
            [
                rx.el.option(_("Partout"), value=""),
                rx.foreach(page.own_units, lambda u: rx.el.option(u.name, value=u.id)),
            ],
            now.unit,
        ),
        rx.el.input(type="hidden", name="draft", value=page.draft),
        rx.el.input(type="hidden", name="own", value=now.id),
        rx.cond(
            (page.own_fault != "") & (page.own_refused == now.id),
            rx.el.p(page.own_fault, class_name="fault", role="alert"),
        ),
        rx.el.button(
            _("Ajouter ce risque") if one is None else _("Enregistrer"),
            type="submit",
            class_name="plain",
        ),
        on_submit=page.write_own,
        class_name="line",
    )


def _line(
    label: str, name: str, value: Shown, limit: int, example: str
) -> rx.Component:
    return rx.el.label(
        rx.el.span(label),
        rx.el.input(
            type="text",
            name=name,
            default_value=value,
            max_length=limit,
            placeholder=example,
            required=True,
        ),
    )


def _choice(
    label: str, name: str, options: list[rx.Component], value: Shown
) -> rx.Component:
    return rx.el.label(
        rx.el.span(label),
        rx.el.select(
            *options, name=name, default_value=value, required=name == "family"
        ),
    )


def _families() -> list[rx.Component]:
    families = library().catalogue.families.values()
    return [rx.el.option(family.name, value=family.id) for family in families]
