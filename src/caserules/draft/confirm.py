"""What in a pack nobody has confirmed yet: read from its document, so that it can be told whatever else is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from caserules.policy import Basis

__all__ = ["line_of", "unconfirmed"]

_PLAIN: Final = ("policy", "readings", "recipients", "categories", "clauses", "scoring")


def unconfirmed(policy_doc: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the dotted keys of a pack's document that are still unconfirmed, in its order.

    Args:
        policy_doc: the document as read from TOML.

    Example:
        >>> unconfirmed({"plan": {"PLAN-01": {"clause": "1", "plan_term": {"term": "04-20", "basis": "unconfirmed"}}}})
        ('plan.PLAN-01.plan_term',)
    """
    return tuple(_found(policy_doc))


def _found(doc: Mapping[str, Any]) -> Iterator[str]:
    for section, table in doc.items():
        if section in _PLAIN or not isinstance(table, Mapping):
            continue
        for key, x in table.items():
            if not isinstance(x, Mapping):
                continue
            if section == "sources":
                if x.get("read") == Basis.UNCONFIRMED:
                    yield f"{section}.{key}"
                continue
            if x.get("basis") == Basis.UNCONFIRMED:
                yield f"{section}.{key}"
            yield from (
                f"{section}.{key}.{name}"
                for name, y in x.items()
                if isinstance(y, Mapping) and y.get("basis") == Basis.UNCONFIRMED
            )


def line_of(text: str, key: str) -> int:
    r"""Return the line of a pack's text on which a dotted key stands, or its table's.

    Example:
        >>> line_of('[plan.PLAN-01]\nclause = "1"\nplan_term = 3', "plan.PLAN-01.plan_term")
        3
    """
    lines = [line.strip() for line in text.splitlines()]
    if f"[{key}]" in lines:
        return lines.index(f"[{key}]") + 1
    table, _, name = key.rpartition(".")
    start = lines.index(f"[{table}]") + 1 if f"[{table}]" in lines else 0
    for i, line in enumerate(lines[start:], start + 1):
        if line.startswith("["):
            break
        if line.split("=")[0].strip(' "') == name:
            return i
    return max(start, 1)
