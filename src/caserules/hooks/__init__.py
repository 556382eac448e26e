"""Hooks: what a host adds to caserules, and how it is kept from spoiling a verdict.

    specs         the hooks, one function each; what each may answer
    kinds         the records that plugins give
    registering   what is refused when a plugin is taken up
    discovering   the plugins that are installed, looked for when first asked
    calling       each implementation called by itself; its answer looked at before it is used
    bringing      rules and packs, checked against the library's own
    plugins       a set of plugins as a value
    run           the plugins' part in one assessment

The one idea: a set of plugins is a value that is handed in, and a plugin that fails ends only what depends on it, which becomes
undetermined. Whatever a plugin does (an exception, `SystemExit`, an answer of another kind, a flood, a change of what it was given)
is a fault with a code in the receipt; only KeyboardInterrupt and MemoryError pass. The order of plugins never matters. A plugin is
code of the host's own choosing and runs with all its rights: this room keeps its mistakes apart, not its malice.
"""

from __future__ import annotations

from caserules.hooks.calling import Fault
from caserules.hooks.kinds import Command, Exporter, Importer, Language, NotifierKind, Remark, StoreKind
from caserules.hooks.plugins import Plugins, installed_plugins, plugins_of
from caserules.hooks.receipts import check_plugins
from caserules.hooks.registering import Plugin
from caserules.hooks.specs import API, HOOKS, Hook, hookimpl

__all__ = [
    "API",
    "HOOKS",
    "Command",
    "Exporter",
    "Fault",
    "Hook",
    "Importer",
    "Language",
    "NotifierKind",
    "Plugin",
    "Plugins",
    "Remark",
    "StoreKind",
    "check_plugins",
    "hookimpl",
    "installed_plugins",
    "plugins_of",
]
