"""Registers with much that is asked back, extended, received and explained: the generator's own, and more of these drawn on top."""

from __future__ import annotations

from random import Random
from typing import Any

from oracle.registers import Json, Maker, move, random_register

__all__ = ["adjusted_register"]


def adjusted_register(rng: Random) -> dict[str, Any]:
    """Return a register document in which most cases have a return or an extension, told in full or in part."""
    doc = random_register(rng)
    maker = Maker(rng)
    for case in doc["cases"]:
        key = f"{case['kind']}/{case['year']}/{case['number']}"
        for one in list(case["assignments"]):
            start = one.get("assigned", "")
            start = start if len(start) == 10 else "2023-04-10"
            if maker.chance(0.7):
                maker.value(one, "received", move(start, rng.choice([0, 0, 2, -1])))
            returns = [_returned(maker, key, one, start) for _ in range(rng.choice([0, 1, 1, 2]))]
            doc["adjustments"] += returns
            for _ in range(rng.choice([0, 0, 1, 2])):
                doc["adjustments"].append(_extended(maker, key, one, start))
            if returns and maker.chance(0.3) and not any(x["unit"] == "shuili" for x in case["assignments"]):
                anew: Json = {"unit": "shuili", "role": one["role"]}
                maker.value(anew, "assigned", move(start, rng.choice([0, 3, 14, 40])))
                case["assignments"].append(anew)
        if maker.chance(0.4):
            maker.value(case.setdefault("follow_up", {}), "delay_explained", maker.day())
    return doc


def _about(maker: Maker, key: str, assignment: Json) -> Json:
    about: Json = {"case": key}
    if maker.chance(0.85):
        about["unit"] = assignment["unit"]
    if maker.chance(0.3) and len(assignment.get("assigned", "")) == 10:
        about["assigned"] = assignment["assigned"]
    return about


def _decided(maker: Maker, day: str) -> Json:
    decided: Json = {"by": maker.rng.choice(["office", "office", "caizheng"])}
    if maker.chance(0.9):
        maker.value(decided, "on", move(day, maker.rng.choice([0, 1, 4, 30])))
    if maker.chance(0.9):
        decided["outcome"] = maker.rng.choice(["accepted", "refused", "pending"])
    return decided


def _returned(maker: Maker, key: str, assignment: Json, start: str) -> Json:
    one: Json = {"kind": "return", "about": _about(maker, key, assignment)}
    day = move(start, maker.rng.choice([0, 3, 12, 13, 14, 30]))
    if maker.chance(0.9):
        maker.value(one, "asked", day)
    if maker.chance(0.3):
        maker.value(one, "from", day)
    if maker.chance(0.9):
        one["decided"] = _decided(maker, day)
    if maker.chance(0.1):
        one["into"] = "shuili"
    return one


def _extended(maker: Maker, key: str, assignment: Json, start: str) -> Json:
    one: Json = {"kind": "extension", "about": _about(maker, key, assignment)}
    day = move(start, maker.rng.choice([20, 80, 91, 92, 120]))
    if maker.chance(0.8):
        maker.value(one, "planned_end", move(start, maker.rng.choice([100, 143, 183, 240])), ("none",))
    if maker.chance(0.9):
        one["decided"] = _decided(maker, day)
    return one
