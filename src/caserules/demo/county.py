"""The invented county: its people, units and cases, lived well so far, and the marks that its leaders put on some cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Final

from caserules.demo.cases import Outline, outlines
from caserules.demo.days import ASSIGNED, record, working_days
from caserules.demo.lives import Life, Opinion, Track
from caserules.demo.people import BODY_NOT_TOLD, SUCCESSOR, Cast, Leader
from caserules.demo.planted import Planted
from caserules.demo.units import BOTH_POSTS, MERGED, MERGED_INTO, Unit, all_units

__all__ = ["OFFICE", "County", "found"]

YEAR: Final = working_days()
OFFICE: Final = "office-1"
"""Who decides and judges for the government office."""
SHARES: Final = {"solvable_now": 65, "to_be_planned": 25, "not_possible": 10}
BAD_UNITS: Final = 4
DEPUTIES, MEMBERS = 150, 110


@dataclass
class County:
    """All that is in the register, as it comes to be."""

    dice: Random
    cast: Cast
    units: dict[str, Unit]
    leaders: dict[str, Leader]
    lives: list[Life]
    adjustments: list[dict[str, object]] = field(default_factory=list)
    attestations: list[dict[str, object]] = field(default_factory=list)
    filings: list[dict[str, object]] = field(default_factory=list)
    reminders: list[dict[str, object]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    bad: frozenset[str] = frozenset()

    @property
    def tracks(self) -> Iterator[Track]:
        """All cases as their answering units live them."""
        return (track for life in self.lives for track in life.tracks)

    @property
    def opinions(self) -> Iterator[Opinion]:
        """All opinions asked for of units that the notice binds."""
        return (x for life in self.lives for x in life.opinions if x.co_unit.bound)

    def lots(self, unit: str) -> int:
        """Return how many lots a unit has when something is to go wrong: an ordinary one has 1."""
        return 12 if unit in self.bad else 1

    def attest(self, about: dict[str, object], judged: str, on: str, by: str = OFFICE) -> str:
        """Record who judged what, and return the attestation's id."""
        id = f"att-{len(self.attestations) + 1:04d}"
        self.attestations.append(record(id=id, about=about, judged=judged, by=by, on=on))
        return id

    def adjust(self, kind: str, about: dict[str, object], **fields: object) -> None:
        """Record an ending, an extension or a delegation."""
        id = f"adj-{len(self.adjustments) + 1:02d}"
        self.adjustments.append(record(id=id, kind=kind, about=about, **fields))

    def plant(self, rule: str, verdict: str, case: str, unit: str, turn: str, *parts: str, how: str = "") -> None:
        """Note a verdict that must be found."""
        self.planted += [Planted(rule, case, unit, part, verdict, how, turn) for part in parts or ("",)]


def found(seed: int) -> County:
    """Found the county: everybody in place, every case answered well."""
    dice = Random(seed)
    cast = Cast(dice)
    deputies, members = cast.proposers("d", DEPUTIES), cast.proposers("m", MEMBERS)
    leaders = {leader.id: leader for leader in cast.leaders()}
    cast.person(OFFICE)
    units = all_units(cast)
    county = County(dice, cast, units, leaders, [])
    meanings = _meanings(dice)
    merged = 0
    for outline in outlines(dice, deputies, members):
        merged += outline.lead == MERGED
        county.lives.append(_birth(county, outline, next(meanings), merged % 2))
    county.bad = _bad(county)
    _mark(county)
    for track in county.tracks:
        track.live()
    return county


def _meanings(dice: Random) -> Iterator[str]:
    while True:
        deck = [meaning for meaning, share in SHARES.items() for _ in range(share)]
        dice.shuffle(deck)
        yield from deck


def _birth(county: County, outline: Outline, meaning: str, parity: int) -> Life:
    dice = county.dice

    def track(unit: str, role: str) -> Track:
        line = parity if unit == MERGED else dice.randint(0, 1)
        heir = county.units[MERGED_INTO] if unit == MERGED else None
        means = "solvable_now" if role == "separate" else meaning
        return Track(outline, county.units[unit], role, outline.assigned, _own_dice(dice), means, line, heir)

    if outline.mode == "separate":
        return Life(outline, [track(unit, "separate") for unit in (outline.lead, *outline.co_units)])
    life = Life(outline, [track(outline.lead, "lead" if outline.co_units else "single")])
    life.opinions = [_opinion(outline, county.units[unit], _own_dice(dice)) for unit in outline.co_units]
    return life


def _own_dice(dice: Random) -> Random:
    """Give something dice of its own, so that what happens to it moves nothing else."""
    return Random(dice.getrandbits(64))


def _opinion(outline: Outline, unit: Unit, dice: Random) -> Opinion:
    due = YEAR.shift(outline.assigned, 30)
    opinion = Opinion(outline, unit, outline.assigned, due, dice)
    if unit.bound:
        opinion.delivered = YEAR.shift(due, -dice.randint(1, 18))
    return opinion


def _bad(county: County) -> frozenset[str]:
    """Choose some units with enough cases to do badly."""
    load: dict[str, int] = {}
    for track in county.tracks:
        load[track.unit] = load.get(track.unit, 0) + 1
    busy = [unit for unit, cases in load.items() if 6 <= cases <= 20 and unit not in (MERGED, MERGED_INTO)]
    return frozenset(county.dice.sample(busy, BAD_UNITS))


# -------------------------------------------------------------------------------------------------------------- marks


def _mark(county: County) -> None:
    """Mark key cases, those of economic and social weight or hot with the people, and those that leaders supervise."""
    plain = [life for life in county.lives if _may_be_marked(life)]
    chosen = iter(county.dice.sample(plain, 40))
    for is_, count in (("key", 8), ("major", 9), ("livelihood_hot", 11)):
        for life in (next(chosen) for _ in range(count)):
            life.designations.append(record(is_=is_, from_=_marked_on(county)))
    government = [[f"county_government-{i}"] for i in (1, 2, 3, 3, 4, 5)]
    handover = [["county_government-6", SUCCESSOR]]
    for ids in (*government, *handover, ["congress-1"], ["cppcc-1"], ["party_committee-1"], [BODY_NOT_TOLD]):
        _supervise(county, next(chosen), ids)


def _may_be_marked(life: Life) -> bool:
    outline = life.outline
    usual = outline.mode != "separate" and outline.assigned == ASSIGNED and not outline.carried
    return usual and outline.lead not in (MERGED, BOTH_POSTS)


def _marked_on(county: County) -> str:
    return YEAR.between(county.dice, "2023-04-12", "2023-05-12")


def _supervise(county: County, life: Life, ids: list[str]) -> None:
    """Put a case under a leader, or under one and then the successor."""
    day = _marked_on(county)
    life.designations.append(record(is_="key", from_=day))
    leaders = [county.leaders[id] for id in ids]
    for i, leader in enumerate(leaders):
        start = day if i == 0 else leader.from_
        life.designations.append(record(is_="supervised", leader=leader.id, from_=start, to=leader.to))
    track = life.tracks[0]
    if leaders[0].body == "county_government":
        track.signers = tuple(leaders)
    if leaders[0].body is None:
        track.special = "body_not_told"
        county.plant("SIGN-03", "undetermined", track.case, track.unit, "body_not_told", "leader_sign_off")
