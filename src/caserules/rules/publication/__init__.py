"""Publication (公开): a reply is published, or it is recorded why it is not.

Reads the Answer table: a row for each reply that issues.
"""

from caserules.duties import Duties, Duty
from caserules.expr import earliest
from caserules.facts.tables import Answer
from caserules.rules.rule import Party, Terms, rule


@rule("PUBLISH-01", owes=Party.LEAD_UNIT, to=Party.PUBLIC, fact="publication", since="0.1")
def reply_published(f: type[Answer], *, publication_term: Terms) -> Duties:
    for term in publication_term:
        yield Duty(
            due=term(f),
            done=earliest(f.published, f.withheld),
            applies=(~f.secret).called("secret"),
            since=f.issued,
            part=term.part(),
        )
