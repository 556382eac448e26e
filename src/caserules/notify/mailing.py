"""Mail, and the services that apprise knows (DingTalk, WeCom, Feishu …): each unit's address is apprise's own notation.

apprise says whether it worked, and no more: what failed may have arrived, and is tried again. It is loaded when a message is
sent, and what it logs is kept from the host's log, since it holds addresses.
"""

from __future__ import annotations

import io
import logging
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from caserules.errors import InputRejected, Problem
from caserules.notify.message import Arrival, Delivery, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["AppriseNotifier", "mail_notifier"]

_MAIL: Final = re.compile(r"[0-9A-Za-z._+-]{1,64}@[0-9A-Za-z](?:[0-9A-Za-z.-]{0,250}[0-9A-Za-z])?")
_SERVER: Final = re.compile("mailtos?://[!-~]{1,1000}")


class AppriseNotifier:
    """Sends each message by apprise, to the address of its unit.

    Args:
        addresses: each unit's address, as `dingtalk://token`, `wecombot://key`, `feishu://token`, `mailto://…`.
        name: for reports.

    Raises:
        InputRejected: `INP-014` without the extra `notify`; `NTF-003` an address that apprise does not know.
    """

    def __init__(self, addresses: Mapping[str, str], *, name: str = "apprise") -> None:
        apprise = _apprise()
        for unit, address in addresses.items():
            with _quietly():
                known = apprise.Apprise.instantiate(address, suppress_exceptions=True)
            if known is None:
                raise InputRejected([Problem("NTF-003", f"units.{unit}")])
        self.name = name
        self._addresses = dict(addresses)

    def send(self, message: Message) -> Delivery:
        """Send a message once; the key goes along as a header where the service has headers."""
        address = self._addresses.get(message.unit)
        if address is None:
            return Delivery(Arrival.NEVER, "NTF-002")
        apprise = _apprise()
        if address.startswith("mailto"):
            address = f"{address}{'&' if '?' in address else '?'}%2BX-Caserules-Key={message.key}"
        with _quietly():
            service = apprise.Apprise()
            if not service.add(address):
                return Delivery(Arrival.NEVER, "NTF-003")
            body = f"{message.text_zh}\n{message.subject_en}\n\n{message.text_en}"
            is_sent = service.notify(
                title=message.subject_zh, body=body, body_format=apprise.NotifyFormat.TEXT, interpret_escapes=False
            )
        return Delivery(Arrival.SENT) if is_sent else Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)


def mail_notifier(server: str, addresses: Mapping[str, str]) -> AppriseNotifier:
    """Return a notifier that sends mail.

    Args:
        server: apprise's notation without a recipient: `mailtos://user:password@smtp.example:587?from=office@county.example`.
        addresses: each unit's mail address.

    Raises:
        InputRejected: `INP-014` without the extra `notify`; `NTF-003` a server or an address that is not written so; an
            address that names two recipients, or ends a line, is none.
    """
    if _SERVER.fullmatch(server) is None or "to=" in server:
        raise InputRejected([Problem("NTF-003", "channel.server")])
    made = {}
    for unit, address in addresses.items():
        if _MAIL.fullmatch(address) is None:
            raise InputRejected([Problem("NTF-003", f"units.{unit}")])
        made[unit] = f"{server}{'&' if '?' in server else '?'}to={quote(address, safe='@')}"
    return AppriseNotifier(made, name="mail")


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
