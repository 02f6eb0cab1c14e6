"""Stands before every websocket event."""

import structlog
from reflex.app import App
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.registry import RegistrationContext

from toolkit.auth import rate
from toolkit.auth.access import FRAMEWORK, is_public
from toolkit.i18n import set_locale

log = structlog.get_logger(__name__)


class Guard(Middleware):
    """Refuses what no handler opened, and what comes too fast; sets the language."""

    async def preprocess(
        self,
        app: App,  # noqa: ARG002 — the framework's signature
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        root = state._get_root_state()
        set_locale(root.router.url.path.strip("/").split("/")[0])
        if not is_allowed(event.name):
            log.warning("event refused", event=event.name[-120:])
            return StateUpdate()
        session = root.router.session
        if not rate.allows(session.client_token, session.client_ip):
            log.warning("too many events")
            return StateUpdate()
        return None


def is_allowed(name: str) -> bool:
    if name in FRAMEWORK:
        return True
    registered = RegistrationContext.get().event_handlers.get(name)
    return registered is not None and is_public(registered.handler.fn)
