"""The addresses of « Faire le point ». No cookie is read or set by any of them."""

import hashlib
import secrets
from collections.abc import Awaitable, Callable

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit import clock
from toolkit.auth import rate
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import calendars, communities
from toolkit.db.session import read
from toolkit.domain.check_pack import CheckPack
from toolkit.domain.community import Increment, Measure
from toolkit.domain.help import Community
from toolkit.http.self_check.check import check
from toolkit.http.self_check.community import POSTER, community_page, poster
from toolkit.http.self_check.count import count_page
from toolkit.http.self_check.frame import Document, respond
from toolkit.http.self_check.home import COLLEAGUE, colleague, home
from toolkit.i18n import LOCALES, _, set_locale
from toolkit.jobs.publishing import counted
from toolkit.settings import settings
from toolkit.workflows.community import NotCounted, count

Endpoint = Callable[[Request], Awaitable[Response]]

# A practice of ten behind one address may count within ten minutes; a flood may not.
_COUNTS = RateLimitItemPerMinute(40, 10)
_limiter = FixedWindowRateLimiter(MemoryStorage())
_salt = secrets.token_bytes(16)


class Counting(BaseModel):
    """One line of the count. The year is ours to say."""

    community: str = Field(max_length=60)
    measure: Measure
    value: str = Field(default="", max_length=60)

    @property
    def increment(self) -> Increment:
        return Increment(measure=self.measure, value=self.value or None)


def checks() -> SelfChecks:
    return self_checks(settings().own_self_checks)


def _address(request: Request) -> str:
    """The page's own address; nothing of ours is in a language we do not speak."""
    if request.path_params["locale"] not in LOCALES:
        raise HTTPException(404)
    return request.url.path


def _community(request: Request) -> Community:
    found = checks().local.community(request.path_params["community"])
    if found is None:
        raise HTTPException(404)
    return found


def _pack(request: Request) -> CheckPack:
    found = checks().packs.get(request.path_params["pack"])
    if found is None:
        raise HTTPException(404)
    return found


async def show_home(request: Request) -> Response:
    address = _address(request)
    return respond(home(checks(), address=address, today=clock.today()))


async def show_colleague(request: Request) -> Response:
    address = _address(request)
    return respond(colleague(checks(), address=address, today=clock.today()))


async def show_check(request: Request) -> Response:
    address = _address(request)
    return respond(_check(_pack(request), None, address))


async def show_community_check(request: Request) -> Response:
    address, community = _address(request), _community(request)
    return respond(_check(counted(checks()), community, address))


def _check(pack: CheckPack, community: Community | None, address: str) -> Document:
    # A check that is not translated stays whole in its own language.
    set_locale(pack.lang)
    return check(
        checks(), pack, community=community, address=address, today=clock.today()
    )


async def show_community(request: Request) -> Response:
    address, community = _address(request), _community(request)
    years = await read(communities.published, community.id)
    meetings = await read(calendars.upcoming, community.holder, now=clock.now())
    page = community_page(
        checks(),
        counted(checks()),
        community,
        years,
        meetings,
        address=address,
        today=clock.today(),
    )
    return respond(page)


async def show_poster(request: Request) -> Response:
    address, community = _address(request), _community(request)
    page = poster(
        checks(), counted(checks()), community, address=address, today=clock.today()
    )
    return respond(page)


async def show_count(request: Request) -> Response:
    address = _address(request)
    page = count_page(checks(), counted(checks()), address=address, today=clock.today())
    return respond(page)


async def receive_count(request: Request) -> Response:
    """One more in the year's total: nothing else is kept, nor logged."""
    _address(request)
    if not _may_count(request):
        return PlainTextResponse(
            _("Trop de comptages d'ici. Réessayez plus tard."), 429
        )
    try:
        given = Counting.model_validate(dict(await request.form()))
        year = clock.today().year
        await count(checks(), given.community, given.increment, year=year)
    except (ValidationError, NotCounted):
        return PlainTextResponse(_("Cela ne se compte pas."), 400)
    return Response(status_code=204)


def _may_count(request: Request) -> bool:
    """The address is counted under a name that means nothing after a restart."""
    if settings().rate_per_address <= 0:
        return True
    peer = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "")
    seen = rate.neighbourhood(rate.address_of(peer, forwarded))
    name = hashlib.blake2b(seen.encode(), key=_salt, digest_size=8).hexdigest()
    return _limiter.hit(_COUNTS, name)


async def to_home(request: Request) -> Response:
    return RedirectResponse(request.url.path + "/", status_code=307)


def _page(address: str, endpoint: Endpoint) -> Route:
    return Route(address, endpoint, middleware=[Middleware(GZipMiddleware)])


_BASE = "/{locale}/faire-le-point"
_COMMUNITY = _BASE + "/communautes/{community}"

routes = [
    Route(_BASE, to_home),
    _page(_BASE + "/", show_home),
    _page(f"{_BASE}/{COLLEAGUE}/", show_colleague),
    _page(f"{_BASE}/compter/", show_count),
    Route(f"{_BASE}/compter/", receive_count, methods=["POST"]),
    _page(_COMMUNITY + "/", show_community),
    _page(f"{_COMMUNITY}/{POSTER}/", show_poster),
    _page(_COMMUNITY + "/soignants/", show_community_check),
    _page(_BASE + "/{pack}/", show_check),
]
