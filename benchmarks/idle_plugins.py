"""An assessment with 20 plugins at hand that have nothing to do, against one without: the ratio within one run.

The plugins implement the hooks of an assessment for another place: each is called, and answers with nothing. Median of rounds, the
two taken in turn, by the processor's clock.

    python benchmarks/idle_plugins.py [ROUNDS]
"""

from __future__ import annotations

import gc
import statistics
import sys
from datetime import date
from time import process_time
from types import ModuleType

from caserules import Plugins, assess, load_policy, plugins_of
from caserules.demo import build_register
from caserules.hooks import hookimpl

N = 20
AS_OF = date(2023, 9, 1)


@hookimpl
def calendars(place: str) -> tuple[()]:
    return ()


@hookimpl
def commands() -> tuple[()]:
    return ()


@hookimpl
def rules() -> tuple[()]:
    return ()


def idle(n: int) -> Plugins:
    made = []
    for i in range(n):
        module = ModuleType(f"idle{i}")
        module.caserules_api = 1  # type: ignore[attr-defined]
        for hook in (calendars, commands, rules):
            setattr(module, hook.__name__, hook)
        made.append(module)
    return plugins_of(*made)


def main(rounds: int = 15) -> float:
    register, policy = build_register(2023), load_policy("pengshui-2023")
    plugins = idle(N)
    times: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(rounds):
        for name, given in (("without", None), ("with", plugins)):
            gc.collect()
            start = process_time()
            assess(register, policy, as_of=AS_OF, plugins=given)
            times[name].append(process_time() - start)
    without, with_ = (statistics.median(times[name][1:]) for name in ("without", "with"))
    print(
        f"400 cases: without plugins {without * 1e3:.1f} ms, with {N} idle ones {with_ * 1e3:.1f} ms: {with_ / without:.3f}"
    )
    return with_ / without


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
