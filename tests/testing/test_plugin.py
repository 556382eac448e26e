"""The pytest plugin, in a test run inside the test run: what it collects, refuses, counts, tells, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from caserules.demo import small_text

Run = Callable[..., pytest.RunResult]
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


def write(pytester: pytest.Pytester, text: str, name: str = "late.caserules.toml") -> Path:
    path = pytester.path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_scenario_file_is_a_test_for_each_of_its_days(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO)
    result = inner("-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*late.caserules.toml::晚了一天 2023-05-23 PASSED*"])
    inner("-v", "--caserules-lang=en").stdout.fnmatch_lines(["*::A day late 2023-05-24 PASSED*"])


def test_a_failed_day_tells_expected_found_the_story_and_the_clerks_note(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO.replace("broken late", "met"))
    result = inner()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "晚了一天：截至2023年5月24日，与预期不符。",
            "*late.caserules.toml:10  COHAND-01 caizheng",
            "*应为 met",
            "*实为 broken late*COHAND-01/suggestion/2023/12/caizheng/notice/0",
            "*COHAND-01 协办意见按期送达（三.1.d*",
            "*逾期1天*",
            "*补正：*",
            "经过：",
            "*2023-05-24 delivered caizheng",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_bad_file_is_an_error_of_collection_with_line_and_remedy(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO.replace("delivered", "delivred"))
    result = inner()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["INP-024 late.caserules.toml:6：没有这个事项。可用：*"])


def test_a_policy_that_is_not_there_is_told_without_a_traceback(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO.replace("story =", "policy = 'nowhere-2023'\nstory ="))
    result = inner()
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["POL-001 找不到政策“nowhere-2023”*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_rules_card_is_collected_and_another_toml_is_not(pytester: pytest.Pytester, inner: Run) -> None:
    from caserules.rules import rule_by_id

    card = rule_by_id("COHAND-03").card
    result = inner("-q", str(card))
    assert result.ret == 0
    assert result.parseoutcomes()["passed"] > 20
    write(pytester, "", "__init__.py")
    for name in ("COHAND-03.toml", "COHAND-99.toml", "cohand-03.toml", "pyproject.toml"):
        write(pytester, "not = 'a card'", name)
    assert inner("-q").ret == pytest.ExitCode.NO_TESTS_COLLECTED


# ------------------------------------------------------------ marker and fixtures

USE = """
    from datetime import date
    import pytest
    from caserules.testing import assert_compliant

    @pytest.mark.caserule("COHAND-01")
    def test_opinion(caserules_register, caserules_case, caserules_policy, caserules_calendar):
        told = caserules_register.complete_through("2023-06-30").assigned("2023-04-10", "caizheng", "co_handling")
        met = told.delivered("2023-05-23", "caizheng").build()
        assert_compliant(met, caserules_policy, as_of=date(2023, 6, 1), calendar=caserules_calendar, rules=["COHAND-01"])
        assert caserules_case.assigned("2023-04-10", "a").build().key == "suggestion/2023/12"
"""


def test_fixtures_and_marker(pytester: pytest.Pytester, inner: Run) -> None:
    pytester.makepyfile(USE)
    inner("--strict-markers").assert_outcomes(passed=1)
    inner("--fixtures").stdout.fnmatch_lines(["caserules_policy*", "*caserules_register*"])
    inner("--markers").stdout.fnmatch_lines(["@pytest.mark.caserule(*"])


def test_a_misspelt_rule_is_an_error_at_collection(pytester: pytest.Pytester, inner: Run) -> None:
    pytester.makepyfile(USE.replace('"COHAND-01")', '"COHAND-11")', 1))
    result = inner()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*TST-005 *test_opinion：没有规则 COHAND-11。相近的：COHAND-01*"])
    pytester.makepyfile(USE.replace('("COHAND-01")', "", 1))
    assert inner().ret == pytest.ExitCode.USAGE_ERROR


def test_the_policy_is_the_options_else_the_settings_else_the_notices(pytester: pytest.Pytester, inner: Run) -> None:
    pytester.makepyfile("def test_it(caserules_policy): print('by', caserules_policy.id)")
    inner("-s").stdout.fnmatch_lines(["*by pengshui-2023"])
    pytester.makeini("[pytest]\ncaserules_policy = pengshui-2023-full\ncaserules_lang = en\n")
    inner("-s").stdout.fnmatch_lines(["*by pengshui-2023-full"])
    inner("-s", "--caserules-policy=pengshui-2023").stdout.fnmatch_lines(["*by pengshui-2023"])
    result = inner("--caserules-policy=nowhere", "--caserules-coverage")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*POL-001 There is no policy*"])


def test_a_pack_of_the_projects_own_is_found_from_where_the_settings_stand(
    pytester: pytest.Pytester, inner: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = Path(__file__).parents[2] / "examples" / "county-layer.toml"
    write(pytester, pack.read_text(encoding="utf-8"), "mine.toml")
    pytester.makeini("[pytest]\ncaserules_policy = mine.toml\n")
    pytester.mkdir("deeper")
    write(pytester, "def test_it(caserules_policy): print('by', caserules_policy.id)", "deeper/test_it.py")
    monkeypatch.chdir(pytester.path / "deeper")
    inner("-s").stdout.fnmatch_lines(["*by county-layer"])


def test_a_language_that_is_none_is_a_usage_error(pytester: pytest.Pytester, inner: Run) -> None:
    pytester.makeini("[pytest]\ncaserules_lang = de\n")
    assert inner("--caserules-coverage").ret == pytest.ExitCode.USAGE_ERROR


# ------------------------------------------------------------ which rules are exercised


def test_coverage_tells_a_line_a_rule(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO)
    pytester.makepyfile(USE)
    result = inner("--caserules-coverage")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "核查到的规则（政策 pengshui-2023）：3%，1/33 条齐全",
            "PLAN-01     符合 0   · 违反 0   · 不明 0   · 标记 0  缺：符合 违反",
            "COHAND-01   符合 1   · 违反 1   · 不明 0   · 标记 1",
        ]
    )


def test_a_threshold_fails_the_run_under_it_and_only_then(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO)
    pytester.makepyfile(USE)
    assert inner("--caserules-threshold=3").ret == 0
    result = inner("--caserules-threshold=4", "--caserules-lang=en")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["3 % of the rules are exercised, under the 4 % asked for."])
    for wrong in ("101", "-1", "many", "１"):
        assert inner(f"--caserules-threshold={wrong}").ret == pytest.ExitCode.USAGE_ERROR


def test_workers_report_to_the_controller(pytester: pytest.Pytester, inner: Run) -> None:
    pytest.importorskip("xdist")
    write(pytester, SCENARIO)
    pytester.makepyfile(USE)
    result = inner("-n2", "--caserules-threshold=4")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["COHAND-01   符合 1   · 违反 1   · 不明 0   · 标记 1", "规则覆盖 3%*"])


def test_a_worker_that_dies_is_told(pytester: pytest.Pytester, inner: Run) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile("import os\ndef test_it(): os._exit(1)")
    result = inner("-n2", "--caserules-coverage")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["一个测试进程没有报告*"])


# ------------------------------------------------------------ a register audited


def test_an_audit_is_a_test_for_each_case_and_rule(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, small_text(), "register.json")
    pytester.makepyfile("def test_mine(): pass")
    audit = ("--caserules-audit=register.json", "--caserules-as-of=2023-08-25")
    result = inner("-v", *audit)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    for line in ("register.json::suggestion/2023/2 COHAND-01 FAILED*", "test_*::test_mine PASSED*"):
        result.stdout.fnmatch_lines([line])
    result.stdout.fnmatch_lines(["COHAND-01 协办意见按期送达（三.1.d*", "  县财政局：应*逾期*"])
    alone = inner("-q", *audit, "-m", "caserules_audit", "--collect-only")
    names = [line for line in alone.outlines if "::" in line]
    assert len(names) == len(set(names)) > 30
    assert not any("test_mine" in name for name in names)
    assert {name.split("::")[1].count(" ") for name in names} == {1}


def test_what_cannot_be_told_fails_an_audit_unless_it_is_let_through(pytester: pytest.Pytester, inner: Run) -> None:
    text = small_text().replace('"delivered": "2023-05-26"', '"delivered": "done"')
    assert text != small_text()
    write(pytester, text, "register.json")
    audit = ("-q", "--caserules-audit=register.json", "--caserules-as-of=2023-08-25", "-k", "COHAND")
    result = inner(*audit, "--caserules-lang=en")
    assert result.parseoutcomes()["failed"] == 1
    result.stdout.fnmatch_lines(["*cannot be told, for want of*"])
    assert inner(*audit, "--caserules-allow-undetermined").parseoutcomes()["skipped"] == 1


def test_what_is_not_kept_is_left_out_of_an_audit_with_the_reason(pytester: pytest.Pytester, inner: Run) -> None:
    text = small_text().replace('"complete_through": {', '"complete_through": {"requests": "not_kept", ')
    write(pytester, text.replace('"requests": [', '"unknown": ['), "other.json")
    write(pytester, text, "register.json")
    audit = ("-q", "-rs", "--caserules-as-of=2023-08-25")
    refused = inner(*audit, "--caserules-audit=other.json")
    assert refused.ret == pytest.ExitCode.INTERRUPTED
    refused.stdout.fnmatch_lines(["INP-005 *"])
    assert inner(*audit, "--caserules-audit=register.json").ret == pytest.ExitCode.TESTS_FAILED


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--caserules-audit=register.json",), "TST-009"),
        (("--caserules-audit=register.json", "--caserules-as-of=today"), "TST-009"),
        (("--caserules-audit=nowhere.json", "--caserules-as-of=2023-08-25"), "INP-001"),
    ],
)
def test_an_audit_without_a_day_or_a_file_is_a_usage_error(
    pytester: pytest.Pytester, inner: Run, args: tuple[str, ...], told: str
) -> None:
    write(pytester, small_text(), "register.json")
    result = inner(*args)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{told} *"])


def test_an_audit_before_anything_was_owed_shows_nothing(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, small_text(), "register.json")
    result = inner("--caserules-audit=register.json", "--caserules-as-of=2023-01-01")
    assert result.ret == pytest.ExitCode.INTERRUPTED
    result.stdout.fnmatch_lines(["TST-010 *"])


# ------------------------------------------------------------ JUnit


def test_junit_xml_is_useful_as_it_stands(pytester: pytest.Pytester, inner: Run) -> None:
    write(pytester, SCENARIO.replace("broken late", "met"))
    write(pytester, small_text(), "register.json")
    inner("--junit-xml=out.xml", "--caserules-audit=register.json", "--caserules-as-of=2023-08-25")
    cases = {x.get("name"): x for x in ET.parse(pytester.path / "out.xml").getroot().iter("testcase")}  # noqa: S314  ours
    late = cases["suggestion/2023/2 COHAND-01"]
    properties = {x.get("name"): x.get("value") for x in late.iter("property")}
    assert properties["caserules.rule"] == "COHAND-01"
    assert properties["caserules.clause"] == "三.1.d"
    assert properties["caserules.as_of"] == "2023-08-25"
    failure = next(iter(late.iter("failure")))
    assert (failure.get("message") or "").startswith("COHAND-01 协办意见按期送达")
    day = cases["晚了一天 2023-05-24"]
    assert {"name": "caserules.expected", "value": "COHAND-01 caizheng met"} in [x.attrib for x in day.iter("property")]


# ------------------------------------------------------------ what it leaves alone


def test_the_plugin_imports_nothing_of_the_library_before_it_is_used(tmp_path: Path, elsewhere: None) -> None:
    """In a process of its own: a run of an ordinary test, and what was imported of ours and of others by the end."""
    (tmp_path / "test_it.py").write_text("def test_it(): pass\n", encoding="utf-8")
    script = (
        "import sys, pytest\n"
        "awaiting = 'caserules.testing.registering'\n"  # Hypothesis takes it up by itself where the package is installed
        "before = set(sys.modules)\n"
        "import caserules.testing.plugin as plugin\n"
        "new = {x for x in set(sys.modules) - before if not x.startswith('_pytest')}\n"
        "code = pytest.main(['-q', '-p', 'no:cacheprovider', '-p', 'no:caserules'], plugins=[plugin])\n"
        "ours = sorted(x for x in sys.modules if x.startswith('caserules') and x != awaiting)\n"
        "print(int(code), sorted(new), ours, 'pydantic' in sys.modules, sep='|')\n"
    )
    ran = subprocess.run(  # noqa: S603  our own script
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )
    code, new, ours, pydantic = ran.stdout.strip().split("\n")[-1].split("|")
    room = ["caserules", "caserules.testing", "caserules.testing.plugin"]
    assert code == "0"
    assert new == ours == str(room)
    assert pydantic == "False"


def test_every_public_name_is_there_and_loaded_when_used() -> None:
    from caserules import testing

    for name in testing.__all__:
        assert getattr(testing, name) is not None
    assert dir(testing) == sorted(testing.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = testing.nothing
