"""The administrator's page: roles given and taken back, firms that ask for help."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Protocol

from pydantic import BaseModel, Field
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from toolkit.db.firms import NoSuchFirm
from toolkit.db.session import read
from toolkit.db.staff import Staff
from toolkit.domain.address import address_of
from toolkit.domain.rights import STAFF, Actor, Role
from toolkit.http.acting import device_of, doing, seeing, typed
from toolkit.http.second_factor import not_for_you
from toolkit.http.sheet import (
    card,
    choices,
    field,
    form,
    go,
    items,
    note,
    p,
    sheet,
)
from toolkit.http.sign_in import not_here, sign_in_first
from toolkit.http.words import firm_name, role_name
from toolkit.i18n import _, locale
from toolkit.routes import Plain, path, post
from toolkit.settings import settings
from toolkit.workflows import sharing, staffing
from toolkit.workflows.account import NotSignedIn
from toolkit.workflows.staffing import NoSuchRole, NotAllowed, Office


class Giving(BaseModel):
    email: Annotated[str, Field(max_length=400)] = ""
    role: Role
    service: Annotated[str, Field(max_length=40)] = ""


class TakingBack(BaseModel):
    email: Annotated[str, Field(max_length=254)]
    role: Role
    service: Annotated[str, Field(max_length=40)] = ""


class Helping(BaseModel):
    f: Annotated[str, Field(max_length=16)]


async def page(request: Request) -> Response:
    return await _shown(request)


async def _shown(request: Request, *, problem: str = "", value: str = "") -> Response:
    try:
        here = await device_of(request)
        if await read(staffing.is_asked, here):
            return go(path(Plain.FACTOR, locale()))
        found = await seeing(request, staffing.office)
    except NotSignedIn:
        return sign_in_first()
    except NotAllowed:
        return not_for_you()
    return _office(
        found, problem=problem, value=value, done=request.query_params.get("fait", "")
    )


def _office(found: Office, *, problem: str, value: str, done: str) -> Response:
    said = {
        "donne": _("C'est fait. Cette personne se connecte avec cette adresse."),
        "repris": _("Cette fonction est reprise."),
    }.get(done, "")
    return sheet(
        Plain.STAFF,
        _("Administration"),
        note(said),
        card(_("Fonctions données"), items([_one(staff) for staff in found.staff])),
        _give(problem, value),
        _help(found),
        _settings(),
        status=422 if problem else 200,
    )


def _one(staff: Staff) -> str:
    where = f" · {staff.service}" if staff.service else ""
    proof = (
        _("code de téléphone en place") if staff.has_factor else _("pas encore venu")
    )
    return (
        p(staff.address)
        + p(f"{role_name(staff.role)}{where} · {proof}", "hint")
        + form(
            post(Plain.STAFF, locale(), "reprendre"),
            button=_("Reprendre cette fonction"),
            hidden={
                "email": staff.address,
                "role": staff.role.value,
                "service": staff.service,
            },
            look="plain",
        )
    )


def _give(problem: str, value: str) -> str:
    roles = {role.value: role_name(role) for role in STAFF}
    return card(
        _("Donner une fonction"),
        form(
            post(Plain.STAFF, locale(), "donner"),
            field(
                "email",
                _("Adresse mail"),
                kind="email",
                problem=problem,
                value=value,
            ),
            choices(_("Fonction"), "role", roles, STAFF[0].value),
            field(
                "service",
                _("Service de santé au travail"),
                hint=_(
                    "Son nom court, en minuscules et sans espace. Vide pour une fonction "
                    "de la plateforme."
                ),
            ),
            button=_("Donner"),
        ),
    )


def _help(found: Office) -> str:
    asking = [
        p(firm_name(firm))
        + form(
            post(Plain.STAFF, locale(), "entrer"),
            p(_("Votre entrée sera écrite dans le journal de l'entreprise."), "hint"),
            button=_("Entrer pour aider"),
            hidden={"f": firm.id},
            look="plain",
        )
        for firm in found.asking_for_help
    ]
    nobody = p(_("Aucune entreprise n'a ouvert d'accès."))
    return card(
        _("Entreprises qui demandent de l'aide"), items(asking) if asking else nobody
    )


def _settings() -> str:
    given = settings()
    mail = given.smtp_host or _("aucun : rien ne part")
    lines = (
        _("Adresse publique : {value}").format(value=given.public_url),
        _("Serveur de messagerie : {value}").format(value=mail),
        _("Annuaire des entreprises : {value}").format(
            value=given.registry_url or _("aucun")
        ),
    )
    return card(
        _("Réglages"),
        *(p(line) for line in lines),
        p(_("Ils se changent sur le serveur, dans les variables TOOLKIT_."), "hint"),
    )


async def give(request: Request) -> Response:
    given = await typed(request, Giving)
    address = address_of(given.email) if given else None
    if given is None or address is None:
        wrong = _("Cette adresse n'est pas complète. Elle ressemble à nom@exemple.fr.")
        return await _shown(request, problem=wrong, value=given.email if given else "")
    refused = await _did(request, _act(staffing.grant, given, address))
    return refused or go(path(Plain.STAFF, locale(), fait="donne"))


async def take_back(request: Request) -> Response:
    given = await typed(request, TakingBack)
    if given is None:
        return not_for_you()
    refused = await _did(request, _act(staffing.revoke, given, given.email))
    return refused or go(path(Plain.STAFF, locale(), fait="repris"))


class _Change(Protocol):
    def __call__(
        self,
        connection: Connection,
        actor: Actor,
        *,
        address: str,
        role: Role,
        service: str,
    ) -> object: ...


def _act(
    change: _Change, given: Giving | TakingBack, address: str
) -> Callable[[Connection, Actor], object]:
    return partial(change, address=address, role=given.role, service=given.service)


async def _did(
    request: Request, act: Callable[[Connection, Actor], object]
) -> Response | None:
    """The refusal, if there is one."""
    try:
        await device_of(request)
        await doing(request, act)
    except NotSignedIn:
        return sign_in_first()
    except NotAllowed:
        return not_for_you()
    except NoSuchRole:
        wrong = _(
            "Un service va avec les fonctions d'un service, et avec elles seulement. Son "
            "nom court : des lettres minuscules, des chiffres, des traits d'union."
        )
        return await _shown(request, problem=wrong)
    return None


async def enter(request: Request) -> Response:
    given = await typed(request, Helping)
    try:
        await device_of(request)
        firm = given.f if given else ""
        await doing(request, sharing.enter_as_support, firm)
    except NotSignedIn:
        return sign_in_first()
    except NoSuchFirm:
        return not_here()
    return go(path(Plain.FIRM, locale(), f=firm))
