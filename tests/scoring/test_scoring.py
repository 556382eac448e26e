"""Deductions: exact decimals, one fact punished once, never below zero with the sum shown, nothing for what cannot be told."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from caserules.policy import Policy, load_policy
from caserules.scoring import Score, score_penalties
from smallest import CASE, GONE, OFFICE, changed, filing, judged, well_handled

PACK = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
UNSCORED = PACK[PACK.index("[scoring]") : PACK.index("[scoring]") + PACK[PACK.index("[scoring]") :].index("\n\n")]
REPLY = "/cases/0/replies/0"
LATE: dict[str, Any] = {f"{REPLY}/issued": "2023-09-05", f"{filing('reply', 'jiaowei', OFFICE)}/filed": "2023-09-20"}
NOTHING_BEFORE: dict[str, Any] = {f"{REPLY}/steps": [], "/cases/0/contacts": []}
ANSWERED, FILED = f"REPLY-01/{CASE}/jiaowei/notice/-", f"FILE-01/{CASE}/jiaowei/reply→{OFFICE}/-"


def scored(tmp_path: Path, points: str, full: str = '"100"', more: str = "") -> Policy:
    path = tmp_path / "scored.toml"
    path.write_text(
        PACK.replace(UNSCORED, f"[scoring]\nfull = {full}\npoints = {{ {points} }}\n{more}", 1), encoding="utf-8"
    )
    return load_policy(path)


def score(
    tmp_path: Path, changes: dict[str, Any], points: str, full: str = '"100"', more: str = "", unit: str = "jiaowei"
) -> Score:
    found = score_penalties(judged(changed(well_handled(), changes), policy=scored(tmp_path, points, full, more)))
    assert found is not None
    return found[unit]


def test_the_countys_pack_scores_nothing_and_says_why() -> None:
    found = judged(changed(well_handled(), LATE))
    assert (score_penalties(found), found.scores) == (None, None)
    assert found.scores_reason is not None
    assert set(found.scores_reason) == {"zh", "en"}


@pytest.mark.parametrize(
    "points",
    ['REPLY-01 = "3.5", FILE-01 = "1"', 'REPLY-01 = "1", FILE-01 = "3.5"', 'REPLY-01 = "3.5"', 'FILE-01 = "3.5"'],
)
def test_one_fact_costs_its_dearest_duty_with_the_others_folded_under_it(tmp_path: Path, points: str) -> None:
    found = score(tmp_path, LATE, points)
    dearest, other = (ANSWERED, FILED) if 'REPLY-01 = "3.5"' in points else (FILED, ANSWERED)
    assert [(x.finding, x.points, x.folded) for x in found.deductions] == [(dearest, Decimal("3.5"), (other,))]
    assert (found.full, found.deducted, found.score, found.advice) == (
        Decimal(100),
        Decimal("3.5"),
        Decimal("96.5"),
        "remind",
    )


def test_two_facts_are_two_deductions_in_the_order_of_their_ids(tmp_path: Path) -> None:
    changes = LATE | {filing("work_plan", "jiaowei", OFFICE): GONE}
    found = score(tmp_path, changes, 'REPLY-01 = "3", PLAN-01 = "2"')
    assert [(x.rule, x.clause, x.points) for x in found.deductions] == [
        ("PLAN-01", "一.2.f", Decimal(2)),
        ("REPLY-01", "三.1.a", Decimal(3)),
    ]


def test_decimals_are_exact(tmp_path: Path) -> None:
    changes = LATE | NOTHING_BEFORE
    found = score(tmp_path, changes, 'REPLY-01 = "0.1", CONTACT-01 = "0.1", SIGN-03 = "0.1"')
    assert (str(found.deducted), str(found.score)) == ("0.3", "99.7")


def test_points_can_be_whole_numbers(tmp_path: Path) -> None:
    assert score(tmp_path, LATE, "REPLY-01 = 3", full="100").score == Decimal(97)


def test_never_below_zero_with_the_whole_sum_shown(tmp_path: Path) -> None:
    changes = LATE | NOTHING_BEFORE
    found = score(tmp_path, changes, 'REPLY-01 = "60", CONTACT-01 = "60"')
    assert (found.deducted, found.score, found.advice) == (Decimal(120), Decimal(0), "public_criticism")


def test_a_full_mark_of_zero_stays_zero(tmp_path: Path) -> None:
    assert score(tmp_path, {}, 'REPLY-01 = "3"', full='"0"').score == Decimal(0)


def test_what_cannot_be_told_or_is_not_applicable_costs_nothing(tmp_path: Path) -> None:
    changes = {f"{REPLY}/issued": GONE, f"{REPLY}/steps/2/person": GONE, "/cases/0/requests/0/delivered": GONE}
    found = score(tmp_path, changes, 'REPLY-01 = "3", SIGN-02 = "3", COHAND-01 = "3"')
    assert (found.deductions, found.score, found.advice) == ((), Decimal(100), "none")


def test_a_breach_without_points_costs_nothing(tmp_path: Path) -> None:
    assert score(tmp_path, LATE, 'PLAN-01 = "3"').score == Decimal(100)


def test_each_unit_answers_for_its_own(tmp_path: Path) -> None:
    changes = LATE | {"/cases/0/requests/0/delivered": "2023-05-24"}
    policy = scored(tmp_path, 'REPLY-01 = "3", COHAND-01 = "1"')
    found = score_penalties(judged(changed(well_handled(), changes), policy=policy))
    assert found is not None
    assert {unit: str(x.score) for unit, x in found.items()} == {"caizheng": "99", "jiaowei": "97"}


def test_two_units_that_broke_the_same_duty_of_one_case_each_answer_for_it(tmp_path: Path) -> None:
    changes = {
        "/units/-": {"id": "shuili", "name": "shuili", "bound": True},
        "/cases/0/assignments/-": {"unit": "shuili", "role": "co_handling", "assigned": "2023-04-10"},
        "/cases/0/requests": [{"unit": unit, "round": 0, "delivered": "2023-05-24"} for unit in ("caizheng", "shuili")],
    }
    found = score_penalties(judged(changed(well_handled(), changes), policy=scored(tmp_path, 'COHAND-01 = "1"')))
    assert found is not None
    assert {unit: str(x.score) for unit, x in found.items()} == {"caizheng": "99", "jiaowei": "100", "shuili": "99"}


def test_a_bound_unit_without_a_case_has_its_full_mark_and_an_unbound_one_none(tmp_path: Path) -> None:
    more = {"/units/-": {"id": "minzheng", "name": "minzheng", "bound": True}}
    copied = {"/units/-": {"id": "fayuan", "name": "fayuan", "bound": "copied_only"}}
    policy = scored(tmp_path, 'REPLY-01 = "3"')
    for changes, units in ((more, {"caizheng", "jiaowei", "minzheng"}), (copied, {"caizheng", "jiaowei"})):
        found = score_penalties(judged(changed(well_handled(), changes), policy=policy))
        assert found is not None
        assert set(found) == units


def test_an_exempt_unit_is_marked_and_its_verdicts_stand(tmp_path: Path) -> None:
    found = score(tmp_path, LATE, 'REPLY-01 = "3"', more='exempt = ["jiaowei"]\n')
    assert (found.exempt, found.score) == (True, Decimal(97))
    assert score(tmp_path, LATE, 'REPLY-01 = "3"', more='exempt = ["jiaowei"]\n', unit="caizheng").exempt is False


@pytest.mark.parametrize("more", ['[scoring]\nfull = "100"\n', '[scoring]\npoints = { REPLY-01 = "3" }\n'])
def test_half_a_scheme_scores_nothing(tmp_path: Path, more: str) -> None:
    (tmp_path / "half.toml").write_text(PACK.replace(UNSCORED, more, 1), encoding="utf-8")
    assert score_penalties(judged(well_handled(), policy=load_policy(tmp_path / "half.toml"))) is None


def test_the_told_form_holds_decimals_as_text(tmp_path: Path) -> None:
    told = judged(changed(well_handled(), LATE), policy=scored(tmp_path, 'REPLY-01 = "3.50"')).to_dict()
    mine = told["scores"]["jiaowei"]
    assert (mine["full"], mine["deducted"], mine["score"], mine["exempt"], mine["advice"]) == (
        "100",
        "3.50",
        "96.50",
        False,
        "remind",
    )
    assert mine["deductions"] == [
        {"finding": ANSWERED, "rule": "REPLY-01", "clause": "三.1.a", "points": "3.50", "folded": [FILED]}
    ]
    assert told["scores_reason"] is None


@pytest.mark.parametrize(
    ("full", "left", "advice"),
    [('"3.1"', "0.1", "remind"), ('"3"', "0", "public_criticism"), ('"2.9"', "0", "public_criticism")],
)
def test_public_criticism_is_advised_where_nothing_is_left(tmp_path: Path, full: str, left: str, advice: str) -> None:
    found = score(tmp_path, LATE, 'REPLY-01 = "3"', full)
    assert (found.unit, found.score, found.advice) == ("jiaowei", Decimal(left), advice)


def test_a_sum_of_nothing_is_a_decimal_too(tmp_path: Path) -> None:
    found = score(tmp_path, {}, 'REPLY-01 = "3"')
    assert (str(found.deducted), type(found.deducted), found.advice) == ("0", Decimal, "none")
