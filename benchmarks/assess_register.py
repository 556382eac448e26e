"""How long an assessment takes and how it grows: microseconds a case, t(2n)/t(n), memory a case. Prints one line a figure.

Run: python benchmarks/assess_register.py [--cases 40000]
"""

from __future__ import annotations

import argparse
import gc
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from typing import Any

from caserules import Register, assess
from caserules.demo import build_register

AS_OF = date(2023, 9, 1)
POLICY = "pengshui-2023"


def best(work: Callable[[], Any], tries: int = 7) -> float:
    """Return the shortest of some runs, in seconds; the garbage collector stays on."""
    found = float("inf")
    for _ in range(tries):
        start = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - start)
    return found


def grown(register: Register, cases: int) -> Register:
    """Return a register with its cases repeated under new numbers until there are so many."""
    found = []
    for index in range(cases):
        case = register.cases[index % len(register.cases)]
        found.append(case.model_copy(update={"number": index + 1}))
    return register.model_copy(update={"cases": tuple(found), "carried": (), "expected": None})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=40_000)
    most: int = parser.parse_args().cases
    register = build_register(2023)
    count = len(register.cases)
    text = register.model_dump_json(exclude_unset=True)
    reading = best(lambda: Register.model_validate_json(text))
    judging = best(lambda: assess(register, POLICY, as_of=AS_OF))
    found = assess(register, POLICY, as_of=AS_OF)
    findings = len(found.findings)
    codes = best(lambda: [(x.id, x.due, x.done, x.breach, x.because, x.late) for x in found.findings], 3)
    told = best(lambda: [x.message for x in found.findings], 3)
    explained = best(lambda: [found.explain(x.id) for x in found.findings[:2000]], 3)
    plain = best(found.to_dict, 3)
    print(f"cases {count}, findings {findings} ({findings / count:.1f} a case)")
    print(f"pydantic's own reading of the register: {reading / count * 1e6:.0f} us a case (1.00)")
    for name, seconds in (("assess", judging), ("ids, days, codes", codes), ("messages, both languages", told)):
        print(f"{name}: {seconds / count * 1e6:.0f} us a case ({seconds / reading:.2f})")
    print(f"all plain data, evidence included: {plain / count * 1e6:.0f} us a case ({plain / reading:.2f})")
    print(f"a full explanation: {explained / min(2000, findings) * 1e6:.0f} us a finding")
    size = most // 8
    last = None
    while size <= most:
        big = grown(register, size)
        gc.collect()
        seconds = best(lambda big=big: assess(big, POLICY, as_of=AS_OF), 2)  # type: ignore[misc]
        tracemalloc.start()
        kept = assess(big, POLICY, as_of=AS_OF)
        memory = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        ratio = "" if last is None else f", t(2n)/t(n) {seconds / last:.2f}"
        print(f"{size} cases: {seconds / size * 1e6:.0f} us a case, {memory / size / 1024:.1f} KiB a case{ratio}")
        last, size = seconds, size * 2
        del kept, big


if __name__ == "__main__":
    main()
