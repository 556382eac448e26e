"""Registers with exactly one breach: all is done in time, then one line is changed so that one duty is broken in the manner wanted.

Which rules can be broken, and how, is read from their cards; which change breaks a duty is found by trying the lines that were told for
it (left out, moved, said of another person, denied) and asking the assessment. Nothing here knows a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, islice, product
from typing import Final

from hypothesis import reject
from hypothesis import strategies as st

from caserules.duties import Breach, Verdict
from caserules.errors import InputRejected
from caserules.expr import EVER, NEVER, Column, walk
from caserules.findings import Finding
from caserules.policy import Policy, load_policy
from caserules.rules import all_rules
from caserules.rules.cards import cases
from caserules.terms import to_date
from caserules.testing.strategies.days import DAY, between, edges_of, year_of
from caserules.testing.strategies.deeds import DEEDS, Told
from caserules.testing.strategies.dice import Dice, Drawn, Simplest
from caserules.testing.strategies.mending import TROUBLE, Mender
from caserules.testing.strategies.opening import FEATURES, begin
from caserules.testing.strategies.samples import Sample
from caserules.testing.strategies.tale import Line, Tale

__all__ = ["breaches_of", "registers_with_one_breach"]

_MOST_CHANGES: Final = 80
_OPEN: Final = frozenset({Verdict.MET, Verdict.PENDING})


def breaches_of(policy: Policy | str = "pengshui-2023") -> tuple[tuple[str, Breach], ...]:
    """Return the rules that a policy has and that can be broken, each with every manner that its card shows.

    Example:
        >>> [how.value for rule, how in breaches_of() if rule == "COHAND-01"]
        ['late', 'missing']
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    return tuple(
        (rule.id, Breach(code))
        for rule in all_rules()
        if loaded.rules[rule.id].off is None
        for code in sorted(
            {x.code for case in cases(rule.id) for x in case.expect if _breaks(x.verdict, x.rule, rule.id)}
        )
    )


def _breaks(verdict: Verdict | None, rule: str, own: str) -> bool:
    return verdict is Verdict.BROKEN and rule == own


def registers_with_one_breach(
    policy: Policy | str = "pengshui-2023", *, rule: str | None = None, how: Breach | str | None = None
) -> st.SearchStrategy[Sample]:
    """Return a strategy of registers in which one finding is broken, and nothing else broken or undetermined.

    One fault may break two rules of one fact group (a promise not kept and closed out all the same): those stand in `folded`, told
    apart by unit, case and fact, as the scoring tells them.

    Args:
        policy: a policy or the id of a packaged one.
        rule: the rule that is broken; by itself drawn.
        how: in which manner (`late`, `missing`, `insufficient`, `out_of_order`, `forbidden`); by itself drawn.

    Raises:
        ValueError: no card shows the rule broken in that manner under the policy.

    Example:
        >>> from hypothesis import Phase, find, settings
        >>> first = settings(max_examples=1, phases=[Phase.generate], database=None)  # the simplest one
        >>> late = registers_with_one_breach(rule="COHAND-01", how="late")
        >>> find(late, lambda sample: True, settings=first).broken
        'COHAND-01/suggestion/2023/1/caizheng/notice/0'
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    wanted = [x for x in breaches_of(loaded) if rule in (None, x[0]) and how in (None, x[1])]
    if not wanted:
        raise ValueError(f"no card shows {rule or 'a rule'} broken {how or 'at all'} under {loaded.id}")

    @st.composite
    def breached(draw: st.DrawFn) -> Sample:  # a policy as an argument would be printed whole
        chosen = draw(st.sampled_from(wanted))
        return _drawn(Drawn(draw), loaded, *chosen) or reject()

    return breached()


def _drawn(dice: Dice, policy: Policy, rule: str, how: Breach) -> Sample | None:
    found = features_for(policy, rule, how)
    if found is None:
        return None
    features, first, last = found
    day = dice.pick(sorted(between(edges_of(policy), first, last), reverse=True))
    return _Breach(policy, rule, how, day, dice).tried(features)


@lru_cache(maxsize=256)
def features_for(policy: Policy, rule: str, how: Breach) -> tuple[frozenset[str], date, date] | None:
    """Return the fewest features with which a case can break a rule in a manner, and in which span of days; None: no few can.

    The autumn is tried first; the summer is for what is due long before the reply, the winter for what is due at the year's end.
    """
    year = year_of(policy)
    names = [name for name in FEATURES if name != "ended"]
    spans = (
        (date(year, 9, 5), date(year, 12, 31)),
        (date(year, 5, 15), date(year, 7, 5)),
        (date(year + 1, 1, 5), date(year + 1, 3, 31)),
    )
    for size, (first, last) in product(range(3), spans):
        for chosen in combinations(names, size):
            if "sent_back" in chosen and "co_handling" not in chosen:
                continue
            if _Breach(policy, rule, how, last, Simplest()).tried(frozenset(chosen)) is not None:
                return frozenset(chosen), first, last
    return None


@dataclass
class _Breach:
    """One duty being broken: by which policy, which rule, in which manner, by which day."""

    policy: Policy
    rule: str
    how: Breach
    as_of: date
    dice: Dice

    def tried(self, features: frozenset[str]) -> Sample | None:
        """Return a register with the breach, if a case with these features can be brought to it."""
        tale = begin(self.dice, self.policy, self.as_of, cases=1, wanted=features)
        mender = Mender(tale, self.policy, self.as_of, self.dice, prefer=features)
        targets = self._targets(mender, all_done=False) or self._targets(mender, all_done=True)
        if not targets:
            return None
        target = self.dice.pick(targets)
        for changed in islice(self._changes(mender.tale, target), _MOST_CHANGES):
            sample = self._sample(changed, target.id)
            if sample is not None:
                return sample
        return None

    def _targets(self, mender: Mender, *, all_done: bool) -> list[Finding]:
        """The rule's findings that can be broken, where nothing else is wrong."""
        found: tuple[Finding, ...] = ()
        for _ in range(2):  # what mending does may be what others wait for
            mender.do_some(lambda finding: all_done or finding.rule == self.rule or self.dice.chance())
            found = mender.mend().findings
        if any(x.verdict in TROUBLE for x in found):
            return []
        mine = [x for x in found if x.rule == self.rule and x.verdict in _OPEN]
        return [x for x in mine if x.verdict is Verdict.MET] or mine

    def _sample(self, tale: Tale, target: str) -> Sample | None:
        """The register, if that duty is broken in that manner, and after mending what follows nothing else is."""
        mender = Mender(tale, self.policy, self.as_of, self.dice)
        if not self._is_broken(mender, target):
            return None
        fact = _fact(mender.judged().finding(target))
        found = mender.mend(keep={x.id for x in mender.judged().broken() if _fact(x) == fact})
        if not self._is_broken(mender, target):
            return None
        others = [x for x in found.findings if x.verdict in TROUBLE and x.id != target]
        same = [x for x in others if x.verdict is Verdict.BROKEN and _fact(x) == fact]
        if len(same) < len(others):
            return None
        register, folded = mender.tale.register(self.as_of), tuple(x.id for x in same)
        return Sample(register, self.as_of, self.policy.id, mender.tale.text(self.as_of), target, self.how, folded)

    def _is_broken(self, mender: Mender, target: str) -> bool:
        try:
            found = next((x for x in mender.judged().findings if x.id == target), None)
        except InputRejected:  # a change that no register can hold
            return False
        return found is not None and found.breach is self.how

    # ------------------------------------------------------------------------------------------------- changes

    def _changes(self, tale: Tale, target: Finding) -> Iterator[Tale]:
        """Tales that differ by one fact, the likeliest to break the duty first."""
        own = [line for line in tale.lines if line.of == target.id]
        near = [line for line in tale.lines if line.case == (target.case or "") and line not in own]
        for event in self._events(target):
            if event not in tale.lines:
                yield tale.with_lines([*tale.lines, event])
                tale = tale.with_lines([*tale.lines, event])
        if self.how is Breach.OUT_OF_ORDER:
            chain = target._context.program.chain
            yield from _turned(tale, own, [line for line in near if chain.keys() & set(line.words.split()[:2])])
        for line in (*own, *near):
            if self.how is Breach.MISSING:
                yield tale.with_lines(other for other in tale.lines if other is not line)
            for changed in self._changed(line, target, tale):
                yield tale.with_lines(changed if other is line else other for other in tale.lines)

    def _events(self, target: Finding) -> Iterator[Line]:
        """The event before which it was due, or which is forbidden, where it has not happened."""
        row, as_of = target._row, target._context.as_of
        for node in walk(target._duty.duty.due):
            if isinstance(node, Column) and node.name in DEEDS and row.cells[node.name][0] > as_of:
                told = Told(target, (), self.dice.pick)
                first = to_date(min(max(x[0] for x in self._starts(target)), as_of)) or self.as_of
                day = self.dice.pick(between(edges_of(self.policy), first, self.as_of))
                yield Line(day, DEEDS[node.name].words(told), target.case or "", target.id)

    def _starts(self, target: Finding) -> Iterator[tuple[int, int]]:
        for name in ("assigned", "asked", "since", "made"):
            cell = target._row.cells.get(name)
            if cell is not None and EVER < cell[0] < NEVER:
                yield cell
        yield (0, 0)

    def _changed(self, line: Line, target: Finding, tale: Tale) -> Iterator[Line]:
        if line.day is not None and self.how in (Breach.LATE, Breach.OUT_OF_ORDER, Breach.MISSING):
            for day in self._other_days(line, target, tale):
                yield line._replace(day=day, words=_DECIDED.sub(_later_by(day - line.day), line.words))
                if _DECIDED.search(line.words):
                    yield line._replace(words=_DECIDED.sub(f"decided={day}", line.words))
        for words in _other_words(line, target):
            yield line._replace(words=words)

    def _other_days(self, line: Line, target: Finding, tale: Tale) -> Iterator[date]:
        """After the due day; beside the other events of the case."""
        due = to_date(target._due[1])
        if self.how is Breach.LATE and due is not None and due < self.as_of:
            yield self.dice.pick(between(edges_of(self.policy), due + DAY, self.as_of))
        beside = {
            day
            for other in tale.lines
            if other.case == line.case and other.day
            for day in (other.day - DAY, other.day + DAY)
        }
        yield from sorted(day for day in beside if day <= self.as_of and day != line.day)


def _turned(tale: Tale, own: list[Line], near: list[Line]) -> Iterator[Tale]:
    """Tales in which a line's event and another's are of one day, and in the wrong order."""
    for line in own:
        for other in near:
            if other.day is not None and line.day is not None:
                turned = {line: line._replace(day=other.day, words=f"{line.words} seq=2")}
                turned[other] = other._replace(words=f"{other.words} seq=1")
                yield tale.with_lines(turned.get(each, each) for each in tale.lines)


def _fact(finding: Finding) -> tuple[str, str | None, str]:
    return finding.unit, finding.case, finding.fact


def _other_words(line: Line, target: Finding) -> Iterator[str]:
    """The same line said of another person, post or form; denied; without its day or steps."""
    words = line.words.split()
    unit = target.unit
    for index, word in list(enumerate(words))[1:]:
        for other in _others(word, unit):
            yield " ".join([*words[:index], *([other] if other else []), *words[index + 1 :]])


_DENIED: Final = {"done": "not_done", "true": "untrue", "outcome=refused": "outcome=pending"}
_DECIDED: Final = re.compile(r"\bdecided=([0-9-]+)")


def _later_by(delay: timedelta) -> Callable[[re.Match[str]], str]:
    """What was decided about an event that moves moves with it."""
    return lambda found: f"decided={date.fromisoformat(found[1]) + delay}"


def _others(word: str, unit: str) -> Iterator[str]:
    if word.startswith((f"{unit}.", "p.")):
        yield from (
            f"{unit}.{post}" for post in ("handler", "leader_in_charge", "principal") if word != f"{unit}.{post}"
        )
    elif word in ("principal", "leader_in_charge"):
        yield "handler"
    elif word in ("face_to_face", "meeting"):
        yield from ("telephone", "letter")
    elif word in _DENIED:
        yield _DENIED[word]
    elif word.startswith(("promised_for=", "steps=")):
        yield f"{word.partition('=')[0]}=none"
