"""The application: every page in every language, behind the guard. Wiring only."""

import reflex as rx
import reflex.model

from toolkit.auth import live, logs
from toolkit.auth.guard import Guard
from toolkit.auth.visitor import on_error
from toolkit.components.layout import alternates, standing_at
from toolkit.content.loader import library_in
from toolkit.db.session import is_sqlite
from toolkit.http.app import endpoints
from toolkit.http.security import secured
from toolkit.i18n import LOCALES, _, locale, use_locale
from toolkit.jobs.work import keep_working
from toolkit.pages import PAGES
from toolkit.pages.texts import not_found
from toolkit.routes import path

logs.configure()
for language in LOCALES:
    library_in(language)


def _app() -> rx.App:
    made = rx.App(
        html_lang=LOCALES[0],
        stylesheets=["/style.css"],
        reset_style=False,
        head_components=[
            rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
            rx.el.script(src="/app.js", defer=True),
        ],
        # Reflex's own overlays speak English: ours stand in components/layout.py.
        toaster=None,
        app_wraps={},
        api_transformer=[endpoints, secured],
        backend_exception_handler=on_error,
    )
    made.add_middleware(Guard())
    assert made.sio is not None, "the application keeps a state"
    # None compares Origin with Host: only our own pages may open a websocket.
    made.sio.eio.cors_allowed_origins = None
    live.connect(made)
    if is_sqlite():
        # One process, one file: elsewhere `toolkit work` does it.
        made.register_lifespan_task(keep_working)
    for name in LOCALES:
        with use_locale(name):
            _add_pages(made)
    with use_locale(LOCALES[0]):
        made.add_page(not_found(), route="404", title=_("Page introuvable"))
    return made


def _add_pages(made: rx.App) -> None:
    """Every page, in the language of the moment."""
    for entry in PAGES:
        with standing_at(entry.page):
            made.add_page(
                entry.view(),
                route=path(entry.page, locale()).strip("/"),
                title=entry.title(),
                description=_(
                    "Le document unique des très petites entreprises : une carte à "
                    "la fois, trois actions, gratuit et sans compte."
                ),
                on_load=entry.on_load,
                meta=[{"name": "robots", "content": "noindex"}]
                if entry.is_private
                else [*alternates(entry.page)],
            )


app = _app()
