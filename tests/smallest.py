"""What the tests of the core share: one well-handled year, and a way to change it by a line.

`well_handled()` is a register in which every duty that could be met is met. A test changes what its case is about and nothing
else, by JSON pointers: `changed(doc, {"/cases/0/requests/0/delivered": "2023-05-24"})`; `GONE` takes a value away, a pointer
that ends in `/-` adds to a list.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from caserules.assess import Assessment, assess
from caserules.findings import Finding
from caserules.models import Register
from caserules.policy import Policy

Json = dict[str, Any]
GONE: Final = object()
POLICY: Final = "pengshui-2023"
CASE: Final = "suggestion/2023/12"
OLD: Final = "proposal/2022/5"
LAST: Final = "2024-01-31"
"""The day through which the register is complete, and of which it is judged if a test says nothing else."""

OFFICE, CONGRESS, CPPCC = "government_office", "congress_committee", "cppcc_committee"


def _filings() -> list[Json]:
    def filed(paper: str, unit: str, recipients: tuple[str, ...], day: str, *cases: str) -> list[Json]:
        return [
            {"paper": paper, "unit": unit, "recipient": recipient, "filed": day}
            | ({"cases": list(cases)} if cases else {})
            for recipient in recipients
        ]

    return [
        *filed("work_plan", "jiaowei", (OFFICE, CONGRESS, CPPCC), "2023-04-18"),
        *filed("work_plan", "caizheng", (OFFICE, CONGRESS, CPPCC), "2023-04-18"),
        *filed("reply", "jiaowei", (OFFICE, CONGRESS), "2023-06-08", CASE),
        *filed("receipt", "jiaowei", (OFFICE, CONGRESS), "2023-06-25", CASE),
        *filed("summary", "jiaowei", (OFFICE, CONGRESS), "2023-08-20"),
        *filed("reply", "caizheng", (OFFICE, CPPCC), "2023-07-10", OLD),
        *filed("receipt", "caizheng", (OFFICE, CPPCC), "2023-07-25", OLD),
        *filed("summary", "caizheng", (OFFICE, CPPCC), "2023-08-20"),
    ]


def _attested(id_: str, judged: str, **about: Any) -> Json:
    return {"id": id_, "about": about, "judged": judged, "by": "office", "on": "2023-09-15"}


def _attestations() -> list[Json]:
    found = [
        _attested("deployed-1", "done", unit="jiaowei", aspect="deployed"),
        _attested("deployed-2", "done", unit="caizheng", aspect="deployed"),
        _attested("kept", "done", case=CASE, unit="jiaowei", commitment="c1"),
        _attested("point", "done", case=OLD, unit="caizheng", aspect="point", point="p1"),
    ]
    for number, (case, unit) in enumerate(((CASE, "jiaowei"), (OLD, "caizheng"))):
        for aspect in ("reported", "coordinated", "planned_early"):
            found.append(_attested(f"{aspect}-{number}", "done", case=case, unit=unit, aspect=aspect))
        found.append(_attested(f"led-{number}", "principal_led", case=case, unit=unit))
        found.append(_attested(f"true-{number}", "true", case=case, unit=unit))
    return found


def _reply(unit: str, month: str, leader: bool, meaning: str) -> Json:
    steps = [
        {"step": "draft", "person": f"{unit}.handler", "on": f"2023-{month}-01"},
        {"step": "recheck", "person": f"{unit}.handler", "on": f"2023-{month}-02"},
        {"step": "review", "person": f"{unit}.leader", "on": f"2023-{month}-02"},
        {"step": "sign_off", "person": f"{unit}.principal", "on": f"2023-{month}-03"},
    ]
    if leader:
        steps.append({"step": "leader_sign_off", "person": "he", "on": f"2023-{month}-04"})
    return {
        "unit": unit,
        "steps": steps,
        "issued": f"2023-{month}-05",
        "category": [{"meaning": meaning, "decided": f"2023-{month}-05"}],
        "deliveries": [{"proposer": "d1", "sent": f"2023-{month}-06", "on": f"2023-{month}-07"}],
        "receipts": [{"proposer": "d1", "returned": f"2023-{month}-20", "rating": "satisfied"}],
    }


def _contacts(unit: str, month: int) -> list[Json]:
    def contact(stage: str, post: str, form: str, on: str) -> Json:
        return {"stage": stage, "unit": unit, "post": post, "form": form, "on": on}

    return [
        contact("before", "leader_in_charge", "face_to_face", "2023-04-15"),
        contact("during", "handler", "telephone", "2023-05-15"),
        contact("after", "principal", "meeting", f"2023-{month:02d}-10"),
    ]


def _unit(id_: str) -> Json:
    return {
        "id": id_,
        "name": id_,
        "bound": True,
        "roles_named": "2023-04-12",
        "posts": [
            {"post": "principal", "person": f"{id_}.principal", "from": "2022-01-01"},
            {"post": "leader_in_charge", "person": f"{id_}.leader", "from": "2022-01-01"},
            {"post": "handler", "person": f"{id_}.handler", "from": "2022-01-01"},
        ],
    }


def well_handled() -> Json:
    """Return a year in which all was done: a key case with a co-handling unit and a promise, and a carried-over one."""
    return {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": 2023,
        "complete_through": {"default": LAST, "delegations": LAST, "attestations": LAST},
        "units": [_unit("jiaowei"), _unit("caizheng")],
        "leaders": [{"id": "he", "person": "he", "body": "county_government"}],
        "cases": [
            {
                "kind": "suggestion",
                "year": 2023,
                "number": 12,
                "proposers": [{"id": "d1"}, {"id": "d2"}],
                "mode": "lead_with_co_handling",
                "assignments": [
                    {"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
                    {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},
                ],
                "designations": [
                    {"is": "key", "from": "2023-04-11"},
                    {"is": "major", "from": "2023-04-11"},
                    {"is": "supervised", "leader": "he", "from": "2023-04-11"},
                ],
                "requests": [{"unit": "caizheng", "delivered": "2023-05-20"}],
                "contacts": _contacts("jiaowei", 6),
                "replies": [_reply("jiaowei", "06", True, "solvable_now")],
                "follow_up": {"implemented": "2023-07-01"},
                "commitments": [
                    {
                        "id": "c1",
                        "made": "2023-06-05",
                        "steps": [{"text": "一"}],
                        "promised_for": "2023-07-31",
                        "done": "2023-07-20",
                        "closed_out": "2023-08-01",
                    }
                ],
            },
            {
                "kind": "proposal",
                "year": 2022,
                "number": 5,
                "points": [{"id": "p1"}],
                "proposers": [{"id": "d1"}],
                "mode": "single",
                "assignments": [{"unit": "caizheng", "role": "single", "assigned": "2022-04-08"}],
                "contacts": _contacts("caizheng", 7),
                "replies": [_reply("caizheng", "07", False, "to_be_planned")],
                "follow_up": {
                    "plan_entry": "2023-07-04",
                    "solution_plan": "2023-03-01",
                    "tracker": {"person": "caizheng.handler", "from": "2023-01-10"},
                    "points": [{"id": "p1", "dealt_with": "2023-07-01"}],
                },
            },
        ],
        "filings": _filings(),
        "carried": [{"kind": "proposal", "year": 2022, "number": 5, "unit": "caizheng", "category": "to_be_planned"}],
        "attestations": _attestations(),
    }


def changed(doc: Json, changes: Mapping[str, Any]) -> Json:
    """Return a document with the values at some JSON pointers changed."""
    doc = copy.deepcopy(doc)
    for pointer, value in changes.items():
        *path, last = pointer.split("/")[1:]
        at: Any = doc
        for key in path:
            at = at[int(key)] if isinstance(at, list) else at.setdefault(key, {})
        if last == "-":
            at.append(copy.deepcopy(value))
        elif value is GONE:
            del at[int(last) if isinstance(at, list) else last]
        elif isinstance(at, list):
            at[int(last)] = copy.deepcopy(value)
        else:
            at[last] = copy.deepcopy(value)
    return doc


def told(**changes: Any) -> Json:
    """Return the changes that make a register complete through another day."""
    return {"/complete_through": changes}


def register(doc: Json) -> Register:
    """Return the register of a document, by the models alone."""
    return Register.model_validate_json(json.dumps(doc))


def judged(doc: Json, as_of: str = LAST, policy: Policy | str = POLICY, **how: Any) -> Assessment:
    """Return the assessment of a document as of a day."""
    return assess(register(doc), policy, as_of=date.fromisoformat(as_of), **how)


def one(found: Assessment, start: str, *, unlisted: bool = False) -> Finding:
    """Return the only finding whose id is, or begins with, a text; also of a duty that is not listed, if asked."""
    named = [x for x in found.findings if x.id.startswith(start)]
    if unlisted:
        named += [x for x in found.unlisted() if x.id.startswith(start)]
    named = [x for x in named if x.id == start] or named
    assert len(named) == 1, (start, [x.id for x in named])
    return named[0]


def short(finding: Finding) -> str:
    """Return a verdict in one word: with how it was broken, or why not applicable."""
    how = finding.breach.value if finding.breach is not None else finding.because
    return finding.verdict.value if how is None else f"{finding.verdict.value} {how}"


def filing(paper: str, unit: str, recipient: str) -> str:
    """Return the pointer of a filing of the well-handled year."""
    want = (paper, unit, recipient)
    for index, x in enumerate(_filings()):
        if (x["paper"], x["unit"], x["recipient"]) == want:
            return f"/filings/{index}"
    raise KeyError(want)


def attestation(id_: str) -> str:
    """Return the pointer of an attestation of the well-handled year."""
    return f"/attestations/{[x['id'] for x in _attestations()].index(id_)}"


def adjusted(
    kind: str, case: str = CASE, unit: str | None = "jiaowei", *, on: str = "", outcome: str = "accepted", **more: Any
) -> Json:
    """Return the change that adds an adjustment: decided on a day with an outcome, or not decided where there is no day."""
    about: Json = {"case": case} | ({"unit": unit} if unit else {})
    decided: Json = {"decided": {"by": "office", "on": on, "outcome": outcome}} if on else {}
    return {"kind": kind, "about": about, **decided, **more}
