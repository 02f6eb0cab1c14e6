"""The built pages: made when the sources changed, then mended where Reflex falls short."""

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from reflex_base.plugins.base import Plugin

from toolkit.i18n import LOCALES
from toolkit.settings import CSP_HASHES, ROOT, settings

WEB = ROOT / ".web"
_STAMP = WEB / "built-from.txt"
_SOURCES = ("toolkit/**/*", "assets/*", "rxconfig.py", "pyproject.toml")
_WRITTEN_IN = ("publisher_", "contact_", "host_")  # settings the pages say

_INLINE = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_SOCKET = re.compile(r"[\"'`]ws://localhost:\d+/_event[\"'`]")
_OWN_SOCKET = 'location.origin.replace(/^http/,"ws")+"/_event"'


def build() -> None:
    """Build the pages unless they were built from these very sources."""
    made_from = fingerprint()
    if _STAMP.exists() and _STAMP.read_text() == made_from:
        return
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    subprocess.run(command, cwd=ROOT, check=True)
    _STAMP.write_text(made_from)


def fingerprint() -> str:
    """The hash of the sources and of what the pages say of this installation: dates say
    nothing after a clone."""
    said = settings().model_dump_json(include=_said())
    digest = hashlib.sha256(said.encode())
    for pattern in _SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(ROOT).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _said() -> set[str]:
    return {
        name for name in type(settings()).model_fields if name.startswith(_WRITTEN_IN)
    }


class AfterBuild(Plugin):
    """Runs once the pages stand as files."""

    def post_build(self, **context: Any) -> None:
        folder = Path(context["static_dir"])
        # A page stands twice, as x.html and as x/index.html: both are mended.
        pages = [(page_name(folder, f), f) for f in folder.rglob("*.html")]
        for name, file in pages:
            speak(name, file)
        call_home(folder)
        hashes = {name: inline_hashes(file) for name, file in pages}
        CSP_HASHES.write_text(json.dumps(hashes, sort_keys=True), encoding="utf-8")


def page_name(folder: Path, file: Path) -> str:
    """« fr/preparer » for fr/preparer/index.html, « 404 » for 404.html."""
    name = file.relative_to(folder).with_suffix("").as_posix()
    return name.removesuffix("index").strip("/")


def inline_hashes(file: Path) -> list[str]:
    """The hashes the content security policy allows, for this page only."""
    scripts = _INLINE.findall(file.read_bytes())
    return sorted(
        {base64.b64encode(hashlib.sha256(s).digest()).decode() for s in scripts}
    )


def speak(name: str, file: Path) -> None:
    """Put the page's own language on its root element."""
    language = name.split("/")[0]
    if language in LOCALES:
        html = file.read_text(encoding="utf-8")
        own = f'<html lang="{language}"'
        _rewrite(file, re.sub(r'<html lang="[a-z]*"', own, html, count=1))


def call_home(folder: Path) -> None:
    """Open the websocket where the page came from: Reflex bakes the build's own port."""
    changed = 0
    for file in folder.glob("assets/reflex-env-*.js"):
        script, count = _SOCKET.subn(_OWN_SOCKET, file.read_text(encoding="utf-8"))
        _rewrite(file, script)
        changed += count
    if not changed:
        raise RuntimeError("no websocket address found in the build: Reflex changed")


def _rewrite(file: Path, text: str) -> None:
    """Write a file and its compressed twin."""
    file.write_text(text, encoding="utf-8")
    twin = file.with_name(file.name + ".gz")
    if twin.exists():
        twin.write_bytes(gzip.compress(text.encode(), mtime=0))
