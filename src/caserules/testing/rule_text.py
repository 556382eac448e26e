"""What a rule's own text may not hold, read from its syntax tree: figures, sentences, locators, Python's own conditions.

Numbers and clauses come from the policy, words from the card; and a chapter knows nothing but the words that rules are written in.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from caserules.policy import Policy
from caserules.rules.rule import Rule

__all__ = ["KNOWN", "chapter_faults", "faults", "imported", "text_faults"]

KNOWN: Final = frozenset(
    {
        "caserules.duties",
        "caserules.expr",
        "caserules.facts.tables",
        "caserules.models",
        "caserules.rules.rule",
        "typing",
    }
)
"""What a chapter may import."""

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_LOCATOR: Final = re.compile(r"[一二三四五六七八九十]\.[0-9]|前言")
_MOST_LINES: Final = 25


def text_faults(rule: Rule, _: Policy) -> Iterator[str]:
    """Yield what a rule's text holds that it may not."""
    source = textwrap.dedent(inspect.getsource(rule.write))
    tree = ast.parse(source).body[0]
    if isinstance(tree, ast.FunctionDef):
        tree.decorator_list = []
    yield from faults(tree)
    if len(source.splitlines()) > _MOST_LINES:
        yield f"longer than {_MOST_LINES} lines"


def faults(tree: ast.AST) -> Iterator[str]:
    """Yield the figures, sentences, locators and Python's own conditions of a piece of code.

    Example:
        >>> list(faults(ast.parse("due = f.asked + 30")))
        ['number 30']
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            yield from _constant(node.value)
        if isinstance(node, ast.If | ast.IfExp | ast.BoolOp | ast.While) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            yield f"Python's own {type(node).__name__}"


def _constant(value: object) -> Iterator[str]:
    if not isinstance(value, str | bool | type(None) | type(...)):
        yield f"number {value!r}"
    elif isinstance(value, str) and _LOCATOR.search(value):
        yield f"locator {value!r}"
    elif isinstance(value, str) and (_CHINESE.search(value) or " " in value):
        yield f"sentence {value!r}"


def chapter_faults(rule: Rule, _: Policy) -> Iterator[str]:
    """Yield what is wrong with the module in which a rule stands: no opening note, or an import it may not have."""
    path = inspect.getsourcefile(rule.write)
    with open(path or "", encoding="utf-8") as file:  # noqa: PTH123  what inspect gave
        tree = ast.parse(file.read())
    if not ast.get_docstring(tree):
        yield "its chapter does not open with a note"
    for name in sorted(imported(tree) - KNOWN):
        yield f"its chapter imports {name}"


def imported(tree: ast.AST) -> set[str]:
    """Return the modules that a piece of code imports.

    Example:
        >>> imported(ast.parse("from caserules.rules.reply import case_answered"))
        {'caserules.rules.reply'}
    """
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found
