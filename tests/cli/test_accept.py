"""`audit --accept`: only what is named is let be, a breach never is, and what is no longer needed is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caserules.cli.run import run

CASE: dict[str, Any] = {
    "kind": "suggestion", "year": 2023, "number": 12, "mode": "lead_with_co_handling",
    "assignments": [{"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
                    {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
    "requests": [{"unit": "caizheng"}],
}  # fmt: skip
REGISTER: dict[str, Any] = {
    "schema": "caserules.register/1", "place": "某县", "year": 2023, "complete_through": "2023-06-01",
    "units": [{"id": "jiaowei", "name": "县教委", "bound": True}, {"id": "caizheng", "name": "县财政局", "bound": True}],
    "cases": [CASE, {**CASE, "number": 13}],
}  # fmt: skip
OPEN = "COHAND-01/suggestion/2023/12/caizheng/notice/0"


def audit(tmp_path: Path, accepted: list[str], register: dict[str, Any] = REGISTER, *more: str) -> int:
    (tmp_path / "r.json").write_text(json.dumps(register), encoding="utf-8")
    entries = (f'[[accepted]]\nfinding = "{x}"\nby = "某某"\non = 2023-06-02\nbecause = "已核"\n' for x in accepted)
    (tmp_path / "a.toml").write_text('schema = "caserules.accepted/1"\n' + "".join(entries), encoding="utf-8")
    usual = [
        "--policy",
        "pengshui-2023",
        "--as-of",
        "2023-05-26",
        "--format",
        "json",
        "--accept",
        str(tmp_path / "a.toml"),
    ]
    return run(["audit", str(tmp_path / "r.json"), *usual, *more])


def open_ids(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [x["id"] for x in json.loads(capsys.readouterr().out)["findings"] if x["verdict"] == "undetermined"]


def without_breach() -> dict[str, Any]:
    """The same with nothing broken by the day: the plans are on file."""
    filings = [
        {"paper": "work_plan", "unit": unit, "recipient": to, "filed": "2023-04-20"}
        for unit in ("jiaowei", "caizheng")
        for to in ("government_office", "congress_committee", "cppcc_committee")
    ]
    return {**REGISTER, "filings": filings, "complete_through": {"default": "2023-06-01", "contacts": "not_kept"}}


def test_only_what_is_named_is_let_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = without_breach()
    assert audit(tmp_path, [], register) == 4
    ids = open_ids(capsys)
    assert len(ids) == 2
    assert OPEN in ids
    assert audit(tmp_path, ids[:-1], register) == 4
    capsys.readouterr()
    assert audit(tmp_path, ids, register) == 0
    told = capsys.readouterr().err
    assert all(id_ in told for id_ in ids) and told.count("已放行") == len(ids)


def test_a_breach_is_never_let_be_and_what_is_needless_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = {**CASE, "requests": [{"unit": "caizheng", "delivered": "2023-05-25"}]}
    assert audit(tmp_path, [OPEN], {**without_breach(), "cases": [late]}) == 1
    assert f"不必再放行（现在不是无法判断）：{OPEN}" in capsys.readouterr().err


def test_it_is_not_used_beside_the_other_way(tmp_path: Path) -> None:
    assert audit(tmp_path, [OPEN], REGISTER, "--allow-undetermined") == 2
