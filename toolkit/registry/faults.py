"""Why the registry did not answer; none of them says what was asked."""


class Unavailable(Exception):
    """It cannot be reached, or what it says makes no sense; `why` is for the log."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class Busy(Exception):
    """It, or we, had too much to do; `seconds` is how long it asked to be left alone."""

    def __init__(self, seconds: float = 0) -> None:
        self.seconds = seconds
        super().__init__("busy")


class NotUnderstood(Exception):
    """It works, but refused these words."""
