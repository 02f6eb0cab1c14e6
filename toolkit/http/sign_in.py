"""Signing in: an address, a letter, a button. Each step is a plain form."""

import secrets
from typing import Annotated

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from toolkit import clock
from toolkit.auth import rate
from toolkit.auth.visitor import held_in
from toolkit.db import mailed_links
from toolkit.db.mailed_links import LinkSpent, Purpose
from toolkit.db.session import read, write
from toolkit.domain.account import SIGN_IN_LASTS
from toolkit.domain.address import address_of
from toolkit.domain.device import device_of
from toolkit.http.acting import let_in, remember, session_in, typed
from toolkit.http.sheet import card, field, form, go, p, p_link, sheet
from toolkit.i18n import _, locale
from toolkit.routes import Page, Plain, outbox, path, post
from toolkit.settings import settings
from toolkit.workflows import signing_in

ASKED = "demande"
"""The cookie of the browser that asks: where the link comes back, drafts are put away."""


class Asking(BaseModel):
    email: Annotated[str, Field(max_length=400)] = ""


class Entering(BaseModel):
    t: Annotated[str, Field(max_length=64)] = ""


async def page(_request: Request) -> Response:
    return _asking()


def _asking(*, problem: str = "", value: str = "", status: int = 200) -> Response:
    return sheet(
        Plain.SIGN_IN,
        _("Mon compte"),
        email_form(problem=problem, value=value) if settings().can_mail else cannot(),
        p(
            _(
                "Un compte n'est pas obligatoire : sans lui, vos évaluations s'ouvrent par "
                "leur lien secret. Avec lui, vous les retrouvez sur chaque appareil, et "
                "vous les partagez."
            ),
            "hint",
        ),
        lead=_("Votre adresse mail suffit. Pas de mot de passe à retenir."),
        status=status,
    )


def email_form(*, problem: str = "", value: str = "") -> str:
    return card(
        "",
        form(
            post(Plain.SIGN_IN, locale()),
            field(
                "email",
                _("Votre adresse mail"),
                kind="email",
                hint=_(
                    "Nous y envoyons un lien pour vous connecter. Rien d'autre que ce qui "
                    "touche à votre compte."
                ),
                problem=problem,
                value=value,
                complete="email",
            ),
            button=_("Recevoir mon lien"),
        ),
    )


def cannot() -> str:
    return card("", p(_("Ce serveur n'envoie pas de messages aujourd'hui.")))


async def ask(request: Request) -> Response:
    """The same answer whether the address has an account, has none, or was written to
    often enough."""
    given = await typed(request, Asking)
    address = address_of(given.email) if given else None
    if not settings().can_mail:
        return _asking(status=503)
    if given is None or address is None:
        return _asking(
            problem=_(
                "Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr."
            ),
            value=given.email if given else "",
            status=422,
        )
    if not rate.allows_letter(rate.asker(request.scope)):
        return _asking(
            problem=_(
                "Beaucoup de liens sont partis d'ici. Attendez une heure, puis "
                "recommencez."
            ),
            value=address,
            status=429,
        )
    browser = request.cookies.get(ASKED) or secrets.token_urlsafe(32)
    await write(signing_in.ask, address, locale=locale(), browser=browser[:64])
    seconds = int(SIGN_IN_LASTS.total_seconds())
    return remember(_asked(address), ASKED, browser[:64], seconds)


def _asked(address: str) -> Response:
    here = (
        p_link(_("Sur cette machine, les messages se lisent ici"), outbox(locale()))
        if settings().shows_outbox
        else ""
    )
    return sheet(
        Plain.SIGN_IN,
        _("Regardez votre messagerie"),
        p(
            _(
                "Un message part vers {address}. Touchez son lien dans le quart d'heure, "
                "de préférence sur cet appareil."
            ).format(address=address)
        ),
        p(
            _(
                "Rien dans dix minutes ? Regardez dans les courriers indésirables. Après "
                "trois messages en une heure, il faut attendre."
            ),
            "hint",
        ),
        here,
        p_link(_("Changer d'adresse"), path(Plain.SIGN_IN, locale())),
    )


async def link_page(request: Request) -> Response:
    """Opening the address does nothing: programs that read mail open it before people
    do. A button spends it."""
    token = request.query_params.get("t", "")[:64]
    try:
        found = await read(mailed_links.look, Purpose.SIGN_IN, token, now=clock.now())
    except LinkSpent:
        return spent(Plain.SIGN_IN_LINK)
    return sheet(
        Plain.SIGN_IN_LINK,
        _("Vous connecter"),
        card(
            "",
            p(_("Votre compte s'ouvrira sur cet appareil, et y restera ouvert.")),
            form(
                post(Plain.SIGN_IN_LINK, locale()),
                button=_("Me connecter"),
                hidden={"t": token},
            ),
        ),
        p(
            _(
                "Ce n'est pas votre adresse ? Fermez cette page : quelqu'un s'est trompé."
            ),
            "hint",
        ),
        lead=found.address,
        query={"t": token},
    )


def spent(page: Plain) -> Response:
    """What to do about a link that is good no more."""
    return sheet(
        page,
        _("Ce lien ne sert plus"),
        p(
            _(
                "Un lien sert une seule fois, dans le quart d'heure. Demandez-en un "
                "autre, il arrive tout de suite."
            )
        ),
        email_form() if settings().can_mail else cannot(),
        status=410,
    )


async def enter(request: Request) -> Response:
    """Spend the link, and open the account here."""
    given = await typed(request, Entering)
    try:
        entered = await write(
            signing_in.sign_in,
            given.t if given else "",
            locale=locale(),
            browser=request.cookies.get(ASKED, "")[:64],
            device=device_of(request.headers.get("user-agent", "")),
            held=held_in(request.cookies),
            before=session_in(request),
        )
    except LinkSpent:
        return spent(Plain.SIGN_IN_LINK)
    done = {"fait": "connecte", "rangees": str(entered.kept or "")}
    return let_in(go(path(Plain.ACCOUNT, locale(), **done)), entered.session)


def sign_in_first() -> Response:
    """Nobody is signed in here, or no longer."""
    return go(path(Plain.SIGN_IN, locale()))


def not_here() -> Response:
    """A firm that is not there, or not for this account."""
    return sheet(
        Plain.FIRM,
        _("Cette entreprise ne s'ouvre pas ici"),
        p(
            _(
                "Elle n'existe pas, ou vous n'avez pas le droit de faire cela. Un "
                "propriétaire de l'entreprise peut vous inviter."
            )
        ),
        p_link(_("Mon compte"), path(Plain.ACCOUNT, locale())),
        p_link(_("Revenir à l'accueil"), path(Page.HOME, locale())),
        status=403,
    )
