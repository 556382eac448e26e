"""Registers in which nothing is broken and nothing undetermined, as of a drawn day."""

from __future__ import annotations

from datetime import date

from hypothesis import reject
from hypothesis import strategies as st

from caserules.policy import Policy, load_policy
from caserules.testing.strategies.days import between, edges_of, first_day
from caserules.testing.strategies.dice import Drawn
from caserules.testing.strategies.mending import Mender
from caserules.testing.strategies.opening import begin
from caserules.testing.strategies.samples import Sample

__all__ = ["compliant_registers"]


def compliant_registers(
    policy: Policy | str = "pengshui-2023", *, as_of: date | None = None, max_cases: int = 4
) -> st.SearchStrategy[Sample]:
    """Return a strategy of registers in which nothing is broken and nothing undetermined as of their day.

    Cases are drawn with the units, marks and promises that make duties arise; what then falls due is done on a drawn day in time,
    and of what is still open a part. Where something cannot be done in time any more, the day drawn is earlier.

    Args:
        policy: a policy or the id of a packaged one.
        as_of: the day; by itself drawn, from the first assignments to the spring after the policy's year.
        max_cases: the most cases in a register.

    Example:
        >>> from hypothesis import Phase, find, settings
        >>> first = settings(max_examples=1, phases=[Phase.generate], database=None)  # the simplest one
        >>> print(find(compliant_registers(), lambda sample: True, settings=first).story)
        year = 2023
        complete_through = 2023-04-10
        complete.delegations = 2023-04-10
        complete.attestations = 2023-04-10
        complete.publications = 2023-04-10
        complete.tellings = 2023-04-10
        carried = none
        2022-01-01 post jiaowei jiaowei.principal principal
        2022-01-01 post jiaowei jiaowei.leader_in_charge leader_in_charge
        2022-01-01 post jiaowei jiaowei.handler handler
        suggestion/2023/1: 2023-04-10 assigned jiaowei single
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)

    @st.composite
    def compliant(draw: st.DrawFn) -> Sample:  # a policy as an argument would be printed whole
        return _drawn(draw, loaded, as_of, max_cases)

    return compliant()


def _drawn(draw: st.DrawFn, policy: Policy, as_of: date | None, max_cases: int) -> Sample:
    dice = Drawn(draw)
    first = first_day(policy)
    day = as_of or dice.pick(sorted(between(edges_of(policy), first, edges_of(policy)[-1])))
    cases = draw(st.integers(1, max_cases))
    mender = Mender(begin(dice, policy, day, cases=cases), policy, day, dice)
    mender.do_some(lambda _: dice.chance())
    if not mender.compliant() or (as_of is not None and mender.as_of != as_of):
        reject()
    register = mender.tale.register(mender.as_of)
    if not register.cases:  # the day went back before the first assignment
        reject()
    return Sample(register, mender.as_of, policy.id, _story(mender))


def _story(mender: Mender) -> str:
    told = mender.tale.with_lines(line for line in mender.tale.lines if line.day is None or line.day <= mender.as_of)
    return told.text(mender.as_of)
