"""The files of a draft: only for who holds its cookie."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from toolkit.auth.visitor import key_in
from toolkit.db.drafts import NoSuchDraft
from toolkit.documents.pool import TooBusy
from toolkit.i18n import _
from toolkit.workflows.document import NoSuchVersion, pdf_of


async def pdf(request: Request) -> Response:
    """`d` names the draft, `v` a validated version; without it, the « projet »."""
    query = request.query_params
    version = query.get("v", "")
    try:
        key = key_in(request.cookies, query.get("d", "")[:16])
        name, content = await pdf_of(key, version=_number(version))
    except (NoSuchDraft, NoSuchVersion):
        return PlainTextResponse(
            _(
                "Ce document n'est pas ouvert sur cet appareil. Reprenez-le avec votre "
                "lien."
            ),
            404,
        )
    except TooBusy:
        busy = _("Trop de documents sont en préparation. Réessayez dans une minute.")
        return PlainTextResponse(busy, 503, headers={"retry-after": "60"})
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "private, no-store",
            "x-robots-tag": "noindex",
        },
    )


def _number(version: str) -> int | None:
    if not version:
        return None
    if not version.isdecimal() or len(version) > 6:
        raise NoSuchVersion
    return int(version)
