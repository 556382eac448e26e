"""Turns of a co-handling unit's opinion: around its day, not recorded, sent back, or an answer of its own."""

from __future__ import annotations

from typing import Final

from caserules.demo.days import ASSIGNED, working_days
from caserules.demo.lives import Opinion, Round
from caserules.demo.planted import Turn, broken, met, pending, undetermined

__all__ = ["OPINIONS"]

YEAR: Final = working_days()


def _on_the_day(opinion: Opinion) -> None:
    opinion.delivered = opinion.due


def _late(opinion: Opinion) -> None:
    opinion.delivered = YEAR.shift(opinion.due, opinion.dice.choice((1, 1, 2, 3, 4, 5, 8, 12)))


def _missing(opinion: Opinion) -> None:
    opinion.delivered = "not_yet"


def _day_not_told(opinion: Opinion) -> None:
    opinion.delivered = None


def _done_by(days: int, opinion: Opinion) -> None:
    """Delivered on a day that nobody wrote down, recorded some working days after the due day (before, if negative)."""
    opinion.delivered, opinion.recorded_on = "done", YEAR.shift(opinion.due, days)


def _answered_alone(opinion: Opinion) -> None:
    opinion.own_answer = YEAR.shift(str(opinion.delivered), opinion.dice.randint(2, 20))


def _sent_back(opinion: Opinion) -> None:
    asked = YEAR.shift(str(opinion.delivered), opinion.dice.randint(2, 5))
    opinion.again = Round(asked, YEAR.shift(asked, opinion.dice.randint(2, 8)))


def _late_and_sent_back(opinion: Opinion) -> None:
    _late(opinion)
    _sent_back(opinion)


def _sent_back_open(opinion: Opinion) -> None:
    asked = YEAR.shift(str(opinion.delivered), opinion.dice.randint(2, 5))
    opinion.again = Round(asked, "not_yet")


def _sent_back_contested(opinion: Opinion) -> None:
    _sent_back_open(opinion)
    assert opinion.again  # noqa: S101
    opinion.again.contested = YEAR.shift(opinion.again.asked, 3)


def _joined_later(opinion: Opinion) -> None:
    """Added a fortnight after the lead unit: its own day counts, and is later than the lead unit's would be."""
    opinion.assigned = "2023-04-24"
    opinion.due = YEAR.shift(opinion.assigned, 30)
    opinion.delivered = YEAR.shift(opinion.due, -opinion.dice.randint(0, 8))


def _joined_in_august(opinion: Opinion) -> None:
    opinion.assigned, opinion.delivered = "2023-08-14", "not_yet"


def _assignment_not_told(opinion: Opinion) -> None:
    opinion.assigned = None
    opinion.delivered = YEAR.shift(opinion.due, 3)


def _first_batch(opinion: Opinion) -> bool:
    return opinion.assigned == ASSIGNED


OPINIONS: Final[tuple[Turn[Opinion], ...]] = (
    Turn("joined_later", 7, _joined_later, met("COHAND-01"), _first_batch),
    Turn("joined_in_august", 2, _joined_in_august, pending("COHAND-01"), _first_batch),
    Turn("assignment_not_told", 1, _assignment_not_told, undetermined("COHAND-01"), _first_batch),
    Turn("opinion_day_not_told", 4, _day_not_told, undetermined("COHAND-01")),
    Turn("opinion_recorded_late", 3, lambda x: _done_by(6, x), undetermined("COHAND-01")),
    Turn("opinion_recorded_in_time", 3, lambda x: _done_by(-2, x), met("COHAND-01")),
    Turn("answered_alone", 4, _answered_alone, met("COHAND-01") + broken("COHAND-03", how="forbidden")),
    Turn("opinion_sent_back", 6, _sent_back, met("COHAND-01") + met("COHAND-02", "1")),
    Turn("late_opinion_sent_back", 2, _late_and_sent_back, broken("COHAND-01", how="late") + met("COHAND-02", "1")),
    Turn("opinion_sent_back_open", 3, _sent_back_open, met("COHAND-01") + pending("COHAND-02", "1")),
    Turn("sending_back_contested", 1, _sent_back_contested, met("COHAND-01")),
    Turn("opinion_late", 22, _late, broken("COHAND-01", how="late")),
    Turn("opinion_missing", 14, _missing, broken("COHAND-01")),
    Turn("opinion_on_the_day", 18, _on_the_day, met("COHAND-01")),
)
