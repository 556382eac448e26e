"""What a store takes and gives: frozen records of plain values, which another program can make as well.

`run_of` makes a run of an assessment. A run's key is the hash of its receipt, so the same register, policy, calendar, day,
library and options are the same run wherever and however often it is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from caserules.duties import Breach, Verdict
from caserules.errors import CaserulesError
from caserules.store.chain import canonical, digest_of
from caserules.whatif import Outcome

if TYPE_CHECKING:
    from caserules.assess import Assessment
    from caserules.notify.message import Message
    from caserules.store.changes import Change

__all__ = [
    "LONGEST",
    "Added",
    "Checked",
    "Purged",
    "QueueState",
    "Queued",
    "Run",
    "RunFinding",
    "StoreError",
    "StoredFinding",
    "StoredRun",
    "run_of",
]

RECEIPT: Final = (
    "schema", "policy", "calendar", "register", "as_of", "known_by", "library", "plugins", "options",
)  # fmt: skip
_TOTALS: Final = ("summary", "scores", "scores_reason")
LONGEST: Final[Mapping[str, int]] = {
    "id": 400, "rule": 40, "case": 40, "unit": 100, "answers": 100, "because": 40, "place": 200, "policy": 100,
}  # fmt: skip
"""How many characters a column holds."""
_REFUSED: Final = re.compile("[\x00\ud800-\udfff]")
_REFUSED_IN_IDS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What no message can name."""


class StoreError(CaserulesError):
    """A store that cannot be opened, read or written (`STO-`). Nothing of what was asked was done."""


class QueueState(StrEnum):
    """Where a message of the outbox stands."""

    WAITING = "waiting"
    """待送: not sent yet, or to be tried again."""
    SENT = "sent"
    """已送."""
    DEAD = "dead"
    """送达失败: given up; a person has to look at it."""
    OVERTAKEN = "overtaken"
    """已被取代: what it says no longer held before it was sent, so it is not sent."""


@dataclass(frozen=True, slots=True)
class RunFinding:
    """A finding as a run brings it.

    Attributes:
        id, rule, case, unit: as a finding tells them.
        answers: the unit that answers for it now: the unit's successor where it has ceased, else the unit.
        outcome: verdict, breach, reason and days.
        document: the finding's plain form, as canonical JSON.
        digest: the document's SHA-256.

    Raises:
        StoreError: `STO-008` a text that is too long for its column, or that no database takes.
    """

    id: str
    rule: str
    case: str | None
    unit: str
    answers: str
    outcome: Outcome
    document: str
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        for name in ("id", "rule", "case", "unit", "answers"):
            _check(name, getattr(self, name), _REFUSED_IN_IDS)
        _check("because", self.outcome.because)
        object.__setattr__(self, "digest", _digest("findings", self.document))


@dataclass(frozen=True, slots=True)
class Run:
    """An assessment to be stored: its receipt, its register and its findings. `run_of` makes it.

    Attributes:
        key: the SHA-256 of the receipt.
        place, year, policy: the series that it belongs to; runs of one series are compared.
        as_of: the day of the verdicts.
        receipt: what the assessment can be replayed by, with its totals, as canonical JSON.
        head: the register's document without its cases, as JSON; None where the register is not kept.
        cases: each case's key and document, as JSON.
        findings: in the assessment's order.
        secret: the keys of the secret cases; no message is ever made about one.

    Raises:
        StoreError: `STO-008`, as for a finding; or two findings of one id.
    """

    key: str
    place: str
    year: int
    policy: str
    as_of: date
    receipt: str
    head: str | None
    cases: tuple[tuple[str, str], ...]
    findings: tuple[RunFinding, ...]
    secret: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check("place", self.place)
        _check("policy", self.policy)
        for text in (self.receipt, self.head or "", *(text for _, text in self.cases)):
            _digest("register", text)
        if len({x.id for x in self.findings}) != len(self.findings):
            raise StoreError("STO-008", where="findings.id")


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run as it stands in a store.

    Attributes:
        number: its number in the chain; a later run has a higher one.
        key, place, year, policy, as_of: as the run's.
        findings: how many it has.
        compared: the number of the run that it was compared with; None for the first of its series.
        is_current: whether no run of its series that was there before is of a later day. One that looks back at an
            earlier day is stored, and gives rise to no change and no message.
        receipt: the receipt and totals; None where they were purged.
    """

    number: int
    key: str
    place: str
    year: int
    policy: str
    as_of: date
    findings: int
    compared: int | None
    is_current: bool
    receipt: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "run": self.number,
            "key": self.key,
            "place": self.place,
            "year": self.year,
            "policy": self.policy,
            "as_of": self.as_of.isoformat(),
            "findings": self.findings,
            "compared": self.compared,
            "is_current": self.is_current,
            "receipt": self.receipt,
        }


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as it stands in a store: one row of its history.

    Attributes:
        run: the number of its run.
        id, rule, case, unit, answers, outcome: as the run brought them.
        digest: of its document; `Store.document` gives that.
        link: its link in the chain.
    """

    run: int
    id: str
    rule: str
    case: str | None
    unit: str
    answers: str
    outcome: Outcome
    digest: str
    link: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        told = {"run": self.run, "finding": self.id, "rule": self.rule, "case": self.case, "unit": self.unit}
        return {**told, **self.outcome.to_dict(), "sha256": self.digest, "link": self.link}


@dataclass(frozen=True, slots=True)
class Added:
    """What came of storing a run.

    Attributes:
        run: the stored run.
        is_new: False where the same run was there already, so that nothing was written.
        changes: what is new, changed or withdrawn against the run it was compared with; empty where it was there already.
        queued: the messages put into the outbox.
        overtaken: how many waiting messages no longer held, and will not be sent.
    """

    run: StoredRun
    is_new: bool
    changes: tuple[Change, ...]
    queued: tuple[Message, ...]
    overtaken: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            **self.run.to_dict(),
            "is_new": self.is_new,
            "changes": [x.to_dict() for x in self.changes],
            "queued": [x.to_dict() for x in self.queued],
            "overtaken": self.overtaken,
        }


@dataclass(frozen=True, slots=True)
class Queued:
    """A message of the outbox, and where it stands.

    Attributes:
        number: its number; a later message has a higher one.
        message: the message; None where it was purged.
        key: its idempotency key.
        state: where it stands.
        attempts: how often it was tried.
        may_have_arrived: whether it was sent, or can have arrived though nobody said so.
        due: when it is to be tried next, as `2023-09-01T08:00:00Z`; None: at once.
        settled: when it was last tried.
        code: why the last attempt failed.
    """

    number: int
    message: Message | None
    key: str
    state: QueueState
    attempts: int
    may_have_arrived: bool
    due: str | None
    settled: str | None
    code: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "number": self.number,
            "key": self.key,
            "state": self.state.value,
            "attempts": self.attempts,
            "may_have_arrived": self.may_have_arrived,
            "due": self.due,
            "settled": self.settled,
            "code": self.code,
            "message": None if self.message is None else self.message.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased.

    Attributes:
        entry: the number of its own entry; 0 where there was nothing to erase.
        documents: how many documents of findings, cases, registers and steps.
        messages: how many messages' texts.
    """

    entry: int
    documents: int
    messages: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {"entry": self.entry, "documents": self.documents, "messages": self.messages}


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a store against its chain.

    Attributes:
        runs, findings, steps, purges: how many rows were checked.
        purged: how many documents were erased, and are known by their digests alone.
        head: the last link. Noted elsewhere, it shows whether the chain's end was cut off.
        broken: the first row that is not as it was written, as `run 3, finding 12`; None where all is well.
    """

    runs: int
    findings: int
    steps: int
    purges: int
    purged: int
    head: str
    broken: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "runs": self.runs,
            "findings": self.findings,
            "steps": self.steps,
            "purges": self.purges,
            "purged": self.purged,
            "head": self.head,
            "broken": self.broken,
        }


# ------------------------------------------------------------------------------------------------- made of an assessment


def run_of(assessment: Assessment, *, is_partial: bool = False, keep_register: bool = True) -> Run:
    """Return an assessment as a run to be stored.

    Args:
        assessment: the assessment, whole.
        is_partial: whether faulty records were left out of its register; it is then another run than the whole one.
        keep_register: keep the register's document, with the names that it holds, so that the run can be replayed.

    Raises:
        StoreError: `STO-008` a text that a store cannot hold.

    Example:
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> run = run_of(assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 25)))
        >>> len(run.cases), len(run.findings), run.findings[0].outcome.verdict.value
        (3, 77, 'met')
    """
    data = assessment.to_dict()
    if is_partial:
        data["options"] = {**data["options"], "partial": True}
        data["scores"] = data["scores_reason"] = None
    receipt = {key: data[key] for key in RECEIPT}
    register = assessment.register
    plain: dict[str, Any] = register.model_dump(mode="json", by_alias=True, exclude_unset=True)
    cases = plain.pop("cases", [])
    if not cases and "cases" in register.model_fields_set:
        plain["cases"] = []  # said to be empty, which is not the same as left out
    return Run(
        key=digest_of(canonical(receipt)),
        place=register.place,
        year=register.year,
        policy=assessment.policy.id,
        as_of=assessment.as_of,
        receipt=canonical(receipt | {key: data[key] for key in _TOTALS}),
        head=canonical(plain) if keep_register else None,
        cases=tuple(zip((x.key for x in register.cases), map(canonical, cases), strict=True)) if keep_register else (),
        findings=tuple(_findings(data["findings"])),
        secret=frozenset(case.key for case in register.cases if case.secret),
    )


def _findings(told: list[dict[str, Any]]) -> Iterator[RunFinding]:
    for x in told:
        yield RunFinding(
            x["id"],
            x["rule"],
            x["case"],
            x["unit"],
            x["detail"].get("answerable") or x["unit"],
            outcome_of(x),
            canonical(x),
        )


def outcome_of(told: Mapping[str, Any]) -> Outcome:
    """Return the outcome that a finding's plain form tells."""
    span = told["due_range"]
    return Outcome(
        Verdict(told["verdict"]),
        None if told["breach"] is None else Breach(told["breach"]),
        told["because"],
        _day(told["due"]),
        None if span is None else (_day(span[0]), _day(span[1])),
        _day(told["done"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _check(name: str, text: str | None, refused: re.Pattern[str] = _REFUSED) -> None:
    if text is not None and (not text.strip() or len(text) > LONGEST[name] or refused.search(text)):
        raise StoreError("STO-008", where=name)


def _digest(where: str, text: str) -> str:
    try:
        return digest_of(text)
    except UnicodeEncodeError:
        raise StoreError("STO-008", where=where) from None
