"""What plugins bring to policies: rules that packs may speak of, and packs. A value that is handed in; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from caserules.rules import BUILT_IN, RuleSet

__all__ = ["NOTHING", "Brought"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What plugins bring to policies.

    Attributes:
        ruleset: the rules that packs may speak of: the library's own, and those that plugins bring.
        packs: pack files by the id of their policy, as they stand in the file; never of a packaged one's id.
    """

    ruleset: RuleSet = BUILT_IN
    packs: Mapping[str, bytes] = field(default_factory=dict)


NOTHING: Final = Brought()
"""No plugin brings anything."""
