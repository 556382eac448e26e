"""Assertions on verdicts: all is compliant, or a duty says what is expected. They judge by `assess` and tell like a clerk.

A case or register in which nothing is judged fails as well: such a test could not fail.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caserules.assess import Assessment, assess
from caserules.duties import Verdict
from caserules.errors import CaserulesError, InputRejected, Problem
from caserules.findings import Finding
from caserules.messages.sentences import day_text
from caserules.messages.testing import tell
from caserules.testing.expecting import compared, no_such_rule, read_expectation
from caserules.testing.notes import note, notes
from caserules.testing.seen import record
from caserules.testing.settings import language

if TYPE_CHECKING:
    from caserules.calendar import WorkCalendar
    from caserules.models import Case, Register
    from caserules.policy import Policy

__all__ = ["NotCompliant", "assert_compliant", "assert_verdict", "faults_of"]


class NotCompliant(AssertionError):
    """Something is broken or cannot be told; the text reads like a clerk's note.

    Attributes:
        findings: what is broken, then what cannot be told.
        assessment: all that was judged.
    """

    def __init__(self, text: str, findings: tuple[Finding, ...], assessment: Assessment) -> None:
        self.findings = findings
        self.assessment = assessment
        super().__init__(text)


def assert_compliant(  # noqa: PLR0913  what `assess` takes, and which of it is asked
    register_or_case: Register | Case | Mapping[str, Any] | object,
    policy: Policy | str | Path,
    *,
    as_of: date,
    calendar: WorkCalendar | None = None,
    known_by: date | None = None,
    rules: Collection[str] = (),
    units: Collection[str] = (),
    cases: Collection[str] = (),
    allow_undetermined: bool | Collection[str] = False,
    lang: str | None = None,
) -> Assessment:
    """Assert that nothing is broken and nothing is left that cannot be told.

    What cannot be told only because the register declares that it keeps no such records does not fail; it is counted in the
    text.

    Args:
        register_or_case: as for `assess`.
        policy: as for `assess`.
        as_of: the day of the verdicts, to its end.
        calendar: as for `assess`.
        known_by: as for `assess`.
        rules: only these rules; by itself all.
        units: only what these units owe; by itself all.
        cases: only what these cases ask (`suggestion/2023/12`); by itself all, and the units' own duties.
        allow_undetermined: let through what cannot be told: all of it, or only these rules' or findings'.
        lang: `zh` or `en`; by itself the run's language.

    Returns:
        The assessment.

    Raises:
        NotCompliant: with the findings.
        InputRejected: the register or case is refused; `TST-005` no such rule; `TST-010` nothing was judged.

    Example:
        >>> from datetime import date
        >>> from caserules.testing import CaseBuilder
        >>> told = CaseBuilder().assigned("2023-04-10", "caizheng", "co_handling").delivered("2023-05-24", "caizheng")
        >>> try:
        ...     assert_compliant(told.build(), "pengshui-2023", as_of=date(2023, 6, 1), lang="en")
        ... except NotCompliant as failed:
        ...     print(str(failed).split(chr(10))[0])
        ...     print(failed.findings)
        Not compliant: 1 broken (policy pengshui-2023, as of 2023-06-01, duties judged: ...).
        (<Finding COHAND-01/suggestion/2023/12/caizheng/notice/0: broken>,)
    """
    __tracebackhide__ = True
    _known(rules)
    found = assess(register_or_case, policy, as_of=as_of, calendar=calendar, known_by=known_by)
    judged = [x for x in found.findings if _is_asked(x, rules, units, cases)]
    if not judged:
        raise CaserulesError("TST-010", where=f"as_of {as_of}")
    for finding in judged:
        record(finding.rule, finding.verdict.value)
    broken, unknown, not_kept, allowed = faults_of(judged, allow_undetermined)
    if broken or unknown:
        told = _text(found, len(judged), (broken, unknown), (len(not_kept), len(allowed)), lang or language())
        raise NotCompliant(told, (*broken, *unknown), found)
    return found


def assert_verdict(
    register_or_case: Register | Case | Mapping[str, Any] | object,
    policy: Policy | str | Path,
    expected: str,
    *,
    as_of: date,
    lang: str | None = None,
) -> Assessment:
    """Assert what becomes of a duty, in the words of a scenario: `COHAND-01 caizheng broken late`.

    Args:
        register_or_case: as for `assess`.
        policy: as for `assess`.
        expected: rule, parts of the finding's id, verdict, and how it was broken or why it is not applicable.
        as_of: the day of the verdicts, to its end.
        lang: `zh` or `en`; by itself the run's language.

    Returns:
        The assessment.

    Raises:
        NotCompliant: it is otherwise; with the findings.
        InputRejected: `TST-004` the line cannot be read; `TST-005` no such rule.

    Example:
        >>> from datetime import date
        >>> from caserules.testing import CaseBuilder
        >>> told = CaseBuilder().assigned("2023-04-10", "caizheng", "co_handling").delivered("2023-05-24", "caizheng")
        >>> late = assert_verdict(
        ...     told.build(), "pengshui-2023", "COHAND-01 caizheng broken late", as_of=date(2023, 6, 1)
        ... )
    """
    __tracebackhide__ = True
    line = read_expectation(expected, "expected", as_of)
    if isinstance(line, Problem):
        raise InputRejected([line])
    found = assess(register_or_case, policy, as_of=as_of)
    for mismatch in compared([line], found):
        lang = lang or language()
        lines = [
            tell(lang, "scenario.expected", where="", subject=line.subject).strip(),
            tell(lang, "scenario.wanted", expected=line),
            tell(lang, "scenario.found", found="; ".join(mismatch.found)),
            *(note(x, lang) for x in mismatch.findings),
        ]
        raise NotCompliant("\n".join(lines), mismatch.findings, found)
    if line.rule and line.verdict is not None:
        record(line.rule, line.verdict.value)
    return found


def faults_of(
    judged: Collection[Finding], allow_undetermined: bool | Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is broken, what cannot be told, what only for want of a kind of record, and what is let through."""
    broken = tuple(x for x in judged if x.verdict is Verdict.BROKEN)
    unknown = [x for x in judged if x.verdict is Verdict.UNDETERMINED]
    not_kept = tuple(x for x in unknown if x.not_kept)
    left = [x for x in unknown if not x.not_kept]
    allowed = tuple(x for x in left if _is_allowed(x, allow_undetermined))
    return broken, tuple(x for x in left if x not in allowed), not_kept, allowed


def _is_allowed(finding: Finding, allowed: bool | Collection[str]) -> bool:
    return allowed if isinstance(allowed, bool) else finding.id in allowed or finding.rule in allowed


def _is_asked(finding: Finding, rules: Collection[str], units: Collection[str], cases: Collection[str]) -> bool:
    return all(
        not only or value in only
        for only, value in ((rules, finding.rule), (units, finding.unit), (cases, finding.case))
    )


def _known(rules: Collection[str]) -> None:
    problems = [found for rule in rules if (found := no_such_rule(rule, "rules"))]
    if problems:
        raise InputRejected(problems)


def _text(
    found: Assessment, n: int, faults: tuple[tuple[Finding, ...], tuple[Finding, ...]], rest: tuple[int, int], lang: str
) -> str:
    counts = [
        tell(lang, f"compliant.{name}", n=len(of))
        for name, of in zip(("broken", "undetermined"), faults, strict=True)
        if of
    ]
    what = (", " if lang == "en" else "，").join(counts)
    policy, day = found.policy.id, day_text(found.as_of, lang)
    lines = [
        tell(lang, "compliant.head", what=what, policy=policy, as_of=day, all=n),
        notes((*faults[0], *faults[1]), lang),
    ]
    lines += [
        tell(lang, key, n=count)
        for key, count in zip(("compliant.not_kept", "compliant.allowed"), rest, strict=True)
        if count
    ]
    return "\n".join(lines)
