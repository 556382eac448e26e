"""Cases with a special part to play: given back, withdrawn, merged, moved to another unit, signed by delegation, drafted anew.

Each takes plain lives, so that no turn of the decks is dealt to them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from caserules.demo.county import OFFICE, County
from caserules.demo.days import ASSIGNED, CLOSING, record, working_days
from caserules.demo.lives import Life, Stamp, Talk, Track
from caserules.demo.units import BOTH_POSTS, MERGED, MERGED_INTO, NEW_PRINCIPAL, TWO_LINES
from caserules.demo.words import TOWNS

__all__ = ["play", "take_note"]

YEAR: Final = working_days()
SPARED: Final = frozenset((MERGED, MERGED_INTO, BOTH_POSTS, NEW_PRINCIPAL))


def play(county: County) -> None:
    """Let all special parts be played."""
    for part, count in (
        (_given_back, 3),
        (_return_refused, 2),
        (_return_undecided, 1),
        (_withdrawn, 2),
        (_waived, 1),
        (_moved, 1),
        (_signed_by_delegation, 2),
        (_drafted_anew, 2),
        (_extension_not_needed, 1),
    ):
        for life in _take(county, count, part):
            part(county, life)
    _merge(county)


def _plain(county: County, life: Life) -> bool:
    outline, track = life.outline, life.tracks[0]
    usual = outline.mode == "single" and outline.assigned == ASSIGNED and not outline.carried
    return usual and not life.designations and not track.special and track.unit not in SPARED | county.bad


def _take(county: County, count: int, part: Callable[[County, Life], None]) -> list[Life]:
    plain = [life for life in county.lives if _plain(county, life)]
    if part is _return_undecided:  # its unit owes a summary for other cases of the kind all the same
        plain = [life for life in plain if life.tracks[0].unit in TWO_LINES]
    chosen = county.dice.sample(plain, count)
    for life in chosen:
        life.tracks[0].special = part.__name__.removeprefix("_")
    return chosen


def _decided(on: str, outcome: str) -> dict[str, object]:
    return record(by=OFFICE, on=on, outcome=outcome)


def _was_given(life: Life, unit: str) -> dict[str, object]:
    """Note that another unit had the case first, and return what an ending of that is about."""
    life.assignments.append(
        record(unit=unit, role="single", assigned=ASSIGNED, acknowledged=ASSIGNED, received=ASSIGNED)
    )
    return record(case=life.outline.key, unit=unit)


def _none_yet(county: County) -> list[str]:
    """Towns that nobody has given a case."""
    busy = {track.unit for track in county.tracks} | {str(x["unit"]) for life in county.lives for x in life.assignments}
    busy |= {opinion.unit for opinion in county.opinions}
    return [id for id, _ in TOWNS if id not in busy]


def _given_back(county: County, life: Life) -> None:
    """A town says within days that the case is not its own; the office gives it to the right unit."""
    idle = _none_yet(county)
    unit = idle[0] if idle else next(id for id, _ in TOWNS if id not in (life.tracks[0].unit, BOTH_POSTS))
    about = _was_given(life, unit)
    county.adjust(
        "return", about, asked="2023-04-18", decided=_decided("2023-04-21", "accepted"), ground="不属本单位职责"
    )
    county.plant("REPLY-01", "not_applicable", life.outline.key, unit, "given_back", how="returned")
    if idle:
        recipients = ("government_office", "congress_committee", "cppcc_committee")
        county.plant("PLAN-01", "not_applicable", "", unit, "only_case_given_back", *recipients, how="returned")
    _reassign(life, "2023-04-24")


def _reassign(life: Life, day: str) -> None:
    track = life.tracks[0]
    track.assigned = life.outline.assigned = day
    track.live()


def _return_refused(county: County, life: Life) -> None:
    track = life.tracks[0]
    about = record(case=track.case, unit=track.unit)
    decided = _decided("2023-04-25", "refused")
    county.adjust("return", about, asked="2023-04-19", decided=decided, ground="建议由其他单位办理")
    county.plant("REPLY-01", "met", track.case, track.unit, "return_refused")


def _return_undecided(county: County, life: Life) -> None:
    """Given late, asked back late, not decided, not answered: nobody can say whose fault that is."""
    track = life.tracks[0]
    track.assigned = life.outline.assigned = "2023-08-14"
    _quiet(track)
    about = record(case=track.case, unit=track.unit)
    county.adjust("return", about, asked="2023-08-22", decided=record(outcome="pending"), ground="职责不清")
    county.plant("REPLY-01", "undetermined", track.case, track.unit, "return_undecided")


def _quiet(track: Track) -> None:
    track.silence()
    track.talk = track.told = None


def _withdrawn(county: County, life: Life) -> None:
    track = life.tracks[0]
    _quiet(track)
    county.adjust("withdrawal", record(case=track.case), from_="2023-05-12", ground="提出人书面撤回")
    county.plant("REPLY-01", "not_applicable", track.case, track.unit, "withdrawn", how="withdrawn")


def _waived(county: County, life: Life) -> None:
    track = life.tracks[0]
    _quiet(track)
    about = record(case=track.case, unit=track.unit)
    county.adjust(
        "waiver", about, from_="2023-06-05", decided=_decided("2023-06-05", "accepted"), ground="事项已由上级统一办理"
    )
    county.plant("REPLY-01", "not_applicable", track.case, track.unit, "waived", how="waived")


def _moved(county: County, life: Life) -> None:
    """Moved to the right unit in May; the first owes nothing more."""
    about = _was_given(life, "fagai" if life.tracks[0].unit != "fagai" else "jingxin")
    county.adjust("transfer", about, from_="2023-05-15", decided=_decided("2023-05-12", "accepted"), ground="职能调整")
    county.plant("REPLY-01", "not_applicable", life.outline.key, str(about["unit"]), "moved", how="transferred")
    _reassign(life, "2023-05-15")


def _signed_by_delegation(county: County, life: Life) -> None:
    """The principal is away and has said in writing who signs."""
    track = life.tracks[0]
    sign, review = track.steps["sign_off"], track.steps["review"]
    day = str(sign.on)
    handler = track.person("handler", day)
    sign.person = handler
    review.on = YEAR.shift(day, -1)
    county.adjust(
        "delegation",
        record(unit=track.unit, post="principal"),
        from_=YEAR.shift(day, -3),
        planned_end=YEAR.shift(day, 3),
        actual_end=YEAR.shift(day, 2),
        from_person=track.person("principal", day),
        to_person=handler,
        decided=_decided(YEAR.shift(day, -4), "accepted"),
        ground="外出学习",
    )
    county.plant("SIGN-02", "met", track.case, track.unit, "signed_by_delegation", "sign_off")


def _drafted_anew(county: County, life: Life) -> None:
    """A first version is reviewed, given up, and drafted anew."""
    track = life.tracks[0]
    track.schedule("2023-07-26")
    start = str(track.assigned)
    form = track.talk.form if track.talk else "face_to_face"
    track.talk = Talk("leader_in_charge", form, YEAR.shift(start, 4))
    posts = {"draft": "handler", "recheck": "handler", "review": "leader_in_charge"}
    track.drafts = {step: Stamp(post, YEAR.shift(start, 8 + i)) for i, (step, post) in enumerate(posts.items())}
    track.told = Talk("handler", "telephone", YEAR.shift(start, 20))
    county.plant("REPLY-01", "met", track.case, track.unit, "drafted_anew")


def _extension_not_needed(county: County, life: Life) -> None:
    """An extension is granted, and the reply issues by the first day all the same."""
    track = life.tracks[0]
    track.schedule(YEAR.shift(CLOSING, -3))
    county.adjust(
        "extension",
        record(case=track.case, unit=track.unit),
        asked="2023-08-21",
        decided=_decided("2023-08-24", "accepted"),
        planned_end="2023-09-15",
        ground="需现场勘查",
    )
    county.plant("REPLY-01", "met", track.case, track.unit, "extension_not_needed")


def _merge(county: County) -> None:
    """Merge two cases into one of the same unit, and one into another; the master's reply answers all."""
    by_unit: dict[str, list[Life]] = {}
    for life in county.lives:
        if _plain(county, life):
            by_unit.setdefault(life.tracks[0].unit, []).append(life)
    several = [lives for lives in by_unit.values() if len(lives) >= 6]
    for lives, count in zip(county.dice.sample(several, 2), (3, 2), strict=True):
        master, *children = county.dice.sample(lives, count)
        master.tracks[0].special = "merged_master"
        for child in children:
            _merge_into(county, master.tracks[0], child.tracks[0])


def _merge_into(county: County, master: Track, child: Track) -> None:
    child.special = "merged"
    _quiet(child)
    master.answers.append(child.outline)
    county.adjust("merge", record(case=child.case), from_="2023-04-19", into=master.case, ground="内容相近，合并办理")
    county.plant("REPLY-01", "not_applicable", child.case, child.unit, "merged", how="merged")


# ---------------------------------------------------------------------------------------------- what needs no playing


def take_note(county: County) -> None:
    """Plant what comes of the units' own changes in cases that nothing else has touched."""
    touched = {plant.case for plant in county.planted}
    for track in county.tracks:
        if track.case not in touched and not track.special and track.replied:
            _note_merger(county, track)
            _note_posts(county, track)
            if len(track.signers) > 1:
                county.plant("SIGN-03", "met", track.case, track.unit, "leaders_changed", "leader_sign_off")


def _note_merger(county: County, track: Track) -> None:
    """A reply by the unit that succeeded its unit meets that one's duty; what was open has passed to it."""
    if not track.home.to:
        return
    if track.issued > track.home.to:
        county.plant("REPLY-01", "not_applicable", track.case, track.unit, "unit_merged", how="transferred")
        county.plant("REPLY-01", "met", track.case, MERGED_INTO, "unit_merged")
    else:
        county.plant("REPLY-01", "met", track.case, track.unit, "answered_before_the_merger")


def _note_posts(county: County, track: Track) -> None:
    if track.unit == NEW_PRINCIPAL and str(track.steps["sign_off"].on) > "2023-06-14":
        county.plant("SIGN-02", "met", track.case, track.unit, "signed_by_acting_principal", "sign_off")
    if track.unit == BOTH_POSTS:
        county.plant("SIGN-02", "met", track.case, track.unit, "both_posts_in_one_hand", "review", "sign_off")
