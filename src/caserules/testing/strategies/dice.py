"""Who chooses: Hypothesis, so that examples shrink; or always the simplest, where a tale only has to exist."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Protocol, TypeVar

from hypothesis import strategies as st

__all__ = ["Dice", "Drawn", "Simplest"]

T = TypeVar("T")


class Dice(Protocol):
    """Chooses among options, the simplest of which stands first."""

    def pick(self, options: Sequence[T]) -> T:
        """Return one of some options."""

    def chance(self) -> bool:
        """Return whether something more happens."""


_numbers = cache(lambda most: st.integers(0, most))
_TRUTH: Final = st.booleans()


class Drawn:
    """Hypothesis chooses."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """Return a drawn option."""
        return options[0] if len(options) == 1 else options[self._draw(_numbers(len(options) - 1))]

    def chance(self) -> bool:
        """Return a drawn truth."""
        return self._draw(_TRUTH)


class Simplest:
    """Always the first option, and nothing more happens."""

    def pick(self, options: Sequence[T]) -> T:
        """Return the first option."""
        return options[0]

    def chance(self) -> bool:
        """Return no."""
        return False
