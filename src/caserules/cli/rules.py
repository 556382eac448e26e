"""`caserules rules`: all rules as a table, or one rule's card with its clause and values under a policy."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli.app import argument, command_class, flag, policy_option
from caserules.cli.common import loaded, policy_of, print_json, printed, shown_value
from caserules.cli.words import Lang, say
from caserules.report.words import known

if TYPE_CHECKING:
    from caserules.rules.cards import RuleCase

__all__ = ["DEFAULT_POLICY", "add", "rule_told"]

DEFAULT_POLICY = "pengshui-2023"


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("rules", help=say(lang, "rules"), cls=command_class(lang), rich_help_panel=panel)
    def rules(
        rule: Annotated[str | None, argument(lang, "rule", metavar="[RULE]")] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
        policy: Annotated[str, policy_option(lang)] = DEFAULT_POLICY,
    ) -> None:
        (found,) = loaded(policy_of(policy))
        if rule is not None:
            told = rule_told(found.ruleset.by_id(rule), found)
            print_json(told) if as_json else printed(_card(lang, told))
            return
        every = [rule_told(each, found) for each in found.ruleset]
        print_json({"policy": found.id, "rules": every}) if as_json else printed(_list(lang, every))


def rule_told(rule: Any, policy: Any) -> dict[str, Any]:
    """Return a rule as plain data: its card, its declaration, and its clause and values under a policy.

    Args:
        rule: the rule.
        policy: a loaded policy.

    Example:
        >>> from caserules.policy import load_policy
        >>> from caserules.rules import rule_by_id
        >>> told = rule_told(rule_by_id("COHAND-01"), load_policy("pengshui-2023"))
        >>> told["clause"], told["values"]["opinion_term"]["value"][0]["term"]
        ('三.1.d', '30wd')
    """
    from caserules.rules.cards import card, cases, page_of

    words = card(rule)
    setting = policy.to_dict()["rules"].get(rule.id, {})
    return {
        "id": rule.id,
        "deed": rule.deed,
        "owes": rule.owes.value,
        "to": rule.to.value,
        "fact": rule.fact,
        "since": rule.since,
        "page": page_of(rule),
        "parameters": list(rule.params),
        "title": words["title"],
        "act": words["act"],
        "why": words["why"],
        "cases": [_case(case) for case in cases(rule)],
        "policy": policy.id,
        **{key: setting.get(key) for key in ("clause", "off", "silent", "values")},
    }


def _list(lang: Lang, every: list[dict[str, Any]]) -> RenderableType:
    from caserules.report.text import table

    heads = [say(lang, f"rules.{key}") for key in ("title", "owes", "to", "clause")]
    made = table((say(lang, "rules.id"), "keep"), *heads)
    for each in every:
        parties = (known(lang, "party", each["owes"]), known(lang, "party", each["to"]))
        made.add_row(each["id"], Text(each["title"][lang]), *parties, Text(str(each["clause"] or "–")))
    return made


def _card(lang: Lang, told: dict[str, Any]) -> RenderableType:
    from caserules.report.text import table

    rows = table("", "", head=False)
    owes = f"{known(lang, 'party', told['owes'])} → {known(lang, 'party', told['to'])}"
    rows.add_row(say(lang, "rules.owes"), owes)
    for key in ("act", "why"):
        rows.add_row(say(lang, f"rules.{key}"), Text(told[key][lang]))
    rows.add_row(say(lang, "rules.clause"), Text(str(told["clause"] or "–")))
    rows.add_row(say(lang, "rules.since"), told["since"])
    parts: list[RenderableType] = [Text(f"{told['id']} {told['title'][lang]}", style="bold"), rows]
    if told["off"]:
        parts.append(Text(say(lang, "rules.off", why=(told["silent"] or {}).get(lang, told["off"])), style="yellow"))
    if told["values"]:
        parts += [
            Text(say(lang, "rules.under", policy=told["policy"]), style="bold"),
            values_shown(lang, told["values"]),
        ]
    if told["cases"]:
        parts += [Text(_heading(lang, told), style="bold"), *_cases(lang, told["cases"])]
    return Group(*parts)


def _heading(lang: Lang, told: dict[str, Any]) -> str:
    """The heading of a rule's cases; where they are told under another policy than the one shown, it is named."""
    (policy,) = {case["policy"] for case in told["cases"]}
    return say(lang, "rules.cases") + ("" if policy == told["policy"] else f" [{policy}]")


def values_shown(lang: Lang, values: dict[str, Any]) -> RenderableType:
    """Return a policy's values of a rule as a table: name, value, where it comes from, on what it rests."""
    from caserules.report.text import table

    made = table(*(say(lang, key) for key in ("name", "value", "from", "basis")))
    for name, value in values.items():
        where = f"{value['layer']} {value['at']}".strip()
        made.add_row(name, Text(shown_value(value["value"])), Text(where), say(lang, f"basis.{value['basis']}"))
    return made


def _case(case: "RuleCase") -> dict[str, Any]:
    """A case as plain data: its name, under which policy, what happened, and what is expected by day."""
    return {
        "name": {"zh": case.name.zh, "en": case.name.en},
        "policy": case.policy,
        "story": case.base + case.story,
        "expect": {x.day.isoformat() + ("" if x.rule == case.rule else f" {x.rule}"): str(x) for x in case.expect},
    }


def _cases(lang: Lang, told: list[dict[str, Any]]) -> list[RenderableType]:
    """A rule's cases, one a line: what is the case, and what is expected of which day."""
    return [
        Text(f"  · {case['name'][lang]}  {'; '.join(f'{k}: {v}' for k, v in case['expect'].items())}") for case in told
    ]
