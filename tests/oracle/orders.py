"""Every order of up to three events in one case, on days around its edges: a small scope, nothing of it sampled.

Each scope is a case of which nothing has happened yet, and eight things that can happen to it, each once. What happens on which
day is tried in every way. A step that one record of a reply holds twice is not among them: the second implementation reads a
version from its own record.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

Json = dict[str, Any]
Event = Callable[[Json, str], None]
CASE = "suggestion/2023/12"
THROUGH = "2024-03-01"


class Scope(NamedTuple):
    """What can happen, on which days, and as of which days it is judged; and what cannot happen together."""

    blank: Json
    events: dict[str, Event]
    days: tuple[str, ...]
    as_of: tuple[str, ...]
    apart: frozenset[str] = frozenset()
    length: int = 3


def told(scope: Scope) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield what happened: every choice of up to three events with their days, in whatever order the days put them."""
    for length in range(scope.length + 1):
        for names in combinations(scope.events, length):
            if len(scope.apart.intersection(names)) < 2:
                for days in product(scope.days, repeat=length):
                    yield tuple(zip(names, days, strict=True))


def document(scope: Scope, happened: tuple[tuple[str, str], ...]) -> Json:
    """Return the register in which that happened."""
    doc = copy.deepcopy(scope.blank)
    for name, day in happened:
        scope.events[name](doc, day)
    return doc


# ------------------------------------------------------------------------------------------------------------ the case


def blank(*, supervised: bool = False) -> Json:
    posts = [("principal", "zhang"), ("leader_in_charge", "li")]
    case: Json = {
        "kind": "suggestion",
        "year": 2023,
        "number": 12,
        "proposers": [{"id": "d1"}],
        "mode": "lead_with_co_handling",
        "assignments": [
            {"unit": "jiaotong", "role": "lead", "assigned": "2023-04-10"},
            {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},
        ],
        "requests": [],
        "replies": [],
        "commitments": [],
    }
    if supervised:
        case["designations"] = [{"is": "supervised", "leader": "wang", "from": "2023-04-11"}]
    return {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": 2023,
        "complete_through": {"default": THROUGH, "delegations": THROUGH, "attestations": THROUGH},
        "units": [
            {
                "id": "jiaotong",
                "name": "交通局",
                "bound": True,
                "posts": [{"post": post, "person": person, "from": "2022-01-01"} for post, person in posts],
            },
            {"id": "caizheng", "name": "财政局", "bound": True},
        ],
        "leaders": [{"id": "wang", "person": "p.wang", "body": "county_government"}],
        "cases": [case],
        "adjustments": [],
        "attestations": [],
    }


def _request(round_: int, key: str) -> Event:
    def happen(doc: Json, day: str) -> None:
        found = doc["cases"][0]["requests"]
        mine = [one for one in found if one["round"] == round_ and key not in one]
        if not mine:
            mine = [{"unit": "caizheng", "round": round_}]
            found += mine
        mine[0][key] = day

    return happen


def _adjusted(kind: str, outcome: str, unit: str) -> Event:
    def happen(doc: Json, day: str) -> None:
        about = {"case": CASE, "unit": unit}
        decided = {"by": "office", "on": day, "outcome": outcome}
        doc["adjustments"].append({"kind": kind, "about": about, "from": day, "decided": decided})

    return happen


def _attested(judged: str, **about: Any) -> Event:
    def happen(doc: Json, day: str) -> None:
        id_ = f"a{len(doc['attestations'])}"
        mine = {"case": CASE} | about
        doc["attestations"].append({"id": id_, "about": mine, "judged": judged, "by": "office", "on": day})

    return happen


COHANDLING = Scope(
    blank(),
    {
        "delivered": _request(0, "delivered"),
        "asked again": _request(1, "asked"),
        "delivered again": _request(1, "delivered"),
        "answered on its own": _request(0, "own_answer"),
        "substance attested": _attested("substance", unit="caizheng", round=0),
        "returned": _adjusted("return", "accepted", "caizheng"),
        "return refused": _adjusted("return", "refused", "caizheng"),
        "withdrawn": _adjusted("withdrawal", "accepted", "caizheng"),
    },
    ("2023-04-09", "2023-04-10", "2023-05-23", "2023-05-24", "2023-06-30"),
    ("2023-05-23", "2023-05-24", "2024-01-10"),
)


def _step(step: str, person: str) -> Event:
    def happen(doc: Json, day: str) -> None:
        _reply(doc).setdefault("steps", []).append({"step": step, "person": person, "on": day})

    return happen


def _issued(doc: Json, day: str) -> None:
    _reply(doc)["issued"] = day


def _reply(doc: Json) -> Json:
    replies = doc["cases"][0]["replies"]
    if not replies:
        replies.append({"unit": "jiaotong", "version": 1, "steps": [], "issued": "2023-06-07"})
    first: Json = replies[0]
    return first


SIGNOFF = Scope(
    blank(supervised=True),
    {
        "drafted": _step("draft", "he"),
        "rechecked": _step("recheck", "he"),
        "reviewed": _step("review", "li"),
        "signed": _step("sign_off", "zhang"),
        "signed by another": _step("sign_off", "li"),
        "signed by the leader": _step("leader_sign_off", "p.wang"),
        "issued": _issued,
        "withdrawn": _adjusted("withdrawal", "accepted", "jiaotong"),
    },
    ("2023-04-09", "2023-06-05", "2023-06-06", "2023-06-07", "2023-06-08"),
    ("2023-06-06", "2024-01-10"),
    frozenset({"signed", "signed by another"}),
)


def _promised(key: str) -> Event:
    def happen(doc: Json, day: str) -> None:
        _promise(doc)[key] = day

    return happen


def _promise(doc: Json) -> Json:
    promises = doc["cases"][0]["commitments"]
    if not promises:
        promises.append({"id": "c1", "unit": "jiaotong", "made": "2023-06-05", "steps": [{"text": "一"}]})
    first: Json = promises[0]
    return first


def _answered(doc: Json, day: str) -> None:
    replies = doc["cases"][0]["replies"]
    replies.append({"unit": "jiaotong", "version": len(replies) + 1, "issued": day})


def _longer(doc: Json, day: str) -> None:
    about = {"case": CASE, "unit": "jiaotong", "commitment": "c1"}
    decided = {"by": "office", "on": "2023-07-01", "outcome": "accepted"}
    doc["adjustments"].append({"kind": "extension", "about": about, "planned_end": day, "decided": decided})


COMMITMENTS = Scope(
    blank(),
    {
        "promised for": _promised("promised_for"),
        "made": _promised("made"),
        "done": _promised("done"),
        "closed out": _promised("closed_out"),
        "attested as kept": _attested("done", unit="jiaotong", commitment="c1", aspect="kept"),
        "attested as closed out": _attested("done", unit="jiaotong", commitment="c1", aspect="closed_out"),
        "made longer": _longer,
        "answered": _answered,
    },
    ("2023-04-09", "2023-06-05", "2023-07-31", "2023-08-01", "2023-12-31"),
    ("2023-08-01", "2024-01-10"),
)

SCOPES = {"co-handling": COHANDLING, "sign-off": SIGNOFF, "commitments": COMMITMENTS}
