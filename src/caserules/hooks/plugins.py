"""A set of plugins as a value: what they bring, gathered when first asked for, checked against each other, and held.

There is no registry: who judges, reads or writes is handed a set. Two sets of the same plugins are equal whatever order they
were given in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pluggy

from caserules.errors import PluginError
from caserules.guard import called, kind_of
from caserules.hooks import specs
from caserules.hooks.bringing import brought_by
from caserules.hooks.calling import Answer, Fault, answers
from caserules.hooks.discovering import found
from caserules.hooks.kinds import Command, Exporter, Importer, Language, NotifierKind, StoreKind
from caserules.hooks.registering import Plugin, check_names, taken_up
from caserules.policy.brought import NOTHING, Brought

if TYPE_CHECKING:
    from caserules.calendar import WorkCalendar
    from caserules.hooks.run import Run
    from caserules.models import Register
    from caserules.notify import Notifier
    from caserules.policy import Policy
    from caserules.store import Change, Store

__all__ = ["Plugins", "installed_plugins", "plugins_of"]

_NAMED: Final = ("importers", "exporters", "stores", "notifiers", "languages", "commands")


class Plugins:
    """A set of plugins; `plugins_of` and `installed_plugins` make one.

    Args:
        members: the plugins.

    Raises:
        PluginError: `PLG-003` two of one name.
    """

    def __init__(self, members: Iterable[Plugin]) -> None:
        given = tuple(members)
        check_names(given)
        self.members: tuple[Plugin, ...] = tuple(sorted(given, key=lambda x: x.name))
        self._manager = pluggy.PluginManager(specs.PROJECT)
        self._manager.add_hookspecs(specs)
        for plugin in self.members:
            if (
                called(self._manager.register, plugin.module, plugin.name).raised is not None
            ):  # an attribute that raises
                raise PluginError("PLG-008", who=plugin.who, hook="–")
        self._manager.check_pending()

    def __iter__(self) -> Iterator[Plugin]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plugins) and self.members == other.members

    def __hash__(self) -> int:
        return hash(self.members)

    def __repr__(self) -> str:
        return f"<Plugins {', '.join(plugin.who for plugin in self.members) or '-'}>"

    def without(self, names: Collection[str]) -> Plugins:
        """Return the set without some plugins.

        Raises:
            PluginError: `PLG-014` a name that no plugin has.
        """
        for name in sorted(set(names) - {plugin.name for plugin in self.members}):
            raise PluginError("PLG-014", name=name, known=", ".join(x.name for x in self.members) or "–")
        return Plugins(plugin for plugin in self.members if plugin.name not in names)

    # ------------------------------------------------------------------------------------------------- calls

    def implements(self, hook: str) -> bool:
        """Return whether any plugin implements a hook."""
        return any(hook in plugin.hooks for plugin in self.members)

    def ask(self, hook: str, *, copied: str = "", **given: Any) -> tuple[Answer, ...]:
        """Call a hook of every plugin that has it, each by itself; a plugin that fails gives a fault and keeps no other from it.

        Args:
            hook: the hook's name.
            copied: the argument of which plugins get a copy.
            given: the hook's arguments.
        """
        implementations = getattr(self._manager.hook, hook).get_hookimpls()
        return tuple(answers(reversed(implementations), hook, given, copied=copied))

    @cached_property
    def _brought(self) -> tuple[Brought, Mapping[str, str], tuple[Fault, ...]]:
        return brought_by(self.members, self.ask("rules"), self.ask("packs"))

    def brought(self) -> Brought:
        """Return what the plugins bring to policies: rules and packs.

        Raises:
            PluginError: `PLG-011` a rule's id is taken, `PLG-012` a rule that cannot stand beside the library's own,
                `PLG-013` a pack's id is taken or is not its file's name.
        """
        return self._brought[0] if self.implements("rules") or self.implements("packs") else NOTHING

    def faults_of_policies(self) -> tuple[Fault, ...]:
        """Return what went wrong in bringing rules and packs."""
        return self._brought[2] if self.implements("rules") or self.implements("packs") else ()

    def faults_of_languages(self) -> tuple[Fault, ...]:
        """Return what went wrong in bringing languages."""
        return tuple(x for x in self._gathered[1] if x.hook == "languages") if self.implements("languages") else ()

    def owner(self, hook: str, name: str) -> str:
        """Return the name of the plugin that offers something by name."""
        return self._gathered[0][hook][name][0]

    def owner_of(self, rule: str) -> str:
        """Return the name of the plugin that brings a rule; empty where none does."""
        return self._brought[1].get(rule, "")

    def load_policy(self, name_or_path: Any) -> Policy:
        """Return a policy, as `caserules.load_policy` does, with what the plugins bring."""
        from caserules.policy import load_policy  # noqa: PLC0415  a policy is read when asked for

        return load_policy(name_or_path, plugins=self)

    # ------------------------------------------------------------------------------------------------- what is named

    @cached_property
    def _gathered(self) -> tuple[Mapping[str, Mapping[str, tuple[str, Any]]], tuple[Fault, ...]]:
        """What plugins offer by name: by hook and name, whose it is and what; and what went wrong."""
        offered: dict[str, dict[str, tuple[str, Any]]] = defaultdict(dict)
        faults: list[Fault] = []
        for hook in _NAMED:
            for answer in self.ask(hook) if self.implements(hook) else ():
                if answer.fault is not None:
                    faults.append(answer.fault)
                for item in answer.values:
                    name = item.code if isinstance(item, Language) else item.name
                    if name in offered[hook]:
                        one, other = self._who(offered[hook][name][0]), self._who(answer.plugin)
                        raise PluginError("PLG-013", name=name, hook=hook, one=one, other=other)
                    offered[hook][name] = answer.plugin, item
        return offered, tuple(faults)

    def _who(self, name: str) -> str:
        return next(plugin.who for plugin in self.members if plugin.name == name)

    def _offered(self, hook: str, kind: type[Any]) -> tuple[Any, ...]:
        if not self.implements(hook):
            return ()
        return tuple(item for _, (_, item) in sorted(self._gathered[0].get(hook, {}).items()) if isinstance(item, kind))

    def faults(self) -> tuple[Fault, ...]:
        """Return what went wrong in the hooks that only bring something: none of them was asked about a register.

        Raises:
            PluginError: as `brought` does, and `PLG-013` for two things of one name.
        """
        return tuple(sorted((*self.faults_of_policies(), *self._gathered[1])))

    def importers(self) -> tuple[Importer, ...]:
        """Return the kinds of file that the plugins read, by name."""
        return self._offered("importers", Importer)

    def exporters(self) -> tuple[Exporter, ...]:
        """Return the forms that the plugins write, by name."""
        return self._offered("exporters", Exporter)

    def languages(self) -> tuple[Language, ...]:
        """Return the languages that the plugins tell findings in, by code."""
        return self._offered("languages", Language)

    def commands(self) -> tuple[Command, ...]:
        """Return the subcommands that the plugins bring, by name."""
        return self._offered("commands", Command)

    def stores(self) -> tuple[StoreKind, ...]:
        """Return the stores that the plugins offer, by name."""
        return self._offered("stores", StoreKind)

    def notifiers(self) -> tuple[NotifierKind, ...]:
        """Return the notifiers that the plugins offer, by name."""
        return self._offered("notifiers", NotifierKind)

    def use(self, hook: str, name: str, attribute: str, gives: type | None, *given: Any) -> Any:
        """Call what a plugin offers by name: everything asked depends on it, so its fault is the caller's to know.

        Args:
            hook: the hook that offers it.
            name: its name.
            attribute: which of its functions.
            gives: the exact class of the answer; None: any.
            given: the arguments.

        Raises:
            PluginError: `PLG-014` nothing of that name; `PLG-101` it raised; `PLG-102` its answer is of another class.
        """
        offered = self._gathered[0].get(hook, {})
        if name not in offered:
            raise PluginError("PLG-014", name=name, known=", ".join(sorted(offered)) or "–")
        owner, item = offered[name]
        where = f"{self._who(owner)} {hook} {name}"
        made = called(getattr(item, attribute), *given)
        if made.raised is not None:
            raise PluginError("PLG-101", where=where, kind=made.raised)
        if gives is not None and type(made.value) is not gives:
            raise PluginError("PLG-102", where=where, kind=kind_of(made.value))
        return made.value

    def open_store(self, name: str, place: str) -> Store:
        """Open a store that a plugin offers.

        Args:
            name: the store's name; exactly one plugin offers it.
            place: as the plugin's documentation says.

        Raises:
            PluginError: `PLG-014` nothing of that name; `PLG-101` it could not be opened; `PLG-102` what came is no store.
        """
        from caserules.store import Store  # noqa: PLC0415  loaded where a store is asked for

        made: Store = self._protocol("stores", name, "open", Store, place)
        return made

    def make_notifier(self, name: str, place: str) -> Notifier:
        """Make a notifier that a plugin offers; arguments and errors as for `open_store`."""
        from caserules.notify import Notifier  # noqa: PLC0415  loaded where a notifier is asked for

        made: Notifier = self._protocol("notifiers", name, "make", Notifier, place)
        return made

    def _protocol(self, hook: str, name: str, attribute: str, protocol: type[Any], place: str) -> Any:
        made = self.use(hook, name, attribute, None, place)
        if called(isinstance, made, protocol).value is not True:
            raise PluginError("PLG-102", where=f"{hook} {name}", kind=kind_of(made))
        return made

    # ------------------------------------------------------------------------------------------------- a run

    def begin(self, register: Register, policy: Policy, as_of: date, calendar: WorkCalendar) -> Run:
        """Begin an assessment: ask for days and remarks. `assess` calls it; nobody else needs to."""
        from caserules.hooks.run import Run  # noqa: PLC0415  loaded when something is judged

        return Run(self, register, policy, as_of, calendar)

    def tell_changes(self, changes: Iterable[Change]) -> tuple[Fault, ...]:
        """Tell the plugins what is new, changed or withdrawn against the last run; return what went wrong.

        Args:
            changes: as `caserules.store.Added.changes` has them, or `changes_between` gives them.
        """
        if not self.implements("finding_changed"):
            return ()
        told = (answer.fault for change in changes for answer in self.ask("finding_changed", change=change))
        return tuple(sorted({fault for fault in told if fault is not None}))


def plugins_of(*modules: Any) -> Plugins:
    """Return a set of plugins given in Python: modules, or objects with methods.

    Args:
        modules: each with `caserules_api = 1`; its name is the module's (or class's) last part in small letters, its version
            its `__version__`.

    Raises:
        PluginError: `PLG-002` … `PLG-010` one that is not as the hooks are specified, `PLG-003` two of one name.

    Example:
        >>> from caserules.hooks import Remark, hookimpl
        >>> class Odd:
        ...     caserules_api = 1
        ...
        ...     @hookimpl
        ...     def before_assess(self, register):
        ...         return tuple(Remark("无标题", "no title", x.key) for x in register.cases if not x.title)
        >>> plugins_of(Odd())
        <Plugins odd (0)>
    """
    return Plugins(_given(module) for module in modules)


def _given(module: Any) -> Plugin:
    name = called(lambda: str(module.__name__ if hasattr(module, "__name__") else type(module).__name__)).value or "-"
    version = called(lambda: str(module.__version__) if hasattr(module, "__version__") else "0").value or "0"
    return taken_up(module, name.rpartition(".")[2].lower(), version)


def installed_plugins(*, without: Collection[str] = ()) -> Plugins:
    """Return the plugins that are installed: the entry points of the group `caserules`.

    Args:
        without: the names of those to leave out, which are not imported then; `*` for all.

    Raises:
        PluginError: `PLG-001` one cannot be imported, `PLG-014` a name in `without` that none has, or as `plugins_of` does.

    Example:
        >>> len(installed_plugins(without=["*"]))
        0
    """
    return Plugins(found(without))
