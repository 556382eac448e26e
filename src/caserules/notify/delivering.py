"""An outbox emptied: one message after another, each noted before it is tried and after, so that none is lost.

One that fails waits longer each time and stops nobody else; one that fails for good, or too often, is given up and stays in the
outbox for a person to see. Instants come from the caller. What a notifier raises, or returns wrongly, is noted as a fault and
taken as "may have arrived".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from caserules.notify.message import Arrival, Delivery

if TYPE_CHECKING:
    from caserules.notify import Notifier
    from caserules.store import Queued, Store

__all__ = ["ATTEMPTS", "Delivered", "back_off", "deliver"]

ATTEMPTS: Final = 8
"""After so many attempts a message is given up: a day and a half after the first."""
_LEASE: Final = 900
"""Seconds for which a message is its deliverer's; longer than any notifier's time-out."""
_FIRST: Final = 300
_LONGEST: Final = 12 * 3600
_FAULT: Final = Delivery(Arrival.LATER, "NTF-006", may_have_arrived=True)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of emptying an outbox.

    Attributes:
        sent, later, dead: how many were sent, are to be tried again, were given up.
        faults: how often the notifier itself failed: raised, or gave no `Delivery`.
        codes: why they were not sent: each code and how often.
    """

    sent: int
    later: int
    dead: int
    faults: int
    codes: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        told = {"sent": self.sent, "later": self.later, "dead": self.dead, "faults": self.faults}
        return {**told, "codes": dict(self.codes)}


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: five minutes, and twice as long each time, up to half a day.

    Example:
        >>> [str(back_off(n)) for n in (1, 2, 8, 400)]
        ['0:05:00', '0:10:00', '10:40:00', '12:00:00']
    """
    return timedelta(seconds=min(_LONGEST, _FIRST * 2 ** min(attempts - 1, 16)))


def deliver(
    store: Store, notifier: Notifier, *, now: Callable[[], datetime], most: int = 1000, attempts: int = ATTEMPTS
) -> Delivered:
    """Deliver what is due in a store's outbox.

    Args:
        store: the store.
        notifier: who brings the messages.
        now: gives the instant, with its time zone; asked before and after each attempt.
        most: how many messages to try at most, 1 to 100,000.
        attempts: how often a message is tried before it is given up, 1 to 100.

    Raises:
        StoreError: the store failed; what was noted before stays.
    """
    counts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for _ in range(most):
        queued = store.claim(now(), _LEASE)
        if queued is None:
            break
        delivery, failed = _attempt(notifier, queued)
        at = now()
        again = at + back_off(queued.attempts) if queued.attempts < attempts else None
        store.settle(queued, delivery, at, again)
        is_dead = delivery.arrival is Arrival.NEVER or (delivery.arrival is Arrival.LATER and again is None)
        counts["dead" if is_dead else delivery.arrival.value] += 1
        counts["faults"] += failed
        if delivery.code is not None:
            codes[delivery.code] += 1
    return Delivered(counts["sent"], counts["later"], counts["dead"], counts["faults"], tuple(sorted(codes.items())))


def _attempt(notifier: Notifier, queued: Queued) -> tuple[Delivery, bool]:
    """Try once; a notifier's own fault ends nothing but this attempt."""
    if queued.message is None:  # purged while it waited
        return Delivery(Arrival.NEVER, "NTF-001"), False
    try:
        given = notifier.send(queued.message)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  also SystemExit: a plugin does not end the host
        return _FAULT, True
    return (given, False) if type(given) is Delivery else (_FAULT, True)
