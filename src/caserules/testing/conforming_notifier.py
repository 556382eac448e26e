"""Does a notifier keep the promises of `caserules.notify.Notifier`? Tried with invented messages, by its methods alone.

A notifier that sends needs something to send to: its factory starts it, and the host's own test looks at what arrived.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from caserules.notify import Arrival, Delivery, Message, MessageKind, Notifier
from caserules.testing.conforming import NotConforming

__all__ = ["MESSAGE", "assert_notifier_conforms"]

_NAME: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_CODE: Final = re.compile("[A-Z]{2,5}-[0-9]{3}")

MESSAGE: Final = Message(
    kind=MessageKind.NEW,
    run="0" * 64,
    finding="REPLY-01/suggestion/2023/12/jiaowei/notice/-",
    rule="REPLY-01",
    case="suggestion/2023/12",
    unit="jiaowei",
    revision=1,
    as_of=date(2023, 9, 4),
    subject_zh="建议第12号：应答复代表，逾期未办",
    subject_en="Suggestion 12: the reply is overdue",
    text_zh="县教委：应书面答复代表（期限2023年8月31日），截至2023年9月4日未办。\n",
    text_en="The unit was to reply in writing by 2023-08-31, and had not by 2023-09-04.\n",
)
"""An invented message."""


def assert_notifier_conforms(factory: Callable[[Path], Notifier]) -> None:
    """Hold a notifier to what every notifier promises.

    Args:
        factory: from a folder of its own to a notifier that can reach the unit `jiaowei`.

    Raises:
        NotConforming: with every fault.

    Example:
        >>> from caserules.notify.folder import FolderNotifier
        >>> assert_notifier_conforms(FolderNotifier)
    """
    faults: list[str] = []
    for trial in _TRIALS:
        with TemporaryDirectory() as name:
            try:
                faults += (f"{trial.__name__[1:]}: {what}" for what in trial(factory(Path(name))))
            except Exception as error:  # noqa: BLE001  whatever a notifier raises is its fault
                faults.append(f"{trial.__name__[1:]}: it raised {type(error).__name__}")
    if faults:
        raise NotConforming(faults)


def _is_a_notifier(notifier: Any) -> Iterator[str]:
    name: Any = getattr(notifier, "name", None)
    if not isinstance(notifier, Notifier):
        yield "it lacks `name` or `send`"
    elif not isinstance(name, str) or _NAME.fullmatch(name) is None:
        yield "its name is not of small letters, digits and _"


def _says_what_became_of_it(notifier: Notifier) -> Iterator[str]:
    yield from _delivery(notifier.send(replace(MESSAGE)), must=True)


def _takes_a_message_twice(notifier: Notifier) -> Iterator[str]:
    for _ in range(2):
        yield from _delivery(notifier.send(replace(MESSAGE)), must=True)


def _takes_every_kind(notifier: Notifier) -> Iterator[str]:
    for revision, kind in enumerate(MessageKind, 1):
        yield from _delivery(notifier.send(replace(MESSAGE, kind=kind, revision=revision)), must=True)


def _leaves_the_message_as_it_was(notifier: Notifier) -> Iterator[str]:
    sent = replace(MESSAGE)
    notifier.send(sent)
    if sent != MESSAGE or sent.key != MESSAGE.key:
        yield "it changed the message"


def _takes_strange_texts(notifier: Notifier) -> Iterator[str]:
    for text in ("=1+1\n", "{0.__class__} %s ${x}\n", "<b>𬱖😀</b>\n", "一" * 20_000):
        yield from _delivery(notifier.send(replace(MESSAGE, text_zh=text, text_en=text)), must=True)
    yield from _delivery(
        notifier.send(replace(MESSAGE, case=None, finding="PLAN-01/-/jiaowei/plan→office/-")), must=True
    )


def _chooses_nobody_else(notifier: Notifier) -> Iterator[str]:
    """A unit that it cannot reach gets nothing, and it says so or hands the message on for that unit; it does not raise."""
    yield from _delivery(notifier.send(replace(MESSAGE, unit="no_such_unit")), must=False)


def _delivery(found: object, *, must: bool) -> Iterator[str]:
    """What is wrong with the word on an attempt; of one that must succeed, that it did not."""
    if type(found) is not Delivery:
        yield f"send gave {type(found).__name__}, not Delivery"
        return
    code: Any = found.code
    if found.arrival is Arrival.SENT:
        if code is not None:
            yield "what was sent has a code of failure"
        return
    if must:
        yield f"it could not send to a unit that it can reach ({code})"
    if not isinstance(code, str) or _CODE.fullmatch(code) is None:
        yield "a failure without a code"


_TRIALS: Final = (
    _is_a_notifier,
    _says_what_became_of_it,
    _takes_a_message_twice,
    _takes_every_kind,
    _leaves_the_message_as_it_was,
    _takes_strange_texts,
    _chooses_nobody_else,
)
