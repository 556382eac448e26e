"""Mail: each message to its unit's one address, by a server of the office's own.

The mail's id is the message's key, so that what comes twice is known again. Which failures pass is told by the server's own
codes. No `Date` is written, since no clock is read: the server writes it, as it does for every mail that it takes in.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from caserules.errors import InputRejected, Problem
from caserules.notify.message import Arrival, Delivery, Message

__all__ = ["MailNotifier"]

_MAIL: Final = re.compile(r"[0-9A-Za-z._+-]{1,64}@[0-9A-Za-z](?:[0-9A-Za-z.-]{0,250}[0-9A-Za-z])?")
_HOST: Final = re.compile("[0-9A-Za-z][0-9A-Za-z.:-]{0,250}")
_PORTS: Final = {"tls": 465, "starttls": 587, "none": 25}
_NO_ANSWER: Final = Delivery(Arrival.LATER, "NTF-004")


class MailNotifier:
    """Sends each message as a mail.

    Args:
        host: the mail server.
        sender: from whom.
        addresses: each unit's address.
        port: by itself 465 for `tls`, 587 for `starttls`, 25 for `none`.
        security: `tls`, `starttls`, or `none` for a server on the same machine.
        user: to enter with; both or neither.
        password: to enter with; both or neither.
        timeout: seconds to wait for the server, 1 to 300.

    Raises:
        InputRejected: `NTF-003` what is not written as it should be; an address that names two recipients, or ends a line,
            is none.

    Example:
        >>> MailNotifier("smtp.county.example", "office@county.example", {"jiaowei": "jiaowei@county.example"}).name
        'mail'
    """

    name = "mail"

    def __init__(
        self,
        host: str,
        sender: str,
        addresses: Mapping[str, str],
        *,
        port: int | None = None,
        security: str = "starttls",
        user: str | None = None,
        password: str | None = None,
        timeout: float = 20,
    ) -> None:
        if _HOST.fullmatch(host) is None:
            raise _refused("host")
        if security not in _PORTS:
            raise _refused("security")
        if port is not None and not 0 < port < 65536:
            raise _refused("port")
        if (user is None) != (password is None):
            raise _refused("user")
        if _MAIL.fullmatch(sender) is None:
            raise _refused("from")
        for unit, address in addresses.items():
            if _MAIL.fullmatch(address) is None:
                raise _refused(f"units.{unit}")
        self._host, self._port, self._security = host, port or _PORTS[security], security
        self._sender, self._addresses = sender, dict(addresses)
        self._user, self._password, self._timeout = user, password, timeout

    def send(self, message: Message) -> Delivery:
        """Send a mail once."""
        address = self._addresses.get(message.unit)
        if address is None:
            return Delivery(Arrival.NEVER, "NTF-002")
        try:
            server = self._entered()
        except (OSError, smtplib.SMTPException):  # nothing was sent; who may enter is no recipient's fault
            return _NO_ANSWER
        try:
            server.send_message(self._mail(message, address))
        except smtplib.SMTPRecipientsRefused as error:
            return _by_code(min(code for code, _ in error.recipients.values()))
        except smtplib.SMTPResponseException as error:
            return _by_code(error.smtp_code)
        except (OSError, smtplib.SMTPException):  # it may have been taken before the answer was lost
            return Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)
        finally:
            server.close()
        return Delivery(Arrival.SENT)

    def _entered(self) -> smtplib.SMTP:
        """A connection to the server, secured and entered as it was said."""
        server: smtplib.SMTP
        if self._security == "tls":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        try:
            if self._security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._user is not None and self._password is not None:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _mail(self, message: Message, address: str) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["Subject"] = message.subject_zh
        mail["From"] = self._sender
        mail["To"] = address
        mail["Message-ID"] = f"<{message.key}@{self._sender.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(f"{message.text_zh}\n{message.subject_en}\n\n{message.text_en}")
        return mail


def _by_code(code: int) -> Delivery:
    """What a server's answer means: from 500 on it will not be another the next time."""
    return Delivery(Arrival.NEVER, "NTF-005") if code >= 500 else _NO_ANSWER


def _refused(where: str) -> InputRejected:
    return InputRejected([Problem("NTF-003", where)])
