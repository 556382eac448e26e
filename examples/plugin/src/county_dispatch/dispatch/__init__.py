"""Posting (寄送): a reply that issued is posted to the proposer within some working days. An invented chapter.

Reads the Handling table.
"""

from caserules.duties import Duties, Duty
from caserules.facts.tables import Handling
from caserules.rules.rule import Party, Terms, rule


@rule("DISPATCH-01", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="dispatch", since="0.1")
def reply_dispatched(f: type[Handling], *, dispatch_term: Terms) -> Duties:
    for term in dispatch_term:
        yield Duty(due=term(f), done=f.dispatched, part=term.part())
