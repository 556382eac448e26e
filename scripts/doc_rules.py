"""The rule reference: a page a rule in each language, and their index, from registry, cards, packs and vectors.

Nothing is said here that stands elsewhere: words come from the card, values from the packs, the count from the calendar, the
ways of a verdict from the cases, the examples from the published vectors with the output that the library gives today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from doc_blocks import ROOT, part_of
from doc_due import due_section
from doc_examples import examples_section, states_section
from doc_source import (
    MADE,
    POLICY,
    STACK,
    head,
    instruments,
    is_terms,
    notice,
    parties,
    setting_of,
    shown_policy,
    stack,
    title_of,
)
from doc_tables import cell, table
from doc_words import CHAPTER_NAMES, both_of, say

from caserules import vary
from caserules.policy import Layer, Reading, Value
from caserules.report.book.values import option_text, term_words, value_lines
from caserules.report.words import Lang
from caserules.rules import CHAPTERS, all_rules
from caserules.rules.cards import card
from caserules.rules.rule import Rule, Terms
from caserules.terms import TermUnit

PACKS = ROOT / "src" / "caserules" / "policy" / "packs"


def rule_page(rule: Rule, lang: Lang) -> str:
    """Return a rule's page in a language."""
    term = setting_of(rule).key_term
    tags = f"---\n# {MADE.strip()[5:-4]}\ntags: [{json.dumps(term, ensure_ascii=False)}]\n---\n\n" if term else MADE
    parts = (_asks, _parameters, due_section, states_section, examples_section, _open, _override, _text)
    return f"{tags}# {rule.id} {title_of(rule, lang)} {{#{rule.id.lower()}}}\n\n" + "\n".join(
        part(rule, lang) for part in parts
    )


def _asks(rule: Rule, lang: Lang) -> str:
    words, setting, policy = card(rule.id), setting_of(rule), shown_policy(rule)
    source = policy.source(next((x.source for x in setting.stated.values()), "notice")) or policy.source("notice")
    clause = say(lang, "clause", at=setting.clause, term=setting.key_term) if setting.key_term else setting.clause
    if source is not None:
        clause = say(lang, "clause.of", clause=clause, title=source.title)
    rows = (
        (say(lang, "head.due"), _short_terms(rule, lang)),
        (say(lang, "head.clause"), cell(clause)),
        (say(lang, "head.deed"), f"`{rule.deed}`"),
        (say(lang, "head.fact"), f"`{rule.fact}` ({say(lang, 'fact.once')})"),
        (say(lang, "head.table"), f"`{rule.table.key}`"),
        (say(lang, "head.since"), rule.since),
    )
    told = [f"{parties(rule, lang)}{say(lang, 'colon')}{words['act'][lang]}{say(lang, 'stop')}{words['why'][lang]}\n"]
    silent = notice().rules[rule.id].silent
    if silent:
        told.append(
            "> " + say(lang, "off", policy=POLICY, why=f"{silent[lang]} ".replace("。 ", "。"), stack=STACK) + "\n"
        )
    return head(lang, "asks") + "\n".join(told) + "\n" + table((say(lang, "head.parties"), parties(rule, lang)), rows)


# ------------------------------------------------------------ parameters


def _parameters(rule: Rule, lang: Lang) -> str:
    rows = []
    for layer in instruments():
        setting = layer.rules.get(rule.id)
        for name, value in (setting.stated if setting is not None and setting.off is None else {}).items():
            rows.append(
                (
                    _instrument(layer, value, lang),
                    f"`{name}`<br>{_value(value, lang)}",
                    cell(value.at),
                    _basis(rule, value, lang),
                )
            )
    opening = head(lang, "parameters")
    if not rows:
        return f"{opening}{say(lang, 'parameters.none')}\n"
    names = ("instrument", "parameter", "clause", "basis")
    shown, last = [], ""
    for row in rows:
        shown.append(("" if row[0] == last else row[0], *row[1:]))
        last = row[0]
    return f"{opening}{say(lang, 'parameters.about')}\n\n" + table(tuple(say(lang, f"col.{x}") for x in names), shown)


def _instrument(layer: Layer, value: Value, lang: Lang) -> str:
    source = layer.sources.get(value.source)
    title = layer.title.get(lang) or layer.id if source is None else f"《{source.title}》"
    return f"{cell(title)}<br>`{layer.id}`"


def _value(value: Value, lang: Lang) -> str:
    if is_terms(value):
        return "<br>".join(f"`{x.term}`<br>{cell(term_words(lang, x))}" for x in value.value)
    return "<br>".join(cell(x) for x in value_lines(lang, value.value, notice().recipients))


def _basis(rule: Rule, value: Value, lang: Lang) -> str:
    told = say(lang, f"basis.{value.basis.value}")
    keys = dict.fromkeys(([value.reading] if value.reading else []) + [*value.how])
    here = readings_of(rule)
    return "<br>".join([told, *(f"[`{key}`](#open)" if key in here else f"`{key}`" for key in keys)])


# ------------------------------------------------------------ open points, override, text


def readings_of(rule: Rule) -> Mapping[str, Reading]:
    """Return the readings on which the rule's values rest in any layer that the shown policies have, by key."""
    found: dict[str, Reading] = {}
    for policy in (notice(), stack()):
        for layer in policy.layers:
            setting = layer.rules.get(rule.id)
            for value in setting.stated.values() if setting is not None else ():
                for key in ([value.reading] if value.reading else []) + [*value.how]:
                    reading = policy.reading(key)
                    if reading is not None:
                        found.setdefault(key, reading)
    return found


def readings_table(readings: Mapping[str, Reading], lang: Lang) -> str:
    """Return readings as a table: the choice, what else it could be, why, who confirmed it."""
    names = ("reading", "chosen", "options", "why", "reviewed")
    sep = "、" if lang == "zh" else ", "
    rows = (
        (
            f"`{key}`",
            cell(option_text(lang, x.value)),
            cell(sep.join(option_text(lang, each) for each in x.options)),
            cell(x.why.get(lang, "")),
            cell(x.reviewed_by) if x.reviewed_by else say(lang, "nobody"),
        )
        for key, x in readings.items()
    )
    return table(tuple(say(lang, f"col.{x}") for x in names), rows)


def _open(rule: Rule, lang: Lang) -> str:
    found = readings_of(rule)
    return head(lang, "open") + (readings_table(found, lang) if found else f"{say(lang, 'open.none')}\n")


def _override(rule: Rule, lang: Lang) -> str:
    name = f"{rule.chapter}.{rule.id}"
    layer = next(
        x
        for x in reversed(shown_policy(rule).layers)
        if x.rules.get(rule.id) and x.rules[rule.id].clause and x.rules[rule.id].off is None
    )
    path = next(x for x in (PACKS / f"{layer.id}.toml", PACKS / "layers" / f"{layer.id}.toml") if x.exists())
    first = next((x for x, kind in rule.params.items() if kind == Terms and x in setting_of(rule).values), None)
    tried = "" if first is None else f"{rule.id}.{first}={_another(rule, first)}"
    try_it = (
        say(lang, "override.try", policy=shown_policy(rule).id, change=tried) if tried else say(lang, "override.off")
    )
    return (
        f"{head(lang, 'override')}{say(lang, 'override.about')}\n\n{say(lang, 'override.from', file=path.name)}\n\n"
        f"```toml\n{part_of(path, name)}\n```\n\n{try_it}\n"
    )


def _another(rule: Rule, name: str) -> str:
    """Another term for a parameter, as one writes it to try; it is tried here."""
    policy = shown_policy(rule)
    term = policy.rules[rule.id].values[name].value[-1].term
    fixed = term.unit in (TermUnit.FIXED, TermUnit.UNDATED) or term.anchor is not None
    other = "07-31" if fixed else f"{term.count // 2 + 1}{term.unit}"
    if (
        vary(policy, {f"{rule.id}.{name}": other}).rules[rule.id].values[name].value
        == policy.rules[rule.id].values[name].value
    ):
        raise SystemExit(f"{rule.id}.{name}={other} changes nothing")
    return other


def _text(rule: Rule, lang: Lang) -> str:
    where = f"src/caserules/rules/{rule.chapter}/__init__.py {rule.deed}"
    source = part_of(ROOT / where.partition(" ")[0], rule.deed)
    return f"{head(lang, 'text')}{say(lang, 'text.about')}\n\n<!-- part: {where} -->\n```python\n{source}\n```\n"


# ------------------------------------------------------------ the index


def index_page(lang: Lang) -> str:
    """Return the index of the rules in a language, with the readings of the shown policies."""
    policy = notice()
    on = sum(x.off is None for x in policy.rules.values())
    about = say(lang, "index.about", n=len(all_rules()), policy=POLICY, version=policy.version, on=on, stack=STACK)
    parts = []
    names = tuple(say(lang, f"col.{x}") for x in ("id", "title", "term_short", "clause"))
    for chapter in CHAPTERS:
        rows = (
            (
                f'<a id="{rule.id.lower()}"></a>[{rule.id}]({rule.id}.md)',
                f"{cell(title_of(rule, lang))}<br>{parties(rule, lang)}",
                _short_terms(rule, lang),
                f"{setting_of(rule).clause}<br>{cell(setting_of(rule).key_term)}",
            )
            for rule in all_rules()
            if rule.chapter == chapter
        )
        parts.append(f"## {both_of(CHAPTER_NAMES[chapter], lang)} {{#{chapter}}}\n\n{table(names, rows)}")
    readings = {key: x for layer in stack().layers for key, x in layer.readings.items()}
    return (
        f"{MADE}# {say(lang, 'index.title')}\n\n{about}\n\n"
        + "\n".join(parts)
        + f"\n## {say(lang, 'readings.title')} {{#readings}}\n\n{say(lang, 'readings.about')}\n\n{readings_table(readings, lang)}"
    )


def _short_terms(rule: Rule, lang: Lang) -> str:
    values = [x for x in setting_of(rule).values.values() if is_terms(x)]
    return "<br>".join(cell(term_words(lang, x.value[0])) for x in values[:2]) or "–"
