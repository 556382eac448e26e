"""Hypothesis strategies: registers that are compliant, that have one breach, that are plausible, that are wild; and a case's life.

Drawn from what a policy says (its days, words and duties) and from the models' own fields; whether a duty is met is asked of the
assessment, so that no rule is written here a second time, and a new rule or field comes in by itself. `st.from_type(Register)` works
as soon as Hypothesis is installed.
"""

from __future__ import annotations

from caserules.testing.strategies.breaching import breaches_of, registers_with_one_breach
from caserules.testing.strategies.compliant import compliant_registers
from caserules.testing.strategies.life import CaseLife
from caserules.testing.strategies.plausible import days, plausible_documents, plausible_registers, records
from caserules.testing.strategies.samples import Sample
from caserules.testing.strategies.wild import wild_bytes, wild_documents

__all__ = [
    "CaseLife",
    "Sample",
    "breaches_of",
    "compliant_registers",
    "days",
    "plausible_documents",
    "plausible_registers",
    "records",
    "registers_with_one_breach",
    "wild_bytes",
    "wild_documents",
]
