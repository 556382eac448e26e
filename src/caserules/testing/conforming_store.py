"""Does a store keep the promises of `caserules.store.Store`? Tried on a store in a fresh folder, by its methods alone.

What is tried: each run whole and once, however often repeated and by however many at once; the order and the contents; what
changed from run to run; the outbox in the same transaction, each message to one taker at a time; confirming steps; that what is
erased is gone and still checks; that all of it is there for who opens the store again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from caserules.assess import assess
from caserules.demo import small_register
from caserules.store import Run, Store, run_of
from caserules.store.changes import ChangeKind, changes_between
from caserules.testing.conforming import NotConforming

__all__ = ["assert_store_conforms"]

_FIRST, _SECOND = date(2023, 5, 23), date(2023, 8, 25)
_NOW: Final = datetime(2023, 9, 1, 8, 0, tzinfo=UTC)
_LEASE: Final = 60
_AT_ONCE: Final = 4


def assert_store_conforms(factory: Callable[[Path], Store]) -> None:
    """Hold a store to what every store promises.

    Args:
        factory: from a folder to the store that is kept there, made where there is none; called again with the same folder it
            opens the same store. A store of a server takes the folder's name for its own.

    Raises:
        NotConforming: with every fault.

    Example:
        >>> from caserules.store.opening import create_store
        >>> assert_store_conforms(lambda folder: create_store(folder / "audits.db"))
    """
    faults: list[str] = []
    for trial in _TRIALS:
        with TemporaryDirectory() as name:
            try:
                faults += (f"{trial.__name__[1:]}: {what}" for what in trial(factory, Path(name)))
            except Exception as error:  # noqa: BLE001  whatever a store raises is its fault
                faults.append(f"{trial.__name__[1:]}: it raised {type(error).__name__}")
    if faults:
        raise NotConforming(faults)


@cache
def _run(day: date) -> Run:
    return run_of(assess(small_register(), "pengshui-2023", as_of=day))


def _plain(findings: Any) -> list[tuple[str, Any, str]]:
    return [(x.id, x.outcome, x.digest) for x in findings]


def _is_a_store(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    store: Any = factory(folder)
    if not isinstance(store, Store):
        yield "it lacks methods of a store"
    if store.runs() or store.outbox() or store.confirmations().steps:
        yield "a new store is not empty"
    if store.verify().broken is not None:
        yield "a new store does not verify"
    store.close()


def _keeps_a_run_whole(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    run = _run(_SECOND)
    store = factory(folder)
    added = store.add(run)
    if not added.is_new or added.run.key != run.key or added.run.findings != len(run.findings):
        yield "what it says of a new run is not the run"
    store.close()
    again = factory(folder)
    if [x.key for x in again.runs()] != [run.key]:
        yield "the run is not there when the store is opened again"
    elif _plain(again.findings(again.runs()[0].number)) != _plain(run.findings):
        yield "its findings are not those of the run, in their order"
    elif any(again.document(x.digest) is None for x in run.findings):
        yield "the document of a finding is not there"
    elif again.register(again.runs()[0].number) is None:
        yield "the register is not there"
    if again.verify().broken is not None:
        yield "it does not verify"
    again.close()


def _stores_once(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    run = _run(_SECOND)
    store = factory(folder)
    first = store.add(run, tell=["broken"])
    for _ in range(3):
        again = store.add(run, tell=["broken"])
        if again.is_new or again.run.number != first.run.number or again.queued:
            yield "a run that is there already is stored, or told, again"
            break
    if len(store.runs()) != 1 or len(store.outbox()) != len(first.queued):
        yield "the same run is there more than once"
    store.close()


def _stores_once_for_many(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    run = _run(_SECOND)
    factory(folder).close()

    def add(_: int) -> bool:
        store = factory(folder)
        try:
            return store.add(run).is_new
        finally:
            store.close()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        new = list(pool.map(add, range(_AT_ONCE)))
    store = factory(folder)
    if sum(new) != 1 or len(store.runs()) != 1:
        yield f"{_AT_ONCE} at once stored {len(store.runs())} runs, {sum(new)} of them as new"
    if store.verify().broken is not None:
        yield "it does not verify"
    store.close()


def _tells_what_changed(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    first, second = _run(_FIRST), _run(_SECOND)
    store = factory(folder)
    one, two = store.add(first), store.add(second)
    wanted = changes_between(first.findings, second.findings)
    if one.run.compared is not None or any(x.kind is not ChangeKind.NEW for x in one.changes):
        yield "the first run of its series is compared with nothing, and changes nothing"
    if two.run.compared != one.run.number or two.run.number <= one.run.number:
        yield "a run is compared with the one before it, and numbered after it"
    if set(two.changes) != set(wanted) or set(store.changes(two.run.number)) != set(wanted):
        yield "what changed between two runs is not told"
    finding = wanted[0].finding
    if [x.run for x in store.history(finding)] != [
        x.number for x in (one.run, two.run) if _has(store, x.number, finding)
    ]:
        yield "a finding's history is not what became of it, run by run"
    back = store.add(run_of(assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1))), tell=["broken"])
    if back.run.is_current or back.changes or back.queued:
        yield "a run that looks back at an earlier day gives rise to changes or messages"
    store.close()


def _has(store: Store, run: int, finding: str) -> bool:
    return any(x.id == finding for x in store.findings(run))


def _keeps_an_outbox(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    from caserules.notify import Arrival, Delivery  # noqa: PLC0415  one trial of many

    store = factory(folder)
    added = store.add(_run(_SECOND), tell=["broken", "undetermined"])
    if not added.queued or [x.key for x in store.outbox()] != [x.key for x in added.queued]:
        yield "the messages of a run are not in its outbox"
        store.close()
        return
    taken = store.claim(_NOW, _LEASE)
    other = store.claim(_NOW, _LEASE)
    if taken is None or (other is not None and other.number == taken.number):
        yield "a message that somebody has is given to another"
        store.close()
        return
    later = store.claim(_NOW + timedelta(seconds=_LEASE + 1), _LEASE)
    if later is None or later.number != taken.number or later.attempts <= taken.attempts:
        yield "a message whose taker did not come back is not given out again"
    sent = store.settle(later or taken, Delivery(Arrival.SENT), _NOW + timedelta(seconds=_LEASE + 2), None)
    if sent.state.value != "sent":
        yield "a message that was sent is not noted as sent"
    if any(x.number == taken.number and x.state.value != "sent" for x in store.outbox()):
        yield "a message that was sent waits again"
    store.close()


def _keeps_confirmations(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    from caserules.confirming import Confirmation, State  # noqa: PLC0415  one trial of many

    store = factory(folder)
    run = _run(_SECOND)
    store.add(run)
    step = Confirmation(run.findings[0].id, State.DRAFT, "某某", _SECOND)
    store.confirm(step)
    store.close()
    again = factory(folder)
    if again.confirmations().state(step.finding) is not State.DRAFT:
        yield "a confirming step is not there when the store is opened again"
    again.close()


def _erases(factory: Callable[[Path], Store], folder: Path) -> Iterator[str]:
    store = factory(folder)
    run = _run(_SECOND)
    number = store.add(run).run.number
    gone = next(x for x in run.findings if x.case is not None)
    kept = next(x for x in run.findings if x.case is not None and x.case != gone.case)
    store.purge(case=gone.case)
    if store.document(gone.digest) is not None or store.register(number) is not None:
        yield "what was erased can still be read"
    if store.document(kept.digest) is None:
        yield "what was not to be erased is gone"
    if store.verify().broken is not None:
        yield "after something was erased it does not verify"
    if len(store.findings(number)) != len(run.findings):
        yield "an erased finding has left no trace"
    store.close()


_TRIALS: Final = (
    _is_a_store,
    _keeps_a_run_whole,
    _stores_once,
    _stores_once_for_many,
    _tells_what_changed,
    _keeps_an_outbox,
    _keeps_confirmations,
    _erases,
)
