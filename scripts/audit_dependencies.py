#!/usr/bin/env python3
"""Ask whether an advisory is known of any locked package: a step of a release, for it needs the network.

    python scripts/audit_dependencies.py [LOCK ...]      by itself requirements/core.txt, test.txt and engines.txt

It runs pip-audit, which is no dependency of the project (`pip install pip-audit` in an environment of its own) and asks an advisory
service over the network. Exit codes: 0 asked, and nothing known; 1 asked, and something is known; 3 NOT AUDITED: pip-audit is not
there, could not ask, or answered for fewer packages than are locked. 3 is never to be told as a good result.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("core.txt", "test.txt", "engines.txt")
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def asked(lock: Path) -> tuple[list[dict[str, Any]] | None, str]:
    """Return what pip-audit tells of each package of a lock; None where it could not tell, with the reason."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    ran = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)
    try:
        told = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (ran.stderr.strip().split("\n") or [""])[-1]
        return None, last[:200] or f"pip-audit ended {ran.returncode} without an answer"
    answered = {_plain(x["name"]) for x in told if "skip_reason" not in x}
    missing = {_plain(x) for x in _LOCKED.findall(lock.read_text(encoding="utf-8"))} - answered
    return (None, f"no answer for {', '.join(sorted(missing))}") if missing else (told, "")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> int:
    """Ask for each lock, tell what is known, and say so where nothing could be asked."""
    locks = [Path(x) for x in arguments] or [ROOT / "requirements" / name for name in LOCKS]
    known = unasked = 0
    for lock in locks:
        told, why = asked(lock)
        if told is None:
            unasked += 1
            print(f"NOT AUDITED: {lock.name}: {why}")
            continue
        found = [(x["name"], x["version"], y["id"]) for x in told for y in x.get("vulns", ())]
        known += len(found)
        print(f"{lock.name}: {len(told)} packages asked about, {len(found)} advisories")
        print("".join(f"  {name} {version}: {id_}\n" for name, version, id_ in found), end="")
    return 3 if unasked else 1 if known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
