"""Stands before every websocket event."""

import structlog
from reflex.app import App
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from toolkit.auth import rate
from toolkit.auth.access import FRAMEWORK, is_public
from toolkit.auth.visitor import Notice
from toolkit.i18n import _, locale_of, set_locale

log = structlog.get_logger(__name__)

_ARRIVALS = ("state.hydrate", "state.hydrate_and_load")


class Guard(Middleware):
    """Refuses what no handler opened, and what comes too fast; sets the language."""

    async def preprocess(
        self,
        app: App,  # noqa: ARG002 — the framework's signature
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        root = state._get_root_state()
        set_locale(locale_of(root.router.url.path))
        if not is_allowed(event.name):
            log.warning("event refused", name=event.name[-120:])
            return StateUpdate()
        session = root.router.session
        if not rate.allows(session.client_token, session.client_ip):
            log.warning("too many events")
            return await _said(
                root, _("Pas enregistré : trop de demandes à la suite. Recommencez.")
            )
        if event.name.endswith(_ARRIVALS):
            # Who arrives with a token proves nothing: what its last holder was shown is
            # forgotten, and each page opens again with the cookie.
            root.reset()
        return None


async def _said(root: BaseState, problem: str) -> StateUpdate:
    """Tell this visitor, without another event."""
    notice = await root.get_state(Notice)
    notice.problem = problem
    delta = await root._get_resolved_delta()
    root._clean()
    return StateUpdate(delta=delta)


def is_allowed(name: str) -> bool:
    if name in FRAMEWORK:
        return True
    registered = RegistrationContext.get().event_handlers.get(name)
    return registered is not None and is_public(registered.handler.fn)
