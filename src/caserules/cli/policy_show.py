"""`caserules policy show`: a policy's stack, and for each parameter which value holds and why."""

from typing import TYPE_CHECKING, Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from caserules.cli.common import shown_value
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

if TYPE_CHECKING:
    from caserules.policy import Layer, Policy
    from caserules.policy.standing import Said, Standing

__all__ = ["shown", "told"]

_KINDS: Final = {"suggestion": ("建议", "suggestions"), "proposal": ("提案", "proposals")}


def told(policy: "Policy") -> dict[str, Any]:
    """Return a policy as plain data, with its stack and what became of every layer's values."""
    from caserules.policy.stacking import in_time
    from caserules.policy.standing import standings

    stack = [
        {
            "id": layer.id,
            "title": dict(layer.title),
            "place": layer.place,
            "rank": layer.rank,
            "year": layer.year,
            "in_force": layer.in_force or None,
            "until": layer.until or None,
            "counts": in_time(layer, policy.year)[0],
            "sources": [
                {"key": x.key, "title": x.title, "read": x.read, "checked": x.checked} for x in layer.sources.values()
            ],
        }
        for layer in policy.layers
    ]
    why: dict[str, dict[str, Any]] = {}
    for each in standings(policy):
        why.setdefault(each.rule, {})[each.parameter] = [x.to_dict() for x in each.said]
    return policy.to_dict() | {"year": policy.year, "stack": stack, "why": why}


def shown(lang: Lang, policy: "Policy") -> RenderableType:
    """Return a policy for a person: its stack, its values and why they hold, what is off, its readings."""
    from caserules.policy.standing import standings
    from caserules.rules.cards import card

    by_rule: dict[str, list[Standing]] = {}
    for each in standings(policy):
        by_rule.setdefault(each.rule, []).append(each)
    title = f"{policy.id} {policy.title.get(lang, '')} · {policy.place}"
    parts: list[RenderableType] = [
        Text(visible(title), style="bold"),
        _heading(lang, "show.stack"),
        _stack(lang, policy),
        _heading(lang, "show.values"),
        Text(say(lang, "show.legend"), style="dim"),
    ]
    for rule in policy.ruleset:
        setting = policy.rules[rule.id]
        head = f"{rule.id} {card(rule)['title'][lang]}"
        if setting.off is not None:
            why = say(lang, "rules.off", why=setting.off_because(lang) or "")
            parts.append(Text.assemble((head, "bold"), ("  " + visible(why), "yellow")))
            continue
        parts.append(Text.assemble((head, "bold"), f"  {visible(setting.clause)}"))
        if rule.id in by_rule:
            parts.append(Padding(_values(lang, by_rule[rule.id]), (0, 0, 0, 2)))
    return Group(*parts, _heading(lang, "readings"), _readings(lang, policy))


def _heading(lang: Lang, key: str) -> Text:
    return Text(f"\n{say(lang, key)}", style="bold underline")


def _stack(lang: Lang, policy: "Policy") -> RenderableType:
    from caserules.policy.stacking import in_time
    from caserules.report.text import table

    heads = [say(lang, key) for key in ("layers", "rank", "show.in_force", "show.read")]
    made = table(*heads)
    for layer in reversed(policy.layers):
        counts, window = in_time(layer, policy.year)
        mark = say(lang, "show.misses") if not counts else say(lang, "show.partly") if window and policy.year else ""
        name = Text.assemble(
            (f"{layer.id}\n", ""), (visible(layer.title.get(lang, layer.place)), "dim"), ("" if counts else " ", "")
        )
        read = "\n".join(f"{visible(x.key)}: {_read(lang, x.read)} {x.checked}" for x in layer.sources.values())
        span = Text.assemble(_span(lang, layer), (f"\n{mark}" if mark else "", "yellow"))
        made.add_row(name, say(lang, f"rank.{layer.rank}"), span, read or "–")
    return made


def _read(lang: Lang, read: str) -> str:
    return say(lang, f"read.{read}") if read in ("whole", "part") else visible(read) or say(lang, "read.unknown")


def _span(lang: Lang, layer: "Layer") -> str:
    if layer.year is not None:
        return say(lang, "show.of_year", year=layer.year)
    if not (layer.in_force or layer.until):
        return say(lang, "show.not_said")
    return f"{layer.in_force or '…'} – {layer.until or '…'}"


def _values(lang: Lang, found: list["Standing"]) -> RenderableType:
    made = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1), expand=True)
    for width, ratio in ((21, None), (None, 1), (None, 1), (None, 1)):
        made.add_column(width=width, ratio=ratio, overflow="fold")
    for each in found:
        for i, said in enumerate(each.said):
            style = "" if said.outcome.holds else "dim"
            mark = "✓" if said.outcome.holds else "·"
            made.add_row(
                Text(each.parameter if i == 0 else ""),
                Text(f"{mark} {visible(_value(lang, said))}", style=style),
                Text(visible(f"{said.layer} {said.at}".strip()), style=style),
                Text(_why(lang, said), style=style),
            )
    return made


def _value(lang: Lang, said: "Said") -> str:
    value = shown_value(said.value)
    kinds = " ".join(_KINDS[kind][lang == "en"] for kind in said.kinds)
    return f"{value}（{kinds}）" if kinds and lang == "zh" else f"{value} ({kinds})" if kinds else value


def _why(lang: Lang, said: "Said") -> str:
    why = say(lang, f"outcome.{said.outcome.value}", by=said.by)
    return why if said.basis.value == "stated" else f"{why} · {say(lang, f'basis.{said.basis.value}')}"


def _readings(lang: Lang, policy: "Policy") -> RenderableType:
    from caserules.report.text import table

    made = table(say(lang, "name"), say(lang, "value"), say(lang, "why"))
    for key in dict.fromkeys(key for layer in policy.layers for key in layer.readings):
        reading = policy.reading(key)
        assert reading is not None  # noqa: S101  some layer has it
        made.add_row(key, Text(visible(shown_value(reading.value))), Text(visible(reading.why.get(lang, ""))))
    return made
