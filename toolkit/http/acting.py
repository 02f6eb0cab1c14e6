"""Who sends a request: read with what they ask, in one transaction."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from toolkit import clock
from toolkit.auth.visitor import SESSION
from toolkit.db import accounts, actors
from toolkit.db.accounts import Device
from toolkit.db.session import read, write
from toolkit.domain.rights import Actor
from toolkit.domain.typed import storable
from toolkit.settings import settings
from toolkit.workflows.account import NotSignedIn

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)

_YEAR = 365 * 24 * 3600
Workflow = Callable[Concatenate[Connection, Actor, P], R]


def session_in(request: Request) -> str:
    return request.cookies.get(SESSION, "")


async def doing(
    request: Request, fn: Workflow[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` as whoever signed in, in a writing transaction."""
    return await write(_as_actor, session_in(request), fn, *args, **kwargs)


async def seeing(
    request: Request, fn: Workflow[P, R], *args: P.args, **kwargs: P.kwargs
) -> R:
    """Call `fn` as whoever signed in, in a reading transaction."""
    return await read(_as_actor, session_in(request), fn, *args, **kwargs)


def _as_actor(
    connection: Connection,
    token: str,
    fn: Workflow[P, R],
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    actor = actors.actor_of(connection, token, now=clock.now())
    return fn(connection, actor, *args, **kwargs)


async def device_of(request: Request) -> Device:
    """This very device; NotSignedIn when no account is open on it."""
    now = clock.now()
    token = session_in(request)
    found = await read(accounts.device, token, now=now)
    if found is None:
        raise NotSignedIn
    if found.seen_at.date() != now.date():
        await write(accounts.see, token, now=now)
    return found


async def typed(request: Request, form: type[M]) -> M | None:
    """What was posted; None when it cannot come from our form."""
    given = await request.form()
    fields = {n: value for n, value in given.items() if isinstance(value, str)}
    try:
        return form.model_validate(storable(fields))
    except ValidationError:
        return None


def let_in(response: Response, session: str) -> Response:
    """This browser is signed in from now on."""
    return _with_cookie(response, SESSION, session, _YEAR)


def remember(response: Response, name: str, value: str, seconds: int) -> Response:
    return _with_cookie(response, name, value, seconds)


def let_out(response: Response) -> Response:
    response.delete_cookie(
        SESSION, httponly=True, samesite="lax", secure=settings().is_https
    )
    return response


def _with_cookie(response: Response, name: str, value: str, seconds: int) -> Response:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=settings().is_https,
    )
    return response
