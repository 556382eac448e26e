"""OpenFisca: a variable a column and a variable a check, each a vectorial formula over the population of cases."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from cases import Cases
from checks import (
    BROKEN,
    CHECKS,
    CLOSE,
    DAYS,
    FLAGS,
    MET,
    NOT_APPLICABLE,
    PENDING,
    PLAN_DAY,
    UNDETERMINED,
    YEAR_END,
)
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

NAME = "OpenFisca"
DISTRIBUTION = "OpenFisca-Core"
SAMPLE = 1_000_000
PERIOD = "2023"

Case = build_entity(key="case", plural="cases", label="A case", is_person=True)


def verdict(
    case: Any, due: Any, done: Any, as_of: int, lag: int = 1, owed: Any = (True, True), counts: Any = (True, True)
) -> Any:
    ended_lo, ended_hi = case("ended_lo", PERIOD), case("ended_hi", PERIOD)
    last = np.minimum(due[0], as_of)
    met = counts[0] & (done[1] <= last)
    gone = np.logical_not(owed[1]) | ((ended_hi <= last) & ~(met & (done[1] <= ended_lo)))
    open_yet = due[0] > as_of - lag
    gone = gone | (np.logical_not(owed[0]) & (met | open_yet))
    excusable = (counts[1] & (done[0] <= due[1])) | (ended_lo <= due[1])
    broken = owed[0] & ~excusable & (due[1] <= as_of - lag)
    late = np.where(open_yet, PENDING, np.where(broken, BROKEN, UNDETERMINED))
    return np.where(gone, NOT_APPLICABLE, np.where(met, MET, late))


def formulas(as_of: int) -> dict[str, Any]:
    def day(case: Any, name: str) -> Any:
        return case(f"{name}_lo", PERIOD), case(f"{name}_hi", PERIOD)

    def pair(case: Any, name: str) -> Any:
        return case(f"{name}_certain", PERIOD), case(f"{name}_possible", PERIOD)

    def flag(case: Any, name: str) -> Any:
        return (case(name, PERIOD),) * 2

    def before(case: Any, number: int) -> Any:
        return (case("assigned", PERIOD) < number,) * 2

    def filing(case: Any, *_: Any) -> Any:
        due = tuple(np.maximum(CLOSE, x) for x in day(case, "issued"))
        filed = [np.maximum(*x) for x in zip(day(case, "filed_a"), day(case, "filed_b"), strict=True)]
        return verdict(case, due, filed, as_of)

    def own_answer(case: Any, *_: Any) -> Any:
        due = tuple(x - 1 for x in day(case, "own_answer"))
        return verdict(case, due, (YEAR_END, YEAR_END), as_of, owed=flag(case, "co_handled"))

    def simple(due: Any, done: str, lag: int = 1, owed: Any = None, counts: str = "") -> Any:
        def formula(case: Any, *_: Any) -> Any:
            by = (due, due) if isinstance(due, int) else due(case)
            may = {"counts": pair(case, counts)} if counts else {}
            return verdict(case, by, day(case, done), as_of, lag, owed=owed(case) if owed else (True, True), **may)

        return formula

    return {
        "opinion": simple(lambda c: flag(c, "opinion_due"), "opinion", owed=lambda c: flag(c, "co_handled")),
        "plan": simple(PLAN_DAY, "plan", owed=lambda c: before(c, PLAN_DAY)),
        "reply": simple(CLOSE, "issued", owed=lambda c: before(c, CLOSE)),
        "review": simple(lambda c: day(c, "signed"), "reviewed", 0),
        "signature": simple(lambda c: day(c, "issued"), "signed", 0, counts="post"),
        "filing": filing,
        "talk": simple(lambda c: day(c, "handling"), "talked", 0),
        "carry_over": simple(CLOSE, "refined", owed=lambda c: pair(c, "carried")),
        "promise": simple(lambda c: day(c, "promised_for"), "kept", owed=lambda c: flag(c, "promised")),
        "own_answer": own_answer,
    }


def points_lost(case: Any, *_: Any) -> Any:
    return sum((case(check.name, PERIOD) == BROKEN) * check.points for check in CHECKS)


def system(as_of: int) -> TaxBenefitSystem:
    found = TaxBenefitSystem([Case])

    def add(name: str, kind: type, formula: Any = None) -> None:
        body = {"value_type": kind, "entity": Case, "definition_period": DateUnit.YEAR, "label": name}
        found.add_variable(type(name, (Variable,), body | ({"formula": formula} if formula else {})))

    for name in DAYS:
        add(name, int)
    for name in FLAGS:
        add(name, bool)
    for name, formula in formulas(as_of).items():
        add(name, int, formula)
    add("points", int, points_lost)
    return found


def prepare(cases: Cases, count: int, as_of: int) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        simulation = SimulationBuilder().build_default_simulation(system(as_of), count)
    for name, column in cases.items():
        simulation.set_input(name, PERIOD, column[:count])
    return simulation


def judge(simulation: Any) -> dict[str, Any]:
    """Calculate everything anew: OpenFisca keeps what it has calculated, so that is forgotten first."""
    names = [*(check.name for check in CHECKS), "points"]
    for name in names:
        simulation.delete_arrays(name)
    return {name: simulation.calculate(name, PERIOD) for name in names}


def read(answer: dict[str, Any]) -> tuple[Any, Any]:
    return np.column_stack([answer[check.name] for check in CHECKS]), answer["points"]
