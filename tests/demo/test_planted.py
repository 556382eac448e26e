"""What is planted in the invented county is found, to the part and the way it was broken, and nobody else is accused.

Of all tests of an assessment this is the sharpest: some 8,000 duties, a few hundred breaches and gaps of which each is known,
and a verdict more or less fails.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

import pytest

from caserules import Assessment, Finding, Verdict, assess
from caserules.demo import Planted, build_demo
from caserules.models import Register
from caserules.rules import all_rules

LAST_DAY: Final = date(2023, 9, 1)
SEEDS: Final = (2023, 1, 2, 3)

NEVER_BROKEN: Final = frozenset(
    "ROLE-01 ROLE-02 ROLE-03 ROLE-04 CONTACT-03 KEY-01 KEY-02 COHAND-02 OUTCOME-01 OUTCOME-03 OUTCOME-04 REPLY-02 REPLY-03 "
    "CARRY-01 CARRY-02 CARRY-04".split()
)
"""Rules without a day in the notice: never broken for it."""

MET_AT_THE_YEARS_END: Final = frozenset({"COHAND-03"})
"""A prohibition is kept only once its time is over."""

TOO_CAUTIOUS: Final[frozenset[tuple[str, str]]] = frozenset()
"""Undetermined though nothing can make it broken: not wrong, but a needless question. Whatever is mended leaves this list."""

FLAGS: Final = frozenset({"DATA-013", "DATA-017", "DATA-018", "DATA-023"})
"""Told for a person to look at, and nobody's fault: two posts in one hand, class B again, a delivery after the deadline."""


class Key(NamedTuple):
    """What tells duties apart: rule, case, unit, and the part if the rule has several."""

    rule: str
    case: str
    unit: str
    part: str


class Judged(NamedTuple):
    """An assessment of an invented register beside what was planted in it."""

    assessment: Assessment
    planted: dict[Key, Planted]
    found: dict[Key, list[Finding]]


def key_of(finding: Finding) -> Key:
    part = finding.part
    told = part.recipient or part.step or part.aspect or (finding.ref if finding.rule == "COHAND-02" else "")
    return Key(finding.rule, finding.case or "", finding.unit, told)


def judged(seed: int, as_of: date = LAST_DAY) -> Judged:
    demo = build_demo(seed)
    assessment = assess(demo.register, "pengshui-2023", as_of=as_of)
    found: dict[Key, list[Finding]] = {}
    for finding in assessment.findings:
        found.setdefault(key_of(finding), []).append(finding)
    planted = {Key(p.rule, p.case, p.unit, p.part): p for p in demo.planted}
    assert len(planted) == len(demo.planted), "two verdicts were planted for one duty"
    return Judged(assessment, planted, found)


@pytest.fixture(scope="module", params=SEEDS)
def county(request: pytest.FixtureRequest) -> Judged:
    return judged(request.param)


def told(keys: Iterable[Key], planted: dict[Key, Planted]) -> list[str]:
    """Tell duties with what was planted about their case, for a failure to be read."""
    turns: dict[str, set[str]] = {}
    for plant in planted.values():
        turns.setdefault(plant.case, set()).add(plant.turn)
    return [f"{key}: {sorted(turns.get(key.case, ())) if key.case else ''}" for key in sorted(keys)]


def of(verdict: Verdict, county: Judged) -> set[Key]:
    return {key for key, findings in county.found.items() if any(f.verdict is verdict for f in findings)}


def planted_as(verdict: Verdict, county: Judged) -> set[Key]:
    return {key for key, plant in county.planted.items() if plant.verdict == verdict}


def test_every_planted_verdict_is_found(county: Judged) -> None:
    missed = {
        key: plant
        for key, plant in county.planted.items()
        if plant.verdict not in [finding.verdict.value for finding in county.found.get(key, ())]
    }
    assert not missed


def test_no_other_duty_is_broken(county: Judged) -> None:
    accused = of(Verdict.BROKEN, county) - planted_as(Verdict.BROKEN, county)
    assert not told(accused, county.planted)


def test_every_breach_is_told_the_way_it_was_made(county: Judged) -> None:
    for key in planted_as(Verdict.BROKEN, county):
        breaches = {str(f.breach) for f in county.found[key] if f.verdict is Verdict.BROKEN}
        assert breaches == {county.planted[key].how}, county.planted[key]


def test_every_ending_is_told_by_its_own_code(county: Judged) -> None:
    for key in planted_as(Verdict.NOT_APPLICABLE, county):
        assert {f.because for f in county.found[key]} == {county.planted[key].how}, county.planted[key]


def test_no_other_duty_is_undetermined_but_those_known_as_too_cautious(county: Judged) -> None:
    turns: dict[tuple[str, str], set[str]] = {}
    for plant in county.planted.values():
        turns.setdefault((plant.case, plant.unit), set()).add(plant.turn)
    unknown = of(Verdict.UNDETERMINED, county) - planted_as(Verdict.UNDETERMINED, county)
    excused = {
        (rule, turn)
        for key in unknown
        for rule, turn in TOO_CAUTIOUS
        if rule == key.rule and turn in turns.get((key.case, key.unit), ())
    }
    rest = {key for key in unknown if not any((key.rule, t) in excused for t in turns.get((key.case, key.unit), ()))}
    assert not told(rest, county.planted)
    assert excused == TOO_CAUTIOUS, "what is mended leaves the list"


def test_a_body_that_only_gets_a_copy_owes_nothing(county: Judged) -> None:
    copied = {unit.id for unit in county.assessment.register.units if unit.bound is not True and unit.to is None}
    assert copied
    assert not [
        f.id for f in county.assessment.findings if f.unit in copied and f.verdict is not Verdict.NOT_APPLICABLE
    ]


def test_the_data_are_in_order_and_what_is_unusual_is_flagged(county: Judged) -> None:
    assert {issue.code for issue in county.assessment.data_issues} == FLAGS


def test_every_rule_is_met_somewhere_and_broken_where_the_notice_sets_a_day() -> None:
    county = judged(2023)
    seen = Counter((f.rule, f.verdict) for f in county.assessment.findings)
    rules = {rule.id for rule in all_rules()} & {f.rule for f in county.assessment.findings}
    assert {rule for rule in rules if not seen[rule, Verdict.MET]} == MET_AT_THE_YEARS_END
    assert {rule for rule in rules if not seen[rule, Verdict.BROKEN]} == NEVER_BROKEN


def test_the_county_is_a_mostly_good_one() -> None:
    county = judged(2023)
    seen = Counter(f.verdict for f in county.assessment.findings if f.rule not in NEVER_BROKEN)
    owed = sum(seen.values()) - seen[Verdict.NOT_APPLICABLE]
    assert 0.85 <= (seen[Verdict.MET] + seen[Verdict.PENDING]) / owed <= 0.93


@pytest.mark.parametrize("day", ["04-09", "04-20", "04-21", "05-23", "05-24", "06-30", "07-14", "08-31"])
def test_nobody_is_accused_earlier_in_the_year_who_is_not_at_its_end(day: str) -> None:
    county = judged(2023, date.fromisoformat(f"2023-{day}"))
    assert not told(of(Verdict.BROKEN, county) - planted_as(Verdict.BROKEN, county), county.planted)


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2023-04-20", set[str]()),
        ("2023-04-21", {"PLAN-01"}),
        ("2023-05-23", {"PLAN-01", "CONTACT-01", "CONTACT-02", "SIGN-01", "SIGN-02", "COHAND-03", "OUTCOME-02"}),
    ],
)
def test_no_rule_breaks_before_its_day(day: str, rules: set[str]) -> None:
    county = judged(2023, date.fromisoformat(day))
    assert {key.rule for key in of(Verdict.BROKEN, county)} <= rules


@pytest.mark.parametrize("day", ["2023-09-02", "2023-12-31", "2024-01-01", "2024-06-30"])
def test_after_the_registers_last_day_nobody_is_accused_anew_but_for_papers_of_late_replies(day: str) -> None:
    """A reply that issues on the last day is late, and its paper is due that day: not filed by then, it is broken."""
    county = judged(2023, date.fromisoformat(day))
    late = {plant.case for plant in county.planted.values() if plant.turn == "reply_late"}
    anew = of(Verdict.BROKEN, county) - planted_as(Verdict.BROKEN, county)
    assert {key.rule for key in anew} <= {"FILE-01"}
    assert {key.case for key in anew} <= late


OF_CASES: Final = ("contacts", "designations", "commitments", "follow_up")
OF_REPLIES: Final = ("steps", "deliveries", "receipts")


def without(register: Register, kind: str) -> Register:
    """Return the register of an office that keeps no records of a kind, and says so."""
    document: dict[str, Any] = json.loads(register.model_dump_json(by_alias=True, exclude_none=True))
    document["complete_through"][kind] = "not_kept"
    for case in document["cases"]:
        holders = [case] if kind in OF_CASES else case.get("replies", []) if kind in OF_REPLIES else []
        for holder in holders:
            holder.pop(kind, None)
        if kind == "posts":
            case.pop("roles", None)
    for unit in document["units"] if kind == "posts" else ():
        unit.pop("posts", None)
    if kind in ("filings", "attestations"):
        document[kind] = []
    if kind in ("adjustments", "delegations"):
        kept = [x for x in document["adjustments"] if (x["kind"] == "delegation") == (kind == "adjustments")]
        document["adjustments"] = kept
    return Register.model_validate_json(json.dumps(document), by_alias=True, by_name=False)


@pytest.mark.parametrize(
    "kind", [*OF_CASES, *OF_REPLIES, "filings", "posts", "adjustments", "delegations", "attestations"]
)
def test_an_office_that_keeps_no_records_of_a_kind_is_not_accused_for_that(kind: str) -> None:
    demo = build_demo(2023)
    assessment = assess(without(demo.register, kind), "pengshui-2023", as_of=LAST_DAY)
    planted = {Key(p.rule, p.case, p.unit, p.part) for p in demo.planted if p.verdict == "broken"}
    accused = {key_of(finding) for finding in assessment.findings if finding.verdict is Verdict.BROKEN}
    assert accused <= planted
