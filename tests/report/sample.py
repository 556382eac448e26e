"""An invented assessment of any size, made by hand, without the library that gives it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

UNITS = (
    "教委",
    "财政局",
    "交通局",
    "水利局",
    "卫生健康委",
    "农业农村委",
    "民政局",
    "汉葭街道",
    "保家镇",
    "郁山镇",
)

RULES: dict[str, tuple[str, str, str]] = {
    "PLAN-01": ("报送办理工作方案", "Work plan filed", "plan_filed"),
    "COHAND-01": ("按期送达协办意见", "Co-handling opinion delivered", "opinion_delivered"),
    "CONTACT-01": ("办理前与代表委员面谈", "Proposer met before handling", "talked_before_handling"),
    "SIGN-02": ("主要负责人审签", "Reviewed and signed off", "reviewed_and_signed"),
    "REPLY-01": ("按期答复", "Case answered in time", "case_answered"),
    "FILE-01": ("报送复函", "Reply filed", "reply_filed"),
    "ROLE-02": ("主要负责人亲自部署", "Principal deploys the work", "principal_deployed"),
}
DUE = {"COHAND-01": "2023-05-23", "REPLY-01": "2023-08-31", "FILE-01": "2023-08-31"}
COUNTED = {
    "from": "2023-04-10",
    "term": "30wd",
    "working_days": 30,
    "skipped": [
        {"day": "2023-04-15", "reason": "weekend", "name": ""},
        *(
            {"day": f"2023-{day}", "reason": "holiday", "name": "劳动节"}
            for day in ("04-29", "04-30", "05-01", "05-02", "05-03")
        ),
    ],
}
MESSAGES = {
    "met": ("按期完成。", "Done in time."),
    "broken": ("应于 {due} 前完成，至今未见完成。", "It was due on {due} and is not done."),
    "pending": ("期限为 {due}。", "It is due on {due}."),
    "undetermined": ("没有登记完成之日，无法判断。", "The day is not on record, so it cannot be told."),
    "not_applicable": ("该件已撤回。", "The case was withdrawn."),
}
WEIGHTS = {"met": 60, "broken": 8, "pending": 18, "undetermined": 10, "not_applicable": 4}


def assessment(cases: int = 12, seed: int = 1, unit_names: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """Return an invented assessment as plain data: one finding a case and rule, and one a unit."""
    names = unit_names or {f"u{i}": f"县{name}" for i, name in enumerate(UNITS)}
    chance = random.Random(seed)
    findings = [_unit_finding(chance, unit) for unit in names]
    for number in range(1, cases + 1):
        key = f"{'suggestion' if number % 5 < 3 else 'proposal'}/2023/{number}"
        for rule in RULES:
            if rule not in ("PLAN-01", "ROLE-02"):
                findings.append(_finding(chance, rule, key, chance.choice(tuple(names))))
    return {**_receipt(), **_body(findings, names), **more}


def _receipt() -> dict[str, Any]:
    return {
        "schema": "caserules.assessment/1",
        "policy": {"id": "pengshui-2023", "version": "1", "layers": [{"id": "notice", "sha256": "ab" * 32}]},
        "calendar": {"version": "cn-1.11+1", "sha256": "cd" * 32, "covers": [2004, 2026]},
        "register": {"sha256": "ef" * 32, "complete_through": "2023-09-01", "place": "某县", "year": 2023},
        "as_of": "2023-09-01",
        "known_by": None,
        "library": "0.1.0",
        "plugins": [],
        "options": {},
    }


def _body(findings: list[dict[str, Any]], names: dict[str, str]) -> dict[str, Any]:
    return {
        "summary": {
            "verdicts": dict(Counter(x["verdict"] for x in findings)),
            "units": {u: dict(Counter(x["verdict"] for x in findings if x["unit"] == u)) for u in names},
            "rules": {r: dict(Counter(x["verdict"] for x in findings if x["rule"] == r)) for r in RULES},
            "possible": 7,
            "not_owed": 31,
        },
        "findings": findings,
        "data_issues": [
            {
                "code": "later_event",
                "where": "cases[3].replies[0].issued",
                "message": {
                    "zh": "晚于截至之日，未计入。",
                    "en": "It is later than the day of the check, and left out.",
                },
                "affects": [findings[-1]["id"]],
            }
        ],
        "scores": None,
        "scores_reason": {"zh": "政策没有规定分值。", "en": "The policy gives no points."},
        "upcoming": [
            {"finding": x["id"], "unit": x["unit"], "day": x["due"], "due": True}
            for x in findings
            if x["verdict"] == "pending"
        ],
        "questions": [
            {"unit": x["unit"], "fact": "delivered", "who": "lead_unit", "findings": [x["id"]]}
            for x in findings
            if x["verdict"] == "undetermined"
        ],
        "facts": {"delivered": {"zh": "协办意见送达主办单位之日", "en": "opinion delivered to the lead unit"}},
        "units": dict(names),
        "rules": {r: {"title": {"zh": zh, "en": en}, "deed": deed} for r, (zh, en, deed) in RULES.items()},
    }


def _unit_finding(chance: random.Random, unit: str) -> dict[str, Any]:
    finding = _finding(chance, "PLAN-01", None, unit)
    return {**finding, "due": "2023-04-20", "detail": {"not_kept": True} if finding["needs"] else {}}


def _finding(chance: random.Random, rule: str, case: str | None, unit: str) -> dict[str, Any]:
    verdict = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    day = date.fromisoformat(DUE.get(rule) or str(date(2023, 4, 20) + timedelta(days=chance.randrange(130))))
    late = verdict == "broken" and chance.random() < 0.5
    done = day + timedelta(days=chance.randrange(1, 20)) if late else day - timedelta(days=chance.randrange(20))
    zh, en = MESSAGES[verdict]
    return {
        "id": f"{rule}/{case or '-'}/{unit}/notice/0",
        "rule": rule,
        "clause": "三.1.d",
        "case": case,
        "unit": unit,
        "part": {"source": "notice", "round": 0},
        "verdict": verdict,
        "breach": ("late" if late else "missing") if verdict == "broken" else None,
        "because": "withdrawn" if verdict == "not_applicable" else None,
        "due": str(day) if verdict != "undetermined" or chance.random() < 0.7 else None,
        "due_range": ["2023-05-20", None] if verdict == "undetermined" else None,
        "done": str(done) if verdict == "met" or late else None,
        "late": late,
        "remind": None,
        "fact": rule.lower(),
        "same_fact_as": None,
        "needs": [{"fact": "delivered", "who": "lead_unit"}] if verdict == "undetermined" else [],
        "evidence": [
            {
                "pointer": "/cases/11/requests/0/delivered",
                "fact": "delivered",
                "value": str(done),
                "source": "台账.xlsx/协办/12",
            }
        ],
        "message": {"zh": zh.format(due=day), "en": en.format(due=day)},
        "detail": {"counted": COUNTED, "basis": ["rest_day_of_fixed_days"], "performer": "co_handling_unit"}
        if rule == "COHAND-01"
        else {},
    }
