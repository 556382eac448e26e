"""Calling code that is not ours: whatever it does ends as a value or as the name of what went wrong, and never as more than that.

`except Exception` lets `SystemExit`, `GeneratorExit` and other bases through; here only a person's interrupt and the machine's
want of memory pass. Of an exception nothing but its class is read: its text may hold data, or raise itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Generic, NamedTuple, TypeVar

__all__ = ["Called", "called", "kind_of"]

T = TypeVar("T")

_UNFIT: Final = re.compile(r"[^A-Za-z0-9_.]")


class Called(NamedTuple, Generic[T]):
    """What a call gave: its value, or what kind of exception ended it."""

    value: T | None
    raised: str | None


def kind_of(thing: Any) -> str:
    """Return the name of a thing's class, in characters that are safe to print; a class's own tricks are not played.

    Example:
        >>> kind_of(ValueError("a name"))
        'ValueError'
    """
    name = type.__dict__["__name__"].__get__(type(thing))
    return _UNFIT.sub("_", str(name))[:60]


def called(call: Callable[..., T], *given: Any) -> Called[T]:
    """Call what is not ours.

    Args:
        call: what is called.
        given: its arguments.

    Raises:
        KeyboardInterrupt: a person interrupted.
        MemoryError: the machine has no more.

    Example:
        >>> called(lambda: 1 // 0)
        Called(value=None, raised='ZeroDivisionError')
    """
    try:
        return Called(call(*given), None)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # noqa: BLE001  that is what this room is for
        return Called(None, kind_of(error))
