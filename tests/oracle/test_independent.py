"""The second implementation shares no code with the library: what it imports is the standard library and a calendar."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
OWN = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("test_"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
        elif isinstance(node, ast.Name | ast.Attribute):
            called = node.id if isinstance(node, ast.Name) else node.attr
            assert called not in {"__import__", "import_module", "exec", "eval"}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", OWN, ids=[path.name for path in OWN])
def test_imports(path: Path) -> None:
    assert imported(path) <= sys.stdlib_module_names | {"chinese_calendar", "oracle"}


def test_all_parts_were_looked_at() -> None:
    assert {"days.py", "notice.py", "oracle.py", "registers.py"} <= {path.name for path in OWN}
