"""The reply: the case closed by its day, the letter sent to the proposer, and true; else the delay explained in writing.

Reads Handling (the closing, the delay), Recipient (to whom it goes) and Version (what people attest of its contents).
"""

from typing import Literal

from caserules.duties import Duties, Duty
from caserules.expr import ALWAYS, AS_OF, Cond, Day, day_after, earliest
from caserules.facts.tables import Handling, Recipient, Version
from caserules.rules.rule import ByKind, Party, Terms, by_kind, remind_day, rule


@rule("REPLY-01", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="closing", since="0.1")
def case_answered(
    f: type[Handling], *, reply_term: Terms, closing_event: Literal["issued", "dispatched", "delivered"]
) -> Duties:
    done = {"issued": f.answered, "dispatched": f.dispatched, "delivered": f.reached}[closing_event]
    for term in reply_term:
        yield Duty(due=term(f), done=done, since=f.assigned, part=term.part())


@rule("REPLY-02", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="sending", since="0.1")
def reply_sent(
    f: type[Recipient],
    *,
    sending_term: Terms,
    answer_to: ByKind[Literal["leading", "all"]],
    sending_reminder: Terms = (),
) -> Duties:
    applies = by_kind(f, answer_to, {"leading": f.leading, "all": ALWAYS})
    for term in sending_term:
        yield Duty(due=term(f), done=f.sent, applies=applies, remind=remind_day(sending_reminder, f), part=term.part())


@rule("REPLY-03", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="reply_contents", since="0.1")
def reply_true(f: type[Version], *, truth_term: Terms) -> Duties:
    for term in truth_term:
        yield Duty(due=term(f), done=f.attested["reply_true"], since=f.issued, part=term.part())


def _passed_unanswered(f: type[Handling], day: Day) -> Cond:
    return (f.assigned < day) & (day_after(day) <= AS_OF) & ~((f.answered <= day) | (f.endings <= day))


@rule("REPLY-04", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="closing", since="0.2")
def delay_explained(f: type[Handling], *, answer_term: Terms, explaining_term: Terms) -> Duties:
    for answer in answer_term:
        for term in explaining_term:
            yield Duty(
                due=term(f),
                done=earliest(f.delay_explained, f.attested["delay_explained"]),
                applies=_passed_unanswered(f, answer(f)),
                part=term.part(answer.source),
            )
