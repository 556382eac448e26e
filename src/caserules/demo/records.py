"""From lives to the records of a register's file, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from caserules.demo.cases import EXPECTED
from caserules.demo.county import County
from caserules.demo.days import END, When, record, working_days
from caserules.demo.desks import Desk
from caserules.demo.lives import Life, Opinion, Promise, Stamp, Talk, Track

__all__ = ["Record", "document"]

YEAR: Final = working_days()
LETTERS: Final = {"solvable_now": "A", "to_be_planned": "B", "not_possible": "C"}
RATINGS: Final = {"satisfied": 78, "basically_satisfied": 17, "not_satisfied": 3, "no_answer": 2}
COMPLETE: Final = {"default": END, "attestations": END, "delegations": END, "receipts": "2023-08-31"}
"""Attestations and delegations are complete only where named; the forms of the last day were not all entered."""

Record = dict[str, object]


def document(county: County, desks: list[Desk], grounds: Mapping[Opinion, str], carried: list[Record]) -> Record:
    """Return the register's document.

    Args:
        county: the county as it lived.
        desks: the units' own papers.
        grounds: for each opinion sent back, the attestation on which that rests.
        carried: last year's B list.
    """
    named = {desk.unit: desk.roles_named for desk in desks}
    numbers = _reply_numbers(county.tracks)
    return record(
        schema="caserules.register/1",
        place="彭水苗族土家族自治县",
        year=2023,
        time_zone="Asia/Shanghai",
        complete_through=COMPLETE,
        expected=EXPECTED,
        units=[unit.record(named.get(unit.id)) for unit in county.units.values()],
        people=county.cast.records(),
        leaders=[leader.record() for leader in county.leaders.values()],
        cases=[_case(life, grounds, numbers) for life in county.lives],
        filings=county.filings,
        carried=carried,
        adjustments=county.adjustments,
        attestations=county.attestations,
        reminders=county.reminders,
    )


def _reply_numbers(tracks: Iterable[Track]) -> dict[Track, str]:
    """Number each unit's letters in the order of their issue."""
    count: dict[str, int] = {}
    found = {}
    for track in sorted((t for t in tracks if t.replied), key=lambda t: (t.issued, t.case)):
        name = track.acting(track.issued).name.removeprefix("县")
        count[name] = count.get(name, 0) + 1
        found[track] = f"{name}函〔2023〕{count[name]}号"
    return found


def _case(life: Life, grounds: Mapping[Opinion, str], numbers: Mapping[Track, str]) -> Record:
    outline = life.outline
    return record(
        kind=outline.kind,
        year=outline.year,
        number=outline.number,
        title=outline.title,
        points=[record(id=id, text=f"第{id}条") for id in life.points] or None,
        proposers=[_proposer(id) for id in outline.proposers],
        mode=outline.mode,
        secret=outline.secret or None,
        carried_from=_born(outline.carried_from),
        assignments=life.assignments + _assignments(life),
        roles=[role for track in life.tracks for role in _roles(track)] or None,
        designations=life.designations or None,
        requests=[r for opinion in life.opinions for r in _requests(opinion, grounds.get(opinion))] or None,
        contacts=[contact for track in life.tracks for contact in _contacts(track)] or None,
        replies=[reply for track in life.tracks for reply in _replies(track, numbers.get(track))] or None,
        follow_up=_follow_up(life),
        commitments=[_promise(t.promise) for t in life.tracks if t.promise] or None,
    )


def _proposer(id: str) -> Record:
    return record(id=id, person=None if id.startswith("group") else id)


def _born(name: tuple[str, int, int] | None) -> Record | None:
    return None if name is None else record(kind=name[0], year=name[1], number=name[2])


def _assignments(life: Life) -> list[Record]:
    given = [(track.unit, track.role, track.assigned, track.dice.randint(0, 2)) for track in life.tracks]
    given += [(x.unit, "co_handling", x.assigned, x.dice.randint(0, 2)) for x in life.opinions]
    return [
        record(
            unit=unit,
            role=role,
            assigned=day,
            acknowledged=None if day is None else YEAR.shift(day, later),
            received=None if day is None else YEAR.shift(day, later),
        )
        for unit, role, day, later in given
    ]


def _roles(track: Track) -> list[Record]:
    """Where a unit has two leaders in charge, some cases say whose line they are."""
    who = track.home.staff.holders("leader_in_charge", track.assigned or END)
    if len(who) < 2 or track.assigned is None or track.outline.number % 3:
        return []
    person = who[track.line % len(who)]
    return [record(post="leader_in_charge", person=person, unit=track.unit, from_=track.assigned)]


def _requests(opinion: Opinion, ground: str | None) -> list[Record]:
    own = None if opinion.own_answer == "not_yet" else opinion.own_answer
    first = record(
        unit=opinion.unit, round=0, delivered=opinion.delivered, own_answer=own, recorded_on=opinion.recorded_on
    )
    if not opinion.again:
        return [first]
    again = opinion.again
    return [
        first,
        record(unit=opinion.unit, round=1, asked=again.asked, attestation=ground, delivered=again.delivered),
    ]


def _contacts(track: Track) -> list[Record]:
    stages = (("before", track.talk), ("during", track.told), ("after", track.discussed))
    return [_contact(track, stage, talk) for stage, talk in stages if talk]


def _contact(track: Track, stage: str, talk: Talk) -> Record:
    day = talk.on or track.assigned or END
    return record(
        stage=stage if track.stages_told else None,
        unit=track.acting(day).id,
        post=talk.post,
        person=track.person(talk.post, day),
        form=talk.form,
        on=talk.on,
        proposers=[track.outline.proposers[0]],
        cases=[track.case, talk.shared_with] if talk.shared_with else None,
    )


# -------------------------------------------------------------------------------------------------------------- reply


def _replies(track: Track, number: str | None) -> list[Record]:
    if not track.steps and not track.replied:
        return []
    unit = track.acting(track.issued if track.replied else END).id
    found = []
    if track.drafts:
        found.append(record(unit=unit, version=1, steps=_steps(track, track.drafts), issued="none"))
    shown: When = track.issued if track.issued_shown == "" else track.issued_shown
    also = [outline.key for outline in track.answers]
    found.append(
        record(
            unit=unit,
            version=len(found) + 1,
            cases=[track.case, *also] if also else None,
            steps=_steps(track, track.steps),
            issued=shown,
            number=number,
            category=_category(track),
            deliveries=_deliveries(track) if track.replied else None,
            receipts=_receipts(track) if track.replied else None,
        )
    )
    return found


def _steps(track: Track, steps: Mapping[str, Stamp]) -> list[Record]:
    return [
        record(step=step, person=_signer(track, stamp), on=stamp.on, seq=stamp.seq) for step, stamp in steps.items()
    ]


def _signer(track: Track, stamp: Stamp) -> str | None:
    if not stamp.person_told:
        return None
    return stamp.person or track.person(stamp.post, stamp.on or track.issued)


def _category(track: Track) -> list[Record] | None:
    if not track.meaning or track.decided == "not_yet":
        return None
    by = track.person("principal", track.issued)
    return [record(meaning=track.meaning, letter=LETTERS[track.meaning], decided=track.decided, by=by)]


def _deliveries(track: Track) -> list[Record]:
    leading = [outline.proposers[0] for outline in track.answers]
    to = dict.fromkeys((*track.outline.proposers, *leading))
    return [record(proposer=proposer, sent=track.sent, on=track.reached) for proposer in to]


def _receipts(track: Track) -> list[Record] | None:
    if track.reached == "not_yet":
        return None
    returned = track.returned not in (None, "not_yet")
    rating = track.dice.choices(list(RATINGS), list(RATINGS.values()))[0] if returned else None
    arrived = track.reached if returned else "not_yet"
    return [record(proposer=track.outline.proposers[0], arrived=arrived, returned=track.returned, rating=rating)]


# ---------------------------------------------------------------------------------------------------------- follow-up


def _follow_up(life: Life) -> Record | None:
    track = life.tracks[0]
    follow: Record = {}
    if track.replied:
        keys = {"solvable_now": "implemented", "to_be_planned": "plan_entry", "not_possible": "explained"}
        key = keys.get(track.meaning)
        follow = record(**{key: getattr(track, key)}) if key else {}
        if track.meaning == "to_be_planned":
            follow["implemented"] = "not_yet"
    if life.outline.carried:
        follow |= record(
            solution_plan=life.solution_plan,
            tracker=_tracker(life),
            points=[record(id=id, dealt_with=day) for id, day in life.points.items()],
        )
    return follow or None


def _tracker(life: Life) -> Record:
    if life.tracker_from == "not_yet":
        return record(from_="not_yet")
    return record(person=life.tracks[0].person("handler", str(life.tracker_from)), from_=life.tracker_from)


def _promise(promise: Promise) -> Record:
    steps = None if promise.steps is None else [_step(i) for i in range(1, promise.steps + 1)]
    return record(
        id="promise-1",
        made=promise.made,
        text="按计划分步落实",
        steps=steps,
        promised_for=promise.promised_for,
        done=promise.done,
        closed_out=promise.closed_out,
    )


def _step(number: int) -> Record:
    return record(text=f"第{number}步")
