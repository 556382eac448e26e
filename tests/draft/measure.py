"""How a draft is measured: what it read against what a person reads in the same notice, parameter by parameter.

A parameter counts as recovered only if rule, name and value are all right; a rule's clause counts with its locator. Values that
stand by the base's reading of silence follow from the clause and are not counted.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from caserules.draft import Draft

__all__ = ["HELD_OUT", "NOTICES", "Score", "expected_of", "plain", "read_of", "score"]

NOTICES = Path(__file__).parent / "notices"
HELD_OUT = Path(__file__).parent / "held_out"
_APART = ("remarks", "conflicts")


class Score(NamedTuple):
    """What was rightly read, not read, and invented."""

    right: frozenset[str]
    not_read: frozenset[str]
    invented: frozenset[str]

    @property
    def recall(self) -> float:
        wanted = len(self.right) + len(self.not_read)
        return len(self.right) / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        read = len(self.right) + len(self.invented)
        return len(self.right) / read if read else 1.0


def plain(value: Any) -> str:
    """A value as one text: a term as `30wd ← asked`, lists that have no order sorted."""
    if isinstance(value, dict) and "term" in value:
        return f"{value['term']} ← {value['from']}" if "from" in value else str(value["term"])
    if isinstance(value, list):
        return json.dumps(sorted(value))
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def read_of(draft: Draft) -> frozenset[str]:
    """What a draft read, without what stands by a reading of silence."""
    found = [x for x in draft.found if not (x.reading and x.confidence.value == "low")]
    return frozenset(f"{x.rule}.{x.parameter.removeprefix('expected.')} = {plain(x.value)}" for x in found)


def expected_of(path: Path) -> frozenset[str]:
    """What a person reads in the notice beside which the file stands."""
    doc = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = {"policy" if key == "expected" else key: x for key, x in doc.items() if key not in _APART}
    return frozenset(f"{rule}.{name} = {plain(x)}" for rule, table in tables.items() for name, x in table.items())


def score(draft: Draft, expected: frozenset[str]) -> Score:
    """Compare a draft with what was expected."""
    read = read_of(draft)
    return Score(read & expected, expected - read, read - expected)
