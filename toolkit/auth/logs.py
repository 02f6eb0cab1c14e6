"""Logs that say what happened and where, never what somebody typed or who they are."""

import logging
import sys
import traceback

import structlog

_OURS = "toolkit"


class Redacted(logging.Filter):
    """The framework logs whole events, cookies included: of its messages we keep the
    first words, of its exceptions the type and the place."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(_OURS):
            return True
        message = record.getMessage()
        for opening in ("{", "[", "Event(", "data:", "\n", "token=", "?"):
            message = message.split(opening)[0]
        record.msg, record.args = message[:120], ()
        if record.exc_info:
            record.msg += f" ({where(record.exc_info[1])})"
            record.exc_info, record.exc_text = None, None
        return True


def where(exception: BaseException | None) -> str:
    """The type of an exception and the line it came from, without its message."""
    if exception is None:
        return "unknown"
    frames = traceback.extract_tb(exception.__traceback__)
    place = (
        f" at {frames[-1].filename.split('/')[-1]}:{frames[-1].lineno}"
        if frames
        else ""
    )
    return f"{type(exception).__name__}{place}"


def configure() -> None:
    """One line an event on standard error, everything redacted."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redacted())
    handler.setFormatter(
        logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in ("httpx", "granian.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def log_exception(exception: BaseException) -> None:
    structlog.get_logger(_OURS).error("handler failed", where=where(exception))
