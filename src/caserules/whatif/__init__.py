"""What if: the same register under another policy, calendar, year or day; what changes, case by case, and what causes it.

Two assessments are held against each other, and every change is given the differences that bring it about: a third
assessment, in which only that one thing is changed, says so. Nothing is judged here; the heart is asked again.

    varying   a policy with a parameter changed, a rule switched off, its fixed days in another year
    differ    what differs between two setups: parameters, rules on or off, calendar, year, as_of
    trial     a register judged under many setups: its rows made once
    changes   what a comparison holds, as data and as lines
    comparing the changes found, and their causes
    policies  two policies held against each other, without a register

This room reads no clock and no file, and never says which of two policies is the better one.
"""

from caserules.whatif.changes import COMPARISON_SCHEMA, Change, Comparison, Outcome, ScoreChange
from caserules.whatif.comparing import compare
from caserules.whatif.differ import Cause, Difference, Stated
from caserules.whatif.policies import POLICY_DIFF_SCHEMA, PolicyChange, PolicyDiff, diff_policies
from caserules.whatif.varying import vary

__all__ = [
    "COMPARISON_SCHEMA",
    "POLICY_DIFF_SCHEMA",
    "Cause",
    "Change",
    "Comparison",
    "Difference",
    "Outcome",
    "PolicyChange",
    "PolicyDiff",
    "ScoreChange",
    "Stated",
    "compare",
    "diff_policies",
    "vary",
]
