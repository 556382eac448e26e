"""The commands of every page are run, in a folder of their own and in their order; the settings of every page are read.

An installation is not done again, it is held against what the project declares; the few commands whose run is another test's or
a step's of its own are listed with it.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
import yaml

from caserules.cli.app import build
from caserules.demo import small_register
from caserules.io.acceptance import load_accepted
from caserules.notify.book import read_book
from caserules.policy import load_policy
from installing import put_metadata
from separately import ran

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
blocks: Any = import_module("doc_blocks").blocks
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
]
EXAMPLES = ROOT / "examples"
RUN_ELSEWHERE = {
    ".venv/bin/python -m pytest -n auto": (".ci/run", "readme_command test-command"),
    "python -m pytest -m cluster": (".ci/run", "engines()"),
    "python benchmarks/calendar_speed.py": ("benchmarks/calendar_speed.py", "def main"),
    "python benchmarks/peers/run.py --cases 1000000": ("benchmarks/peers/run.py", '"--cases"'),
    "node examples/vectors-js/run.mjs": ("tests/vectors/test_vectors.py", "run.mjs"),
    "python plant.py": ("tests/testing/test_sample_host.py", "PLANT.is_red"),
}
"""What is not run here: the file that runs it, or that is run by hand, and what shows it there."""


INSTALLED_BY_A_HOST = {"uvicorn"}
"""What an example's host installs beside, and the project itself does not."""


class Command(NamedTuple):
    """One command of a page: what is set for it, its words, and the file that its output goes to."""

    settings: dict[str, str]
    words: tuple[str, ...]
    into: str = ""


class Script(NamedTuple):
    """What one block of a page does, command by command."""

    page: str
    line: int
    commands: tuple[Command, ...]


def commands(text: str) -> Iterator[Command]:
    """The commands of lines as a shell reads them; only what the pages use: comments, `&&`, `>`, settings in front."""
    for line in text.split("\n"):
        words = shlex.split(line, comments=True)
        while words:
            end = words.index("&&") if "&&" in words else len(words)
            one, words = words[:end], words[end + 1 :]
            settings = {}
            while re.match(r"[A-Z_]+=", one[0]):
                name, _, value = one.pop(0).partition("=")
                settings[name] = value
            into = one.pop() if ">" in one[-2:-1] else ""
            yield Command(settings, tuple(one[:-1] if into else one), into)


def scripts() -> Iterator[Script]:
    """Every block of commands, and the steps of every workflow."""
    for page in PAGES:
        name = str(page.relative_to(ROOT))
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.language in ("sh", "bash", "shell"):
                yield Script(name, block.line + 1, tuple(commands(block.text)))
            if block.language == "yaml":
                jobs = yaml.safe_load(block.text)["jobs"].values()
                lines = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
                yield Script(name, block.line + 1, tuple(commands("\n".join(lines))))


SCRIPTS = list(scripts())


# ------------------------------------------------------------ installations


@cache
def known_requirements() -> frozenset[str]:
    """The packages that the project declares, or locks for its development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *(x for extra in project["optional-dependencies"].values() for x in extra)]
    locked = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    return frozenset(re.match(r"[a-z0-9-]*", x)[0] for x in [*declared, *locked.split("\n")])  # type: ignore[index]


def hold_installation(words: tuple[str, ...], folder: Path) -> None:
    """What is installed is there to be installed: files, extras and packages by their names."""
    left = iter(words[words.index("install") + 1 :])
    for word in left:
        if word in ("-r", "-e"):
            named = re.fullmatch(r"([^\[]*)(?:\[(.+)\])?", next(left))
            assert named is not None
            assert (folder / named[1]).exists(), word
            check_extras(folder if word == "-e" else ROOT, named[2])
        elif not word.startswith("-"):
            named = re.fullmatch(r"([a-z0-9-]+)(?:\[(.+)\])?", word)
            assert named is not None, word
            assert named[1] == "caserules" or named[1] in known_requirements() | INSTALLED_BY_A_HOST, word
            check_extras(ROOT, named[2])


def check_extras(folder: Path, named: str | None) -> None:
    if named is not None:
        declared = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert set(named.split(",")) <= declared["optional-dependencies"].keys(), named


# ------------------------------------------------------------ running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the pages speak of it: a checkout's examples, and an office's own files."""
    for name in ("examples", "scripts", "requirements", "benchmarks", "tests/compat"):
        left_out = shutil.ignore_patterns("__pycache__", ".pytest_cache")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=left_out)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy2(ROOT / name, tmp_path)
    for name in ("register.json", "export.json", "examples/plugin/register.json"):
        shutil.copy2(EXAMPLES / "register-small.json", tmp_path / name)
    shutil.copy2(EXAMPLES / "county-layer.toml", tmp_path / "my-county.toml")
    (tmp_path / "book.toml").write_text(
        'schema = "caserules.book/1"\n[channel]\nkind = "folder"\npath = "sent"\n[units]\ncaizheng = "caizheng"\n',
        "utf-8",
    )
    return tmp_path


def run(command: Command, folder: Path) -> Path:
    """Run a command as its page means it; return the folder in which the next one runs."""
    told = shlex.join(command.words)
    name, *rest = command.words
    program = re.sub(r"^\.venv[a-z-]*/bin/", "", name)
    if told in RUN_ELSEWHERE:
        file, shown = RUN_ELSEWHERE[told]
        assert shown in (ROOT / file).read_text(encoding="utf-8")
    elif program == "cd":
        return folder / rest[0]
    elif "pip" in command.words[:3] and "install" in command.words:
        hold_installation(command.words, folder)
    elif command.words[1:3] == ("-m", "venv"):
        assert re.fullmatch(r"\.venv[a-z-]*", rest[2]), "git ignores no other folder"
    elif program == "uvicorn":
        module, _, maker = rest[1].partition(":")
        code = f"import {module}; app = {module}.{maker}(); assert app.routes"
        found = ran(("-c", code), folder, {**command.settings, "CASERULES_STORE": str(folder / "audits.db")})
        assert found.returncode == 0, found.stderr
    else:
        begun: dict[str, tuple[str, ...]] = {
            "caserules": ("-m", "caserules.cli"),
            "pytest": ("-m", "pytest"),
            "python": (),
        }
        found = ran((*begun[program], *rest), folder, {"NO_COLOR": "1", **command.settings}, seconds=300)
        judged = program == "caserules" or "--caserules-audit" in rest  # 1 and 4 are verdicts
        assert found.returncode in ((0, 1, 4) if judged else (0,)), f"{told}\n{found.stdout}\n{found.stderr}"
        if command.into:
            (folder / command.into).write_text(found.stdout, encoding="utf-8")
    return folder


def test_every_kind_of_page_has_commands() -> None:
    assert len(SCRIPTS) >= 25
    assert {x.page.partition("/")[0] for x in SCRIPTS} == {"README.md", "CONTRIBUTING.md", "docs", "examples"}
    named = {shlex.join(y.words) for x in SCRIPTS for y in x.commands}
    assert RUN_ELSEWHERE.keys() <= named, "what no page says has no place in the list"


@pytest.mark.parametrize("block", SCRIPTS, ids=[f"{x.page}:{x.line}" for x in SCRIPTS])
def test_the_commands_of_a_block_run(block: Script, folder: Path, plugin_installed: dict[str, str]) -> None:
    own = {"PYTHONPATH": plugin_installed["PYTHONPATH"]} if block.page.startswith("examples/plugin") else {}
    where = folder / "examples" / "plugin" if own else folder
    for command in block.commands:
        where = run(command._replace(settings={**own, **command.settings}), where)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("pip install 'caserules[nothing]'", AssertionError),
        ("pip install no-such-package", AssertionError),
        ("pip install -r requirements/none.txt", AssertionError),
        ("caserules audit none.json --policy pengshui-2023 --as-of 2023-09-01", AssertionError),
        ("python3 -m venv env", AssertionError),
        ("rm -r x", KeyError),
    ],
)
def test_a_command_that_does_not_work_is_seen(text: str, wrong: type[Exception], folder: Path) -> None:
    (command,) = commands(text)
    with pytest.raises(wrong):
        run(command, folder)


# ------------------------------------------------------------ commands and files inside sentences

_SPAN = re.compile(r"`((?:\.venv/bin/)?(?:caserules|python|pytest) [^`\n]+)`")


def spans() -> list[tuple[str, str]]:
    """The commands that stand in sentences, each with the first page that has it; those made by one form are one."""
    found: dict[str, str] = {}
    for page in PAGES:
        for told in _SPAN.findall(page.read_text(encoding="utf-8")):
            found.setdefault(re.sub(r"--set \S+", "--set X", told), str(page.relative_to(ROOT)))
    return sorted(found.items())


def hold_caserules(words: list[str]) -> None:
    """The command is there, and has the options."""
    command: Any = typer.main.get_command(build("en"))
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    has = {name for each in command.params for name in each.opts} | {"--help"}
    assert {x for x in words if x.startswith("-")} <= has, words
    assert not getattr(command, "commands", {}) or not words or words[0].startswith("-"), words


@pytest.mark.parametrize(("told", "page"), spans(), ids=[told for told, _ in spans()])
def test_a_command_in_a_sentence_is_as_it_says(told: str, page: str) -> None:
    program, *words = told.removeprefix(".venv/bin/").split()
    if program == "caserules":
        hold_caserules(words)
        return
    if program == "python" and words[0].startswith("-"):
        return
    text = (ROOT / words[0]).read_text(encoding="utf-8") if program == "python" else ""
    for word in words:
        if word.startswith("-"):
            assert word in text or program == "pytest", (page, told)
        elif "/" in word:
            assert (ROOT / word).exists() or (ROOT / "src" / "caserules" / word).exists(), (page, told)


# ------------------------------------------------------------ settings, and what a reader runs with a plugin of its own


def settings() -> list[tuple[str, Any]]:
    """Blocks of TOML that neither a file nor the code is the source of."""
    pages = [page for page in PAGES if page.parent.name != "rules"]  # those are made of the packs
    found = [(str(page.relative_to(ROOT)), block) for page in pages for block in blocks(page.read_text("utf-8"))]
    return [(page, block) for page, block in found if block.language == "toml" and block.mark is None]


@pytest.mark.parametrize(("page", "block"), settings(), ids=[f"{page}:{block.line + 1}" for page, block in settings()])
def test_settings_are_read_by_what_reads_them(page: str, block: Any, tmp_path: Path) -> None:
    file = tmp_path / "block.toml"
    file.write_text(block.text, encoding="utf-8")
    told = tomllib.loads(block.text)
    if told.get("schema") == "caserules.accepted/1":
        assert load_accepted(file)
    elif told.get("schema") == "caserules.book/1":
        assert read_book(file).units
    elif "silent" in told:
        head, _, _ = (EXAMPLES / "county-layer.toml").read_text(encoding="utf-8").partition("[cohandling")
        file.write_text(f"{head}{block.text}", encoding="utf-8")
        assert load_policy(file).rules
    else:
        own = tomllib.loads((EXAMPLES / "plugin" / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert told["project"].keys() <= own.keys()
        assert told["project"]["entry-points"].keys() == own["entry-points"].keys() == {"caserules"}


def test_a_plugin_is_handed_over_as_the_page_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    found = list(blocks((ROOT / "docs" / "hooks.md").read_text(encoding="utf-8")))
    own = next(x for x in found if x.language == "python")
    (tmp_path / "acme_visits.py").write_text(own.text, encoding="utf-8")
    project = next(x for x in found if x.language == "toml")
    put_metadata(tmp_path, tomllib.loads(project.text)["project"])
    monkeypatch.syspath_prepend(tmp_path)
    (block,) = [x for x in found if x.mark == ("not run", "", "") and x is not own]
    names = {"register": small_register(), "day": date(2023, 8, 25)}
    exec(compile(block.text, "hooks.md", "exec"), names)  # noqa: S102  the project's own page
    assert "acme_visits" in sys.modules
