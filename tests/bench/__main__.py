"""`python -m tests.bench [part…]`: a real server, one table, exit 1 on a miss."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import typer

from tests.bench import answers, browser, documents, machine
from tests.bench.table import Line, Verdict, printed
from tests.running import Server, start
from toolkit.settings import ROOT

PARTS: dict[str, Callable[[Server], list[Line]]] = {
    "alone": lambda server: asyncio.run(answers.alone(server)),
    "crowd": lambda server: asyncio.run(answers.crowd(server)),
    "press": lambda server: asyncio.run(answers.press(server)),
    "documents": lambda server: asyncio.run(documents.files(server)),
    "telephone": browser.telephone,
}


def main(names: list[str]) -> int:
    # Beside the real database, on its disk: a disk in memory would flatter us.
    (ROOT / "data").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "data", prefix="bench-") as folder:
        for line in machine.state(Path(folder)):
            typer.echo(line)
        lines = measured(Path(folder), names or list(PARTS))
    typer.echo(machine.neighbours("après"))
    typer.echo(f"\n{printed(lines)}")
    return int(any(line.verdict is Verdict.MISSED for line in lines))


def measured(folder: Path, names: list[str]) -> list[Line]:
    server = start(folder, rate_per_client="0", rate_per_address="0")
    lines: list[Line] = []
    try:
        typer.echo(machine.sqlite_settings(server.database))
        for name in names:
            typer.echo(f"… {name}", err=True)
            lines += PARTS[name](server)
    finally:
        server.stop()
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
