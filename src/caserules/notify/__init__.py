"""Messages to units about what changed: what a message is, who brings it, and how a failed one is tried again.

    message    a message, its key, and what became of an attempt to deliver it
    delivering an outbox emptied: one message after another, at least once, with back-off and dead letters
    book       who is written to at which address: one unit, one address, and nobody in its place
    folder     the default: each message a file in a folder; nothing is sent
    webhook    an HTTP server of the host's own
    mailing    mail, by a server of the office's own
    services   what else apprise knows (DingTalk, WeCom, Feishu)

A message is put into the store's outbox in the transaction that stores the run (`caserules.store`), and delivered later, by
whoever calls `deliver` with the instant. Nothing here opens a connection unless a notifier that does was made and given. This
room never chooses another recipient than the one named, and never puts a person's name into an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from caserules.notify.message import Arrival, Delivery, Message, MessageKind

if TYPE_CHECKING:
    from caserules.notify.delivering import Delivered, deliver

__all__ = ["Arrival", "Delivered", "Delivery", "Message", "MessageKind", "Notifier", "deliver"]


@runtime_checkable
class Notifier(Protocol):
    """Brings a message to its unit.

    `send` is called with one message at a time. It says what became of the attempt and raises nothing for what a network or
    a recipient did; what it raises all the same is taken as "may have arrived, try again". The same message can come twice,
    with the same `key`: a receiver that keeps the keys sees it once. It sends to the unit named, or to nobody.
    """

    @property
    def name(self) -> str:
        """A short name for reports: small letters, digits and `_`."""

    def send(self, message: Message) -> Delivery:
        """Try once to bring a message to its unit, and say what became of it."""


def __getattr__(name: str) -> object:
    if name in {"Delivered", "deliver"}:
        from caserules.notify import delivering

        return getattr(delivering, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
