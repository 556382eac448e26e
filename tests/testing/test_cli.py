"""`caserules test`: the same scenarios without pytest: the same text, and the exit codes of the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caserules.cli.run import run
from caserules.testing.scenario import judged, read_scenario

SCENARIO = """title = { zh = "晚了一天", en = "A day late" }
story = '''
complete_through = 2023-06-30
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-05-24 delivered caizheng
'''
expect = '''
2023-05-23 COHAND-01 caizheng pending
2023-05-24 COHAND-01 caizheng broken late
'''
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def called(*args: object) -> Result:
        capsys.readouterr()
        code = run(["test", *map(str, args)])
        return Result(code, *capsys.readouterr())

    return called


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "late.caserules.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def test_all_as_expected_ends_0(call: Callable[..., Result], scenario: Path) -> None:
    result = call(scenario.parent)
    assert (result.code, result.err) == (0, "")
    assert result.out == "✓ 晚了一天（2 天）\n\n1 个情景，2 天：0 天不符，0 个文件不能读取。\n"
    assert call(scenario, "--lang", "en").out.startswith("✓ A day late (days: 2)\n")


def test_a_verdict_that_is_otherwise_ends_1_with_the_text_that_pytest_tells(
    call: Callable[..., Result], scenario: Path
) -> None:
    scenario.write_text(SCENARIO.replace("broken late", "met"), encoding="utf-8")
    result = call(scenario)
    assert result.code == 1
    assert "✗ 晚了一天（2 天中 1 天不符）" in result.out
    read = read_scenario(scenario)
    assert judged(read, read.days[-1]).text() in result.out


def test_a_file_that_cannot_be_read_ends_3_and_the_others_are_run(call: Callable[..., Result], scenario: Path) -> None:
    (scenario.parent / "bad.caserules.toml").write_text(SCENARIO.replace("broken late", "late"), encoding="utf-8")
    result = call(scenario.parent)
    assert result.code == 3
    assert "bad.caserules.toml：不能读取" in result.out
    assert "TST-004 bad.caserules.toml:10：" in result.out
    assert "✓ 晚了一天" in result.out


def test_a_scenario_whose_policy_is_not_there_is_refused_alone(call: Callable[..., Result], scenario: Path) -> None:
    text = SCENARIO.replace("story =", "policy = 'nowhere'\nstory =")
    (scenario.parent / "other.caserules.toml").write_text(text, encoding="utf-8")
    result = call(scenario.parent)
    assert result.code == 3
    assert "POL-001" in result.out
    assert "✓ 晚了一天" in result.out


def test_what_is_not_there_is_told_at_once(call: Callable[..., Result], tmp_path: Path) -> None:
    result = call(tmp_path, "--policy", "nowhere")
    assert (result.code, result.out) == (3, "")
    assert "TST-007" in result.err
    assert "POL-001" in result.err
    assert call().code == 2
    assert call(tmp_path, "--threshold", "101").code == 2


def test_coverage_and_threshold(call: Callable[..., Result], scenario: Path) -> None:
    told = call(scenario, "--coverage", "--lang", "en")
    assert told.code == 0
    assert "Rules exercised (policy pengshui-2023): 1 %, 0 of 33 in full" in told.out
    assert call(scenario, "--threshold", 1).code == 0
    under = call(scenario, "--threshold", 2)
    assert under.code == 1
    assert "规则覆盖 1%，低于要求的 2%。" in under.err


def test_junit_xml_is_written(call: Callable[..., Result], scenario: Path, tmp_path: Path) -> None:
    scenario.write_text(SCENARIO.replace("broken late", "met"), encoding="utf-8")
    (tmp_path / "bad.caserules.toml").write_text("title = ", encoding="utf-8")
    for _ in range(2):  # and again over its own file
        assert call(tmp_path, "--junit", tmp_path / "out.xml").code == 3
    root = ET.parse(tmp_path / "out.xml").getroot()  # noqa: S314  ours
    suite = next(root.iter("testsuite"))
    assert suite.attrib == {"name": "caserules", "tests": "3", "failures": "1", "errors": "1"}
    names = [x.get("name") for x in root.iter("testcase")]
    assert names[1:] == ["晚了一天 2023-05-23", "晚了一天 2023-05-24"]
    (failure,) = root.iter("failure")
    assert failure.get("message") == "晚了一天：截至2023年5月24日，与预期不符。"
    assert "补正：" in (failure.text or "")
    (error,) = root.iter("error")
    assert (error.get("message") or "").startswith("TST-001")
    (tmp_path / "mine.xml").write_text("<mine/>", encoding="utf-8")
    assert call(scenario, "--junit", tmp_path / "mine.xml").code == 3
