"""The plugins' part in one assessment: the days that they know, what they remark, what went wrong, and the entries of the receipt.

What plugins are asked before a register is judged can move no verdict but through the calendar, and a plugin that fails to say its
days leaves every day that is counted in working days in doubt: a holiday that nobody heard of must not make a unit late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caserules.calendar import WorkCalendar
from caserules.facts.book import Issue
from caserules.guard import called, kind_of
from caserules.hooks.calling import Answer, Fault

if TYPE_CHECKING:
    from caserules.assess import Assessment
    from caserules.hooks.kinds import Remark
    from caserules.hooks.plugins import Plugins
    from caserules.models import Register
    from caserules.policy import Policy

__all__ = ["Run"]

_LONGEST: Final = 2_000
"""Characters of a sentence."""


class Run:
    """The plugins' part in one assessment.

    Args:
        plugins: the plugins.
        register: what is to be judged.
        policy: by which policy.
        as_of: as of which day.
        calendar: the calendar before the plugins are asked.

    Attributes:
        calendar: the calendar with the days that plugins know.
        days_doubted: whether one of them failed to say its days.
    """

    def __init__(
        self, plugins: Plugins, register: Register, policy: Policy, as_of: date, calendar: WorkCalendar
    ) -> None:
        self.plugins: Plugins = plugins
        self._faults: list[Fault] = [*plugins.faults_of_policies(), *plugins.faults_of_languages()]
        self._unread = policy.unread
        self._remarks: list[tuple[str, Remark]] = []
        self.calendar: WorkCalendar = calendar
        self.days_doubted: bool = False
        if plugins.implements("calendars"):
            self._days(plugins.ask("calendars", place=register.place, year=register.year))
        if plugins.implements("before_assess"):
            given = {"register": register, "policy": policy.id, "as_of": as_of}
            for answer in self._heard(plugins.ask("before_assess", copied="register", **given)):
                self._remarks += ((answer.plugin, remark) for remark in answer.values)

    def _heard(self, answers: tuple[Answer, ...]) -> Iterator[Answer]:
        for answer in answers:
            if answer.fault is not None:
                self._faults.append(answer.fault)
            yield answer

    def _days(self, answers: tuple[Answer, ...]) -> None:
        """Add the days that plugins know. Whose days no calendar takes has failed, and the others' stand.

        If all are taken together they stand; else those that are not taken alone fail; else all that are left.
        """
        left = [answer for answer in self._heard(answers) if answer.values]
        for wrong in (lambda _: False, self._refused, lambda _: True):
            self._faults += (Fault(x.plugin, "calendars", "PLG-106", "overlay") for x in left if wrong(x))
            left = [x for x in left if not wrong(x)]
            made = called(self.calendar.with_overlay, *(overlay for x in left for overlay in x.values))
            if made.value is not None:
                self.calendar = made.value
                break
        self.days_doubted = any(fault.hook == "calendars" for fault in self._faults)

    def _refused(self, answer: Answer) -> bool:
        return called(self.calendar.with_overlay, *answer.values).raised is not None

    def end(self, assessment: Assessment) -> None:
        """Note the rules that failed, and tell the plugins what was found."""
        for fault in assessment.rule_faults:
            self._faults.append(Fault(self.plugins.owner_of(fault.rule), f"rules {fault.rule}", fault.code, fault.kind))
        if self.plugins.implements("after_assess") or self.plugins.implements("languages"):
            told = assessment.to_dict()
            list(self._heard(self.plugins.ask("after_assess", copied="assessment", assessment=told)))
            assessment.__dict__.pop("data_issues", None)  # what went wrong here is to be told as well

    def translate(self, findings: list[dict[str, Any]]) -> None:
        """Add to each finding's message the sentence of every language that plugins bring, where they can tell it.

        Args:
            findings: in their plain form.
        """
        for language in self.plugins.languages():
            owner = self.plugins.owner("languages", language.code)
            for finding in findings:
                made = called(language.tell, deepcopy(finding))
                if made.raised is None and type(made.value) is str and 0 < len(made.value) <= _LONGEST:
                    finding["message"][language.code] = made.value
                else:
                    wrong = ("PLG-101", made.raised) if made.raised is not None else ("PLG-102", kind_of(made.value))
                    self._faults.append(Fault(owner, f"languages {language.code}", *wrong))

    def issues(self) -> Iterator[Issue]:
        """Yield the faults, the rules that could not be judged for want of a plugin, and what plugins remark."""
        for fault in sorted(set(self._faults)):
            if not fault.hook.startswith("rules "):  # those of single rules the assessment tells, with their findings
                yield Issue(fault.code, f"{fault.plugin} {fault.hook}", params=(("kind", fault.kind),))
        for rule in self._unread:
            yield Issue("PLG-107", rule)
        for plugin, remark in sorted(self._remarks, key=str):
            about = " ".join(filter(None, (remark.case, remark.unit)))
            words = (("zh", f"{about} {remark.zh}".strip()), ("en", f"{about} {remark.en}".strip()))
            yield Issue("DATA-028", plugin, remark.case, remark.unit, words)

    def told(self) -> list[dict[str, Any]]:
        """Return the receipt's entries: every plugin with its version, hooks and faults."""
        faults: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for fault in sorted(set(self._faults)):
            faults[fault.plugin].append(fault.to_dict())
        return [
            {"name": x.name, "version": x.version, "hooks": list(x.hooks), "faults": faults[x.name]}
            for x in self.plugins
        ]
