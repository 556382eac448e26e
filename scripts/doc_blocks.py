"""Fenced blocks of Markdown pages: code that runs, output that was really produced, parts taken from files.

A comment on the line before a fence says where its text comes from:

    <!-- file: PATH -->          a whole file; of a Python file, from its first import on
    <!-- part: PATH NAME -->     a function of a Python file, or a table of a TOML file
    <!-- output -->              what the last Python block above it printed
    <!-- not run -->             Python that stands for itself

Other Python blocks run, those of a page one after the other in one namespace. In a `console` block every line
`$ caserules …` is run (` | head -n N` is understood, `$ echo $?` tells the last exit code), and the lines under
it are its standard output. `refreshed` gives a page with all of that done anew; it is compared, or written.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_FENCE = re.compile(r"^```([a-z]+)?\s*$")
_MARK = re.compile(r"^<!-- (file|part|output|not run)(?:: (\S+)(?: (\S+))?)? -->$")
_HEAD = re.compile(r"^(.*?) \| head -n ([0-9]+)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language, its text, and the comment before it."""

    line: int
    language: str
    text: str
    mark: tuple[str, str, str] | None
    end: int


@dataclass
class _Page:
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    printed: str = ""


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page; `line` and `end` are the indices of the two fences."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        opened = _FENCE.match(lines[at])
        if opened is None:
            at += 1
            continue
        end = next(i for i in range(at + 1, len(lines)) if lines[i].rstrip() == "```")
        found = _MARK.match(lines[at - 1]) if at else None
        mark = None if found is None else (found[1], found[2] or "", found[3] or "")
        yield Block(at, opened[1] or "", "\n".join(lines[at + 1 : end]), mark, end)
        at = end + 1


def refreshed(path: Path) -> str:
    """Return a page's text with every part taken, every block run, and every output as it was printed.

    Raises:
        SystemExit: a block fails; with its page, its line and the exception.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    page = _Page()
    made: list[str] = []
    done = 0
    for block in blocks(text):
        made += lines[done : block.line + 1]
        made += _contents(path, block, page).split("\n")
        done = block.end
    return "\n".join(made + lines[done:])


def _contents(path: Path, block: Block, page: _Page) -> str:
    kind, where, name = block.mark or ("", "", "")
    text = block.text
    if kind == "output":
        return page.printed
    if kind == "file":
        text = whole_of(ROOT / where)
        page.namespace["__file__"] = str(ROOT / where)
    elif kind == "part":
        return part_of(ROOT / where, name)
    if block.language == "console":
        return _transcript(text)
    if block.language == "python" and kind != "not run":
        page.printed = _run(path, block.line, text, page.namespace)
    return text


def _run(path: Path, line: int, code: str, namespace: dict[str, Any]) -> str:
    where = f"{path.name}:{line + 2}"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(ROOT), _no_arguments():
        try:
            exec(compile(code, where, "exec"), namespace)  # noqa: S102  the project's own pages
        except Exception as error:
            raise SystemExit(f"{where}: {type(error).__name__}: {error}") from error
    return _trimmed(printed.getvalue())


@contextlib.contextmanager
def _no_arguments() -> Iterator[None]:
    """Hide this program's own arguments from the code that is run."""
    given, sys.argv = sys.argv, sys.argv[:1]
    try:
        yield
    finally:
        sys.argv = given


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip("\n").split("\n"))


# ------------------------------------------------------------ parts of files


def whole_of(path: Path) -> str:
    """Return a file; of a Python file what stands from its first import on, without the docstring."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    if path.suffix != ".py":
        return "\n".join(lines)
    first = next(i for i, line in enumerate(lines) if line.startswith(("import ", "from ")))
    return "\n".join(lines[first:])


def part_of(path: Path, name: str) -> str:
    """Return a function of a Python file with its decorators, or a table of a TOML file with its head."""
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    if path.suffix == ".toml":
        first = lines.index(f"[{name}]")
        last = next((i for i in range(first, len(lines)) if not lines[i]), len(lines))
        return "\n".join(lines[first:last])
    node = next(x for x in ast.walk(ast.parse(text)) if isinstance(x, ast.FunctionDef) and x.name == name)
    first = min([node.lineno, *(x.lineno for x in node.decorator_list)])
    return "\n".join(lines[first - 1 : node.end_lineno])


# ------------------------------------------------------------ the command line


def _transcript(text: str) -> str:
    shown: list[str] = []
    code = 0
    for line in text.split("\n"):
        if not line.startswith("$ "):
            continue
        shown.append(line)
        if line == "$ echo $?":
            shown.append(str(code))
            continue
        printed, code = called(line[2:])
        if printed:
            shown.append(printed)
    return "\n".join(shown)


def called(command: str) -> tuple[str, int]:
    """Return what a `caserules …` command prints to standard output, and its exit code.

    Raises:
        SystemExit: it is not such a command.
    """
    head = _HEAD.match(command)
    words = shlex.split(head[1] if head else command)
    if words[0] != "caserules":
        raise SystemExit(f"only caserules is run in transcripts: {command}")
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(x for x in paths if x),
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
        "COLUMNS": "88",
    }
    env.pop("FORCE_COLOR", None)
    ran = subprocess.run(
        [sys.executable, "-m", "caserules.cli", *words[1:]],
        cwd=ROOT,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    if ran.returncode in (2, 70):
        raise SystemExit(f"{command}: exit {ran.returncode}\n{ran.stderr}")
    printed = _trimmed(ran.stdout)
    return ("\n".join(printed.split("\n")[: int(head[2])]) if head else printed), ran.returncode
