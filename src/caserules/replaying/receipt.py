"""The receipt of an assessment: what it was made from, read strictly out of its plain form, and held against another's.

An assessment comes back as a file that anybody may have had in hands: nothing in it is believed but what is compared, and nothing
in it names a file to open.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from caserules.errors import InputRejected, Problem
from caserules.io.files import read_file, told_path
from caserules.io.once import json_object

__all__ = ["Part", "Receipt", "differing", "load_assessment", "receipt_of"]

_SCHEMA: Final = "caserules.assessment/1"
_FORM: Final = re.compile(r"caserules\.assessment/[0-9]{1,4}")
_POLICY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Part(NamedTuple):
    """A part of the receipt that differs: its name, and what it was and is; None where one side has none."""

    name: str
    before: str | None
    now: str | None


class Receipt(NamedTuple):
    """What an assessment was made from."""

    policy: str
    """The policy's id."""
    layers: Mapping[str, str]
    """The hash of each layer, and of the policy itself, by id."""
    calendar: str
    """The calendar's hash."""
    register: str
    """The register's hash."""
    as_of: date
    """The day of the verdicts."""
    known_by: date | None
    """The day after which no record was used."""
    library: str
    """The library's version."""
    plugins: tuple[str, ...]
    """Each plugin and its version, as the receipt tells it."""
    only: tuple[str, ...] | None
    """The verdicts listed; None: all."""
    not_owed: bool
    """Whether duties never owed are listed."""
    partial: bool
    """Whether faulty records were left out."""


def load_assessment(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the plain form of an assessment's file, JSON or JSON Lines, its receipt checked.

    Raises:
        InputRejected: `INP-001` to `INP-003` as for any file; `RPL-001` to `RPL-003` as for `receipt_of`.

    Example:
        >>> load_assessment("no such file")
        Traceback (most recent call last):
        ...
        caserules.errors.InputRejected: ...
    """
    data, where = read_file(path), told_path(path)
    found = json_object(data)
    if found is None:
        found = _from_lines(data)
    if found is None:
        raise _refused("RPL-001", where, key="JSON")
    receipt_of(found, where)
    return found


def _from_lines(data: bytes) -> dict[str, Any] | None:
    """The form told a line at a time: the head, then a finding a line."""
    lines = [json_object(line) for line in data.removesuffix(b"\n").split(b"\n")]
    head, findings = lines[0], lines[1:]
    if head is None or "findings" in head or None in findings:
        return None
    return {**head, "findings": findings}


def receipt_of(data: Mapping[str, Any], where: str = "") -> Receipt:
    """Return the receipt of an assessment's plain form.

    Args:
        data: the plain form, of this or an earlier version.
        where: the file's name, to be told in an error.

    Raises:
        InputRejected: `RPL-001` it is no assessment; `RPL-002` it was cut down for a unit or the public; `RPL-003` its form is
            a newer one.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> data = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()
        >>> receipt_of(data).policy, receipt_of(data).as_of
        ('pengshui-2023', datetime.date(2023, 6, 1))
    """
    _check_form(data, where)
    options = data["options"]
    only = options.get("only")
    return Receipt(
        policy=data["policy"]["id"],
        layers={x["id"]: x["sha256"] for x in data["policy"]["layers"]},
        calendar=data["calendar"]["sha256"],
        register=data["register"]["sha256"],
        as_of=date.fromisoformat(data["as_of"]),
        known_by=None if data["known_by"] is None else date.fromisoformat(data["known_by"]),
        library=data["library"],
        plugins=tuple(sorted(json.dumps(x, ensure_ascii=False, sort_keys=True) for x in data["plugins"])),
        only=None if only is None else tuple(sorted(only)),
        not_owed=options.get("not_owed") is True,
        partial=options.get("partial") is True,
    )


def _check_form(data: Mapping[str, Any], where: str) -> None:
    """Refuse what is no assessment, or not all of one."""
    schema = data.get("schema")
    if isinstance(schema, str) and schema != _SCHEMA and _FORM.fullmatch(schema):
        raise _refused("RPL-003", where, schema=schema)
    for key, is_so in _checks(data):
        if not is_so:
            raise _refused("RPL-001", where, key=key)
    if data["options"].get("profile", "internal") != "internal":
        raise _refused("RPL-002", where)


def _checks(data: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each key that the receipt or a comparison reads, and whether it holds what it should; one before what rests on it."""
    yield "schema", data.get("schema") == _SCHEMA
    for key in ("policy", "calendar", "register", "options"):
        yield key, isinstance(data.get(key), dict)
    policy = data["policy"]
    yield "policy.id", isinstance(policy.get("id"), str) and _POLICY.fullmatch(policy["id"]) is not None
    layers = policy.get("layers")
    yield "policy.layers", isinstance(layers, list) and all(_is_of_texts(x, "id", "sha256") for x in layers)
    for key in ("calendar", "register"):
        yield f"{key}.sha256", _is_of_texts(data[key], "sha256")
    yield "as_of", _is_day(data.get("as_of"))
    yield "known_by", "known_by" in data and (data["known_by"] is None or _is_day(data["known_by"]))
    yield "library", isinstance(data.get("library"), str)
    yield "plugins", isinstance(data.get("plugins"), list)
    only = data["options"].get("only")
    yield "options.only", only is None or (isinstance(only, list) and all(isinstance(x, str) for x in only))
    findings = data.get("findings")
    yield (
        "findings",
        isinstance(findings, list) and all(_is_of_texts(x, "id", "rule", "unit", "verdict") for x in findings),
    )
    yield "findings.id", len({x["id"] for x in data["findings"]}) == len(data["findings"])
    scores = data.get("scores")
    yield (
        "scores",
        scores is None or (isinstance(scores, dict) and all(_is_of_texts(x, "score") for x in scores.values())),
    )


def _is_of_texts(value: object, *keys: str) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in keys)


def _is_day(value: object) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _refused(code: str, where: str, **params: str) -> InputRejected:
    return InputRejected([Problem(code, where, tuple(params.items()))])


def differing(before: Receipt, now: Receipt) -> tuple[Part, ...]:
    """Return the parts in which two receipts differ, the inputs first and the library last.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> data = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()
        >>> before = receipt_of({**data, "library": "0.0.9"})
        >>> [x.name for x in differing(before, receipt_of(data))]
        ['library']
    """
    parts = [
        Part("register", before.register, now.register),
        Part("as_of", before.as_of.isoformat(), now.as_of.isoformat()),
        Part("known_by", _day(before.known_by), _day(now.known_by)),
        Part("partial", _word(before.partial), _word(now.partial)),
        Part("policy", before.policy, now.policy),
        *(Part(f"layer {x}", before.layers.get(x), now.layers.get(x)) for x in {**before.layers, **now.layers}),
        Part("layers", " ".join(before.layers), " ".join(now.layers)),
        Part("calendar", before.calendar, now.calendar),
        Part("plugins", ", ".join(before.plugins), ", ".join(now.plugins)),
        Part("library", before.library, now.library),
    ]
    return tuple(part for part in parts if part.before != part.now)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _word(value: bool) -> str:
    return "yes" if value else "no"
