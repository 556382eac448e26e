"""Python's collector of cycles, paused while a file becomes objects.

Reading makes many objects that all stay, and no cycles worth collecting; the collector walks through all of them again and
again, for more than half of the time. A file is of limited size, so the pause is short. Nothing else here turns it off.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector, unless it is paused already; for `with`, or to decorate a function.

    Example:
        >>> with collector_paused():
        ...     gc.isenabled()
        False
        >>> gc.isenabled()
        True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
