"""How the deed behind a fact is told: one line of a story for each column that a duty may be waiting for.

Keyed by the columns of `caserules.facts.tables`, not by rules: a rule over known columns needs nothing here, and a new column needs
one entry (`DEEDS`). Which posts take which steps, and in what order, is read from the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple

from caserules.duties import Verdict
from caserules.expr import Column, Day, Earliest, Flag, Node, walk
from caserules.findings import Finding
from caserules.io.activities import ACTIVITIES

__all__ = ["DEEDS", "Deed", "Told", "deeds_for", "in_time"]


class Told(NamedTuple):
    """What an entry of the table is given: the finding, the rest of the column's name, and a choice among words."""

    finding: Finding
    key: tuple[str, ...]
    pick: Callable[[tuple[str, ...]], str]

    @property
    def unit(self) -> str:
        """The unit that bears the duty."""
        return self.finding.unit

    @property
    def ref(self) -> str:
        """The round, version, proposer, point or commitment."""
        return self.finding.ref


class Deed(NamedTuple):
    """How a column is told.

    Attributes:
        words: the line after its day.
        after: the columns of the row that it may not precede.
        of_case: whether the line is of the finding's case.
        soon: whether the first day on which it can be done is the simplest, not the last.
    """

    words: Callable[[Told], str]
    after: tuple[str, ...] = ()
    of_case: bool = True
    soon: bool = False


def _filed(told: Told) -> str:
    return f"filed {told.unit} {told.key[0]} {told.key[1]}"


def _contact(told: Told) -> str:
    stage, post, *forms = told.key
    return f"contact {told.unit} {told.unit}.{post} {stage} {post} {told.pick(tuple(forms))}"


def _first_contact(told: Told) -> str:
    post, *forms = told.key
    return f"contact {told.unit} {told.unit}.{post} before {post} {told.pick(tuple(forms))}"


def _answered_again(told: Told) -> str:
    return f"issued {told.unit} version={int(told.ref) + 1}"


def _step(told: Told) -> str:
    (step,) = told.key
    activity = step if step in ACTIVITIES else f"step {step}"  # a policy may have steps of its own
    return f"{activity} {told.unit} {_person(told, step)} version={told.ref}"


def _person(told: Told, step: str) -> str:
    """Who takes a step: the holder of the post that the policy asks for; a leader of the body; else the handler."""
    for node in walk(told.finding._duty.duty.counts):
        family, _, rest = node.name.partition(".") if isinstance(node, Flag) else ("", "", "")
        if family == "held" and rest.startswith(f"{step}."):
            post = rest.removeprefix(f"{step}.")
            return f"p.{post.removeprefix('leader_of_')}" if post.startswith("leader_of_") else f"{told.unit}.{post}"
    return f"{told.unit}.handler"


_SAID: Final[Mapping[str, str]] = {"reply_true": "true", "explained": "explained", "principal_led": "principal_led"}
"""The word by which an aspect is attested, where it is not `done`."""


def _attested(told: Told) -> str:
    row = told.finding._row
    parts = {"version": "version", "carry_point": "point"}
    about = f" {parts[row.table]}={row.ref}" if row.table in parts else ""
    word = _SAID.get(told.key[0], "done")
    return f"attested {word} {told.unit} by=office aspect={told.key[0]}{about}" + ("" if row.case else " case=none")


def _plain(words: str, *after: str, soon: bool = False) -> Deed:
    return Deed(lambda told: words.format(unit=told.unit, ref=told.ref), after, soon=soon)


DEEDS: Final[Mapping[str, Deed]] = {
    "filed": Deed(_filed, of_case=False),
    "filed.reply": Deed(_filed, ("answered",)),
    "filed.receipt": Deed(_filed, ("receipt_returned",)),
    "roles_named": Deed(lambda told: f"roles_named {told.unit}", of_case=False),
    "contact": Deed(_contact, ("started",)),
    "first_contact": Deed(_first_contact),
    "step": Deed(_step),
    "attested": Deed(_attested),
    "delivered": _plain("delivered {unit} round={ref}"),
    "answered": _plain("issued {unit} version=1"),
    "issued": _plain("issued {unit} version={ref}"),
    "sent": _plain("sent {unit} {ref} version=1", "answered", soon=True),
    "dispatched": _plain("sent {unit} version=1", "answered"),
    "reached": _plain("reached {unit} version=1", "answered"),
    "decided": Deed(
        lambda told: f"category {told.unit} {told.pick(_meanings(told))} version={told.ref}", ("issued",), soon=True
    ),
    "planned": _plain("plan_entry"),
    "implemented": _plain("implemented"),
    "explained": _plain("explained"),
    "tracker": _plain("tracker clerk"),
    "plan_refined": _plain("solution_plan"),
    "dealt_with": _plain("dealt_with {ref}"),
    "done": _plain("done {ref}", "made"),
    "closed_out": _plain("closed_out {ref}", "made"),
    "promise_attested": Deed(
        lambda told: f"attested done {told.unit} by=office commitment={told.ref} aspect={told.key[0]}",
        ("done", "closed_out"),
    ),
    "receipt_returned": _plain("returned {unit} satisfied version=1", "answered", soon=True),
    "own_answer": _plain("own_answer {unit}"),
    "handled_again": Deed(_answered_again, ("demanded",)),
    "published": _plain("published {unit} version={ref}", "issued"),
    "withheld": _plain("withheld {unit} version={ref} reason=甲", "issued"),
    "told": _plain("told {ref}"),
}
"""By the column's family, or by the family and the first part of its key."""


def _meanings(told: Told) -> tuple[str, ...]:
    return tuple(told.finding._context.program.policy.letters) or ("solvable_now",)


def deeds_for(finding: Finding, pick: Callable[[tuple[str, ...]], str]) -> Iterator[tuple[str, Deed, Told]]:
    """Yield the deeds that a duty is waiting for: column, how it is told, and with what.

    Of columns of which the earliest counts one is enough; otherwise all are needed. A duty of which only the condition of what
    counts is open gets that alone.

    Args:
        finding: what became of the duty.
        pick: chooses among words.
    """
    duty = finding._duty.duty
    names = [] if in_time(finding) else list(_needed(duty.done, pick))
    if finding.verdict is Verdict.PENDING and not duty.forbidden:  # the event before which it is due comes nearer too
        coming = (node.name for node in walk(duty.due) if isinstance(node, Column) and node.name in DEEDS)
        names += [name for name in coming if finding._row.cells[name][1] > finding._context.as_of]
    if finding.verdict is not Verdict.MET:
        names += [node.name for node in walk(duty.counts) if isinstance(node, Flag)]
    for name in dict.fromkeys(names):
        family, *key = name.split(".")
        deed = DEEDS.get(".".join([family, *key[:1]])) or DEEDS.get(family)
        if deed is not None:
            yield name, deed, Told(finding, tuple(key), pick)


def in_time(finding: Finding) -> bool:
    """Return whether the deed was certainly done in time, so that at most its counting is open."""
    return finding._done[1] <= min(finding._due[0], finding._context.as_of)


def _needed(node: Node, pick: Callable[[tuple[str, ...]], str]) -> Iterator[str]:
    if isinstance(node, Column):
        yield node.name
    elif isinstance(node, Earliest):
        ways = [way for part in node.parts if (way := tuple(_needed(part, pick))) and _known(way)]
        if ways:
            chosen = pick(tuple(way[0] for way in ways))
            yield from next(way for way in ways if way[0] == chosen)
    elif isinstance(node, Day):
        for part in node.parts:
            yield from _needed(part, pick)


def _known(names: tuple[str, ...]) -> bool:
    return all(name.partition(".")[0] in DEEDS for name in names)
