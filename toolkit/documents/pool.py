"""Documents are made by worker processes, started on demand: laying out pages must not
hold the answers of others."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from toolkit.documents.pdf import render_pdf
from toolkit.domain.duerp import Duerp

WORKERS = 2


@cache
def _pool() -> ProcessPoolExecutor:
    # « spawn »: a fork would copy the server's sockets and database connections.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(WORKERS, mp_context=context, max_tasks_per_child=200)


async def render(duerp: Duerp, locale: str, signed_by: str) -> bytes:
    """The PDF of a document; `signed_by` is printed in the annex of names."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_pool(), render_pdf, duerp, locale, signed_by)
