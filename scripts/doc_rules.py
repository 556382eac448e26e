"""The rule reference: a page a rule in each language, and their index, from registry, cards, packs and vectors.

Nothing is said here that stands elsewhere: words come from the card, values from the packs, the count from the calendar, the
ways of a verdict from the cases, the examples from the published vectors with the output that the library gives today.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from doc_blocks import ROOT, part_of
from doc_pictures import days_told, states, strip
from doc_tables import cell, table
from doc_words import CHAPTER_NAMES, UNITS, both_of, say

from caserules import assess, vary
from caserules.calendar import WorkCalendar
from caserules.expr import walk
from caserules.facts.tables import FACTS
from caserules.policy import Layer, Policy, Reading, RuleSetting, Value, known_policies, load_policy
from caserules.report.book.values import fixed_text, option_text, term_words, value_lines
from caserules.report.book.worked import Stated, day_words, worked
from caserules.report.words import Lang, known
from caserules.report.words import say as report_say
from caserules.rules import CHAPTERS, all_rules
from caserules.rules.cards import RuleCase, card, cases
from caserules.rules.rule import Party, Rule, Terms
from caserules.terms import RuleTerm, TermUnit, to_date, to_number
from caserules.testing.vectors import vectors

POLICY = "pengshui-2023"
STACK = "pengshui-2023-full"
"""Where the notice is silent of a rule, the policy whose lower instruments set it."""
START = date(2023, 4, 10)
"""The day from which the worked counts run: that of the notice."""
MADE = "<!-- Written by: python scripts/make_docs.py (check with --check). Do not edit. -->\n\n"
PACKS = ROOT / "src" / "caserules" / "policy" / "packs"
SHOWN = ("met", "broken", "undetermined")
_MONTHS = 5
_NOT_SEARCHED = ("examples", "override", "text")
"""Sections whose words are those of other rules too: a search would find every rule by them."""


class Way(NamedTuple):
    """A change of a verdict that a case showed."""

    before: str
    after: str
    case: RuleCase


# ------------------------------------------------------------ what a page is made from


@cache
def notice() -> Policy:
    """Return the county's notice alone."""
    return load_policy(POLICY)


@cache
def stack() -> Policy:
    """Return the notice on top of the higher instruments."""
    return load_policy(STACK)


def shown_policy(rule: Rule) -> Policy:
    """Return the policy under which a rule is shown: the notice, or the stack where the notice is silent of it."""
    return stack() if notice().rules[rule.id].silent else notice()


def setting_of(rule: Rule) -> RuleSetting:
    """Return what the shown policy says of a rule."""
    return shown_policy(rule).rules[rule.id]


@cache
def instruments() -> tuple[Layer, ...]:
    """Return every packaged layer once: the notice, what it stands on, then other places' by name."""
    found: dict[str, Layer] = {}
    for policy in (notice(), stack(), *map(load_policy, known_policies())):
        for layer in reversed(policy.layers):
            if any(x.values or x.clause for x in layer.rules.values()):
                found.setdefault(layer.id, layer)
    return tuple(found.values())


@cache
def card_vectors() -> Mapping[str, tuple[Any, ...]]:
    """Return the vectors that tell a card's case, by rule."""
    found: dict[str, list[Any]] = defaultdict(list)
    for vector in vectors("verdicts", "card"):
        found[vector.id.split("/")[1]].append(vector)
    return {key: tuple(each) for key, each in found.items()}


def parties(rule: Rule, lang: Lang) -> str:
    """Return who owes whom."""
    return " → ".join(known(lang, "party", party.value) for party in (rule.owes, rule.to))


def title_of(rule: Rule, lang: Lang) -> str:
    """Return a rule's title."""
    return str(card(rule.id)["title"][lang])


# ------------------------------------------------------------ a page


def rule_page(rule: Rule, lang: Lang) -> str:
    """Return a rule's page in a language."""
    term = setting_of(rule).key_term
    tags = f"---\n# {MADE.strip()[5:-4]}\ntags: [{json.dumps(term, ensure_ascii=False)}]\n---\n\n" if term else MADE
    parts = (_asks, _parameters, _due, _states, _examples, _open, _override, _text)
    return f"{tags}# {rule.id} {title_of(rule, lang)} {{#{rule.id.lower()}}}\n\n" + "\n".join(
        part(rule, lang) for part in parts
    )


def _head(lang: Lang, key: str, more: str = "") -> str:
    hidden = " data-search-exclude" if key in _NOT_SEARCHED else ""
    return f"## {say(lang, key)}{more} {{#{key}{hidden}}}\n\n"


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
    return _head(lang, "asks") + "\n".join(told) + "\n" + table((say(lang, "head.parties"), parties(rule, lang)), rows)


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
    head = _head(lang, "parameters")
    if not rows:
        return f"{head}{say(lang, 'parameters.none')}\n"
    names = ("instrument", "parameter", "clause", "basis")
    shown, last = [], ""
    for row in rows:
        shown.append(("" if row[0] == last else row[0], *row[1:]))
        last = row[0]
    return f"{head}{say(lang, 'parameters.about')}\n\n" + table(tuple(say(lang, f"col.{x}") for x in names), shown)


def _instrument(layer: Layer, value: Value, lang: Lang) -> str:
    source = layer.sources.get(value.source)
    title = layer.title.get(lang) or layer.id if source is None else f"《{source.title}》"
    return f"{cell(title)}<br>`{layer.id}`"


def _value(value: Value, lang: Lang) -> str:
    if _is_terms(value):
        return "<br>".join(f"`{x.term}`<br>{cell(term_words(lang, x))}" for x in value.value)
    return "<br>".join(cell(x) for x in value_lines(lang, value.value, notice().recipients))


def _is_terms(value: Value) -> bool:
    return isinstance(value.value, tuple) and bool(value.value) and isinstance(value.value[0], RuleTerm)


def _basis(rule: Rule, value: Value, lang: Lang) -> str:
    told = say(lang, f"basis.{value.basis.value}")
    keys = dict.fromkeys(([value.reading] if value.reading else []) + [*value.how])
    here = readings_of(rule)
    return "<br>".join([told, *(f"[`{key}`](#open)" if key in here else f"`{key}`" for key in keys)])


# ------------------------------------------------------------ the due day


def _due(rule: Rule, lang: Lang) -> str:
    calendar, head = WorkCalendar.default(), _head(lang, "due", _terms_named(rule, lang))
    stated = [
        (policy, Stated(rule.id, name, term))
        for policy in dict.fromkeys((shown_policy(rule), stack()))
        for name, kind in rule.params.items()
        if kind == Terms and name in policy.rules[rule.id].values
        for term in policy.rules[rule.id].values[name].value
    ]
    dated = [(policy, x) for policy, x in stated if x.term.term.unit is not TermUnit.UNDATED]
    seen: set[tuple[str, str]] = set()
    once = [(p, x) for p, x in dated if not ((key := (x.name, term_words(lang, x.term))) in seen or seen.add(key))]
    if not once:
        return head + say(lang, "due.none") + _no_day(rule, lang, bool(stated)) + "\n"
    weekday = say(lang, "weekdays").split()[START.weekday()]
    about = say(lang, "due.from", day=START, weekday=weekday, calendar=calendar.version)
    rows = []
    for policy, each in once:
        for words, due, how in worked(lang, each, START, calendar, policy.year or START.year):
            lines = words if isinstance(words, tuple) else (words,)
            rows.append(
                (
                    "<br>".join(map(cell, lines)),
                    cell(f"{each.term.source} {each.term.at}"),
                    cell(str(due)),
                    cell(str(how)),
                )
            )
    names = ("term", "source", "due", "how")
    pictures = [x for x in (_strip(lang, policy, each, calendar) for policy, each in once) if x]
    return (
        f"{head}{about}\n\n{table(tuple(say(lang, f'col.{x}') for x in names), rows)}\n"
        + "\n".join(dict.fromkeys(pictures[:2]))
        + f"\n{say(lang, 'due.try')}\n"
    )


def _terms_named(rule: Rule, lang: Lang) -> str:
    """The terms of the shown policy in a few words, for the heading: people search for `8月31日` and `30个工作日`."""
    terms = [x.term for value in setting_of(rule).values.values() if _is_terms(value) for x in value.value]
    dated = [x for x in terms if x.unit is not TermUnit.UNDATED and x.anchor is None]
    words = [
        fixed_text(lang, x.month, x.count) if x.unit is TermUnit.FIXED else option_text(lang, f"{x.count}{x.unit}")
        for x in dated
    ]
    told = ("、" if lang == "zh" else ", ").join(dict.fromkeys(words))
    return f"{say(lang, 'colon')}{told}" if told else ""


def _no_day(rule: Rule, lang: Lang, undated: bool) -> str:
    if undated:
        return say(lang, "due.undated")
    columns = [
        name
        for duty in rule.duties({key: x.value for key, x in setting_of(rule).values.items()})
        for node in walk(duty.due)
        if (name := str(getattr(node, "name", "")).partition(".")[0]) in FACTS
    ]
    facts = (getattr(FACTS[x], lang) for x in dict.fromkeys(columns))
    return say(lang, "due.event", facts=("、" if lang == "zh" else ", ").join(facts))


def _strip(lang: Lang, policy: Policy, stated: Stated, calendar: WorkCalendar) -> str:
    """The count of a term as a calendar; nothing where it is too long to be read, or the calendar does not cover it."""
    term = stated.term.term
    lo, hi = (to_date(x) for x in term.span(to_number(START), calendar, policy.year or START.year))
    if lo is None or hi is None or not calendar.covers(hi):
        return ""
    marks = {hi: "later", lo: "due"}
    if term.needs_start:
        first, title = (
            START,
            say(lang, "strip.title", start=START, term=_length(lang, stated.term), due=day_words(lang, lo)),
        )
        marks[START] = "start"
    else:
        first, title = lo.replace(day=1), say(lang, "strip.fixed", due=day_words(lang, lo))
    if (hi.year - first.year) * 12 + hi.month - first.month >= _MONTHS or (lo <= first and term.needs_start):
        return ""
    return strip(lang, title, days_told(calendar, first, hi), marks)


def _length(lang: Lang, term: RuleTerm) -> str:
    return option_text(lang, str(term.term))


# ------------------------------------------------------------ states


def ways(rule: Rule) -> tuple[Way, ...]:
    """Return the changes of the rule's verdict that its cases show, each with the first case that does."""
    found: dict[tuple[str, str], RuleCase] = {}
    for case in cases(rule.id):
        told = [x.verdict.value if x.verdict else "unlisted" for x in case.expect if x.rule == rule.id]
        for before, after in pairwise(told):
            if before != after:
                found.setdefault((before, after), case)
    return tuple(Way(*key, case) for key, case in found.items())


def reached(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the verdicts that the rule's cases reach, each with how it was broken or why it is not applicable."""
    found: dict[str, set[str]] = defaultdict(set)
    for case in cases(rule.id):
        for each in (x for x in case.expect if x.rule == rule.id):
            found[each.verdict.value if each.verdict else "unlisted"] |= {each.code} - {""}
    return {key: frozenset(codes) for key, codes in found.items()}


def _states(rule: Rule, lang: Lang) -> str:
    found, seen = ways(rule), reached(rule)
    picture = states(lang, say(lang, "states.title", rule=rule.id), seen, [x[:2] for x in found])
    rows = ((_verdict(x.before, lang), _verdict(x.after, lang), cell(getattr(x.case.name, lang))) for x in found)
    about = say(lang, "states.about", n=len(cases(rule.id)))
    told = f"{_head(lang, 'states')}{about}\n\n{picture}\n"
    if "broken" not in seen:
        told += say(lang, "states.no_breach", why=_no_breach(rule, lang)) + "\n\n"
    return told + table(tuple(say(lang, f"col.{x}") for x in ("from", "to", "case")), rows)


def _verdict(word: str, lang: Lang) -> str:
    return say(lang, "unlisted") if word == "unlisted" else report_say(lang, f"verdict.{word}")


def _no_breach(rule: Rule, lang: Lang) -> str:
    if rule.owes is Party.PROPOSER:
        return say(lang, "why.party")
    values = setting_of(rule).values.values()
    undated = any(_is_terms(x) and x.value[0].term.unit is TermUnit.UNDATED for x in values)
    return say(lang, "why.undated" if undated else "why.people")


# ------------------------------------------------------------ examples


def _examples(rule: Rule, lang: Lang) -> str:
    parts = (_example(rule, verdict, lang) for verdict in SHOWN)
    return f"{_head(lang, 'examples')}{say(lang, 'examples.about')}\n\n" + "\n".join(parts)


def example(rule: Rule, verdict: str) -> tuple[Any, RuleCase, str] | None:
    """Return the first vector of a rule's card with a verdict, the case that it tells, and the finding's id."""
    for vector in card_vectors().get(rule.id, ()):
        for expected in vector.expected.findings:
            if expected.verdict == verdict and expected.id.startswith(f"{rule.id}/"):
                name = vector.id.split("/", 2)[2].rpartition("/")[0]
                told = next((x for x in cases(rule.id) if x.name.en == name), None)
                if told is not None:
                    return vector, told, expected.id
    return None


def _example(rule: Rule, verdict: str, lang: Lang) -> str:
    name = report_say(lang, f"verdict.{verdict}")
    found = example(rule, verdict)
    if found is None:
        return f"### {name} {{#{verdict} data-search-exclude}}\n\n{say(lang, 'example.none', verdict=name)}\n"
    vector, told, finding = found
    sentence, reasons = explained(vector, finding, verdict, lang)
    story = "\n".join(x.rstrip() for x in f"{told.base.strip()}\n{told.story.strip()}".strip().splitlines())
    as_of = say(lang, "example.as_of", day=vector.input.as_of)
    return (
        f"### {name}{say(lang, 'colon')}{getattr(told.name, lang)} {{#{verdict} data-search-exclude}}\n\n"
        f"```text\n{story}\n```\n\n{as_of}\n\n> {sentence}\n\n"
        f'??? note "{say(lang, "example.why")}"\n\n    ```text\n'
        + "\n".join(f"    {line}" for line in reasons.splitlines())
        + f"\n    ```\n\n    {say(lang, 'example.vector')}{say(lang, 'colon')}`{vector.id}`\n"
    )


def explained(vector: Any, finding: str, verdict: str, lang: Lang) -> tuple[str, str]:
    """Return a vector's finding as the library tells it today: its sentence, and its reasons in full.

    Raises:
        SystemExit: it is not what the vector expects.
    """
    register = json.loads(json.dumps(vector.input.register_))
    for unit in register.get("units", ()):
        unit["name"] = both_of(UNITS[unit["id"]], lang)
    found = assess(register, vector.input.policy, as_of=date.fromisoformat(vector.input.as_of))
    told = next(x for x in found.findings if x.id == finding)
    if told.verdict != verdict:
        raise SystemExit(f"{vector.id}: {told.verdict}, expected {verdict}")
    return getattr(told.message, lang), found.explain(finding).text(lang)


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
    return _head(lang, "open") + (readings_table(found, lang) if found else f"{say(lang, 'open.none')}\n")


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
        f"{_head(lang, 'override')}{say(lang, 'override.about')}\n\n{say(lang, 'override.from', file=path.name)}\n\n"
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
    return f"{_head(lang, 'text')}{say(lang, 'text.about')}\n\n<!-- part: {where} -->\n```python\n{source}\n```\n"


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
    values = [x for x in setting_of(rule).values.values() if _is_terms(x)]
    return "<br>".join(cell(term_words(lang, x.value[0])) for x in values[:2]) or "–"
