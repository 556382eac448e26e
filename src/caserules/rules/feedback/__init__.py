"""What the proposer says of the reply: the receipt form with a rating, handling again if not satisfied, a meeting if that fails too.

Reads the Answer table: a row for each reply that issues. The rating is the proposer's act: no unit answers for its day.
"""

from caserules.duties import Duties, Duty
from caserules.expr import NEVER_DAY, earliest, latest
from caserules.facts.tables import Answer
from caserules.rules.rule import Forms, Party, Terms, rule


@rule("FEEDBACK-01", owes=Party.PROPOSER, to=Party.LEAD_UNIT, fact="rating", since="0.1")
def receipt_returned(f: type[Answer], *, receipt_term: Terms) -> Duties:
    for term in receipt_term:  # its day only reminds: the form is the proposer's to return
        yield Duty(due=latest(term(f), NEVER_DAY), done=f.rated, since=f.issued, remind=term(f), part=term.part())


@rule("FEEDBACK-02", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="handled_again", since="0.1")
def handled_again(f: type[Answer], *, handling_again_term: Terms) -> Duties:
    for term in handling_again_term:
        yield Duty(due=term(f), done=f.handled_again, applies=f.is_demanded, ended=f.case_endings, part=term.part())


@rule("FEEDBACK-03", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="feedback_meeting", since="0.1")
def meeting_held(f: type[Answer], *, feedback_meeting_term: Terms, feedback_meeting_forms: Forms) -> Duties:
    for term in feedback_meeting_term:
        yield Duty(
            due=term(f),
            done=earliest(f.met_about[feedback_meeting_forms], f.attested["meeting"]),
            applies=f.has_failed_again,
            since=f.failed_again,
            ended=f.case_endings,
            part=term.part(),
        )
