"""Carry-over (跨年度): none of last year's B list lost, a named tracker, the solution plan refined, each point dealt with.

Reads Carry (last year's case joined with this year's) and CarryPoint. The reply that a carried-over case owes is the reply
chapter's.
"""

from caserules.duties import Duties, Duty, Part
from caserules.expr import NEVER_DAY, earliest, spread
from caserules.facts.tables import Carry, CarryPoint
from caserules.rules.rule import Party, Terms, remind_day, rule


@rule("CARRY-01", owes=Party.REGISTER_KEEPER, to=Party.GOVERNMENT_OFFICE, fact="carried_lost", since="0.1")
def case_kept(f: type[Carry], *, keeping_term: Terms) -> Duties:
    for term in keeping_term:  # no day is set: whoever is absent may still be entered, and is never broken
        yield Duty(due=spread(term(f), NEVER_DAY), done=f.listed, part=term.part())


@rule("CARRY-02", owes=Party.HANDLING_UNIT, to=Party.GOVERNMENT_OFFICE, fact="tracker", since="0.1")
def tracker_named(f: type[Carry], *, tracker_term: Terms, tracker_reminder: Terms) -> Duties:
    for term in tracker_term:
        yield Duty(
            due=term(f),
            done=f.tracker,
            applies=f.here & f.then.is_("to_be_planned").called("category"),
            remind=remind_day(tracker_reminder, f),
            part=term.part(),
        )


@rule("CARRY-03", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="carried_plan", since="0.1")
def plan_refined(f: type[Carry], *, refining_term: Terms) -> Duties:
    for term in refining_term:
        yield Duty(
            due=term(f),
            done=f.plan_refined,
            applies=f.here & f.then.is_("to_be_planned").called("category"),
            since=f.assigned,
            part=Part("plan_refined", aspect="plan_refined"),
        )


@rule("CARRY-04", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="carried_points", since="0.1")
def point_dealt_with(f: type[CarryPoint], *, points_term: Terms) -> Duties:
    for term in points_term:
        yield Duty(
            due=term(f),
            done=earliest(f.dealt_with, f.attested["point"]),
            applies=f.then.is_("to_be_planned").called("category"),
            part=Part("point", aspect="point"),
        )
