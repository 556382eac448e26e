"""Which changes a unit is told of, and in which words: one message a change, and a correction for what was told and fell.

What counts is what the unit was told last, or may have been told, not what the run before said; so a run that is repeated, left
out or made twice a day tells nobody twice. What waits in the outbox and no longer holds is overtaken: a stale accusation is not
sent. A secret case is in no message. Nothing here knows an address.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from caserules.errors import CaserulesError
from caserules.messages.telling import tell as say
from caserules.messages.whatif import case_text
from caserules.notify.message import Message, MessageKind
from caserules.report.safe import visible
from caserules.rules.cards import card
from caserules.store.chain import canonical, digest_of
from caserules.store.changes import comparable
from caserules.store.records import QueueState, Run, RunFinding

__all__ = ["Plan", "Planned", "Told", "outcome_digest", "planned"]

_LONGEST_SUBJECT: Final = 200


class Told(NamedTuple):
    """A message that is in the outbox already: as far as it says what the unit knows."""

    number: int
    run: int
    finding: str
    unit: str
    case: str | None
    kind: str
    revision: int
    verdict: str | None
    outcome: str
    document: str | None
    state: str
    may_have_arrived: bool


class Planned(NamedTuple):
    """A message to be put into the outbox, and what it tells."""

    message: Message
    verdict: str | None
    outcome: str
    document: str | None


@dataclass(slots=True)
class Plan:
    """What a run does to the outbox: messages to be put in, and waiting ones that no longer hold."""

    queued: list[Planned] = field(default_factory=list)
    overtaken: list[int] = field(default_factory=list)


def outcome_digest(finding: RunFinding) -> str:
    """Return the digest of what a unit is told of a finding: another one is another message."""
    return digest_of(canonical(comparable(finding.outcome).to_dict()))


def planned(
    run: Run, told: Iterable[Told], verdicts: frozenset[str], read: Callable[[str], Mapping[str, Any] | None]
) -> Plan:
    """Return what a run does to the outbox.

    Args:
        run: the run.
        told: the messages of its series so far, in their order.
        verdicts: the verdicts of which units are told.
        read: gives a document by its digest; None where it was purged.
    """
    threads: dict[tuple[str, str], list[Told]] = {}
    for x in told:
        threads.setdefault((x.finding, x.unit), []).append(x)
    plan = Plan()
    found = {x.id: x for x in run.findings}
    for finding in run.findings:
        thread = threads.pop((finding.id, finding.answers), ())
        if finding.case in run.secret or not _stands(finding, thread, verdicts):
            _fallen(plan, run, finding, thread, read)
        else:
            _told(plan, run, finding, thread)
    for (id, _), thread in threads.items():  # noqa: A001  of a finding that is gone, or that another unit answers for now
        _fallen(plan, run, found.get(id), thread, read, is_other=id in found)
    return plan


def _stands(finding: RunFinding, thread: Sequence[Told], verdicts: frozenset[str]) -> bool:
    """Whether a unit is to be told of it: by its verdict, or because it was told so before."""
    verdict = finding.outcome.verdict.value
    return verdict in verdicts or any(x.verdict == verdict for x in thread if x.kind != MessageKind.CORRECTION)


def _told(plan: Plan, run: Run, finding: RunFinding, thread: Sequence[Told]) -> None:
    """A finding of which the unit has to know: a message, unless it has been told just this."""
    says = outcome_digest(finding)
    live = [x for x in thread if x.state != QueueState.OVERTAKEN]
    if live and live[-1].kind != MessageKind.CORRECTION and live[-1].outcome == says:
        return
    plan.overtaken += [x.number for x in thread if x.state == QueueState.WAITING]
    knows = _knows(thread)
    if knows is not None and knows.kind != MessageKind.CORRECTION and knows.outcome == says:
        return
    is_new = knows is None or knows.kind == MessageKind.CORRECTION
    kind = MessageKind.NEW if is_new else MessageKind.UPDATE
    message = _message(run, finding, kind, finding.answers, len(thread) + 1)
    plan.queued.append(Planned(message, finding.outcome.verdict.value, says, finding.digest))


def _fallen(
    plan: Plan,
    run: Run,
    finding: RunFinding | None,
    thread: Sequence[Told],
    read: Callable[[str], Mapping[str, Any] | None],
    *,
    is_other: bool = False,
) -> None:
    """A finding of which the unit is not to be told: what waits is overtaken, what it knows is corrected."""
    waiting = [x for x in thread if x.state == QueueState.WAITING]
    plan.overtaken += [x.number for x in waiting if is_other or x.kind != MessageKind.CORRECTION]
    knows = _knows(thread)
    corrected = any(
        x.kind == MessageKind.CORRECTION and x.state != QueueState.OVERTAKEN
        for x in thread
        if knows is not None and x.number > knows.number
    )
    if knows is None or knows.kind == MessageKind.CORRECTION or corrected or is_other or knows.case in run.secret:
        return
    before = None if knows.document is None else read(knows.document)
    message = _correction(run, knows, finding, before, len(thread) + 1)
    verdict = None if finding is None else finding.outcome.verdict.value
    says = digest_of("gone") if finding is None else outcome_digest(finding)
    plan.queued.append(Planned(message, verdict, says, None if finding is None else finding.digest))


def _knows(thread: Sequence[Told]) -> Told | None:
    """The last message that the unit has, or may have."""
    return next((x for x in reversed(thread) if x.may_have_arrived), None)


# --------------------------------------------------------------------------------------------------------------- words


def _message(run: Run, finding: RunFinding, kind: MessageKind, unit: str, revision: int) -> Message:
    data = json.loads(finding.document)
    texts = {}
    for lang in ("zh", "en"):
        lines = [say(lang, "update")] if kind is MessageKind.UPDATE else []
        lines += [
            say(lang, "now", day=run.as_of, sentence=data["message"][lang]),
            say(lang, "clause", clause=data["clause"], rule=finding.rule),
            say(lang, "confirm"),
        ]
        texts[lang] = _text(lines)
    ids = (finding.id, finding.rule, finding.case, unit, revision, run.as_of)
    return Message(kind, run.key, *ids, *_subjects(kind, finding.rule, finding.case), texts["zh"], texts["en"])


def _correction(
    run: Run, knows: Told, finding: RunFinding | None, before: Mapping[str, Any] | None, revision: int
) -> Message:
    now = None if finding is None else json.loads(finding.document)
    rule = knows.finding.partition("/")[0]
    texts = {}
    for lang in ("zh", "en"):
        fell = [say(lang, "fell.purged", finding=knows.finding)]
        if before is not None:
            fell = [say(lang, "fell"), before["message"][lang]]
        is_now = say(lang, "gone", day=run.as_of)
        if now is not None:
            is_now = say(lang, "now", day=run.as_of, sentence=now["message"][lang])
        texts[lang] = _text([*fell, is_now])
    kind = MessageKind.CORRECTION
    ids = (knows.finding, rule, knows.case, knows.unit, revision, run.as_of)
    return Message(kind, run.key, *ids, *_subjects(kind, rule, knows.case), texts["zh"], texts["en"])


def _subjects(kind: MessageKind, rule: str, case: str | None) -> tuple[str, str]:
    zh, en = (
        visible(say(lang, f"subject.{kind.value}", case=case_text(lang, case), title=_title(rule, lang)))
        for lang in ("zh", "en")
    )
    return zh[:_LONGEST_SUBJECT], en[:_LONGEST_SUBJECT]


def _title(rule: str, lang: str) -> str:
    """A rule's title; its id, where the rule is not known here any more."""
    try:
        return str(card(rule)["title"][lang])
    except CaserulesError:
        return rule


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{visible(line)}\n" for line in lines)
