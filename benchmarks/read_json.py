"""How fast a register is read from JSON: `python benchmarks/read_json.py`.

A register of 400 cases, against pydantic's own `model_validate_json` of the same bytes in the same run (goal:
at most 1.2 times it, refusal of repeated keys included). Ends with 1 if the goal is missed.
"""

from __future__ import annotations

import json
import statistics
import sys
import timeit
from collections.abc import Callable
from datetime import date, timedelta

from caserules.io.json_register import read_register_json
from caserules.models import Register

MOST_TIMES_PYDANTIC = 1.2
CASES = 400
TURNS = 41
UNITS = tuple(f"u{i:02}" for i in range(40))
FIRST = date(2023, 4, 10)

Record = dict[str, object]


def day(n: int) -> str:
    """Return the n-th day after the assignment."""
    return (FIRST + timedelta(days=n)).isoformat()


def reply(i: int, unit: str) -> Record:
    """Return a reply with its whole chain."""
    chain = ("draft", "recheck", "countersign", "review", "sign_off")
    steps = [{"step": step, "person": f"{unit}-{n}", "on": day(90 + n + i % 20)} for n, step in enumerate(chain)]
    return {
        "unit": unit,
        "steps": steps,
        "issued": day(100 + i % 20),
        "number": f"府办函〔2023〕{i}号",
        "category": [{"meaning": "solvable_now", "letter": "A", "decided": day(98), "by": unit}],
        "deliveries": [{"proposer": "p1", "sent": day(101 + i % 20), "on": day(103 + i % 20)}],
        "receipts": [
            {
                "proposer": "p1",
                "arrived": day(103 + i % 20),
                "returned": day(115 + i % 20),
                "rating": "satisfied",
            }
        ],
    }


def case(i: int) -> Record:
    """Return a case as a busy county keeps it: a lead unit, two co-handling units, contacts, a reply."""
    lead, *others = (UNITS[(i + n) % len(UNITS)] for n in range(3))
    return {
        "kind": "suggestion" if i <= 244 else "proposal",
        "year": 2023,
        "number": i,
        "title": f"关于改善第{i}号路段照明与排水设施的建议",
        "proposers": [{"id": "p1", "person": f"person-{i}"}, {"id": "p2", "person": f"person-{i + 1}"}],
        "mode": "lead_with_co_handling",
        "assignments": [
            {"unit": lead, "role": "lead", "assigned": day(0), "acknowledged": day(1)},
            *({"unit": unit, "role": "co_handling", "assigned": day(0)} for unit in others),
        ],
        "designations": [{"is": "supervised", "leader": "l1", "from": day(5)}] if i % 10 == 0 else [],
        "requests": [{"unit": unit, "delivered": day(30 + i % 15)} for unit in others],
        "contacts": [
            {
                "stage": "before",
                "unit": lead,
                "post": "leader_in_charge",
                "form": "face_to_face",
                "on": day(20),
            },
            {"stage": "during", "unit": lead, "post": "handler", "form": "telephone", "on": day(60)},
            {"stage": "after", "unit": lead, "post": "principal", "form": "meeting", "on": "not_yet"},
        ],
        "replies": [reply(i, lead)],
        "commitments": [{"id": "c1", "made": day(100), "promised_for": "2023-11-30", "steps": [{"text": "完成设计"}]}],
    }


def document(cases: int = CASES) -> Record:
    """Return a register of that many cases."""
    return {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": 2023,
        "complete_through": {"default": "2023-09-10", "delegations": "2023-09-10"},
        "units": [{"id": unit, "name": f"第{i}局", "bound": True} for i, unit in enumerate(UNITS)],
        "cases": [case(i + 1) for i in range(cases)],
        "filings": [
            {"paper": "work_plan", "unit": unit, "recipient": "government_office", "filed": day(8)} for unit in UNITS
        ],
    }


def with_sources(value: object) -> object:
    """Return the document with a source in every record that may have one."""
    if isinstance(value, list):
        return [with_sources(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: with_sources(held) for key, held in value.items()}
    named = {"default", "schema"}.isdisjoint(found)
    return {**found, "source": {"file": "a.xlsx", "sheet": "s", "row": 7}} if named else found


def against(peer: Callable[[], object], ours: Callable[[], object]) -> tuple[float, float]:
    """Return the peer's shortest time in seconds, and how many times it ours takes: the median of many turns."""
    turns = [(timeit.timeit(peer, number=1), timeit.timeit(ours, number=1)) for _ in range(TURNS)]
    return min(time for time, _ in turns), statistics.median(mine / theirs for theirs, mine in turns)


def main() -> int:
    """Measure, print the ratio, and say whether the goal is met."""
    plain = json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode()

    def bare(data: bytes) -> Register:
        return Register.model_validate_json(data)

    texts = {
        "compact": plain,
        "indented": json.dumps(document(), ensure_ascii=False, indent=2).encode(),
        "with a source each": json.dumps(with_sources(document()), ensure_ascii=False).encode(),
        "with colons in its texts": plain.replace("〔2023〕".encode(), b"(10:30)"),
    }
    print(f"{CASES} cases, {len(plain) / 1e6:.1f} MB; pydantic alone, and how many times it caserules takes")
    ratios = {}
    for name, text in texts.items():
        assert read_register_json(text) == bare(text)
        peer, ratios[name] = against(lambda: bare(text), lambda: read_register_json(text))  # noqa: B023
        print(f"{name:26} {peer * 1e3:>8.1f} ms {ratios[name]:>6.2f}")
    met = ratios["compact"] <= MOST_TIMES_PYDANTIC
    print("goal met" if met else "the goal is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
