#!/usr/bin/env python3
"""Build both sites: the Chinese one into a folder (by itself site/), the English one into its en/.

    python scripts/build_site.py [FOLDER]

Any warning of mkdocs is a failure. So is a search index that was not cut into words: without jieba, mkdocs says nothing and
nothing Chinese is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITES = {"mkdocs.yml": ".", "mkdocs.en.yml": "en"}
TERM = "协办意见"
CUT = "\u200b"


def build(folder: Path) -> str:
    """Build both sites; return what went wrong, or nothing."""
    for config, place in SITES.items():
        ran = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "--site-dir", str(folder / place)],
            cwd=ROOT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        if ran.returncode or "WARNING" in ran.stderr:
            return f"{config}: exit {ran.returncode}\n{ran.stdout}{ran.stderr}"
        if not is_cut((folder / place / "search" / "search_index.json").read_text(encoding="utf-8")):
            return f"{config}: the search index is not cut into words: is jieba installed, and the list of terms read?"
    return ""


def is_cut(index: str) -> bool:
    """Return whether a search index was cut into words, with the terms of the list whole."""
    return any(f"{CUT}{TERM}{CUT}" in each["text"] for each in json.loads(index)["docs"])


def main(arguments: list[str]) -> int:
    """Build, and tell what went wrong."""
    folder = Path(arguments[0]).resolve() if arguments else ROOT / "site"
    wrong = build(folder)
    print(
        wrong or f"{folder}: {sum(1 for _ in folder.rglob('*.html'))} pages", file=sys.stderr if wrong else sys.stdout
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
