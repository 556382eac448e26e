"""Each message posted as JSON to an HTTP server of the host's own, which sees by the key that it has it already.

No redirect is followed and no proxy is asked: a message goes to the server named, or nowhere. Only a status of 200 to 299 is
an arrival.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from typing import Final
from urllib.parse import urlsplit

from caserules.errors import InputRejected, Problem
from caserules.notify.message import Arrival, Delivery, Message

__all__ = ["WebhookNotifier"]

_TOKEN: Final = re.compile("[!-~]{1,2000}")
_PATH: Final = re.compile("[!-~]*")
_LATER: Final = frozenset({408, 425, 429, 503})
_MOST_READ: Final = 65536


class WebhookNotifier:
    """Posts each message to a server.

    Args:
        url: `https://host/path`; plain `http` is for a server on the same machine or behind one's own wall.
        token: sent as `Authorization: Bearer …`.
        timeout: seconds to wait for the server, 1 to 300.

    Raises:
        InputRejected: `NTF-003` an address that is no such URL, or holds a name and password.

    Example:
        >>> WebhookNotifier("https://office.example/messages").name
        'webhook'
    """

    name = "webhook"

    def __init__(self, url: str, *, token: str | None = None, timeout: float = 10) -> None:
        try:
            parts = urlsplit(url)
            self._host, self._port = parts.hostname, parts.port
        except ValueError:
            raise _refused("url") from None
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        if parts.scheme not in {"http", "https"} or not self._host or parts.username is not None:
            raise _refused("url")
        if not _PATH.fullmatch(path) or not _PATH.fullmatch(self._host) or parts.fragment:
            raise _refused("url")
        if token is not None and not _TOKEN.fullmatch(token):
            raise _refused("token")
        self._is_secure, self._path = parts.scheme == "https", path
        self._token, self._timeout = token, timeout

    def send(self, message: Message) -> Delivery:
        """Post a message once."""
        body = json.dumps(message.to_dict(), ensure_ascii=False, sort_keys=True).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": message.key}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        connection = self._connection()
        try:
            connection.connect()
        except OSError:  # nothing was sent
            return Delivery(Arrival.LATER, "NTF-004")
        try:
            connection.request("POST", self._path, body, headers)
            answer = connection.getresponse()
            answer.read(_MOST_READ)
        except (OSError, http.client.HTTPException):  # it may have been taken before the answer was lost
            return Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)
        finally:
            connection.close()
        return _delivery(answer.status)

    def _connection(self) -> http.client.HTTPConnection:
        assert self._host is not None  # noqa: S101  checked when it was made
        if self._is_secure:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)


def _delivery(status: int) -> Delivery:
    if 200 <= status < 300:
        return Delivery(Arrival.SENT)
    if status in _LATER:
        return Delivery(Arrival.LATER, "NTF-004")
    if status >= 500:
        return Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)
    return Delivery(Arrival.NEVER, "NTF-005")


def _refused(where: str) -> InputRejected:
    return InputRejected([Problem("NTF-003", where)])
