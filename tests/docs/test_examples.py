"""The examples run as scripts, and print what they are there to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from separately import ran

ROOT = Path(__file__).parents[2]
SHOWN = {
    "check_one_case.py": ("broken", "undetermined", "pending", "2023年5月23日"),
    "audit_register.py": ("县财政局", "COHAND-01/suggestion/2023/2/caizheng/notice/0"),
    "own_policy.py": ("pengshui-2023 2023-05-23 met None", "my-county-2023 2023-05-09 broken late"),
    "host_objects.py": ("县财政局 2023-05-23 2023-05-24 broken", "县交通局 2023-05-23 2023-05-23 met", "1 broken"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_example_runs_from_any_folder_and_shows_its_point(name: str, tmp_path: Path) -> None:
    result = ran((ROOT / "examples" / name,), tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    for line in SHOWN[name]:
        assert line in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_every_example_is_tried() -> None:
    assert {path.name for path in (ROOT / "examples").glob("*.py")} == set(SHOWN)
