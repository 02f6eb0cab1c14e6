"""Tells the other tabs and devices of a draft that it changed, so that all see it."""

import asyncio
from collections import defaultdict
from typing import Protocol, cast

import reflex as rx

from toolkit.auth.logs import log_exception
from toolkit.i18n import locale_of, use_locale

WATCHERS_MAX = 20


class Refreshes(Protocol):
    """A page that can show its draft as it now is."""

    async def _refresh(self) -> None: ...


_watchers: dict[str, dict[str, type[rx.State]]] = defaultdict(dict)
_watching: dict[str, str] = {}
_app: list[rx.App] = []
_tasks: set[asyncio.Task[None]] = set()


def connect(app: rx.App) -> None:
    """Say which application delivers; called once where it is made."""
    _app[:] = [app]


def watch(state: rx.State, draft: str) -> None:
    """This tab shows this draft, and no other."""
    token = state.router.session.client_token
    _forget(token)
    watching = _watchers[draft]
    if len(watching) >= WATCHERS_MAX:
        _forget(next(iter(watching)))
    watching[token] = type(state)
    _watching[token] = draft


def forget(state: rx.State) -> None:
    """This tab left its draft."""
    _forget(state.router.session.client_token)


def _forget(token: str) -> None:
    draft = _watching.pop(token, "")
    _watchers[draft].pop(token, None)
    if not _watchers[draft]:
        del _watchers[draft]


def tell_others(state: rx.State, draft: str) -> None:
    """Refresh every other tab of this draft, once this event is over: a tab may be
    telling us something at the same moment."""
    mine = state.router.session.client_token
    others = {t: kind for t, kind in _watchers.get(draft, {}).items() if t != mine}
    if others:
        task = asyncio.create_task(_refresh(others))
        _tasks.add(task)
        task.add_done_callback(_tasks.discard)


async def _refresh(others: dict[str, type[rx.State]]) -> None:
    app = _app[0]
    assert app.event_namespace is not None, "no tab can watch before the app runs"
    for token, kind in others.items():
        if token not in app.event_namespace.token_to_sid:
            _forget(token)
            continue
        try:
            async with app.modify_state(
                rx.BaseStateToken(ident=token, cls=kind)
            ) as root:
                page = cast(Refreshes, await root.get_state(kind))
                # This task speaks the language of the tab that wrote, not of that one.
                with use_locale(locale_of(root.router.url.path)):
                    await page._refresh()
        except Exception as fault:  # one tab must not keep the news from the others
            log_exception(fault)
