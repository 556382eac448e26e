"""A unit's own papers: the work plan in April, replies and receipt forms filed in batches, the summary at the close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from caserules.demo.county import County
from caserules.demo.days import CLOSING, END, PLAN, When, record, working_days
from caserules.demo.lives import Track
from caserules.demo.planted import Turn, broken, deal, drawn, met, undetermined
from caserules.demo.units import MERGED, MERGED_INTO, Unit

__all__ = ["Desk", "desks", "file_papers"]

YEAR: Final = working_days()
RECIPIENTS: Final = ("government_office", "congress_committee", "cppcc_committee")
COMMITTEE: Final = {"suggestion": "congress_committee", "proposal": "cppcc_committee"}


@dataclass(eq=False, slots=True)
class Desk:
    """A unit's papers that are owed once, by recipient; and the days on which it files in batches."""

    home: Unit
    tracks: list[Track]
    roles_named: When
    batches: tuple[str, str]
    plan: dict[str, When] = field(default_factory=dict)
    summary: dict[str, When] = field(default_factory=dict)
    special: str = ""

    @property
    def case(self) -> str:
        """No case: these are a unit's own duties."""
        return ""

    @property
    def unit(self) -> str:
        """The unit's id."""
        return self.home.id

    @property
    def kinds(self) -> set[str]:
        """The kinds of case that the unit answers."""
        return {track.outline.kind for track in self.tracks}


def desks(county: County) -> list[Desk]:
    """Return the desks of all bound units that have a case, and deal them their turns."""
    found = [_desk(county, unit) for unit in county.units.values() if unit.bound]
    with_work = [desk for desk in found if desk.plan]
    county.planted += deal(county.dice, PLANS, with_work, county.lots)
    county.planted += deal(county.dice, SUMMARIES, with_work, county.lots)
    return found


def _desk(county: County, unit: Unit) -> Desk:
    dice = county.dice
    tracks = [track for track in county.tracks if track.unit == unit.id]
    helped = [opinion for opinion in county.opinions if opinion.unit == unit.id]
    named = YEAR.between(dice, "2023-04-11", PLAN) if tracks or helped or dice.random() < 0.5 else "not_yet"
    first, second = YEAR.between(dice, "2023-07-10", "2023-07-28"), YEAR.between(dice, "2023-08-21", "2023-08-30")
    desk = Desk(unit, tracks, named if dice.random() < 0.9 else "not_yet", (first, second))
    given = [track.assigned for track in tracks] + [opinion.assigned for opinion in helped]
    if any(day is not None and day < PLAN for day in given):
        day = YEAR.between(dice, "2023-04-13", "2023-04-19")
        desk.plan = dict.fromkeys(RECIPIENTS, day)
    taken_over = [track for track in county.tracks if track.heir is unit]
    answering = [x for x in (*tracks, *taken_over) if x.special not in ("withdrawn", "merged", "waived")]
    if answering and unit.id != MERGED:
        day = YEAR.between(dice, "2023-08-21", CLOSING)
        kinds = {track.outline.kind for track in answering}
        recipients = ("government_office", *(COMMITTEE[kind] for kind in sorted(kinds)))
        desk.summary = dict.fromkeys(recipients, day)
    return desk


# -------------------------------------------------------------------------------------------- the plan and the summary


def _plan(change: Callable[[Desk], dict[str, When]]) -> Callable[[Desk], None]:
    def apply(desk: Desk) -> None:
        desk.plan = desk.plan | change(desk)

    return apply


def _summary(change: Callable[[Desk], dict[str, When]]) -> Callable[[Desk], None]:
    def apply(desk: Desk) -> None:
        desk.summary = desk.summary | change(desk)

    return apply


def _all_at(day: When) -> Callable[[Desk], dict[str, When]]:
    return lambda _: dict.fromkeys(RECIPIENTS, day)


def _one_at(recipient: str, day: When) -> Callable[[Desk], dict[str, When]]:
    return lambda _: {recipient: day}


def _planning(desk: Desk) -> bool:
    return bool(desk.plan)


def _summing_up(desk: Desk) -> bool:
    return bool(desk.summary)


def _for_all(desk: Desk) -> bool:
    return len(desk.summary) == len(RECIPIENTS)


PLANS: Final[tuple[Turn[Desk], ...]] = (
    Turn("plan_late", 2, _plan(_all_at("2023-04-21")), broken("PLAN-01", *RECIPIENTS, how="late"), _planning),
    Turn("plan_very_late", 2, _plan(_all_at("2023-05-11")), broken("PLAN-01", *RECIPIENTS, how="late"), _planning),
    Turn("plan_missing", 2, _plan(_all_at("not_yet")), broken("PLAN-01", *RECIPIENTS), _planning),
    Turn(
        "plan_without_a_copy",
        4,
        _plan(_one_at("cppcc_committee", "not_yet")),
        broken("PLAN-01", "cppcc_committee"),
        _planning,
    ),
    Turn(
        "plan_copied_late",
        3,
        _plan(_one_at("congress_committee", "2023-04-26")),
        broken("PLAN-01", "congress_committee", how="late"),
        _planning,
    ),
    Turn("plan_day_not_told", 1, _plan(_all_at(None)), undetermined("PLAN-01", *RECIPIENTS), _planning),
    Turn("plan_on_the_day", 9, _plan(_all_at(PLAN)), met("PLAN-01", *RECIPIENTS), _planning),
)

SUMMARIES: Final[tuple[Turn[Desk], ...]] = (
    Turn("summary_missing", 2, _summary(_all_at("not_yet")), broken("FILE-03", *RECIPIENTS), _for_all),
    Turn("summary_late", 2, _summary(_all_at(END)), broken("FILE-03", *RECIPIENTS, how="late"), _for_all),
    Turn(
        "summary_not_to_the_office",
        3,
        _summary(_one_at("government_office", "not_yet")),
        broken("FILE-03", "government_office"),
        _summing_up,
    ),
    Turn(
        "summary_without_a_copy",
        3,
        _summary(_one_at("congress_committee", "not_yet")),
        broken("FILE-03", "congress_committee"),
        lambda desk: "congress_committee" in desk.summary,
    ),
    Turn("summary_day_not_told", 1, _summary(_all_at(None)), undetermined("FILE-03", *RECIPIENTS), _for_all),
    Turn("summary_on_the_day", 5, _summary(_all_at(CLOSING)), met("FILE-03", *RECIPIENTS), _for_all),
)


# ----------------------------------------------------------------------------------------------- replies and receipts

FILING_TURNS: Final = (
    ("reply", "office", "forgotten", 5),
    ("reply", "committee", "late", 5),
    ("receipt", "committee", "forgotten", 6),
    ("receipt", "office", "late", 4),
    ("reply", "committee", "day_not_told", 1),
)
"""Paper, to whom, what goes wrong with all the unit files in its second batch, and with how many units."""


def file_papers(county: County, found: list[Desk]) -> None:
    """File all papers of all units, plans and summaries first; plant what goes wrong with replies and receipts."""
    wrong = _deal_filing(county, found)
    for desk in found:
        for paper, days in (("work_plan", desk.plan), ("summary", desk.summary)):
            for recipient, day in days.items():
                if day != "not_yet":
                    county.filings.append(
                        record(paper=paper, unit=desk.unit, recipient=recipient, filed=day, arrived=day)
                    )
        _file(county, desk, "reply", wrong.get(desk.unit))
        _file(county, desk, "receipt", wrong.get(desk.unit))


def _deal_filing(county: County, found: list[Desk]) -> dict[str, tuple[str, str, str]]:
    spared = (MERGED, MERGED_INTO)
    fit = [desk for desk in found if 3 <= len(desk.tracks) <= 30 and desk.unit not in spared]
    dealt = [(paper, to, how) for paper, to, how, count in FILING_TURNS for _ in range(count)]
    return {desk.unit: turn for desk, turn in zip(drawn(county.dice, fit, county.lots), dealt, strict=False)}


def _file(county: County, desk: Desk, paper: str, wrong: tuple[str, str, str] | None) -> None:
    batches: dict[tuple[str, str], list[Track]] = {}
    for track in desk.tracks:
        day = _filed_on(desk, track.issued if paper == "reply" else track.returned)
        if day is not None:
            for recipient in ("government_office", COMMITTEE[track.outline.kind]):
                batches.setdefault((day, recipient), []).append(track)
    for (day, recipient), tracks in sorted(batches.items(), key=lambda item: item[0]):
        to = "office" if recipient == "government_office" else "committee"
        how = wrong[2] if wrong and wrong[:2] == (paper, to) and day >= desk.batches[1] else ""
        filed = _plant(county, paper, recipient, tracks, day, how)
        if how != "forgotten":
            cases = [track.case for track in tracks]
            unit = tracks[0].acting(day).id
            county.filings.append(
                record(paper=paper, unit=unit, recipient=recipient, cases=cases, filed=filed, arrived=filed)
            )


def _filed_on(desk: Desk, exists: When) -> str | None:
    """Return the first batch after a paper exists, at the latest the closing day; none if it exists later."""
    if exists is None or exists == "not_yet" or exists > CLOSING:
        return None
    return next(day for day in (*desk.batches, CLOSING) if day >= exists)


def _plant(county: County, paper: str, recipient: str, tracks: list[Track], day: str, how: str) -> When:
    """Plant what goes wrong with a batch, and return the day filed as the register tells it."""
    if not how:
        return day
    rule = {"reply": "FILE-01", "receipt": "FILE-02"}[paper]
    for track in tracks:
        certain = how != "day_not_told" and (paper == "receipt" or track.issued_shown is not None)
        verdict = "broken" if certain else "undetermined"
        code = {"late": "late", "forgotten": "missing"}[how] if certain else ""
        county.plant(rule, verdict, track.case, track.unit, f"{paper}_filing_{how}", recipient, how=code)
    return {"late": END, "forgotten": "not_yet", "day_not_told": None}[how]
