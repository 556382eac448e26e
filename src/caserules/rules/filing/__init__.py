"""What is filed at the close: the paper reply, a copy of the receipt form, the annual summary; one duty a paper and recipient.

Reads Handling and Unit. A paper is due on the later of the deadline and the day it exists; of a receipt form returned after
the deadline no day is set.
"""

from caserules.duties import Duties, Duty
from caserules.expr import earliest, latest, where
from caserules.facts.tables import Handling, Unit
from caserules.rules.rule import Party, Recipients, Terms, paper, rule


@rule("FILE-01", owes=Party.LEAD_UNIT, to=Party.RECIPIENTS, fact="closing", since="0.1")
def reply_filed(f: type[Handling], *, reply_filing_term: Terms, reply_recipients: Recipients) -> Duties:
    for term in reply_filing_term:
        for recipient, kinds in reply_recipients.items():
            yield Duty(
                due=latest(term(f), f.answered),
                done=f.filed["reply", recipient],
                applies=f.kind.is_(*kinds).called("kind"),
                since=f.assigned,
                remind=term(f),
                part=paper(term, "reply", recipient),
            )


@rule("FILE-02", owes=Party.LEAD_UNIT, to=Party.RECIPIENTS, fact="receipt", since="0.1")
def receipt_filed(
    f: type[Handling], *, receipt_filing_term: Terms, late_receipt_term: Terms, receipt_recipients: Recipients
) -> Duties:
    no_day_set = latest(f.receipt_returned, *(term(f) for term in late_receipt_term))
    for term in receipt_filing_term:
        day = term(f)
        for recipient, kinds in receipt_recipients.items():
            yield Duty(
                due=where(f.receipt_returned <= day, day, no_day_set),
                done=f.filed["receipt", recipient],
                applies=f.kind.is_(*kinds).called("kind"),
                since=f.assigned,
                remind=day,
                part=paper(term, "receipt", recipient),
            )


@rule("FILE-03", owes=Party.LEAD_UNIT, to=Party.RECIPIENTS, fact="summary", since="0.1")
def summary_filed(f: type[Unit], *, summary_term: Terms, summary_recipients: Recipients) -> Duties:
    for term in summary_term:
        due = term(f)
        for recipient, kinds in summary_recipients.items():
            yield Duty(
                due=due,
                done=f.filed["summary", recipient],
                since=earliest(*(f.since_leading[kind] for kind in kinds)),
                ended=latest(*(f.last_led_ended(kind, due) for kind in kinds)),
                part=paper(term, "summary", recipient),
            )
