"""What a caller did wrong: one small hierarchy, each error with a stable code and a remedy.

Findings tell what a *unit* did wrong; exceptions tell what the *caller* did wrong. Every error carries a code from a
closed list (`INP-` input, `POL-` policy, `CAL-` calendar, `TRM-` terms, `PLG-` plugins, `RUL-` a rule's own text, `TST-` a
test suite's, `CNF-` confirmations, `LTR-` letters, `STO-` a store, `NTF-` messages, `RPL-` assessments had again, `ADV-` advisories) and
the place (field, row, key). Never put a value of the data into an error: it may be personal.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = [
    "CalendarError",
    "CaserulesError",
    "InputRejected",
    "PluginError",
    "PolicyError",
    "PolicyRejected",
    "Problem",
    "RuleError",
    "TermError",
]


class CaserulesError(Exception):
    """Report what a caller did wrong, with a stable code.

    Args:
        code: a code of the closed list, such as `CAL-001`.
        params: what the sentence of that code needs (names of fields and keys, days, counts; never a personal value).

    Example:
        >>> from caserules.errors import CalendarError
        >>> error = CalendarError("CAL-001", day="2027-01-05", first=2004, last=2026)
        >>> error.code
        'CAL-001'
        >>> print(error.message("en"))
        2027-01-05 is outside the working-day calendar, which covers 2004 to 2026. Add the year's holiday notice, or ask for a provisional day.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of this error: what is wrong, where, and what to do.

        Args:
            lang: `zh` or `en`.
        """
        from caserules.messages import error_text  # noqa: PLC0415  sentences are read only when told

        return error_text(self.code, lang, self.params)

    def __str__(self) -> str:
        return f"{self.code}: {self.message('zh')} / {self.message('en')}"


class CalendarError(CaserulesError):
    """A day or a count that the working-day calendar cannot answer (`CAL-`)."""


class TermError(CaserulesError):
    """A term that is not written as the grammar says, or out of its limits (`TRM-`)."""


class PolicyError(CaserulesError):
    """A policy that is missing, contradictory or badly written (`POL-`)."""


class PolicyRejected(PolicyError):
    """A policy file that was read whole and refused, with all its mistakes at once.

    Args:
        problems: every mistake found, each with the file and line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, where=first.where, **{k: v for k, v in first.params if k != "where"})

    def __str__(self) -> str:
        return _told(self.problems)


class RuleError(CaserulesError):
    """A rule's own text misuses the words that rules are written in (`RUL-`)."""


class PluginError(CaserulesError):
    """A plugin that cannot be taken up, or that failed in what was asked of it alone (`PLG-`)."""


class Problem(NamedTuple):
    """One thing wrong with an input: a code, the place, and what its sentence needs."""

    code: str
    where: str
    params: tuple[tuple[str, object], ...] = ()

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of this problem in `zh` or `en`."""
        from caserules.messages import error_text  # noqa: PLC0415

        return error_text(self.code, lang, {"where": self.where, **dict(self.params)})


class InputRejected(CaserulesError, ValueError):
    """An input that was read whole and refused, with all its problems at once (`INP-`).

    Args:
        problems: every problem found, in the order of the document.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, where=first.where, **dict(first.params))

    def __str__(self) -> str:
        return _told(self.problems)


def _told(problems: tuple[Problem, ...]) -> str:
    return "\n".join(f"{p.code} {p.where}: {p.message('zh')} / {p.message('en')}" for p in problems)
