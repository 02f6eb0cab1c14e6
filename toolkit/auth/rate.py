"""How often one browser, or one address, may ask."""

import ipaddress

from limits import (
    RateLimitItemPerHour,
    RateLimitItemPerMinute,
    RateLimitItemPerSecond,
)
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import Scope

from toolkit.settings import settings

# Ten seconds let a quick run of taps pass, and still stop a flood.
WINDOW = 10
ARRIVALS_PER_ADDRESS = 5.0  # new websockets a second: each keeps a state in memory
# A handful of people behind one address find their company; nobody reads the registry.
LOOKUPS_PER_ADDRESS = RateLimitItemPerMinute(20)
LETTERS_PER_ADDRESS = RateLimitItemPerHour(20)
CALLBACKS_PER_ADDRESS = RateLimitItemPerHour(10)

_limiter = FixedWindowRateLimiter(MemoryStorage())


def allows(client: str, address: str) -> bool:
    """Count one call; False once this browser or this address asked too often."""
    given = settings()
    return all(
        _hit(kind, who, rate)
        for kind, who, rate in (
            ("client", client[:64], given.rate_per_client),
            ("address", neighbourhood(address), given.rate_per_address),
        )
    )


def allows_arrival(address: str) -> bool:
    """Count one new websocket; no limit where addresses have none."""
    unlimited = settings().rate_per_address <= 0
    return unlimited or _hit("arrival", neighbourhood(address), ARRIVALS_PER_ADDRESS)


def allows_lookup(address: str) -> bool:
    """Count one look-up in the registry; no limit where addresses have none."""
    if settings().rate_per_address <= 0 or not address:
        return True
    return _limiter.hit(LOOKUPS_PER_ADDRESS, "lookup", neighbourhood(address))


def allows_letter(address: str) -> bool:
    """Count one letter asked from this address; no limit where addresses have none."""
    if settings().rate_per_address <= 0 or not address:
        return True
    return _limiter.hit(LETTERS_PER_ADDRESS, "letter", neighbourhood(address))


def allows_callback(address: str) -> bool:
    """Count one request to be called back; no limit where addresses have none."""
    if settings().rate_per_address <= 0 or not address:
        return True
    return _limiter.hit(CALLBACKS_PER_ADDRESS, "callback", neighbourhood(address))


def _hit(kind: str, who: str, rate: float) -> bool:
    if rate <= 0 or not who:
        return True
    return _limiter.hit(RateLimitItemPerSecond(int(rate * WINDOW), WINDOW), kind, who)


def neighbourhood(address: str) -> str:
    """An address, or the /64 an IPv6 subscriber is given whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address


def asker(scope: Scope) -> str:
    """The address a request or a websocket comes from."""
    peer = scope["client"][0] if scope.get("client") else ""
    return address_of(peer, Headers(scope=scope).get("x-forwarded-for", ""))


def address_of(peer: str, forwarded: str) -> str:
    """Who is asking, `trusted_proxies` proxies before us: each adds the address it saw
    at the end of X-Forwarded-For; without a proxy that header is anybody's word."""
    hops = settings().trusted_proxies
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    return seen[-hops] if hops and len(seen) >= hops else peer
