"""Intake (交办): a case that is not a unit's own is returned in time, and given to another unit in time.

Reads Return (a row for each asking of a unit) and Reassignment (the same asking, as the assigning office owes it an answer).
A unit that never asked owes nothing. An asking after its day is a breach only once it is refused: the day protects whoever
assigns, and an office that accepts a late return has not held to it. What the office owes is no handling unit's.
"""

from caserules.duties import Duties, Duty
from caserules.expr import NEVER_DAY, day_after, earliest, latest, where
from caserules.facts.tables import Reassignment, Return
from caserules.rules.rule import Party, Terms, rule


@rule("INTAKE-01", owes=Party.HANDLING_UNIT, to=Party.GOVERNMENT_OFFICE, fact="return", since="0.2")
def return_asked_in_time(f: type[Return], *, return_term: Terms) -> Duties:
    for term in return_term:
        due = term(f)
        yield Duty(
            due=due,
            done=f.first_asked,
            applies=f.is_asked,
            ended=earliest(f.endings, where(f.is_accepted, due, NEVER_DAY)),
            closes=latest(day_after(due), f.return_refused),
            part=term.part(),
        )


@rule("INTAKE-02", owes=Party.GOVERNMENT_OFFICE, to=Party.HANDLING_UNIT, fact="reassignment", since="0.2")
def reassigned_in_time(f: type[Reassignment], *, reassigning_term: Terms) -> Duties:
    for term in reassigning_term:
        yield Duty(due=term(f), done=f.reassigned, applies=f.is_asked, part=term.part())
