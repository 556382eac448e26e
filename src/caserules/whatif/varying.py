"""A policy with something changed: pure functions from a policy to another, by replacing what a rule's setting holds.

A value set here keeps the source and article of the one that it replaces, so that findings keep their ids, and is marked as of
the layer `what-if` and unconfirmed. What a pack may state is checked as the loader checks it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from caserules.errors import CaserulesError, PolicyError
from caserules.expr import Day
from caserules.policy import Basis, Policy, RuleSetting, Value
from caserules.policy.checker import Unfit, value_of
from caserules.rules.rule import Posts, Recipients, Rule, Steps, Terms
from caserules.terms import RuleTerm, Term

__all__ = ["WHAT_IF", "in_year", "is_terms", "only", "vary", "with_setting", "with_value"]

WHAT_IF: Final = "what-if"
"""The layer of a value that no instrument states."""

_OFF: Final = "off"


def vary(policy: Policy, changes: Mapping[str, Any]) -> Policy:
    """Return a policy with parameters set to other values, or rules switched off.

    Args:
        policy: the policy to begin with.
        changes: values by parameter, as `COHAND-01.opinion_term` or `cohandling.COHAND-01.opinion_term`. A value is written
            as in a pack: a term (`20wd`, `20wd from asked`, `08-31`, `undated`, a named day), a word, words joined by commas,
            a list, a table (also as TOML text). `COHAND-01.off` with a reason, or `true`, switches a rule off.

    Returns:
        The other policy. A term replaces those that the topmost layer with a term sets; those below stay.

    Raises:
        PolicyError: `POL-004` there is no such rule or parameter, `POL-005` the value is not of its kind.
        TermError: a term cannot be read.

    Example:
        >>> from caserules.policy import load_policy
        >>> policy = vary(load_policy("pengshui-2023"), {"COHAND-01.opinion_term": "20wd"})
        >>> policy.id, str(policy.rules["COHAND-01"].values["opinion_term"].value[0].term)
        ('pengshui-2023+what-if', '20wd')
    """
    for key, raw in changes.items():
        policy = _set(policy, key, raw)
    marked = policy.id if not changes or policy.id.endswith(f"+{WHAT_IF}") else f"{policy.id}+{WHAT_IF}"
    return replace(policy, id=marked)


def with_setting(policy: Policy, setting: RuleSetting) -> Policy:
    """Return a policy that says something else of one rule."""
    return replace(policy, rules={**policy.rules, setting.rule: setting})


def with_value(policy: Policy, rule: str, name: str, value: Value) -> Policy:
    """Return a policy in which one parameter of one rule has another value."""
    setting = policy.rules[rule]
    return with_setting(policy, replace(setting, values={**setting.values, name: value}))


def only(policy: Policy, rules: Collection[str]) -> Policy:
    """Return a policy in which only some rules are on: what judges those alone, and quickly."""
    kept = {key: x if key in rules else replace(x, off=x.off or WHAT_IF) for key, x in policy.rules.items()}
    return replace(policy, rules=kept)


def in_year(policy: Policy, year: int) -> Policy:
    """Return a policy whose fixed days are of another year."""
    rules = {
        key: replace(x, values={k: dated(v, year) for k, v in x.values.items()}) for key, x in policy.rules.items()
    }
    return replace(policy, year=year, rules=rules)


def dated(value: Value, year: int) -> Value:
    """Return a parameter's value with the fixed days that have a year in another one."""
    if not is_terms(value.value):
        return value
    return replace(
        value, value=tuple(replace(x, term=replace(x.term, year=year if x.term.year else None)) for x in value.value)
    )


def is_terms(value: Any) -> bool:
    """Say whether a parameter's value is one or more terms."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], RuleTerm)


# ------------------------------------------------------------------------------------------------- one parameter set


def _set(policy: Policy, key: str, raw: Any) -> Policy:
    *chapter, id_, name = key.split(".") if key.count(".") in (1, 2) else ("", key)
    setting = policy.rules.get(id_)
    rule = None if setting is None else policy.ruleset.by_id(id_)
    if setting is None or rule is None or (chapter and chapter != [rule.chapter]):
        raise PolicyError("POL-004", where=key, key=id_)
    if name == _OFF:
        return with_setting(policy, replace(setting, off=_reason(raw)))
    if name not in rule.params or name not in setting.stated:
        raise PolicyError("POL-004", where=key, key=name)
    old = setting.values[name]
    if rule.params[name] == Terms:
        value: Any = _terms(policy, rule, key, old, raw)
    else:
        value = _value(rule.params[name], key, raw)
    changed = replace(old, value=value, layer=WHAT_IF, basis=Basis.UNCONFIRMED, reading=None)
    varied = with_value(policy, id_, name, changed)
    _agree(varied, key, rule)
    return varied


def _reason(raw: Any) -> str | None:
    if raw in (False, "false", None):
        return None
    return WHAT_IF if raw in (True, "true", "") else str(raw)


def _value(kind: Any, key: str, raw: Any) -> Any:
    tries = [raw]
    if isinstance(raw, str):
        tries = [*_toml(raw), raw, [x.strip() for x in raw.split(",") if x.strip()]]
    expected = ""
    for each in tries:
        try:
            return value_of(kind, each)
        except Unfit as error:
            expected = str(error)
    raise PolicyError("POL-005", where=key, expected=expected)


def _toml(text: str) -> list[Any]:
    try:
        return [tomllib.loads(f"x = {text}")["x"]]
    except (ValueError, RecursionError, KeyError):
        return []


def _terms(policy: Policy, rule: Rule, key: str, old: Value, raw: Any) -> tuple[RuleTerm, ...]:
    """The terms with those of the topmost layer replaced: how it is counted, of which cases, from which source stay."""
    text, _, trigger = str(raw).partition(" from ")
    top = old.value[-1].layer
    replaced = [_term(policy, rule, key, x, text.strip(), trigger.strip()) for x in old.value if x.layer == top]
    kept = [x for x in old.value if x.layer != top]
    return (*kept, *replaced)


def _term(policy: Policy, rule: Rule, key: str, old: RuleTerm, text: str, trigger: str) -> RuleTerm:
    how = old.term
    try:
        term = Term.parse(
            text,
            field=key,
            start_day=how.start_day,
            rest_day=how.rest_day,
            month_end=how.month_end,
            anchors=policy.days,
            year=policy.year,
        )
    except CaserulesError as error:
        raise type(error)(error.code, **{**error.params, "field": key}) from None
    column = trigger or old.trigger or ""
    if (trigger or term.needs_start) and not isinstance(getattr(rule.table, column, None), Day):
        raise PolicyError("POL-005", where=key, expected="30wd from …")
    return replace(old, term=term, trigger=column if term.needs_start else None, layer=WHAT_IF)


def _agree(policy: Policy, key: str, rule: Rule) -> None:
    """Refuse a step without its post, and a recipient that the policy does not name, as the loader does."""
    values = policy.rules[rule.id].values
    known = {
        kind: values[name].value for name, kind in rule.params.items() if name in values and kind in (Steps, Posts)
    }
    for step in known.get(Steps, {}) if Posts in known else ():
        if step not in known[Posts]:
            raise PolicyError("POL-003", rule=rule.id, key=f"{key}.{step}")
    for name, kind in rule.params.items():
        for recipient in values[name].value if kind == Recipients else ():
            if recipient not in policy.recipients:
                raise PolicyError("POL-008", where=key, source=f"recipients.{recipient}")
