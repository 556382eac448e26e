"""Turns of the reply: its issue, the chain of steps before it, and what was made of the matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from caserules.demo.days import CLOSING, END, working_days
from caserules.demo.lives import Track
from caserules.demo.planted import Turn, broken, met, undetermined

__all__ = ["CLOSINGS", "LEADER_SIGNINGS", "OUTCOMES", "SIGNINGS"]

YEAR: Final = working_days()


# ------------------------------------------------------------------------------------------------------------ closing


def _drafted_only(track: Track) -> None:
    track.schedule(YEAR.shift(CLOSING, -3))
    steps = {step: track.steps[step] for step in ("draft", "recheck")}
    track.silence()
    track.steps = steps


def _month_only(track: Track) -> None:
    """The reply's day is told as a month, after all that precedes it and before all that follows."""
    track.schedule("2023-08-01")
    for stamp, day in zip(track.steps.values(), ("2023-07-20", "2023-07-21", "2023-07-24", "2023-07-26"), strict=True):
        stamp.on = day
    track.issued_shown, track.sent, track.reached, track.returned = "2023-08", CLOSING, "not_yet", "not_yet"
    track.decided = track.plan_entry = "2023-07-26"
    track.implemented = "not_yet"
    track.discussed = None


def _day_not_told(track: Track) -> None:
    track.issued_shown = None


def _delivered_late(track: Track) -> None:
    """Issued and sent on the last day, delivered on the next: closed in time, and flagged."""
    track.schedule(CLOSING)
    track.sent, track.reached, track.returned = CLOSING, END, "not_yet"


def _plain(track: Track) -> bool:
    return not track.signers and not track.home.to and track.role != "separate"


CLOSINGS: Final[tuple[Turn[Track], ...]] = (
    Turn("reply_in_august", 2, _month_only, met("REPLY-01"), lambda t: _plain(t) and t.meaning == "solvable_now"),
    Turn(
        "reply_day_not_told",
        1,
        _day_not_told,
        undetermined("REPLY-01")
        + undetermined("SIGN-01", "draft", "recheck")
        + undetermined("SIGN-02", "review", "sign_off")
        + undetermined("CONTACT-02"),
        lambda t: _plain(t) and t.meaning == "solvable_now" and t.issued < "2023-08-01",
    ),
    Turn("reply_missing", 17, Track.silence, broken("REPLY-01"), _plain),
    Turn("reply_drafted_only", 6, _drafted_only, broken("REPLY-01"), _plain),
    Turn("reply_late", 14, lambda t: t.schedule(END), broken("REPLY-01", how="late"), _plain),
    Turn("reply_delivered_late", 3, _delivered_late, met("REPLY-01"), _plain),
    Turn("reply_on_the_day", 8, lambda t: t.schedule(CLOSING), met("REPLY-01"), _plain),
)


# ------------------------------------------------------------------------------------------------------------ signing


def _without(step: str) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        del track.steps[step]

    return change


def _after_issue(step: str) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        track.steps[step].on = YEAR.shift(track.issued, track.dice.randint(1, 5))

    return change


def _by(step: str, post: str) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        track.steps[step].post = post

    return change


def _before(step: str, later: str) -> Callable[[Track], None]:
    """Put a step on the working day before one that it must follow."""

    def change(track: Track) -> None:
        track.steps[step].on = YEAR.shift(str(track.steps[later].on), -1)

    return change


def _review_after_signature(track: Track) -> None:
    sign = track.steps["sign_off"]
    track.steps["review"].on, sign.on = sign.on, YEAR.shift(str(sign.on), -1)


def _one_day(track: Track) -> None:
    """Reviewed, then signed, on one day; the order is told."""
    review, sign = track.steps["review"], track.steps["sign_off"]
    review.on, review.seq, sign.seq = sign.on, 1, 2


def _one_day_no_order(track: Track) -> None:
    track.steps["review"].on = track.steps["sign_off"].on


def _one_day_wrong_order(track: Track) -> None:
    _one_day(track)
    track.steps["review"].seq, track.steps["sign_off"].seq = 2, 1


def _person_not_told(step: str) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        track.steps[step].person_told = False

    return change


def _step_day_not_told(step: str) -> Callable[[Track], None]:
    def change(track: Track) -> None:
        track.steps[step].on = None

    return change


def _settled(track: Track) -> bool:
    return track.replied and track.issued_shown == "" and not track.signers and not track.home.to


def _early(track: Track) -> bool:
    return _settled(track) and YEAR.room(track.issued, END) >= 7


def _two_people(track: Track) -> bool:
    """Principal and leader in charge are two, before and after any change of principal."""
    staff = track.home.staff
    principals = {x.person for x in staff.holdings if x.post == "principal"}
    return _settled(track) and principals.isdisjoint(staff.holders("leader_in_charge", track.issued))


SIGNINGS: Final[tuple[Turn[Track], ...]] = (
    Turn(
        "signed_by_another",
        5,
        _by("sign_off", "leader_in_charge"),
        broken("SIGN-02", "sign_off", how="insufficient"),
        _two_people,
    ),
    Turn(
        "reviewed_by_principal",
        4,
        _by("review", "principal"),
        broken("SIGN-02", "review", how="insufficient"),
        _two_people,
    ),
    Turn("signed_after_issue", 4, _after_issue("sign_off"), broken("SIGN-02", "sign_off", how="late"), _early),
    Turn("recheck_after_issue", 3, _after_issue("recheck"), broken("SIGN-01", "recheck", how="late"), _early),
    Turn("no_draft", 2, _without("draft"), broken("SIGN-01", "draft"), _settled),
    Turn(
        "recheck_before_draft", 3, _before("recheck", "draft"), broken("SIGN-01", "draft", how="out_of_order"), _settled
    ),
    Turn("no_recheck", 8, _without("recheck"), broken("SIGN-01", "recheck"), _settled),
    Turn("no_review", 6, _without("review"), broken("SIGN-02", "review"), _settled),
    Turn("no_signature", 6, _without("sign_off"), broken("SIGN-02", "sign_off"), _settled),
    Turn(
        "review_after_signature", 4, _review_after_signature, broken("SIGN-02", "review", how="out_of_order"), _settled
    ),
    Turn("signed_before_reviewed", 2, _one_day_wrong_order, broken("SIGN-02", "review", how="out_of_order"), _settled),
    Turn("signed_the_same_day", 6, _one_day, met("SIGN-02", "review", "sign_off"), _settled),
    Turn("signed_the_same_day_no_order", 6, _one_day_no_order, met("SIGN-02", "review", "sign_off"), _settled),
    Turn("reviewer_not_told", 4, _person_not_told("review"), undetermined("SIGN-02", "review"), _two_people),
    Turn(
        "recheck_day_not_told",
        3,
        _step_day_not_told("recheck"),
        undetermined("SIGN-01", "draft", "recheck") + undetermined("CONTACT-01"),  # it may have come before the draft
        _settled,
    ),
)


def _signed_by_another_leader(track: Track) -> None:
    track.steps["leader_sign_off"].person = "congress-1"


def _supervised(track: Track) -> bool:
    return bool(track.signers) and track.replied and YEAR.room(track.issued, END) >= 7


LEADER_SIGNINGS: Final[tuple[Turn[Track], ...]] = (
    Turn("leader_did_not_sign", 2, _without("leader_sign_off"), broken("SIGN-03", "leader_sign_off"), _supervised),
    Turn(
        "leader_signed_after_issue",
        1,
        _after_issue("leader_sign_off"),
        broken("SIGN-03", "leader_sign_off", how="late"),
        _supervised,
    ),
    Turn(
        "another_leader_signed",
        1,
        _signed_by_another_leader,
        broken("SIGN-03", "leader_sign_off", how="insufficient"),
        _supervised,
    ),
    Turn(
        "leader_signed_first",
        1,
        _before("leader_sign_off", "sign_off"),
        broken("SIGN-02", "sign_off", how="out_of_order"),
        _supervised,
    ),
)


# ------------------------------------------------------------------------------------------------------------ outcome


def _planned_late(track: Track) -> None:
    track.plan_entry = YEAR.shift(track.issued, track.dice.randint(1, 6))


def _never_planned(track: Track) -> None:
    track.plan_entry = "not_yet"


def _plan_day_not_told(track: Track) -> None:
    track.plan_entry = None


def _classed_later(track: Track) -> None:
    track.decided = track.plan_entry = YEAR.shift(track.issued, track.dice.randint(2, 5))


def _to_be_planned(track: Track) -> bool:
    return _settled(track) and track.meaning == "to_be_planned" and track.role != "separate"


def _no_category(track: Track) -> None:
    track.meaning = ""


OUTCOMES: Final[tuple[Turn[Track], ...]] = (
    Turn(
        "plan_entry_late",
        8,
        _planned_late,
        broken("OUTCOME-02", how="late"),
        lambda t: _to_be_planned(t) and YEAR.room(t.issued, END) >= 7,
    ),
    Turn(
        "classed_after_reply",
        3,
        _classed_later,
        met("OUTCOME-02"),
        lambda t: _to_be_planned(t) and YEAR.room(t.issued, END) >= 7,
    ),
    Turn("never_planned", 8, _never_planned, broken("OUTCOME-02"), _to_be_planned),
    Turn("plan_day_not_told", 2, _plan_day_not_told, undetermined("OUTCOME-02"), _to_be_planned),
    Turn(
        "no_category",
        5,
        _no_category,
        undetermined("OUTCOME-02"),
        lambda t: _settled(t) and t.issued < END and t.meaning == "not_possible",
    ),
)
