"""Category letters and what they mean: schemes of several places, as data, read both ways.

One idea: a letter means nothing by itself. Whoever reads one names the scheme; whoever prints one asks the scheme for it. In
a scheme a letter has one meaning and a meaning one letter, so either way and back gives what was given. What a scheme does
not have is refused, never guessed; a rating (satisfied or not), for which places use the same letters, is never read here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from caserules.errors import InputRejected, PolicyError, Problem
from caserules.models import CategoryMeaning
from caserules.policy.model import Policy

__all__ = ["Scheme", "category_letter", "category_meaning", "folded", "known_schemes", "load_scheme", "scheme_of"]

_NARROW: Final = {0xFF21 + i: 65 + i for i in range(26)} | {0xFF41 + i: 65 + i for i in range(26)}
_LOWER: Final = {97 + i: 65 + i for i in range(26)}
_EMPTY: Final[Mapping[Any, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scheme:
    """A place's category letters.

    Attributes:
        id: its name, or the id of the policy whose own letters these are.
        letters: the letter of each meaning.
        phrases: how the place puts each letter, in `zh` and `en`.
        words: what a cell may say in place of a letter, with the meaning.
        title, source: what it is and where it was seen, in `zh` and `en`.
        inferred: the letters whose order the source does not give.
    """

    id: str
    letters: Mapping[CategoryMeaning, str]
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: _EMPTY)
    words: Mapping[str, CategoryMeaning] = field(default_factory=lambda: _EMPTY)
    title: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    source: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    inferred: tuple[str, ...] = ()


@cache
def _packaged() -> Mapping[str, Scheme]:
    text = files("caserules.policy").joinpath("schemes.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: _read(key, x) for key, x in tomllib.loads(text).items()})


def _read(key: str, x: Mapping[str, Any]) -> Scheme:
    meanings = {letter: CategoryMeaning(told["meaning"]) for letter, told in x["letters"].items()}
    return Scheme(
        id=key,
        letters=MappingProxyType({meaning: letter for letter, meaning in meanings.items()}),
        phrases=MappingProxyType({letter: {k: told[k] for k in ("zh", "en")} for letter, told in x["letters"].items()}),
        words=MappingProxyType({word: meanings[k] for k, told in x["letters"].items() for word in told["words"]}),
        title=x["title"],
        source=x["source"],
        inferred=tuple(x.get("inferred", ())),
    )


def known_schemes() -> tuple[str, ...]:
    """Return the names of the packaged schemes.

    Example:
        >>> known_schemes()
        ('pengshui', 'national-digest', 'chongqing-city', 'several-counties', 'one-city')
    """
    return tuple(_packaged())


def load_scheme(name: str) -> Scheme:
    """Return a packaged scheme.

    Args:
        name: one of `known_schemes()`.

    Raises:
        PolicyError: `POL-030` there is none of that name.
    """
    found = _packaged().get(name)
    if found is None:
        raise PolicyError("POL-030", name=name, known=", ".join(known_schemes()))
    return found


def scheme_of(scheme: Scheme | Policy | str) -> Scheme:
    """Return a scheme by its name, or that of a policy: the one that it names, or its own letters.

    Args:
        scheme: a scheme, a policy, or the name of a packaged scheme.

    Raises:
        PolicyError: `POL-030` there is none of that name.
    """
    if isinstance(scheme, Scheme):
        return scheme
    if isinstance(scheme, str):
        return load_scheme(scheme)
    if scheme.scheme:
        return load_scheme(scheme.scheme)
    return Scheme(scheme.id, {CategoryMeaning(key): letter for key, letter in scheme.letters.items()})


def folded(text: str) -> str:
    """Return a letter as it is compared: without spaces around it and without 类, full-width and small ones as capitals.

    Example:
        >>> [folded(x) for x in ("A", "a", "Ａ", " A类 ", "ａ 类", "已解决")]
        ['A', 'A', 'A', 'A', 'A', '已解决']
    """
    return text.strip().removesuffix("类").strip().translate(_NARROW | _LOWER)


def category_meaning(text: str, scheme: Scheme | Policy | str) -> CategoryMeaning:
    """Return what a category's letter, or a word in its place, means in a scheme.

    Args:
        text: a cell of a category's column: `A`, `a`, `Ａ`, `A类`, `已解决`.
        scheme: the scheme that the cell was written in: its name, a scheme, or a policy.

    Raises:
        InputRejected: `INP-040` the scheme has no such letter or word.
        PolicyError: `POL-030` there is no such scheme.

    Example:
        >>> category_meaning("B类", "several-counties").value, category_meaning("B类", "one-city").value
        ('to_be_planned', 'under_way')
    """
    found = scheme_of(scheme)
    meanings = {**found.words, **{folded(letter): meaning for meaning, letter in found.letters.items()}}
    meaning = meanings.get(folded(text))
    if meaning is None:
        letters = ", ".join(sorted(found.letters.values()))
        raise InputRejected([Problem("INP-040", "category", (("scheme", found.id), ("letters", letters)))])
    return meaning


def category_letter(meaning: CategoryMeaning | str, scheme: Scheme | Policy | str) -> str:
    """Return the letter that a scheme has for a meaning.

    Args:
        meaning: the meaning, as registers store it.
        scheme: the scheme to print in: its name, a scheme, or a policy.

    Raises:
        PolicyError: `POL-031` the scheme has no letter for it; `POL-030` there is no such scheme.

    Example:
        >>> [category_letter("to_be_planned", name) for name in ("pengshui", "chongqing-city", "one-city")]
        ['B', 'B', 'C']
    """
    found = scheme_of(scheme)
    for each, letter in found.letters.items():
        if each == meaning:
            return letter
    raise PolicyError("POL-031", scheme=found.id, known=", ".join(found.letters))
