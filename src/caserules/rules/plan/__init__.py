"""The work plan (办理工作方案): filed in writing by every handling unit, with each recipient, by a fixed day of the year.

Reads the Unit table: a unit with a case assigned before the day, and not ended by it, owes one filing to each recipient.
"""

from caserules.duties import Duties, Duty
from caserules.facts.tables import Unit
from caserules.rules.rule import Party, Recipients, Terms, paper, rule


@rule("PLAN-01", owes=Party.HANDLING_UNIT, to=Party.RECIPIENTS, fact="plan", since="0.1")
def plan_filed(f: type[Unit], *, plan_term: Terms, plan_recipients: Recipients) -> Duties:
    for term in plan_term:
        due = term(f)
        for recipient in plan_recipients:
            yield Duty(
                due=due,
                done=f.filed["work_plan", recipient],
                since=f.since,
                ended=f.last_ended(due),
                part=paper(term, "work_plan", recipient),
            )
