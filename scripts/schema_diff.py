#!/usr/bin/env python3
"""Compare two JSON Schemas of one format, and class each difference: free to make, or a break.

A format that is *read* (a register, an advisory) breaks where a document that was good is refused now. One that is *written* (an
assessment, a finding) breaks where a reader of the old form meets what it was never told of. What is added and optional is free in
both. Two layouts of facts (`caserules schema facts`) are compared by table and column.

    python scripts/schema_diff.py (read|written) OLD.json NEW.json        0: nothing breaks, 1: something does
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

READ, WRITTEN = "read", "written"
ADDED, REQUIRED, REMOVED = "added-optional", "added-required", "removed"
MADE_REQUIRED, MADE_OPTIONAL = "made-required", "made-optional"
NARROWED, WIDENED, CHANGED = "narrowed", "widened", "changed"
BREAKS = {
    READ: {REQUIRED, REMOVED, MADE_REQUIRED, NARROWED, CHANGED},
    WRITTEN: {REMOVED, MADE_OPTIONAL, WIDENED, CHANGED},
}
FLOORS, CEILINGS = ("minimum", "minLength", "minItems"), ("maximum", "maxLength", "maxItems")
SAME = ("const", "pattern", "format", "additionalProperties")


class Difference(NamedTuple):
    """One difference: where, and of which class."""

    where: str
    kind: str

    def breaks(self, direction: str) -> bool:
        """Say whether it breaks a format that is `read` or `written`."""
        return self.kind in BREAKS[direction]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Return the differences of two schemas, or of two layouts of facts, in the order of their places."""
    if "tables" in old:
        return sorted(set(_layouts(old, new)))
    return sorted(set(_Walk(old, new).compared("", old, new)))


class _Walk:
    """Two schemas walked side by side; a definition that was met is not walked again."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        self._old, self._new = old.get("$defs", {}), new.get("$defs", {})
        self._seen: set[tuple[str, str]] = set()

    def compared(self, where: str, old: Any, new: Any) -> Iterator[Difference]:
        names = (_name(old), _name(new))
        if names[0] and names[1]:
            if names in self._seen:
                return
            self._seen.add(names)
            where = names[0]
        before, after = self._of(self._old, old), self._of(self._new, new)
        yield from self._properties(where, before, after)
        yield from self._alternatives(where, before, after)
        yield from _values(where, before, after)
        for key in ("items", "additionalProperties"):
            if isinstance(before.get(key), dict) and isinstance(after.get(key), dict):
                yield from self.compared(f"{where}[]", before[key], after[key])

    @staticmethod
    def _of(known: Mapping[str, Any], node: Any) -> Mapping[str, Any]:
        while "$ref" in node:
            node = known[_name(node)]
        found: Mapping[str, Any] = node
        return found

    def _properties(self, where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name in {**before, **after}:
            place = f"{where}.{name}"
            if name not in before:
                yield Difference(place, REQUIRED if name in needs else ADDED)
            elif name not in after:
                yield Difference(place, REMOVED)
            else:
                if (name in needed) != (name in needs):
                    yield Difference(place, MADE_REQUIRED if name in needs else MADE_OPTIONAL)
                yield from self.compared(place, before[name], after[name])

    def _alternatives(self, where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
        before, after = (_told_apart(x) for x in (old, new))
        yield from (Difference(f"{where}|{key}", WIDENED) for key in after if key not in before)
        yield from (Difference(f"{where}|{key}", NARROWED) for key in before if key not in after)
        for key in before:
            if key in after and (before[key] is not old or after[key] is not new):
                yield from self.compared(f"{where}|{key}", before[key], after[key])


def _name(node: Any) -> str:
    """The name of the definition that a node refers to; nothing where it refers to none."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def _told_apart(node: Mapping[str, Any]) -> dict[str, Any]:
    """The alternatives of a node, each by what tells it from the others: its definition, its format, its type."""
    listed = node.get("anyOf") or node.get("oneOf") or [node]
    return {
        str(_name(x) or x.get("const") or x.get("format") or x.get("pattern") or x.get("type") or "any"): x
        for x in listed
    }


def _values(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What a node says of the values themselves."""
    before, after = old.get("enum"), new.get("enum")
    if before is not None and after is not None:
        yield from (Difference(f"{where}={x}", WIDENED) for x in after if x not in before)
        yield from (Difference(f"{where}={x}", NARROWED) for x in before if x not in after)
    elif (before is None) != (after is None):
        yield Difference(where, WIDENED if after is None else NARROWED)
    for keys, sign in ((FLOORS, 1), (CEILINGS, -1)):
        for key in keys:
            if (old.get(key), new.get(key)) != (None, None) and old.get(key) != new.get(key):
                yield Difference(f"{where}:{key}", _bound(old.get(key), new.get(key), sign))
    for key in SAME:
        if old.get(key) != new.get(key) and not isinstance(old.get(key), dict):
            yield Difference(f"{where}:{key}", CHANGED)


def _bound(old: float | None, new: float | None, sign: int) -> str:
    """A bound that came, went or moved; `sign` is 1 for a floor, -1 for a ceiling."""
    if new is None or old is None:
        return WIDENED if new is None else NARROWED
    return NARROWED if (new - old) * sign > 0 else WIDENED


def _layouts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """The tables and columns of two layouts; a column's type may not change."""
    before, after = (dict(_columns(x)) for x in (old, new))
    for name in {**before, **after}:
        if name not in before:
            yield Difference(name, ADDED)
        elif name not in after:
            yield Difference(name, REMOVED)
        elif before[name] != after[name]:
            yield Difference(name, CHANGED)


def _columns(layout: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each column with its kind, the keys that every row has, and what each kind is made of."""
    for table, columns in layout["tables"].items():
        yield from ((f"{table}.{name}", told["kind"]) for name, told in columns.items())
    yield from ((f"key {name}", None) for name in layout["keys"])
    yield from ((f"kind {name}", told["columns"]) for name, told in layout["kinds"].items())


def main(arguments: list[str]) -> int:
    """Print the differences of two files, those that break marked, and say whether any does."""
    if len(arguments) != 3 or arguments[0] not in BREAKS:
        print(__doc__, file=sys.stderr)
        return 2
    old, new = (json.loads(Path(x).read_text(encoding="utf-8")) for x in arguments[1:])
    found = differences(old, new)
    for each in found:
        print(f"{'BREAKS  ' if each.breaks(arguments[0]) else '        '}{each.kind:15} {each.where}")
    return 1 if any(x.breaks(arguments[0]) for x in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
