"""What can be said of units and sites while preparing."""

from typing import Any

import reflex as rx

from toolkit.auth.access import public
from toolkit.auth.visitor import draft_key
from toolkit.db import places as stored_places
from toolkit.db.drafts import Stored
from toolkit.db.session import write
from toolkit.domain.company import SITES_MAX, UNITS_MAX, WorkUnit
from toolkit.domain.places import place_words, site_of, units_at
from toolkit.i18n import _
from toolkit.pages import typed
from toolkit.pages.copying import Option
from toolkit.pages.forms import (
    AddingSite,
    AddingUnit,
    CountingUnit,
    NamingSite,
    NamingUnit,
    OnSite,
    OnUnit,
)
from toolkit.pages.places_view import PlaceView, UnitView
from toolkit.workflows import places
from toolkit.workflows.answering import pack_of


class Places(rx.State, mixin=True):
    """For a page of a draft. `faults` says what is wrong, by field; `works` are those
    that may exist at a new site."""

    places: list[PlaceView] = []
    removed_units: list[UnitView] = []
    removed_sites: list[PlaceView] = []
    works: list[Option] = []
    unit_options: list[Option] = []
    site_options: list[Option] = []
    unit_count: int = 0
    site_count: int = 0
    is_full: bool = False
    is_sites_full: bool = False
    first_site: str = ""
    faults: dict[str, str] = {}
    _typed: dict[str, str] = {}

    @public
    async def name_unit(self, form: dict[str, Any]) -> None:
        given = NamingUnit.model_validate(form)
        field = f"{given.unit}.name"
        if (name := self._name(field, given.name)) is not None:
            await self._set_unit(given, {"name": name})

    @public
    async def count_unit(self, form: dict[str, Any]) -> None:
        given = CountingUnit.model_validate(form)
        try:
            people = typed.people(given.people)
        except typed.Refused as fault:
            self._refuse(f"{given.unit}.people", str(fault), str(given.people))
            return
        self._accept(f"{given.unit}.people")
        await self._set_unit(given, {"people": people})

    @public
    async def add_unit(self, form: dict[str, Any]) -> None:
        given = AddingUnit.model_validate(form)
        name = self._name("new-unit", given.name)
        if name is None:
            return
        key, before = draft_key(self, given.draft), self.unit_count
        stored = await write(
            places.add_unit, key, name, site=given.site, same_as=given.same_as
        )
        self._stored(given.draft, stored)
        if self.unit_count == before:
            self._refuse("new-unit", _("Cette unité est déjà dans la liste."))

    @public
    async def remove_unit(self, form: dict[str, Any]) -> None:
        given = OnUnit.model_validate(form)
        key = draft_key(self, given.draft)
        stored = await write(stored_places.remove_unit, key, given.unit)
        self._stored(given.draft, stored)

    @public
    async def restore_unit(self, form: dict[str, Any]) -> None:
        given = OnUnit.model_validate(form)
        key = draft_key(self, given.draft)
        self._stored(given.draft, await write(places.restore_unit, key, given.unit))

    @public
    async def add_site(self, form: dict[str, Any]) -> None:
        given = AddingSite.model_validate(form)
        name = self._name("new-site", given.name)
        if name is None:
            return
        first = " ".join(given.first_name.split()) or self._main_site()
        if not given.works:
            self._refuse("new-site", _("Cochez au moins une unité de ce site."))
            return
        if name == first:
            self._refuse("new-site", _("Donnez un nom différent à chaque site."))
            return
        key, before = draft_key(self, given.draft), self.site_count
        stored = await write(
            places.add_site, key, name, first_name=first, works=given.works
        )
        self._stored(given.draft, stored)
        if self.site_count == before:
            self._refuse("new-site", _("Donnez un nom différent à chaque site."))

    @public
    async def name_site(self, form: dict[str, Any]) -> None:
        given = NamingSite.model_validate(form)
        if (name := self._name(f"{given.site}.name", given.name)) is not None:
            await self._change_site(given, {"name": name})

    @public
    async def remove_site(self, form: dict[str, Any]) -> None:
        await self._change_site(OnSite.model_validate(form), {"removed": True})

    @public
    async def restore_site(self, form: dict[str, Any]) -> None:
        await self._change_site(OnSite.model_validate(form), {"removed": False})

    async def _set_unit(self, given: OnUnit, values: dict[str, Any]) -> None:
        key = draft_key(self, given.draft)
        stored = await write(stored_places.set_unit, key, given.unit, values)
        self._stored(given.draft, stored)

    async def _change_site(self, given: OnSite, values: dict[str, Any]) -> None:
        key = draft_key(self, given.draft)
        stored = await write(stored_places.change_site, key, given.site, values)
        self._stored(given.draft, stored)

    def _name(self, field: str, text: str) -> str | None:
        """The name that was typed; None where it is refused, and the page says so."""
        try:
            name = typed.name(text)
        except typed.Refused as fault:
            self._refuse(field, str(fault), text)
            return None
        self._accept(field)
        return name

    def _refuse(self, field: str, why: str, text: str = "") -> None:
        """Say why, and keep what was typed until something else is."""
        self.faults = {**self.faults, field: why}
        self._typed = {**self._typed, field: text}

    def _accept(self, field: str) -> None:
        self.faults = {name: why for name, why in self.faults.items() if name != field}

    def _no_fault(self) -> None:
        self.faults, self._typed = {}, {}

    def _main_site(self) -> str:
        return self.first_site or _("Site principal")

    def _stored(self, draft: str, stored: Stored) -> None:
        raise NotImplementedError

    def _view(self, unit: WorkUnit, posts: dict[str, str]) -> UnitView:
        people = "" if unit.people is None else str(unit.people)
        return UnitView(
            id=unit.id,
            name=self._as_typed(f"{unit.id}.name", unit.name),
            posts=posts.get(unit.work, ""),
            people=self._as_typed(f"{unit.id}.people", people),
        )

    def _as_typed(self, field: str, value: str) -> str:
        return self._typed[field] if field in self.faults else value

    def _show_places(self, stored: Stored) -> None:
        pack, draft = pack_of(stored), stored.draft
        posts = {unit.id: unit.posts for unit in pack.units}
        sites = draft.several_sites
        self.places = [
            PlaceView(
                id=site.id,
                name=site.name,
                units=[
                    self._view(u, posts) for u in units_at(draft, site, draft.units)
                ],
            )
            for site in sites
        ] or [PlaceView(units=[self._view(unit, posts) for unit in draft.units])]
        self.removed_units = [UnitView(id=u.id, name=u.name) for u in _away(stored)]
        self.removed_sites = [
            PlaceView(id=s.id, name=s.name) for s in stored.removed.sites
        ]
        self.unit_options = [
            Option(
                id=unit.id,
                name=place_words(site_of(draft, unit) if sites else None, unit.name),
            )
            for unit in draft.units
        ]
        self.site_options = [Option(id=site.id, name=site.name) for site in sites]
        names = {u.id: u.name for u in pack.units} | {
            u.work: u.name for u in reversed(draft.units)
        }
        self.works = [Option(id=work, name=name) for work, name in names.items()]
        self.unit_count = len(draft.units)
        self.site_count = len(draft.sites)
        self.is_full = len(draft.units) >= UNITS_MAX
        self.is_sites_full = len(sites) >= SITES_MAX
        self.first_site = draft.sites[0].name if draft.sites else draft.company.name


def _away(stored: Stored) -> list[WorkUnit]:
    """What can be put back: the units removed, and those the trade has gained since."""
    here = {u.id for u in (*stored.draft.units, *stored.removed.units)}
    gained = [
        WorkUnit(id=unit.id, name=unit.name)
        for unit in pack_of(stored).units
        if unit.id not in here
    ]
    return [*stored.removed.units, *gained]
