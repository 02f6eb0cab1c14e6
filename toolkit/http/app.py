"""The plain HTTP endpoints, listed."""

from collections.abc import Awaitable, Callable

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit.auth.logs import log_exception
from toolkit.db.session import read
from toolkit.http import (
    account,
    documents,
    drafts,
    examples,
    firm,
    outbox,
    own_data,
    second_factor,
    sign_in,
    staff,
)
from toolkit.http.callback import routes as callback
from toolkit.http.meetings import routes as meetings
from toolkit.http.self_check import routes as self_check
from toolkit.http.sitemap import sitemap
from toolkit.i18n import LOCALES, _
from toolkit.routes import HEALTH, SITEMAP, Page, Plain, account_data, path, post

Endpoint = Callable[[Request], Awaitable[Response]]


def _select_one(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))


async def health(_request: Request) -> Response:
    """200 when the database answers."""
    await read(_select_one)
    return PlainTextResponse("ok")


async def home(_request: Request) -> Response:
    return RedirectResponse(path(Page.HOME, LOCALES[0]), status_code=307)


async def fault(_request: Request, exception: Exception) -> Response:
    """The type and the place go to the log, a sentence to the visitor."""
    log_exception(exception)
    return PlainTextResponse(
        _(
            "Le serveur est occupé : rien n'a été enregistré. Revenez en arrière et "
            "recommencez."
        ),
        503,
    )


_L = "{locale}"


def _page(page: Plain, endpoint: Endpoint) -> Route:
    return Route(path(page, _L), endpoint)


def _post(page: Plain, endpoint: Endpoint, action: str = "") -> Route:
    return Route(post(page, _L, action), endpoint, methods=["POST"])


ACCOUNTS = [
    _page(Plain.SIGN_IN, sign_in.page),
    _post(Plain.SIGN_IN, sign_in.ask),
    _page(Plain.SIGN_IN_LINK, sign_in.link_page),
    _post(Plain.SIGN_IN_LINK, sign_in.enter),
    _page(Plain.ACCOUNT, account.page),
    _post(Plain.ACCOUNT, account.sign_out, "sortir"),
    _post(Plain.ACCOUNT, account.sign_out_device, "appareil"),
    _post(Plain.ACCOUNT, account.sign_out_others, "appareils"),
    _post(Plain.ACCOUNT, account.put_away, "ranger"),
    _page(Plain.MOVE, account.move_page),
    _post(Plain.ACCOUNT, account.ask_to_move, "nouvelle-adresse"),
    _post(Plain.MOVE, account.move),
    Route(account_data(_L), own_data.data),
    _page(Plain.ERASE, own_data.erase_page),
    _post(Plain.ERASE, own_data.erase),
    _page(Plain.FIRM, firm.page),
    _post(Plain.FIRM, firm.invite, "inviter"),
    _post(Plain.FIRM, firm.uninvite, "desinviter"),
    _post(Plain.FIRM, firm.change_role, "role"),
    _post(Plain.FIRM, firm.remove, "retirer"),
    _post(Plain.FIRM, firm.leave, "quitter"),
    _post(Plain.FIRM, firm.renew_links, "liens"),
    _post(Plain.FIRM, firm.allow_support, "assistance"),
    _page(Plain.INVITATION, firm.invitation),
    _post(Plain.INVITATION, firm.accept),
    _page(Plain.FACTOR, second_factor.factor_page),
    _post(Plain.FACTOR, second_factor.prove),
    _page(Plain.STAFF, staff.page),
    _post(Plain.STAFF, staff.give, "donner"),
    _post(Plain.STAFF, staff.take_back, "reprendre"),
    _post(Plain.STAFF, staff.enter, "entrer"),
]

endpoints = Starlette(
    exception_handlers={OperationalError: fault, NoConnection: fault},
    routes=[
        Route("/", home),
        Route(HEALTH, health),
        Route(SITEMAP, sitemap),
        Route("/{locale}/brouillons", drafts.begin, methods=["POST"]),
        Route("/{locale}/reprise", drafts.resume, methods=["POST"]),
        Route("/{locale}/exemples/{action}", examples.act, methods=["POST"]),
        *documents.ROUTES,
        Route("/{locale}/courriels/", outbox.page),
        *self_check.routes,
        *callback.routes,
        *meetings.routes,
        *ACCOUNTS,
    ],
)
