"""Who leads and who handles (“一把手”责任制): the principal deploys, names the others, reports; the leader in charge co-ordinates.

Reads Unit (once a unit) and Handling (once a case). None of these has a day in the notice: they remind, and are never broken
for their day.
"""

from caserules.duties import Duties, Duty
from caserules.expr import earliest
from caserules.facts.tables import Handling, Unit
from caserules.rules.rule import Party, Terms, remind_day, rule


@rule("ROLE-01", owes=Party.PRINCIPAL, to=Party.GOVERNMENT_OFFICE, fact="roles", since="0.1")
def work_deployed(f: type[Unit], *, deploy_term: Terms) -> Duties:
    for term in deploy_term:
        due = term(f)
        yield Duty(due=due, done=f.attested["deployed"], since=f.since, ended=f.last_ended(due), part=term.part())


@rule("ROLE-02", owes=Party.PRINCIPAL, to=Party.GOVERNMENT_OFFICE, fact="roles", since="0.1")
def roles_named(f: type[Unit], *, naming_term: Terms, naming_reminder: Terms) -> Duties:
    for term in naming_term:
        due = term(f)
        yield Duty(
            due=due,
            done=f.roles_named,
            since=f.since,
            ended=f.last_ended(due),
            remind=remind_day(naming_reminder, f),
            part=term.part(),
        )


@rule("ROLE-03", owes=Party.PRINCIPAL, to=Party.COUNTY_GOVERNMENT_LEADER, fact="key_case", since="0.1")
def key_case_reported(f: type[Handling], *, report_term: Terms) -> Duties:
    for term in report_term:
        yield Duty(
            due=term(f),
            done=f.attested["reported"],
            since=earliest(f.marked["key"], f.marked["supervised"]),
            part=term.part(),
        )


@rule("ROLE-04", owes=Party.LEADER_IN_CHARGE, to=Party.PRINCIPAL, fact="roles", since="0.1")
def coordination_led(f: type[Handling], *, coordination_term: Terms) -> Duties:
    for term in coordination_term:
        yield Duty(due=term(f), done=f.attested["coordinated"], since=f.assigned, part=term.part())
