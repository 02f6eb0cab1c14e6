"""How often this process asks the registry: its rule is seven times a second."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

from toolkit.registry.faults import Busy

# One below the rule: on their way, calls may catch up with each other.
PER_SECOND = 6
WINDOW = 1.0
PATIENCE = 2.0
PAUSE_MAX = 60.0


class Pace:
    """Gives each call its moment: at most PER_SECOND in any WINDOW."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._moments: deque[float] = deque(maxlen=PER_SECOND)
        self._paused_until = 0.0

    async def turn(self) -> None:
        """Wait for our turn; Busy at once when it is more than PATIENCE away."""
        now = self._now()
        moment = max(now, self._paused_until)
        if len(self._moments) == PER_SECOND:
            moment = max(moment, self._moments[0] + WINDOW)
        if moment - now > PATIENCE:
            raise Busy(moment - now)
        self._moments.append(moment)
        if moment > now:
            await self._sleep(moment - now)

    def pause(self, seconds: float) -> None:
        """Ask nothing for a while, PAUSE_MAX at most: the registry wants rest."""
        until = self._now() + min(max(seconds, 0.0), PAUSE_MAX)
        self._paused_until = max(self._paused_until, until)
