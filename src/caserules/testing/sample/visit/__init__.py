"""Visits (走访): a key case's proposer is met face to face soon after the case was marked so. An invented chapter, for tests.

Reads the Handling table.
"""

from caserules.duties import Duties, Duty
from caserules.facts.tables import Handling
from caserules.models import Post
from caserules.rules.rule import Forms, Party, Terms, rule


@rule("VISIT-01", owes=Party.LEAD_UNIT, to=Party.PROPOSER, fact="key_case_visit", since="0.2")
def key_case_visited(f: type[Handling], *, visit_term: Terms, visit_post: Post, visit_forms: Forms) -> Duties:
    for term in visit_term:
        yield Duty(
            due=term(f),
            done=f.first_contact[visit_post, *visit_forms],
            since=f.marked["key"],
            part=term.part(),
        )
