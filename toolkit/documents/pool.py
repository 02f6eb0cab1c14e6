"""Documents are made by worker processes, started on demand: laying out pages must not
hold the answers of others."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from toolkit.documents.pdf import render_pdf
from toolkit.domain.duerp import Duerp

WORKERS = 2
WAITING_MAX = 8
TIMEOUT = 60  # seconds

_waiting: set[object] = set()


class TooBusy(RuntimeError):
    """Too many documents are being made: ask again in a minute."""


@cache
def _pool() -> ProcessPoolExecutor:
    # « spawn »: a fork would copy the server's sockets and database connections.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=context)


async def render(duerp: Duerp, locale: str, *, signed_by: str, mark: str) -> bytes:
    """The PDF of a document; `signed_by` is printed in the annex of names, `mark` is the
    hash it was sealed under. TooBusy when too many are asked at once."""
    if len(_waiting) >= WAITING_MAX:
        raise TooBusy
    mine = object()
    _waiting.add(mine)
    try:
        return await _rendered(duerp, locale, signed_by, mark)
    except BrokenProcessPool:
        # A worker was killed, for its memory perhaps: another pool, once.
        _pool.cache_clear()
        return await _rendered(duerp, locale, signed_by, mark)
    except TimeoutError as late:
        raise TooBusy from late
    finally:
        _waiting.discard(mine)


async def _rendered(duerp: Duerp, locale: str, signed_by: str, mark: str) -> bytes:
    loop = asyncio.get_running_loop()
    made = loop.run_in_executor(_pool(), render_pdf, duerp, locale, signed_by, mark)
    return await asyncio.wait_for(made, TIMEOUT)
