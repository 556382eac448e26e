"""A county's own pack begun: the layers below it, every open reading with its options, every rule that is left to state.

What has to be written stands as `"?"`, so that the check refuses the pack until a person has written it; nothing is guessed. The text
is commented in both languages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from caserules.models import CaseKind, CategoryMeaning
from caserules.policy.checker import is_by_kind
from caserules.policy.layering import ReadPack
from caserules.policy.loader import POLICY_SCHEMA, load_policy, read_packs
from caserules.policy.model import Policy, Reading
from caserules.policy.review import TO_FILL, stated_kinds
from caserules.policy.stacking import in_time
from caserules.rules import all_rules
from caserules.rules.rule import Posts, Recipients, Rule, Steps, Terms

__all__ = ["new_pack"]

_REFERENCE: Final = "pengshui-2023"
"""The pack whose open points and names of recipients are asked of every county."""

_HEAD: Final = """\
# {place} {year} 年度：办理人大代表建议、政协委员提案的政策。写着 "?" 的地方请对照文件填写，填完前 policy check 不予通过。
# The policy of {place} for {year}. Fill in what stands as "?" from the instrument itself; until then `policy check` refuses it.
# 每条规则：对照文件填写并去掉行首的 #；本地没有这项义务的，写 off = true 和 because；文件没有说的，写进 [silent]。
# A rule: fill it in and take the # away; `off = true` and `because` where the duty is not asked; [silent] where nothing is said.
"""


def new_pack(base: str | Path, *, id: str, place: str, year: int) -> str:  # noqa: A002  the pack's own word
    """Return the text of a county's pack to begin with.

    Args:
        base: the id or file of a layer to stand on, or of a policy whose higher layers are taken.
        id: the new pack's id: small letters, digits, `-` and `_`.
        place: the county.
        year: the year that it governs.

    Raises:
        PolicyError: as `load_policy` does.

    Example:
        >>> text = new_pack("cq-suggestions-2018", id="x-2026", place="某县", year=2026)
        >>> 'layers = ["cn-civil-code-2020", "cq-suggestions-2018"]' in text
        True
    """
    layers = _layers(read_packs(base, layer=True), year)
    reference = load_policy(_REFERENCE)
    blocks = [
        _head(layers, id, place, year),
        _days(reference),
        _categories(),
        _recipients(reference),
        *_readings(layers, reference),
        *(_rule(rule, layers, reference) for rule in all_rules()),
        _silent(),
    ]
    return "\n\n".join(block.rstrip() for block in blocks) + "\n"


def _layers(reads: tuple[ReadPack, ...], year: int) -> tuple[ReadPack, ...]:
    """The layers to stand on: all of a layer's, and of a policy those of higher rank than its own; if in force in the year."""
    top = reads[-1].layer
    chosen = [read for read in reads if top.rank != "county" or read.layer.rank != top.rank]
    return tuple(read for read in chosen if in_time(read.layer, year)[0])


def _head(layers: tuple[ReadPack, ...], id_: str, place: str, year: int) -> str:
    names = ", ".join(_text(read.layer.id) for read in layers)
    lines = [
        _HEAD.format(place=place, year=year),
        "[policy]",
        f"id = {_text(id_)}",
        'version = "0"',
        f'schema = "{POLICY_SCHEMA}"',
        f"place = {_text(place)}",
        f'title = {{ zh = "{TO_FILL}", en = "{TO_FILL}" }}',
        'rank = "county"',
        f"year = {year}",
        'time_zone = "Asia/Shanghai"',
        *(f"# {read.layer.id}: {read.layer.title.get('zh', '')} · {read.layer.title.get('en', '')}" for read in layers),
        f"layers = [{names}]",
        "",
        "[sources.notice]",
        f'title = "{TO_FILL}"',
        f'issuer = "{TO_FILL}"',
        "# date = 2023-04-10",
        "# read：读了全文写 whole，部分写 part · how much of it was read: whole or part",
        f'read = "{TO_FILL}"',
        "# checked：何时对照过原文 · when it was last compared: checked = 2023-04-10",
    ]
    return "\n".join(lines)


def _days(reference: Policy) -> str:
    lines = ["# 有名字的日子，规则里写名字：“08-31” · Named days, which rules name: 08-31", "[days]"]
    return "\n".join(
        [*lines, *(f'{key} = "{TO_FILL}"' for key in reference.days if key != "year_end"), 'year_end = "12-31"']
    )


def _categories() -> str:
    lines = ["# 类别字母 · The letter of each category", "[categories]"]
    return "\n".join([*lines, *(f'{meaning} = "{TO_FILL}"' for meaning in _meanings())])


def _meanings() -> tuple[str, ...]:
    return tuple(str(x) for x in CategoryMeaning)[:3]


def _recipients(reference: Policy) -> str:
    lines = ["# 报送对象在本地叫什么 · What those to whom papers are filed are called here", "[recipients]"]
    return "\n".join([*lines, *(f'{key} = {{ zh = "{TO_FILL}", en = "{TO_FILL}" }}' for key in reference.recipients)])


def _readings(layers: tuple[ReadPack, ...], reference: Policy) -> Iterator[str]:
    """The open points: what the texts of counties are silent about, each with its options; a person chooses."""
    below = {key for read in layers for key in read.layer.readings}
    own: dict[str, Reading] = {key: x for layer in reference.layers for key, x in layer.readings.items()}
    yield "# 原文没有说的，选一个（options 之一） · Where the text is silent: choose one of the options"
    for key, reading in own.items():
        if key in below:
            continue
        options = [str(x) for x in reading.options]
        why = [f"# {reading.why[lang]}" for lang in ("zh", "en") if lang in reading.why]
        choices = f"# 可选 · options: {' | '.join(options)}"
        chosen = f'value = "{options[0] if len(options) == 1 else TO_FILL}"'
        words = json.dumps(options, ensure_ascii=False)
        told = ", ".join(f"{lang} = {_text(reading.why.get(lang, ''))}" for lang in ("zh", "en"))
        yield "\n".join([*why, choices, f"[readings.{key}]", chosen, f"options = {words}", f"why = {{ {told} }}"])


def _rule(rule: Rule, layers: tuple[ReadPack, ...], reference: Policy) -> str:
    from caserules.rules.cards import card  # noqa: PLC0415  a pack is begun now and then

    words = card(rule.id)
    lines = [
        f"# {rule.id} {words['title']['zh']} · {words['title']['en']}",
        f"# {words['act']['zh']} · {words['act']['en']}",
    ]
    left = dict.fromkeys(rule.params, frozenset(CaseKind))
    for read in layers:
        setting = read.layer.rules.get(rule.id)
        for key, value in setting.values.items() if setting else ():
            kinds = stated_kinds(value)
            left[key] -= kinds
            of = "" if kinds == set(CaseKind) else f"（{'、'.join(kinds)}）"
            lines.append(f"# {key}{of}：{read.layer.id} 已规定 · set by {read.layer.id}")
    if rule.params and not any(left.values()):
        return "\n".join(
            [*lines, "# 各层已写全；本文件另有规定的才写 · Set in full; write it only where this notice says more"]
        )
    lines += [f"# [{rule.chapter}.{rule.id}]", f'# clause = "{TO_FILL}"', f'# term = "{TO_FILL}"']
    for key, kind in rule.params.items():
        form, note = _form(rule, kind, reference)
        lines += [f"# {key} = {form}  # {note}"] if left[key] else []
    return "\n".join(lines)


def _form(rule: Rule, kind: Any, reference: Policy) -> tuple[str, str]:
    """How a parameter is written, and of what type it is."""
    if kind == Terms:
        starts = " | ".join(rule.table.starters())
        return f'{{ term = "{TO_FILL}" }}', f"期限 term: 30wd | 30d | 3m | 08-31 | undated；from = {starts}"
    if kind == Recipients:
        names = " | ".join(reference.recipients)
        return (
            f'{{ value = {{ {TO_FILL} = ["suggestion", "proposal"] }} }}',
            f"对象及其类别 recipients, with kinds: {names}",
        )
    if kind == Steps:
        return f"{{ value = {{ {TO_FILL} = [] }} }}", "步骤及必须在其后的 steps, each with those that must follow"
    if kind == Posts:
        return (
            f'{{ value = {{ {TO_FILL} = "{TO_FILL}" }} }}',
            f"步骤由谁 a post for each step: {_options(get_args(kind)[1])}",
        )
    if is_by_kind(kind):
        return f'"{TO_FILL}"', f"一个词，可按类别写 one word, by kind where stated so: {_options(get_args(kind)[1])}"
    if get_origin(kind) is tuple:
        return f'["{TO_FILL}"]', f"几个词 some words: {_options(get_args(kind)[0])}"
    return f'"{TO_FILL}"', f"一个词 one word: {_options(kind)}"


def _options(kind: Any) -> str:
    words: Mapping[Any, Any] | tuple[Any, ...] = get_args(kind) if get_origin(kind) is Literal else tuple(kind)
    return (
        " | ".join(str(x) for x in words)
        if words and (get_origin(kind) is Literal or issubclass(kind, StrEnum))
        else "…"
    )


def _silent() -> str:
    return "\n".join(
        [
            '# 文件没有说的规则：逐条写，或用 "*" 指其余全部 · Rules of which the notice says nothing: one by one, or "*" for all the rest',
            "# [silent]",
            f'# "*" = {{ zh = "{TO_FILL}", en = "{TO_FILL}" }}',
        ]
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
