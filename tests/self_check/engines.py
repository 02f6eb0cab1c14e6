"""The browser's engine, run by bun on many cases in one process."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.domain.check_pack import CheckPack
from toolkit.settings import ROOT

BUN = Path(sys.executable).parent / "bun"
ENGINE = ROOT / "assets" / "self-check-engine.js"

_RUNNER = """
const { packs, cases } = JSON.parse(await Bun.stdin.text());
const answer = (one) => {
  try {
    if ("round" in one) return SelfCheck.rounded(SelfCheck.parse(one.round), one.digits);
    if ("rpps" in one) return SelfCheck.isRpps(one.rpps);
    return SelfCheck.assess(packs[one.pack], one.answers, one.calls);
  } catch (error) {
    return { refused: true };
  }
};
console.log(JSON.stringify(cases.map(answer)));
"""


def in_browser(
    cases: Sequence[dict[str, Any]], folder: Path, packs: Sequence[CheckPack] = ()
) -> list[Any]:
    """What the script says of each case; a case it refuses says so. A case names its
    pack by its place."""
    given = [pack.model_dump(mode="json", by_alias=True) for pack in packs]
    script = folder / "run.mjs"
    script.write_text(ENGINE.read_text("utf-8") + _RUNNER, "utf-8")
    ran = subprocess.run(
        [BUN, "run", script],
        input=json.dumps({"packs": given, "cases": cases}),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)
