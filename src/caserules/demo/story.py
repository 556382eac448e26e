"""The year as a whole: the county is founded, special parts are played, turns are dealt, papers are filed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from caserules.demo.county import OFFICE, County, found
from caserules.demo.days import ASSIGNED, CLOSING, record
from caserules.demo.desks import desks, file_papers
from caserules.demo.lives import Track
from caserules.demo.papers import attest, carried_list, carry_over, remind
from caserules.demo.planted import Planted, deal
from caserules.demo.records import document
from caserules.demo.specials import play, take_note
from caserules.demo.turns import (
    AFTERWARDS,
    CLOSINGS,
    LEADER_SIGNINGS,
    OPINIONS,
    OUTCOMES,
    PROGRESS,
    PROMISES,
    SIGNINGS,
    TALKS,
)
from caserules.models import Register

__all__ = ["Demo", "build_demo", "build_register"]

VISITS: Final = 8
"""How many visits serve two cases."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The invented register, and what was planted in it."""

    register: Register
    planted: tuple[Planted, ...]


def build_register(seed: int = 2023) -> Register:
    """Return the invented register: 400 cases of the year and those carried over, complete through 2023-09-01.

    Args:
        seed: the same seed gives the same register, on any machine.

    Example:
        >>> register = build_register()
        >>> len(register.cases), register.complete()
        (414, datetime.date(2023, 9, 1))
    """
    return build_demo(seed).register


def build_demo(seed: int = 2023) -> Demo:
    """Return the invented register with what was planted in it.

    Args:
        seed: the same seed gives the same register, on any machine.

    Example:
        >>> demo = build_demo()
        >>> any(planted.verdict == "broken" for planted in demo.planted)
        True
    """
    county = found(seed)
    play(county)
    _deal(county)
    _extend(county)
    _visit(county)
    take_note(county)
    own = desks(county)
    file_papers(county, own)
    carry_over(county)
    grounds = attest(county, own)
    remind(county)
    carried = carried_list(county)
    text = json.dumps(document(county, own, grounds, carried), ensure_ascii=False)
    register = Register.model_validate_json(text, by_alias=True, by_name=False)
    return Demo(register, tuple(sorted(county.planted)))


def _deal(county: County) -> None:
    """Deal all decks; the closings first, since no other turn fits a case without a reply."""
    tracks = list(county.tracks)
    for deck in (CLOSINGS, SIGNINGS, LEADER_SIGNINGS, TALKS, PROGRESS, AFTERWARDS, OUTCOMES, PROMISES):
        county.planted += deal(county.dice, deck, tracks, county.lots)
    county.planted += deal(county.dice, OPINIONS, county.opinions, county.lots)


def _extend(county: County) -> None:
    """Let the office agree to a later day for some promises, on the day they are made."""
    for track in county.tracks:
        if track.promise and track.promise.extended_to:
            county.adjust(
                "extension",
                record(case=track.case, unit=track.unit, commitment="promise-1"),
                asked=track.promise.made,
                decided=record(by=OFFICE, on=track.promise.made, outcome="accepted"),
                planned_end=track.promise.extended_to,
                ground="与代表委员商定",
            )


def _visit(county: County) -> None:
    """Let some visits before handling serve two cases of one unit."""
    touched = {planted.case for planted in county.planted if planted.rule == "CONTACT-01"}
    by_unit: dict[str, list[Track]] = {}
    for track in county.tracks:
        if track.case not in touched and not track.special and track.role == "single" and _spoken(track):
            by_unit.setdefault(track.unit, []).append(track)
    pairs = [tracks[:2] for tracks in by_unit.values() if len(tracks) > 1]
    for one, other in county.dice.sample(pairs, min(VISITS, len(pairs))):
        assert one.talk  # noqa: S101
        assert other.talk  # noqa: S101
        one.talk.on = min(str(one.talk.on), str(other.talk.on))
        one.talk.shared_with, other.talk = other.case, None


def _spoken(track: Track) -> bool:
    early = track.assigned == ASSIGNED and not track.home.to and track.issued <= CLOSING
    return early and track.talk is not None and track.talk.post == "leader_in_charge"
