"""Who may call a handler. Reflex lets anybody call any method of any State: ours run only
when they say so."""

from collections.abc import Callable
from typing import Any

FRAMEWORK = frozenset(
    {
        "reflex___state____state.hydrate",
        "reflex___state____state.hydrate_and_load",
        "reflex___state____state.set_is_hydrated",
        "reflex___state____state.reflex___state____on_load_internal_state.on_load_internal",
        "reflex___state____state.reflex___state____on_load_internal_state.set_is_hydrated",
    }
)
"""The framework's own events a page cannot do without; setvar and the like are refused."""


def public(handler: Callable[..., Any]) -> Any:
    """Anybody may call this handler: it checks itself what it may read and write.
    Reflex turns it into an event when a page names it, hence Any."""
    vars(handler)["__toolkit_public__"] = True
    return handler


def is_public(handler: Callable[..., Any]) -> bool:
    return getattr(handler, "__toolkit_public__", False) is True
