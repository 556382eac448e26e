"""The services that apprise knows (DingTalk, WeCom, Feishu …): each unit's address is apprise's own notation.

apprise says whether it worked, and no more: what failed may have arrived, and is tried again. It paces itself as each service
asks. It is loaded when it is used, and what it logs is kept from the host's log, since it holds addresses.
"""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from caserules.errors import InputRejected, Problem
from caserules.notify.message import Arrival, Delivery, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AppriseNotifier"]


class AppriseNotifier:
    """Sends each message by apprise, to the address of its unit.

    Args:
        addresses: each unit's address, as `dingtalk://token`, `wecombot://key`, `feishu://token`.

    Raises:
        InputRejected: `INP-014` without the extra `notify`; `NTF-003` an address that apprise does not know.
    """

    name = "apprise"

    def __init__(self, addresses: Mapping[str, str]) -> None:
        apprise = _apprise()
        for unit, address in addresses.items():
            with _quietly():
                known = apprise.Apprise.instantiate(address, suppress_exceptions=True)
            if known is None:
                raise InputRejected([Problem("NTF-003", f"units.{unit}")])
        self._addresses = dict(addresses)

    def send(self, message: Message) -> Delivery:
        """Send a message once."""
        address = self._addresses.get(message.unit)
        if address is None:
            return Delivery(Arrival.NEVER, "NTF-002")
        apprise = _apprise()
        with _quietly():
            service = apprise.Apprise()
            if not service.add(address):
                return Delivery(Arrival.NEVER, "NTF-003")
            body = f"{message.text_zh}\n{message.subject_en}\n\n{message.text_en}"
            is_sent = service.notify(
                title=message.subject_zh, body=body, body_format=apprise.NotifyFormat.TEXT, interpret_escapes=False
            )
        return Delivery(Arrival.SENT) if is_sent else Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)


def _apprise() -> Any:
    try:
        import apprise
    except ModuleNotFoundError:
        raise InputRejected([Problem("INP-014", "", (("extra", "notify"),))]) from None
    return apprise


class _quietly:  # noqa: N801  reads as a word
    """Keep what apprise logs from the host's log: it holds addresses."""

    def __enter__(self) -> None:
        self._log = logging.getLogger("apprise")
        self._was = self._log.propagate
        self._handler = logging.StreamHandler(io.StringIO())
        self._log.addHandler(self._handler)
        self._log.propagate = False

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self._handler)
        self._log.propagate = self._was
