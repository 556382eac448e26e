"""Turns of the three contacts: the talk before handling, the telling of progress, the talk about the result."""

from __future__ import annotations

from typing import Final

from caserules.demo.days import END, working_days
from caserules.demo.lives import Talk, Track
from caserules.demo.planted import Turn, broken, met, pending, undetermined

__all__ = ["AFTERWARDS", "PROGRESS", "TALKS"]

YEAR: Final = working_days()


def _replied(track: Track) -> bool:
    """The reply issued on a day that is told, after steps whose days are told, by a unit that stays."""
    told = all(stamp.on is not None for stamp in track.steps.values())
    return track.replied and track.issued_shown == "" and told and not track.home.to


def _early(track: Track) -> bool:
    """The reply issued early enough for something to follow it."""
    return _replied(track) and YEAR.room(track.issued, END) >= 8


def _drafted(track: Track) -> bool:
    return _early(track) and "draft" in track.steps


def _own_leader(track: Track) -> bool:
    """Somebody else than the principal is leader in charge."""
    day = "2023-05-04"
    staff = track.home.staff
    return _early(track) and staff.holder("principal", day) not in staff.holders("leader_in_charge", day)


def _no_talk(track: Track) -> None:
    track.talk = None


def _by_telephone(track: Track) -> None:
    assert track.talk  # noqa: S101
    track.talk.form = "telephone"


def _by_handler(track: Track) -> None:
    assert track.talk  # noqa: S101
    track.talk.post = "handler"


def _after_reply(track: Track) -> None:
    assert track.talk  # noqa: S101
    track.talk = Talk("leader_in_charge", track.talk.form, YEAR.shift(track.issued, track.dice.randint(1, 6)))


def _while_drafting(track: Track) -> None:
    assert track.talk  # noqa: S101
    draft = str(track.steps["draft"].on)
    track.talk = Talk("leader_in_charge", track.talk.form, YEAR.shift(draft, 1))


def _day_not_told(track: Track) -> None:
    assert track.talk  # noqa: S101
    track.talk.on = None


def _by_principal(track: Track) -> None:
    assert track.talk  # noqa: S101
    track.talk.post = "principal"


TALKS: Final[tuple[Turn[Track], ...]] = (
    Turn("talk_by_handler", 14, _by_handler, broken("CONTACT-01"), _own_leader),
    Turn("talk_after_reply", 16, _after_reply, broken("CONTACT-01", how="late"), _early),
    Turn("talk_while_drafting", 8, _while_drafting, undetermined("CONTACT-01"), _drafted),
    Turn("talk_by_telephone", 24, _by_telephone, broken("CONTACT-01"), _early),
    Turn("no_talk", 32, _no_talk, broken("CONTACT-01"), _replied),
    Turn("talk_day_not_told", 4, _day_not_told, undetermined("CONTACT-01"), _replied),
    Turn("talk_by_principal", 12, _by_principal, met("CONTACT-01"), _replied),
)


def _not_told(track: Track) -> None:
    track.told = None


def _told_after_reply(track: Track) -> None:
    track.told = Talk("handler", "telephone", YEAR.shift(track.issued, track.dice.randint(1, 6)))


def _telling_day_not_told(track: Track) -> None:
    assert track.told  # noqa: S101
    track.told.on = None


def _told_by_leader(track: Track) -> None:
    assert track.told  # noqa: S101
    track.told.post = "leader_in_charge"


def _stages_not_told(track: Track) -> None:
    """The register tells who spoke with whom and when, but not at which stage."""
    track.stages_told = False


def _spoken_well(track: Track) -> bool:
    talk = track.talk
    if not _drafted(track) or talk is None or talk.on is None or talk.post != "leader_in_charge":
        return False
    first = min(str(stamp.on) for stamp in track.steps.values())
    return talk.form in ("face_to_face", "meeting") and talk.on < first


PROGRESS: Final[tuple[Turn[Track], ...]] = (
    Turn("stages_not_told", 9, _stages_not_told, met("CONTACT-01") + met("CONTACT-02"), _spoken_well),
    Turn("progress_told_after_reply", 16, _told_after_reply, broken("CONTACT-02", how="late"), _early),
    Turn("progress_not_told", 38, _not_told, broken("CONTACT-02"), _replied),
    Turn("telling_day_not_told", 3, _telling_day_not_told, undetermined("CONTACT-02"), _replied),
    Turn("progress_told_by_leader", 10, _told_by_leader, met("CONTACT-02"), _replied),
)


def _by_telephone_after(track: Track) -> None:
    assert track.discussed  # noqa: S101
    track.discussed.form = "telephone"


AFTERWARDS: Final[tuple[Turn[Track], ...]] = (
    Turn(
        "result_by_telephone",
        8,
        _by_telephone_after,
        pending("CONTACT-03"),
        lambda track: track.discussed is not None and _early(track),
    ),
)
