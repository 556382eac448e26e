"""Runs made by hand, as small as a store takes them, and instants to deliver by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from caserules.duties import Breach, Verdict
from caserules.store import Run, RunFinding
from caserules.store.chain import canonical, digest_of
from caserules.whatif import Outcome

DAY = date(2023, 9, 1)
NOW = datetime(2023, 9, 1, 8, tzinfo=UTC)
CASE = "suggestion/2023/12"


def finding(
    number: int = 12,
    unit: str = "caizheng",
    verdict: str = "broken",
    *,
    due: date = date(2023, 5, 23),
    done: date | None = None,
    answers: str | None = None,
    text: str = "",
) -> RunFinding:
    """A finding of COHAND-01; broken: late where it was done, else missing."""
    case = f"suggestion/2023/{number}"
    breach = None if verdict != "broken" else Breach.MISSING if done is None else Breach.LATE
    outcome = Outcome(Verdict(verdict), breach, None, due, None, done)
    told = {"zh": f"{unit}：逾期{text}。", "en": f"{unit} is late{text}."}
    document = {"id": case, "unit": unit, "clause": "三.1.d", "message": told, **outcome.to_dict()}
    id_ = f"COHAND-01/{case}/{unit}/notice/0"
    return RunFinding(id_, "COHAND-01", case, unit, answers or unit, outcome, canonical(document))


def run(
    findings: Iterable[RunFinding] = (),
    *,
    day: date = DAY,
    mark: object = "",
    policy: str = "pengshui-2023",
    place: str = "某县",
    secret: Iterable[str] = (),
) -> Run:
    """A run of a day; `mark` makes it another one than its like."""
    listed = tuple(findings)
    head = canonical({"place": place, "year": 2023, "people": [{"id": "p1", "name": "欧阳无名"}]})
    cases = sorted({x.case for x in listed if x.case})
    docs = tuple((key, canonical({"kind": "suggestion", "number": int(key.rpartition("/")[2])})) for key in cases)
    receipt = canonical({"policy": policy, "place": place, "as_of": day.isoformat(), "mark": str(mark)})
    return Run(digest_of(receipt), place, 2023, policy, day, receipt, head, docs, listed, frozenset(secret))


def later(minutes: float) -> datetime:
    """An instant so many minutes after the first."""
    return NOW + timedelta(minutes=minutes)
