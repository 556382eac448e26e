"""Clause by clause, what each rule says of a situation: done on the day and around it, not done, not recorded, not asked.

Each row changes the well-handled year by a line or two and reads one duty off it as of a day. `GONE` takes a record away: in a
register complete through the day that is "not done".
"""

from __future__ import annotations

from typing import Any

import pytest

from smallest import (
    CASE,
    CONGRESS,
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
Row = tuple[str, str, Json, str, str, str]
"""Clause, situation, what differs, as of, which duty, what it says."""

REPLY = "/cases/0/replies/0"
STEPS = f"{REPLY}/steps"
ASKED_AGAIN = {"unit": "caizheng", "round": 1, "asked": "2023-05-23"}
NOTHING: Json = {}


def kept(**kinds: str) -> Json:
    return {"/complete_through": {"default": LAST, "delegations": LAST, "attestations": LAST} | kinds}


def gone(*pointers: str) -> Json:
    return dict.fromkeys(pointers, GONE)


PLAN = filing("work_plan", "jiaowei", OFFICE)
PLAN_01 = f"PLAN-01/-/jiaowei/work_plan→{OFFICE}"
PLANS: list[Row] = [
    ("一.2.f", "filed on the day", {f"{PLAN}/filed": "2023-04-20"}, LAST, PLAN_01, "met"),
    ("一.2.f", "filed the day after", {f"{PLAN}/filed": "2023-04-21"}, LAST, PLAN_01, "broken late"),
    ("一.2.f", "not filed, the day itself", gone(PLAN), "2023-04-20", PLAN_01, "pending"),
    ("一.2.f", "not filed, the day after", gone(PLAN), "2023-04-21", PLAN_01, "broken missing"),
    ("一.2.f", "filed, the day not recorded", gone(f"{PLAN}/filed"), "2023-04-21", PLAN_01, "undetermined"),
    ("一.2.f", "filings not kept", kept(filings="not_kept") | {"/filings": []}, LAST, PLAN_01, "undetermined"),
    ("一.2.f", "another recipient missed", gone(filing("work_plan", "jiaowei", CONGRESS)), LAST, PLAN_01, "met"),
    ("一.2.f", "first assigned on the day", {"/cases/0/assignments/0/assigned": "2023-04-20"}, LAST, PLAN_01, "not_applicable before_assignment"),
    ("一.2.f", "first assigned the eve", {"/cases/0/assignments/0/assigned": "2023-04-19", PLAN: GONE}, LAST, PLAN_01, "broken missing"),
    ("一.2.f", "its only case returned by then", {PLAN: GONE, "/adjustments": [adjusted("return", on="2023-04-19")]}, LAST, PLAN_01, "not_applicable returned"),
    ("一.2.f", "its only case returned after", {PLAN: GONE, "/adjustments": [adjusted("return", on="2023-04-21") | {"asked": "2023-04-21"}]}, LAST, PLAN_01, "broken missing"),
    ("一.2.f", "a co-handling unit owes it too", {filing("work_plan", "caizheng", OFFICE): GONE, "/cases/1": GONE}, LAST, f"PLAN-01/-/caizheng/work_plan→{OFFICE}", "broken missing"),
    ("一.2.f", "the unit only gets a copy", {"/units/0/bound": "copied_only"}, LAST, PLAN_01, "not_applicable not_bound"),
]  # fmt: skip

DEPLOYED = attestation("deployed-1")
ROLES: list[Row] = [
    ("一.2.a", "attested", NOTHING, LAST, "ROLE-01/-/jiaowei", "met"),
    ("一.2.a", "nobody attested, the year's last day", gone(DEPLOYED), "2023-12-31", "ROLE-01/-/jiaowei", "pending"),
    ("一.2.a", "nobody attested, after the year", gone(DEPLOYED), "2024-01-01", "ROLE-01/-/jiaowei", "undetermined"),
    ("一.2.a", "denied: still no day to break", {f"{DEPLOYED}/judged": "not_done"}, LAST, "ROLE-01/-/jiaowei", "undetermined"),
    ("一.2.a", "denied, then judged anew", {f"{DEPLOYED}/judged": "not_done", "/attestations/-": {"id": "anew", "about": {"unit": "jiaowei", "aspect": "deployed"}, "judged": "done", "on": "2023-10-01"}}, LAST, "ROLE-01/-/jiaowei", "met"),
    ("一.2.b", "named", NOTHING, LAST, "ROLE-02/-/jiaowei", "met"),
    ("一.2.b", "not named, after the year", {"/units/0/roles_named": "not_yet"}, LAST, "ROLE-02/-/jiaowei", "undetermined"),
    ("一.2.b", "not named, in the year", {"/units/0/roles_named": "not_yet"}, "2023-06-01", "ROLE-02/-/jiaowei", "pending"),
    ("一.2.c", "a key case, reported", NOTHING, LAST, "ROLE-03", "met"),
    ("一.2.c", "a key case, not attested", gone(attestation("reported-0")), LAST, "ROLE-03", "undetermined"),
    ("一.2.c", "no key case", {"/cases/0/designations": [], attestation("reported-0"): GONE}, LAST, f"ROLE-03/{CASE}", "unlisted pending"),
    ("一.2.c", "no key case, marks not kept", {"/cases/0/designations": [], attestation("reported-0"): GONE} | kept(designations="not_kept"), LAST, f"ROLE-03/{CASE}", "undetermined"),
    ("一.2.d", "attested", NOTHING, LAST, f"ROLE-04/{CASE}", "met"),
    ("一.2.d", "not attested", gone(attestation("coordinated-0")), LAST, f"ROLE-04/{CASE}", "undetermined"),
]  # fmt: skip

BEFORE, DURING, AFTER = (f"/cases/0/contacts/{index}" for index in range(3))
CONTACTS: list[Row] = [
    ("二.1.a", "met the proposer before", NOTHING, LAST, f"CONTACT-01/{CASE}", "met"),
    ("二.1.a", "on the day of the first step", {f"{BEFORE}/on": "2023-06-01"}, LAST, f"CONTACT-01/{CASE}", "met"),
    ("二.1.a", "between the first step and the issue", {f"{BEFORE}/on": "2023-06-03"}, LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "on the day of the issue", {f"{BEFORE}/on": "2023-06-05"}, LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "only after the reply issued", {f"{BEFORE}/on": "2023-06-06"}, LAST, f"CONTACT-01/{CASE}", "broken late"),
    ("二.1.a", "by telephone only", {f"{BEFORE}/form": "telephone"}, LAST, f"CONTACT-01/{CASE}", "broken missing"),
    ("二.1.a", "a meeting counts as face to face", {f"{BEFORE}/form": "meeting"}, LAST, f"CONTACT-01/{CASE}", "met"),
    ("二.1.a", "form not recorded", gone(f"{BEFORE}/form"), LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "by the principal: a higher post", {f"{BEFORE}/post": "principal"}, LAST, f"CONTACT-01/{CASE}", "met"),
    ("二.1.a", "by the handler: a lower post", {f"{BEFORE}/post": "handler"}, LAST, f"CONTACT-01/{CASE}", "broken missing"),
    ("二.1.a", "post told by the person alone", {f"{BEFORE}/post": GONE, f"{BEFORE}/person": "jiaowei.leader"}, LAST, f"CONTACT-01/{CASE}", "met"),
    ("二.1.a", "neither post nor person recorded", gone(f"{BEFORE}/post"), LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "by another unit", {f"{BEFORE}/unit": "caizheng"}, LAST, f"CONTACT-01/{CASE}", "broken missing"),
    ("二.1.a", "no unit told, and another unit co-handles", gone(f"{BEFORE}/unit"), LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "none, before anything else happened", gone(BEFORE), "2023-05-31", f"CONTACT-01/{CASE}", "pending"),
    ("二.1.a", "none, handling begun", gone(BEFORE), "2023-06-02", f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.a", "none, the reply issued", gone(BEFORE), "2023-06-05", f"CONTACT-01/{CASE}", "broken missing"),
    ("二.1.a", "contacts not kept", {"/cases/0/contacts": []} | kept(contacts="not_kept"), LAST, f"CONTACT-01/{CASE}", "undetermined"),
    ("二.1.b", "told by telephone", NOTHING, LAST, f"CONTACT-02/{CASE}", "met"),
    ("二.1.b", "told on the day of the issue", {f"{DURING}/on": "2023-06-05"}, LAST, f"CONTACT-02/{CASE}", "met"),
    ("二.1.b", "told the day after the issue", {f"{DURING}/on": "2023-06-06"}, LAST, f"CONTACT-02/{CASE}", "broken late"),
    ("二.1.b", "never told, the eve of the issue", gone(DURING), "2023-06-04", f"CONTACT-02/{CASE}", "pending"),
    ("二.1.b", "never told, the reply issued", gone(DURING), "2023-06-05", f"CONTACT-02/{CASE}", "broken missing"),
    ("二.1.b", "no issue yet", {DURING: GONE, f"{REPLY}/issued": "not_yet"}, LAST, f"CONTACT-02/{CASE}", "pending"),
    ("二.1.c", "a meeting after the issue", NOTHING, LAST, f"CONTACT-03/{CASE}", "met"),
    ("二.1.c", "on the day of drafting", {f"{AFTER}/on": "2023-06-01"}, LAST, f"CONTACT-03/{CASE}", "met"),
    ("二.1.c", "before drafting: no outcome yet", {f"{AFTER}/on": "2023-05-31"}, LAST, f"CONTACT-03/{CASE}", "undetermined"),
    ("二.1.c", "by telephone: none", {f"{AFTER}/form": "telephone"}, LAST, f"CONTACT-03/{CASE}", "undetermined"),
    ("二.1.c", "none yet, in the year", gone(AFTER), "2023-12-31", f"CONTACT-03/{CASE}", "pending"),
]  # fmt: skip

KEY_CASES: list[Row] = [
    ("二.2.a", "attested", NOTHING, LAST, f"KEY-01/{CASE}", "met"),
    ("二.2.a", "not attested, after the year", gone(attestation("led-0")), LAST, f"KEY-01/{CASE}", "undetermined"),
    ("二.2.a", "a hot livelihood matter", {"/cases/0/designations": [{"is": "livelihood_hot", "from": "2023-04-11"}]}, LAST, f"KEY-01/{CASE}", "met"),
    ("二.2.a", "not marked: nothing is asked", {"/cases/0/designations": [{"is": "key", "from": "2023-04-11"}], attestation("led-0"): GONE}, LAST, f"KEY-01/{CASE}", "unlisted pending"),
    ("二.2.a", "marked, on an unknown day", {"/cases/0/designations": [{"is": "major"}], attestation("led-0"): GONE}, "2023-06-01", f"KEY-01/{CASE}", "unlisted pending"),
    ("二.2.b", "attested", NOTHING, LAST, f"KEY-02/{CASE}", "met"),
    ("二.2.b", "not supervised", {"/cases/0/designations": [], attestation("planned_early-0"): GONE}, LAST, f"KEY-02/{CASE}", "unlisted pending"),
    ("二.2.b", "not attested", gone(attestation("planned_early-0")), LAST, f"KEY-02/{CASE}", "undetermined"),
]  # fmt: skip

GIVEN = "/cases/0/requests/0/delivered"
OPINION = f"COHAND-01/{CASE}/caizheng/notice/0"
AGAIN = f"COHAND-02/{CASE}/caizheng/notice/1"
OWN = f"COHAND-03/{CASE}/caizheng/notice/0"
ROUND_1 = "/cases/0/requests/-"
SUBSTANCE = {
    "id": "substance",
    "about": {"case": CASE, "unit": "caizheng", "round": 0},
    "judged": "substance",
    "on": "2023-06-01",
}
CO_HANDLING: list[Row] = [
    ("三.1.d", "the eve of the day", {GIVEN: "2023-05-22"}, LAST, OPINION, "met"),
    ("三.1.d", "the day", {GIVEN: "2023-05-23"}, LAST, OPINION, "met"),
    ("三.1.d", "the day after", {GIVEN: "2023-05-24"}, LAST, OPINION, "broken late"),
    ("三.1.d", "not given, on the day", gone("/cases/0/requests/0"), "2023-05-23", OPINION, "pending"),
    ("三.1.d", "not given, the day after", gone("/cases/0/requests/0"), "2023-05-24", OPINION, "broken missing"),
    ("三.1.d", "arrival not recorded", gone(GIVEN), "2023-05-24", OPINION, "undetermined"),
    ("三.1.d", "arrival not recorded, before the day is over", gone(GIVEN), "2023-05-23", OPINION, "pending"),
    ("三.1.d", "assignment day missing", {"/cases/0/assignments/1/assigned": GONE, GIVEN: GONE}, LAST, OPINION, "undetermined"),
    ("三.1.d", "a later-added unit has its own clock", {"/cases/0/assignments/1/assigned": "2023-05-10", GIVEN: "2023-06-21"}, LAST, OPINION, "met"),
    ("三.1.d", "a change of lead restarts nothing", {"/cases/0/assignments/-": {"unit": "shuili", "role": "lead", "assigned": "2023-05-10"}, "/units/-": {"id": "shuili", "name": "shuili", "bound": True}, "/adjustments": [adjusted("transfer", on="2023-05-09")], GIVEN: "2023-05-24"}, LAST, OPINION, "broken late"),
    ("三.1.d", "withdrawn before the day", {GIVEN: "not_yet", "/adjustments": [adjusted("withdrawal", unit=None, on="2023-05-20")]}, LAST, OPINION, "not_applicable withdrawn"),
    ("三.1.d", "withdrawn after the day heals nothing", {GIVEN: "not_yet", "/adjustments": [adjusted("withdrawal", unit=None, on="2023-05-24")]}, LAST, OPINION, "broken missing"),
    ("三.1.d", "co-handling last year: that year's duty", {"/cases/1/assignments/-": {"unit": "jiaowei", "role": "co_handling", "assigned": "2022-04-08"}}, LAST, OPINION, "met"),
    ("三.1.e", "sent back and given again", {ROUND_1: ASKED_AGAIN | {"delivered": "2023-06-01"}}, LAST, AGAIN, "met"),
    ("三.1.e", "sent back, no day is set", {ROUND_1: ASKED_AGAIN | {"delivered": "not_yet"}}, "2023-12-31", AGAIN, "pending"),
    ("三.1.e", "sent back and never given again", {ROUND_1: ASKED_AGAIN | {"delivered": "none"}}, LAST, AGAIN, "undetermined"),
    ("三.1.e", "the sending-back is contested", {ROUND_1: ASKED_AGAIN | {"delivered": "none"}, "/attestations/-": SUBSTANCE}, LAST, AGAIN, "undetermined"),
    ("三.1.e", "contested, and given again: met whoever is right", {ROUND_1: ASKED_AGAIN | {"delivered": "2023-06-01"}, "/attestations/-": SUBSTANCE}, LAST, AGAIN, "unlisted met"),
    ("三.1.d", "a redo heals no lateness", {GIVEN: "2023-05-24", ROUND_1: ASKED_AGAIN | {"asked": "2023-05-25", "delivered": "2023-05-26"}}, LAST, OPINION, "broken late"),
    ("三.1.d", "an empty first opinion stays in time", {ROUND_1: ASKED_AGAIN | {"delivered": "none"}}, LAST, OPINION, "met"),
    ("三.1.c", "no answer of its own, the year not over", NOTHING, "2023-12-30", OWN, "pending"),
    ("三.1.c", "no answer of its own, the year over", NOTHING, "2023-12-31", OWN, "met"),
    ("三.1.c", "answered on its own", {"/cases/0/requests/0/own_answer": "2023-06-10"}, "2023-06-10", OWN, "broken forbidden"),
    ("三.1.c", "answered on its own: the eve", {"/cases/0/requests/0/own_answer": "2023-06-10"}, "2023-06-09", OWN, "pending"),
    ("三.1.c", "a reply of its own is an answer", {"/cases/0/replies/-": {"unit": "caizheng", "issued": "2023-06-10"}}, LAST, OWN, "broken forbidden"),
    ("三.1.c", "answered, the day not recorded", {"/cases/0/requests/0/own_answer": "done"}, LAST, OWN, "undetermined"),
    ("三.1.c", "answered in the next year", {"/cases/0/requests/0/own_answer": "2024-01-02"}, LAST, OWN, "met"),
    ("三.1.c", "under separate handling it is no duty", {"/cases/0/mode": "separate"}, LAST, OWN, "not_applicable mode"),
]  # fmt: skip

CATEGORY = f"{REPLY}/category/0"
OUTCOMES: list[Row] = [
    ("二.3.a", "A, carried out", NOTHING, LAST, f"OUTCOME-01/{CASE}", "met"),
    ("二.3.a", "A, a promise is enough", gone("/cases/0/follow_up"), LAST, f"OUTCOME-01/{CASE}", "met"),
    ("二.3.a", "A, neither, in the year", gone("/cases/0/follow_up", "/cases/0/commitments"), "2023-12-31", f"OUTCOME-01/{CASE}", "pending"),
    ("二.3.a", "A, neither, after the year", gone("/cases/0/follow_up", "/cases/0/commitments"), LAST, f"OUTCOME-01/{CASE}", "undetermined"),
    ("二.3.a", "B is not asked", NOTHING, LAST, f"OUTCOME-01/{OLD}", "not_applicable category"),
    ("二.3.b", "B, entered before the issue", NOTHING, LAST, f"OUTCOME-02/{OLD}", "met"),
    ("二.3.b", "B, entered on the day of the issue", {"/cases/1/follow_up/plan_entry": "2023-07-05"}, LAST, f"OUTCOME-02/{OLD}", "met"),
    ("二.3.b", "B, entered after the issue", {"/cases/1/follow_up/plan_entry": "2023-07-06"}, LAST, f"OUTCOME-02/{OLD}", "broken late"),
    ("二.3.b", "B, never entered", {"/cases/1/follow_up/plan_entry": "none"}, "2023-07-05", f"OUTCOME-02/{OLD}", "broken missing"),
    ("二.3.b", "B, entry not recorded", gone("/cases/1/follow_up/plan_entry"), LAST, f"OUTCOME-02/{OLD}", "undetermined"),
    ("二.3.b", "classed B after the reply: no day", {"/cases/1/replies/0/category/0/decided": "2023-07-20", "/cases/1/follow_up/plan_entry": "none"}, LAST, f"OUTCOME-02/{OLD}", "undetermined"),
    ("二.3.b", "classed B after the reply, entered", {"/cases/1/replies/0/category/0/decided": "2023-07-20", "/cases/1/follow_up/plan_entry": "2023-10-01"}, LAST, f"OUTCOME-02/{OLD}", "met"),
    ("二.3.c", "C, explained", {f"{CATEGORY}/meaning": "not_possible", "/cases/0/follow_up/explained": "2023-06-10"}, LAST, f"OUTCOME-03/{CASE}", "met"),
    ("二.3.c", "C, attested as explained", {f"{CATEGORY}/meaning": "not_possible", "/attestations/-": {"id": "c", "about": {"case": CASE, "unit": "jiaowei"}, "judged": "explained", "on": "2023-10-01"}}, LAST, f"OUTCOME-03/{CASE}", "met"),
    ("二.3.c", "C, nothing recorded, after the year", {f"{CATEGORY}/meaning": "not_possible"}, LAST, f"OUTCOME-03/{CASE}", "undetermined"),
    ("二.3", "no category given", {f"{REPLY}/category": []}, LAST, f"OUTCOME-04/{CASE}", "undetermined"),
    ("二.3", "a category given", NOTHING, LAST, f"OUTCOME-04/{CASE}", "met"),
    ("二.3.a", "the first of two categories is superseded", {f"{REPLY}/category/-": {"meaning": "to_be_planned", "decided": "2023-06-20"}, "/cases/0/follow_up": GONE, "/cases/0/commitments": GONE}, LAST, f"OUTCOME-01/{CASE}/jiaowei/notice/1", "not_applicable superseded"),
]  # fmt: skip

DRAFT, RECHECK, REVIEW, SIGN, LEADER = (f"{STEPS}/{index}" for index in range(5))
SIGNING: list[Row] = [
    ("二.4.a", "no draft on record", gone(DRAFT), LAST, f"SIGN-01/{CASE}/jiaowei/draft", "broken missing"),
    ("二.4.a", "not rechecked", gone(RECHECK), LAST, f"SIGN-01/{CASE}/jiaowei/recheck", "broken missing"),
    ("二.4.a", "rechecked after the signature", {f"{RECHECK}/on": "2023-06-04"}, LAST, f"SIGN-01/{CASE}/jiaowei/recheck", "met"),
    ("二.4.a", "rechecked before the draft", {f"{RECHECK}/on": "2023-05-31"}, LAST, f"SIGN-01/{CASE}/jiaowei/draft", "broken out_of_order"),
    ("二.4.a", "drafted after the review", {f"{DRAFT}/on": "2023-06-03"}, LAST, f"SIGN-01/{CASE}/jiaowei/draft", "broken out_of_order"),
    ("二.4.b", "a missing review convicts itself", gone(REVIEW), LAST, f"SIGN-02/{CASE}/jiaowei/review", "broken missing"),
    ("二.4.b", "… and not the signature", gone(REVIEW), LAST, f"SIGN-02/{CASE}/jiaowei/sign_off", "met"),
    ("二.4.b", "steps not kept", {STEPS: []} | kept(steps="not_kept"), LAST, f"SIGN-02/{CASE}/jiaowei/review", "undetermined"),
    ("二.4.b", "reviewed after the issue", {f"{REVIEW}/on": "2023-06-06"}, LAST, f"SIGN-02/{CASE}/jiaowei/review", "broken late"),
    ("二.4.b", "signed by nobody told", gone(f"{SIGN}/person"), LAST, f"SIGN-02/{CASE}/jiaowei/sign_off", "undetermined"),
    ("二.4.b", "nothing issued: all can be mended", {f"{REPLY}/issued": "not_yet", REVIEW: GONE}, LAST, f"SIGN-02/{CASE}/jiaowei/review", "pending"),
    ("二.4.b", "issue not recorded", {f"{REPLY}/issued": GONE, REVIEW: GONE}, LAST, f"SIGN-02/{CASE}/jiaowei/review", "undetermined"),
    ("二.4.b", "the reply will not issue", {f"{REPLY}/issued": "none", REVIEW: GONE}, LAST, f"SIGN-02/{CASE}/jiaowei/review", "pending"),
    ("二.4.c", "not signed by the supervising leader", gone(LEADER), LAST, f"SIGN-03/{CASE}", "broken missing"),
    ("二.4.c", "listed on the day of the issue", {LEADER: GONE, "/cases/0/designations/2/from": "2023-06-05"}, LAST, f"SIGN-03/{CASE}", "not_applicable before_assignment"),
    ("二.4.c", "listed on the eve of the issue", {LEADER: GONE, "/cases/0/designations/2/from": "2023-06-04"}, LAST, f"SIGN-03/{CASE}", "broken missing"),
    ("二.4.c", "listing over before the issue", {LEADER: GONE, "/cases/0/designations/2/to": "2023-06-01"}, LAST, f"SIGN-03/{CASE}", "not_applicable before_assignment"),
]  # fmt: skip

REPLIES: list[Row] = [
    ("三.1.a", "issued on the day", {f"{REPLY}/issued": "2023-08-31"}, LAST, f"REPLY-01/{CASE}", "met"),
    ("三.1.a", "issued the day after", {f"{REPLY}/issued": "2023-09-01"}, LAST, f"REPLY-01/{CASE}", "broken late"),
    ("三.1.a", "no reply, on the day", {"/cases/0/replies": []}, "2023-08-31", f"REPLY-01/{CASE}", "pending"),
    ("三.1.a", "no reply, the day after", {"/cases/0/replies": []}, "2023-09-01", f"REPLY-01/{CASE}", "broken missing"),
    ("三.1.a", "issue not recorded", gone(f"{REPLY}/issued"), "2023-09-01", f"REPLY-01/{CASE}", "undetermined"),
    ("三.1.a", "assigned on the day", {"/cases/0/assignments/0/assigned": "2023-08-31", "/cases/0/replies": []}, LAST, f"REPLY-01/{CASE}", "not_applicable before_assignment"),
    ("三.1.a", "assigned on the eve", {"/cases/0/assignments/0/assigned": "2023-08-30", "/cases/0/replies": []}, LAST, f"REPLY-01/{CASE}", "broken missing"),
    ("三.1.a", "a carry-over owes a new reply", {"/cases/1/replies": []}, LAST, f"REPLY-01/{OLD}", "broken missing"),
    ("三.1.a", "merged into another case", {"/cases/0/replies": [], "/adjustments": [adjusted("merge", unit=None, into=OLD, **{"from": "2023-05-01"})]}, LAST, f"REPLY-01/{CASE}", "not_applicable merged"),
    ("二.4.d", "sent to the leading proposer", NOTHING, LAST, f"REPLY-02/{CASE}/jiaowei/notice/d1", "met"),
    ("二.4.d", "the second proposer is not asked", NOTHING, LAST, f"REPLY-02/{CASE}/jiaowei/notice/d2", "not_applicable"),
    ("二.4.d", "sent to the wrong one", {f"{REPLY}/deliveries/0/proposer": "d2"}, LAST, f"REPLY-02/{CASE}/jiaowei/notice/d1", "undetermined"),
    ("二.4.d", "arrival alone is recorded", gone(f"{REPLY}/deliveries/0/sent"), LAST, f"REPLY-02/{CASE}/jiaowei/notice/d1", "met"),
    ("二.4.d", "it will not arrive: sending not known", {f"{REPLY}/deliveries/0/sent": GONE, f"{REPLY}/deliveries/0/on": "none"}, LAST, f"REPLY-02/{CASE}/jiaowei/notice/d1", "undetermined"),
    ("二.4.d", "true", NOTHING, LAST, f"REPLY-03/{CASE}", "met"),
    ("二.4.d", "judged untrue: no day to break", {f"{attestation('true-0')}/judged": "untrue"}, LAST, f"REPLY-03/{CASE}", "undetermined"),
    ("二.4.d", "nothing issued, nothing asked", {f"{REPLY}/issued": "none", attestation("true-0"): GONE}, LAST, f"REPLY-03/{CASE}", "unlisted pending"),
]  # fmt: skip

FILED = filing("reply", "jiaowei", OFFICE)
FORM = filing("receipt", "jiaowei", OFFICE)
SUMMARY = filing("summary", "jiaowei", OFFICE)
FILE_01, FILE_02 = (
    f"{rule}/{CASE}/jiaowei/{paper}→{OFFICE}" for rule, paper in (("FILE-01", "reply"), ("FILE-02", "receipt"))
)
RETURNED = f"{REPLY}/receipts/0/returned"
FILINGS: list[Row] = [
    ("三.1.b", "the reply filed on the day", {f"{FILED}/filed": "2023-08-31"}, LAST, FILE_01, "met"),
    ("三.1.b", "the reply filed late", {f"{FILED}/filed": "2023-09-01"}, LAST, FILE_01, "broken late"),
    ("三.1.b", "a late reply is due when it exists", {f"{REPLY}/issued": "2023-09-05", f"{FILED}/filed": "2023-09-05"}, LAST, FILE_01, "met"),
    ("三.1.b", "no reply, so nothing to file yet", {"/cases/0/replies": [], FILED: GONE}, LAST, FILE_01, "pending"),
    ("三.1.b", "a suggestion's reply is not for the CPPCC", NOTHING, LAST, f"FILE-01/{CASE}/jiaowei/reply→cppcc_committee", "not_applicable kind"),
    ("三.1.b", "the form filed on the day", {f"{FORM}/filed": "2023-08-31"}, LAST, FILE_02, "met"),
    ("三.1.b", "the form filed late", {f"{FORM}/filed": "2023-09-01"}, LAST, FILE_02, "broken late"),
    ("三.1.b", "the form not filed", gone(FORM), "2023-09-01", FILE_02, "broken missing"),
    ("三.1.b", "the form not returned", {RETURNED: "not_yet", FORM: GONE}, LAST, FILE_02, "pending"),
    ("三.1.b", "its return not recorded", {RETURNED: GONE, FORM: GONE}, "2023-09-01", FILE_02, "undetermined"),
    ("三.1.b", "its return not recorded, before the deadline", {RETURNED: GONE, FORM: GONE}, "2023-08-31", FILE_02, "pending"),
    ("三.1.b", "returned late: no day is set", {RETURNED: "2023-09-10", FORM: GONE}, LAST, FILE_02, "undetermined"),
    ("三.1.b", "returned late and filed", {RETURNED: "2023-09-10", f"{FORM}/filed": "2023-10-10"}, LAST, FILE_02, "met"),
    ("三.1.b", "the summary filed late", {f"{SUMMARY}/filed": "2023-09-01"}, LAST, f"FILE-03/-/jiaowei/summary→{OFFICE}", "broken late"),
    ("三.1.b", "a unit that only co-handles owes no summary", {"/cases/1": GONE}, LAST, f"FILE-03/-/caizheng/summary→{OFFICE}", "not_applicable before_assignment"),
    ("三.1.b", "all its led cases ended before", {SUMMARY: GONE, "/adjustments": [adjusted("return", on="2023-04-19")]}, LAST, f"FILE-03/-/jiaowei/summary→{OFFICE}", "not_applicable returned"),
]  # fmt: skip

CARRY: list[Row] = [
    ("二.5.a", "last year's B case is here", NOTHING, LAST, f"CARRY-01/{OLD}", "met"),
    ("二.5.a", "it is absent: not known, and never broken", {"/cases/1": GONE}, LAST, f"CARRY-01/{OLD}/caizheng", "undetermined"),
    ("二.5.a", "absent, closed out last year", {"/cases/1": GONE, "/carried/0/closed_out": "2022-12-01"}, LAST, f"CARRY-01/{OLD}/caizheng", "not_applicable closed_out"),
    ("二.5.a", "here under a new number", {"/cases/1/year": 2023, "/cases/1/number": 99, "/cases/1/carried_from": {"kind": "proposal", "year": 2022, "number": 5}}, LAST, "CARRY-01/proposal/2023/99", "met"),
    ("二.5.b", "no tracker, after the year", {"/cases/1/follow_up/tracker": GONE}, LAST, f"CARRY-02/{OLD}", "undetermined"),
    ("二.5.b", "a tracker, the day not recorded", {"/cases/1/follow_up/tracker": {"recorded_on": "2023-12-31"}}, LAST, f"CARRY-02/{OLD}", "met"),
    ("二.5.b", "not B last year", {"/carried/0/category": "solvable_now"}, LAST, f"CARRY-02/{OLD}", "not_applicable category"),
    ("二.5.b", "nothing kept of the follow-up", {"/cases/1/follow_up": GONE} | kept(follow_up="not_kept"), LAST, f"CARRY-02/{OLD}", "undetermined"),
    ("二.5.c", "the plan refined on the day", {"/cases/1/follow_up/solution_plan": "2023-08-31"}, LAST, f"CARRY-03/{OLD}", "met"),
    ("二.5.c", "the plan refined late", {"/cases/1/follow_up/solution_plan": "2023-09-01"}, LAST, f"CARRY-03/{OLD}", "broken late"),
    ("二.5.c", "the plan never refined", {"/cases/1/follow_up/solution_plan": "none"}, "2023-09-01", f"CARRY-03/{OLD}", "broken missing"),
    ("二.5.c", "absent here: the plan is not asked", {"/cases/1": GONE}, LAST, f"CARRY-03/{OLD}", "not_applicable"),
    ("二.5.c", "each point attested", NOTHING, LAST, f"CARRY-04/{OLD}/caizheng/point/p1", "met"),
    ("二.5.c", "the point dealt with, by its own day", gone(attestation("point")), LAST, f"CARRY-04/{OLD}/caizheng/point/p1", "met"),
    ("二.5.c", "a point nobody speaks of", {attestation("point"): GONE, "/cases/1/follow_up/points": []}, LAST, f"CARRY-04/{OLD}/caizheng/point/p1", "undetermined"),
]  # fmt: skip

PROMISE = "/cases/0/commitments/0"
KEPT, DATED, CLOSED = (f"{rule}/{CASE}" for rule in ("PROMISE-02", "PROMISE-01", "CLOSE-01"))
PROMISES: list[Row] = [
    ("三.2.e", "a day for completion stated", NOTHING, LAST, DATED, "met"),
    ("三.2.e", "no day stated, on the day it was made", {f"{PROMISE}/promised_for": "none"}, "2023-06-05", DATED, "pending"),
    ("三.2.e", "no day stated, the day after", {f"{PROMISE}/promised_for": "none"}, "2023-06-06", DATED, "broken missing"),
    ("三.2.e", "no steps stated", {f"{PROMISE}/steps": []}, LAST, DATED, "broken insufficient"),
    ("三.2.e", "its day not recorded", gone(f"{PROMISE}/promised_for"), LAST, DATED, "undetermined"),
    ("三.2.e", "kept on the day", {f"{PROMISE}/done": "2023-07-31"}, LAST, KEPT, "met"),
    ("三.2.e", "kept the day after", {f"{PROMISE}/done": "2023-08-01"}, LAST, KEPT, "broken late"),
    ("三.2.e", "not kept", {f"{PROMISE}/done": "not_yet", f"{PROMISE}/closed_out": "not_yet"}, "2023-08-01", KEPT, "broken missing"),
    ("三.2.e", "done, nobody attested it", gone(attestation("kept")), LAST, KEPT, "undetermined"),
    ("三.2.e", "done, attested as not done", {f"{attestation('kept')}/judged": "not_done"}, LAST, KEPT, "broken insufficient"),
    ("三.2.e", "without a day the keeping stays pending", {f"{PROMISE}/promised_for": "none", f"{PROMISE}/done": "not_yet"}, LAST, KEPT, "pending"),
    ("三.2.e", "its day not recorded, not done", {f"{PROMISE}/promised_for": GONE, f"{PROMISE}/done": "not_yet"}, LAST, KEPT, "undetermined"),
    ("三.2.e", "changed by agreement before the day", {f"{PROMISE}/done": "2023-08-20", "/adjustments": [adjusted("extension", on="2023-07-31", planned_end="2023-08-31") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, LAST, KEPT, "met"),
    ("三.2.e", "changed after the day: it heals nothing", {f"{PROMISE}/done": "2023-08-20", "/adjustments": [adjusted("extension", on="2023-08-01", planned_end="2023-08-31") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, LAST, KEPT, "broken late"),
    ("三.2.e", "a change refused", {f"{PROMISE}/done": "2023-08-20", "/adjustments": [adjusted("extension", on="2023-07-20", outcome="refused", planned_end="2023-08-31") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, LAST, KEPT, "broken late"),
    ("三.2.e", "a change not decided on record", {f"{PROMISE}/done": "2023-08-20", "/adjustments": [adjusted("extension", planned_end="2023-08-31") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, LAST, KEPT, "undetermined"),
    ("三.2.e", "closed out when answered and done", NOTHING, LAST, CLOSED, "met"),
    ("三.2.e", "closed out before it was done", {f"{PROMISE}/closed_out": "2023-07-19"}, "2023-07-19", CLOSED, "broken missing"),
    ("三.2.e", "… and done later", {f"{PROMISE}/closed_out": "2023-07-19"}, LAST, CLOSED, "broken late"),
    ("三.2.e", "not closed out yet", {f"{PROMISE}/closed_out": "not_yet"}, LAST, CLOSED, "met"),
    ("三.2.e", "made on a day after the verdict's", {f"{PROMISE}/made": "2023-09-01"}, "2023-06-20", DATED, "not_applicable"),
]  # fmt: skip

ROWS = [*PLANS, *ROLES, *CONTACTS, *KEY_CASES, *CO_HANDLING, *OUTCOMES, *SIGNING, *REPLIES, *FILINGS, *CARRY, *PROMISES]


def test_the_well_handled_year_has_nothing_but_met_duties() -> None:
    found = judged(well_handled())
    assert {short(x) for x in found.findings} == {"met"}
    assert {x.rule for x in found.findings} == {row[4].split("/")[0] for row in ROWS} - {"COHAND-02", "OUTCOME-03"}


@pytest.mark.parametrize(
    ("clause", "situation", "changes", "as_of", "duty", "said"),
    ROWS,
    ids=[f"{r[4].split('/')[0]} {r[0]}: {r[1]}" for r in ROWS],
)
def test_clause(clause: str, situation: str, changes: Json, as_of: str, duty: str, said: str) -> None:
    found = judged(changed(well_handled(), changes), as_of)
    finding = one(found, duty, unlisted=said.startswith(("not_applicable", "unlisted")))
    listed = "" if finding in found.findings else "" if said.startswith("not_applicable") else "unlisted "
    assert (finding.clause, listed + short(finding)) == (clause, said), situation
