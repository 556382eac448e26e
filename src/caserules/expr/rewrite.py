"""A tree with some of its nodes replaced: a new tree, the old one as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from caserules.expr import Node

__all__ = ["replaced"]


def replaced(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return a tree in which some nodes are others; where nothing changes, the tree itself.

    Args:
        node: the tree.
        change: the node that comes in a node's place, or None where it stays.

    Example:
        >>> from caserules.expr import ALWAYS, Flag
        >>> tree = Flag("a") & Flag("b")
        >>> replaced(tree, lambda node: ALWAYS if getattr(node, "name", "") == "b" else None).right is ALWAYS
        True
    """
    other = change(node)
    if other is not None:
        return other
    parts = {name: value for name in _slots(type(node)) if isinstance(value := getattr(node, name), Node)}
    changed = {name: made for name, value in parts.items() if (made := replaced(value, change)) is not value}
    if not changed:
        return node
    copy = object.__new__(type(node))
    for name in _slots(type(node)):
        object.__setattr__(copy, name, changed.get(name, getattr(node, name)))
    return copy


def _slots(kind: type[Node]) -> Iterator[str]:
    for base in kind.__mro__:
        yield from getattr(base, "__slots__", ())
