"""The system's records as a register document of caserules: the one place where the two meet."""

from datetime import date
from typing import Any

from casework.desk import Desk
from casework.models import Case, Opinion, Promise, Unit

MEANINGS = {"A": "solvable_now", "B": "to_be_planned", "C": "not_possible"}
KEPT = ("default", "attestations", "delegations")
NOT_KEPT = ("deliveries", "receipts")


def register(desk: Desk, through: date) -> dict[str, Any]:
    """Everything the desk holds, complete through a day."""
    complete = dict.fromkeys(KEPT, str(through)) | dict.fromkeys(NOT_KEPT, "not_kept")
    return {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": desk.year,
        "complete_through": complete,
        "units": [_unit(unit) for unit in desk.units.values()],
        "leaders": [{"id": "county-leader", "person": "county-leader", "body": "county_government"}],
        "cases": [_case(case) for case in desk.cases],
        "filings": [
            {"paper": x.paper, "unit": x.unit, "recipient": x.recipient, "filed": str(x.day)}
            | ({"cases": [x.case]} if x.case else {})
            for x in desk.papers
        ],
        "carried": [
            {"kind": x.kind, "year": x.year, "number": x.number, "unit": x.lead, "category": MEANINGS["B"]}
            for x in desk.carried
        ],
        "adjustments": [*_returns(desk), *_withdrawals(desk)],
    }


def _unit(unit: Unit) -> dict[str, Any]:
    people = {"principal": unit.principal, "leader_in_charge": unit.leader, "handler": unit.handler}
    posts = [{"post": post, "person": person, "from": "2022-01-01"} for post, person in people.items()]
    return {"id": unit.code, "name": unit.name, "bound": True, "posts": posts}


def _case(case: Case) -> dict[str, Any]:
    assignments = [{"unit": x.unit, "role": x.role, "assigned": str(x.day)} for x in case.assignments]
    supervised = [{"is": "supervised", "leader": "county-leader", "from": "2023-04-11"}]
    return {
        "kind": case.kind,
        "year": case.year,
        "number": case.number,
        "proposers": [{"id": "p1"}],
        "mode": "lead_with_co_handling" if any(x.role == "co_handling" for x in case.assignments) else "single",
        "assignments": assignments,
        "designations": supervised if case.supervised_by == "county_government" else [],
        "requests": [_opinion(x) for x in case.opinions],
        "contacts": [{"stage": x.stage, "unit": x.unit, "post": x.post, "form": x.form, "on": str(x.day)} for x in case.talks],
        "replies": [_reply(case)] if case.issued or case.steps else [],
        "follow_up": {"plan_entry": str(case.planned)} if case.planned else {},
        "commitments": [_promise(x) for x in case.promises],
    }  # fmt: skip


def _opinion(opinion: Opinion) -> dict[str, Any]:
    told: dict[str, Any] = {"unit": opinion.unit, "round": opinion.round}
    if opinion.asked:
        told["asked"] = str(opinion.asked)
    if opinion.day_lost:
        told["delivered"] = "done"
    elif opinion.delivered:
        told["delivered"] = str(opinion.delivered)
    else:
        told["delivered"] = "not_yet"
    return told


def _reply(case: Case) -> dict[str, Any]:
    reply: dict[str, Any] = {
        "unit": case.lead,
        "steps": [{"step": x.step, "person": x.person, "on": str(x.day)} for x in case.steps],
        "issued": str(case.issued) if case.issued else "not_yet",
    }
    if case.letter:
        reply["category"] = [{"meaning": MEANINGS[case.letter], "letter": case.letter, "decided": str(case.issued)}]
    return reply


def _promise(promise: Promise) -> dict[str, Any]:
    days = {"promised_for": promise.due, "done": promise.done, "closed_out": promise.closed_out}
    told = {key: str(day) for key, day in days.items() if day}
    return {"id": promise.code, "made": str(promise.made), "steps": [{"text": "一"}], **told}


def _returns(desk: Desk) -> list[dict[str, Any]]:
    return [
        {"kind": "return", "about": {"case": case.key, "unit": x.unit}, "asked": str(x.returned), "from": str(x.returned),
         "decided": {"on": str(x.returned), "outcome": "accepted"}}
        for case in desk.cases
        for x in case.assignments
        if x.returned
    ]  # fmt: skip


def _withdrawals(desk: Desk) -> list[dict[str, Any]]:
    return [
        {"kind": "withdrawal", "about": {"case": case.key}, "from": str(case.withdrawn),
         "decided": {"on": str(case.withdrawn), "outcome": "accepted"}}
        for case in desk.cases
        if case.withdrawn
    ]  # fmt: skip
