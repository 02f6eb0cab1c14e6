"""A firm and its people: invited, changed, removed; invitations accepted."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from toolkit.auth import rate
from toolkit.db.firms import NoSuchFirm
from toolkit.db.mailed_links import LinkSpent
from toolkit.db.session import read, write
from toolkit.domain.address import address_of
from toolkit.domain.device import device_of as words_of
from toolkit.domain.rights import Actor, Role
from toolkit.http.acting import device_of, doing, let_in, seeing, session_in, typed
from toolkit.http.firm_page import Said, firm_page
from toolkit.http.sheet import card, form, go, p, sheet
from toolkit.http.sign_in import Entering, not_here, sign_in_first, spent
from toolkit.http.words import firm_name, role_name
from toolkit.i18n import _, locale
from toolkit.routes import Plain, path, post
from toolkit.settings import settings
from toolkit.workflows import sharing
from toolkit.workflows.account import NotSignedIn
from toolkit.workflows.mail_link import TooManyLetters
from toolkit.workflows.sharing import AlreadyHere, LastOwner, TooManyPeople

FirmId = Annotated[str, Field(max_length=16)]
AccountId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class OnFirm(BaseModel):
    f: FirmId


class Inviting(OnFirm):
    email: Annotated[str, Field(max_length=400)] = ""
    role: Role


class OnAddress(OnFirm):
    email: Annotated[str, Field(max_length=254)]


class OnMember(OnFirm):
    account: AccountId


class Changing(OnMember):
    role: Role


class Allowing(OnFirm):
    allow: str = ""


async def page(request: Request) -> Response:
    return await _shown(request, request.query_params.get("f", "")[:16], Said())


async def _shown(request: Request, firm: str, said: Said) -> Response:
    done = {
        "invite": _("L'invitation est partie."),
        "annule": _("L'invitation est annulée."),
        "role": _("Son rôle est changé."),
        "retire": _("Cette personne n'ouvre plus rien ici."),
        "liens": _("Les liens donnés jusqu'ici n'ouvrent plus rien."),
        "assistance": _("C'est noté."),
        "bienvenue": _("Bienvenue. Vous partagez maintenant cette entreprise."),
    }.get(request.query_params.get("fait", ""), "")
    try:
        await device_of(request)
        seen = await seeing(request, sharing.seen, firm)
    except NotSignedIn:
        return sign_in_first()
    except NoSuchFirm:
        return not_here()
    return firm_page(seen, said if said.status != 200 else Said(done=done))


async def _act(
    request: Request,
    firm: str,
    done: str,
    act: Callable[[Connection, Actor], None],
) -> Response:
    """Do it, then show the firm again; or say why not."""
    try:
        await device_of(request)
        await doing(request, act)
    except NotSignedIn:
        return sign_in_first()
    except NoSuchFirm:
        return not_here()
    except LastOwner:
        last = _("Il faut un propriétaire. Donnez d'abord ce rôle à quelqu'un d'autre.")
        return await _shown(request, firm, Said(general=last, status=409))
    return go(path(Plain.FIRM, locale(), f=firm, fait=done))


async def invite(request: Request) -> Response:
    given = await typed(request, Inviting)
    if given is None:
        return not_here()
    address = address_of(given.email)
    problem = _refusal(request, address)
    try:
        if address and not problem:
            await doing(
                request,
                sharing.invite,
                given.f,
                address=address,
                role=given.role,
                locale=locale(),
            )
    except NoSuchFirm:
        return not_here()
    except (TooManyLetters, AlreadyHere, TooManyPeople) as refused:
        problem = _why_not(refused)
    if problem:
        said = Said(problem=problem, value=given.email, status=422)
        return await _shown(request, given.f, said)
    return go(path(Plain.FIRM, locale(), f=given.f, fait="invite"))


def _refusal(request: Request, address: str | None) -> str:
    if not settings().can_mail:
        return _("Ce serveur n'envoie pas de messages aujourd'hui.")
    if address is None:
        return _("Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr.")
    if not rate.allows_letter(rate.asker(request.scope)):
        return _why_not(TooManyLetters())
    return ""


def _why_not(refused: Exception) -> str:
    match refused:
        case AlreadyHere():
            return _("Cette personne est déjà dans l'entreprise.")
        case TooManyPeople():
            return _("Il y a déjà beaucoup de monde ici. Retirez d'abord quelqu'un.")
        case _:
            return _("Plusieurs messages sont déjà partis. Attendez une heure.")


async def uninvite(request: Request) -> Response:
    given = await typed(request, OnAddress)
    if given is None:
        return not_here()
    act = partial(sharing.uninvite, firm_id=given.f, address=given.email)
    return await _act(request, given.f, "annule", act)


async def change_role(request: Request) -> Response:
    given = await typed(request, Changing)
    if given is None:
        return not_here()
    act = partial(
        sharing.change_role,
        firm_id=given.f,
        account=given.account,
        role=given.role,
    )

    return await _act(request, given.f, "role", act)


async def remove(request: Request) -> Response:
    given = await typed(request, OnMember)
    if given is None:
        return not_here()
    act = partial(sharing.remove, firm_id=given.f, account=given.account)
    return await _act(request, given.f, "retire", act)


async def leave(request: Request) -> Response:
    given = await typed(request, OnFirm)
    if given is None:
        return not_here()
    act = partial(sharing.leave, firm_id=given.f)
    answer = await _act(request, given.f, "", act)
    is_done = answer.status_code == 303 and Plain.FIRM in answer.headers["location"]
    return go(path(Plain.ACCOUNT, locale(), fait="parti")) if is_done else answer


async def renew_links(request: Request) -> Response:
    given = await typed(request, OnFirm)
    if given is None:
        return not_here()
    act = partial(sharing.renew_links, firm_id=given.f)
    return await _act(request, given.f, "liens", act)


async def allow_support(request: Request) -> Response:
    given = await typed(request, Allowing)
    if given is None:
        return not_here()
    allows = given.allow == "yes"
    act = partial(sharing.allow_support, firm_id=given.f, is_allowed=allows)
    return await _act(request, given.f, "assistance", act)


async def invitation(request: Request) -> Response:
    """Opening the address accepts nothing; a button does."""
    token = request.query_params.get("t", "")[:64]
    try:
        found = await read(sharing.look, token)
    except LinkSpent:
        return spent(Plain.INVITATION)
    inviting = _("{address} vous invite. Votre rôle : {role}.").format(
        address=found.inviter, role=role_name(found.role).lower()
    )
    return sheet(
        Plain.INVITATION,
        firm_name(found.firm, found.kept),
        card(
            "",
            p(inviting),
            p(_("Votre compte s'ouvrira sur cet appareil, et y restera ouvert.")),
            form(
                post(Plain.INVITATION, locale()),
                button=_("Accepter et me connecter"),
                hidden={"t": token},
            ),
        ),
        lead=found.address,
        query={"t": token},
    )


async def accept(request: Request) -> Response:
    given = await typed(request, Entering)
    try:
        session, firm = await write(
            sharing.accept,
            given.t if given else "",
            locale=locale(),
            device=words_of(request.headers.get("user-agent", "")),
            before=session_in(request),
        )
    except LinkSpent:
        return spent(Plain.INVITATION)
    return let_in(go(path(Plain.FIRM, locale(), f=firm.id, fait="bienvenue")), session)
