"""The ten checks of CHECKS.md as a table: what every peer is given to put into its own words.

The texts use column names, whole numbers, `+ - < <=`, `and`, `max(a, b)` and nothing else, so that each peer can write them in
its own language. `steps` gives a check's conditions in the order in which they decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

EVER: Final = -1_000_000_000
NEVER: Final = 1_000_000_000
VERDICTS: Final = ("met", "broken", "pending", "undetermined", "not_applicable")
MET, BROKEN, PENDING, UNDETERMINED, NOT_APPLICABLE = range(5)


def number(day: date) -> int:
    """Return a day's number, counted from 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


PLAN_DAY: Final = number(date(2023, 4, 20))
CLOSE: Final = number(date(2023, 8, 31))
YEAR_END: Final = number(date(2023, 12, 31))


class Check(NamedTuple):
    """A duty of the case: each pair is (certain, possible), each day (earliest, latest)."""

    name: str
    points: int
    due: tuple[str, str]
    done: tuple[str, str]
    owed: tuple[str, str] = ("true", "true")
    counts: tuple[str, str] = ("true", "true")
    lag: int = 1


def event(name: str) -> tuple[str, str]:
    return f"{name}_lo", f"{name}_hi"


def on(day: int) -> tuple[str, str]:
    return str(day), str(day)


def both(text: str) -> tuple[str, str]:
    return text, text


def later(one: tuple[str, str], other: tuple[str, str]) -> tuple[str, str]:
    return f"max({one[0]}, {other[0]})", f"max({one[1]}, {other[1]})"


CHECKS: Final = (
    Check("opinion", 5, both("opinion_due"), event("opinion"), owed=both("co_handled")),
    Check("plan", 3, on(PLAN_DAY), event("plan"), owed=both(f"assigned < {PLAN_DAY}")),
    Check("reply", 10, on(CLOSE), event("issued"), owed=both(f"assigned < {CLOSE}")),
    Check("review", 4, event("signed"), event("reviewed"), lag=0),
    Check("signature", 6, event("issued"), event("signed"), counts=("post_certain", "post_possible"), lag=0),
    Check("filing", 2, later(on(CLOSE), event("issued")), later(event("filed_a"), event("filed_b"))),
    Check("talk", 3, event("handling"), event("talked"), lag=0),
    Check("carry_over", 4, on(CLOSE), event("refined"), owed=("carried_certain", "carried_possible")),
    Check("promise", 5, event("promised_for"), event("kept"), owed=both("promised")),
    Check("own_answer", 8, ("own_answer_lo - 1", "own_answer_hi - 1"), on(YEAR_END), owed=both("co_handled")),
)
EVENTS: Final = tuple(
    "opinion plan issued reviewed signed filed_a filed_b handling talked refined kept own_answer ended".split()
)
FLAGS: Final = ("co_handled", "promised", "post_certain", "post_possible", "carried_certain", "carried_possible")
DAYS: Final = (
    "assigned",
    "opinion_due",
    *(x for name in (*EVENTS, "promised_for") for x in event(name)),
)
POINTS: Final = tuple(check.points for check in CHECKS)


class Steps(NamedTuple):
    """A check's conditions; the verdict is the first of `cascade` that holds."""

    owed_certain: str
    owed_possible: str
    stopped: str
    met: str
    met_first: str
    maybe_met: str
    maybe_stopped: str
    closing: str
    closed: str


def steps(check: Check, as_of: int) -> Steps:
    """Return a check's conditions as of a day.

    An event is certain only where its latest day is not after `as_of`: that is all that cutting comes to (CHECKS.md).
    """
    (due_lo, due_hi), (done_lo, done_hi) = check.due, check.done
    met = [check.counts[0], f"{done_hi} <= {due_lo}", f"{done_hi} <= {as_of}"]
    maybe_met = [check.counts[1], f"{done_lo} <= {due_hi}"]
    return Steps(
        *check.owed,
        stopped=f"ended_hi <= {due_lo} and ended_hi <= {as_of}",
        met=" and ".join(x for x in met if x != "true"),
        met_first=f"{done_hi} <= ended_lo",
        maybe_met=" and ".join(x for x in maybe_met if x != "true"),
        maybe_stopped=f"ended_lo <= {due_hi}",
        closing=f"{due_lo} <= {as_of - check.lag}",
        closed=f"{due_hi} <= {as_of - check.lag}",
    )


def cascade(found: Steps) -> tuple[tuple[str, str], ...]:
    """Return (condition, verdict) in the order in which they decide; undetermined is what remains."""
    unlisted = []
    if found.owed_certain != found.owed_possible:
        unlisted = [
            (f"not ({found.owed_certain}) and {over}", "not_applicable")
            for over in (found.met, f"not ({found.closing})")
        ]
    return (
        (f"not ({found.owed_possible})", "not_applicable"),
        (f"{found.stopped} and not ({found.met} and {found.met_first})", "not_applicable"),
        *unlisted,
        (found.met, "met"),
        (f"not ({found.closing})", "pending"),
        (
            f"{found.owed_certain} and {found.closed} and not ({found.maybe_met}) and not ({found.maybe_stopped})",
            "broken",
        ),
    )


_NAME = re.compile(r"\b(?!and\b|not\b|max\b|true\b)[a-z][a-z_]*\b")
_MAX = re.compile(r"max\(([^,()]+), ([^,()]+)\)")


def written(
    text: str, *, name: str = "{}", most: Callable[[str, str], str], words: dict[str, str] | None = None
) -> str:
    """Return a condition in a peer's own spelling: of names, of the larger of two, of the words `and`, `not`."""
    text = _NAME.sub(lambda found: name.format(found[0]), text)
    text = _MAX.sub(lambda found: most(found[1], found[2]), text)
    for word, spelled in (words or {}).items():
        text = re.sub(rf"\b{word}\b ?", f"{spelled} " if word == "and" else spelled, text)
    return text
