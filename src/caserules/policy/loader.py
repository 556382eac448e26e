"""From pack files to a policy: each file read and checked to a layer, the layers stacked.

All mistakes of a file are told at once, with their line. How layers are made one is in `stacking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caserules.errors import PolicyError, PolicyRejected, Problem
from caserules.policy.brought import NOTHING, Brought
from caserules.policy.checker import check_document
from caserules.policy.layering import ReadPack, read_layer
from caserules.policy.model import UNSAID, Policy, RuleSetting, Scoring
from caserules.policy.packfile import PackFile
from caserules.policy.stacking import in_time, overlaps, stacked
from caserules.rules import BUILT_IN, RuleSet
from caserules.rules.rule import Rule

if TYPE_CHECKING:
    from caserules.hooks import Plugins

__all__ = ["POLICY_SCHEMA", "known_layers", "known_policies", "load_policy", "policy_of", "read_packs"]

POLICY_SCHEMA: Final = "caserules.policy/1"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def known_policies() -> tuple[str, ...]:
    """Return the ids of the packaged policies.

    Example:
        >>> "pengshui-2023" in known_policies()
        True
    """
    return _ids("packs")


def known_layers() -> tuple[str, ...]:
    """Return the ids of the packaged layers: instruments that are only stacked on.

    Example:
        >>> "cq-suggestions-2018" in known_layers()
        True
    """
    return _ids("packs", "layers")


def _ids(*folder: str) -> tuple[str, ...]:
    entries = files("caserules.policy").joinpath(*folder).iterdir()
    return tuple(sorted(entry.name[:-5] for entry in entries if entry.name.endswith(".toml")))


def load_policy(name_or_path: str | Path, *, plugins: Plugins | None = None) -> Policy:
    """Return a policy by the id of a packaged one or the path of a pack file.

    Args:
        name_or_path: `pengshui-2023`, or a path to a `.toml` file.
        plugins: whose rules and packs are known too; by itself none. The policy carries the rules from then on.

    Raises:
        PolicyError: `POL-001` if there is none of that name; `PolicyRejected` with every mistake of the file.
        PluginError: `PLG-011` … `PLG-013` if what plugins bring cannot stand beside the library's own, or each other's.

    Example:
        >>> policy = load_policy("pengshui-2023")
        >>> policy.rules["COHAND-01"].clause
        '三.1.d'
    """
    text = str(name_or_path)
    brought = NOTHING if plugins is None else plugins.brought()
    if brought is NOTHING and text in known_policies():
        return _packaged(text)
    return policy_of(read_packs(name_or_path, brought=brought), brought.ruleset)


@cache
def _packaged(name: str) -> Policy:
    return policy_of(read_packs(name))


def read_packs(name_or_path: str | Path, *, layer: bool = False, brought: Brought = NOTHING) -> tuple[ReadPack, ...]:
    """Return the files that a policy is made of, the topmost last; what is wrong with that one is noted on it.

    Args:
        name_or_path: as for `load_policy`.
        layer: whether it may be a packaged layer too.
        brought: what plugins bring.

    Raises:
        PolicyError: as `load_policy` does, but for what only the topmost file can be blamed for.
    """
    text, path = str(name_or_path), Path(name_or_path)
    known = (*known_policies(), *known_layers()) if layer else known_policies()
    known = (*known, *sorted(brought.packs))
    packaged = _pack(text, brought) if text in known else None
    if packaged is not None:
        return _read(PackFile(packaged, f"{text}.toml"), None, brought)
    if not text.endswith(".toml") or not path.is_file():
        raise PolicyError("POL-001", name=path.name, known=", ".join(known))
    return _read(PackFile(path.read_bytes(), path.name), path.parent, brought)


def _pack(name: str, brought: Brought) -> bytes | None:
    """The packaged policy or layer of a name, or a plugin's, if there is one."""
    packs = files("caserules.policy").joinpath("packs")
    for entry in (packs.joinpath(f"{name}.toml"), packs.joinpath("layers", f"{name}.toml")):
        if entry.is_file():
            return entry.read_bytes()
    return brought.packs.get(name)


# ------------------------------------------------------------------------------------------------------ from files to layers


def _read(file: PackFile, folder: Path | None, brought: Brought, above: tuple[str, ...] = ()) -> tuple[ReadPack, ...]:
    """Read a pack file and the layers below it, the lowest first, each once.

    Args:
        file: the file.
        folder: where the layers that it names are looked for beside the packaged ones; None: nowhere.
        brought: what plugins bring.
        above: the ids of the policies of which it is a layer.
    """
    head = file.doc.get("policy")
    schema = head.get("schema") if isinstance(head, dict) else None
    if not isinstance(head, dict) or schema != POLICY_SCHEMA:
        raise PolicyRejected([Problem("POL-011", file.name, (("name", file.name), ("schema", str(schema))))])
    for fault in check_document(file.doc):
        file.problem(fault.code, fault.at, **fault.params)
    file.stop()
    above = (*above, str(head["id"]))
    below: dict[str, ReadPack] = {}
    for name in head.get("layers", ()):
        for each in _below(file, name, folder, brought, above):
            below.setdefault(each.layer.id, each)
    own = read_layer(file, tuple(below.values()), brought.ruleset)
    if len(above) > 1:
        file.stop()
    return (*below.values(), own)


def _below(
    file: PackFile, name: str, folder: Path | None, brought: Brought, above: tuple[str, ...]
) -> tuple[ReadPack, ...]:
    """A layer below: packaged, or the file of that id beside this one. It need not say something of every rule."""
    if name in above:
        file.problem("POL-005", "policy.layers", expected="ids of other policies")
        file.stop()
    packaged = _pack(name, brought) if _NAME.fullmatch(name) else None
    if packaged is not None:
        return _read(PackFile(packaged, f"{name}.toml"), None, brought, above)
    beside = None if folder is None else folder / f"{name}.toml"
    if beside is None or beside.parent != folder or not beside.is_file():
        raise PolicyError(
            "POL-001", name=name, known=", ".join((*known_policies(), *known_layers(), *sorted(brought.packs)))
        )
    return _read(PackFile(beside.read_bytes(), beside.name), folder, brought, above)


# ------------------------------------------------------------------------------------------------------ from layers to a policy


def policy_of(reads: Sequence[ReadPack], ruleset: RuleSet = BUILT_IN) -> Policy:
    """Return the policy of the topmost file, on the layers below it.

    Args:
        reads: the files, the topmost last.
        ruleset: the rules that they were read with.

    Raises:
        PolicyRejected: with every mistake of that file, and of the stack.
    """
    top = reads[-1]
    head = top.file.doc["policy"]
    layers = tuple(x.layer for x in reads)
    counted = [layer for layer in layers if in_time(layer, top.layer.year)[0]]
    for rule in ruleset:
        said = [layer.rules[rule.id] for layer in counted if rule.id in layer.rules]
        if said or rule not in ruleset.extra:
            _complete(top.file, rule, said)
    for a, b, first in overlaps(counted):
        top.file.problem("POL-018", "policy.layers", a=a.id, b=b.id, day=first)
    top.file.stop()
    rules = stacked(layers, top.layer.year, ruleset)
    for rule in ruleset.extra:
        rules.setdefault(rule.id, RuleSetting(rule.id, "", off=UNSAID["zh"], silent=UNSAID))
    return Policy(
        id=top.layer.id,
        version=top.layer.version,
        title=top.layer.title,
        place=top.layer.place,
        time_zone=head["time_zone"],
        year=top.layer.year,
        layers=layers,
        days={key: day for x in reads for key, day in x.days.items()},
        rules={rule.id: rules[rule.id] for rule in ruleset},
        recipients={key: words for x in reads for key, words in x.words("recipients").items()},
        letters=reads[-1].letters,
        scheme=reads[-1].scheme,
        clauses={key: why for x in reads for key, why in x.words("clauses").items()},
        scoring=next((x.scoring for x in reversed(reads) if x.scoring is not None), Scoring()),
        ruleset=ruleset,
        unread=tuple(sorted({id_ for x in reads for id_ in x.unread})),
    )


def _complete(file: PackFile, rule: Rule, said: Sequence[RuleSetting]) -> None:
    """Note what no layer says of a rule."""
    if not said:
        file.problem("POL-003", rule.chapter, rule=rule.id, key="clause")
        return
    heard = [x for x in said if x.silent is None]
    if heard == list(said) and heard[-1].off is None:
        for key in sorted(rule.params.keys() - rule.defaults.keys() - {key for x in heard for key in x.values}):
            file.problem("POL-003", f"{rule.chapter}.{rule.id}", rule=rule.id, key=key)
