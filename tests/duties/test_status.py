"""Law 1: the verdict is what all fillings of the unknowns share. And the table of verdicts with everything known."""

from __future__ import annotations

import itertools
import random

import pytest

from caserules.duties import Verdict, status
from caserules.expr import EVER, NEVER, Pair, Span

AXIS = (EVER, 1, 2, 3, 4, 5, NEVER)
NOT_BEFORE = (EVER, EVER)
STATED_NEVER = (NEVER, NEVER)
TRUTHS: tuple[Pair, ...] = ((True, True), (False, False), (False, True))


def days_in(span: Span) -> list[int]:
    return [day for day in AXIS if span[0] <= day <= span[1]]


def truths_in(pair: Pair) -> list[bool]:
    return [True, False] if pair == (False, True) else [pair[0]]


def eve(day: int) -> int:
    return day if day in (EVER, NEVER) else day - 1


def after(day: int) -> int:
    return day if day in (EVER, NEVER) else day + 1


def happened_by(day: int, limit: int) -> bool:
    return day != NEVER and day <= limit


def enumerated(
    applies: Pair, since: Span, due: Span, done: Span, counts: Pair, ended: Span, closes: Span | str, as_of: int
) -> Verdict:
    """Fill every unknown in every possible way and read the verdict off the table of the design."""
    broken: set[bool] = set()
    owed_ever = False
    always_stopped, always_met_before_end, always_excused = True, True, True
    for a, s, d, x, c, n in itertools.product(
        truths_in(applies), days_in(since), days_in(due), days_in(done), truths_in(counts), days_in(ended)
    ):
        if isinstance(closes, str):
            closings = [d if closes == "event" else after(d)]
        else:
            closings = days_in(closes)
        owed = a and happened_by(s, eve(d))
        met = c and happened_by(x, d)
        stopped = happened_by(n, d)
        owed_ever |= owed
        excused = not owed or stopped or met
        if owed or not a:
            always_stopped &= stopped
            always_met_before_end &= met and happened_by(x, n)
        else:
            always_stopped &= stopped
            always_met_before_end &= met and happened_by(x, n)
        always_excused &= excused
        for close in closings:
            broken.add(not excused and happened_by(close, as_of))
    if broken == {True}:
        return Verdict.BROKEN
    if True in broken:
        return Verdict.UNDETERMINED
    if not owed_ever or (always_stopped and not always_met_before_end):
        return Verdict.NOT_APPLICABLE
    return Verdict.MET if always_excused else Verdict.PENDING


SPANS = [(a, b) for a in AXIS for b in AXIS if a <= b]


def random_span(rng: random.Random) -> Span:
    kind = rng.random()
    if kind < 0.25:
        return EVER, NEVER
    if kind < 0.6:
        day = rng.choice(AXIS)
        return day, day
    return rng.choice(SPANS)


def tied(closes: Span | str, due: Span) -> Span:
    if closes == "event":
        return due
    if closes == "day":
        return after(due[0]), after(due[1])
    assert not isinstance(closes, str)
    return closes


def lag(closes: Span | str) -> int | None:
    return {"event": 0, "day": 1}.get(closes) if isinstance(closes, str) else None


def random_duty(rng: random.Random, *, with_since: bool) -> tuple[object, ...]:
    shape = rng.random()
    closes: Span | str = "day" if shape < 0.4 else "event" if shape < 0.8 else random_span(rng)
    return (
        rng.choice(TRUTHS),
        random_span(rng) if with_since else NOT_BEFORE,
        random_span(rng),
        random_span(rng),
        rng.choice(TRUTHS),
        random_span(rng),
        closes,
        rng.choice((1, 2, 3, 4)),
    )


@pytest.mark.parametrize("seed", range(4))
def test_verdict_is_what_all_fillings_share(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(2_500):
        duty = random_duty(rng, with_since=False)
        applies, since, due, done, counts, ended, closes, as_of = duty
        got = status(applies, since, due, done, counts, ended, tied(closes, due), as_of, lag(closes))  # type: ignore[arg-type]
        assert got == enumerated(*duty), duty  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(2))
def test_with_since_no_breach_is_wrong_or_missed(seed: int) -> None:
    rng = random.Random(1_000 + seed)
    for _ in range(2_500):
        duty = random_duty(rng, with_since=True)
        applies, since, due, done, counts, ended, closes, as_of = duty
        got = status(applies, since, due, done, counts, ended, tied(closes, due), as_of, lag(closes))  # type: ignore[arg-type]
        want = enumerated(*duty)  # type: ignore[arg-type]
        if got != want:
            assert {got, want} <= {Verdict.MET, Verdict.PENDING, Verdict.NOT_APPLICABLE}, (duty, got, want)


def test_every_shape_on_a_small_axis() -> None:
    """All spans over three days for due and done, all truths: nothing sampled."""
    axis = (EVER, 2, 4, NEVER)
    spans = [(a, b) for a in axis for b in axis if a <= b]
    for due, done, counts, ended in itertools.product(spans, spans, TRUTHS, spans):
        for closes in ("day", "event"):
            got = status((True, True), NOT_BEFORE, due, done, counts, ended, tied(closes, due), 3)
            assert got == enumerated((True, True), NOT_BEFORE, due, done, counts, ended, closes, 3), (
                due,
                done,
                counts,
                ended,
                closes,
            )


DUE = (3, 3)


@pytest.mark.parametrize(
    ("as_of", "done", "counts", "ended", "verdict"),
    [
        (2, (2, 2), True, STATED_NEVER, "met"),
        (3, (3, 3), True, STATED_NEVER, "met"),
        (4, (3, 3), True, STATED_NEVER, "met"),
        (3, (2, 2), False, STATED_NEVER, "pending"),
        (4, (2, 2), False, STATED_NEVER, "broken"),
        (4, (4, 4), True, STATED_NEVER, "broken"),
        (4, (4, 4), False, STATED_NEVER, "broken"),
        (3, (4, NEVER), True, STATED_NEVER, "pending"),
        (4, (5, NEVER), True, STATED_NEVER, "broken"),
        (3, (4, NEVER), True, (2, 2), "not_applicable"),
        (4, (5, NEVER), True, (3, 3), "not_applicable"),
        (5, (6, NEVER), True, (4, 4), "broken"),
        (5, (1, 1), True, (2, 2), "met"),
        (4, (EVER, NEVER), True, STATED_NEVER, "undetermined"),
        (3, (EVER, NEVER), True, STATED_NEVER, "pending"),
    ],
)
def test_everything_known(as_of: int, done: Span, counts: bool, ended: Span, verdict: str) -> None:
    got = status((True, True), NOT_BEFORE, DUE, done, (counts, counts), ended, (4, 4), as_of)
    assert got.value == verdict


def test_no_due_day_is_met_once_done_and_else_pending() -> None:
    never = (NEVER, NEVER)
    assert status((True, True), NOT_BEFORE, never, (5, NEVER), (True, True), never, never, 4) is Verdict.PENDING
    assert status((True, True), NOT_BEFORE, never, (2, 2), (True, True), never, never, 4) is Verdict.MET
