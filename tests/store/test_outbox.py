"""N01-N03: one message a change; a correction for what was told and fell; a stale accusation is not sent; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caserules.errors import InputRejected
from caserules.notify import Arrival, Delivery, Message, MessageKind
from caserules.store import QueueState, RunFinding, Store
from caserules.store.opening import create_store
from caserules.store.sql import SqlStore
from stored import CASE, DAY, NOW, finding, later, run

SENT = Delivery(Arrival.SENT)
REFUSED = Delivery(Arrival.NEVER, "NTF-005")
UNKNOWN = Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)
NO_ANSWER = Delivery(Arrival.LATER, "NTF-004")
LATE = date(2023, 6, 1)


class Days:
    """Runs of one day after the other."""

    def __init__(self, store: Store) -> None:
        self.store, self.day = store, DAY

    def add(self, *findings: RunFinding, tell: Iterable[str] = ("broken",), secret: Iterable[str] = ()) -> list[str]:
        """Add the next day's run; the kinds of the messages that it queues."""
        self.day += timedelta(days=1)
        return [x.kind.value for x in self.store.add(run(findings, day=self.day, secret=secret), tell=tell).queued]

    def deliver(self, delivery: Delivery = SENT) -> list[str]:
        """Deliver what waits; the kinds of the messages."""
        kinds = []
        while (queued := self.store.claim(NOW, 60)) is not None:
            assert queued.message is not None
            kinds.append(queued.message.kind.value)
            again = later(10) if delivery.arrival is Arrival.LATER else None
            self.store.settle(queued, delivery, NOW, again)
        return kinds


@pytest.fixture
def days(store: SqlStore) -> Days:
    return Days(store)


# ------------------------------------------------------------ N03: which messages there are


def test_a_finding_that_is_judged_ten_times_is_told_once(days: Days) -> None:
    told = [days.add(finding()) for _ in range(10)]
    assert told == [["new"], *[[]] * 9]
    assert days.deliver() == ["new"]
    assert days.add(finding()) == []


def test_another_outcome_is_one_update_and_its_end_one_correction(days: Days) -> None:
    assert days.add(finding()) == ["new"]
    days.deliver()
    assert days.add(finding(done=LATE)) == ["update"]
    days.deliver()
    assert days.add(finding(done=LATE)) == []
    assert days.add(finding(verdict="met")) == ["correction"]
    days.deliver()
    assert days.add(finding(verdict="met")) == []
    assert days.add() == []
    assert days.add(finding()) == ["new"]
    days.deliver()
    assert days.add() == ["correction"]
    assert [x.message.revision for x in days.store.outbox() if x.message] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("verdict", ["met", "pending", "undetermined", "not_applicable", None])
def test_what_was_told_and_is_no_breach_any_more_is_corrected(days: Days, verdict: str | None) -> None:
    days.add(finding())
    days.deliver()
    now = () if verdict is None else (finding(verdict=verdict),)
    assert days.add(*now) == ["correction"]


@pytest.mark.parametrize("verdict", ["met", "pending", "undetermined", "not_applicable", None])
def test_what_fell_before_it_was_sent_is_not_sent_and_not_corrected(days: Days, verdict: str | None) -> None:
    days.add(finding())
    assert days.add(*(() if verdict is None else (finding(verdict=verdict),))) == []
    assert days.deliver() == []
    assert [x.state for x in days.store.outbox()] == [QueueState.OVERTAKEN]


def test_what_changed_before_it_was_sent_is_told_as_it_is_now_and_once(days: Days) -> None:
    days.add(finding())
    assert days.add(finding(done=LATE)) == ["new"]
    assert days.deliver() == ["new"]
    (sent,) = days.store.outbox(QueueState.SENT)
    assert sent.message is not None
    assert sent.message.revision == 2


def test_what_changed_and_changed_back_before_it_was_sent_is_nothing_new(days: Days) -> None:
    days.add(finding())
    days.deliver()
    assert days.add(finding(done=LATE)) == ["update"]
    assert days.add(finding()) == []
    assert days.deliver() == []


def test_a_correction_that_is_not_sent_yet_falls_with_its_ground(days: Days) -> None:
    days.add(finding())
    days.deliver()
    assert days.add(finding(verdict="met")) == ["correction"]
    assert days.add(finding()) == []
    assert days.deliver() == []


def test_only_what_was_asked_for_is_told(days: Days) -> None:
    open_ = finding(13, verdict="undetermined")
    assert days.add(finding(), open_, finding(14, verdict="pending"), tell=()) == []
    assert days.add(finding(), open_, tell=("undetermined",)) == ["new"]
    assert days.add(finding(), open_) == ["new"]
    assert days.deliver() == ["new", "new"]


def test_who_was_told_is_told_on_though_a_run_asks_for_nothing(days: Days) -> None:
    days.add(finding())
    days.deliver()
    assert days.add(finding(), tell=()) == []
    assert days.add(finding(done=LATE), tell=()) == ["update"]
    days.deliver()
    assert days.add(tell=()) == ["correction"]


def test_a_correction_falls_with_its_ground_though_a_run_asks_for_nothing(days: Days) -> None:
    days.add(finding())
    days.deliver()
    assert days.add(finding(verdict="met"), tell=()) == ["correction"]
    assert days.add(finding(), tell=()) == []
    assert days.deliver() == []


def test_a_secret_case_is_in_no_message(days: Days) -> None:
    assert days.add(finding(), finding(13), secret=[CASE]) == ["new"]
    assert CASE not in "".join(str(x.to_dict()) for x in days.store.outbox())


def test_a_case_that_becomes_secret_is_in_no_message_from_then_on(days: Days) -> None:
    days.add(finding(), finding(13))
    assert days.add(finding(done=LATE), finding(13), secret=[CASE]) == []
    assert days.deliver() == ["new"]
    assert days.add(secret=[CASE]) == ["correction"]  # of the other one


def test_the_unit_that_answers_now_is_told(days: Days) -> None:
    days.add(finding(answers="caizhengju"))
    (queued,) = days.store.outbox()
    assert queued.message is not None
    assert (queued.message.unit, queued.message.finding.split("/")[4]) == ("caizhengju", "caizheng")


def test_a_successor_is_told_anew_and_its_predecessor_no_more(days: Days) -> None:
    days.add(finding(), finding(13))
    days.deliver()
    days.add(finding(14))
    assert days.add(finding(answers="caizhengju"), finding(13), finding(14, answers="caizhengju")) == ["new", "new"]
    assert {x.message.unit for x in days.store.outbox(QueueState.WAITING) if x.message} == {"caizhengju"}
    assert days.deliver() == ["new", "new"]


def test_what_is_said_stands_in_both_languages_with_its_day_and_ground(days: Days) -> None:
    days.add(finding())
    days.deliver()
    days.add(finding(verdict="met", text="（已办）"))
    first, fell = (x.message for x in days.store.outbox())
    assert first is not None
    assert fell is not None
    assert first.subject_zh.startswith("核查提示：建议 2023/12")
    assert "三.1.d（COHAND-01）" in first.text_zh
    assert "须经人工复核" in first.text_zh
    assert fell.subject_zh.startswith("更正：建议 2023/12")
    assert "caizheng：逾期。" in fell.text_zh  # what it was told
    assert "caizheng：逾期（已办）。" in fell.text_zh  # what is so now
    assert fell.subject_en.startswith("Correction: ")
    assert fell.as_of.isoformat() in fell.text_en


def test_a_key_is_the_messages_own(days: Days) -> None:
    days.add(finding(), finding(13), finding(12, "jiaowei"))
    days.deliver()
    days.add(finding(done=LATE), finding(13, done=LATE))
    keys = [x.key for x in days.store.outbox()]
    assert len(set(keys)) == len(keys) == 6
    assert all(x.message is not None and x.message.key == x.key for x in days.store.outbox())


# ------------------------------------------------------------ N01, N02: delivering


def test_a_message_that_is_being_tried_is_nobody_elses_until_its_time_is_up(days: Days) -> None:
    days.add(finding())
    first = days.store.claim(NOW, 60)
    assert first is not None
    assert days.store.claim(later(0.9), 60) is None
    again = days.store.claim(later(1), 60)
    assert again is not None
    assert (again.key, again.attempts, again.may_have_arrived) == (first.key, 2, True)


def test_who_died_in_mid_send_leaves_a_message_that_is_corrected_if_it_falls(days: Days) -> None:
    days.add(finding())
    assert days.store.claim(NOW, 60) is not None  # and nobody heard of it again
    assert days.add() == ["correction"]


def test_a_message_that_was_refused_was_never_told(days: Days) -> None:
    days.add(finding())
    assert days.deliver(REFUSED) == ["new"]
    (dead,) = days.store.outbox(QueueState.DEAD)
    assert (dead.may_have_arrived, dead.code) == (False, "NTF-005")
    assert days.add(finding()) == []  # it is not told anew by every run
    assert days.add() == []  # and there is nothing to correct


def test_a_message_that_may_have_arrived_before_is_not_unsaid_by_a_later_failure(days: Days) -> None:
    days.add(finding())
    days.deliver(UNKNOWN)
    queued = days.store.claim(later(20), 60)
    assert queued is not None
    settled = days.store.settle(queued, REFUSED, later(20), None)
    assert (settled.state, settled.may_have_arrived) == (QueueState.DEAD, True)
    assert days.add() == ["correction"]


@pytest.mark.parametrize("delivery", [UNKNOWN, NO_ANSWER])
def test_a_failed_message_waits_until_it_is_due_again(days: Days, delivery: Delivery) -> None:
    days.add(finding())
    days.deliver(delivery)
    (waiting,) = days.store.outbox(QueueState.WAITING)
    assert (waiting.due, waiting.settled, waiting.attempts) == ("2023-09-01T08:10:00Z", "2023-09-01T08:00:00Z", 1)
    assert waiting.may_have_arrived is delivery.may_have_arrived
    assert days.store.claim(later(9.9), 60) is None
    assert days.store.claim(later(10), 60) is not None


def test_what_is_overtaken_while_it_is_being_sent_is_corrected_all_the_same(days: Days) -> None:
    days.add(finding())
    queued = days.store.claim(NOW, 60)
    assert queued is not None
    assert days.add() == ["correction"]
    settled = days.store.settle(queued, SENT, NOW, None)
    assert (settled.state, settled.may_have_arrived) == (QueueState.OVERTAKEN, True)
    assert days.deliver() == ["correction"]


def test_a_slow_failure_does_not_undo_anothers_success(days: Days) -> None:
    days.add(finding())
    slow = days.store.claim(NOW, 60)
    quick = days.store.claim(later(2), 60)
    assert slow is not None
    assert quick is not None
    days.store.settle(quick, SENT, later(2), None)
    settled = days.store.settle(slow, NO_ANSWER, later(3), later(9))
    assert (settled.state, settled.may_have_arrived) == (QueueState.SENT, True)
    assert days.store.claim(later(999), 60) is None


def test_given_up_messages_are_put_back_by_a_person(store: SqlStore) -> None:
    days = Days(store)
    days.add(finding(), finding(13))
    days.deliver(REFUSED)
    assert store.send_again(1) == 1
    assert store.send_again(1) == 0
    assert days.deliver() == ["new"]
    assert store.send_again() == 1
    assert days.deliver() == ["new"]


def test_an_instant_needs_its_time_zone(days: Days) -> None:
    days.add(finding())
    with pytest.raises(InputRejected) as refused:
        days.store.claim(NOW.replace(tzinfo=None), 60)
    assert refused.value.code == "INP-012"


def test_messages_go_in_the_order_of_their_numbers(days: Days) -> None:
    days.add(*(finding(n) for n in range(1, 8)))
    seen = []
    while (queued := days.store.claim(NOW, 60)) is not None:
        seen.append(queued.number)
    assert seen == [1, 2, 3, 4, 5, 6, 7]


# ------------------------------------------------------------ as a law: what a unit knows is what is so

STATES = st.sampled_from(["missing", "late", "met", "gone", "deliver", "refuse", "lose"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(STATES, max_size=9))
def test_whatever_happened_when_all_is_delivered_the_unit_knows_what_is_so(
    tmp_path_factory: pytest.TempPathFactory, story: list[str]
) -> None:
    """Once every message is through, the last one tells the finding as it is, or its correction; and none came for nothing."""
    with create_store(tmp_path_factory.mktemp("law") / "a.db") as store:
        days, inbox = Days(store), list[Message]()
        now = "gone"
        for event in [*story, "deliver"]:
            if event in {"deliver", "refuse", "lose"}:
                while (queued := store.claim(NOW, 60)) is not None:
                    assert queued.message is not None
                    arrives = event != "refuse"
                    inbox += [queued.message] if arrives else []
                    outcome = {"deliver": SENT, "refuse": NO_ANSWER, "lose": UNKNOWN}[event]
                    store.settle(queued, outcome, NOW, None if event == "deliver" else later(10))
                store.send_again()
                if event != "deliver":  # the time has come to try again
                    store.database.write(lambda c: c.exec_driver_sql("UPDATE cr_message SET due_at = NULL"))
            else:
                now = event
                told = {
                    "missing": (finding(),),
                    "late": (finding(done=LATE),),
                    "met": (finding(verdict="met"),),
                    "gone": (),
                }
                days.add(*told[event])
        while (queued := store.claim(NOW, 60)) is not None:
            assert queued.message is not None
            inbox.append(queued.message)
            store.settle(queued, SENT, NOW, None)
        last = inbox[-1] if inbox else None
        if now in {"missing", "late"}:
            assert last is not None
            assert last.kind is not MessageKind.CORRECTION
            assert last.text_zh.startswith("截至") or last.text_zh.startswith("此前")
        else:
            assert last is None or last.kind is MessageKind.CORRECTION
        distinct = list(dict.fromkeys(x.key for x in inbox))
        assert [x.revision for x in {x.key: x for x in inbox}.values()] == sorted(
            x.revision for x in {x.key: x for x in inbox}.values()
        )
        assert len(distinct) <= len([x for x in story if x in {"missing", "late", "met", "gone"}])
