"""From pack files to a policy: each file read and checked to a layer, the layers stacked.

All mistakes of a file are told at once, with their line. How layers are made one is in `stacking`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from caserules.errors import PolicyError, PolicyRejected, Problem
from caserules.policy.checker import check_document
from caserules.policy.layering import ReadPack, read_layer
from caserules.policy.model import Policy, RuleSetting, Scoring
from caserules.policy.packfile import PackFile
from caserules.policy.stacking import in_time, overlaps, stacked
from caserules.rules import all_rules
from caserules.rules.rule import Rule

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


def load_policy(name_or_path: str | Path) -> Policy:
    """Return a policy by the id of a packaged one or the path of a pack file.

    Args:
        name_or_path: `pengshui-2023`, or a path to a `.toml` file.

    Raises:
        PolicyError: `POL-001` if there is none of that name; `PolicyRejected` with every mistake of the file.

    Example:
        >>> policy = load_policy("pengshui-2023")
        >>> policy.rules["COHAND-01"].clause
        '三.1.d'
    """
    text = str(name_or_path)
    return _packaged(text) if text in known_policies() else policy_of(read_packs(name_or_path))


@cache
def _packaged(name: str) -> Policy:
    return policy_of(read_packs(name))


def read_packs(name_or_path: str | Path, *, layer: bool = False) -> tuple[ReadPack, ...]:
    """Return the files that a policy is made of, the topmost last; what is wrong with that one is noted on it.

    Args:
        name_or_path: as for `load_policy`.
        layer: whether it may be a packaged layer too.

    Raises:
        PolicyError: as `load_policy` does, but for what only the topmost file can be blamed for.
    """
    text, path = str(name_or_path), Path(name_or_path)
    known = (*known_policies(), *known_layers()) if layer else known_policies()
    packaged = _pack(text) if text in known else None
    if packaged is not None:
        return _read(PackFile(packaged, f"{text}.toml"), None)
    if not text.endswith(".toml") or not path.is_file():
        raise PolicyError("POL-001", name=path.name, known=", ".join(known))
    return _read(PackFile(path.read_bytes(), path.name), path.parent)


def _pack(name: str) -> bytes | None:
    """The packaged policy or layer of a name, if there is one."""
    packs = files("caserules.policy").joinpath("packs")
    for entry in (packs.joinpath(f"{name}.toml"), packs.joinpath("layers", f"{name}.toml")):
        if entry.is_file():
            return entry.read_bytes()
    return None


# ------------------------------------------------------------------------------------------------------ from files to layers


def _read(file: PackFile, folder: Path | None, above: tuple[str, ...] = ()) -> tuple[ReadPack, ...]:
    """Read a pack file and the layers below it, the lowest first, each once.

    Args:
        file: the file.
        folder: where the layers that it names are looked for beside the packaged ones; None: nowhere.
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
        for each in _below(file, name, folder, above):
            below.setdefault(each.layer.id, each)
    own = read_layer(file, tuple(below.values()))
    if len(above) > 1:
        file.stop()
    return (*below.values(), own)


def _below(file: PackFile, name: str, folder: Path | None, above: tuple[str, ...]) -> tuple[ReadPack, ...]:
    """A layer below: packaged, or the file of that id beside this one. It need not say something of every rule."""
    if name in above:
        file.problem("POL-005", "policy.layers", expected="ids of other policies")
        file.stop()
    packaged = _pack(name) if _NAME.fullmatch(name) else None
    if packaged is not None:
        return _read(PackFile(packaged, f"{name}.toml"), None, above)
    beside = None if folder is None else folder / f"{name}.toml"
    if beside is None or beside.parent != folder or not beside.is_file():
        raise PolicyError("POL-001", name=name, known=", ".join((*known_policies(), *known_layers())))
    return _read(PackFile(beside.read_bytes(), beside.name), folder, above)


# ------------------------------------------------------------------------------------------------------ from layers to a policy


def policy_of(reads: Sequence[ReadPack]) -> Policy:
    """Return the policy of the topmost file, on the layers below it.

    Raises:
        PolicyRejected: with every mistake of that file, and of the stack.
    """
    top = reads[-1]
    head = top.file.doc["policy"]
    layers = tuple(x.layer for x in reads)
    counted = [layer for layer in layers if in_time(layer, top.layer.year)[0]]
    for rule in all_rules():
        _complete(top.file, rule, [layer.rules[rule.id] for layer in counted if rule.id in layer.rules])
    for a, b, first in overlaps(counted):
        top.file.problem("POL-018", "policy.layers", a=a.id, b=b.id, day=first)
    top.file.stop()
    rules = stacked(layers, top.layer.year)
    return Policy(
        id=top.layer.id,
        version=top.layer.version,
        title=top.layer.title,
        place=top.layer.place,
        time_zone=head["time_zone"],
        year=top.layer.year,
        layers=layers,
        days={key: day for x in reads for key, day in x.days.items()},
        rules={rule.id: rules[rule.id] for rule in all_rules()},
        recipients={key: words for x in reads for key, words in x.words("recipients").items()},
        letters=reads[-1].letters,
        scheme=reads[-1].scheme,
        clauses={key: why for x in reads for key, why in x.words("clauses").items()},
        scoring=next((x.scoring for x in reversed(reads) if x.scoring is not None), Scoring()),
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
