"""A PostgreSQL of the tests' own: on a private folder and port, gone when they end."""

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.running import free_port

GIVEN = os.environ.get("TOOLKIT_TEST_POSTGRES", "")
OFF, REQUIRED = "0", "start"
_FRENCH = ("--locale-provider=icu", "--icu-locale=fr")
# Nothing here outlives the tests: the disk need not be waited for.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """A server where databases may be made and dropped; `url` ends before their name."""

    url: str

    def create(self, template: str = "template0") -> str:
        """The address of a new database, a copy of `template`."""
        name = f"t_{uuid.uuid4().hex[:12]}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return f"{self.url}/{name}"

    def drop(self, url: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def run(self, statement: str) -> None:
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(statement.encode())


def why_absent() -> str:
    """Why the tests on PostgreSQL cannot run; empty when they can."""
    if GIVEN == OFF:
        return "TOOLKIT_TEST_POSTGRES=0"
    if GIVEN in ("", REQUIRED) and binaries() is None:
        return "no initdb found; on Debian: apt-get install postgresql"
    return ""


def binaries() -> Path | None:
    """Where initdb and postgres are: the newest of Debian's, or those on PATH."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda p: int(p.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """The server TOOLKIT_TEST_POSTGRES names, or one of our own."""
    if GIVEN not in ("", REQUIRED):
        yield Cluster(GIVEN.rstrip("/"))
        return
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        with _started(folder) as url:
            yield Cluster(url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[str]:
    found = binaries()
    assert found, why_absent()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, log, port = folder / "data", folder / "log", free_port()
    made = [*_as_postgres(), found / "initdb", "-D", data, "-U", "postgres", "-A"]
    made += ["trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # Sorted as a French server sorts, where this PostgreSQL can (15 and later): no
    # order of ours may depend on it.
    if subprocess.run([*made, *_FRENCH], **quiet).returncode:
        subprocess.run(made, check=True, **quiet)
    options = [f"port={port}", "listen_addresses=127.0.0.1", "max_connections=200"]
    options += [f"unix_socket_directories={folder}", *_FAST]
    command = [*_as_postgres(), found / "postgres", "-D", data]
    command += [part for option in options for part in ("-c", option)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}"
        _wait(f"{url}/postgres", process, log)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root: its package makes a user for it."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace")[-2000:])
