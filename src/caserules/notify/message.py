"""A message to one unit about one finding, the key by which it is known again, and what became of an attempt to deliver it.

A message is plain text in both languages, made of what a finding says about itself. It is checked when it is made: what could
end a header's line or forge one is refused, never cleaned away.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from caserules.errors import InputRejected, Problem

__all__ = ["Arrival", "Delivery", "Message", "MessageKind"]

_KEY: Final = re.compile("[0-9a-f]{64}")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_IN_TEXT: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LONGEST_SUBJECT: Final = 200


class MessageKind(StrEnum):
    """What a message tells the unit."""

    NEW = "new"
    """新: a breach that it has not been told of."""
    UPDATE = "update"
    """变更: what it was told has changed, and is still a breach."""
    CORRECTION = "correction"
    """更正: what it was told no longer stands."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one unit about one finding.

    Attributes:
        kind: what it tells.
        run: the key of the run that gave rise to it (64 hexadecimal digits).
        finding: the finding's id.
        rule: the rule's id.
        case: the case as `suggestion/2023/12`; None for a unit's own duty.
        unit: the id of the unit that is told. It is the recipient: which address that is, a notifier's book says.
        revision: 1 for the first message about the finding to this unit, then 2, 3 …
        as_of: the day of the verdict.
        subject_zh, subject_en: a line, at most 200 characters.
        text_zh, text_en: what there is to say; lines end in a line feed.

    Raises:
        InputRejected: `NTF-001` a field that is empty, too long, or holds what could forge a header.

    Example:
        >>> told = Message(
        ...     MessageKind.NEW,
        ...     "0" * 64,
        ...     "REPLY-01/suggestion/2023/1/jiaowei/notice/-",
        ...     "REPLY-01",
        ...     "suggestion/2023/1",
        ...     "jiaowei",
        ...     1,
        ...     date(2023, 9, 1),
        ...     "逾期",
        ...     "Late",
        ...     "逾期。",
        ...     "Late.",
        ... )
        >>> told.key[:12]
        '3279e48da6f1'
    """

    kind: MessageKind
    run: str
    finding: str
    rule: str
    case: str | None
    unit: str
    revision: int
    as_of: date
    subject_zh: str
    subject_en: str
    text_zh: str
    text_en: str

    def __post_init__(self) -> None:
        if _KEY.fullmatch(self.run) is None:
            raise _refused("run")
        for name in ("finding", "rule", "unit", "subject_zh", "subject_en"):
            text: str = getattr(self, name)
            if not text.strip() or _UNSEEN.search(text):
                raise _refused(name)
        for name in ("subject_zh", "subject_en"):
            if len(getattr(self, name)) > _LONGEST_SUBJECT:
                raise _refused(name)
        for name in ("text_zh", "text_en"):
            text = getattr(self, name)
            if not text.strip() or _IN_TEXT.search(text):
                raise _refused(name)
        if self.case is not None and (not self.case or _UNSEEN.search(self.case)):
            raise _refused("case")
        if self.revision < 1:
            raise _refused("revision")

    @property
    def key(self) -> str:
        """The idempotency key: the same for the same run, finding, unit and revision, on any machine."""
        told = [self.run, self.case, self.rule, self.finding, self.unit, self.revision]
        return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return {
            "schema": "caserules.message/1",
            "key": self.key,
            "kind": self.kind.value,
            "run": self.run,
            "finding": self.finding,
            "rule": self.rule,
            "case": self.case,
            "unit": self.unit,
            "revision": self.revision,
            "as_of": self.as_of.isoformat(),
            "subject": {"zh": self.subject_zh, "en": self.subject_en},
            "text": {"zh": self.text_zh, "en": self.text_en},
        }


class Arrival(StrEnum):
    """What became of an attempt to deliver a message."""

    SENT = "sent"
    """已送出: the other side has taken it."""
    LATER = "later"
    """稍后再试: it failed for a reason that may pass."""
    NEVER = "never"
    """不能送达: it failed for a reason that does not pass; it is not tried again."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an attempt to deliver a message.

    Attributes:
        arrival: what became of it.
        code: why it failed, as a code of the closed list (`NTF-…`); None where it was sent.
        may_have_arrived: whether a failed message can have reached its unit all the same, as after a time-out; then a
            correction is owed if it later falls.

    Example:
        >>> Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True).arrival.value
        'later'
    """

    arrival: Arrival
    code: str | None = None
    may_have_arrived: bool = False


def _refused(where: str) -> InputRejected:
    return InputRejected([Problem("NTF-001", where)])
