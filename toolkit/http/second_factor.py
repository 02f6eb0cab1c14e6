"""The second proof asked of staff: a code of their telephone."""

from html import escape
from typing import Annotated

import segno
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from toolkit.db.accounts import Device
from toolkit.db.session import read, write
from toolkit.db.staff import TooManyTries
from toolkit.http.acting import device_of, typed
from toolkit.http.sheet import card, field, form, go, items, p, p_link, sheet
from toolkit.http.sign_in import sign_in_first
from toolkit.i18n import _, locale
from toolkit.routes import Plain, path, post
from toolkit.workflows import staffing
from toolkit.workflows.account import NotSignedIn
from toolkit.workflows.staffing import NotAllowed, Proved


class Proving(BaseModel):
    code: Annotated[str, Field(max_length=40)] = ""


async def factor_page(request: Request) -> Response:
    try:
        return await _factor_page(await device_of(request))
    except NotSignedIn:
        return sign_in_first()


async def _factor_page(here: Device, problem: str = "") -> Response:
    try:
        secret = await write(staffing.proposed, here)
    except NotAllowed:
        return not_for_you()
    shown = await _telephone(here, secret) if secret else ""
    return sheet(
        Plain.FACTOR,
        _("Le code de votre téléphone"),
        shown,
        card(
            "",
            form(
                post(Plain.FACTOR, locale()),
                field(
                    "code",
                    _("Code à six chiffres"),
                    hint=_("Téléphone perdu ? Un de vos codes de secours le remplace."),
                    problem=problem,
                    complete="one-time-code",
                ),
                button=_("Continuer"),
            ),
        ),
        lead=_("Votre fonction demande deux preuves : votre messagerie, et ce code."),
        status=422 if problem else 200,
    )


async def _telephone(here: Device, secret: str) -> str:
    said = await read(staffing.address_for, here, secret)
    shown = _("Le même code, en image")
    picture = segno.make(said, error="m").svg_data_uri(scale=5, light="#fff")
    return card(
        _("Préparez votre téléphone"),
        p(
            _(
                "Ouvrez une application de codes (celle de votre téléphone, ou une autre), "
                "et montrez-lui cette image."
            )
        ),
        f'<p><img src="{picture}" alt="{escape(shown)}"></p>',
        p(_("Ou recopiez : {secret}").format(secret=secret)),
    )


async def prove(request: Request) -> Response:
    given = await typed(request, Proving)
    try:
        here = await device_of(request)
    except NotSignedIn:
        return sign_in_first()
    try:
        done = await write(staffing.prove, here, given.code if given else "")
    except NotAllowed:
        return not_for_you()
    except TooManyTries:
        return await _factor_page(
            here, _("Cinq codes faux. Attendez un quart d'heure, puis recommencez.")
        )
    if not done.is_right:
        return await _factor_page(
            here, _("Ce code n'est pas le bon, ou il a déjà servi. Prenez le suivant.")
        )
    return _codes(done) if done.codes else go(path(Plain.STAFF, locale()))


def _codes(done: Proved) -> Response:
    return sheet(
        Plain.FACTOR,
        _("Vos codes de secours"),
        p(
            _(
                "Gardez-les sur papier. Chacun remplace une fois votre téléphone. Cette "
                "page ne reviendra pas."
            )
        ),
        card("", items([p(grouped(code)) for code in done.codes])),
        p_link(_("Continuer"), path(Plain.STAFF, locale())),
    )


def grouped(code: str) -> str:
    """Four letters at a time, to be copied by hand."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def not_for_you() -> Response:
    return sheet(
        Plain.STAFF,
        _("Cette page est réservée"),
        p(_("Votre compte n'a pas de fonction ici.")),
        p_link(_("Mon compte"), path(Plain.ACCOUNT, locale())),
        status=403,
    )
