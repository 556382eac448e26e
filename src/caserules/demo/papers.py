"""What people say of the work, and the office's reminders: who judged what, on which day; last year's list of B cases."""

from __future__ import annotations

from typing import Final

from caserules.demo.cases import CLOSED_OUT, LOST, case_key
from caserules.demo.county import County
from caserules.demo.days import END, record, working_days
from caserules.demo.desks import Desk
from caserules.demo.lives import Life, Opinion, Track

__all__ = ["attest", "carried_list", "carry_over", "remind"]

YEAR: Final = working_days()


def attest(county: County, desks: list[Desk]) -> dict[Opinion, str]:
    """Record what people judged; return the attestation on which each sending-back rests."""
    dice = county.dice
    for desk in desks:
        if desk.plan and dice.random() < 0.85:
            county.attest(_aspect("deployed", unit=desk.unit), "done", YEAR.between(dice, "2023-04-17", "2023-05-31"))
    for track in county.tracks:
        if track.special not in ("withdrawn", "merged", "waived", "return_undecided"):
            _attest_track(county, track)
    for life in county.lives:
        _attest_marks(county, life)
    grounds: dict[Opinion, str] = {}
    for opinion in county.opinions:
        if opinion.again:
            grounds[opinion] = _attest_sending_back(county, opinion)
    return grounds


def _aspect(aspect: str, **about: object) -> dict[str, object]:
    return record(aspect=aspect, **about)


def _attest_track(county: County, track: Track) -> None:
    dice = track.dice
    about = record(case=track.case, unit=track.unit)
    if track.replied and dice.random() < 0.85:
        county.attest(_aspect("coordinated", **about), "done", track.issued)
    if track.replied and dice.random() < 0.35:
        version = 2 if track.drafts else 1
        judged = "true" if dice.random() < 0.98 else "untrue"
        about = record(case=track.case, unit=track.acting(track.issued).id)
        county.attest(record(**about, version=version), judged, YEAR.shift(track.issued, 5))
    if track.meaning == "not_possible" and track.explained == "not_yet" and track.replied and dice.random() < 0.4:
        county.attest(about, "explained", YEAR.shift(track.issued, 6))
    if track.promise and track.promise.attested:
        county.attest(record(**about, commitment="promise-1"), "done", track.promise.attested)


def _attest_marks(county: County, life: Life) -> None:
    dice, track = county.dice, life.tracks[0]
    about = record(case=track.case, unit=track.unit)
    marks = {str(designation["is"]) for designation in life.designations}
    if marks & {"key", "supervised"} and dice.random() < 0.75:
        county.attest(_aspect("reported", **about), "done", YEAR.between(dice, "2023-05-15", END))
    if "supervised" in marks and dice.random() < 0.8:
        county.attest(_aspect("planned_early", **about), "done", YEAR.between(dice, "2023-05-15", END))
    if marks & {"major", "livelihood_hot"} and dice.random() < 0.8:
        county.attest(about, "principal_led", YEAR.between(dice, "2023-06-15", END))


def _attest_sending_back(county: County, opinion: Opinion) -> str:
    """The lead unit judges an opinion to be without substance; the office may see that otherwise."""
    assert opinion.again  # noqa: S101
    about = record(case=opinion.case, unit=opinion.unit, round=0)
    lead = county.units[opinion.outline.lead]
    ground = county.attest(
        about, "no_substance", opinion.again.asked, lead.staff.holder("leader_in_charge", opinion.again.asked)
    )
    if opinion.again.contested:
        county.attest(about, "substance", opinion.again.contested)
    return ground


# ----------------------------------------------------------------------------------------------------------- reminders


def remind(county: County) -> None:
    """Let the office remind units: of opinions the day after they were due, of replies ten days before the close."""
    late = {x.unit for x in county.opinions if x.assigned == "2023-04-10" and _behind(x)}
    slow = {track.unit for track in county.tracks if not track.steps and not track.special}
    for day, answer_by, units in (("2023-05-24", "2023-05-31", late), ("2023-08-21", "2023-08-28", slow)):
        for unit in sorted(units):
            number = f"督〔2023〕{len(county.reminders) + 1}号"
            county.reminders.append(record(to=unit, number=number, on=day, answer_by=answer_by))


def _behind(opinion: Opinion) -> bool:
    delivered = opinion.delivered or ""
    return delivered == "not_yet" or (delivered.startswith("2023") and delivered > opinion.due)


# ---------------------------------------------------------------------------------------------------------- carry-over

CARRY_TURNS: Final = (
    ("solution_plan_missing", "not_yet", "missing"),
    ("solution_plan_missing", "not_yet", "missing"),
    ("solution_plan_late", END, "late"),
)


def carry_over(county: County) -> None:
    """Let last year's cases have a tracker, a refined plan and points dealt with; some not."""
    dice = county.dice
    carried = [life for life in county.lives if life.outline.carried]
    for life in carried:
        life.tracker_from = YEAR.between(dice, "2023-02-01", "2023-04-20") if dice.random() < 0.8 else "not_yet"
        life.solution_plan = YEAR.between(dice, "2023-05-04", "2023-08-18")
        life.points = dict.fromkeys(("1", "2")[: dice.randint(1, 2)], "not_yet")
        track = life.tracks[0]
        for point in life.points:
            if track.replied and dice.random() < 0.6:
                about = record(case=track.case, unit=track.unit, point=point, aspect="point")
                county.attest(about, "done", track.issued)
                life.points[point] = track.issued
    for life, (turn, day, how) in zip(dice.sample(carried, len(CARRY_TURNS)), CARRY_TURNS, strict=True):
        life.solution_plan = day
        county.plant(
            "CARRY-03", "broken", life.outline.key, life.tracks[0].acting(END).id, turn, "plan_refined", how=how
        )


def carried_list(county: County) -> list[dict[str, object]]:
    """Return last year's B list: all that is carried over, one case lost since, one closed out."""
    dice = county.dice
    entries = [(life.outline.born, life.tracks[0].unit, "not_yet") for life in county.lives if life.outline.carried]
    lost, closed = (dice.choice(("jiaotong", "shuili", "zhujian")) for _ in range(2))
    entries += [(LOST, lost, "not_yet"), (CLOSED_OUT, closed, "2022-12-20")]
    county.plant("CARRY-01", "undetermined", case_key(LOST), lost, "lost")
    county.plant("CARRY-01", "not_applicable", case_key(CLOSED_OUT), closed, "closed_out_last_year", how="closed_out")
    return [
        record(
            kind=kind,
            year=year,
            number=number,
            unit=unit,
            category="to_be_planned",
            closed_out=closed_out,
        )
        for (kind, year, number), unit, closed_out in entries
    ]
