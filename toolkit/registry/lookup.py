"""Looks companies up: what is remembered, else one well-mannered request."""

from collections.abc import Mapping
from functools import cache

import httpx
import structlog

from toolkit.domain.registry import Answer, Query
from toolkit.registry.breaker import Breaker
from toolkit.registry.cache import Cache
from toolkit.registry.client import fetch, make_client
from toolkit.registry.faults import Busy, NotUnderstood, Unavailable
from toolkit.registry.pace import PATIENCE, Pace
from toolkit.registry.reading import read
from toolkit.settings import settings

log = structlog.get_logger(__name__)

PER_PAGE = 10
PAGES_MAX = 5


class Registry:
    """The registry, as one process asks it."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        timeout: float,
        pace: Pace | None = None,
        breaker: Breaker | None = None,
        cache: Cache | None = None,
    ) -> None:
        self._client = client
        self._timeout = timeout
        self._pace = pace or Pace()
        self._breaker = breaker or Breaker()
        self._cache = Cache() if cache is None else cache

    async def find(self, query: Query, page: int = 1) -> Answer:
        """What is found, page by page; Unavailable or Busy when it cannot be asked."""
        known = self._cache.get(query, page)
        if known is not None:
            return known
        answer = await self._ask(query, page)
        self._cache.put(query, page, answer)
        for one in answer.found:
            # Whoever is chosen from a list is not asked for again.
            self._cache.put(Query(number=one.siret), 1, Answer(found=(one,), pages=1))
        return answer

    async def _ask(self, query: Query, page: int) -> Answer:
        try:
            return await self._try(query, page)
        except Busy as busy:
            if not 0 < busy.seconds <= PATIENCE:
                raise
        # Once more, when it asks for a moment only: the pace waits for it.
        return await self._try(query, page)

    async def _try(self, query: Query, page: int) -> Answer:
        if self._breaker.is_open:
            raise Unavailable("left alone")
        await self._pace.turn()
        if not self._breaker.admits():
            raise Unavailable("left alone")
        try:
            body = await fetch(
                self._client, _params(query, page), timeout=self._timeout
            )
            answer = read(body, query)
        except Busy as busy:
            self._pace.pause(busy.seconds)
            log.warning("registry busy", seconds=round(busy.seconds))
            raise
        except NotUnderstood:
            self._breaker.succeeded()
            log.warning("registry did not understand")
            return Answer()
        except Unavailable as fault:
            self._breaker.failed()
            log.warning("registry unavailable", why=fault.why)
            raise
        self._breaker.succeeded()
        return answer


def _params(query: Query, page: int) -> Mapping[str, str | int]:
    """Directors are left out of what is asked, so that they are never sent to us."""
    asked: dict[str, str | int] = {
        "q": query.number or query.words,
        "minimal": "True",
        "include": "siege,matching_etablissements",
        "limite_matching_etablissements": 1,
        "page": page,
        "per_page": PER_PAGE,
    }
    if query.words:
        asked["etat_administratif"] = "A"
    if query.postcode:
        asked["code_postal"] = query.postcode
    return asked


@cache
def registry() -> Registry | None:
    """The one of this process; None where looking up is switched off."""
    given = settings()
    if not given.registry_url:
        return None
    client = make_client(
        given.registry_url.rstrip("/"),
        timeout=given.registry_timeout,
        contact=given.public_url,
    )
    return Registry(client, timeout=given.registry_timeout)
