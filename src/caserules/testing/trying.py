"""One trial of a plugin, in a process of its own: `python -m caserules.testing.trying package.module[:name]`.

Every hook is called on invented input; what came of it is written as canonical JSON, with what the plugin did beside: the decimal
context, the time zone, the dice, the working directory, signals, the locale, sockets and processes. It knows no verdict.
"""

from __future__ import annotations

import decimal
import json
import locale
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any, Final

from caserules.assess import assess
from caserules.calendar import WorkCalendar
from caserules.demo import small_register
from caserules.errors import CaserulesError, PluginError
from caserules.hooks import Plugins, plugins_of
from caserules.policy import Policy
from caserules.store.changes import changes_between
from caserules.store.records import run_of
from caserules.testing.conforming import rule_faults

__all__ = ["main", "tried"]

_DAY: Final = date(2023, 6, 1)
_WATCHED: Final = ("socket.", "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn")


def main(where: str) -> None:
    """Try a plugin, and write what came of it to standard output."""
    plugin = _imported(where)
    json.dump(tried(where, plugin), sys.stdout, ensure_ascii=True, sort_keys=True)


def _imported(where: str) -> Any:
    module, _, name = where.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found


def tried(where: str, plugin: Any) -> dict[str, Any]:
    """Return what came of every hook of a plugin, and what is wrong.

    Args:
        where: what it is called.
        plugin: the plugin.
    """
    WorkCalendar.default()
    seen: list[str] = []
    sys.addaudithook(lambda event, _: seen.append(event) if event.startswith(_WATCHED) else None)
    before = _surroundings()
    faults: list[str] = []
    told: list[Any] = []
    try:
        plugins = plugins_of(plugin)
        faults += (f"{x.code} {x.hook}: {x.kind}" for x in plugins.faults())
        for policy in _policies(plugins):
            told.append(_assessed(plugins, policy, faults))
            for rule in plugins.brought().ruleset.extra:
                if policy.setting(rule.id).off is None:
                    faults += rule_faults(rule, policy)
        faults += _never_on(plugins)
        told.append(_named(plugins))
    except CaserulesError as error:
        faults.append(f"{error.code} {error.message('en')}")
    faults += (f"it changed {name}" for name, value in _surroundings().items() if value != before[name])
    faults += (f"it caused {event}" for event in sorted(set(seen)))
    return {"plugin": where, "faults": list(dict.fromkeys(faults)), "told": told}


def _surroundings() -> dict[str, str]:
    """What a plugin has to leave as it was."""
    handled = (signal.SIGINT, signal.SIGTERM)
    return {
        "the decimal context": str(decimal.getcontext()),
        "the time zone": f"{time.tzname} {os.environ.get('TZ')}",
        "the dice": str(hash(random.getstate())),
        "the working directory": os.getcwd(),  # noqa: PTH109  as the system says it
        "the environment": str(sorted(os.environ.items())),
        "the locale": str(locale.setlocale(locale.LC_ALL)),
        "signals": str([signal.getsignal(x) for x in handled]),
        "the recursion limit": str(sys.getrecursionlimit()),
    }


def _policies(plugins: Plugins) -> Iterator[Policy]:
    """A packaged policy, and those that the plugin brings; what only stands as a layer is skipped."""
    yield plugins.load_policy("pengshui-2023")
    for name in plugins.brought().packs:
        try:
            yield plugins.load_policy(name)
        except PluginError:
            raise
        except CaserulesError as error:
            if error.code != "POL-003":  # a layer says little of most rules
                raise


def _assessed(plugins: Plugins, policy: Policy, faults: list[str]) -> Any:
    register = small_register()
    found = assess(register, policy, as_of=_DAY, plugins=plugins)
    faults += (f"{x['code']} {x['hook']}: {x['kind']}" for plugin in found.plugins for x in plugin["faults"])
    earlier = assess(register, policy, as_of=date(2023, 5, 23))
    changes = changes_between(run_of(earlier).findings, run_of(found).findings)[:5]
    faults += (f"{x.code} {x.hook}: {x.kind}" for x in plugins.tell_changes(changes))
    given = {"register": register, "policy": policy.id, "as_of": _DAY}
    raw = plugins.ask("before_assess", copied="register", **given)  # before they are put in order
    return {"assessment": found.to_dict(), "remarks": [[str(x) for x in answer.values] for answer in raw]}


def _never_on(plugins: Plugins) -> Iterator[str]:
    """The rules that no policy of the plugin has in force: nobody could try them."""
    policies = [*_policies(plugins)]
    for rule in plugins.brought().ruleset.extra:
        if all(policy.setting(rule.id).off is not None for policy in policies):
            yield f"{rule.id}: no policy of the plugin has it in force"


def _named(plugins: Plugins) -> dict[str, list[str]]:
    """What it offers by name."""
    return {
        "importers": [f"{x.name} {x.suffix}" for x in plugins.importers()],
        "exporters": [x.name for x in plugins.exporters()],
        "languages": [x.code for x in plugins.languages()],
        "commands": [f"{x.name} {x.zh} {x.en}" for x in plugins.commands()],
        "stores": [x.name for x in plugins.stores()],
        "notifiers": [x.name for x in plugins.notifiers()],
    }


if __name__ == "__main__":
    main(sys.argv[1])
