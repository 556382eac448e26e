"""What became of the matter, by category: A carried out, B entered in a plan, C explained; and that a category was given.

Reads the Category table: one row for each category that a reply gave, one of unknown meaning for a reply issued without any.
Whether a matter could be solved is for people; only what the unit classed is read.
"""

from caserules.duties import Duties, Duty
from caserules.expr import day_after, earliest, where
from caserules.facts.tables import Category
from caserules.rules.rule import Party, Terms, remind_day, rule


@rule("OUTCOME-01", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="outcome", since="0.1")
def solvable_carried_out(f: type[Category], *, carrying_out_term: Terms, carrying_out_reminder: Terms) -> Duties:
    for term in carrying_out_term:
        yield Duty(
            due=term(f),
            done=earliest(f.implemented, f.committed),
            applies=f.is_given & f.meaning.is_("solvable_now").called("category"),
            since=f.decided,
            remind=remind_day(carrying_out_reminder, f),
            part=term.part(),
        )


@rule("OUTCOME-02", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="outcome", since="0.1")
def plan_entered(f: type[Category], *, late_class_term: Terms) -> Duties:
    classed_in_time = f.decided <= f.issued
    for term in late_class_term:
        yield Duty(
            due=where(classed_in_time, f.issued, term(f)),
            done=f.planned,
            applies=f.is_given & f.meaning.is_("to_be_planned").called("category"),
            closes=where(classed_in_time, f.issued, day_after(term(f))),
            part=term.part(),
        )


@rule("OUTCOME-03", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="outcome", since="0.1")
def understanding_sought(f: type[Category], *, explaining_term: Terms) -> Duties:
    for term in explaining_term:
        yield Duty(
            due=term(f),
            done=earliest(f.explained, f.attested["explained"]),
            applies=f.is_given & f.meaning.is_("not_possible").called("category"),
            since=f.decided,
            part=term.part(),
        )


@rule("OUTCOME-04", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="outcome", since="0.1")
def category_given(f: type[Category], *, category_term: Terms) -> Duties:
    for term in category_term:
        yield Duty(due=term(f), done=f.decided, since=f.issued, part=term.part())
