"""Small stories with things left out: nothing is broken that one possible truth excuses, and every possible truth is judged right.

A story is told with each of its facts known, absent, stated never or not yet, done on some day, or known by its month. Each
filling of what is left out is a story of its own, told in full, for which the answer is computed here a second time in plain
days. A verdict of broken must stand in every filling; one of undetermined must be broken in some and not in others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from caserules import Register, Verdict, assess

STACK = "pengshui-2023-full"
THROUGH = "2023-06-30"
ASSIGNED, EVE, DUE, AFTER, DECIDED, LATER = (
    "2023-04-10", "2023-04-22", "2023-04-23", "2023-04-24", "2023-04-28", "2023-05-20",
)  # fmt: skip
AS_OF = (AFTER, DECIDED, "2023-05-11", THROUGH)
NEVER = "9999-12-31"


@dataclass(frozen=True)
class Story:
    """A return: the unit's assignment, when it asked, what was decided and when, what became of the case."""

    assigned: str | None = ASSIGNED
    asked: str | None = DUE
    outcome: str | None = "refused"
    decided: str | None = DECIDED
    withdrawn: str = ""
    anew: str | None = ""
    unit: str | None = "jiaowei"
    role: str = "lead"
    kept: bool = True

    def register(self) -> Register:
        change: dict[str, Any] = {"kind": "return", "about": {"case": "suggestion/2023/12"}}
        if self.unit is not None:
            change["about"]["unit"] = self.unit
        if self.asked is not None:
            change["asked"] = self.asked
        change["decided"] = {
            key: value for key, value in (("on", self.decided), ("outcome", self.outcome)) if value is not None
        }
        changes = [change]
        if self.withdrawn:
            changes.append({"kind": "withdrawal", "about": {"case": "suggestion/2023/12"}, "from": self.withdrawn})
        units = [{"unit": "jiaowei", "role": self.role}, {"unit": "caizheng", "role": "lead" if self.role == "co_handling" else "co_handling", "assigned": ASSIGNED}]  # fmt: skip
        if self.assigned is not None:
            units[0]["assigned"] = self.assigned
        if self.anew != "":
            units.append({"unit": "nongye", "role": "lead"} | ({} if self.anew is None else {"assigned": self.anew}))
        return Register.model_validate_json(_json({
            "place": "x", "year": 2023,
            "complete_through": THROUGH if self.kept else {"default": THROUGH, "adjustments": "not_kept"},
            "units": [{"id": unit, "name": unit, "bound": True} for unit in ("jiaowei", "caizheng", "nongye")],
            "cases": [{"kind": "suggestion", "year": 2023, "number": 12, "assignments": units}],
            "adjustments": changes,
        }))  # fmt: skip

    def fillings(self) -> Iterator[Story]:
        """Every story that this one may be, told in full."""
        for assigned in _days(self.assigned, (ASSIGNED, "2023-04-04"), ASSIGNED):
            for asked, decided in itertools.product(
                _days(self.asked, (ASSIGNED, EVE, DUE, AFTER, DECIDED, LATER), assigned), _days(self.decided, (EVE, DECIDED, LATER), assigned)
            ):  # fmt: skip
                if asked > decided and asked != NEVER and self.outcome != "pending":
                    continue
                for outcome in ("accepted", "refused") if self.outcome is None else (self.outcome,):
                    for unit in ("jiaowei", "caizheng") if self.unit is None else (self.unit,):
                        for anew in ("", *_days(self.anew, (EVE, DECIDED, LATER), ASSIGNED)) if self.anew is None else (self.anew,):  # fmt: skip
                            for withdrawn in (self.withdrawn,) if self.kept else ("", EVE, DECIDED, LATER):
                                yield replace(
                                    self, assigned=assigned, asked=asked, decided=decided, outcome=outcome, unit=unit,
                                    anew=anew, withdrawn=withdrawn, kept=True,
                                )  # fmt: skip

    def broken(self, rule: str, as_of: str) -> bool:
        """The answer in plain days, of a story told in full."""
        assert None not in (self.assigned, self.asked, self.outcome, self.decided, self.unit, self.anew)
        if self.unit != "jiaowei" or self.asked == NEVER or str(self.asked) > as_of:
            return False
        decided = NEVER if self.outcome == "pending" else str(self.decided)
        withdrawn = self.withdrawn or NEVER
        if rule == "INTAKE-01":
            due = ten_working_days(str(self.assigned))
            refused = self.outcome == "refused" and decided <= as_of
            return refused and str(self.asked) > due and withdrawn > due
        due = ten_working_days(str(self.asked))
        answers = [str(self.anew) or NEVER]
        if self.outcome == "refused" or (self.outcome == "accepted" and self.role == "co_handling"):
            answers.append(decided)
        if self.role == "co_handling" or str(self.anew) < str(self.asked):
            answers[0] = NEVER
        return due < as_of and min(answers) > due and withdrawn > due


def _json(document: Any) -> str:
    import json

    return json.dumps(document)


def _days(value: str | None, choices: tuple[str, ...], least: str) -> tuple[str, ...]:
    """What a value may be: itself, or where it is left open each of these days."""
    if value == "none":
        return (NEVER,)
    if value in (None, "done"):
        return tuple(day for day in choices if day >= least)
    if len(str(value)) == 7:
        return tuple(day for day in choices if day.startswith(str(value)))
    return (str(value),)


@cache
def ten_working_days(start: str) -> str:
    from caserules import Term

    return Term.parse("10wd").due(date.fromisoformat(start)).isoformat()


def stories() -> Iterator[Story]:
    choices: dict[str, tuple[Any, ...]] = {
        "assigned": (ASSIGNED, None),
        "asked": (DUE, AFTER, None, "done", "2023-04", "none"),
        "outcome": ("accepted", "refused", "pending", None),
        "decided": (DECIDED, None),
        "withdrawn": ("", EVE, DECIDED),
        "anew": ("", DECIDED, LATER, None),
        "unit": ("jiaowei", None),
        "role": ("lead", "co_handling"),
        "kept": (True, False),
    }
    for values in itertools.product(*choices.values()):
        story = Story(**dict(zip(choices, values, strict=True)))
        if not (story.role == "co_handling" and story.anew != "") and not (not story.kept and story.withdrawn):
            yield story


def verdicts(story: Story, as_of: str) -> dict[str, Verdict]:
    found = assess(story.register(), STACK, as_of=date.fromisoformat(as_of))
    told = {}
    for finding in found.findings:
        if finding.rule.startswith("INTAKE") and "jiaowei" in finding.id:
            told[finding.rule] = finding.verdict
    return told


ALL = tuple(stories())[::7]


@cache
def answers(story: Story, rule: str, as_of: str) -> frozenset[bool]:
    return frozenset(filling.broken(rule, as_of) for filling in story.fillings())


@pytest.mark.parametrize("as_of", AS_OF)
def test_a_return_is_broken_only_if_every_possible_truth_breaks_it(as_of: str) -> None:
    seen: dict[Verdict | None, int] = {}
    for story in ALL:
        found = verdicts(story, as_of)
        for rule in ("INTAKE-01", "INTAKE-02"):
            verdict, truths = found.get(rule), answers(story, rule, as_of)
            seen[verdict] = seen.get(verdict, 0) + 1
            if verdict is Verdict.BROKEN:
                assert truths == {True}, (story, rule)
            elif verdict is not Verdict.UNDETERMINED:
                assert True not in truths, (story, rule, verdict)
    assert seen[Verdict.MET]
