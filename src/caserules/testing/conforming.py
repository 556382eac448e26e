"""Does a plugin keep the hooks' contract? Tried in processes of its own, so that what it hangs, changes or orders by chance is seen.

`assert_plugin_conforms` runs every hook of a plugin twice, under two hash seeds and a limit of time, and compares what came of it
byte for byte; `assert_rule_conforms` holds one rule to what every rule promises. Both raise `NotConforming`, an assertion with every
fault found.

Example:
    >>> from caserules.hooks import plugins_of
    >>> from caserules.testing import assert_rule_conforms, sample
    >>> from caserules.testing.sample.visit import key_case_visited
    >>> assert_rule_conforms(key_case_visited, plugins_of(sample).load_policy("sample-visit"))
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from caserules.foreign import RuleFault, duties_of
from caserules.policy import Policy
from caserules.rules.rule import Rule
from caserules.testing.promises import check_promises

__all__ = ["NotConforming", "assert_plugin_conforms", "assert_rule_conforms", "plugin_faults", "rule_faults"]

_SEEDS: Final = ("0", "4711")
_CHILD: Final = "caserules.testing.trying"


class NotConforming(AssertionError):
    """What a plugin, a rule, a store or a notifier does not keep of its contract.

    Attributes:
        faults: what is not kept, one line each.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults: tuple[str, ...] = tuple(faults)
        super().__init__("\n".join(self.faults))


def assert_rule_conforms(rule: Rule, policy: Policy | str | Path) -> None:
    """Hold a rule to what every rule promises, and to what is asked of a plugin's.

    Args:
        rule: the rule.
        policy: a policy that has it in force.

    Raises:
        NotConforming: with every fault.
    """
    faults = tuple(rule_faults(rule, policy))
    if faults:
        raise NotConforming(faults)


def rule_faults(rule: Rule, policy: Policy | str | Path) -> Iterator[str]:
    """Yield what a rule does not keep; arguments as for `assert_rule_conforms`."""
    for fault in check_promises([rule], policy):
        yield f"{fault.rule}: {fault.promise}: {fault.what}"
    if not isinstance(policy, Policy):
        return
    setting = policy.setting(rule.id)
    if setting.off is not None:
        yield f"{rule.id}: the policy does not have it in force"
        return
    values = {key: value.value for key, value in setting.values.items()}
    found = duties_of(rule, values)
    if isinstance(found, RuleFault):
        yield f"{rule.id}: {found.code} {found.kind}"


def assert_plugin_conforms(plugin: str | ModuleType, *, seconds: float = 120) -> None:
    """Try a plugin: is it taken up, does it answer as its hooks say, in time, the same each time, and leave all as it was?

    Args:
        plugin: a module, or where another process can import it: `package.module`, or `package.module:name`.
        seconds: how long one trial may take.

    Raises:
        NotConforming: with every fault.
    """
    where = plugin if isinstance(plugin, str) else plugin.__name__
    faults = plugin_faults(where, seconds=seconds)
    if faults:
        raise NotConforming(faults)


def plugin_faults(where: str, *, seconds: float = 120) -> tuple[str, ...]:
    """Return what a plugin does not keep; arguments as for `assert_plugin_conforms`."""
    told: list[bytes] = []
    for seed in _SEEDS:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        try:
            ran = subprocess.run(  # noqa: S603  our own module, and what the caller named
                [sys.executable, "-m", _CHILD, where],
                env=environment,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return (f"{where}: no answer within {seconds:g} s",)
        if ran.returncode != 0:
            return (f"{where}: the trial ended {ran.returncode}: {_last_line(ran.stderr)}",)
        told.append(ran.stdout)
    found: dict[str, Any] = json.loads(told[0])
    faults = tuple(str(x) for x in found["faults"])
    if told[0] != told[1] and not faults:
        faults = (f"{where}: it answers otherwise in another process",)
    return faults


def _last_line(text: bytes) -> str:
    lines = text.decode("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "–"
