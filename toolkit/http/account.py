"""« Mon compte »: what can be done there."""

from typing import Annotated

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from toolkit import clock
from toolkit.auth import rate
from toolkit.auth.visitor import held_in
from toolkit.db import mailed_links
from toolkit.db.accounts import AddressTaken
from toolkit.db.keys import NoSuchDraft
from toolkit.db.mailed_links import LinkSpent, Purpose
from toolkit.db.session import read, write
from toolkit.domain.address import address_of
from toolkit.http.account_page import account_page
from toolkit.http.acting import device_of, doing, let_out, seeing, typed
from toolkit.http.sheet import card, form, go, p, sheet
from toolkit.http.sign_in import Entering, sign_in_first, spent
from toolkit.i18n import _, locale, ngettext
from toolkit.routes import Page, Plain, path, post
from toolkit.workflows import account, keeping
from toolkit.workflows.account import NotSignedIn, Overview
from toolkit.workflows.keeping import HELD_MAX
from toolkit.workflows.mail_link import TooManyLetters


class OnDevice(BaseModel):
    device: Annotated[int, Field(ge=1, le=2**31 - 1)]


class Moving(BaseModel):
    email: Annotated[str, Field(max_length=400)] = ""


async def page(request: Request) -> Response:
    try:
        here = await device_of(request)
        seen = await seeing(request, account.overview)
    except NotSignedIn:
        return sign_in_first()
    loose = await _loose(request, seen)
    return account_page(seen, here, loose, done=_done(request))


def _done(request: Request) -> str:
    kept = request.query_params.get("rangees", "")
    count = int(kept) if kept.isascii() and kept.isdecimal() and len(kept) < 4 else 0
    put_away = ngettext(
        "{count} évaluation est rangée dans votre compte.",
        "{count} évaluations sont rangées dans votre compte.",
        count,
    )
    sentences = {
        "connecte": _("Vous êtes connecté."),
        "appareil": _("Cet appareil est déconnecté."),
        "adresse": _(
            "Un message part vers la nouvelle adresse. Touchez son lien dans le quart "
            "d'heure."
        ),
        "change": _("Votre compte a sa nouvelle adresse."),
        "parti": _("Vous n'êtes plus de cette entreprise."),
        "range": "",
    }
    said = sentences.get(request.query_params.get("fait", ""), "")
    return " ".join(filter(None, (said, put_away if count else "")))


async def _loose(request: Request, seen: Overview) -> list[tuple[str, str]]:
    """The evaluations this browser holds that are not in this account."""
    mine = {one.id for firm in seen.firms for one in firm.kept}
    found: list[tuple[str, str]] = []
    for key in held_in(request.cookies)[-HELD_MAX:]:
        if key.public_id in mine:
            continue
        try:
            name = await read(keeping.name_if_free, key)
        except NoSuchDraft:
            continue
        if name is not None:
            found.append((key.public_id, name))
    return found


async def sign_out(request: Request) -> Response:
    try:
        here = await device_of(request)
        await doing(request, account.sign_out, here.id)
    except NotSignedIn:
        pass  # signed out already
    return let_out(go(path(Page.HOME, locale())))


async def sign_out_device(request: Request) -> Response:
    given = await typed(request, OnDevice)
    try:
        if given:
            await doing(request, account.sign_out, given.device)
        await device_of(request)
    except NotSignedIn:
        return sign_in_first()
    return go(path(Plain.ACCOUNT, locale(), fait="appareil"))


async def sign_out_others(request: Request) -> Response:
    try:
        here = await device_of(request)
        await doing(request, account.sign_out_others, here.id)
    except NotSignedIn:
        return sign_in_first()
    return go(path(Plain.ACCOUNT, locale()))


class PuttingAway(BaseModel):
    d: Annotated[str, Field(max_length=16)] = ""


async def put_away(request: Request) -> Response:
    given = await typed(request, PuttingAway)
    held = {key.public_id: key for key in held_in(request.cookies)}
    key = held.get(given.d) if given else None
    try:
        await device_of(request)
        kept = await doing(request, keeping.keep, key) if key else False
    except NotSignedIn:
        return sign_in_first()
    return go(path(Plain.ACCOUNT, locale(), fait="range", rangees="1" if kept else ""))


async def ask_to_move(request: Request) -> Response:
    given = await typed(request, Moving)
    value = given.email if given else ""
    try:
        here = await device_of(request)
        problem = await _asked_to_move(request, value)
        if not problem:
            return go(path(Plain.ACCOUNT, locale(), fait="adresse"))
        seen = await seeing(request, account.overview)
    except NotSignedIn:
        return sign_in_first()
    loose = await _loose(request, seen)
    return account_page(seen, here, loose, problem=problem, value=value, status=422)


async def _asked_to_move(request: Request, email: str) -> str:
    """Why not, or nothing once the letter is on its way."""
    address = address_of(email)
    if address is None:
        return _("Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr.")
    try:
        if rate.allows_letter(rate.asker(request.scope)):
            await doing(request, account.ask_to_move, address, locale=locale())
            return ""
    except TooManyLetters:
        pass
    return _("Plusieurs messages sont déjà partis. Attendez une heure.")


async def move_page(request: Request) -> Response:
    token = request.query_params.get("t", "")[:64]
    try:
        found = await read(mailed_links.look, Purpose.MOVE, token, now=clock.now())
    except LinkSpent:
        return spent(Plain.MOVE)
    return sheet(
        Plain.MOVE,
        _("Votre nouvelle adresse"),
        card(
            "",
            p(_("Votre compte aura cette adresse. L'ancienne en sera prévenue.")),
            form(
                post(Plain.MOVE, locale()), button=_("Confirmer"), hidden={"t": token}
            ),
        ),
        lead=found.address,
        query={"t": token},
    )


async def move(request: Request) -> Response:
    given = await typed(request, Entering)
    try:
        await write(account.move, given.t if given else "", locale=locale())
    except (LinkSpent, AddressTaken):
        # Which of the two would say that the address has an account.
        return spent(Plain.MOVE)
    return go(path(Plain.ACCOUNT, locale(), fait="change"))
