"""States and the order of events: what each awkward input owes, in the order of the catalogue of bad inputs (S01 to S20, I16 to I19).

Each row changes the well-handled year, and says what becomes of some duties and which data issues are told.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules.assess import assess
from caserules.policy import load_policy
from smallest import (
    CASE,
    GONE,
    LAST,
    OFFICE,
    OLD,
    adjusted,
    attestation,
    changed,
    filing,
    judged,
    one,
    short,
    well_handled,
)

Json = dict[str, Any]
Row = tuple[str, str, Json, dict[str, str], set[str]]
"""Number, situation, what differs, duties with what is said of them, data issues."""

REPLY = "/cases/0/replies/0"
STEP = f"{REPLY}/steps"
ANSWERED = f"REPLY-01/{CASE}/jiaowei/notice/-"
OPINION = f"COHAND-01/{CASE}/caizheng/notice/0"
AGAIN = f"COHAND-02/{CASE}/caizheng/notice/1"
OWN = f"COHAND-03/{CASE}/caizheng/notice/0"
DRAFT, RECHECK = (f"SIGN-01/{CASE}/jiaowei/{step}/1" for step in ("draft", "recheck"))
REVIEW, SIGN = (f"SIGN-02/{CASE}/jiaowei/{step}/1" for step in ("review", "sign_off"))
LEADER = f"SIGN-03/{CASE}/jiaowei/leader_sign_off/1"
GIVEN = "/cases/0/requests/0/delivered"
PLAIN = {"/complete_through": LAST}
NO_REPLY: Json = {"/cases/0/replies": []}
BACK = {"/cases/0/requests/-": {"unit": "caizheng", "round": 1, "asked": "2023-05-25", "delivered": "none"}}
DELEGATED = {
    "kind": "delegation",
    "about": {"unit": "jiaowei", "post": "leader_in_charge"},
    "from_person": "jiaowei.leader",
    "to_person": "other",
    "from": "2023-06-01",
    "planned_end": "2023-06-02",
}
NEW_LEADER = {
    "/leaders/-": {"id": "xin", "person": "xin", "body": "county_government"},
    "/cases/0/designations/2/to": "2023-05-31",
    "/cases/0/designations/-": {"is": "supervised", "leader": "xin", "from": "2023-06-01"},
}
REFORM = {
    "/units/0/to": "2023-07-15",
    "/units/0/successor": "xinju",
    "/units/-": {"id": "xinju", "name": "新局", "bound": True},
}

OF_FINANCE = {"/units/1/to": "2023-03-01", "/units/1/successor": "xinju", "/units/-": REFORM["/units/-"]}


def reviewed_by(person: str, *delegations: Json, **more: Any) -> Json:
    return {f"{STEP}/2/person": person, "/adjustments": [*delegations]} | more


def same_day(*seqs: int) -> Json:
    found: Json = {f"{STEP}/{index}/on": "2023-06-05" for index in range(5)}
    return found | {f"{STEP}/{index}/seq": seq for index, seq in enumerate(seqs)}


ROWS: list[Row] = [
    ("S01", "reply before the assignment", {f"{REPLY}/issued": "2023-04-01"}, {ANSWERED: "undetermined", SIGN: "undetermined"}, {"DATA-001"}),
    ("S01", "opinion before the assignment", {GIVEN: "2023-04-01"}, {OPINION: "undetermined"}, {"DATA-001"}),
    ("S01", "opinion given again before it was asked", {"/cases/0/requests/-": BACK["/cases/0/requests/-"] | {"delivered": "2023-05-24"}}, {AGAIN: "undetermined"}, {"DATA-001"}),
    ("S01", "sent back before the assignment", {"/cases/0/requests/-": BACK["/cases/0/requests/-"] | {"asked": "2023-04-01"}}, {AGAIN: "undetermined"}, {"DATA-001"}),
    ("S01", "own answer before the assignment", {"/cases/0/requests/0/own_answer": "2023-04-01"}, {OWN: "undetermined"}, {"DATA-001"}),
    ("S01", "signed before the assignment", {f"{STEP}/3/on": "2023-04-01"}, {SIGN: "undetermined"}, set()),
    ("S01", "returned before the assignment", NO_REPLY | {"/adjustments": [adjusted("return", on="2023-04-20", asked="2023-04-01")]}, {ANSWERED: "undetermined"}, {"DATA-002"}),
    ("S02", "signed after the issue", {f"{STEP}/3/on": "2023-06-06"}, {SIGN: "broken late", REVIEW: "met"}, set()),
    ("S02", "reviewed after it was signed", {f"{STEP}/2/on": "2023-06-04"}, {REVIEW: "broken out_of_order", SIGN: "met"}, set()),
    ("S02", "all on the day of the issue", same_day(), {DRAFT: "met", REVIEW: "met", SIGN: "met", LEADER: "met"}, set()),
    ("S02", "one day, in the sequence given", same_day(1, 2, 3, 4, 5), {DRAFT: "met", REVIEW: "met", SIGN: "met"}, set()),
    ("S02", "one day, against the sequence given", same_day(1, 2, 4, 3, 5), {REVIEW: "broken out_of_order", SIGN: "met"}, set()),
    ("S02", "one month, against the sequence given", {f"{STEP}/{i}/on": "2023-05" for i in (2, 3)} | {f"{STEP}/2/seq": 2, f"{STEP}/3/seq": 1, f"{STEP}/0/on": "2023-04-20"}, {REVIEW: "undetermined"}, set()),
    ("S02", "out of order, not issued: it can be mended", {f"{STEP}/2/on": "2023-06-04", f"{REPLY}/issued": "not_yet"}, {REVIEW: "pending"}, set()),
    ("S03", "reviewed by the signer, no delegation", reviewed_by("jiaowei.principal"), {REVIEW: "broken insufficient"}, set()),
    ("S03", "reviewed by the signer, delegations not told", reviewed_by("jiaowei.principal") | PLAIN, {REVIEW: "undetermined"}, set()),
    ("S03", "both posts declared one person's", reviewed_by("jiaowei.principal") | {"/units/0/posts/1/person": "jiaowei.principal"}, {REVIEW: "met", SIGN: "met"}, {"DATA-013"}),
    ("S03", "the drafter reviews", reviewed_by("jiaowei.handler"), {REVIEW: "broken insufficient"}, set()),
    ("S03", "an acting head signs", {"/units/0/posts/0/acting": True}, {SIGN: "met"}, set()),
    ("S03", "two heads, the second signs", {"/units/0/posts/-": {"post": "principal", "person": "two", "from": "2022-01-01"}, f"{STEP}/3/person": "two"}, {SIGN: "met"}, set()),
    ("S03", "a delegation in force, recorded later", reviewed_by("other", DELEGATED | {"recorded_on": "2023-12-01"}), {REVIEW: "met"}, set()),
    ("S03", "a delegation over", reviewed_by("other", DELEGATED | {"planned_end": "2023-06-01"}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation ended early", reviewed_by("other", DELEGATED | {"actual_end": "2023-06-01"}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation from an unknown day", reviewed_by("other", {k: v for k, v in DELEGATED.items() if k != "from"}), {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation without an end", reviewed_by("other", {k: v for k, v in DELEGATED.items() if k != "planned_end"}), {REVIEW: "met"}, set()),
    ("S03", "a delegation by nobody told", reviewed_by("other", {k: v for k, v in DELEGATED.items() if k != "from_person"}), {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation refused", reviewed_by("other", DELEGATED | {"decided": {"outcome": "refused"}}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation accepted", reviewed_by("other", DELEGATED | {"decided": {"outcome": "accepted"}}), {REVIEW: "met"}, set()),
    ("S03", "a delegation not decided", reviewed_by("other", DELEGATED | {"decided": {"outcome": "pending"}}), {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation of another post", reviewed_by("other", DELEGATED | {"about": {"unit": "jiaowei", "post": "principal"}}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation for another case", reviewed_by("other", DELEGATED | {"about": {"case": OLD}}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation for this case", reviewed_by("other", DELEGATED | {"about": {"case": CASE}}), {REVIEW: "met"}, set()),
    ("S03", "a delegation stated as none", reviewed_by("other", DELEGATED | {"from": "none"}) | PLAIN, {REVIEW: "broken insufficient"}, set()),
    ("S03", "a delegation by one who came on an unknown day", reviewed_by("other", DELEGATED) | {"/units/0/posts/1/from": GONE}, {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation on its first and on its last day", reviewed_by("other", DELEGATED | {"from": "2023-06-02", "planned_end": "2023-06-02"}), {REVIEW: "met"}, set()),
    ("S03", "a delegation from the day after", reviewed_by("other", DELEGATED | {"from": "2023-06-03", "planned_end": "2023-06-10"}), {REVIEW: "broken insufficient"}, set()),
    ("S03", "reviewed in a month in which the holder left", {f"{STEP}/2/on": "2023-05", f"{STEP}/0/on": "2023-04-20", "/units/0/posts/1/to": "2023-05-15"}, {REVIEW: "undetermined"}, set()),
    ("S03", "reviewed in a month in which the holder came", {f"{STEP}/2/on": "2023-05", f"{STEP}/0/on": "2023-04-20", "/units/0/posts/1/from": "2023-05-15"}, {REVIEW: "undetermined"}, set()),
    ("S03", "on the holder's first and last day", {"/units/0/posts/1/from": "2023-06-02", "/units/0/posts/1/to": "2023-06-02"}, {REVIEW: "met"}, set()),
    ("S03", "a delegation to some day of the month", reviewed_by("other", DELEGATED | {"planned_end": "2023-06"}), {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation from some day of the month", reviewed_by("other", DELEGATED | {"from": "2023-06"}), {REVIEW: "undetermined"}, set()),
    ("S03", "a delegation to the end of a later month", reviewed_by("other", DELEGATED | {"planned_end": "2023-07"}), {REVIEW: "met"}, set()),
    ("S03", "nobody told in the post", {"/units/0/posts": []}, {REVIEW: "undetermined", SIGN: "undetermined"}, set()),
    ("S03", "the holder had left", {"/units/0/posts/1/to": "2023-06-01"}, {REVIEW: "undetermined"}, set()),
    ("S03", "the holder came on an unknown day", {"/units/0/posts/1/from": GONE}, {REVIEW: "undetermined"}, set()),
    ("S03", "the case has its own leader in charge", {"/cases/0/roles": [{"post": "leader_in_charge", "person": "wang", "from": "2023-04-10"}]}, {REVIEW: "broken insufficient"}, set()),
    ("S04", "not signed by the supervising leader", {f"{STEP}/4": GONE}, {LEADER: "broken missing"}, set()),
    ("S04", "the leader is of another body", {f"{STEP}/4": GONE, "/leaders/0/body": "congress"}, {LEADER: "not_applicable before_assignment"}, set()),
    ("S04", "the leader's body is not known", {f"{STEP}/4": GONE, "/leaders/0/body": GONE}, {LEADER: "undetermined"}, set()),
    ("S04", "no leader is named", {f"{STEP}/4": GONE, "/cases/0/designations/2/leader": GONE}, {LEADER: "undetermined"}, set()),
    ("S04", "somebody else signed", {f"{STEP}/4/person": "jiaowei.principal"}, {LEADER: "broken insufficient"}, set()),
    ("S04", "it is not told who signed", {f"{STEP}/4/person": GONE}, {LEADER: "undetermined"}, set()),
    ("S04", "the leader's person is not known", {f"{STEP}/4/person": "xyz", "/leaders/0/person": GONE}, {LEADER: "undetermined"}, set()),
    ("S04", "the leader changed, the new one signs", NEW_LEADER | {f"{STEP}/4/person": "xin"}, {LEADER: "met"}, set()),
    ("S04", "the leader changed, the old one signs", NEW_LEADER, {LEADER: "broken insufficient"}, set()),
    ("S04", "the leader changed on an unknown day", NEW_LEADER | {"/cases/0/designations/2/to": "2023-06", "/cases/0/designations/3/from": "2023-06"}, {LEADER: "undetermined"}, set()),
    ("S04", "the leader signs before the principal", {f"{STEP}/4/on": "2023-06-02"}, {LEADER: "met", SIGN: "broken out_of_order"}, set()),
    ("S05", "no category at the close", {f"{REPLY}/category": []}, {f"OUTCOME-04/{CASE}/jiaowei/notice/1": "undetermined", f"OUTCOME-02/{CASE}/jiaowei/notice/1": "undetermined"}, set()),
    ("S06", "A, then B after the reply", {f"{REPLY}/category/-": {"meaning": "to_be_planned", "decided": "2023-07-20"}, "/cases/0/follow_up": {}}, {f"OUTCOME-02/{CASE}/jiaowei/notice/1@2023-07-20": "undetermined"}, set()),
    ("S06", "C without a word to the proposer", {f"{REPLY}/category/0/meaning": "not_possible"}, {f"OUTCOME-03/{CASE}/jiaowei/notice/1": "undetermined"}, set()),
    ("S07", "a second reply: the first one counts", {"/cases/0/replies/-": {"unit": "jiaowei", "version": 2, "issued": "2023-10-01", "steps": [{"step": "draft", "on": "2023-09-20"}]}}, {ANSWERED: "met", f"SIGN-02/{CASE}/jiaowei/review/2": "broken missing"}, set()),
    ("S07", "signed once more after the issue convicts nobody", {f"{STEP}/-": {"step": "sign_off", "person": "jiaowei.handler", "on": "2023-06-10"}}, {SIGN: "met", f"SIGN-02/{CASE}/jiaowei/sign_off/1.2": "pending"}, set()),
    ("S07", "signed again before the issue: that version issues", {f"{STEP}/3/person": "nobody", f"{STEP}/-": {"step": "sign_off", "person": "jiaowei.principal", "on": "2023-06-04"}, f"{STEP}/4": GONE, "/cases/0/designations": []}, {SIGN: "not_applicable superseded", f"SIGN-02/{CASE}/jiaowei/sign_off/1.2": "met", f"SIGN-02/{CASE}/jiaowei/review/1.2": "met"}, set()),
    ("S07", "reviewed again undoes the signature after it", {f"{STEP}/-": {"step": "review", "person": "jiaowei.leader", "on": "2023-06-04"}}, {f"SIGN-02/{CASE}/jiaowei/sign_off/1.2": "broken missing"}, set()),
    ("S08", "sent to the wrong proposer", {f"{REPLY}/deliveries/0/proposer": "d2"}, {f"REPLY-02/{CASE}/jiaowei/notice/d1": "undetermined"}, set()),
    ("S09", "an empty opinion stays in time: people judge it", {"/attestations/-": {"id": "e", "about": {"case": CASE, "unit": "caizheng", "round": 0}, "judged": "no_substance"}}, {OPINION: "met"}, set()),
    ("S10", "assigned later than the lead unit", {"/cases/0/assignments/1/assigned": "2023-05-04", GIVEN: "2023-06-14"}, {OPINION: "met"}, set()),
    ("S10", "an accepted return ends it from the day it was asked", NO_REPLY | {"/adjustments": [adjusted("return", on="2023-09-20", asked="2023-04-18")]}, {ANSWERED: "not_applicable returned"}, set()),
    ("S10", "a refused return never stopped it", NO_REPLY | {"/adjustments": [adjusted("return", on="2023-04-20", asked="2023-04-18", outcome="refused")]}, {ANSWERED: "broken missing"}, set()),
    ("S10", "a return not decided leaves it open", NO_REPLY | {"/adjustments": [adjusted("return", asked="2023-04-18")]}, {ANSWERED: "undetermined"}, set()),
    ("S10", "a return pending by the register", NO_REPLY | {"/adjustments": [adjusted("return", on="2023-04-20", asked="2023-04-18", outcome="pending")]}, {ANSWERED: "undetermined"}, set()),
    ("S10", "a return decided, how is not told", NO_REPLY | {"/adjustments": [adjusted("return", asked="2023-04-18", decided={"on": "2023-04-20"})]}, {ANSWERED: "undetermined"}, set()),
    ("S10", "a carry-over assigned anew this year after the deadline", {"/cases/1/assignments/0/assigned": "2023-09-05", "/cases/1/replies": []}, {f"REPLY-01/{OLD}/caizheng/notice/-": "not_applicable before_assignment"}, set()),
    ("S10", "a carry-over assigned on an unknown day", {"/cases/1/assignments/0/assigned": GONE, "/cases/1/replies": []}, {f"REPLY-01/{OLD}/caizheng/notice/-": "broken missing"}, set()),
    ("S10", "assigned again after a return: its own clock", {"/cases/0/assignments/-": {"unit": "caizheng", "role": "co_handling", "assigned": "2023-06-12"}, "/adjustments": [{"kind": "return", "about": {"case": CASE, "unit": "caizheng", "assigned": "2023-04-10"}, "asked": "2023-04-20", "decided": {"on": "2023-04-25", "outcome": "accepted"}}], "/cases/0/requests": [{"unit": "caizheng", "assigned": "2023-06-12", "delivered": "2023-07-20"}]}, {f"COHAND-01/{CASE}/caizheng@2023-04-10/notice/0": "not_applicable returned", f"COHAND-01/{CASE}/caizheng@2023-06-12/notice/0": "met"}, set()),
    ("S11", "in time, registered late: arrival counts", {"/cases/0/requests/0/recorded_on": "2023-06-20"}, {OPINION: "met"}, set()),
    ("S11", "only the registering is known", {GIVEN: "done", "/cases/0/requests/0/recorded_on": "2023-06-20"}, {OPINION: "undetermined"}, set()),
    ("S12", "last year's B case is not in this year's register", {"/cases/1": GONE}, {f"CARRY-01/{OLD}/caizheng/notice/-": "undetermined"}, set()),
    ("S12", "… and nobody knows whose it was", {"/cases/1": GONE, "/carried/0/unit": GONE}, {f"CARRY-01/{OLD}/-/notice/-": "undetermined"}, set()),
    ("S12", "B again, and again", {"/carried/0/year": 2020, "/cases/1/year": 2020}, {"REPLY-01/proposal/2020/5/caizheng/notice/-": "met"}, {"DATA-016", "DATA-017"}),
    ("S12", "its owner was abolished: the successor owes the reply", OF_FINANCE | {"/cases/1/replies": []}, {f"REPLY-01/{OLD}/xinju/notice/-": "broken missing", f"REPLY-01/{OLD}/caizheng/notice/-": "not_applicable transferred"}, {"DATA-005"}),
    ("S13", "the deputy withdrew it", NO_REPLY | {"/adjustments": [adjusted("withdrawal", unit=None, on="2023-05-04")]}, {ANSWERED: "not_applicable withdrawn"}, set()),
    ("S13", "merged into another", NO_REPLY | {"/adjustments": [adjusted("merge", unit=None, on="2023-05-04", into=OLD)]}, {ANSWERED: "not_applicable merged", f"REPLY-02/{OLD}/caizheng/notice/suggestion-2023-12.d1": "met"}, set()),
    ("S13", "transferred", NO_REPLY | {"/adjustments": [adjusted("transfer", **{"from": "2023-05-04"})]}, {ANSWERED: "not_applicable transferred"}, set()),
    ("S13", "a withdrawal needs nobody's decision, nor a day", NO_REPLY | {"/adjustments": [adjusted("withdrawal", unit=None)]}, {ANSWERED: "undetermined"}, set()),
    ("S13", "waived by approval", NO_REPLY | {"/adjustments": [adjusted("waiver", on="2023-05-04")]}, {ANSWERED: "not_applicable waived"}, set()),
    ("S13", "waived after the deadline: it heals nothing", NO_REPLY | {"/adjustments": [adjusted("waiver", on="2023-09-01")]}, {ANSWERED: "broken missing"}, set()),
    ("S13", "extended and suspended: not of this notice, shown and not judged", NO_REPLY | {"/adjustments": [adjusted("extension", on="2023-05-04", planned_end="2023-12-31"), adjusted("suspension", on="2023-05-04")]}, {ANSWERED: "broken missing"}, set()),
    ("S13", "withdrawn for one unit alone", {"/adjustments": [adjusted("withdrawal", unit="caizheng", on="2023-05-04")], GIVEN: "none"}, {OPINION: "not_applicable withdrawn", ANSWERED: "met"}, set()),
    ("S13", "what ends a promise ends no case", NO_REPLY | {"/adjustments": [adjusted("waiver", on="2023-05-04") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, {ANSWERED: "broken missing"}, set()),
    ("S15", "an event after the day of the verdict", {f"{REPLY}/issued": "2024-02-05"}, {ANSWERED: "broken missing"}, {"DATA-015"}),
    ("S20", "cases that are missing from the year's numbers", {"/expected": {"suggestion": 244, "proposal": 156}}, {}, {"DATA-009"}),
    ("S20", "as many as expected, carry-over on top", {"/expected": {"suggestion": 1, "proposal": 0}}, {}, set()),
    ("S20", "only one kind's number is known", {"/expected": {"suggestion": 2}}, {}, {"DATA-009"}),
    ("I16", "the lead unit also co-handles: it waits for itself in vain", {"/cases/0/assignments/-": {"unit": "jiaowei", "role": "co_handling", "assigned": "2023-04-10"}}, {}, {"DATA-007"}),
    ("I16", "a co-handling unit twice on one day", {"/cases/0/assignments/-": {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}}, {OPINION: "met"}, {"DATA-020"}),
    ("I16", "no lead unit", {"/cases/0/assignments/0": GONE}, {OPINION: "met"}, {"DATA-006"}),
    ("I16", "no unit at all", {"/cases/0/assignments": []}, {}, {"DATA-006", "DATA-008"}),
    ("I16", "two lead units", {"/cases/0/assignments/-": {"unit": "shuili", "role": "lead", "assigned": "2023-04-10"}, "/units/-": {"id": "shuili", "name": "shuili", "bound": True}}, {f"REPLY-01/{CASE}/shuili/notice/-": "undetermined"}, {"DATA-006"}),
    ("I16", "two units, each for itself", {"/cases/0/mode": "separate", "/cases/0/assignments": [{"unit": unit, "role": "separate", "assigned": "2023-04-10"} for unit in ("jiaowei", "caizheng")]}, {ANSWERED: "met", f"REPLY-01/{CASE}/caizheng/notice/-": "broken missing"}, set()),
    ("I16", "the mode not told: it is as the roles say", {"/cases/0/mode": GONE}, {OWN: "met"}, set()),
    ("I16", "co-handling in name only", {"/cases/0/assignments/1": GONE}, {ANSWERED: "met"}, {"DATA-008"}),
    ("I18", "a unit taken over: what was met stays met", REFORM, {ANSWERED: "met", f"REPLY-01/{CASE}/xinju/notice/-": "met", f"FILE-01/{CASE}/xinju/reply→{OFFICE}/-": "met"}, set()),
    ("I18", "… its open duties pass on with their clocks", REFORM | NO_REPLY, {ANSWERED: "not_applicable transferred", f"REPLY-01/{CASE}/xinju/notice/-": "broken missing"}, set()),
    ("I18", "… its breaches stay its own", REFORM | {filing("work_plan", "jiaowei", OFFICE): GONE}, {f"PLAN-01/-/jiaowei/work_plan→{OFFICE}/-": "broken missing", f"PLAN-01/-/xinju/work_plan→{OFFICE}/-": "not_applicable before_assignment"}, set()),
    ("I18", "… what the old unit filed counts", REFORM | {f"{filing('summary', 'jiaowei', OFFICE)}/filed": "2023-07-10"}, {f"FILE-03/-/xinju/summary→{OFFICE}/-": "met", f"FILE-03/-/jiaowei/summary→{OFFICE}/-": "met"}, set()),
    ("I18", "… what was attested of it counts", REFORM, {f"ROLE-04/{CASE}/xinju/notice/-": "met", "ROLE-01/-/xinju/notice/-": "met", "ROLE-02/-/xinju/notice/-": "met"}, set()),
    ("I18", "… its promises pass on", REFORM | {"/cases/0/commitments/0/done": "none", "/cases/0/commitments/0/closed_out": "not_yet"}, {f"PROMISE-02/{CASE}/jiaowei/kept/c1": "not_applicable transferred", f"PROMISE-02/{CASE}/xinju/kept/c1": "broken missing"}, set()),
    ("I18", "… a promise of the new unit is its own", REFORM | {"/cases/0/commitments/0/unit": "xinju", "/cases/0/commitments/0/made": "2023-07-20"}, {f"PROMISE-01/{CASE}/xinju/dated/c1": "met"}, set()),
    ("I18", "… an opinion asked of the old unit", OF_FINANCE | {"/units/1/to": "2023-05-10", GIVEN: "none"}, {OPINION: "not_applicable transferred", f"COHAND-01/{CASE}/xinju/notice/0": "broken missing"}, set()),
    ("I18", "a unit abolished without a successor", {"/units/0/to": "2023-05-10", "/cases/0/replies": []}, {ANSWERED: "not_applicable not_bound"}, set()),
    ("I18", "taken over by a unit that is not listed", {"/units/0/to": "2023-05-10", "/units/0/successor": "nowhere", "/cases/0/replies": []}, {ANSWERED: "not_applicable transferred"}, set()),
    ("I18", "two units that succeed each other: read once", REFORM | {"/units/2/to": "2023-08-01", "/units/2/successor": "jiaowei"} | NO_REPLY, {f"REPLY-01/{CASE}/xinju/notice/-": "not_applicable transferred"}, set()),
    ("I19", "a unit that only gets a copy", {"/units/0/bound": "copied_only"}, {ANSWERED: "not_applicable not_bound"}, set()),
    ("I19", "a unit bound until its last day", {"/units/0/bound": "no_longer", "/units/0/to": "2023-12-31"}, {ANSWERED: "met"}, set()),
    ("I19", "a unit no longer bound, since when is not told", {"/units/0/bound": "no_longer"}, {ANSWERED: "not_applicable not_bound"}, set()),
    ("I19", "a unit that the register does not list", {"/units/1": GONE, "/cases/1": GONE, "/carried": [], GIVEN: "none"}, {OPINION: "undetermined"}, {"DATA-004", "DATA-016"}),
]  # fmt: skip

SHOWN: set[str] = {"DATA-017", "DATA-021", "DATA-023"}
"""Told of the well-handled year itself (a carried-over case of category B again), or by tests of their own (strangers)."""


@pytest.mark.parametrize(
    ("changes", "duties", "issues"), [row[2:] for row in ROWS], ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_state(changes: Json, duties: dict[str, str], issues: set[str]) -> None:
    found = judged(changed(well_handled(), changes))
    said = {id_: short(one(found, id_, unlisted=want.startswith("not_applicable"))) for id_, want in duties.items()}
    assert said == duties
    assert {issue.code for issue in found.data_issues} - SHOWN == issues - SHOWN
    assert len({x.id for x in found.findings}) == len(found.findings)


def test_a_paper_filed_with_a_recipient_that_nobody_knows_may_be_the_filing() -> None:
    found = judged(changed(well_handled(), {f"{filing('work_plan', 'jiaowei', OFFICE)}/recipient": "mayor"}))
    assert short(one(found, f"PLAN-01/-/jiaowei/work_plan→{OFFICE}")) == "undetermined"


def test_nothing_is_broken_or_undetermined_before_its_day() -> None:  # S14
    bare = changed(well_handled(), {"/cases/0/requests": [], **NO_REPLY, "/cases/0/contacts": [], "/filings": []})
    said = {
        short(x)
        for x in judged(bare, "2023-04-20").findings
        if x.rule in ("PLAN-01", "COHAND-01", "REPLY-01", "FILE-01")
    }
    assert said == {"pending"}


def test_missing_none_and_not_yet_are_three_things() -> None:  # S18
    def said(value: Any, through: str) -> str:
        changes = {GIVEN: value, "/complete_through": {"default": through, "adjustments": LAST}}
        return short(one(judged(changed(well_handled(), changes), "2023-05-24"), OPINION))

    assert [said(value, "2023-05-22") for value in (GONE, "none", "not_yet")] == [
        "undetermined",
        "broken missing",
        "undetermined",
    ]
    assert [said(value, LAST) for value in (GONE, "none", "not_yet")] == [
        "undetermined",
        "broken missing",
        "broken missing",
    ]


def test_two_duties_broken_by_one_fact_are_one_fault() -> None:  # S16
    found = judged(
        changed(
            well_handled(),
            {f"{REPLY}/issued": "2023-09-05", f"{filing('reply', 'jiaowei', OFFICE)}/filed": "2023-09-20"},
        )
    )
    broken = {x.id: x.same_fact_as for x in found.broken() if x.fact == "closing"}
    assert broken == {ANSWERED: None, f"FILE-01/{CASE}/jiaowei/reply→{OFFICE}/-": ANSWERED}


def test_a_late_lead_unit_names_the_opinions_it_still_waited_for() -> None:  # 二.1.f
    late = {f"{REPLY}/issued": "2023-09-05", GIVEN: "none"}
    assert one(judged(changed(well_handled(), late)), ANSWERED).waited_for == ("caizheng",)
    assert one(judged(changed(well_handled(), {f"{REPLY}/issued": "2023-09-05"})), ANSWERED).waited_for == ()
    assert one(judged(changed(well_handled(), {GIVEN: "none"})), ANSWERED).waited_for == ()
    on_the_day, after = ({f"{REPLY}/issued": "2023-09-05", GIVEN: day} for day in ("2023-08-31", "2023-09-01"))
    assert one(judged(changed(well_handled(), on_the_day)), ANSWERED).waited_for == ()
    assert one(judged(changed(well_handled(), after)), ANSWERED).waited_for == ("caizheng",)


def test_alias_of_oneself_is_seen_after_aliasing() -> None:  # I17
    doc = changed(
        well_handled(),
        {
            "/units/0/aliases": ["教委办公室"],
            "/cases/0/assignments/-": {"unit": "教委办公室", "role": "co_handling", "assigned": "2023-04-10"},
        },
    )
    found = assess(doc, "pengshui-2023", as_of=date.fromisoformat(LAST))
    assert "DATA-007" in {issue.code for issue in found.data_issues}
    assert not found.broken()


def test_a_rating_before_the_reply_arrived_or_by_the_rated_unit_is_shown() -> None:  # 二.3
    before = judged(changed(well_handled(), {f"{REPLY}/receipts/0/returned": "2023-06-06"}))
    own = judged(changed(well_handled(), {f"{REPLY}/receipts/0/rated_by": "jiaowei"}))
    none = judged(
        changed(well_handled(), {f"{REPLY}/receipts/0/rating": GONE, f"{REPLY}/receipts/0/returned": "2023-06-06"})
    )
    unsent = judged(changed(well_handled(), {f"{REPLY}/deliveries": []}))
    codes = [{i.code for i in found.data_issues} - SHOWN for found in (before, own, none, unsent)]
    assert codes == [{"DATA-011"}, {"DATA-012"}, set(), set()]


def test_a_reply_issued_in_time_that_arrived_late_is_shown() -> None:  # 三.1.a
    found = judged(changed(well_handled(), {f"{REPLY}/deliveries/0/on": "2023-09-01"}))
    assert (short(one(found, ANSWERED)), {i.code for i in found.data_issues} - SHOWN) == (
        "met",
        {"DATA-011", "DATA-018"},
    )


@pytest.mark.parametrize(
    ("about", "told"),
    [("/filings/6/cases", True), ("/attestations/3/about/case", True), ("/cases/1/carried_from", False)],
)
def test_a_record_about_a_case_that_is_not_there_is_told(about: str, told: bool) -> None:
    value: Any = {"/filings/6/cases": ["proposal/2023/999"], "/attestations/3/about/case": "proposal/2023/999"}.get(
        about, {"kind": "proposal", "year": 2021, "number": 3}
    )
    found = judged(changed(well_handled(), {about: value}))
    assert ("DATA-016" in {i.code for i in found.data_issues}) is told


UNSETTLED = [
    ("2024-08-30", "pending"),
    ("2024-08-31", "pending"),
    ("2024-09-01", "undetermined"),
    ("2024-09-02", "undetermined"),
    ("2024-09-03", "broken missing"),
]


def in_2024(tmp_path: Any) -> tuple[Json, Any]:
    from importlib.resources import files

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(text.replace("year = 2023", "year = 2024", 1), encoding="utf-8")
    case = {
        "kind": "suggestion",
        "year": 2024,
        "number": 1,
        "assignments": [{"unit": "jiaowei", "role": "single", "assigned": "2024-04-10"}],
    }
    doc = {
        "place": "x",
        "year": 2024,
        "complete_through": "2024-12-31",
        "units": [{"id": "jiaowei", "name": "x", "bound": True}],
        "cases": [case],
    }
    return doc, load_policy(tmp_path / "p.toml")


@pytest.mark.parametrize(("as_of", "said"), UNSETTLED)
def test_a_weekend_deadline_reminds_as_written_and_breaks_only_once_rolled(
    tmp_path: Any, as_of: str, said: str
) -> None:  # D20
    doc, policy = in_2024(tmp_path)
    found = judged(doc, as_of, policy)
    finding = one(found, "REPLY-01/suggestion/2024/1")
    assert short(finding) == said
    assert finding.due_range == (date(2024, 8, 31), date(2024, 9, 2))
    assert [x.day for x in found.upcoming if x.finding == finding.id] == (
        [date(2024, 8, 31)] if said == "pending" else []
    )
    paper = one(found, "FILE-01/suggestion/2024/1/jiaowei/reply→government_office")
    assert (short(paper), paper.remind) == ("pending", date(2024, 8, 31))


@pytest.mark.parametrize(
    ("issued", "as_of", "said"),
    [
        ("2024-08-31", "2024-09-03", "met"),
        ("2024-09-02", "2024-09-03", "undetermined"),
        ("2024-09-03", "2024-09-03", "broken late"),
    ],
)
def test_an_answer_between_the_written_and_the_rolled_day_is_for_people(
    tmp_path: Any, issued: str, as_of: str, said: str
) -> None:  # D20
    doc, policy = in_2024(tmp_path)
    doc["cases"][0]["replies"] = [{"unit": "jiaowei", "issued": issued}]
    assert short(one(judged(doc, as_of, policy), "REPLY-01/suggestion/2024/1")) == said


@pytest.mark.parametrize(
    ("as_of", "said"), [("2026-12-30", "pending"), ("2027-01-05", "undetermined"), ("2027-03-01", "broken missing")]
)
def test_beyond_the_calendar_a_range_is_told_and_marked(as_of: str, said: str) -> None:  # D01
    case = {
        "kind": "suggestion",
        "year": 2026,
        "number": 1,
        "assignments": [{"unit": "a", "role": "co_handling", "assigned": "2026-11-23"}],
        "requests": [],
    }
    finding = one(assess(case, "pengshui-2023", as_of=date.fromisoformat(as_of)), "COHAND-01")
    assert (short(finding), finding.provisional) == (said, True)
    assert finding.due_range is not None
    assert finding.due_range[0] is not None
    assert finding.due_range[0] >= date(2026, 12, 31)


def test_a_carry_over_is_due_on_this_years_day_however_old() -> None:  # D29
    for year in (2022, 2020):
        doc = changed(well_handled(), {"/cases/1/year": year, "/carried/0/year": year})
        assert one(judged(doc), f"REPLY-01/proposal/{year}/5").due == date(2023, 8, 31)


def test_a_case_assigned_after_the_day_yields_nothing_and_is_counted() -> None:
    found = judged(
        changed(
            well_handled(),
            {"/cases/0/assignments/0/assigned": "2023-06-02", "/cases/0/assignments/1/assigned": "2023-06-02"},
        ),
        "2023-06-01",
    )
    assert not [x for x in found.findings if x.case == CASE]
    assert found.summary["cases_later"] == 1


def test_a_unit_assigned_after_the_day_yields_nothing_yet() -> None:
    found = judged(changed(well_handled(), {"/cases/0/assignments/1/assigned": "2023-06-02"}), "2023-06-01")
    assert {x.unit for x in found.findings if x.case == CASE} == {"jiaowei"}


def test_the_attested_truth_is_of_its_own_version() -> None:
    about = {"case": CASE, "unit": "jiaowei", "version": 2}
    doc = changed(
        well_handled(), {f"{attestation('true-0')}/about": about, f"{attestation('true-0')}/judged": "untrue"}
    )
    assert short(one(judged(doc), f"REPLY-03/{CASE}/jiaowei/notice/1")) == "undetermined"
