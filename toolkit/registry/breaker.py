"""Leaves alone a registry that does not answer: nobody waits for it in vain."""

import time
from collections.abc import Callable

FAILURES = 5
PAUSE = 30.0


class Breaker:
    """Opens after FAILURES in a row, for PAUSE seconds; then lets one call try: it closes
    again, or another PAUSE begins."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failures = 0
        self._next_trial = 0.0

    @property
    def is_open(self) -> bool:
        """Whether a call would be refused now."""
        return self._failures >= FAILURES and self._now() < self._next_trial

    def admits(self) -> bool:
        """Whether this call may be made; the one that tries holds the others off, even
        if nothing is ever heard of it."""
        if self.is_open:
            return False
        if self._failures >= FAILURES:
            self._next_trial = self._now() + PAUSE
        return True

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._next_trial = self._now() + PAUSE
