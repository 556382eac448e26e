"""Closing out (销号): only once a promise is answered *and* done. To close (办结) is another state.

Reads the Commitment table.
"""

from caserules.duties import Duties, Duty, Part
from caserules.expr import latest
from caserules.facts.tables import Commitment
from caserules.rules.rule import Party, rule


@rule("CLOSE-01", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="promise", since="0.1")
def closed_out_when_done(f: type[Commitment]) -> Duties:
    yield Duty(
        due=f.closed_out,
        done=latest(f.answered, f.done),
        applies=f.is_made,
        counts=f.attested["closed_out"],
        closes=f.closed_out,
        part=Part("closed_out", aspect="closed_out"),
    )
