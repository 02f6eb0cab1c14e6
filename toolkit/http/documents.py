"""The files of a draft: only for who holds its cookie."""

import unicodedata
from typing import Annotated
from urllib.parse import quote

import structlog
from pydantic import BaseModel, BeforeValidator, Field, ValidationError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from toolkit.auth.visitor import key_in
from toolkit.db.drafts import NoSuchDraft
from toolkit.documents.formats import MEDIA
from toolkit.documents.pool import NotMade, TooBusy
from toolkit.i18n import _
from toolkit.routes import File, download
from toolkit.workflows.answering import NotOffered
from toolkit.workflows.files import Asked, NoSuchVersion, NothingDated, file_of

log = structlog.get_logger(__name__)

_PRIVATE = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}


def _number(version: str) -> int | None:
    """Plain digits, or nothing: int() takes « ４ » and « 1_0 » too."""
    if version and not (version.isascii() and version.isdecimal()):
        raise ValueError
    return int(version) if version else None


Version = Annotated[int, Field(ge=1, le=999_999)]


class Query(BaseModel):
    """`d` names the draft, `v` a validated version, `u` a unité de travail."""

    d: Annotated[str, Field(max_length=16)] = ""
    v: Annotated[Version | None, BeforeValidator(_number)] = None
    u: Annotated[str, Field(max_length=60)] = ""


async def give(request: Request) -> Response:
    """One of the files, in the language of what it prints."""
    file = File(request.url.path.rpartition("/")[2])
    try:
        query = _query(request)
        key = key_in(request.cookies, query.d)
        unit = query.u if file is File.FIRST_DAY else ""
        asked = Asked(file, version=query.v, unit=unit)
        name, content = await file_of(key, asked)
    except _REFUSALS as refusal:
        return _refusal(refusal)
    headers = {"content-disposition": attachment(name)} | _PRIVATE
    return Response(content, media_type=MEDIA[file], headers=headers)


def _query(request: Request) -> Query:
    try:
        return Query.model_validate(dict(request.query_params))
    except ValidationError as wrong:
        raise NoSuchVersion from wrong


_REFUSALS = (NoSuchDraft, NoSuchVersion, NotOffered, NothingDated, TooBusy, NotMade)


def _refusal(refusal: Exception) -> Response:
    """What to do about it, in a sentence."""
    match refusal:
        case NothingDated():
            dated = _("Donnez d'abord un jour à une action : l'agenda serait vide.")
            return _refused(dated, 404)
        case TooBusy():
            busy = _(
                "Trop de documents sont en préparation. Réessayez dans une minute."
            )
            return _refused(busy, 503, {"retry-after": "60"})
        case NotMade():
            log.error("file not made", where=str(refusal))
            failed = _("Ce document n'a pas pu être préparé. Réessayez plus tard.")
            return _refused(failed, 500)
        case _:
            return _refused(
                _(
                    "Ce document n'est pas ouvert sur cet appareil. Reprenez-le avec "
                    "votre lien."
                ),
                404,
            )


def _refused(
    sentence: str, status: int, headers: dict[str, str] | None = None
) -> Response:
    return PlainTextResponse(sentence, status, headers=_PRIVATE | (headers or {}))


def attachment(name: str) -> str:
    """RFC 6266: the name with its accents, and one without for old programs."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = bare.replace("\\", "").replace('"', "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


ROUTES = [Route(download(file, "{locale}"), give) for file in File]
