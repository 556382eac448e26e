"""For test suites: what a system's own tests say about the rules, in a few lines.

`strategies` (registers for Hypothesis) and `vectors` (published inputs with their answers) are rooms of their own here.
The names below are loaded when first used. `plugin` is what pytest finds by itself; it imports nothing of this room until a test
uses it. What is asserted here is judged by `assess` and by nothing else: this room tells, collects and counts.

Example:
    >>> from datetime import date
    >>> from caserules.testing import RegisterBuilder, assert_compliant
    >>> told = RegisterBuilder().complete_through("2023-06-30")
    >>> told = told.assigned("2023-04-10", "jiaowei", "lead").assigned("2023-04-10", "caizheng", "co_handling")
    >>> in_time = told.delivered("2023-05-23", "caizheng").build()
    >>> found = assert_compliant(in_time, "pengshui-2023", as_of=date(2023, 6, 1), rules=["COHAND-01"])
    >>> [finding.verdict.value for finding in found.findings if finding.rule == "COHAND-01"]
    ['met']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from caserules.testing import sample
    from caserules.testing.builders import CaseBuilder, RegisterBuilder
    from caserules.testing.compliant import NotCompliant, assert_compliant, assert_verdict
    from caserules.testing.conforming import NotConforming, assert_plugin_conforms, assert_rule_conforms
    from caserules.testing.conforming_notifier import assert_notifier_conforms
    from caserules.testing.conforming_store import assert_store_conforms
    from caserules.testing.faulty import FAULTY, FaultyPlugin
    from caserules.testing.notes import note
    from caserules.testing.promises import PROMISES, Promise, check_promises
    from caserules.testing.scenario import Outcome, Scenario, find_scenarios, read_scenario
    from caserules.testing.seen import Seen, watching

__all__ = [
    "FAULTY",
    "PROMISES",
    "CaseBuilder",
    "FaultyPlugin",
    "NotCompliant",
    "NotConforming",
    "Outcome",
    "Promise",
    "RegisterBuilder",
    "Scenario",
    "Seen",
    "assert_compliant",
    "assert_notifier_conforms",
    "assert_plugin_conforms",
    "assert_rule_conforms",
    "assert_store_conforms",
    "assert_verdict",
    "check_promises",
    "find_scenarios",
    "note",
    "read_scenario",
    "sample",
    "watching",
]

_HOMES: Final = {
    "builders": ("CaseBuilder", "RegisterBuilder"),
    "compliant": ("NotCompliant", "assert_compliant", "assert_verdict"),
    "conforming": ("NotConforming", "assert_plugin_conforms", "assert_rule_conforms"),
    "conforming_notifier": ("assert_notifier_conforms",),
    "conforming_store": ("assert_store_conforms",),
    "faulty": ("FAULTY", "FaultyPlugin"),
    "notes": ("note",),
    "promises": ("PROMISES", "Promise", "check_promises"),
    "scenario": ("Outcome", "Scenario", "find_scenarios", "read_scenario"),
    "seen": ("Seen", "watching"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "sample":
        return import_module("caserules.testing.sample")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'caserules.testing' has no attribute {name!r}")
    return getattr(import_module(f"caserules.testing.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
