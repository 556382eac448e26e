"""A run is stored whole, once, and in its order; it is compared with the one before it; it comes back as it was."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from caserules import assess
from caserules.confirming import Confirmation, State
from caserules.demo import build_register, small_register
from caserules.errors import InputRejected
from caserules.io import load_register
from caserules.models import Register
from caserules.store import QueueState, Run, RunFinding, Store, StoreError, run_of
from caserules.store.opening import create_store, open_store
from caserules.store.sql import SqlStore
from caserules.whatif import Outcome
from stored import CASE, DAY, finding, run

LATER = DAY + timedelta(days=1)
KEY = finding().id


def test_it_keeps_the_promise_of_a_store(store: SqlStore) -> None:
    assert isinstance(store, Store)


def test_a_run_comes_back_as_it_was(store: SqlStore) -> None:
    found = assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 25))
    given = run_of(found)
    added = store.add(given)
    assert (added.is_new, added.run.number, added.run.compared, added.run.is_current) == (True, 1, None, True)
    assert store.runs() == (added.run,)
    back = store.findings(1)
    assert [(x.id, x.outcome, x.digest) for x in back] == [(x.id, x.outcome, x.digest) for x in given.findings]
    assert [store.document(x.digest) for x in back] == [x.to_dict() for x in found.findings]
    told = found.to_dict()
    assert added.run.receipt == {
        key: told[key]
        for key in (
            "schema policy calendar register as_of known_by library plugins options summary scores scores_reason".split()
        )
    }


def comes_back(store: SqlStore, register: Register, day: date) -> bool:
    """Whether a register comes back from a store with its hash."""
    found = assess(register, "pengshui-2023", as_of=day)
    store.add(run_of(found))
    back = load_register(store.register(1))
    again = hashlib.sha256(back.model_dump_json(exclude_unset=True).encode()).hexdigest()
    return again == found.register_sha256 and back == register


def test_a_register_comes_back_with_its_hash(store: SqlStore) -> None:
    assert comes_back(store, small_register(), date(2023, 6, 1))


def test_a_countys_register_comes_back_with_its_hash(file: Path) -> None:
    with create_store(file) as store:
        assert comes_back(store, build_register(0), date(2023, 4, 12))


def test_a_register_that_is_not_to_be_kept_is_not(store: SqlStore) -> None:
    given = run_of(assess(small_register(), "pengshui-2023", as_of=DAY), keep_register=False)
    store.add(given)
    assert store.register(1) is None
    assert store.verify().broken is None


def test_a_run_that_is_repeated_is_stored_once(store: SqlStore) -> None:
    given = run([finding(), finding(13)])
    first = store.add(given, tell=["broken"])
    for _ in range(3):
        again = store.add(given, tell=["broken"])
        assert (again.is_new, again.run, again.changes, again.queued) == (False, first.run, (), ())
    assert len(store.runs()) == 1
    assert len(store.outbox()) == 2


def test_the_same_receipt_with_other_findings_is_refused(store: SqlStore) -> None:
    store.add(run([finding()]))
    with pytest.raises(StoreError) as refused:
        store.add(run([finding(done=date(2023, 6, 1))]))
    assert refused.value.code == "STO-010"
    assert len(store.findings(1)) == 1


def test_what_changed_is_told_against_the_run_before(store: SqlStore) -> None:
    first, gone, same = finding(1), finding(2), finding(3)
    store.add(run([first, gone, same]))
    changed, new = finding(1, done=date(2023, 6, 1)), finding(4, verdict="pending")
    added = store.add(run([changed, same, new], day=LATER))
    told = [(x.kind.value, x.finding, x.aspects) for x in added.changes]
    assert told == [
        ("changed", first.id, ("verdict", "done")),
        ("new", new.id, ("listed",)),
        ("withdrawn", gone.id, ("listed",)),
    ]
    assert store.changes(2) == added.changes
    assert [x.kind.value for x in store.changes(1)] == ["new"] * 3
    assert [(x.run, x.outcome.done) for x in store.history(first.id)] == [(1, None), (2, date(2023, 6, 1))]


def test_a_due_day_that_is_only_known_not_to_have_come_is_no_change(store: SqlStore) -> None:
    def waiting(day: date) -> RunFinding:
        outcome = finding(verdict="pending").outcome
        return replace(finding(), outcome=outcome._replace(due=None, due_range=(day, None)))

    store.add(run([waiting(DAY)]))
    assert store.add(run([waiting(LATER)], day=LATER)).changes == ()


@pytest.mark.parametrize("other", [{"place": "他县"}, {"policy": "henan-2017"}])
def test_a_run_of_another_place_or_policy_is_not_compared(store: SqlStore, other: dict[str, str]) -> None:
    store.add(run([finding()]), tell=["broken"])
    added = store.add(run([], day=LATER, **other), tell=["broken"])
    assert (added.run.compared, added.changes, added.queued, added.overtaken) == (None, (), (), 0)


def test_a_run_that_looks_back_is_stored_and_changes_nothing(store: SqlStore) -> None:
    store.add(run([finding()], day=LATER), tell=["broken"])
    back = store.add(run([finding(verdict="pending")], day=DAY), tell=["broken"])
    assert (back.run.is_current, back.run.compared, back.changes, back.queued, back.overtaken) == (
        False,
        None,
        (),
        (),
        0,
    )
    assert store.changes(2) == ()
    then = store.add(run([finding()], day=LATER, mark="again"), tell=["broken"])
    assert (then.run.compared, then.changes, then.queued) == (1, (), ())
    assert [x.state for x in store.outbox()] == [QueueState.WAITING]


def test_rows_are_in_the_order_in_which_they_were_stored_whatever_their_days(store: SqlStore) -> None:
    days = [LATER, DAY, LATER + timedelta(days=9), DAY - timedelta(days=400)]
    for n, day in enumerate(days):
        store.add(run([finding()], day=day, mark=n))
    assert [x.as_of for x in store.runs()] == days
    assert [x.run for x in store.history(KEY)] == [1, 2, 3, 4]


def test_a_store_is_the_same_when_it_is_opened_again(store: SqlStore, where: str) -> None:
    store.add(run([finding()]), tell=["broken"])
    with open_store(where) as again:
        assert again.runs() == store.runs()
        assert again.outbox() == store.outbox()
        assert again.verify() == store.verify()


@pytest.mark.parametrize("ask", ["findings", "changes", "register"])
def test_a_run_that_is_not_there_is_refused_by_its_number(store: SqlStore, ask: str) -> None:
    with pytest.raises(StoreError) as refused:
        getattr(store, ask)(7)
    assert (refused.value.code, refused.value.params["run"]) == ("STO-009", 7)


def test_a_word_that_is_no_verdict_is_refused(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="broke"):
        store.add(run([finding()]), tell=["broke"])
    assert store.runs() == ()


def test_what_no_document_has_is_none(store: SqlStore) -> None:
    assert store.document("0" * 64) is None


# ------------------------------------------------------------ T07: what no database takes is refused before it is written


@pytest.mark.parametrize("bad", ["", " ", "x" * 401, "a\x00b", "a\ud800b", "a\nb", "\u202eb", "a\x1b[31m"])
def test_a_text_that_does_not_fit_its_column_is_refused_as_the_run_is_made(bad: str) -> None:
    with pytest.raises(StoreError) as refused:
        replace(finding(), id=bad)
    assert refused.value.code == "STO-008"
    assert not bad.strip() or bad not in str(refused.value)


@pytest.mark.parametrize("field", ["place", "policy"])
def test_a_runs_own_texts_are_held_to_the_same(field: str) -> None:
    with pytest.raises(StoreError) as refused:
        run([finding()], **{field: "x\x00"})  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.params["where"]) == ("STO-008", field)


def test_a_document_with_half_a_character_is_refused() -> None:
    with pytest.raises(StoreError) as refused:
        finding(text="\ud800")
    assert refused.value.code == "STO-008"


def test_two_findings_of_one_id_are_refused() -> None:
    with pytest.raises(StoreError) as refused:
        run([finding(), finding()])
    assert refused.value.code == "STO-008"


@pytest.mark.parametrize("text", ["'); DROP TABLE cr_run;--", "100%_", "县\u3000教委", 'a"b\\c', "\u202e", "𠮷"])
def test_a_text_is_stored_as_it_is_and_obeys_nothing(store: SqlStore, text: str) -> None:
    unit = text.replace("\u202e", "-")  # an id has no such thing
    given = replace(finding(text=text), unit=unit, answers=unit)
    store.add(run([given], place=text), tell=["broken"])
    (back,) = store.findings(1)
    assert (back.unit, store.runs()[0].place) == (unit, text)
    assert len(store.outbox()) == 1
    document = store.document(back.digest)
    assert document is not None
    assert text in document["message"]["zh"]


# ------------------------------------------------------------ confirming steps


def steps(*states: State) -> list[Confirmation]:
    return [Confirmation(KEY, state, "欧阳无名", DAY) for state in states]


def test_steps_are_kept_in_their_order_and_held_to_the_flow(store: SqlStore) -> None:
    *before, last = steps(State.DRAFT, State.TOLD, State.ANSWERED, State.CONFIRMED)
    for step in before:
        store.confirm(step)
    after = store.confirm(last)
    assert after.state(KEY) is State.CONFIRMED
    assert store.confirmations().steps == after.steps
    with pytest.raises(InputRejected) as refused:
        store.confirm(steps(State.TOLD)[0])
    assert refused.value.code == "CNF-002"
    assert len(store.confirmations().steps) == 4
    assert store.verify().steps == 4


def test_a_step_that_is_asked_for_twice_is_stored_once(store: SqlStore) -> None:
    (step,) = steps(State.DRAFT)
    assert store.confirm(step).steps == store.confirm(step).steps == (step,)


def test_an_outcome_with_every_day_comes_back(store: SqlStore) -> None:
    day = date(2023, 5, 23)
    outcome = Outcome(finding().outcome.verdict, finding().outcome.breach, "x", day, (day, LATER), LATER)
    store.add(run([replace(finding(), outcome=outcome)]))
    assert store.findings(1)[0].outcome == outcome


def test_an_empty_run_is_a_run(store: SqlStore) -> None:
    empty: Run = run([])
    assert store.add(empty).run.findings == 0
    assert store.verify().runs == 1
    assert store.register(1) == {"place": "某县", "year": 2023, "people": [{"id": "p1", "name": "欧阳无名"}]}


def test_a_case_is_named_as_everywhere(store: SqlStore) -> None:
    store.add(run([finding()]))
    assert store.findings(1)[0].case == CASE
