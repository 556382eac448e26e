"""The conformance kit: it passes what keeps the contract, and refuses each planted plugin, store and notifier that does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caserules.hooks import plugins_of
from caserules.notify import Arrival, Delivery, Message
from caserules.notify.folder import FolderNotifier
from caserules.rules import rule_by_id
from caserules.testing import (
    NotConforming,
    assert_notifier_conforms,
    assert_plugin_conforms,
    assert_rule_conforms,
    assert_store_conforms,
    sample,
)
from caserules.testing.conforming_notifier import MESSAGE
from caserules.testing.faulty import FAULTY, PLANTED, FaultyPlugin
from caserules.testing.sample.visit import key_case_visited

ONLY_THE_KIT = [x for x in FAULTY if x.fate == "kit" and x not in PLANTED]
STORE = pytest.importorskip("caserules.store.opening", reason="needs the extra store")


def told(raised: pytest.ExceptionInfo[NotConforming]) -> str:
    return "\n".join(raised.value.faults)


# ------------------------------------------------------------ plugins and rules


def test_a_plugin_that_does_nothing_wrong_conforms() -> None:
    assert_plugin_conforms(sample)


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_each_of_fourteen_planted_plugins_is_refused(planted: FaultyPlugin) -> None:
    with pytest.raises(NotConforming) as raised:
        assert_plugin_conforms(planted.where, seconds=10 if planted.row == "P03" else 120)
    assert (planted.code or "it ") in told(raised) or planted.row == "P03"
    assert ("no answer within" in told(raised)) is (planted.row == "P03")


def test_there_are_fourteen_of_them() -> None:
    assert [x.row for x in PLANTED] == [f"P{n:02}" for n in range(1, 15)]


@pytest.mark.parametrize("faulty", ONLY_THE_KIT, ids=str)
def test_what_an_audit_cannot_see_the_kit_does(faulty: FaultyPlugin) -> None:
    with pytest.raises(NotConforming):
        assert_plugin_conforms(faulty.where)


def test_a_plugin_that_nobody_can_import_is_refused() -> None:
    with pytest.raises(NotConforming) as raised:
        assert_plugin_conforms("no_such_module_at_all")
    assert "ModuleNotFoundError" in told(raised)


def test_a_rule_conforms_under_the_policy_that_has_it_in_force() -> None:
    policy = plugins_of(sample).load_policy("sample-visit")
    assert_rule_conforms(key_case_visited, policy)
    assert_rule_conforms(rule_by_id("COHAND-01"), policy)
    with pytest.raises(NotConforming) as raised:
        assert_rule_conforms(key_case_visited, plugins_of(sample).load_policy("pengshui-2023"))
    assert "in force" in told(raised)


def test_a_rule_that_breaks_a_promise_is_refused() -> None:
    policy = plugins_of(sample).load_policy("sample-visit")
    with pytest.raises(NotConforming) as raised:
        assert_rule_conforms(replace(key_case_visited, deed="visit"), policy)
    assert "declared" in told(raised)


# ------------------------------------------------------------ stores


class Wrapped:
    """A built-in store behind one that does something wrong."""

    def __init__(self, folder: Path) -> None:
        self.store = STORE.create_store(folder / "audits.db")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.store, name)


def _wrapped(**methods: Callable[..., Any]) -> Callable[[Path], Any]:
    names = [x for x in dir(STORE.SqlStore) if not x.startswith("_")]

    def passing(name: str) -> Callable[..., Any]:
        return lambda self, *args, **kwargs: getattr(self.store, name)(*args, **kwargs)

    return type("Store", (Wrapped,), {name: methods.get(name, passing(name)) for name in names})


def _forgets(folder: Path) -> Any:
    """Keeps nothing for who opens it again."""
    for old in folder.glob("audits.db*"):
        old.unlink()
    return STORE.create_store(folder / "audits.db")


def _lacks(folder: Path) -> Any:
    return object()


def _numbers_again(self: Any, run: Any, *, tell: Iterable[str] = ()) -> Any:
    return replace(self.store.add(run, tell=tell), is_new=True)


def _drops_some(self: Any, run: int) -> Any:
    return self.store.findings(run)[:-1]


def _reverses(self: Any, run: int) -> Any:
    return self.store.findings(run)[::-1]


def _tells_nothing(self: Any, run: int) -> Any:
    return ()


def _gives_to_all(self: Any, now: Any, lease: int) -> Any:
    return next(iter(self.store.outbox()), None)


def _erases_nothing(self: Any, **_: Any) -> Any:
    return None


def _raises(self: Any, *_: Any, **__: Any) -> Any:
    raise OSError


BAD_STORES: dict[str, Callable[[Path], Any]] = {
    "keeps_a_run_whole": _forgets,
    "is_a_store": _lacks,
    "stores_once": _wrapped(add=_numbers_again),
    "its findings": _wrapped(findings=_drops_some),
    "in their order": _wrapped(findings=_reverses),
    "what changed": _wrapped(changes=_tells_nothing),
    "given to another": _wrapped(claim=_gives_to_all),
    "erases": _wrapped(purge=_erases_nothing),
    "keeps_confirmations": _wrapped(confirm=_raises),
    "raised OSError": _wrapped(verify=_raises),
}


def test_the_built_in_store_conforms() -> None:
    assert_store_conforms(lambda folder: STORE.create_store(folder / "audits.db"))


def test_the_wrapper_itself_does_nothing_wrong() -> None:
    assert_store_conforms(_wrapped())


@pytest.mark.parametrize("what", BAD_STORES)
def test_a_bad_store_is_refused(what: str) -> None:
    with pytest.raises(NotConforming) as raised:
        assert_store_conforms(BAD_STORES[what])
    assert what in told(raised)


# ------------------------------------------------------------ notifiers


class _Notifier:
    name = "papers"

    def __init__(self, folder: Path) -> None:
        self.inner = FolderNotifier(folder)

    def send(self, message: Message) -> Any:
        return self.inner.send(message)


class _Unnamed(_Notifier):
    name = "Some Papers"


class _Silent(_Notifier):
    def send(self, message: Message) -> Any:
        self.inner.send(message)


class _Raising(_Notifier):
    def send(self, message: Message) -> Any:
        raise ConnectionError


class _Once(_Notifier):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.seen: set[str] = set()

    def send(self, message: Message) -> Any:
        if message.key in self.seen:
            return Delivery(Arrival.NEVER, "NTF-006")
        self.seen.add(message.key)
        return self.inner.send(message)


class _Changing(_Notifier):
    def send(self, message: Message) -> Any:
        object.__setattr__(message, "unit", "caizheng")
        return self.inner.send(message)


class _Uncoded(_Notifier):
    def send(self, message: Message) -> Any:
        return Delivery(Arrival.LATER)


class _Coded(_Notifier):
    def send(self, message: Message) -> Any:
        return Delivery(Arrival.SENT, "NTF-004")


class _Short(_Notifier):
    def send(self, message: Message) -> Any:
        return self.inner.send(message) if len(message.text_zh) < 1_000 else Delivery(Arrival.NEVER, "NTF-006")


BAD_NOTIFIERS: dict[str, Callable[[Path], Any]] = {
    "is_a_notifier: it lacks": lambda folder: object(),
    "is_a_notifier: its name": _Unnamed,
    "NoneType": _Silent,
    "ConnectionError": _Raising,
    "takes_a_message_twice": _Once,
    "leaves_the_message_as_it_was": _Changing,
    "a failure without a code": _Uncoded,
    "a code of failure": _Coded,
    "takes_strange_texts": _Short,
}


def test_the_built_in_notifier_conforms() -> None:
    assert_notifier_conforms(FolderNotifier)


@pytest.mark.parametrize("what", BAD_NOTIFIERS)
def test_a_bad_notifier_is_refused(what: str) -> None:
    with pytest.raises(NotConforming) as raised:
        assert_notifier_conforms(BAD_NOTIFIERS[what])
    assert what in told(raised)
    assert MESSAGE.unit == "jiaowei"  # each trial had a message of its own
