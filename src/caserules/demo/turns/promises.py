"""Turns of promises: each makes one, and says what becomes of its being dated, kept and closed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from caserules.demo.days import END, When, working_days
from caserules.demo.lives import Promise, Track
from caserules.demo.planted import Expect, Turn, broken, met, pending, undetermined

__all__ = ["PROMISES"]

YEAR: Final = working_days()
LATER: Final = ("2023-10-31", "2023-11-30", "2023-12-31", "2024-06-30", "2024-12-31")


def _open(track: Track) -> None:
    track.promise = Promise(track.issued, track.dice.choice(LATER))


def _told(promised_for: When = LATER[2], steps: int | None = 2) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        track.promise = Promise(track.issued, promised_for, steps)

    return change


def _due(track: Track, done_after: int | None) -> Promise:
    """Make a promise for ten working days after the reply; done so many working days after that day, if at all."""
    due = YEAR.shift(track.issued, 10)
    promise = Promise(track.issued, due)
    if done_after is not None:
        promise.done = promise.attested = YEAR.shift(due, done_after)
    track.promise = promise
    return promise


def _kept(track: Track) -> None:
    promise = _due(track, -track.dice.randint(0, 6))
    promise.closed_out = YEAR.shift(str(promise.done), 1)


def _kept_and_open(track: Track) -> None:
    _due(track, -1)


def _kept_late(track: Track) -> None:
    promise = _due(track, track.dice.randint(1, 3))
    promise.closed_out = YEAR.shift(str(promise.done), 1)


def _not_kept(track: Track) -> None:
    _due(track, None)


def _closed_out_before_done(track: Track) -> None:
    promise = _due(track, 0)
    promise.closed_out = YEAR.shift(str(promise.done), -4)


def _closed_out_undone(track: Track) -> None:
    promise = Promise(track.issued, LATER[2])
    promise.closed_out = YEAR.shift(track.issued, 5)
    track.promise = promise


def _without_evidence(track: Track) -> None:
    promise = _due(track, -2)
    promise.attested = None


def _extended(track: Track) -> None:
    promise = _due(track, None)
    promise.extended_to = LATER[1]


def _kept_day_not_told(track: Track) -> None:
    promise = _due(track, None)
    promise.done = None


def _promising(track: Track) -> bool:
    solvable = track.meaning in ("solvable_now", "to_be_planned")
    told = track.replied and track.issued_shown == "" and track.issued < END
    return told and solvable and track.role != "separate" and not track.home.to


def _early(track: Track) -> bool:
    return _promising(track) and YEAR.room(track.issued, END) >= 18


def _all(kept: str, closed: str, how: str = "") -> tuple[Expect, ...]:
    return (
        *met("PROMISE-01", "dated"),
        Expect("PROMISE-02", kept, "kept", how if kept == "broken" else ""),
        Expect("CLOSE-01", closed, "closed_out", how if closed == "broken" else ""),
    )


PROMISES: Final[tuple[Turn[Track], ...]] = (
    Turn("kept_late", 4, _kept_late, _all("broken", "met", "late"), _early),
    Turn("not_kept", 5, _not_kept, _all("broken", "pending", "missing"), _early),
    Turn("closed_out_before_done", 3, _closed_out_before_done, _all("met", "broken", "late"), _early),
    Turn("closed_out_undone", 2, _closed_out_undone, _all("pending", "broken", "missing"), _early),
    Turn("kept_without_evidence", 2, _without_evidence, undetermined("PROMISE-02", "kept"), _early),
    Turn("kept_day_not_told", 1, _kept_day_not_told, undetermined("PROMISE-02", "kept"), _early),
    Turn("promise_extended", 2, _extended, _all("pending", "pending"), _early),
    Turn("kept", 14, _kept, _all("met", "met"), _early),
    Turn("kept_and_open", 6, _kept_and_open, _all("met", "met"), _early),
    Turn(
        "promised_without_a_day",
        5,
        _told("none"),
        broken("PROMISE-01", "dated") + pending("PROMISE-02", "kept"),
        _promising,
    ),
    Turn(
        "promise_day_not_told",
        2,
        _told(None),
        undetermined("PROMISE-01", "dated") + undetermined("PROMISE-02", "kept"),
        _promising,
    ),
    Turn("promised_without_steps", 4, _told(steps=0), broken("PROMISE-01", "dated", how="insufficient"), _promising),
    Turn("steps_not_told", 2, _told(steps=None), undetermined("PROMISE-01", "dated"), _promising),
    Turn("promise_open", 22, _open, _all("pending", "pending"), _promising),
)
