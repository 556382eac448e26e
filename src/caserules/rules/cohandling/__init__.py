"""Co-handling: the opinion delivered to the lead unit in time, given again if sent back, and no answer on one's own.

Reads the Request table: one row for the assignment (round 0), one for each sending-back. Timeliness is judged once, on the
first delivery; what is sent back is a duty of its own, and heals no lateness. No text is ever judged.
"""

from caserules.duties import Duties, Duty
from caserules.expr import eve
from caserules.facts.tables import Request
from caserules.rules.rule import Party, Terms, rule


@rule("COHAND-01", owes=Party.CO_HANDLING_UNIT, to=Party.LEAD_UNIT, fact="opinion", since="0.1")
def opinion_delivered(f: type[Request], *, opinion_term: Terms) -> Duties:
    for term in opinion_term:
        since = term.binds_from(f.asked)
        yield Duty(due=term(f), done=f.delivered, applies=f.is_first, since=since, part=term.part())


@rule("COHAND-02", owes=Party.CO_HANDLING_UNIT, to=Party.LEAD_UNIT, fact="opinion_again", since="0.1")
def opinion_given_again(f: type[Request], *, redo_term: Terms) -> Duties:
    for term in redo_term:
        yield Duty(
            due=term(f),
            done=f.delivered,
            applies=~f.is_first & ~f.contested,
            since=eve(f.asked),
            part=term.part(),
        )


@rule("COHAND-03", owes=Party.CO_HANDLING_UNIT, to=Party.PROPOSER, fact="own_answer", since="0.1")
def no_own_answer(f: type[Request], *, forbidden_through: Terms) -> Duties:
    for term in forbidden_through:
        yield Duty(
            due=eve(f.own_answer),
            done=term(f),
            applies=f.is_first & f.mode.is_("single", "lead_with_co_handling").called("mode"),
            since=eve(eve(f.asked)),  # an answer on the day of the assignment is forbidden too
            forbidden=True,
            part=term.part(),
        )
