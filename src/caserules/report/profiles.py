"""An assessment's plain form for whom it is: internal as it is, a unit's own part, or what the public may see.

A profile only takes away; what is left keeps the published form, so that every report can write it. Secret cases are counted and
never listed outside the office. The public sees totals and what a person confirmed and published, and no natural person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from caserules.report.words import WORDS

if TYPE_CHECKING:
    from caserules.models import Register
    from caserules.report.view import Plain

__all__ = ["Profile", "people_of", "profiled", "secret_cases"]

Profile: TypeAlias = Literal["internal", "unit", "public"]

_NUMBERS: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:[1-9][0-9]{16}[0-9Xx]|[1-9][0-9]{14}|1[3-9][0-9]{9}|0[0-9]{2,3}[- ]?[0-9]{7,8}|[1-9][0-9]{15,18})(?![0-9A-Za-z])"
)
"""Identity numbers, telephone numbers, bank cards; a hash is longer and has letters."""
_HIDDEN: Final = "＊＊＊"
_SHORTEST_NAME: Final = {True: 2, False: 4}
_PUBLIC_DETAIL: Final = ("late_by", "still_owed", "cured_on", "counted", "first_due", "provisional")
_SCRUBBED: Final = (
    "units",
    "findings",
    "register",
    "data_issues",
    "questions",
    "upcoming",
    "summary",
    "scores",
)


def secret_cases(register: Register) -> frozenset[str]:
    """Return the keys of a register's secret cases."""
    return frozenset(case.key for case in register.cases if case.secret)


def people_of(register: Register) -> frozenset[str]:
    """Return the names of a register's people, to be looked for and hidden; never to be shown."""
    return frozenset(person.name.reveal() for person in register.people if person.name is not None)


def profiled(
    data: Plain,
    profile: Profile,
    *,
    unit: str | None = None,
    secret: Collection[str] = (),
    published: Collection[str] = (),
    people: Collection[str] = (),
) -> dict[str, Any]:
    """Return an assessment's plain form as a profile shows it.

    Args:
        data: the plain form, with all its findings and none never owed.
        profile: `internal`, `unit` or `public`.
        unit: whose, for `unit`.
        secret: the keys of the secret cases.
        published: the ids of the findings that were published and stand, for `public`.
        people: names of persons, hidden wherever they stand.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> data = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()
        >>> shown = profiled(data, "public")
        >>> shown["summary"]["verdicts"]["broken"], shown["findings"], shown["units"]
        (1, [], {})
    """
    if profile == "internal":
        return dict(data)
    made = _of_unit(data, str(unit), secret) if profile == "unit" else _public(data, secret, published)
    made["options"] = {**(data.get("options") or {}), "profile": profile}
    hidden = _hidden(people)
    return {key: _scrubbed(value, hidden) if key in _SCRUBBED else value for key, value in made.items()}


# ------------------------------------------------------------ a unit's own


def _of_unit(data: Plain, unit: str, secret: Collection[str]) -> dict[str, Any]:
    own = [x for x in data["findings"] if x["unit"] == unit]
    kept = [_unsourced(x) for x in own if x["case"] not in secret]
    ids = {x["id"] for x in kept}
    return {
        **data,
        "summary": {**_counted(kept), "withheld": len(own) - len(kept)},
        "findings": kept,
        "data_issues": [x for x in map(_affecting(ids), data["data_issues"]) if _concerns(x, unit, secret)],
        "scores": _own_score(data.get("scores"), unit, ids),
        "upcoming": [x for x in data["upcoming"] if x["unit"] == unit and _case(x["finding"]) not in secret],
        "questions": [x for x in map(_asked(ids), data["questions"]) if x["unit"] == unit and x["findings"]],
        "units": {key: name for key, name in data["units"].items() if key == unit or key in _mentioned(kept)},
        "rules": _rules(data, kept),
    }


def _unsourced(finding: Plain) -> dict[str, Any]:
    """A finding without the names of the office's files."""
    return {**finding, "evidence": [{**x, "source": None} for x in finding["evidence"]]}


def _affecting(ids: Collection[str]) -> Any:
    return lambda issue: {**issue, "affects": [x for x in issue["affects"] if x in ids]}


def _concerns(issue: Plain, unit: str, secret: Collection[str]) -> bool:
    if issue.get("case") in secret or issue.get("unit") not in (None, unit):
        return False
    return issue.get("unit") == unit or bool(issue["affects"])


def _asked(ids: Collection[str]) -> Any:
    return lambda question: {**question, "findings": [x for x in question["findings"] if x in ids]}


def _own_score(scores: Any, unit: str, ids: Collection[str]) -> dict[str, Any] | None:
    score = (scores or {}).get(unit)
    if scores is None or score is None:
        return None if scores is None else {}
    folded = ({**x, "folded": [y for y in x["folded"] if y in ids]} for x in score["deductions"] if x["finding"] in ids)
    return {unit: {**score, "deductions": list(folded)}}


def _mentioned(findings: Iterable[Plain]) -> frozenset[str]:
    """The other units that a unit's findings speak of."""
    found: set[str] = set()
    for finding in findings:
        detail = finding.get("detail") or {}
        found.update(detail.get("waited_for") or ())
        found.update(x for x in (detail.get("answerable"),) if x)
    return frozenset(found)


# ------------------------------------------------------------ the public's


def _public(data: Plain, secret: Collection[str], published: Collection[str]) -> dict[str, Any]:
    kept = [
        _told(x)
        for x in data["findings"]
        if x["id"] in published and x["verdict"] == "broken" and x["case"] not in secret
    ]
    zh, en = WORDS["public_unscored"]
    return {
        **data,
        "summary": {**_counted(kept), "verdicts": dict(data["summary"]["verdicts"])},
        "findings": kept,
        "data_issues": [],
        "scores": None,
        "scores_reason": {"zh": zh, "en": en},
        "upcoming": [],
        "questions": [],
        "units": {key: name for key, name in data["units"].items() if key in {x["unit"] for x in kept}},
        "rules": _rules(data, kept),
    }


def _told(finding: Plain) -> dict[str, Any]:
    """A finding without what it rests on in the register, and without keys of its records."""
    detail = finding.get("detail") or {}
    return {
        **finding,
        "id": finding["id"].rpartition("/")[0] + "/-",
        "part": {key: x for key, x in finding["part"].items() if key != "ref"},
        "same_fact_as": None,
        "needs": [],
        "evidence": [],
        "detail": {key: detail[key] for key in _PUBLIC_DETAIL if key in detail},
    }


# ------------------------------------------------------------ both


def _counted(findings: Iterable[Plain]) -> dict[str, Any]:
    """The counts of the findings that are left."""
    verdicts: Counter[str] = Counter()
    units: dict[str, Counter[str]] = {}
    rules: dict[str, Counter[str]] = {}
    for finding in findings:
        verdicts[finding["verdict"]] += 1
        units.setdefault(finding["unit"], Counter())[finding["verdict"]] += 1
        rules.setdefault(finding["rule"], Counter())[finding["verdict"]] += 1
    counted = {key: dict(x) for key, x in units.items()}, {key: dict(x) for key, x in rules.items()}
    return {"verdicts": dict(verdicts), "units": counted[0], "rules": counted[1]}


def _rules(data: Plain, findings: Iterable[Plain]) -> dict[str, Any]:
    used = {x["rule"] for x in findings}
    return {key: x for key, x in data["rules"].items() if key in used}


def _case(id: str) -> str | None:  # noqa: A002
    """The case in a finding's id; None for a unit's own duty."""
    parts = id.split("/")
    return None if parts[1] == "-" else "/".join(parts[1:4])


# ------------------------------------------------------------ persons


def _hidden(people: Collection[str]) -> re.Pattern[str] | None:
    """What finds a person's name in a text; of Latin letters only as a word of its own."""
    names = sorted({x for x in people if len(x) >= _SHORTEST_NAME[not x.isascii()]}, key=lambda x: (-len(x), x))
    if not names:
        return None
    return re.compile("|".join(rf"\b{re.escape(x)}\b" if x.isascii() else re.escape(x) for x in names))


def _scrubbed(value: Any, hidden: re.Pattern[str] | None) -> Any:
    """The same with every number and name that is a person's hidden; keys are ids of units and rules, and are looked at too."""
    if isinstance(value, str):
        text = _NUMBERS.sub(_HIDDEN, value)
        return text if hidden is None else hidden.sub(_HIDDEN, text)
    if isinstance(value, Mapping):
        return {_scrubbed(key, hidden): _scrubbed(x, hidden) for key, x in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(x, hidden) for x in value]
    return value
