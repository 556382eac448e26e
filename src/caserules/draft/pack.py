"""The draft as a pack's text: the base's sections and rules, each value unconfirmed with its clause, what is missing as comments.

What a person has to decide stands where it is decided: a conflict, a missing value, a rule that was not found is a comment in
its place, so that the file is refused until somebody has written a value, or `off = true` with a reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from caserules.draft.model import Confidence, Draft, Found
from caserules.draft.sentences import say
from caserules.policy import POLICY_SCHEMA, Policy, RuleSetting, Value
from caserules.rules import all_rules
from caserules.rules.rule import Rule, Terms
from caserules.terms import RuleTerm

__all__ = ["day_names", "inherited", "layers_below", "pack_text", "set_below"]

_FIXED: Final = re.compile("[0-9]{2}-[0-9]{2}")
_DAYS: Final = {"closing": "reply_term", "plan": "plan_term"}


def day_names(found: Iterable[Found]) -> dict[str, str]:
    """Return the named days that a draft has: the closing day and the work plan's, where they are fixed."""
    found = list(found)
    days = {}
    for name, parameter in _DAYS.items():
        x = next((x for x in found if x.parameter == parameter and not x.reading), None)
        if x is not None and _FIXED.fullmatch(x.value["term"]):
            days[name] = x.value["term"]
    return days


def layers_below(policy: Policy) -> tuple[str, ...]:
    """Return the ids of a base's layers on which a draft stands: the higher instruments, not the place's own of another year.

    Example:
        >>> from caserules.policy import load_policy
        >>> layers_below(load_policy("pengshui-2023"))
        ()
    """
    return tuple(x.id for x in policy.layers[:-1] if x.rank != policy.layers[-1].rank)


def inherited(value: Value, policy: Policy) -> bool:
    """Return whether a higher instrument that the draft stands on sets a value itself."""
    below = layers_below(policy)
    if isinstance(value.value, tuple) and value.value and isinstance(value.value[0], RuleTerm):
        return any(x.layer in below for x in value.value)
    return value.layer in below


def set_below(setting: RuleSetting, policy: Policy) -> bool:
    """Return whether higher instruments set all that a rule needs, so that the notice need not speak of it."""
    return bool(setting.stated) and all(inherited(value, policy) for value in setting.stated.values())


def pack_text(draft: Draft, policy: Policy, names: Mapping[str, str]) -> str:
    """Return the pack's text.

    Args:
        draft: the draft.
        policy: its base.
        names: the recipients' names in the notice.
    """
    blocks = [_head(draft, policy), _days(draft, policy), _categories(draft), _recipients(draft, policy, names)]
    blocks += [_scoring(draft), *_readings(draft, policy)]
    blocks += [_rule(rule, draft, policy) for rule in all_rules() if _is_asked(rule, draft, policy)]
    blocks.append(_silence(policy))
    blocks += [_remarks(draft), _unread(draft)]
    return "\n\n".join(x for x in blocks if x) + "\n"


def literal(value: Any) -> str:
    """Return a value as TOML writes it on one line.

    Example:
        >>> literal({"term": "30wd", "kinds": ["suggestion"]})
        '{ term = "30wd", kinds = ["suggestion"] }'
    """
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {literal(x)}" for key, x in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(x) for x in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _why(x: Found) -> str:
    """The comment beside a value: how sure, from which characters."""
    key = "sure.reading" if x.reading and x.confidence is Confidence.LOW else f"sure.{x.confidence.value}"
    return f"  # {say('zh', key)} · {x.key} · {x.locator}"


def _head(draft: Draft, policy: Policy) -> str:
    notice = draft.notice
    lines = [f"# {say('zh', 'head')}", f"# {say('en', 'head')}", "", "[policy]"]
    lines.append(f'id = "draft-{notice.year}"' if notice.year else 'id = "draft"')
    lines += ['version = "0"', f'schema = "{POLICY_SCHEMA}"', f"place = {literal(notice.place or '?')}"]
    lines.append("title = " + literal({lang: say(lang, "title", title=notice.title or "?") for lang in ("zh", "en")}))
    lines.append(f'rank = "{policy.layers[-1].rank}"')
    if notice.year:
        lines.append(f"year = {notice.year}")
    if notice.day:
        lines.append(f"in_force = {notice.day}")
    lines += [f"time_zone = {literal(policy.time_zone)}", f"layers = {literal(list(layers_below(policy)))}"]
    if draft.expected:
        counted = "，".join(f"{kind} {n}" for kind, n in draft.expected.items())
        lines.append(f"# {say('zh', 'expected', counted=counted)}")
    lines += ["", "[sources.notice]", f"title = {literal(notice.title or '?')}"]
    for key, value in (("issuer", notice.issuer), ("number", notice.number)):
        if value:
            lines.append(f"{key} = {literal(value)}")
    if notice.day:
        lines.append(f"date = {notice.day}")
    lines.append(f'read = "unconfirmed"  # {say("zh", "read")}')
    return "\n".join(lines)


def _days(draft: Draft, policy: Policy) -> str:
    lines = ["[days]"]
    for name, day in day_names(draft.found).items():
        x = next(x for x in draft.found if x.parameter == _DAYS[name])
        lines.append(
            f"{name} = " + literal({"day": day, "at": x.locator, "source": "notice", "basis": "unconfirmed"}) + _why(x)
        )
    end = policy.days.get("year_end")
    if end:
        lines.append(f'year_end = {{ day = "{end[0]:02d}-{end[1]:02d}", basis = "reading", reading = "undated" }}')
    return "\n".join(lines)


def _categories(draft: Draft) -> str:
    found = [x for x in draft.found if x.rule == "categories"]
    lines = ["[categories]", *(f"{x.parameter} = {literal(x.value)}{_why(x)}" for x in found)]
    lines += [f"# {say('zh', 'conflict', about=_sides(x.found))}" for x in draft.conflicts if x.rule == "categories"]
    return "\n".join(lines) if len(lines) > 1 else f"# {say('zh', 'not_found')} [categories]"


def _sides(found: tuple[Found, ...]) -> str:
    return " ≠ ".join(f"{literal(x.value)}（{x.parameter} · {x.key} · {x.locator}）" for x in found)


def _recipients(draft: Draft, policy: Policy, names: Mapping[str, str]) -> str:
    used = {name for x in draft.found if x.parameter.endswith("_recipients") for name in x.value}
    lines = ["[recipients]"]
    for name, words in policy.recipients.items():
        if name in used:
            lines.append(f"{name} = " + literal({"zh": names.get(name, words["zh"]), "en": words["en"]}))
    return "\n".join(lines) if used else f"# {say('zh', 'not_found')} [recipients]"


def _scoring(draft: Draft) -> str:
    found = {x.parameter: x for x in draft.found if x.rule == "scoring"}
    points = {key.partition(".")[2]: x.value for key, x in found.items() if key.startswith("points.")}
    lines = ["[scoring]"]
    if "full" in found:
        lines.append(f"full = {literal(found['full'].value)}{_why(found['full'])}")
    if points:
        lines += [f"points = {literal(points)}", 'source = "notice"']
        lines += [f"# {key}{_why(x)[2:]}" for key, x in found.items() if key != "full"]
    else:
        lines.append("unscored = " + literal({lang: say(lang, "unscored") for lang in ("zh", "en")}))
    lines += [f"# {say('zh', 'conflict', about=_sides(x.found))}" for x in draft.conflicts if x.rule == "scoring"]
    return "\n".join(lines)


def _readings(draft: Draft, policy: Policy) -> Iterator[str]:
    """The base's readings that the draft refers to."""
    used = {x.reading for x in draft.found if x.reading}
    used |= {"rest_day_of_fixed_days", "start_day", "undated"}
    for key in dict.fromkeys(key for layer in policy.layers for key in layer.readings):
        x = policy.reading(key)
        if x is not None and key in used:
            lines = [f"[readings.{key}]", f"value = {literal(x.value)}"]
            if x.options:
                lines.append(f"options = {literal(list(x.options))}")
            yield "\n".join([*lines, f"why = {literal(dict(x.why))}"])


def _is_asked(rule: Rule, draft: Draft, policy: Policy) -> bool:
    """Whether the notice has to say something of a rule: neither the base nor the instruments above it answer for it."""
    setting = policy.rules.get(rule.id)
    if setting is None or setting.silent is not None:
        return False
    return any(x.rule == rule.id for x in draft.found) or not set_below(setting, policy)


def _silence(policy: Policy) -> str:
    """The rules of which the base says nothing; the notice's own word of one is told as a remark."""
    silent = {key: x.silent for key, x in policy.rules.items() if x.silent is not None}
    return "\n".join(["[silent]", *(f"{key} = {literal(dict(why))}" for key, why in silent.items())]) if silent else ""


def _rule(rule: Rule, draft: Draft, policy: Policy) -> str:
    found = {x.parameter: x for x in draft.found if x.rule == rule.id}
    head = f"[{rule.chapter}.{rule.id}]"
    title = policy.rules[rule.id].key_term
    if "clause" not in found:
        keys = [f"# {name} =" for name in rule.params]
        return "\n".join(
            [
                f"# {say('zh', 'not_found')}：{title}",
                f"# {head}",
                '# clause = ""',
                *keys,
                "# off = true",
                '# because = ""',
            ]
        )
    clause = found["clause"]
    lines = [head, f"clause = {literal(clause.value)}{_why(clause)}", f"term = {literal(title)}"]
    if not any(name in found for name in rule.params):
        lines.append('basis = "unconfirmed"')
    if "head" in found:
        lines.append(f"head = {literal(found['head'].value)}{_why(found['head'])}")
    disputed = {x.parameter: x for x in draft.conflicts if x.rule == rule.id}
    for name, kind in rule.params.items():
        if name in disputed:
            lines += [f"# {say('zh', 'conflict', about=_sides(disputed[name].found))}", f"# {name} ="]
        elif name in found:
            lines.append(_parameter(found[name], kind, draft, policy))
        else:
            lines.append(f"# {name} =  # {say('zh', 'not_found')}")
    return "\n".join(lines)


def _parameter(x: Found, kind: Any, draft: Draft, policy: Policy) -> str:
    own = {"at": x.locator, "basis": "unconfirmed"}
    if x.reading and x.reading != "-" and policy.reading(x.reading):
        own["reading"] = x.reading
    if kind != Terms:
        value = {"value": x.value, **own}
        return f"{x.parameter} = {literal(value)}{_why(x)}"
    days = {day: name for name, day in day_names(draft.found).items()}
    term = days.get(x.value["term"], x.value["term"])
    how = {"term": term, **{k: v for k, v in x.value.items() if k != "term"}}
    is_fixed = _FIXED.fullmatch(x.value["term"]) or term in _DAYS
    if is_fixed and not x.reading and policy.reading("rest_day_of_fixed_days"):
        how["rest_day"] = "@rest_day_of_fixed_days"
    if "from" in how and not x.reading and policy.reading("start_day"):
        how["start_day"] = "@start_day"
    line = f"{x.parameter} = {literal({**how, **own})}{_why(x)}"
    if "closing" in term and "closing" not in days.values():
        return f"# {line} · {say('zh', 'remark.no_closing')}"
    return line


def _remarks(draft: Draft) -> str:
    if not draft.remarks:
        return ""
    lines = [f"# ---- {say('zh', 'remarks')}"]
    lines += [
        f"# {x.locator} · {x.key} · {say('zh', f'remark.{x.what}')}{'：' + x.about if x.about else ''}"
        for x in draft.remarks
    ]
    return "\n".join(lines)


def _unread(draft: Draft) -> str:
    lines = [f"# ---- {say('zh', 'unread')}", *(f"# {x.locator} · {x.key}" for x in draft.unread)]
    return "\n".join(lines) if draft.unread else ""
