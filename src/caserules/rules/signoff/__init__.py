"""The reply's chain before issue: drafted and rechecked, reviewed and signed, and for some cases signed by a supervising leader.

Reads the Version table. Until a version issues everything can be mended, so each step is due with the issue and closes with
it; a step done again opens the next version. The chain is policy data: each step with those that must follow it.
"""

from typing import Final

from caserules.duties import Duties, Duty, Part
from caserules.expr import ALWAYS, Cond
from caserules.facts.tables import Version
from caserules.rules.rule import Bodies, Party, Posts, SameDay, Steps, rule

_LEADERS: Final = "leader_sign_off"
"""The step that a supervising leader takes: asked of the cases listed under such a leader alone, and so is its order."""


def _in_order(
    f: type[Version], step: str, followers: tuple[str, ...], same_day: SameDay, leader_bodies: Bodies
) -> Cond:
    """No step that must follow this one, and is asked for, happened strictly before it."""
    ok = ALWAYS
    for later in followers:
        early = (f.step[later] < f.step[step]) | f.before[later, step, same_day]
        for body in leader_bodies if later == _LEADERS else ():
            ok = ok & ~(early & (f.listed[body] < f.issued))
        if later != _LEADERS:
            ok = ok & ~early
    return ok.called("out_of_order")


@rule("SIGN-01", owes=Party.HANDLING_UNIT, to=Party.PROPOSER, fact="drafting", since="0.1")
def drafted_and_rechecked(
    f: type[Version], *, drafting_steps: Steps, same_day: SameDay, leader_bodies: Bodies = ()
) -> Duties:
    for step, followers in drafting_steps.items():
        yield Duty(
            due=f.issued,
            done=f.step[step],
            applies=f.is_open,
            counts=_in_order(f, step, followers, same_day, leader_bodies),
            closes=f.issued,
            part=Part(step, step=step),
        )


@rule("SIGN-02", owes=Party.PRINCIPAL, to=Party.PROPOSER, fact="signing", since="0.1")
def reviewed_and_signed(
    f: type[Version], *, signing_steps: Steps, signing_posts: Posts, same_day: SameDay, leader_bodies: Bodies = ()
) -> Duties:
    for step, followers in signing_steps.items():
        held = f.held[step, signing_posts[step]].called("insufficient")
        yield Duty(
            due=f.issued,
            done=f.step[step],
            applies=f.is_open,
            counts=held & _in_order(f, step, followers, same_day, leader_bodies),
            closes=f.issued,
            part=Part(step, step=step),
        )


@rule("SIGN-03", owes=Party.SUPERVISING_LEADER, to=Party.PROPOSER, fact="leader_signing", since="0.1")
def supervising_leader_signed(f: type[Version], *, leader_steps: Steps, leader_bodies: Bodies) -> Duties:
    for step in leader_steps:
        for body in leader_bodies:
            yield Duty(
                due=f.issued,
                done=f.step[step],
                applies=f.is_open,
                counts=f.held[step, f"leader_of_{body}"].called("insufficient"),
                since=f.listed[body],
                closes=f.issued,
                part=Part(step, step=step),
            )
