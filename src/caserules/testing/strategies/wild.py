"""What comes in from anywhere: documents and bytes for readers, most of them wrong in a few places, some of them no register at all."""

from __future__ import annotations

import copy
import json
from typing import Any, Final

from hypothesis import strategies as st

from caserules.io.shape import fields_of
from caserules.models import Case, Register
from caserules.policy import Policy
from caserules.testing.strategies.plausible import plausible_documents

__all__ = ["wild_bytes", "wild_documents"]

_KEYS: Final = st.sampled_from([shape.key for model in (Register, Case) for shape in fields_of(model)]) | st.text(
    max_size=3
)
_WORDS: Final = (
    *(
        "2023-05-01",
        "2023年4月10日",
        "2023-02-30",
        "20230410",
        "not_yet",
        "none",
        "done",
        "2023-Q5",
        "2023-08-31T16:00:00Z",
    ),
    *("suggestion", "suggestion/2023/1", "建议", "A类", "jiaowei\u200b", "\ufeffa", "true", "", " ", "a" * 65, "=1+1"),
)
_SCALARS: Final = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.sampled_from(_WORDS)
)
_JUNK: Final = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6), max_leaves=12
)


def wild_documents(policy: Policy | str = "pengshui-2023") -> st.SearchStrategy[Any]:
    """Return a strategy of JSON-like values to be read as a register; few of them can be.

    Nine in ten are a plausible document with some places changed: a value of another kind, a key too many or too few, a record
    twice. The others are anything at all.

    Args:
        policy: whose days and words the plausible ones use.

    Example:
        >>> from hypothesis import find
        >>> find(wild_documents(), lambda value: not isinstance(value, dict)) is None
        True
    """
    documents = plausible_documents(policy, max_cases=2)

    @st.composite
    def wild(draw: st.DrawFn) -> Any:  # a policy as an argument would be printed whole
        if draw(st.integers(0, 9)) == 0:
            return draw(_JUNK)
        document = copy.deepcopy(draw(documents))
        for _ in range(draw(st.integers(1, 3))):
            _spoil(draw, document)
        return document

    return wild()


def wild_bytes(policy: Policy | str = "pengshui-2023") -> st.SearchStrategy[bytes]:
    """Return a strategy of the bytes of a file to be read as a register: cut off, doubled keys, other encodings, or anything.

    Example:
        >>> from hypothesis import find
        >>> find(wild_bytes(), lambda data: data.startswith(b"{"))
        b'{}'
    """
    texts = wild_documents(policy).map(lambda document: json.dumps(document, ensure_ascii=False))

    @st.composite
    def damaged(draw: st.DrawFn) -> bytes:
        text = draw(texts)
        way = draw(st.integers(0, 4))
        if way == 0:
            return text[: draw(st.integers(0, len(text)))].encode("utf-8", "replace")
        if way == 1:
            return text.replace("{", '{"place": "x", ', 1).encode("utf-8", "replace")
        return text.encode(("utf-8", "utf-8-sig", "gb18030")[way - 2], "replace")

    return st.just(b"{}") | st.binary(max_size=200) | damaged()


def _spoil(draw: st.DrawFn, document: Any) -> None:
    """Change one place somewhere in a document."""
    at, way = document, draw(st.integers(0, 4))
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or not at[key] or draw(st.integers(0, 2)) == 0:
            break
        at = at[key]
    if way == 0:
        del at[key]
    elif way == 1 and isinstance(at, dict):
        at[draw(_KEYS)] = draw(_SCALARS)
    elif way == 1:
        at.append(copy.deepcopy(at[key]))
    else:
        at[key] = draw(_JUNK if way == 2 else _SCALARS)
