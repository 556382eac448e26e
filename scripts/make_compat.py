#!/usr/bin/env python3
"""Write the samples of this version's formats into `tests/compat/<version>/`; with --check, only compare them.

Every format that the library reads or writes has a sample there, made by the library itself: later versions have to read them all,
and to judge the register as it was judged. Once a version has its tag, its folder is never written again: a later version makes
its own. `--check` of a version that has its tag compares the folder with the tag.

    python scripts/make_compat.py [--check]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMPAT = ROOT / "tests" / "compat"
POLICY = "pengshui-2023"
AS_OF = date(2023, 8, 25)
BROKEN = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
READ_BACK = ("register.xlsx", "register.jsonl", "facts")
"""Samples that are read, and not compared byte for byte: what another library packs may change with it."""
SCHEMAS = ("register", "assessment", "finding", "facts", "advisory")


def version() -> str:
    """Return the version that pyproject.toml states, the one place where it stands; of 0.2.0.dev0 the release to come."""
    told: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return told.partition(".dev")[0]


def tag_of(number: str, root: Path = ROOT) -> str | None:
    """Return a version's tag, if it has one in this repository."""
    listed = subprocess.run(
        ["git", "-C", str(root), "tag", "--list", f"v{number}"], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip() or None


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _register_document() -> dict[str, Any]:
    from caserules.demo import small_register

    document: dict[str, Any] = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    return document


def _pack() -> bytes:
    """The packaged pack as a file of its own, as an office would keep it."""
    return (ROOT / "src" / "caserules" / "policy" / "packs" / f"{POLICY}.toml").read_bytes()


def _assessment() -> bytes:
    from caserules import assess, load_policy, load_register
    from caserules.report import render_json

    folder = COMPAT / version()
    found = assess(load_register(folder / "register.json"), load_policy(folder / "pack.toml"), as_of=AS_OF)
    data = found.to_dict() | {"library": version()}  # an editable installation may still say an older one
    return render_json(data)


def _confirmations() -> bytes:
    from caserules import Confirmation
    from caserules.confirming import State
    from caserules.io.confirmations import CONFIRMATIONS_SCHEMA, step_line

    steps = ("draft", "told", "answered", "confirmed", "published")
    lines = (step_line(Confirmation(BROKEN, State(x), "经办人甲", date(2023, 8, 20 + n))) for n, x in enumerate(steps))
    return "".join(f"{line}\n" for line in (json.dumps({"schema": CONFIRMATIONS_SCHEMA}), *lines)).encode()


def _schemas() -> Iterator[tuple[str, Callable[[], bytes]]]:
    from caserules.cli.schema import schema_of

    for what in SCHEMAS:
        yield f"schemas/{what}.json", lambda what=what: _json(schema_of(what))
    vectors = ROOT / "src" / "caserules" / "vectors" / "schema.json"
    yield "schemas/vectors.json", lambda: _json(json.loads(vectors.read_text(encoding="utf-8")))


def _vectors() -> bytes:
    """The first vector of each group: a line a vector."""
    from caserules.testing import vectors as v

    lines = []
    for group in v.Group:
        text = (ROOT / "src" / "caserules" / "vectors" / f"{group.value}.json").read_text(encoding="utf-8")
        lines.append(json.dumps(json.loads(text)["vectors"][0], ensure_ascii=False, sort_keys=True))
    return "".join(f"{line}\n" for line in lines).encode()


CALENDAR = """\
schema = 1
kind = "local"
id = "invented-county"
area = "某自治县（虚构）"
source = "虚构"

[[notices]]
off = [{ name = "县庆", day = 2023-04-11 }]
"""

ADVISORY = """\
# Invented: no version judged so. It shows the layout, and has to stay readable.
schema = "caserules.advisory/1"
id = "CRA-2026-01"
published = 2026-11-02
first = "0.0.8"
fixed = "0.0.9"
rules = ["COHAND-01"]
policies = ["pengshui-2023"]
wrong = ["broken"]
right = ["met"]

[title]
zh = "（虚构）按期送达的协办意见被判为逾期"
en = "(invented) an opinion delivered in time was taken for late"

[what]
zh = "起算日算入期限，少给一个工作日。"
en = "The first day was counted, which leaves a working day too few."

[find]
zh = "复核 COHAND-01 中在期限当日送达而被判为违反的。"
en = "Look again at every COHAND-01 that is broken although the opinion came on its last day."

[correct]
zh = "前次告知的结论有误，现予更正：该协办意见按期送达。"
en = "The finding told to you was wrong and is corrected: the opinion was delivered in time."
"""


def write_read_back(folder: Path) -> None:
    """Write the samples whose bytes are another library's: they are read by the tests, and their bytes are not compared."""
    from caserules import load_policy, load_register, write_register
    from caserules.bulk import facts_tables, write_facts

    register = load_register(folder / "register.json")
    for name in READ_BACK[:-1]:
        write_register(register, folder / name, overwrite=True)
    write_facts(facts_tables(register, load_policy(folder / "pack.toml")), folder / READ_BACK[-1])


def samples() -> Mapping[str, Callable[[], bytes]]:
    """Each sample's name, and what makes it; a later one may read an earlier one."""
    from caserules.report import render_json

    def copied(path: str) -> Callable[[], bytes]:
        return (ROOT / path).read_bytes

    return {
        "register.json": lambda: render_json(_register_document()),
        "pack.toml": _pack,
        "assessment.json": _assessment,
        "confirmations.jsonl": _confirmations,
        "CRA-2026-01.toml": ADVISORY.encode,
        "vectors.jsonl": _vectors,
        "story.caserules.toml": copied("examples/gallery/01-in-time.caserules.toml"),
        "table.csv": copied("examples/office-table.csv"),
        "table.map.toml": copied("examples/office-table.map.toml"),
        "calendar.toml": CALENDAR.encode,
        **dict(_schemas()),
    }


def stale(folder: Path) -> Iterator[str]:
    """The samples that are not what is made now."""
    known = samples()
    for name, make in known.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != make():
            yield name
    yield from (name for name in READ_BACK if not (folder / name).exists())
    for path in sorted(x for x in folder.rglob("*") if x.is_file()):
        name = path.relative_to(folder).as_posix()
        if name not in known and name.split("/")[0] not in READ_BACK:
            yield f"{name} (nothing makes it)"


def changed_since(tag: str, folder: Path, root: Path = ROOT) -> list[str]:
    """The files of a folder that differ from those of a tag."""
    told = subprocess.run(
        ["git", "-C", str(root), "status", "--porcelain", "--", str(folder)], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    since = subprocess.run(
        ["git", "-C", str(root), "diff", "--name-only", tag, "--", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return sorted({x[3:] for x in told if x} | {x for x in since if x})


def main(arguments: list[str]) -> int:
    """Write the samples, or with --check tell which are not as they should be."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    number = version()
    folder, tag = COMPAT / number, tag_of(number)
    if tag is not None:
        told = changed_since(tag, folder)
        print(f"{number} has its tag {tag}: its samples are not written again")
        print("".join(f"changed since: {name}\n" for name in told), end="")
        return 1 if told else 0
    if arguments == ["--check"]:
        told = list(stale(folder))
        print("".join(f"not what is made now: tests/compat/{number}/{name}\n" for name in told), end="")
        return 1 if told else 0
    for name, make in samples().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
    write_read_back(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
