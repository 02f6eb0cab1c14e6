"""How often one browser, or one address, may ask."""

from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from toolkit.settings import settings

# Ten seconds let a quick run of taps pass, and still stop a flood.
WINDOW = 10

_limiter = FixedWindowRateLimiter(MemoryStorage())


def allows(client: str, address: str) -> bool:
    """Count one call; False once this browser or this address asked too often."""
    given = settings()
    return all(
        _limiter.hit(RateLimitItemPerSecond(int(rate * WINDOW), WINDOW), kind, who)
        for kind, who, rate in (
            ("client", client, given.rate_per_client),
            ("address", address, given.rate_per_address),
        )
        if rate > 0 and who
    )
