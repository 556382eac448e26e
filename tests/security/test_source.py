"""What the library's own text may not do, seen on the syntax trees: run what comes as data, unpickle, open a connection, start a process."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import caserules

SOURCE = Path(caserules.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
COMPILERS = {"expr/rows.py", "expr/columns.py"}
"""The only modules that compile and run a text: one that the emitter made of a closed list of operations."""

CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
MODULES = {
    *("pickle", "cPickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "yaml", "ruamel"),
    *("socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3", "asyncio"),
    *("subprocess", "multiprocessing", "pty", "ctypes", "code", "codeop", "logging", "webbrowser"),
}
ATTRIBUTES = {
    *("os.system", "os.popen", "os.fork", "os.execv", "os.execve", "os.spawnv", "os.posix_spawn", "tempfile.mktemp"),
    *("os.environ", "os.getenv", "os.putenv"),
}
MAY: dict[str, set[str]] = {
    "cli/out.py": {"os.environ"},  # NO_COLOR
    "cli/plugging.py": {"os.environ"},  # CASERULES_PLUGINS_OFF
    "cli/notify.py": {"os.environ"},  # the passwords that a book of addresses names
    "notify/webhook.py": {"http.client", "ssl", "urllib.parse"},  # a book's own addresses, and none without one
    "notify/mailing.py": {"smtplib", "ssl"},
    "notify/services.py": {"logging"},  # apprise's own lines are kept from saying an address
    "testing/conforming.py": {"subprocess", "os.environ"},  # a plugin is tried in a process of its own
    "testing/trying.py": {"os.environ"},  # and what it may not do is watched
    "testing/faulty.py": {"socket", "os.environ"},  # plugins that do what they may not
}
"""What a file may use all the same, with its reason."""


def dotted(node: ast.expr) -> str:
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_misused(name: str, module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in MODULES and module not in MAY.get(name, set())


def misuses(name: str, tree: ast.AST) -> Iterator[str]:
    """What a file does that none may."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            if not (name in COMPILERS and node.func.id in ("exec", "compile")):
                yield f"{name}:{node.lineno} {node.func.id}()"
        elif isinstance(node, ast.Import):
            used = {x.name for x in node.names if x.name.split(".")[0] in MODULES} - MAY.get(name, set())
            yield from (f"{name}:{node.lineno} {x}" for x in sorted(used))
        elif isinstance(node, ast.ImportFrom) and _is_misused(name, node.module or ""):
            yield f"{name}:{node.lineno} {node.module}"
        elif isinstance(node, ast.Attribute) and dotted(node) in ATTRIBUTES - MAY.get(name, set()):
            yield f"{name}:{node.lineno} {dotted(node)}"
        if isinstance(node, ast.keyword) and node.arg == "shell":
            yield f"{name}:{node.value.lineno} shell="


def leaks(name: str, tree: ast.AST) -> Iterator[str]:
    """Where pydantic's errors would be told with what was given: it may be personal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("errors", "json"):
            said = {x.arg: x.value for x in node.keywords}
            hidden = [
                isinstance(x := said.get(key), ast.Constant) and x.value is False
                for key in ("include_input", "include_context")
            ]
            if node.func.attr == "errors" and not all(hidden):
                yield f"{name}:{node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=lambda x: x.relative_to(SOURCE).as_posix())
def test_a_file_runs_no_data_and_opens_no_connection(path: Path) -> None:
    name, tree = path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    assert [*misuses(name, tree), *leaks(name, tree)] == []


def test_the_compilers_and_every_exemption_are_still_needed() -> None:
    for name in COMPILERS:
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        assert len([*misuses("", tree)]) == 2, name  # one exec of one compile
    for name, allowed in MAY.items():
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        assert {x.split(" ")[1] for x in misuses("", tree)} == allowed, name


@pytest.mark.parametrize(
    "text",
    [
        "eval('1')",
        "exec(text)",
        "import pickle",
        "from yaml import load",
        "import urllib.request",
        "from socket import socket",
        "import os\nos.system('x')",
        "run('x', shell=True)",
        "import os\nos.environ['X']",
        "import tempfile\ntempfile.mktemp()",
    ],
)
def test_what_is_planted_is_seen(text: str) -> None:
    assert len([*misuses("cli/due.py", ast.parse(text))]) == 1


@pytest.mark.parametrize(
    "text", ["e.errors()", "e.errors(include_input=False)", "e.errors(include_input=True, include_context=False)"]
)
def test_an_error_told_with_its_input_is_seen(text: str) -> None:
    assert len([*leaks("", ast.parse(text))]) == 1
    assert [*leaks("", ast.parse("e.errors(include_input=False, include_context=False)"))] == []
