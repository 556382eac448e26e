"""An assessment as canonical JSON: the same contents give the same bytes on any machine.

Keys are sorted, the text is UTF-8, no clock is read. Each key of the top level stands on a line, and each
finding on one of its own, so that two assessments can be compared line by line. JSON Lines say the same, for programs that
read a line at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["render_json", "render_json_lines"]


def render_json(data: Mapping[str, Any]) -> bytes:
    """Return plain data as canonical JSON, ended by a line feed.

    Args:
        data: an assessment's, a finding's or a rule card's plain form.

    Raises:
        ValueError: a number that JSON does not have (NaN, an infinity).

    Example:
        >>> print(render_json({"b": [{"y": 2, "x": 1}], "a": "县"}).decode(), end="")
        {
        "a": "县",
        "b": [
        {"x": 1, "y": 2}
        ]
        }
    """
    lines = ",\n".join(f"{_one_line(key)}: {_value(data[key])}" for key in sorted(data))
    return _encoded(f"{{\n{lines}\n}}\n" if data else "{}\n")


def render_json_lines(data: Mapping[str, Any]) -> bytes:
    r"""Return an assessment as JSON Lines: the head, without its findings, on the first line; then a finding a line.

    Args:
        data: an assessment's plain form.

    Raises:
        ValueError: a number that JSON does not have (NaN, an infinity).

    Example:
        >>> render_json_lines({"as_of": "2023-06-01", "findings": [{"id": "x"}]})
        b'{"as_of": "2023-06-01"}\n{"id": "x"}\n'
    """
    head = {key: value for key, value in data.items() if key != "findings"}
    return _encoded("".join(f"{line}\n" for line in _lines([head, *data["findings"]])))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="backslashreplace")  # a lone surrogate becomes JSON's own escape


def _value(value: Any) -> str:
    """A list of objects with one object a line; all else on one line."""
    if isinstance(value, list | tuple) and value and all(isinstance(item, Mapping) for item in value):
        return "[\n" + ",\n".join(_lines(value)) + "\n]"
    return _one_line(value)


def _lines(items: list[Any] | tuple[Any, ...]) -> Iterator[str]:
    return (_one_line(item) for item in items)


def _one_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
