"""Versions of a reply: a step done again opens the next one; a reply that answers several cases, of several assignments."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, read_at, row_of
from smallest import CASE, GONE, LAST, OLD, changed, judged, one, short, well_handled

Json = dict[str, Any]
REPLY = "/cases/0/replies/0"


def chain(**days: str) -> list[Json]:
    posts = {"review": "leader", "sign_off": "principal"}
    found = []
    for name, on in days.items():
        step = name.rstrip("_2")
        record: Json = {"step": step, "person": f"jiaowei.{posts.get(step, 'handler')}"} | ({"on": on} if on else {})
        found.append(record)
    return found


def said(steps: list[Json], issued: Any, *duties: str, **more: Any) -> list[str]:
    changes = {f"{REPLY}/steps": steps, f"{REPLY}/issued": issued, "/cases/0/designations": [], **more}
    found = judged(changed(well_handled(), changes))
    return [short(one(found, f"{duty}/{CASE}/jiaowei/{part}")) for duty, part in (x.split(":") for x in duties)]


FULL = {"draft": "2023-06-01", "recheck": "2023-06-02", "review": "2023-06-03", "sign_off": "2023-06-04"}


def test_a_step_done_again_before_the_issue_opens_the_version_that_issues() -> None:
    steps = chain(
        draft="2023-06-01",
        recheck="2023-06-02",
        draft_2="2023-06-05",
        recheck_2="2023-06-05",
        review="2023-06-06",
        sign_off="2023-06-07",
    )
    duties = ("SIGN-02:review/1.2", "SIGN-02:sign_off/1.2", "SIGN-01:draft/1", "SIGN-02:review/1")
    assert said(steps, "2023-06-08", *duties) == ["met", "met", "met", "not_applicable superseded"]


def test_drafted_again_and_not_signed_again_is_not_signed() -> None:
    steps = chain(**FULL, draft_2="2023-06-05")
    assert said(steps, "2023-06-08", "SIGN-01:draft/1.2", "SIGN-02:review/1.2", "SIGN-02:sign_off/1.2") == [
        "met",
        "broken missing",
        "broken missing",
    ]


def test_rechecked_again_undoes_no_signature() -> None:
    steps = chain(**FULL, recheck_2="2023-06-05")
    assert said(steps, "2023-06-08", "SIGN-01:recheck/1.2", "SIGN-02:review/1.2", "SIGN-02:sign_off/1.2") == [
        "met",
        "met",
        "met",
    ]


def test_a_step_done_again_after_the_issue_belongs_to_a_version_not_issued() -> None:
    steps = chain(**FULL, sign_off_2="2023-06-20")
    steps[-1]["person"] = "jiaowei.handler"
    assert said(steps, "2023-06-08", "SIGN-02:sign_off/1", "SIGN-02:sign_off/1.2") == ["met", "pending"]


def test_a_step_done_again_on_the_day_of_the_issue_belongs_to_what_issues() -> None:
    steps = chain(**FULL, sign_off_2="2023-06-08")
    steps[3]["person"] = "jiaowei.handler"
    assert said(steps, "2023-06-08", "SIGN-02:sign_off/1", "SIGN-02:sign_off/1.2") == [
        "not_applicable superseded",
        "met",
    ]


def test_a_third_time() -> None:
    steps = chain(**FULL, sign_off_2="2023-06-05")
    steps.append({"step": "sign_off", "person": "jiaowei.principal", "on": "2023-06-06"})
    steps[-2]["person"] = "jiaowei.handler"
    assert said(steps, "2023-06-08", "SIGN-02:sign_off/1.2", "SIGN-02:sign_off/1.3") == [
        "not_applicable superseded",
        "met",
    ]


def test_a_step_again_on_an_unknown_day_convicts_nobody() -> None:
    steps = [*chain(**FULL), {"step": "sign_off", "person": "jiaowei.principal"}]
    changes = {f"{REPLY}/steps": steps, "/cases/0/designations": []}
    found = judged(changed(well_handled(), changes))
    assert not found.broken()


def test_nothing_issued_nothing_is_broken() -> None:
    steps = chain(draft="2023-06-01", draft_2="2023-06-05")
    assert said(steps, "not_yet", "SIGN-01:recheck/1", "SIGN-02:review/1.2") == ["not_applicable superseded", "pending"]


def test_a_second_reply_inherits_what_was_not_done_again() -> None:
    second = {
        "unit": "jiaowei",
        "version": 2,
        "issued": "2023-07-01",
        "steps": chain(review="2023-06-20", sign_off="2023-06-21"),
    }
    found = judged(changed(well_handled(), {"/cases/0/replies/-": second, "/cases/0/designations": []}))
    said_of = {x.part.step: short(x) for x in found.findings if x.part.step and x.ref == "2"}
    assert said_of == {"draft": "met", "recheck": "met", "review": "met", "sign_off": "met"}


def test_replies_are_read_in_the_order_of_their_versions() -> None:
    first = changed(well_handled(), {})["cases"][0]["replies"][0]
    doc = changed(
        well_handled(), {"/cases/0/replies": [{"unit": "jiaowei", "version": 2, "issued": "2023-07-01"}, first]}
    )
    assert short(one(judged(doc), f"REPLY-01/{CASE}")) == "met"
    assert one(judged(doc), f"REPLY-01/{CASE}").done is not None


@pytest.mark.parametrize(("cases", "verdict"), [([OLD], "met"), ([], "broken missing")])
def test_a_merged_reply_answers_several_cases(cases: list[str], verdict: str) -> None:
    shared = {"unit": "caizheng", "issued": "2023-06-05", "cases": cases, "steps": []}
    doc = changed(well_handled(), {"/cases/0/replies/-": shared, "/cases/1/replies": []})
    assert short(one(judged(doc), f"REPLY-01/{OLD}")) == verdict


def test_a_reply_belongs_to_the_assignment_that_it_names() -> None:
    again = {"unit": "jiaowei", "role": "lead", "assigned": "2023-06-20"}
    back = {
        "kind": "return",
        "about": {"case": CASE, "unit": "jiaowei", "assigned": "2023-04-10"},
        "asked": "2023-04-15",
        "decided": {"on": "2023-04-20", "outcome": "accepted"},
    }
    doc = changed(
        well_handled(),
        {
            "/cases/0/assignments/-": again,
            "/adjustments": [back],
            f"{REPLY}/issued": "2023-07-05",
            f"{REPLY}/assigned": "2023-06-20",
        },
    )
    found = judged(doc)
    assert [short(one(found, f"REPLY-01/{CASE}/jiaowei@{day}")) for day in ("2023-04-10", "2023-06-20")] == [
        "not_applicable returned",
        "met",
    ]


def test_a_step_before_the_assignment_cannot_be() -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/steps/0/on": "2023-04-01"}))
    assert short(one(found, f"SIGN-01/{CASE}/jiaowei/draft/1")) == "undetermined"


@pytest.mark.parametrize(("same_day", "said_of"), [("accept", "met"), ("unsettled", "undetermined")])
def test_one_day_without_a_sequence_is_as_the_policy_reads_it(tmp_path: Any, same_day: str, said_of: str) -> None:
    from importlib.resources import files

    from caserules.policy import load_policy

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(text.replace('value = "accept"', f'value = "{same_day}"', 1), encoding="utf-8")
    doc = changed(well_handled(), {f"{REPLY}/steps/2/on": "2023-06-03"})
    found = judged(doc, policy=load_policy(tmp_path / "p.toml"))
    assert short(one(found, f"SIGN-02/{CASE}/jiaowei/review/1")) == said_of


def test_an_unknown_issue_is_not_taken_as_before_the_next_version() -> None:
    steps = chain(**FULL, sign_off_2="2023-06-20")
    changes = {f"{REPLY}/steps": steps, f"{REPLY}/issued": GONE, "/cases/0/designations": []}
    found = judged(changed(well_handled(), changes))
    assert not [x for x in found.broken() if x.part.step]


# --------------------------------------------------------------------------------------------------- the days of a row

KINDS = {"/complete_through": {"default": LAST, "replies": "2023-12-31"}}
DRAFTED = f"{REPLY}/steps/0/on"
Told = dict[str, tuple[str, str]]
ON_REPLY = {"issued": ("2023-06-05", f"{REPLY}/issued")}

CELLS: list[tuple[str, Json, str, Told]] = [
    ("a step and the issue", {}, "1", ON_REPLY | {"opened": ("2023-06-01", DRAFTED), "step.draft": ("2023-06-01", DRAFTED)}),
    ("a step on the day of the assignment", {DRAFTED: "2023-04-10"}, "1", {"step.draft": ("2023-04-10", DRAFTED)}),
    ("a step in the month of the assignment", {DRAFTED: "2023-04"}, "1", {"step.draft": ("2023-04-01..2023-04-30", DRAFTED)}),
    ("a step before the assignment", {DRAFTED: "2023-04-09"}, "1", {"step.draft": ("ever..never", DRAFTED)}),
    ("issued on the day of the assignment", {f"{REPLY}/issued": "2023-04-10"}, "1", {"issued": ("2023-04-10", f"{REPLY}/issued")}),
    ("issued before the assignment", {f"{REPLY}/issued": "2023-04-09"}, "1", {"issued": ("ever..never", f"{REPLY}/issued")}),
    ("not issued yet, of a kind complete through another day", KINDS | {f"{REPLY}/issued": "not_yet"}, "1", {"issued": ("2024-01-01..never", f"{REPLY}/issued")}),
    ("issued, the day not recorded", KINDS | {f"{REPLY}/issued": "done"}, "1", {"issued": ("ever..2023-12-31", f"{REPLY}/issued")}),
    ("without a step it opens with its issue", {f"{REPLY}/steps": []}, "1", ON_REPLY | {"opened": ("2023-06-05", f"{REPLY}/issued")}),
    (
        "without a step, and steps not kept, from the assignment on",
        {f"{REPLY}/steps": [], "/complete_through": {"default": LAST, "steps": "not_kept"}},
        "1",
        ON_REPLY | {"opened": ("2023-04-10..2023-06-05", f"{REPLY}/issued")},
    ),
    (
        "a step done again after the issue: what is not issued waits for a reply",
        KINDS | {f"{REPLY}/steps/-": {"step": "draft", "person": "jiaowei.handler", "on": "2023-07-01"}},
        "1.2",
        {"issued": ("2024-01-01..never", "complete_through"), "opened": ("2023-07-01", f"{REPLY}/steps/5/on")},
    ),
    (
        "a step done again before the issue: what it undid never issues",
        {f"{REPLY}/steps/-": {"step": "draft", "person": "jiaowei.handler", "on": "2023-06-05"}},
        "1",
        {"issued": ("never", ""), "opened": ("2023-06-01", DRAFTED)},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "ref", "told"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_the_days_of_a_version_and_where_they_were_read(changes: Json, ref: str, told: Told) -> None:
    found = judged(changed(well_handled(), changes))
    cells = row_of(found, "version", ref=ref).cells
    assert {name: (in_words(cells[name]), read_at(found, cells[name])) for name in told} == told
