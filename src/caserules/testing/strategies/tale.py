"""A register in the making, kept as the lines of a story: short to read, easy to change by a line.

Each line remembers for which duty it was told, so that a breach can take just that line away or move its day. The vocabulary is
the story reader's (`caserules.io.scenario`); nothing here knows a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from caserules.io import read_story
from caserules.models import Completeness, Register

__all__ = ["Line", "Tale"]


_STATED: Final = ("delegations", "attestations", "publications", "tellings")
"""The kinds that are complete only where named."""

_FOLLOW_UP: Final = ("plan_entry", "solution_plan", "implemented", "explained")


class Line(NamedTuple):
    """A line of a story: its day (None: it has none), what follows, the case it is of, and the duty it was told for."""

    day: date | None
    words: str
    case: str = ""
    of: str = ""

    def __str__(self) -> str:
        day = "" if self.day is None else f"{self.day} "
        return f"{self.case}: {day}{self.words}" if self.case else f"{day}{self.words}"


@dataclass
class Tale:
    """The lines told so far, of a year's register."""

    year: int
    lines: list[Line] = field(default_factory=list)

    def tell(self, words: str, day: date | None = None, *, case: str = "", of: str = "") -> None:
        """Add a line; one that says the same of another day gives way."""
        self.lines = [line for line in self.lines if (line.words, line.case) != (words, case)]
        self.lines.append(Line(day, words, case, of))

    def with_lines(self, lines: Iterable[Line]) -> Tale:
        """Return the same register with other lines."""
        return replace(self, lines=list(lines))

    def text(self, through: date) -> str:
        """Return the whole story, complete in all kinds of record through a day."""
        head = [
            f"year = {self.year}",
            f"complete_through = {through}",
            *(f"complete.{kind} = {through}" for kind in _STATED),
        ]
        if not any(line.words.startswith("carried ") for line in self.lines):
            head.append("carried = none")
        dated = sorted((line for line in self.lines if line.day is not None), key=lambda line: line.day or date.min)
        return "\n".join(
            [*head, *(str(line) for line in self.lines if line.day is None), *map(str, dated), *self._open_ends()]
        )

    def _open_ends(self) -> Iterator[str]:
        """What has begun and is not known to have ended is told as not done yet: left out, it would not be known."""
        told = {(line.case, line.words) for line in self.lines}
        told |= {(case, " ".join(words.split()[:2])) for case, words in told}
        told |= {(case, words.split()[0]) for case, words in told}
        ends = dict.fromkeys((line.case, end) for line in self.lines for end in _ends_of(line))
        return (f"{case}: not_yet {end}" for case, end in ends if (case, end) not in told)

    def register(self, through: date) -> Register:
        """Return the register, complete through a day; what is dated later is left out."""
        told = self.with_lines(line for line in self.lines if line.day is None or line.day <= through)
        return read_story(told.text(through))


assert set(_STATED) <= Completeness.model_fields.keys()


def _ends_of(line: Line) -> Iterator[str]:
    """What a line begins, as the words of the line that would tell its end."""
    activity, *words = line.words.split()
    version = next((word for word in words if word.startswith("version=")), None)
    if version is not None and activity != "attested":
        yield f"issued {words[1] if activity == 'step' else words[0]} {version}"
        if activity == "sent":
            yield f"reached {words[0]} {version}"
    elif activity == "made":
        yield from (f"{end} {words[0]}" for end in ("done", "closed_out"))
    elif activity == "asked":
        yield f"delivered {words[0]} {words[1] if words[1:] else 'round=1'}"
    elif activity == "own_answer":  # the record that it opens says nothing of the opinion by itself
        yield f"delivered {words[0]}"
    elif activity in _FOLLOW_UP:
        yield from _FOLLOW_UP
