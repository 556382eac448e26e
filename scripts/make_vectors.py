#!/usr/bin/env python3
"""Write the published vectors; with --check, only compare them.

What is compared and what is written is the same text, made by the same functions: the days by `vector_days` (counted in `vector_counting`), the registers'
documents by `vector_registers`, the verdicts by `vector_verdicts`. Each vector is also put to the library; where that answers
otherwise than the other sources say, nothing is written, and the vectors are listed: one side has a bug.

    PYTHONPATH=src python scripts/make_vectors.py [--check] [GROUP ...]
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]  # its own parts, and the second implementation

import vector_counting as counting  # noqa: E402
import vector_days as days  # noqa: E402
import vector_registers  # noqa: E402
import vector_verdicts  # noqa: E402

from caserules.testing import vectors as v  # noqa: E402
from caserules.testing.answers import answer  # noqa: E402

Json = dict[str, Any]
FOLDER = ROOT / "src" / "caserules" / "vectors"
MADE = "python scripts/make_vectors.py"
MAKERS: Mapping[v.Group, Callable[[], Iterator[Json]]] = {
    v.Group.DUE_DAYS: days.due_days,
    v.Group.COUNTS: days.counts,
    v.Group.ROLLS: days.rolls,
    v.Group.TERMS: days.terms,
    v.Group.REGISTERS: vector_registers.registers,
    v.Group.VERDICTS: vector_verdicts.verdicts,
}


def line(value: object) -> str:
    """A value as one line of JSON in which everything can be seen."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in told)


def calendars() -> str:
    """The calendars' file: a calendar a line."""
    head = f'{{"schema":{line(v.SCHEMA)},"made_by":{line(MADE)},"calendars":{{\n'
    told = (f"{line(name)}:{line(counting.table(name))}" for name in ("cn", *counting.EARLIER))
    return head + ",\n".join(told) + "\n}}\n"


def schema() -> str:
    return json.dumps(v.json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def text_of(group: v.Group, made: Iterable[Json]) -> str:
    """A group's file: a vector a line."""
    head = f'{{"schema":{line(v.SCHEMA)},"made_by":{line(MADE)},"group":{line(group)},"vectors":[\n'
    return head + ",\n".join(map(line, made)) + "\n]}\n"


def made(group: v.Group) -> list[Json]:
    """The vectors of a group, each id once: a vector made twice is kept with the flags of both."""
    found: dict[str, Json] = {}
    for one in MAKERS[group]():
        known = found.setdefault(one["id"], one)
        if known is not one:
            if (known["input"], known["expected"]) != (one["input"], one["expected"]):
                raise SystemExit(f"two vectors of one id: {one['id']}")
            known["flags"] = sorted({*known["flags"], *one["flags"]})
    return list(found.values())


def differing(text: str) -> Iterator[str]:
    """The vectors to which the library answers otherwise."""
    for vector in v.VectorFile.model_validate_json(text).vectors:
        told = answer(vector)
        if told != vector.expected:
            yield f"{vector.id}\n  expected {vector.expected!r}\n  answered {told!r}"


def write(path: Path, text: str, *, check: bool) -> bool:
    """Write a file, or say whether it is as it should be."""
    if check:
        is_same = path.is_file() and path.read_text(encoding="utf-8") == text
        if not is_same:
            print(f"{path.relative_to(ROOT)} is not what {MADE} writes", file=sys.stderr)
        return is_same
    path.write_text(text, encoding="utf-8")
    return True


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    groups = [v.Group(name) for name in arguments if not name.startswith("-")] or list(v.Group)
    good = write(FOLDER / "calendars.json", calendars(), check=check)
    good &= write(FOLDER / "schema.json", schema(), check=check)
    for group in groups:
        vectors = made(group)
        text = text_of(group, vectors)
        if wrong := list(differing(text)):
            print(f"{len(wrong)} of {len(vectors)} {group} differ:", *wrong[:20], sep="\n", file=sys.stderr)
            return 1
        good &= write(FOLDER / f"{group}.json", text, check=check)
        told = Counter(one["valid"] for one in vectors)
        print(f"{group}: {len(vectors)}, of which {told[False]} are to be refused; {len(text.encode()):,} bytes")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
