"""Two plain forms of one register held against each other: the same bytes or not, and which findings differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from caserules.errors import InputRejected, Problem
from caserules.replaying.advisory import Advisory, advisories
from caserules.replaying.receipt import Part, Receipt, differing, receipt_of
from caserules.report.json import render_json

__all__ = ["Changed", "Recheck", "Replay", "Rescored", "recheck", "replay"]

_COMPARED: Final = ("verdict", "breach", "because", "clause", "due", "due_range", "done", "late", "same_fact_as")
"""What a finding says; its sentences, its evidence and its details may be worded anew without a change."""
_GIVEN: Final = ("register", "as_of", "known_by", "partial")
"""The parts of a receipt that the caller gives: where one differs, a change would say nothing of the version."""


class Changed(NamedTuple):
    """A finding that another version judges otherwise."""

    finding: str
    rule: str
    case: str | None
    unit: str
    before: str | None
    """The verdict as told; None where the finding was not listed."""
    now: str | None
    """The verdict by this version; None where it is not listed any more."""
    keys: tuple[str, ...]
    """What differs: keys of the finding."""
    advisories: tuple[str, ...]
    """The advisories that may say why; none: no advisory tells of this change."""


class Rescored(NamedTuple):
    """A unit whose score another version gives otherwise; None where it had, or has, none."""

    unit: str
    before: str | None
    now: str | None


class Replay(NamedTuple):
    """Whether an assessment was made again byte for byte, and if not, what differs."""

    same: bool
    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    """The keys of the form in which the two differ."""
    findings: tuple[str, ...]
    sha256: tuple[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "schema": "caserules.replay/1",
            "same": self.same,
            "sha256": {"before": self.sha256[0], "now": self.sha256[1]},
            "receipt": [x._asdict() for x in self.parts],
            "keys": list(self.keys),
            "findings": list(self.findings),
        }


class Recheck(NamedTuple):
    """What this version changes in an assessment of an earlier one."""

    library: tuple[str, str]
    parts: tuple[Part, ...]
    changes: tuple[Changed, ...]
    scores: tuple[Rescored, ...]
    compared: int

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "schema": "caserules.recheck/1",
            "library": {"before": self.library[0], "now": self.library[1]},
            "receipt": [x._asdict() for x in self.parts],
            "compared": self.compared,
            "changes": [{**x._asdict(), "keys": list(x.keys), "advisories": list(x.advisories)} for x in self.changes],
            "scores": [x._asdict() for x in self.scores],
        }


def replay(before: Mapping[str, Any], now: Mapping[str, Any]) -> Replay:
    """Say whether an assessment made again is the one that was written, byte for byte in its canonical form.

    Args:
        before: the plain form as it was written.
        now: the plain form made now, of what is believed to be the same register, policy, calendar and day.

    Raises:
        InputRejected: `RPL-001` to `RPL-003`: one of them is no whole assessment.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> data = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()
        >>> replay(data, data).same
        True
        >>> later = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 2)).to_dict()
        >>> [x.name for x in replay(data, later).parts]
        ['as_of']
    """
    parts = differing(receipt_of(before), receipt_of(now))
    first, second = (hashlib.sha256(render_json(x)).hexdigest() for x in (before, now))
    keys = _differing(before, now)
    findings = _differing(_by_id(before), _by_id(now)) if "findings" in keys else ()
    return Replay(first == second, parts, keys, findings, (first, second))


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys whose values are written otherwise: to Python 1 and true are equal, as bytes they are not."""
    return tuple(
        key
        for key in {**old, **new}
        if (key in old) != (key in new) or render_json({"": old[key]}) != render_json({"": new[key]})
    )


def recheck(before: Mapping[str, Any], now: Mapping[str, Any], known: Iterable[Advisory] | None = None) -> Recheck:
    """Return the findings that this version judges otherwise than the one that wrote an assessment, and why.

    Args:
        before: the plain form as it was written.
        now: the plain form made now of the same register as of the same day, with every verdict listed.
        known: the advisories; by itself those that this version knows.

    Raises:
        InputRejected: `RPL-001` to `RPL-003`: one of them is no whole assessment; `RPL-004` another register, another day or
            other records: a change would say nothing of the version.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> data = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()
        >>> recheck(data, data).changes
        ()
    """
    told, made = receipt_of(before), receipt_of(now)
    parts = differing(told, made)
    if given := [x.name for x in parts if x.name in _GIVEN]:
        raise InputRejected(Problem("RPL-004", name) for name in given)
    listed = tuple(advisories() if known is None else known)
    old, new = _by_id(before), _by_id(now)
    ids = [x for x in {**new, **old} if x in old or told.only is None or new[x]["verdict"] in told.only]
    changes = (_changed(x, old.get(x), new.get(x), told, listed) for x in ids)
    return Recheck(
        (told.library, made.library),
        parts,
        tuple(x for x in changes if x is not None),
        _rescored(before, now),
        len(ids),
    )


def _by_id(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {x["id"]: x for x in data["findings"]}


def _changed(
    id_: str,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    told: Receipt,
    listed: tuple[Advisory, ...],
) -> Changed | None:
    before, now = old or {}, new or {}
    keys = tuple(key for key in _COMPARED if before.get(key) != now.get(key))
    if not keys:
        return None
    one = old or now
    verdict = before.get("verdict")
    layers = {told.policy, *told.layers}
    why = (x.id for x in listed if x.explains(rule=one["rule"], before=verdict, version=told.library, layers=layers))
    return Changed(id_, one["rule"], one.get("case"), one["unit"], verdict, now.get("verdict"), keys, tuple(why))


def _rescored(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Rescored, ...]:
    old, new = ({unit: x["score"] for unit, x in (data.get("scores") or {}).items()} for data in (before, now))
    found = (Rescored(unit, old.get(unit), new.get(unit)) for unit in sorted({**old, **new}))
    return tuple(x for x in found if x.before != x.now)
