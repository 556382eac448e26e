"""DuckDB: one SELECT with a CASE a check over a table in memory, one thread."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
from cases import Cases
from checks import BROKEN, CHECKS, UNDETERMINED, VERDICTS, Check, cascade, steps, written

NAME = "DuckDB"
DISTRIBUTION = "duckdb"
SAMPLE = 1_000_000


def sql(check: Check, as_of: int) -> str:
    """Return a check as a CASE; its conditions are those of the table of checks, which are SQL but for `max`."""
    arms = [
        f"when {written(condition, most=lambda a, b: f'greatest({a}, {b})')} then {VERDICTS.index(verdict)}"
        for condition, verdict in cascade(steps(check, as_of))
    ]
    return f"(case {' '.join(arms)} else {UNDETERMINED} end)::utinyint as {check.name}"


def query(as_of: int) -> str:
    lost = " + ".join(f"({check.name} = {BROKEN})::utinyint * {check.points}::utinyint" for check in CHECKS)
    checks = ", ".join(sql(check, as_of) for check in CHECKS)
    return f"with judged as (select {checks} from cases) select *, {lost} as points from judged"  # noqa: S608


def prepare(cases: Cases, count: int, as_of: int) -> tuple[duckdb.DuckDBPyConnection, str]:
    held = {name: column[:count] for name, column in cases.items()}
    base = duckdb.connect(config={"threads": 1})
    base.register("held", held)
    base.execute("create table cases as select * from held")
    return base, query(as_of)


def judge(state: tuple[duckdb.DuckDBPyConnection, str]) -> Any:
    base, text = state
    return base.execute(text).fetchnumpy()


def read(answer: Any) -> tuple[Any, Any]:
    return np.column_stack([answer[check.name] for check in CHECKS]), answer["points"]
