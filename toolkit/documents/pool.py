"""Documents are made by worker processes, started on demand and stopped when idle:
laying out pages must not hold the answers of others. Our own processes rather than
multiprocessing's, which load the whole server again before the first file."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from typing import Self

from toolkit.documents.job import Job
from toolkit.documents.worker import HEAD, SIZE

WORKERS = 2
WAITING_MAX = 8
EACH_MAX = 4
TIMEOUT = 60  # seconds
IDLE = 120  # seconds


class TooBusy(RuntimeError):
    """Too many documents are being made: ask again in a minute."""


class NotMade(RuntimeError):
    """A fault of ours; its text is a type and a place."""


class _Gone(RuntimeError):
    """The process ended: killed, for its memory perhaps."""


class _Worker:
    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls) -> Self:
        return cls(
            await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "toolkit.documents.worker",
                stdin=PIPE,
                stdout=PIPE,
            )
        )

    @property
    def number(self) -> int:
        return self._process.pid

    async def make(self, job: Job) -> bytes:
        jobs, answers = self._process.stdin, self._process.stdout
        assert jobs, "its input is a pipe"
        assert answers, "its output is a pipe"
        asked = pickle.dumps(job)
        try:
            jobs.write(SIZE.pack(len(asked)) + asked)
            await jobs.drain()
            made, size = HEAD.unpack(await answers.readexactly(HEAD.size))
            content = await answers.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError) as end:
            raise _Gone from end
        if not made:
            raise NotMade(content.decode())
        return content

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()

    async def ended(self) -> None:
        await self._process.wait()


class Pool:
    """Belongs to one event loop."""

    def __init__(self, *, workers: int = WORKERS, idle: float = IDLE) -> None:
        self._turn = asyncio.Semaphore(workers)
        self._idle = idle
        self._free: list[_Worker] = []
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: Counter[str] = Counter()

    @property
    def workers(self) -> list[int]:
        """The processes that wait for a job, by number."""
        return [worker.number for worker in self._free]

    async def render(self, job: Job) -> bytes:
        """TooBusy when too many are asked at once, by all or for one draft."""
        owner = job.draft
        if self._waiting.total() >= WAITING_MAX or self._waiting[owner] >= EACH_MAX:
            raise TooBusy
        self._waiting[owner] += 1
        if self._timer:
            self._timer.cancel()
        try:
            async with asyncio.timeout(TIMEOUT), self._turn:
                return await self._made(job)
        except TimeoutError as late:
            raise TooBusy from late
        finally:
            self._waiting -= Counter([owner])
            self._stop_later()

    async def _made(self, job: Job) -> bytes:
        try:
            return await self._one(job)
        except _Gone:
            return await self._one(job)

    async def _one(self, job: Job) -> bytes:
        worker = self._free.pop() if self._free else await _Worker.start()
        try:
            content = await worker.make(job)
        except NotMade:
            self._free.append(worker)
            raise
        except BaseException:
            # Ended, or left in the middle: its answer would be taken for another's.
            worker.kill()
            raise
        self._free.append(worker)
        return content

    def _stop_later(self) -> None:
        """Workers keep some sixty megabytes each: not for nobody."""
        if self._waiting.total() == 0:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._idle, self.stop)

    def stop(self) -> list[_Worker]:
        """Let the workers go; the next file starts others."""
        if self._timer:
            self._timer.cancel()
        free, self._free = self._free, []
        for worker in free:
            worker.kill()
        return free

    async def close(self) -> None:
        """Stop, and wait until the processes are gone."""
        for worker in self.stop():
            await worker.ended()


pool = Pool()


async def render(job: Job) -> bytes:
    """A file of this installation's pool; TooBusy when too many are asked at once."""
    return await pool.render(job)
