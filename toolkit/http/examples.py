"""Fill, open or erase the examples: where they are offered, anybody may."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from toolkit.db import examples as stored_examples
from toolkit.db.drafts import NoSuchDraft
from toolkit.db.session import read, transact, write
from toolkit.domain.example import Example, Stage
from toolkit.http.drafts import opened
from toolkit.i18n import _, known_locale, use_locale
from toolkit.routes import Page, path
from toolkit.settings import settings
from toolkit.workflows import examples

_one_at_a_time = asyncio.Lock()


async def act(request: Request) -> Response:
    """404 where examples are not offered, or for another action."""
    locale = known_locale(request.path_params["locale"])
    action = _ACTIONS.get(request.path_params["action"])
    if action is None or not settings().offers_examples:
        with use_locale(locale):
            return PlainTextResponse(_("Cette adresse n'existe pas."), 404)
    return await action(request, locale)


async def fill(_request: Request, locale: str) -> Response:
    # In a thread, a firm at a time: other visitors' answers pass between two of them.
    async with _one_at_a_time:
        for example in await read(examples.missing):
            await asyncio.to_thread(_make, example, locale)
    return _back(locale)


def _make(example: Example, locale: str) -> None:
    with use_locale(locale):
        transact(examples.make, example)


async def erase(_request: Request, locale: str) -> Response:
    async with _one_at_a_time:
        await write(stored_examples.erase)
    return _back(locale)


async def open_one(request: Request, locale: str) -> Response:
    slug = str((await request.form()).get("slug", ""))[:60]
    try:
        key = await read(stored_examples.key_of, slug)
    except NoSuchDraft:
        return _back(locale)
    stage = next((e.stage for e in examples.examples() if e.id == slug), Stage.BEGUN)
    page = Page.DOCUMENT if stage.has_version else Page.SUMMARY
    return opened(key, path(page, locale, d=key.public_id))


def _back(locale: str) -> Response:
    return RedirectResponse(path(Page.EXAMPLES, locale), status_code=303)


_ACTIONS: dict[str, Callable[[Request, str], Awaitable[Response]]] = {
    "remplir": fill,
    "ouvrir": open_one,
    "effacer": erase,
}
