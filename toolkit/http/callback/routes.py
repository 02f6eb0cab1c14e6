"""The addresses of « Être rappelé ». No cookie is read or set by any of them."""

import re
import secrets
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit import clock
from toolkit.auth import rate
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import callbacks
from toolkit.db.session import read, write
from toolkit.domain import callback as domain
from toolkit.domain.callback import NAME_MAX, Purpose, When, one_line, phone_of
from toolkit.domain.help import Spsti
from toolkit.http.callback.page import closed_page, form_page
from toolkit.http.callback.receipt import (
    WITHDRAW,
    gone_page,
    receipt,
    withdraw_page,
    withdrawn_page,
)
from toolkit.http.plain_forms import POSTED, WHOLE, Typed, fields_of, network_of
from toolkit.http.self_check.frame import Document, respond
from toolkit.i18n import LOCALES, _, locale
from toolkit.routes import callback
from toolkit.settings import settings
from toolkit.workflows.callback import ask as ask_callback

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def _number(typed: str) -> str:
    known = phone_of(typed)
    if known is None:
        raise ValueError("nobody can be called there")
    return known


class Asking(BaseModel):
    """The form; the service is checked apart, against those that call back."""

    name: Annotated[
        str, BeforeValidator(one_line), Field(min_length=1, max_length=NAME_MAX)
    ]
    phone: Annotated[str, Field(max_length=40), AfterValidator(_number)]
    part_of_day: When
    purpose: Purpose
    consent: Literal["oui"]

    def request(self, service: Spsti) -> domain.Request:
        given = self.model_dump(exclude={"consent"})
        return domain.Request(service=service.id, **given)


def checks() -> SelfChecks:
    return self_checks(settings().own_self_checks)


def open_services() -> tuple[Spsti, ...]:
    """Nobody is told of a request where no letter can leave."""
    return checks().local.calling_back if settings().can_mail else ()


def _known_language(request: Request) -> None:
    if request.path_params["locale"] not in LOCALES:
        raise HTTPException(404)


async def show(request: Request) -> Response:
    _known_language(request)
    address, today = callback(locale()), clock.today()
    services = open_services()
    if not services:
        return respond(closed_page(checks(), address=address, today=today))
    return respond(
        form_page(checks(), services, address=address, key=_new_key(), today=today)
    )


async def ask(request: Request) -> Response:
    """Keep a request whole, or show the form again with what was typed."""
    _known_language(request)
    given = await fields_of(request)
    if isinstance(given, Response):
        return given
    services = open_services()
    if not services:
        page = closed_page(checks(), address=callback(locale()), today=clock.today())
        return _said(page, 403)
    service = next((s for s in services if s.id == given.get("service")), None)
    asking, faults = _parsed(given)
    if service is None or asking is None:
        unknown = {} if service else {"service": _("Choisissez le service.")}
        return _again(services, given, {**unknown, **faults})
    if not rate.allows_callback(network_of(request)):
        return _again(services, given, {WHOLE: _too_many()}, status=429)
    return await _kept(service, asking, _key_in(given))


async def _kept(service: Spsti, asking: Asking, key: str) -> Response:
    await write(
        ask_callback, service, asking.request(service), key=key, locale=locale()
    )
    until = clock.now() + timedelta(days=service.callback_kept_days)
    return respond(
        receipt(
            checks(),
            service,
            address=callback(locale()),
            key=key,
            until=clock.day_of(until),
            today=clock.today(),
        )
    )


def _parsed(given: dict[str, str]) -> tuple[Asking | None, dict[str, str]]:
    try:
        return Asking.model_validate(given), {}
    except ValidationError as refused:
        wrong = {str(error["loc"][0]) for error in refused.errors()}
        return None, {n: text for n, text in _sentences().items() if n in wrong}


def _sentences() -> dict[str, str]:
    """In the order of the page."""
    return {
        "name": _("Écrivez un nom ou un pseudonyme, en 120 lettres au plus."),
        "phone": _("Ce numéro n'est pas complet. Il ressemble à 06 12 34 56 78."),
        "part_of_day": _("Choisissez dans la liste."),
        "purpose": _("Choisissez l'un des deux."),
        "consent": _("Sans votre accord, rien ne peut être gardé. Cochez la case."),
    }


def _too_many() -> str:
    return _(
        "Beaucoup de demandes sont parties d'ici depuis une heure. Appelez le service, "
        "ou réessayez plus tard."
    )


def _again(
    services: tuple[Spsti, ...],
    given: dict[str, str],
    faults: dict[str, str],
    *,
    status: int = 422,
) -> Response:
    page = form_page(
        checks(),
        services,
        address=callback(locale()),
        key=_key_in(given),
        today=clock.today(),
        typed=Typed(given, faults),
    )
    return _said(page, status)


async def show_withdrawal(request: Request) -> Response:
    """Opening the link erases nothing: mail and chat programs open links by themselves."""
    _known_language(request)
    key = request.query_params.get("k", "")
    address = _withdrawal(key)
    if not await read(callbacks.is_kept, key, now=clock.now()):
        return _said(gone_page(checks(), address=address, today=clock.today()), 410)
    return respond(
        withdraw_page(checks(), address=address, key=key, today=clock.today())
    )


async def withdraw(request: Request) -> Response:
    _known_language(request)
    given = await fields_of(request)
    if isinstance(given, Response):
        return given
    address = _withdrawal("")
    if not await write(callbacks.withdraw, given.get("key", "")):
        return _said(gone_page(checks(), address=address, today=clock.today()), 410)
    return respond(withdrawn_page(checks(), address=address, today=clock.today()))


def _withdrawal(key: str) -> str:
    known = f"?k={key}" if _KEY.fullmatch(key) else ""
    return callback(locale(), WITHDRAW) + known


def _new_key() -> str:
    return secrets.token_urlsafe(32)


def _key_in(given: dict[str, str]) -> str:
    """The form's own, so that a page sent twice is one request."""
    key = given.get("key", "")
    return key if _KEY.fullmatch(key) else _new_key()


def _said(page: Document, status: int) -> Response:
    response = respond(page)
    response.status_code = status
    return response


_BASE = callback("{locale}")
routes = [
    Route(_BASE, show),
    Route(_BASE + POSTED, show),
    Route(_BASE + POSTED, ask, methods=["POST"]),
    Route(f"{_BASE}{WITHDRAW}/", show_withdrawal),
    Route(f"{_BASE}{WITHDRAW}/", withdraw, methods=["POST"]),
]
