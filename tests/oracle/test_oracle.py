"""The second implementation against cases worked out by hand from the notice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from oracle.days import fixed, iso, number, worked, working_days_after, written
from oracle.oracle import judge, judge_all

Json = dict[str, Any]
KEY = "suggestion/2023/12"
END = "2024-02-01"
LEAD: Json = {"unit": "jiaotong", "role": "lead", "assigned": "2023-04-10"}
CO: Json = {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}
ALONE: Json = {"unit": "jiaotong", "role": "single", "assigned": "2023-04-10"}
POSTS: list[Json] = [
    {"post": "principal", "person": "zhang", "from": "2022-01-01"},
    {"post": "leader_in_charge", "person": "li", "from": "2022-01-01"},
]
CHAIN: list[Json] = [
    {"step": "draft", "person": "he", "on": "2023-05-04"},
    {"step": "recheck", "person": "he", "on": "2023-05-05"},
    {"step": "review", "person": "li", "on": "2023-05-08"},
    {"step": "sign_off", "person": "zhang", "on": "2023-05-09"},
]
REPLY: Json = {"unit": "jiaotong", "version": 1, "steps": CHAIN, "issued": "2023-05-10"}
COMMITTEES = {"through": {"default": "2024-03-01", "delegations": "2024-03-01", "attestations": "2024-03-01"}}


def case(*, number: int = 12, kind: str = "suggestion", year: int = 2023, **more: Any) -> Json:
    plain = {"proposers": [{"id": "d1"}], "mode": "lead_with_co_handling", "assignments": [LEAD, CO]}
    return {"kind": kind, "year": year, "number": number} | plain | more


def register(*cases: Json, through: str | Json = "2024-03-01", bound: bool | str = True, **more: Any) -> Json:
    units = [
        {"id": "jiaotong", "name": "交通局", "bound": bound, "posts": POSTS, "roles_named": "2023-04-12"},
        {"id": "caizheng", "name": "财政局", "bound": True},
    ]
    head = {"schema": "caserules.register/1", "place": "彭水", "year": 2023, "complete_through": through}
    return head | {"units": units, "cases": list(cases)} | more


def opinion(**request: Any) -> Json:
    return register(case(requests=[{"unit": "caizheng", "round": 0, "own_answer": "not_yet"} | request]))


def reply(*, through: str | Json = "2024-03-01", **changes: Any) -> Json:
    return register(case(replies=[REPLY | changes]), through=through)


def steps(*changed: Json, through: str | Json = COMMITTEES["through"], **more: Any) -> Json:
    """The usual chain, with these steps in place of those of the same name."""
    names = {one["step"] for one in changed}
    kept = [one for one in CHAIN if one["step"] not in names]
    return register(case(replies=[REPLY | {"steps": [*kept, *changed]}]), through=through, **more)


def filed(paper: str, recipient: str, day: str, *cases: str) -> Json:
    return {"unit": "jiaotong", "paper": paper, "recipient": recipient, "filed": day, "cases": list(cases)}


def attested(judged: str, on: str = "2023-06-01", **about: Any) -> Json:
    return {"id": "a1", "about": about, "judged": judged, "by": "office", "on": on}


def ending(kind: str, day: str, outcome: str | None = "accepted", decided: str | None = None, **about: Any) -> Json:
    one: Json = {"kind": kind, "from": day, "about": {"case": KEY} | about}
    return one | ({"decided": {"on": decided or day, "outcome": outcome}} if outcome else {})


def contact(stage: str, post: str, form: str, on: str) -> Json:
    return {"unit": "jiaotong", "stage": stage, "post": post, "form": form, "on": on}


def spoken(*contacts: Json, replies: tuple[Json, ...] = (REPLY,), through: str | Json = "2024-03-01") -> Json:
    return register(case(contacts=list(contacts), replies=list(replies)), through=through)


def promise(**changes: Any) -> Json:
    plain = {"id": "c1", "made": "2023-05-10", "promised_for": "2023-07-31", "steps": [{"text": "survey"}]}
    return case(commitments=[plain | changes], replies=[REPLY])


def carried(entry: Json | None = None, since: str = "2023-04-10", **changes: Any) -> Json:
    plain = {"unit": "jiaotong", "role": "lead", "assigned": since}
    old = case(year=2022, number=7, assignments=[plain], points=[{"id": "p1"}], **changes)
    more: Json = {} if entry is None else {"carried": [{"kind": "suggestion", "year": 2022, "number": 7} | entry]}
    return register(old, **more)


UNTOLD = {"unit": "jiaotong", "post": "principal", "form": "meeting"}
ENTRY = {"unit": "jiaotong", "category": "to_be_planned", "closed_out": "not_yet"}
LOST = {"kind": "proposal", "year": 2022, "number": 9, "unit": "jiaotong", "category": "to_be_planned"}
PLAN = "PLAN-01/-/jiaotong/work_plan→government_office/-"
COHAND = f"COHAND-01/{KEY}/caizheng/notice/0"
OWN = f"COHAND-03/{KEY}/caizheng/notice/0"
CLOSED = f"REPLY-01/{KEY}/jiaotong/notice/-"
TALK = f"CONTACT-01/{KEY}/jiaotong/-/-"
TOLD = f"CONTACT-02/{KEY}/jiaotong/-/-"
RESULT = f"CONTACT-03/{KEY}/jiaotong/notice/-"
FILED = f"FILE-01/{KEY}/jiaotong/reply→congress_committee/-"
FORM = f"FILE-02/{KEY}/jiaotong/receipt→government_office/-"
SUMMARY = "FILE-03/-/jiaotong/summary→congress_committee/-"
DATED = f"PROMISE-01/{KEY}/jiaotong/dated/c1"
KEPT = f"PROMISE-02/{KEY}/jiaotong/kept/c1"
OUT = f"CLOSE-01/{KEY}/jiaotong/closed_out/c1"
SENT = f"REPLY-02/{KEY}/jiaotong/notice/d1"
MET, BROKEN, PENDING, UNKNOWN, NA = "met", "broken", "pending", "undetermined", "not_applicable"


def sign(step: str, version: int = 1) -> str:
    rule = {"draft": "01", "recheck": "01", "review": "02", "sign_off": "02", "leader_sign_off": "03"}[step]
    return f"SIGN-{rule}/{KEY}/jiaotong/{step}/{version}"


def outcome(rule: int, part: str = "notice") -> str:
    return f"OUTCOME-0{rule}/{KEY}/jiaotong/{part}/1"


def carry(rule: int, part: str = "notice", ref: str = "-") -> str:
    return f"CARRY-0{rule}/suggestion/2022/7/jiaotong/{part}/{ref}"


plain = register(case())
planned = register(case(), filings=[filed("work_plan", "government_office", "2023-04-20")])
planned_late = register(case(), filings=[filed("work_plan", "government_office", "2023-04-21")])
office, committee = "government_office", "congress_committee"
given_back = register(case(), adjustments=[ending("return", "2023-04-18", unit="jiaotong")])
classed = {letter: reply(category=[{"meaning": meaning, "decided": "2023-05-09"}]) for letter, meaning in
           {"A": "solvable_now", "B": "to_be_planned", "C": "not_possible"}.items()}  # fmt: skip
leaders = [
    {"id": "wang", "person": "p.wang", "body": "county_government"},
    {"id": "zhao", "person": "p.zhao", "body": "congress"},
    {"id": "sun", "person": "p.sun"},
]


def supervised(leader: str, since: str, *signed: Json, through: str | Json = COMMITTEES["through"]) -> Json:
    marks = [{"is": "supervised", "leader": leader, "from": since}]
    replies = [REPLY | {"steps": [*CHAIN, *signed]}]
    return register(case(designations=marks, replies=replies), leaders=leaders, through=through)


def marked(mark: str, *attestations: Json) -> Json:
    marks = [{"is": mark, "from": "2023-04-15"}]
    return register(case(designations=marks), attestations=list(attestations))


def on(step: str, day: str, person: str, **more: Any) -> Json:
    return {"step": step, "on": day, "person": person} | more


def lent(day: str, to: str, **more: Any) -> Json:
    about = {"unit": "jiaotong", "post": "leader_in_charge"}
    return {"kind": "delegation", "about": about, "from": day, "from_person": "li", "to_person": to} | more


again = {"unit": "jiaotong", "version": 2, "steps": [on("sign_off", "2023-05-20", "zhang")], "issued": "2023-05-22"}
TABLE: list[tuple[str, Json, str, str, str | None]] = [
    # the work plan: by 20 April
    ("plan not filed yet", plain, "2023-04-20", PLAN, PENDING),
    ("plan not filed", plain, "2023-04-21", PLAN, "broken missing 2023-04-20"),
    ("plan filed on the day", planned, "2023-04-20", PLAN, MET),
    ("plan filed a day late", planned_late, "2023-04-21", PLAN, "broken late 2023-04-20"),
    ("plan owed by the co-handling unit", plain, "2023-05-01", PLAN.replace("jiaotong", "caizheng"), BROKEN),
    ("filings not kept", register(case(), through={"default": END, "filings": "not_kept"}), END, PLAN, UNKNOWN),
    ("not bound", register(case(), bound="copied_only"), END, PLAN, None),
    ("no case before the day", register(case(assignments=[LEAD | {"assigned": "2023-04-20"}])), END, PLAN, None),
    ("case given back before the day", given_back, END, PLAN, NA),
    ("complete only to the day", register(case(), through="2023-04-19"), END, PLAN, UNKNOWN),
    ("adjustments not kept", register(case(), through={"default": END, "adjustments": "not_kept"}), END, PLAN, UNKNOWN),
    # the co-handling opinion: 30 working days
    ("opinion due", opinion(delivered="not_yet"), "2023-05-23", COHAND, "pending 2023-05-23"),
    ("opinion missing", opinion(delivered="none"), "2023-05-24", COHAND, "broken missing 2023-05-23"),
    ("opinion on the day", opinion(delivered="2023-05-23"), "2023-06-01", COHAND, MET),
    ("opinion late", opinion(delivered="2023-05-24"), "2023-06-01", COHAND, "broken late"),
    ("opinion later than as_of", opinion(delivered="2023-05-23"), "2023-05-22", COHAND, PENDING),
    ("opinion's day not recorded", opinion(), END, COHAND, UNKNOWN),
    ("opinion's month known", opinion(delivered="2023-05"), END, COHAND, UNKNOWN),
    ("opinion done in time, day unknown", opinion(delivered="done", recorded_on="2023-05-23"), END, COHAND, MET),
    ("opinion done, day unknown", opinion(delivered="done"), END, COHAND, UNKNOWN),
    ("no request record", plain, "2023-05-24", COHAND, "broken missing"),
    ("no day of assignment", register(case(assignments=[LEAD, {"unit": "caizheng", "role": "co_handling"}])), END,
     COHAND, UNKNOWN),
    ("assigned after as_of", plain, "2023-04-09", COHAND, None),
    ("returned", register(case(), adjustments=[ending("return", "2023-04-18", unit="caizheng")]), END, COHAND, NA),
    ("ended after the day", register(case(), adjustments=[ending("return", "2023-05-24")]), END, COHAND, BROKEN),
    ("refused", register(case(), adjustments=[ending("return", "2023-04-18", "refused")]), END, COHAND, BROKEN),
    ("undecided", register(case(), adjustments=[ending("return", "2023-04-18", None)]), END, COHAND, UNKNOWN),
    ("decided after as_of", register(case(), adjustments=[ending("return", "2023-04-18", decided="2023-07-01")]),
     "2023-06-01", COHAND, UNKNOWN),
    ("asked on an unknown day", register(case(), adjustments=[{"kind": "return", "about": {"case": KEY}, "decided":
     {"on": "2023-05-30", "outcome": "accepted"}}]), END, COHAND, UNKNOWN),
    ("another's return", register(case(), adjustments=[ending("return", "2023-04-18", unit="jiaotong")]), END, COHAND,
     BROKEN),
    ("second round undated", register(case(requests=[{"unit": "caizheng", "round": 1, "asked": "2023-05-23", "own_answer": "none"}])),
     "2023-12-31", COHAND.replace("01", "02", 1)[:-1] + "1", PENDING),
    # an answer of the co-handling unit's own
    ("no own answer", opinion(own_answer="not_yet"), END, OWN, MET),
    ("no own answer so far", opinion(own_answer="not_yet"), "2023-12-30", OWN, PENDING),
    ("own answer", opinion(own_answer="2023-06-01"), "2023-06-01", OWN, "broken forbidden"),
    ("own answer on the first day", opinion(own_answer="2023-04-10"), END, OWN, "broken forbidden"),
    ("own answer next year", opinion(own_answer="2024-01-01"), END, OWN, MET),
    ("own answer not told", register(case(requests=[{"unit": "caizheng", "round": 0}])), "2023-06-01", OWN, PENDING),
    # closed by 31 August
    ("answered", reply(), "2023-06-01", CLOSED, "met 2023-08-31"),
    ("answered on the last day", reply(issued="2023-08-31"), END, CLOSED, MET),
    ("answered late", reply(issued="2023-09-01"), END, CLOSED, "broken late"),
    ("not answered", plain, "2023-09-01", CLOSED, "broken missing"),
    ("not answered yet", plain, "2023-08-31", CLOSED, PENDING),
    ("assigned on the last day", register(case(assignments=[ALONE | {"assigned": "2023-08-31"}])), END, CLOSED, None),
    ("withdrawn", register(case(), adjustments=[ending("withdrawal", "2023-06-01")]), END, CLOSED, NA),
    ("answered, then withdrawn", register(case(replies=[REPLY]), adjustments=[ending("withdrawal", "2023-06-01")]), END,
     CLOSED, MET),
    ("issued before the assignment", reply(issued="2023-03-01"), END, CLOSED, UNKNOWN),
    ("answered by another case's reply", register(case(), case(number=13, replies=[REPLY | {"cases": [KEY]}])), END,
     CLOSED, MET),
    # contacts
    ("spoken before", spoken(contact("before", "principal", "meeting", "2023-05-03")), END, TALK, MET),
    ("spoken in between", spoken(contact("before", "leader_in_charge", "meeting", "2023-05-06")), END, TALK, UNKNOWN),
    ("by telephone only", spoken(contact("before", "leader_in_charge", "telephone", "2023-05-03")), END, TALK,
     BROKEN),
    ("by the handler only", spoken(contact("before", "handler", "meeting", "2023-05-03")), END, TALK, BROKEN),
    ("spoken after issue", spoken(contact("before", "principal", "meeting", "2023-05-11")), END, TALK, "broken late"),
    ("not spoken", spoken(), "2023-05-10", TALK, "broken missing"),
    ("not spoken, not begun", spoken(), "2023-05-03", TALK, PENDING),
    ("contacts not kept", spoken(through={"default": END, "contacts": "not_kept"}), END, TALK, UNKNOWN),
    ("told", spoken(contact("during", "handler", "telephone", "2023-05-09")), END, TOLD, MET),
    ("told too late", spoken(contact("during", "handler", "telephone", "2023-05-11")), END, TOLD, "broken late"),
    ("result discussed", spoken(contact("after", "principal", "face_to_face", "2023-06-11")), END, RESULT, MET),
    ("result by telephone", spoken(contact("after", "principal", "telephone", "2023-06-11")), END, RESULT, UNKNOWN),
    ("result not discussed yet", spoken(), "2023-12-31", RESULT, PENDING),
    ("one contact, one stage", spoken({"unit": "jiaotong", "post": "principal", "form": "meeting", "on": "2023-05-03"}),
     END, TOLD, "broken missing"),
    ("no stage told, in between", spoken(UNTOLD | {"on": "2023-05-06"}), END, TALK, UNKNOWN),
    ("no stage told, after issue", spoken(UNTOLD | {"on": "2023-05-12"}), END, RESULT, MET),
    ("any form tells of progress", spoken({"unit": "jiaotong", "stage": "during", "post": "handler", "on": "2023-05-06"}),
     END, TOLD, MET),
    ("no steps, spoken after issue", spoken(contact("before", "principal", "meeting", "2023-05-12"),
     replies=(REPLY | {"steps": []},)), END, TALK, "broken late"),
    # the chain
    ("drafted", steps(), END, sign("draft"), "met 2023-05-10"),
    ("reviewed", steps(), END, sign("review"), MET),
    ("signed", steps(), END, sign("sign_off"), MET),
    ("not issued yet", steps(), "2023-05-09", sign("sign_off"), MET),
    ("draft after review", steps(on("draft", "2023-05-09", "he")), END, sign("draft"), "broken out_of_order"),
    ("review after signing", steps(on("review", "2023-05-10", "li")), END, sign("review"), "broken out_of_order"),
    ("the signing itself stands", steps(on("review", "2023-05-10", "li")), END, sign("sign_off"), MET),
    ("same day in order", steps(on("review", "2023-05-09", "li")), END, sign("review"), MET),
    ("same day, told out of order", steps(on("review", "2023-05-09", "li", seq=2), on("sign_off", "2023-05-09", "zhang",
     seq=1)), END, sign("review"), "broken out_of_order"),
    ("signed after issue", steps(on("sign_off", "2023-05-11", "zhang")), END, sign("sign_off"), "broken late"),
    ("signed by another", steps(on("sign_off", "2023-05-09", "li")), END, sign("sign_off"), "broken insufficient"),
    ("delegations not told", steps(on("sign_off", "2023-05-09", "li"), through=END), END, sign("sign_off"), UNKNOWN),
    ("posts not kept", steps(on("sign_off", "2023-05-09", "li"), through=COMMITTEES["through"] | {"posts": "not_kept"}),
     END, sign("sign_off"), UNKNOWN),
    ("by delegation", steps(on("review", "2023-05-08", "zhou"), adjustments=[lent("2023-05-01", "zhou")]), END,
     sign("review"), MET),
    ("delegation over", steps(on("review", "2023-05-08", "zhou"), adjustments=[lent("2023-05-01", "zhou",
     planned_end="2023-05-07")]), END, sign("review"), "broken insufficient"),
    ("steps not kept", reply(steps=[], through={"default": END, "steps": "not_kept"}), END, sign("review"), UNKNOWN),
    ("signed again after issue", register(case(replies=[REPLY, again])), END, sign("sign_off"), MET),
    ("version inherits", register(case(replies=[REPLY, again])), END, sign("review", 2), MET),
    ("version overtaken", register(case(replies=[REPLY | {"issued": "none"}, again])), END, sign("review"), MET),
    ("version overtaken, unsigned", register(case(replies=[REPLY | {"issued": "none", "steps": CHAIN[:2]}, again])), END,
     sign("review"), NA),
    ("leader signs", supervised("wang", "2023-04-20", on("leader_sign_off", "2023-05-10", "p.wang")), END,
     sign("leader_sign_off"), MET),
    ("leader does not sign", supervised("wang", "2023-04-20"), END, sign("leader_sign_off"), "broken missing"),
    ("leader of another body", supervised("zhao", "2023-04-20"), END, sign("leader_sign_off"), None),
    ("leader's body unknown", supervised("sun", "2023-04-20"), END, sign("leader_sign_off"), UNKNOWN),
    ("listed on the day of issue", supervised("wang", "2023-05-10"), END, sign("leader_sign_off"), None),
    ("wrong leader", supervised("wang", "2023-04-20", on("leader_sign_off", "2023-05-10", "p.zhao")), END,
     sign("leader_sign_off"), "broken insufficient"),
    # key cases, without a day
    ("principal led", marked("major", attested("principal_led", case=KEY, unit="jiaotong")), END,
     f"KEY-01/{KEY}/jiaotong/notice/-", MET),
    ("principal led, not told", marked("major"), END, f"KEY-01/{KEY}/jiaotong/notice/-", UNKNOWN),
    ("not marked", plain, END, f"KEY-01/{KEY}/jiaotong/notice/-", None),
    ("reported", marked("key"), "2023-12-31", f"ROLE-03/{KEY}/jiaotong/notice/-", PENDING),
    ("planned early", marked("supervised", attested("not_done", case=KEY, unit="jiaotong", aspect="planned_early")), END,
     f"KEY-02/{KEY}/jiaotong/notice/-", UNKNOWN),
    ("deployed", register(case(), attestations=[attested("done", unit="jiaotong", aspect="deployed")]), "2023-05-01",
     "ROLE-01/-/jiaotong/notice/-", MET),
    ("roles named", plain, END, "ROLE-02/-/jiaotong/notice/-", MET),
    # what came of it
    ("carried out, not known", classed["A"], END, outcome(1), UNKNOWN),
    ("carried out, not yet", classed["A"], "2023-12-31", outcome(1), PENDING),
    ("not entered in a plan", classed["B"], "2023-05-10", outcome(2), BROKEN),
    ("not explained", classed["C"], "2023-12-31", outcome(3), PENDING),
    ("category given", classed["C"], END, outcome(4), MET),
    ("category not given", reply(), "2023-06-01", outcome(4), PENDING),
    # papers
    ("reply sent", reply(deliveries=[{"proposer": "d1", "sent": "2023-05-11"}]), END, SENT, MET),
    ("reply not sent", reply(), END, SENT, UNKNOWN),
    ("reply filed", register(case(replies=[REPLY]), filings=[filed("reply", committee, "2023-08-31", KEY)]), END, FILED,
     MET),
    ("reply not filed", reply(), "2023-09-01", FILED, "broken missing 2023-08-31"),
    ("reply late, filed with it", register(case(replies=[REPLY | {"issued": "2023-09-08"}]),
     filings=[filed("reply", committee, "2023-09-08", KEY)]), END, FILED, "met 2023-09-08"),
    ("no reply to file", plain, END, FILED, PENDING),
    ("form not returned", reply(), END, FORM, PENDING),
    ("form returned", reply(receipts=[{"proposer": "d1", "returned": "2023-06-01"}]), "2023-09-01", FORM, BROKEN),
    ("form returned late", reply(receipts=[{"proposer": "d1", "returned": "2023-09-05"}]), "2023-12-31", FORM, PENDING),
    ("form returned late, year over", reply(receipts=[{"proposer": "d1", "returned": "2023-09-05"}]), END, FORM, UNKNOWN),
    ("summary", plain, "2023-09-01", SUMMARY, BROKEN),
    ("summary of a kind not led", plain, END, SUMMARY.replace("congress", "cppcc"), None),
    ("summary of a unit that led nothing", plain, END, SUMMARY.replace("jiaotong", "caizheng"), None),
    # carried over
    ("last year's case kept", carried(ENTRY), END, carry(1), MET),
    ("last year's case lost", register(case(), carried=[LOST]), END, "CARRY-01/proposal/2022/9/jiaotong/notice/-",
     UNKNOWN),
    ("closed out last year", register(case(), carried=[LOST | {"closed_out": "2022-12-20"}]), END,
     "CARRY-01/proposal/2022/9/jiaotong/notice/-", NA),
    ("no tracker", carried(ENTRY), "2023-12-31", carry(2), PENDING),
    ("plan not refined", carried(ENTRY), "2023-09-01", carry(3, "plan_refined"), BROKEN),
    ("plan refined", carried(ENTRY, follow_up={"solution_plan": "2023-08-31"}), END, carry(3, "plan_refined"), MET),
    ("point dealt with", carried(ENTRY, follow_up={"points": [{"id": "p1", "dealt_with": "2023-06-01"}]}), END,
     carry(4, "point", "p1"), MET),
    ("carry-over answered late", carried(ENTRY, replies=[REPLY | {"issued": "2023-09-01"}]), END,
     "REPLY-01/suggestion/2022/7/jiaotong/notice/-", BROKEN),
    ("plan of a case taken over later", carried(ENTRY, since="2023-09-05"), END, carry(3, "plan_refined"), None),
    ("point dealt with later", carried(ENTRY, follow_up={"points": [{"id": "p1", "dealt_with": "2023-06-01"}]}),
     "2023-05-31", carry(4, "point", "p1"), PENDING),
    # promises
    ("promise dated", register(promise()), END, DATED, MET),
    ("promise without a day", register(promise(promised_for="none")), "2023-05-11", DATED, "broken missing"),
    ("its keeping stays pending", register(promise(promised_for="none", done="not_yet")), END, KEPT, PENDING),
    ("promise without steps", register(promise(steps=[])), END, DATED, "broken insufficient"),
    ("promise kept, attested", register(promise(done="2023-07-31"), attestations=[attested("done", case=KEY,
     unit="jiaotong", commitment="c1", aspect="kept")]), END, KEPT, MET),
    ("promise kept, not attested", register(promise(done="2023-07-31")), "2023-08-01", KEPT, UNKNOWN),
    ("another aspect's judgement", register(promise(done="2023-07-31"), attestations=[attested("not_done", case=KEY,
     unit="jiaotong", commitment="c1", aspect="closed_out")]), "2023-08-01", KEPT, UNKNOWN),
    ("promise of the co-handling unit", register(promise(unit="caizheng")), END, DATED, None),
    ("promise broken", register(promise(done="not_yet")), "2023-08-01", KEPT, "broken missing 2023-07-31"),
    ("promise put off", register(promise(done="not_yet"), adjustments=[{"kind": "extension", "planned_end": "2023-10-31",
     "about": {"case": KEY, "unit": "jiaotong", "commitment": "c1"}, "decided": {"on": "2023-07-31",
     "outcome": "accepted"}}]), "2023-08-01", KEPT, "pending 2023-10-31"),
    ("closed out before done", register(promise(closed_out="2023-07-01", done="2023-07-02")), END, OUT, "broken late"),
    ("closed out, attested", register(promise(closed_out="2023-07-02", done="2023-07-02"), attestations=[attested("done",
     case=KEY, unit="jiaotong", commitment="c1", aspect="closed_out")]), END, OUT, MET),
]  # fmt: skip


@pytest.mark.parametrize(
    ("doc", "as_of", "name", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_by_hand(doc: Json, as_of: str, name: str, expected: str | None) -> None:
    found = judge(doc, as_of).get(name)
    if expected is None:
        assert found is None
        return
    assert found is not None
    told = [found["verdict"], found["breach"], found["due"]]
    assert set(expected.split()) <= set(told), told


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2023-04-10", 30, "2023-05-23"),
        ("2023-04-08", 30, "2023-05-22"),
        ("2023-04-10", 10, "2023-04-23"),
        ("2023-05-23", 5, "2023-05-30"),
        ("2019-04-10", 30, "2019-05-23"),
        ("2020-01-15", 15, "2020-02-12"),
        ("2021-02-05", 7, "2021-02-20"),
        ("2022-09-20", 30, "2022-11-04"),
        ("2024-02-05", 15, "2024-03-01"),
        ("2025-09-22", 15, "2025-10-17"),
        ("2026-02-10", 1, "2026-02-11"),
    ],
)
def test_working_days(start: str, days: int, due: str) -> None:
    assert iso(working_days_after(number(start), days)) == due


def test_the_last_day_of_2005_was_worked() -> None:
    assert worked(date(2005, 12, 31).toordinal())


def test_fixed_days_on_rest_days_are_unsettled() -> None:
    assert fixed(number("2023-08-31")) == (number("2023-08-31"), number("2023-08-31"))
    assert fixed(number("2024-08-31")) == (number("2024-08-31"), number("2024-09-02"))
    assert fixed(number("2024-04-20")) == (number("2024-04-20"), number("2024-04-22"))


def test_partial_days() -> None:
    assert written("2023-Q2", None, None) == (number("2023-04-01"), number("2023-06-30"))
    assert written("2024-02", None, None) == (number("2024-02-01"), number("2024-02-29"))
    assert written("2023", None, None) == (number("2023-01-01"), number("2023-12-31"))


def test_an_assignment_s_day_names_the_second_one() -> None:
    twice = case(assignments=[LEAD, CO, CO | {"assigned": "2023-06-01"}])
    assert f"COHAND-01/{KEY}/caizheng@2023-06-01/notice/0" in judge(register(twice), END)


def test_a_duty_that_is_only_possible_is_not_listed() -> None:
    listed, others = judge_all(register(case(), through={"default": END, "designations": "not_kept"}), "2023-06-01")
    name = f"ROLE-03/{KEY}/jiaotong/notice/-"
    assert name not in listed
    assert others[name]["verdict"] == PENDING
