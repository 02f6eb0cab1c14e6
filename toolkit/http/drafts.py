"""Begin a draft, or open one here: native forms, so that its cookie is HttpOnly."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError, field_validator
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from toolkit import clock
from toolkit.auth.visitor import SESSION, cookie_name
from toolkit.content.loader import library
from toolkit.db import drafts
from toolkit.db.drafts import DraftKey, NoSuchDraft
from toolkit.db.session import read, write
from toolkit.domain.company import (
    PEOPLE_MAX,
    REGISTERED,
    Company,
    LegalForm,
    NafCode,
    siret_fault,
)
from toolkit.domain.headcount import Band
from toolkit.domain.typed import storable
from toolkit.i18n import known_locale
from toolkit.routes import Page, path
from toolkit.settings import settings
from toolkit.workflows import keeping

_YEAR = 365 * 24 * 3600


class Beginning(BaseModel):
    """The form of the start page; `registered` is the SIRET the hidden fields are of."""

    pack: Annotated[str, Field(max_length=60)]
    name: Annotated[str, Field(max_length=120)] = ""
    siret: Annotated[str, Field(max_length=40)] = ""
    address: Annotated[str, Field(max_length=200)] = ""
    effectif: Annotated[int, Field(ge=0, le=PEOPLE_MAX)] | Literal[""] = ""
    registered: Annotated[str, Field(max_length=14)] = ""
    naf_rev2: NafCode = ""
    naf_2025: NafCode = ""
    legal_form: LegalForm = ""
    band: Band = Band.UNKNOWN

    @field_validator("name", "address", "effectif", mode="before")
    @classmethod
    def _trim(cls, text: object) -> object:
        return " ".join(text.split()) if isinstance(text, str) else text

    @field_validator("siret")
    @classmethod
    def _digits(cls, siret: str) -> str:
        return "".join(siret.split())

    def company(self) -> Company:
        """What the registry said is of the SIRET it was asked for, and of no other."""
        said = self.model_dump(include={*REGISTERED}) if self._is_registered() else {}
        return Company(
            name=self.name,
            siret=self.siret,
            address=self.address,
            effectif=None if self.effectif == "" else self.effectif,
            **said,
        )

    def _is_registered(self) -> bool:
        return self.siret != "" and self.siret == self.registered


class Resuming(BaseModel):
    d: Annotated[str, Field(max_length=16)]
    k: Annotated[str, Field(max_length=64)]


async def begin(request: Request) -> Response:
    """Create a draft and go prepare it; a fault goes back to the form with what was
    typed."""
    locale = known_locale(request.path_params["locale"])
    form = _fields(await request.form())
    try:
        given = Beginning.model_validate(form)
    except ValidationError as wrong:
        # A part of a union is named after the field.
        fields = {str(error["loc"][0]) for error in wrong.errors()}
        fault = "effectif" if fields == {"effectif"} else "form"
        return _back_to_start(locale, form, fault=fault)
    pack = library().packs.get(given.pack)
    if pack is None:
        return _back_to_start(locale, form, fault="trade")
    if given.siret and siret_fault(given.siret):
        return _back_to_start(locale, form, fault="siret")
    key = await write(
        drafts.create,
        pack=pack,
        company=given.company(),
        now=clock.now(),
    )
    if session := request.cookies.get(SESSION, ""):
        await write(keeping.keep_begun, replace(key, session=session))
    return opened(key, path(Page.PREPARE, locale, d=key.public_id))


async def resume(request: Request) -> Response:
    """Open a draft on this device, whose link was followed and confirmed."""
    locale = known_locale(request.path_params["locale"])
    try:
        given = Resuming.model_validate(_fields(await request.form()))
        key = DraftKey(public_id=given.d, secret=given.k)
        await read(drafts.opens, key)
    except (ValidationError, NoSuchDraft):
        return _go(path(Page.RESUME, locale, fault=1))
    return opened(key, path(Page.SUMMARY, locale, d=key.public_id))


def _fields(form: FormData) -> dict[str, str]:
    return storable({n: value for n, value in form.items() if isinstance(value, str)})


def _back_to_start(locale: str, form: dict[str, str], *, fault: str) -> Response:
    typed = {
        "metier": form.get("pack", "")[:60],
        "nom": form.get("name", "")[:120],
        "siret": form.get("siret", "")[:40],
        "adresse": form.get("address", "")[:200],
        "effectif": form.get("effectif", "")[:10],
        "entreprise": form.get("registered", "")[:14],
    }
    return _go(path(Page.START, locale, fault=fault, **typed))


def _go(address: str) -> Response:
    return RedirectResponse(address, status_code=303)


def opened(key: DraftKey, address: str) -> Response:
    """Go to `address`, holding this draft's cookie."""
    response = _go(address)
    response.set_cookie(
        cookie_name(key.public_id),
        key.secret,
        max_age=_YEAR,
        httponly=True,
        samesite="lax",
        secure=settings().is_https,
    )
    return response
