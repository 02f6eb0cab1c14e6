"""The plain HTTP endpoints, listed."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from toolkit.auth.logs import log_exception
from toolkit.db.session import read
from toolkit.http import documents, drafts, examples, outbox
from toolkit.http.callback import routes as callback
from toolkit.http.meetings import routes as meetings
from toolkit.http.self_check import routes as self_check
from toolkit.http.sitemap import sitemap
from toolkit.i18n import LOCALES, _
from toolkit.routes import HEALTH, SITEMAP, Page, path


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
    ],
)
