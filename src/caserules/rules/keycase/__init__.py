"""Key cases: the principal leads those marked as major or as hot or hard livelihood matters; supervised ones are planned early.

Reads the Handling table. Who marks a case is not the library's to say; that the work was done rests on an attestation.
"""

from caserules.duties import Duties, Duty
from caserules.expr import earliest
from caserules.facts.tables import Handling
from caserules.rules.rule import Party, Terms, rule


@rule("KEY-01", owes=Party.PRINCIPAL, to=Party.PROPOSER, fact="key_case", since="0.1")
def principal_led(f: type[Handling], *, leading_term: Terms) -> Duties:
    for term in leading_term:
        yield Duty(
            due=term(f),
            done=f.attested["principal_led"],
            since=earliest(f.marked["major"], f.marked["livelihood_hot"]),
            part=term.part(),
        )


@rule("KEY-02", owes=Party.HANDLING_UNIT, to=Party.SUPERVISING_LEADER, fact="key_case", since="0.1")
def key_case_planned(f: type[Handling], *, planning_term: Terms) -> Duties:
    for term in planning_term:
        yield Duty(due=term(f), done=f.attested["planned_early"], since=f.marked["supervised"], part=term.part())
