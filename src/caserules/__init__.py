"""caserules: rules for handling deputies' suggestions and CPPCC members' proposals, as a typed library.

Take a register (one year's cases of one county), a policy and a day, and say of every duty whether it is met, broken, pending,
undetermined or not applicable: who answers for it, by which clause, and why. The names below are the public face; they are
loaded when first used.

Example:
    >>> from datetime import date
    >>> import caserules
    >>> caserules.Term.parse("30wd").due(date(2023, 4, 10))
    datetime.date(2023, 5, 23)
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caserules.assess import Assessment, assess
    from caserules.calendar import Overlay, WorkCalendar, announced_deadline
    from caserules.confirming import Confirmation, Confirmations, Criticism, criticism
    from caserules.duties import Breach, Verdict
    from caserules.errors import (
        CalendarError,
        CaserulesError,
        InputRejected,
        PluginError,
        PolicyError,
        PolicyRejected,
        Problem,
        RuleError,
        TermError,
    )
    from caserules.explain import Explanation, explain
    from caserules.findings import Evidence, Finding, Message, Need
    from caserules.hooks import Plugins, installed_plugins, plugins_of
    from caserules.io import load_case, load_register, write_register
    from caserules.models import Case, Register
    from caserules.narrow import (
        CarryOver,
        CoHandling,
        Deadline,
        SignOff,
        carry_over,
        check_co_handling,
        check_sign_off,
        compute_deadlines,
    )
    from caserules.policy import Policy, category_letter, category_meaning, known_policies, known_schemes, load_policy
    from caserules.reminders import Reminder, Reminders, Urgency, remind
    from caserules.satisfaction import LeftBase, Rated, Ratings, Satisfaction, satisfaction
    from caserules.scoring import Deduction, Score, score_penalties
    from caserules.simulate import Load, simulate
    from caserules.terms import Term
    from caserules.whatif import Cause, Change, Comparison, Difference, PolicyDiff, compare, diff_policies, vary

__all__ = [
    "Assessment",
    "Breach",
    "CalendarError",
    "CarryOver",
    "Case",
    "CaserulesError",
    "Cause",
    "Change",
    "CoHandling",
    "Comparison",
    "Confirmation",
    "Confirmations",
    "Criticism",
    "Deadline",
    "Deduction",
    "Difference",
    "Evidence",
    "Explanation",
    "Finding",
    "InputRejected",
    "LeftBase",
    "Load",
    "Message",
    "Need",
    "Overlay",
    "PluginError",
    "Plugins",
    "Policy",
    "PolicyDiff",
    "PolicyError",
    "PolicyRejected",
    "Problem",
    "Rated",
    "Ratings",
    "Register",
    "Reminder",
    "Reminders",
    "RuleError",
    "Satisfaction",
    "Score",
    "SignOff",
    "Term",
    "TermError",
    "Urgency",
    "Verdict",
    "WorkCalendar",
    "announced_deadline",
    "assess",
    "carry_over",
    "category_letter",
    "category_meaning",
    "check_co_handling",
    "check_sign_off",
    "compare",
    "compute_deadlines",
    "criticism",
    "diff_policies",
    "explain",
    "installed_plugins",
    "known_policies",
    "known_schemes",
    "load_case",
    "load_policy",
    "load_register",
    "plugins_of",
    "remind",
    "satisfaction",
    "score_penalties",
    "simulate",
    "vary",
    "write_register",
]

_HOMES = {
    "assess": ("Assessment", "assess"),
    "calendar": ("Overlay", "WorkCalendar", "announced_deadline"),
    "confirming": ("Confirmation", "Confirmations", "Criticism", "criticism"),
    "duties": ("Breach", "Verdict"),
    "errors": (
        "CalendarError",
        "CaserulesError",
        "InputRejected",
        "PluginError",
        "PolicyError",
        "PolicyRejected",
        "Problem",
        "RuleError",
        "TermError",
    ),
    "explain": ("Explanation", "explain"),
    "findings": ("Evidence", "Finding", "Message", "Need"),
    "hooks": ("Plugins", "installed_plugins", "plugins_of"),
    "io": ("load_case", "load_register", "write_register"),
    "models": ("Case", "Register"),
    "narrow": (
        "CarryOver",
        "CoHandling",
        "Deadline",
        "SignOff",
        "carry_over",
        "check_co_handling",
        "check_sign_off",
        "compute_deadlines",
    ),
    "policy": (
        "Policy",
        "category_letter",
        "category_meaning",
        "known_policies",
        "known_schemes",
        "load_policy",
    ),
    "reminders": ("Reminder", "Reminders", "Urgency", "remind"),
    "satisfaction": ("LeftBase", "Rated", "Ratings", "Satisfaction", "satisfaction"),
    "scoring": ("Deduction", "Score", "score_penalties"),
    "simulate": ("Load", "simulate"),
    "terms": ("Term",),
    "whatif": ("Cause", "Change", "Comparison", "Difference", "PolicyDiff", "compare", "diff_policies", "vary"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'caserules' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"caserules.{home}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


class _Face(ModuleType):
    """The package's own class: `assess`, `explain`, `satisfaction` are rooms as well as functions, and here the functions.

    Importing a room sets it on the package; whichever room is imported first, the public name stays the function.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and _HOME_OF.get(name) == name:
            value = getattr(value, name)
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
