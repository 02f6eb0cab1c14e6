"""Name the company, confirm the trade, begin: what the start page knows."""

from typing import Any

import reflex as rx

from toolkit.auth import rate
from toolkit.auth.access import public
from toolkit.content.loader import library
from toolkit.domain import trades
from toolkit.domain.company import siret_fault as fault_of
from toolkit.domain.registry import Establishment, query_of
from toolkit.domain.trades import Elsewhere, Found
from toolkit.i18n import _, locale, ngettext, siret_fault
from toolkit.pages.forms import SayingAuthority
from toolkit.pages.start_company import (
    Match,
    Sheet,
    match_of,
    miss_said,
    sheet_of,
    too_often_said,
)
from toolkit.registry.lookup import registry
from toolkit.routes import Page, path
from toolkit.settings import settings
from toolkit.workflows.lookup import Outcome, look_up, trade_of


class Start(rx.State):
    """What was typed, understood; and the company the registry finds meanwhile."""

    typed: str = ""
    name: str = ""
    siret: str = ""
    siret_problem: str = ""
    address: str = ""
    effectif: str = ""
    effectif_problem: str = ""
    notice: str = ""
    elsewhere: str = ""
    pack: str = ""
    # Right in the built page too, where the server has the settings of the build.
    looks_up: bool = settings().registry_url != ""
    asked: str = ""
    place: str = ""
    searching: bool = False
    told: str = ""
    announced: str = ""
    matches: list[Match] = []
    more: str = ""
    found: Sheet = Sheet()
    authority: str = ""
    is_by_hand: bool = False
    _page: int = 1
    _turn: int = 0

    @public
    def open(self) -> Any:
        self._forget()
        query = self.router.url.query_parameters
        self.typed = query.get("q", "")[:80]
        self.name = query.get("nom", "")[:120]
        self.siret = query.get("siret", "")[:40]
        self.address = query.get("adresse", "")[:200]
        self.effectif = query.get("effectif", "")[:10]
        self.pack = query.get("metier", "")[:60]
        self.asked = query.get("entreprise", "")[:80]
        self.place = query.get("ville", "")[:60]
        self._page = _page_number(query.get("p", ""))
        if self.pack not in library().packs:
            self.pack = ""
        if self.typed:
            self._understand()
        self._note_faults(query.get("fault", ""))
        return self._begin_search()

    @public
    def take_over(self) -> None:
        """Somebody began to fill the form: what is found must not overwrite it."""
        if self.searching:
            self.is_by_hand = True

    @public
    def stay(self) -> None:
        """« Ce n'est pas mon cas »: the form, with what was found."""
        self.elsewhere = ""

    @public
    def say_authority(self, form: dict[str, Any]) -> None:
        """Whether anybody works under the visitor's authority."""
        self.authority = SayingAuthority.model_validate(form).answer

    @rx.event(background=True, supersedes=True)
    @public
    async def look_up(self) -> None:
        """Ask the registry; nothing else of this visitor waits meanwhile."""
        async with self:
            turn, page = self._turn, self._page
            query = query_of(self.asked, self.place) if self.searching else None
            address = self.router.session.client_ip
        asked_of = registry()
        if query is None or asked_of is None:
            return
        may = rate.allows_lookup(address)
        outcome = await look_up(asked_of, query, page) if may else None
        async with self:
            if turn == self._turn:
                self._tell(outcome)

    def _forget(self) -> None:
        self._turn += 1
        self.elsewhere = self.notice = self.told = self.more = self.authority = ""
        self.siret_problem = self.effectif_problem = self.announced = ""
        self.searching = self.is_by_hand = False
        self.matches, self.found = [], Sheet()
        self.looks_up = registry() is not None

    def _note_faults(self, fault: str) -> None:
        if self.siret and (wrong := fault_of("".join(self.siret.split()))):
            self.siret_problem = siret_fault(wrong)
        if fault == "trade":
            self.notice = _("Choisissez votre métier pour commencer.")
        if fault == "form":
            self.notice = _("Quelque chose n'a pas été compris. Relisez le formulaire.")
        if fault == "effectif":
            self.effectif_problem = _("Un nombre, de 0 à 9999.")

    def _understand(self) -> None:
        generic = library().generic
        specific = [p for p in library().packs.values() if p != generic]
        found = trades.find(self.typed, specific, library().trade_of)
        if self.looks_up and self._may_be_a_company(found):
            # The registry answers for it; until then, only what is sure is shown.
            self.asked = self.typed
            self.pack = found.packs[0] if found.packs else ""
            return
        self.siret = found.siret
        self.elsewhere = found.elsewhere or ""
        if found.siret and not found.siret_fault:
            self.notice = _("Votre SIRET est noté. Choisissez votre métier ci-dessous.")
        if found.siret or found.elsewhere:
            return
        self.pack = found.packs[0] if found.packs else generic.id
        code = trades.naf_code(self.typed)
        own = library().packs[self.pack]
        if code and code in library().trade_of and self.pack != generic.id:
            if code not in (*own.naf_rev2, *own.naf_2025):
                self.notice = _(
                    "Ce questionnaire est le plus proche de votre code. Vous pouvez en "
                    "choisir un autre."
                )
        elif self.pack == generic.id:
            self.notice = _(
                "Nous n'avons pas encore de questionnaire écrit pour « {typed} ». "
                "Celui de tous les métiers convient ; vous pouvez aussi en choisir un "
                "plus proche."
            ).format(typed=self.typed)

    def _may_be_a_company(self, found: Found) -> bool:
        if found.siret:
            return query_of(self.typed) is not None
        if found.elsewhere or trades.naf_code(self.typed):
            return False
        return trades.may_name_a_company(self.typed, library().packs.values())

    def _begin_search(self) -> Any:
        """What was typed stands in the form at once, whatever the registry says."""
        if not self.asked or not self.looks_up:
            return None
        query = query_of(self.asked, self.place)
        digits = "".join(self.asked.split())
        if digits.isdecimal():
            self.siret = self.siret or digits if len(digits) > 9 else self.siret
        else:
            self.name = self.name or self.asked
        if query is None:
            self.told = _(
                "Aucune entreprise ne peut porter ce numéro ou ce nom. Relisez-le, ou "
                "remplissez le formulaire ci-dessous."
            )
            return None
        self.searching = True
        return Start.look_up

    def _tell(self, outcome: Outcome | None) -> None:
        """What was found; None when this address asked too often."""
        self.searching = False
        if outcome is None:
            self.told = too_often_said()
        elif outcome.miss:
            self.told = miss_said(outcome.miss)
        elif len(outcome.found) == 1 and self._page == 1:
            self._show(outcome.found[0])
            self.announced = _("Entreprise trouvée.")
        else:
            self.matches = [match_of(one) for one in outcome.found]
            self.announced = ngettext(
                "{count} entreprise trouvée.",
                "{count} entreprises trouvées.",
                len(self.matches),
            )
        if outcome and outcome.has_more:
            self.more = path(
                Page.START,
                locale(),
                entreprise=self.asked,
                ville=self.place,
                p=self._page + 1,
            )

    def _show(self, one: Establishment) -> None:
        """Fill the form, unless somebody fills it or came back to it with a fault."""
        self.found = sheet_of(one)
        trade = trade_of(one, library())
        if isinstance(trade, Elsewhere):
            self.elsewhere = trade
        if self.is_by_hand:
            return
        came_back = self.router.url.query_parameters
        self.name = came_back.get("nom", "")[:120] or one.name or self.name
        self.siret = came_back.get("siret", "")[:40] or one.siret
        self.address = self.address or one.address
        if "metier" not in came_back and trade in library().packs:
            # What was typed says more than « tous métiers ».
            written = trade != library().generic.id
            self.pack = trade if written else self.pack or trade


def _page_number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 3 else 1
