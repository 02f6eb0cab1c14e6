"""What is known of an account: given whole, and erased."""

import json
from datetime import datetime

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from toolkit.db.keys import DraftKey
from toolkit.http.acting import doing, let_out, seeing, typed
from toolkit.http.sheet import (
    PRIVATE,
    card,
    folded,
    form,
    items,
    link,
    p,
    p_link,
    sheet,
)
from toolkit.http.sign_in import sign_in_first
from toolkit.i18n import _, locale
from toolkit.routes import Page, Plain, account_data, path, post
from toolkit.workflows import account
from toolkit.workflows.account import NotSignedIn, Overview
from toolkit.workflows.mail_link import secret_link
from toolkit.workflows.sharing import LastOwner


async def data(request: Request) -> Response:
    try:
        known = await seeing(request, account.export)
    except NotSignedIn:
        return sign_in_first()
    content = json.dumps(known, ensure_ascii=False, indent=1, default=_moment)
    name = 'attachment; filename="mes-donnees-trois-pas.json"'
    return Response(
        content,
        media_type="application/json",
        headers=PRIVATE | {"content-disposition": name},
    )


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


async def erase_page(request: Request) -> Response:
    try:
        seen = await seeing(request, account.overview)
    except NotSignedIn:
        return sign_in_first()
    return _erase_page(seen)


def _erase_page(seen: Overview, *, problem: str = "", status: int = 200) -> Response:
    return sheet(
        Plain.ERASE,
        _("Effacer mon compte"),
        p(problem, "fault") if problem else "",
        p(
            _(
                "Votre adresse, vos appareils et vos évaluations non validées sont "
                "effacés tout de suite, pour toujours."
            )
        ),
        p(
            _(
                "Les versions validées restent, sans votre nom ni votre adresse : "
                "l'employeur les garde quarante ans. La page suivante vous donne le lien "
                "qui les ouvre encore."
            )
        ),
        link(_("Télécharger d'abord mes données"), account_data(locale()), "plain"),
        folded(
            _("J'ai compris, je veux effacer"),
            form(
                post(Plain.ERASE, locale()),
                button=_("Effacer mon compte pour toujours"),
                hidden={"sure": "yes"},
            ),
        ),
        p_link(_("Ne rien effacer"), path(Plain.ACCOUNT, locale())),
        lead=seen.account.address,
        status=status,
    )


class Erasing(BaseModel):
    sure: str = ""


async def erase(request: Request) -> Response:
    given = await typed(request, Erasing)
    try:
        seen = await seeing(request, account.overview)
        if given is None or given.sure != "yes":
            return _erase_page(seen, status=422)
        return await _erase(request, seen)
    except NotSignedIn:
        return sign_in_first()


async def _erase(request: Request, seen: Overview) -> Response:
    try:
        return let_out(_erased(await doing(request, account.erase)))
    except LastOwner:
        problem = _(
            "Des collègues partagent une entreprise dont vous êtes le dernier "
            "propriétaire. Donnez ce rôle à l'un d'eux, ou retirez-les, puis revenez."
        )
        return _erase_page(seen, problem=problem, status=409)


def _erased(left: list[DraftKey]) -> Response:
    links = [
        link(signed, signed) for signed in (secret_link(key, locale()) for key in left)
    ]
    kept = (
        card(
            _("Vos versions validées"),
            p(
                _(
                    "Gardez ce lien : lui seul les ouvre encore. Nous ne pourrons pas "
                    "vous le redonner."
                )
            ),
            items(links),
        )
        if links
        else ""
    )
    return sheet(
        Plain.ERASE,
        _("Votre compte est effacé"),
        kept,
        link(_("Revenir à l'accueil"), path(Page.HOME, locale()), "primary"),
    )
