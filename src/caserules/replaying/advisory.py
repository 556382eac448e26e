"""Advisories: what a released version judged wrongly, in a file each, so that what rests on it can be found and put right.

`CRA-2026-01.toml` names the versions, the rules, the policies and the verdicts that may be wrong, and says in both languages what
was wrong, how to find what to look at again, and how to tell those who were told. A file is never taken away and never renamed;
it may be withdrawn, with the reason in its text.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, ValidationError

from caserules.duties import Verdict
from caserules.errors import InputRejected, Problem
from caserules.io.files import read_file, told_path
from caserules.models import Model
from caserules.models.values import Date

__all__ = ["ADVISORY_SCHEMA", "Advisory", "advisories", "load_advisory"]

ADVISORY_SCHEMA: Final = "caserules.advisory/1"
_VERSION: Final = re.compile(r"([0-9]+(?:\.[0-9]+)*)(.*)")

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+-[0-9]{2}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class BothSaid(Model):
    """A text in both languages."""

    zh: Said
    """Chinese."""
    en: Said
    """English."""


class Advisory(Model):
    """One wrong verdict of a released version.

    Example:
        >>> Advisory.model_json_schema()["properties"]["id"]["pattern"]
        '^CRA-[0-9]{4}-[0-9]{2,}$'
    """

    schema_: Annotated[Literal["caserules.advisory/1"], Field(alias="schema")]
    """The version of this form."""
    id: Annotated[str, StringConstraints(pattern=r"^CRA-[0-9]{4}-[0-9]{2,}$")]
    """`CRA-`, the year, the number within it; the file's name as well."""
    published: Date
    """When it was made known."""
    withdrawn: Date | None = None
    """When it was found to be none; it then explains no change."""
    first: Version
    """The first version that judged so."""
    fixed: Version
    """The first version that no longer does."""
    rules: Annotated[tuple[RuleId, ...], Field(min_length=1)]
    """The rules concerned."""
    policies: tuple[str, ...] = ()
    """The ids of the policies or layers under which it happens; none named: all."""
    wrong: Annotated[tuple[Annotated[Verdict, Field(strict=False)], ...], Field(min_length=1)]
    """The verdicts that may be wrong."""
    right: Annotated[tuple[Annotated[Verdict, Field(strict=False)], ...], Field(min_length=1)]
    """What they may be in truth."""
    title: BothSaid
    """In one line."""
    what: BothSaid
    """What was wrong, and when it happens."""
    find: BothSaid
    """How to find what to look at again."""
    correct: BothSaid
    """What to write to whoever was told the wrong verdict."""

    def explains(self, *, rule: str, before: str | None, version: str, layers: Collection[str]) -> bool:
        """Say whether this may be why a finding changes.

        Args:
            rule: the finding's rule.
            before: its verdict as told; None where it was not listed.
            version: the version that told it.
            layers: the ids of the policy and its layers.
        """
        return (
            self.withdrawn is None
            and rule in self.rules
            and (before is None or before in self.wrong)
            and _order(self.first) <= _order(version) < _order(self.fixed)
            and (not self.policies or not set(self.policies).isdisjoint(layers))
        )


def _order(version: str) -> tuple[tuple[int, ...], int]:
    """A version in the order of versions; what is told to come before a release comes before it."""
    found = _VERSION.match(version)
    if found is None:
        return (), 0
    numbers = tuple(int(x) for x in found[1].split("."))
    return numbers, 1 if not found[2] or found[2].startswith((".post", "+")) else 0


def load_advisory(path: str | os.PathLike[str]) -> Advisory:
    """Return the advisory of a file.

    Raises:
        InputRejected: `INP-001` to `INP-003` as for any file; `ADV-001` with every place where it is not laid out as it should be.
    """
    return _advisory(read_file(path), told_path(path))


def _advisory(data: bytes, name: str) -> Advisory:
    try:
        made = Advisory.model_validate(_tuples(tomllib.loads(data.decode("utf-8"))))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRejected([Problem("ADV-001", name, (("key", "TOML"),))]) from None
    except ValidationError as error:
        places = error.errors(include_input=False, include_context=False, include_url=False)
        raise InputRejected(
            Problem("ADV-001", name, (("key", ".".join(str(x) for x in place["loc"])[:120]),)) for place in places
        ) from None
    if (wrong := _not_one(made, name)) is not None:
        raise InputRejected([Problem("ADV-001", name, (("key", wrong),))])
    return made


def _tuples(value: Any) -> Any:
    """TOML's lists as the tuples that the models are made of."""
    if isinstance(value, dict):
        return {key: _tuples(x) for key, x in value.items()}
    return tuple(_tuples(x) for x in value) if isinstance(value, list) else value


def _not_one(made: Advisory, name: str) -> str | None:
    """The key that contradicts another."""
    if f"{made.id}.toml" != name or made.id[4:8] != f"{made.published.year}":
        return "id"
    if _order(made.first) >= _order(made.fixed):
        return "fixed"
    return "right" if set(made.wrong) & set(made.right) else None


@cache
def advisories() -> tuple[Advisory, ...]:
    """Return the advisories known to this version, by id.

    Example:
        >>> all(x.id.startswith("CRA-") for x in advisories())
        True
    """
    folder = files("caserules").joinpath("replaying", "advisories")
    names = sorted(x.name for x in folder.iterdir() if Path(x.name).suffix == ".toml")
    return tuple(_advisory(folder.joinpath(name).read_bytes(), name) for name in names)
