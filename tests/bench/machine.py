"""What the figures depend on: the machine, how busy it was, and its disk."""

import os
import platform
import statistics
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.table import number
from toolkit.db.session import make_engine

SYNCS = 200
LISTEN_SECONDS = 2
TURNS, LOOPS = 1_000_000, 7


def state(folder: Path) -> list[str]:
    """To be asked before anything is started."""
    load = ", ".join(number(value) for value in os.getloadavg())
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cœurs · {_processor()} · {platform.system()} "
        f"{platform.release()}",
        f"charge avant la mesure (1, 5, 15 min) : {load}",
        neighbours("avant"),
        f"Python {platform.python_version()} · Reflex {version('reflex')}",
        f"un million de tours d'une boucle Python : {number(loop_ms())} ms",
        f"écrire 4 ko puis fsync, médiane de {SYNCS} : "
        f"{number(fsync_ms(folder))} ms ({folder.parent})",
    ]


def neighbours(when: str) -> str:
    """What others take of the cores while we do nothing: load is slow to tell."""
    before = _ticks()
    time.sleep(LISTEN_SECONDS)
    idle, total = (now - then for now, then in zip(_ticks(), before, strict=True))
    share = f"{100 * (1 - idle / total):.0f} %" if total else "inconnue"
    return f"part des cœurs prise par d'autres, {when} : {share}"


def _ticks() -> tuple[int, int]:
    """Idle and total, of all cores since the machine started; nothing but on Linux."""
    stat = Path("/proc/stat")
    if not stat.exists():
        return 0, 0
    # user nice system idle iowait irq softirq steal, and guests already in user.
    counts = [int(n) for n in stat.read_text().splitlines()[0].split()[1:9]]
    return counts[3] + counts[4], sum(counts)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2] for line in lines if line.startswith("model name")]
    return names[0].strip() if names else platform.machine()


def loop_ms() -> float:
    """How fast a core is today: a shared host gives more at night."""
    took: list[float] = []
    for _ in range(LOOPS):
        start = time.perf_counter()
        sum(n * n for n in range(TURNS))
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def fsync_ms(folder: Path) -> float:
    """The least a saved answer can cost on this disk."""
    took: list[float] = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def sqlite_settings(database: Path) -> str:
    """The pragmas the application's own engine sets: FULL is what we measure."""
    with make_engine(f"sqlite:///{database}").connect() as connection:
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    names = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
    return f"SQLite : journal {journal}, synchronous {names[synchronous]}"
