"""How long the package takes to import, beside pydantic's own base model: whole processes, the two in turn, medians.

Run: python benchmarks/import_time.py. Bytecode is compiled first, as an installed package's is.
"""

from __future__ import annotations

import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "src"
COMMANDS = {
    "bare Python": "pass",
    "from pydantic import BaseModel": "from pydantic import BaseModel",
    "import caserules": "import caserules",
    "from caserules import assess": "from caserules import assess",
}
EXTRAS = ("numpy", "pyarrow", "python_calamine", "xlsxwriter", "openpyxl", "sqlalchemy", "typer", "rich")
RUNS = 15


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run some code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    compileall.compile_dir(ROOT, quiet=2)
    found: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, code in COMMANDS.items():
            found[name].append(seconds(code))
    medians = {name: statistics.median(times) for name, times in found.items()}
    base = medians["from pydantic import BaseModel"]
    for name, median in medians.items():
        print(f"{name}: {median * 1000:.0f} ms ({median / base:.2f})")
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, caserules; caserules.assess; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    print("extras loaded:", ", ".join(name for name in EXTRAS if name in loaded) or "none")


if __name__ == "__main__":
    main()
