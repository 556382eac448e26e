"""A register judged under several setups: its rows are made once, as long as the setups ask for the same of them.

What is slow in an assessment is to make the rows. They hang on the register, on which members of the families of columns
rules ask for (more is no harm), and on their shape: the order of a reply's steps, and what is asked of the contacts of all
stages, since one contact serves one stage. They do not hang on terms, calendars or the day of the verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple, TypeAlias

from caserules.assess import Assessment, judge_rows
from caserules.context import Context
from caserules.facts.flatten import Facts, flatten
from caserules.models import Register
from caserules.program import Program, program_for
from caserules.terms import to_number
from caserules.whatif.differ import Setup
from caserules.whatif.varying import in_year, only

__all__ = ["Trial"]

_Needs: TypeAlias = Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]

_EXACT: Final = "contact"
"""The family whose members must be those asked for and no more."""


class _Shape(NamedTuple):
    chain: Mapping[str, frozenset[str]]
    contacts: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, program: Program) -> _Shape:
        return cls(program.chain, {table: x[_EXACT] for table, x in program.needs.items() if _EXACT in x})


class Trial:
    """A register to be judged again and again.

    Args:
        register: the register.
        vouched: whether it was made of a case given alone, for which the caller vouches.
        setups: those that will be asked first: the rows are made for all of them at once.
    """

    def __init__(self, register: Register, vouched: bool, setups: Iterable[Setup]) -> None:
        self.register = register
        self._vouched = vouched
        self._made: list[tuple[_Shape, _Needs, Facts]] = []
        self._first: tuple[Program, ...] = tuple(self.program(setup) for setup in setups)

    def program(self, setup: Setup, rules: Collection[str] | None = None) -> Program:
        """Return the program of a setup, for some rules or for all."""
        policy, year = setup.policy, self.register.year
        if setup.year is not None and setup.year != (policy.year or year):
            policy, year = in_year(policy, setup.year), setup.year
        if rules is not None:
            policy = only(policy, rules)
        return program_for(policy, setup.calendar, year)

    def judge(self, setup: Setup, rules: Collection[str] | None = None) -> Assessment:
        """Return the assessment under a setup.

        Args:
            setup: what to judge by.
            rules: only these, where no setup asks for rows of another shape; by itself all.
        """
        program = self.program(setup, rules)
        facts = self._facts(program, _Shape.of(program if rules is None else self._first[0]))
        context = Context(self.register, facts, program, to_number(setup.as_of), None, self._vouched)
        findings, counts = judge_rows(context)
        return Assessment(context, findings, counts)

    def _facts(self, program: Program, shape: _Shape) -> Facts:
        for made, needs, facts in self._made:
            if made == shape and _holds(needs, program.needs):
                return facts
        alike = [x.needs for x in self._first if _Shape.of(x) == shape]
        needs = _joined([*alike, program.needs])
        facts = flatten(self.register, needs, shape.chain)
        self._made.append((shape, needs, facts))
        return facts


def _holds(needs: _Needs, asked: _Needs) -> bool:
    """Whether rows made for some needs have all columns that others ask for."""
    return asked.keys() <= needs.keys() and all(
        set(keys) <= set(needs[table].get(family, ()))
        for table, families in asked.items()
        for family, keys in families.items()
    )


def _joined(all_needs: Iterable[_Needs]) -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    found: dict[str, dict[str, dict[tuple[str, ...], None]]] = {}
    for needs in all_needs:
        for table, families in needs.items():
            mine = found.setdefault(table, {})
            for family, keys in families.items():
                mine.setdefault(family, {}).update(dict.fromkeys(keys))
    return {table: {family: tuple(keys) for family, keys in x.items()} for table, x in found.items()}
