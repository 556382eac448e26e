"""Assertions on verdicts: all is compliant, or a duty says what is expected. They judge by `assess` and tell like a clerk.

A case or register in which nothing is judged fails as well: such a test could not fail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, overload

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

__all__ = ["Faults", "NotCompliant", "assert_compliant", "assert_verdict", "faults_of"]


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
    _known(_several(rules))
    found = assess(register_or_case, policy, as_of=as_of, calendar=calendar, known_by=known_by)
    judged = [x for x in found.findings if _is_asked(x, _several(rules), _several(units), _several(cases))]
    if not judged:
        raise CaserulesError("TST-010", where=f"as_of {as_of}")
    for finding in judged:
        record(finding.rule, finding.verdict.value)
    faults = faults_of(judged, _several(allow_undetermined))
    if faults.broken or faults.unknown:
        told = _text(found, len(judged), faults, lang or language())
        raise NotCompliant(told, (*faults.broken, *faults.unknown), found)
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


class Faults(NamedTuple):
    """What was judged, by what follows from it.

    Attributes:
        broken: what is broken.
        unknown: what cannot be told.
        not_kept: what cannot be told only because the register keeps no such records.
        allowed: what cannot be told and is let through.
    """

    broken: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    not_kept: tuple[Finding, ...]
    allowed: tuple[Finding, ...]


def faults_of(judged: Iterable[Finding], allow_undetermined: bool | Collection[str] = False) -> Faults:
    """Return what is broken and what cannot be told of the findings judged."""
    found: dict[str, list[Finding]] = {name: [] for name in Faults._fields}
    for finding in judged:
        if finding.verdict is Verdict.BROKEN:
            found["broken"].append(finding)
        elif finding.verdict is Verdict.UNDETERMINED:
            allowed = _is_allowed(finding, allow_undetermined)
            found["not_kept" if finding.not_kept else "allowed" if allowed else "unknown"].append(finding)
    return Faults(**{name: tuple(findings) for name, findings in found.items()})


@overload
def _several(names: Collection[str]) -> Collection[str]: ...
@overload
def _several(names: bool | Collection[str]) -> bool | Collection[str]: ...
def _several(names: bool | Collection[str]) -> bool | Collection[str]:
    """Names as they were given; one name alone is that name, not its letters."""
    return (names,) if isinstance(names, str) else names


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


def _text(found: Assessment, judged: int, faults: Faults, lang: str) -> str:
    counted = (("broken", faults.broken), ("undetermined", faults.unknown))
    what = (", " if lang == "en" else "，").join(tell(lang, f"compliant.{key}", n=len(of)) for key, of in counted if of)
    day = day_text(found.as_of, lang)
    beside = (("compliant.not_kept", faults.not_kept), ("compliant.allowed", faults.allowed))
    return "\n".join(
        (
            tell(lang, "compliant.head", what=what, policy=found.policy.id, as_of=day, all=judged),
            notes((*faults.broken, *faults.unknown), lang),
            *(tell(lang, key, n=len(of)) for key, of in beside if of),
        )
    )
