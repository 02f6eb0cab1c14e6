"""The addresses of meetings of peers. No cookie is read or set by any of them."""

import contextlib
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from toolkit import clock
from toolkit.auth import rate
from toolkit.content.self_checks import SelfChecks, self_checks
from toolkit.db import calendars, meetings
from toolkit.db.bookings import NotOffered, RegistrationKey
from toolkit.db.calendars import Announced
from toolkit.db.meetings import Closed, NoSuchMeeting, NoSuchRegistration
from toolkit.db.session import read, write
from toolkit.documents.ics import render_ics
from toolkit.domain.address import address_of
from toolkit.domain.callback import one_line
from toolkit.domain.help import Community
from toolkit.http.meetings.page import (
    CALENDAR,
    CONFIRM,
    GIVE_BACK,
    OWN,
    gone_page,
    meeting_page,
    own_page,
    registered_page,
)
from toolkit.http.plain_forms import POSTED, WHOLE, Typed, fields_of, network_of
from toolkit.http.self_check.frame import respond
from toolkit.i18n import LOCALES, _, locale
from toolkit.routes import peer_meetings
from toolkit.settings import settings
from toolkit.workflows.mail_link import TooManyLetters
from toolkit.workflows.registering import community_of, confirm, enrol, give_back


def _known_address(typed: str) -> str:
    known = address_of(typed)
    if known is None:
        raise ValueError("no mail can go there")
    return known


class Registering(BaseModel):
    name: Annotated[str, BeforeValidator(one_line), Field(min_length=1, max_length=120)]
    email: Annotated[str, Field(max_length=300), AfterValidator(_known_address)]


class Acting(BaseModel):
    d: Annotated[str, Field(max_length=16)]
    k: Annotated[str, Field(max_length=64)]
    action: Literal["confirmer", "rendre"]

    @property
    def key(self) -> RegistrationKey:
        return RegistrationKey(self.d, self.k)


def checks() -> SelfChecks:
    return self_checks(settings().own_self_checks)


async def _found(request: Request) -> tuple[Community, Announced]:
    """A meeting of one of our communities, or 404."""
    if request.path_params["locale"] not in LOCALES:
        raise HTTPException(404)
    try:
        meeting = await read(calendars.announced, request.path_params["meeting"])
        return community_of(checks().local, meeting.owner), meeting
    except NoSuchMeeting as missing:
        raise HTTPException(404) from missing


def _is_open(meeting: Announced) -> bool:
    return settings().can_mail and meeting.is_open(clock.now())


async def show(request: Request) -> Response:
    community, meeting = await _found(request)
    return respond(
        meeting_page(checks(), community, meeting, is_open=_is_open(meeting))
    )


async def register(request: Request) -> Response:
    community, meeting = await _found(request)
    given = await fields_of(request)
    if isinstance(given, Response):
        return given
    registering, faults = _parsed(given)
    if registering and not rate.allows_letter(network_of(request)):
        faults = {WHOLE: _too_many()}
    if registering is None or faults or not _is_open(meeting):
        return _again(community, meeting, given, faults)
    try:
        place = await write(
            enrol,
            meeting.public_id,
            name=registering.name,
            address=registering.email,
            locale=locale(),
        )
    except TooManyLetters:
        return _again(community, meeting, given, {WHOLE: _too_many()})
    except Closed:
        return await show(request)
    return respond(registered_page(checks(), community, meeting, place))


def _parsed(given: dict[str, str]) -> tuple[Registering | None, dict[str, str]]:
    try:
        return Registering.model_validate(given), {}
    except ValidationError as refused:
        wrong = {str(error["loc"][0]) for error in refused.errors()}
        return None, {n: text for n, text in _sentences().items() if n in wrong}


def _sentences() -> dict[str, str]:
    return {
        "name": _("Écrivez votre nom, en 120 lettres au plus."),
        "email": _(
            "Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr."
        ),
    }


def _too_many() -> str:
    return _(
        "Beaucoup de messages sont déjà partis d'ici ou vers cette adresse. Attendez une "
        "heure, puis recommencez."
    )


def _again(
    community: Community,
    meeting: Announced,
    given: dict[str, str],
    faults: dict[str, str],
) -> Response:
    page = meeting_page(
        checks(),
        community,
        meeting,
        is_open=_is_open(meeting),
        typed=Typed(given, faults),
    )
    response = respond(page)
    response.status_code = 429 if WHOLE in faults else 422
    return response


async def show_own(request: Request) -> Response:
    """Opening the link changes nothing: mail programs open links by themselves."""
    if request.path_params["locale"] not in LOCALES:
        raise HTTPException(404)
    query = request.query_params
    return await _own(RegistrationKey(query.get("d", ""), query.get("k", "")))


async def act(request: Request) -> Response:
    """Confirm a seat that is offered, or give one's place back."""
    if request.path_params["locale"] not in LOCALES:
        raise HTTPException(404)
    given = await fields_of(request)
    if isinstance(given, Response):
        return given
    try:
        acting = Acting.model_validate(given)
        meeting, _place = await read(calendars.opened, acting.key)
    except (ValidationError, NoSuchRegistration):
        return _gone()
    does = {CONFIRM: confirm, GIVE_BACK: give_back}[acting.action]
    # Too late, or done already: the page says what holds now.
    with contextlib.suppress(Closed, NotOffered, NoSuchRegistration):
        await write(does, acting.key, meeting.public_id)
    return await _own(acting.key)


async def _own(key: RegistrationKey) -> Response:
    try:
        meeting, place = await read(calendars.opened, key)
        community = community_of(checks().local, meeting.owner)
    except (NoSuchRegistration, NoSuchMeeting):
        return _gone()
    is_open = meeting.is_open(clock.now())
    page = own_page(checks(), community, meeting, place, key=key, is_open=is_open)
    return respond(page)


def _gone() -> Response:
    response = respond(gone_page(checks()))
    response.status_code = 410
    return response


async def calendar(request: Request) -> Response:
    """Of a meeting, for anybody: it names nobody."""
    _community, meeting = await _found(request)
    host = urlsplit(settings().public_url).hostname or "localhost"
    event = await read(meetings.calendar, meeting.public_id, host)
    return Response(
        render_ics(event),
        media_type="text/calendar; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="rencontre.ics"'},
    )


_BASE = peer_meetings("{locale}")
_MEETING = peer_meetings("{locale}", "{meeting}")
routes = [
    Route(f"{_BASE}{OWN}/", show_own),
    Route(f"{_BASE}{OWN}/", act, methods=["POST"]),
    Route(_MEETING, show),
    Route(_MEETING + POSTED, show),
    Route(_MEETING + POSTED, register, methods=["POST"]),
    Route(f"{_MEETING}{CALENDAR}", calendar),
]
