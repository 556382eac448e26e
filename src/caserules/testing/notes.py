"""What a failed test says: the note that a clerk would write. Rule, clause, unit, how late, what would mend it; zh first.

It reads a finding and decides nothing. Text from a register is shown with what a terminal would obey made visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from caserules.duties import Breach, Verdict
from caserules.errors import CaserulesError, Problem
from caserules.facts.tables import FACTS
from caserules.findings import Finding
from caserules.messages.reasons import LABELS
from caserules.messages.sentences import day_text, needs_text, pick, sentence
from caserules.messages.testing import tell
from caserules.report.safe import visible
from caserules.testing.expecting import Mismatch
from caserules.testing.settings import language

if TYPE_CHECKING:
    from caserules.policy import Policy
    from caserules.testing.scenario import Outcome
    from caserules.testing.seen import Seen

__all__ = ["note", "notes", "outcome_text", "problems_text", "seen_text"]

_MOST: Final = 20
_INDENT: Final = "    "


def note(finding: Finding, lang: str | None = None) -> str:
    """Return a finding as a clerk would note it: rule and clause, what happened, what would mend it, its id.

    Args:
        finding: the finding.
        lang: `zh` or `en`; by itself the run's language.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.testing import CaseBuilder
        >>> told = CaseBuilder().assigned("2023-04-10", "caizheng", "co_handling")
        >>> found = assess(told.delivered("2023-05-24", "caizheng").build(), "pengshui-2023", as_of=date(2023, 6, 1))
        >>> print(note(found.broken()[0], "en"))
        COHAND-01 Co-handling opinion in time (三.1.d “30个工作日”)
          caizheng was to deliver its opinion to the lead unit by 2023-05-23: done (2023-05-24), 1 day late.
          To mend it: doing it later does not undo it. If the recorded day is wrong, correct it; if a return, withdrawal or transfer was granted before the day, record it.
          COHAND-01/suggestion/2023/12/caizheng/notice/0
    """
    lang = lang or language()
    term = (
        "" if "row" in finding.detail() else finding.key_term
    )  # the term is the notice's, the day another instrument's
    clause = tell(lang, "note.clause", at=finding.clause, term=term) if term else finding.clause
    lines = [
        tell(lang, "note.head", rule=finding.rule, title=finding.title[lang == "en"], clause=clause),
        f"  {sentence(finding, lang)}",
        *(f"  {line}" for line in _beside(finding, lang)),
        f"  {finding.id}",
    ]
    return "\n".join(visible(line) for line in lines)


def notes(findings: Iterable[Finding], lang: str | None = None) -> str:
    """Return the notes of findings, the first twenty of them."""
    lang = lang or language()
    found = list(findings)
    told = [note(finding, lang) for finding in found[:_MOST]]
    if len(found) > _MOST:
        told.append(tell(lang, "compliant.more", n=len(found) - _MOST))
    return "\n".join(told)


def _beside(finding: Finding, lang: str) -> Iterator[str]:
    unmet = list(_unmet(finding, lang)) if finding.breach is Breach.INSUFFICIENT else []
    if unmet:
        yield tell(lang, "note.unmet", facts=("; " if lang == "en" else "；").join(unmet))
    if finding.waited_for:
        yield tell(lang, "note.waited", units=("; " if lang == "en" else "、").join(finding.waited_for))
    if finding.verdict in (Verdict.BROKEN, Verdict.UNDETERMINED):
        yield tell(lang, "note.mend", how=_mend(finding, lang))


def _mend(finding: Finding, lang: str) -> str:
    if finding.verdict is Verdict.UNDETERMINED:
        return tell(lang, "mend.undetermined", needs=needs_text(finding, lang))
    breach = finding.breach
    if breach is Breach.MISSING and not _by_a_day(finding):
        return tell(lang, "mend.missing_event")
    return tell(lang, f"mend.{'other' if breach is None else breach.value}")


def _by_a_day(finding: Finding) -> bool:
    """Whether the duty is due by a day, not with an event: what closes with its event cannot be made up for."""
    from caserules.explain import explain  # noqa: PLC0415  told on demand

    days = {reason.place: reason.value for reason in explain(finding).reasons if not reason.fact}
    return days["closes"] != days["due"]


def _unmet(finding: Finding, lang: str) -> Iterator[str]:
    """The conditions that what was done does not fulfil."""
    from caserules.explain import explain  # noqa: PLC0415  told on demand

    for reason in explain(finding).reasons:
        if reason.place != "counts" or not reason.fact or reason.value != "no":
            continue
        name, _, member = reason.fact.partition(".")
        fact = FACTS[name]
        label = (fact.en if lang == "en" else fact.zh) + (f" [{member}]" if member else "")
        yield tell(lang, "note.not_so", fact=label, value=pick(LABELS["no"], lang))


# ------------------------------------------------------------ a scenario


def outcome_text(outcome: Outcome, lang: str | None = None) -> str:
    """Return a scenario's day as lines: expected and found, the clerk's notes, what happened."""
    lang = lang or language()
    scenario = outcome.scenario
    lines = [
        tell(lang, "scenario.head", name=_name(outcome, lang), as_of=day_text(outcome.day, lang)),
        tell(lang, "scenario.under", policy=outcome.assessment.policy.id, where=scenario.where),
    ]
    for mismatch in outcome.mismatches:
        lines += _mismatch(mismatch, outcome, lang)
    story = [line.strip() for line in f"{scenario.base}\n{scenario.story}".splitlines() if line.strip()]
    return "\n".join((*lines, tell(lang, "scenario.story"), *(f"  {visible(line)}" for line in story)))


def _name(outcome: Outcome, lang: str) -> str:
    name = outcome.scenario.name
    return visible(name.en if lang == "en" else name.zh)


def _mismatch(mismatch: Mismatch, outcome: Outcome, lang: str) -> Iterator[str]:
    line = mismatch.expected
    yield f"  ✗ {tell(lang, 'scenario.expected', where=line.where, subject=line.subject)}".rstrip()
    yield _INDENT + tell(lang, "scenario.wanted", expected=line)
    if not mismatch.findings and line.verdict is not None:
        ids = [x.id for x in outcome.assessment.findings if x.rule == line.rule]
        yield _INDENT + tell(lang, "scenario.nothing", ids=" ".join(ids) or tell(lang, "scenario.none"))
        return
    for at, finding in enumerate(mismatch.findings[:_MOST]):
        yield _INDENT + tell(lang, "scenario.found_of", found=mismatch.found[at], id=visible(finding.id))
        yield from (f"{_INDENT}  {told}" for told in note(finding, lang).split("\n")[:-1])
    if not mismatch.findings:
        yield _INDENT + tell(lang, "scenario.found", found=" ".join(mismatch.found))


def problems_text(refused: CaserulesError, lang: str | None = None) -> str:
    """Return everything wrong with a file: a line each, with its code, place and remedy."""
    lang = lang or language()
    problems: Iterable[Problem | CaserulesError] = getattr(refused, "problems", (refused,))
    return "\n".join(visible(f"{problem.code} {problem.message(lang)}") for problem in problems)


# ------------------------------------------------------------ which rules were exercised


def seen_text(seen: Seen, policy: Policy, lang: str | None = None) -> str:
    """Return which rules were exercised: a line a rule, and what each lacks."""
    from caserules.testing.seen import rules_seen  # noqa: PLC0415  it would import this room's tables

    lang = lang or language()
    rules, percent = rules_seen(seen, policy)
    full = sum(not x.missing for x in rules)
    lines = [tell(lang, "seen.title", policy=policy.id, percent=percent, full=full, all=len(rules))]
    for rule in rules:
        lacks = " ".join(tell(lang, f"seen.{verdict.value}") for verdict in rule.missing)
        counts = {verdict.value: f"{n:<3}" for verdict, n in rule.counts.items()}
        lacking = tell(lang, "seen.lacks", verdicts=lacks) if lacks else ""
        lines.append(tell(lang, "seen.rule", rule=f"{rule.rule:<10}", marked=rule.marked, lacks=lacking, **counts))
    return "\n".join(lines)
