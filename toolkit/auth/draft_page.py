"""What every page of a draft shares: which draft it shows, and whether it may."""

from typing import Any

import reflex as rx

from toolkit import clock
from toolkit.auth import live
from toolkit.auth.access import public
from toolkit.auth.visitor import Opened, draft_key
from toolkit.db import accounts, drafts, lifetime
from toolkit.db.drafts import DraftKey, NoSuchDraft, Stored
from toolkit.db.session import read, write
from toolkit.i18n import _
from toolkit.workflows.document import Held


class DraftPage(rx.State, mixin=True):
    """`draft` is empty until the page has opened it, and again once it is left: what was
    on screen last time must not flash by. `language` is that of its questionnaire."""

    draft: str = ""
    language: str = ""
    is_missing: bool = False
    saved: str = ""

    @public
    def leave(self) -> None:
        self.draft = self.saved = ""
        live.forget(self)

    def _key(self) -> DraftKey | None:
        """The draft the address names, if this browser holds its key."""
        self.saved = ""
        try:
            return draft_key(self, self.router.url.query_parameters.get("d", ""))
        except NoSuchDraft:
            self.is_missing = True
            return None

    async def _opened(self, reader: Any = drafts.load) -> Any:
        """What `reader` reads of the draft the address names; None when it may not, and
        the page says so."""
        key = self._key()
        try:
            stored = await read(reader, key) if key else None
        except NoSuchDraft:
            stored = None
        self.is_missing = stored is None
        tab = await self.get_state(Opened)
        tab.company = _company_of(stored)
        if key and stored:
            await _say_rights(tab, key)
            await _use(key)
            self.draft = key.public_id
            live.watch(self, self.draft)
        return stored

    async def _refresh(self) -> None:
        """Another tab of this draft changed something."""
        if stored := await self._again(drafts.load):
            self._show(stored)
            self.saved = changed_elsewhere()

    async def _again(self, reader: Any) -> Any:
        """The draft on screen, read again; None once it may not be read any more, and
        what was shown goes."""
        if not self.draft:
            return None
        try:
            return await read(reader, draft_key(self, self.draft))
        except NoSuchDraft:
            self.draft = self.saved = ""
            live.forget(self)
            self.is_missing = True
            return None

    def _stored(self, draft: str, stored: Stored) -> None:
        """Show what was just written, here and in the other tabs."""
        self.draft = draft
        self.saved = _("Enregistré.")
        self._show(stored)
        live.tell_others(self, draft)

    def _show(self, stored: Stored) -> None:
        raise NotImplementedError


def changed_elsewhere() -> str:
    """Somebody else, or another tab, wrote in what is shown here."""
    return _("Modifié à l'instant sur un autre écran.")


async def _say_rights(tab: Opened, key: DraftKey) -> None:
    """Who holds the secret and has no account may do everything: nothing to ask."""
    if key.session:
        found = await read(drafts.standing, key)
        tab.may_write, tab.may_share = found.may_write, found.may_share
    else:
        tab.may_write = tab.may_share = True


async def _use(key: DraftKey) -> None:
    """A draft somebody still looks at is not erased; asked first, to write once a day."""
    if key.session and not await read(accounts.is_seen, key.session, now=clock.now()):
        await write(accounts.see, key.session, now=clock.now())
    if not await read(lifetime.is_used_today, key, now=clock.now()):
        await write(lifetime.use, key, now=clock.now())


def _company_of(stored: Any) -> str:
    if isinstance(stored, Held):
        stored = stored.stored
    return stored.draft.company.name if isinstance(stored, Stored) else ""
