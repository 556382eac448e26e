"""Promises (承诺事项): dated when made, with their steps; kept by their own day; their results told to the proposer.

Reads the Commitment table. A promise without a day is broken as undated and then stays pending as to its keeping; kept counts
only with an attestation of who and when.
"""

from caserules.duties import Duties, Duty, Part
from caserules.expr import eve
from caserules.facts.tables import Commitment
from caserules.rules.rule import Party, Quarter, Terms, rule


@rule("PROMISE-01", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="promise", since="0.1")
def promise_dated(f: type[Commitment]) -> Duties:
    yield Duty(due=f.made, done=f.dated, applies=f.is_made, counts=f.steps_stated, part=Part("dated", aspect="dated"))


@rule("PROMISE-02", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="promise", since="0.1")
def promise_kept(f: type[Commitment]) -> Duties:
    yield Duty(
        due=f.promised_for,
        done=f.done,
        applies=f.is_made,
        counts=f.attested["kept"],
        since=eve(f.made),
        part=Part("kept", aspect="kept"),
    )


@rule("PROMISE-03", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="promise_results", since="0.1")
def results_told(f: type[Commitment], *, telling_term: Terms, telling_quarter: Quarter) -> Duties:
    for term in telling_term:  # told in an earlier quarter is told too early
        yield Duty(
            due=term(f),
            done=f.told[telling_quarter],
            applies=f.is_made & f.made_lately,
            since=f.made,
            part=term.part("told", aspect="told"),
        )
