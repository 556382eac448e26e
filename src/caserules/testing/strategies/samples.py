"""What the strategies give: a register, the day on which it is looked at, and what is known of it; told as it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caserules.duties import Breach
from caserules.models import Register

__all__ = ["Sample"]


@dataclass(frozen=True, repr=False)
class Sample:
    """A drawn register.

    Attributes:
        register: the register, complete through the day.
        as_of: the day of the verdicts.
        policy: the id of the policy that it was made for.
        story: how it came about, in the story reader's lines.
        broken: the id of the one broken finding; None where nothing is broken.
        breach: how it was broken.
        folded: broken findings of the same fact, unit and case: the one fault told twice by the rules, and punished once.
    """

    register: Register
    as_of: date
    policy: str
    story: str
    broken: str | None = None
    breach: Breach | None = None
    folded: tuple[str, ...] = ()

    def __repr__(self) -> str:
        head = f"as of {self.as_of} by {self.policy}" + (f": {self.broken} {self.breach}" if self.broken else "")
        return "\n".join([f"<Sample {head}", *(f"    {line}" for line in self.story.splitlines()), ">"])

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Tell Hypothesis how to print a failing example: as its story."""
        printer.text(repr(self))
