"""Scenario files: what they may say, what a bad one is told with its line, and what a failed day tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caserules.errors import InputRejected
from caserules.rules import rule_by_id
from caserules.testing import Scenario, find_scenarios, read_scenario
from caserules.testing.scenario import card_scenarios, judged
from caserules.testing.seen import watching

GOOD = """title = { zh = "晚了一天", en = "A day late" }
about = "协办意见"
story = '''
complete_through = 2023-06-30
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-05-24 delivered caizheng
'''
expect = '''
2023-05-23 COHAND-01 caizheng pending due=2023-05-23
# the day after
2023-05-24 COHAND-01 caizheng broken late
2023-05-24 COHAND-01 jiaowei unlisted
2023-05-24 COHAND-03 caizheng pending   # a prohibition
'''
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str, name: str = "a.caserules.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def outcomes(scenario: Scenario) -> dict[str, bool]:
    return {day.isoformat(): judged(scenario, day).ok for day in scenario.days}


def test_a_scenario_is_read_and_comes_true(write: Write) -> None:
    scenario = read_scenario(write(GOOD))
    assert (scenario.name.zh, scenario.name.en, scenario.about.zh) == ("晚了一天", "A day late", "协办意见")
    assert scenario.rules == ("COHAND-01", "COHAND-03")
    assert scenario.expected[0].due == date(2023, 5, 23)
    assert [line.where for line in scenario.expected][-1] == "a.caserules.toml:14"
    assert outcomes(scenario) == {"2023-05-23": True, "2023-05-24": True}


def test_what_came_true_is_counted_and_what_did_not_is_not(write: Write) -> None:
    scenario = read_scenario(write(GOOD.replace("broken late", "met")))
    with watching() as seen:
        outcomes(scenario)
    assert dict(seen.counts) == {("COHAND-01", "pending"): 1, ("COHAND-03", "pending"): 1}


NOT_SO = {
    "another verdict": ("COHAND-01 caizheng broken late", "COHAND-01 caizheng met", ["broken late"]),
    "broken in another way": ("COHAND-01 caizheng broken late", "COHAND-01 caizheng broken missing", ["broken late"]),
    "another day": ("due=2023-05-23", "due=2023-05-22", ["pending due=2023-05-23"]),
    "a part that is not there": ("COHAND-01 caizheng broken", "COHAND-01 shuili broken", ["unlisted"]),
    "unlisted, and it is listed": ("COHAND-01 jiaowei unlisted", "COHAND-01 caizheng unlisted", ["broken late"]),
    "unlisted for another reason": ("jiaowei unlisted", "jiaowei unlisted not_bound", ["no such duty"]),
    "something else": ("COHAND-01 caizheng broken late", "nothing else broken", ["broken late", "broken missing"]),
}


@pytest.mark.parametrize("what", NOT_SO)
def test_a_day_that_is_not_as_expected_says_what_was_found(write: Write, what: str) -> None:
    before, after, found = NOT_SO[what]
    assert before in GOOD
    scenario = read_scenario(write(GOOD.replace(before, after)))
    (outcome,) = [x for day in scenario.days if not (x := judged(scenario, day)).ok]
    (mismatch,) = outcome.mismatches
    assert sorted(set(mismatch.found)) == sorted(found)
    for lang in ("zh", "en"):
        text = outcome.text(lang)
        assert str(mismatch.expected) in text
        assert mismatch.expected.where in text
        assert "2023-05-24 delivered caizheng" in text
        assert {x.id for x in mismatch.findings} <= set(text.split())


def test_nothing_else_spares_what_the_day_names(write: Write) -> None:
    rest = (
        "2023-05-24 PLAN-01 broken missing\n2023-05-24 nothing else broken\n2023-05-24 nothing else undetermined\n'''"
    )
    assert outcomes(read_scenario(write(GOOD.removesuffix("'''\n") + rest)))["2023-05-24"]


def test_a_line_of_several_findings_speaks_of_all_of_them(write: Write) -> None:
    scenario = read_scenario(write(GOOD.replace("COHAND-03 caizheng pending", "PLAN-01 jiaowei broken missing")))
    assert outcomes(scenario)["2023-05-24"]
    story = "2023-04-18 filed jiaowei work_plan government_office\n'''\nexpect"
    scenario = read_scenario(write(GOOD.replace("COHAND-03 caizheng", "PLAN-01 jiaowei").replace("'''\nexpect", story)))
    assert not outcomes(scenario)["2023-05-24"]


WRONG = {
    "no TOML": (GOOD.replace("about = ", "about "), [("TST-001", "a.caserules.toml:2")]),
    "a key that is not there": (GOOD.replace("about", "summary"), [("TST-002", "a.caserules.toml:2")]),
    "no title": (GOOD[GOOD.index("about") :], [("TST-003", "a.caserules.toml")]),
    "a title in one language": (GOOD.replace(', en = "A day late"', ""), [("TST-003", "a.caserules.toml:1")]),
    "a story that is no text": ("title = 'a'\nstory = 3\nexpect = '''\n'''", [("INP-028", "a.caserules.toml"), ("TST-003", "a.caserules.toml:2"), ("TST-003", "a.caserules.toml:4")]),
    "nothing expected": (GOOD[: GOOD.index("expect")] + "expect = ''", [("TST-003", "a.caserules.toml:9")]),
    "no day": (GOOD.replace("2023-05-23 COHAND", "2023-05-32 COHAND"), [("TST-004", "a.caserules.toml:10")]),
    "no verdict": (GOOD.replace("broken late", "late"), [("TST-004", "a.caserules.toml:12")]),
    "broken, not said how": (GOOD.replace("broken late", "broken"), [("TST-004", "a.caserules.toml:12")]),
    "a due day that is none": (GOOD.replace("due=2023-05-23", "due=soon"), [("TST-004", "a.caserules.toml:10")]),
    "no rule": (GOOD.replace("COHAND-03", "cohand"), [("TST-004", "a.caserules.toml:14")]),
    "a rule that is not there": (GOOD.replace("COHAND-03", "COHAND-09"), [("TST-005", "a.caserules.toml:14")]),
    "nothing else, with how": (GOOD.replace("COHAND-01 caizheng broken late", "nothing else broken late"), [("TST-004", "a.caserules.toml:12")]),
    "a bad line of the story": (GOOD.replace("delivered", "delivred"), [("INP-024", "a.caserules.toml:7")]),
    "a bad day of the story": (GOOD.replace("2023-05-24 delivered", "2023-05-34 delivered"), [("INP-012", "a.caserules.toml:7 delivered")]),
    "no day of completeness": (GOOD.replace("complete_through = 2023-06-30\n", ""), [("INP-028", "a.caserules.toml")]),
    "a base that is not there": (GOOD.replace("story =", "base = 'b.caserules.toml'\nstory ="), [("TST-006", "a.caserules.toml:3")]),
    "a base elsewhere": (GOOD.replace("story =", "base = '../b.caserules.toml'\nstory ="), [("TST-006", "a.caserules.toml:3")]),
    "several at once": (GOOD.replace("delivered", "delivred").replace("broken late", "late"), [("INP-024", "a.caserules.toml:7"), ("TST-004", "a.caserules.toml:12")]),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_bad_file_is_refused_with_the_line(write: Write, what: str) -> None:
    text, problems = WRONG[what]
    with pytest.raises(InputRejected) as refused:
        read_scenario(write(text))
    assert [(x.code, x.where) for x in refused.value.problems] == problems
    for problem in refused.value.problems:
        assert "?" not in problem.message("en").replace("?…", "")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.caserules.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputRejected) as refused:
        read_scenario(path)
    assert refused.value.code == "TST-001"


def test_lines_that_come_first_may_stand_in_the_file(write: Write) -> None:
    text = GOOD.replace("story = '''\ncomplete", "base = '''\ncomplete").replace(
        "2023-05-24 delivered", "'''\nstory = '''\n2023-05-24 delivered"
    )
    scenario = read_scenario(write(text))
    assert outcomes(scenario) == {"2023-05-23": True, "2023-05-24": True}
    with pytest.raises(InputRejected) as refused:
        read_scenario(write(text.replace("assigned jiaowei", "asigned jiaowei")))
    assert [(x.code, x.where) for x in refused.value.problems] == [("INP-024", "a.caserules.toml:5")]


def test_another_files_story_may_come_first_and_lines_be_taken_away(write: Write) -> None:
    write(GOOD, "base.caserules.toml")
    text = """title = 'in time'
base = "base.caserules.toml"
story = '''
- 2023-05-24 delivered caizheng
2023-05-23 delivered caizheng
'''
expect = '''
2023-05-24 COHAND-01 caizheng met
'''
"""
    assert outcomes(read_scenario(write(text))) == {"2023-05-24": True}
    with pytest.raises(InputRejected) as refused:
        read_scenario(write(text.replace("- 2023-05-24 d", "- 2023-05-25 d")))
    assert ("INP-027", "a.caserules.toml:4") in [(x.code, x.where) for x in refused.value.problems]
    write(GOOD.replace("delivered", "delivred"), "base.caserules.toml")
    with pytest.raises(InputRejected) as refused:
        read_scenario(write(text))
    assert ("INP-024", "base.caserules.toml:7") in [(x.code, x.where) for x in refused.value.problems]
    write(text, "base.caserules.toml")
    with pytest.raises(InputRejected) as refused:
        read_scenario(write(text))
    assert refused.value.code == "TST-006"


def test_text_of_a_file_cannot_act_in_a_terminal(write: Write) -> None:
    scenario = read_scenario(write(GOOD.replace("A day late", "A \\u001b[31mday").replace("broken late", "met")))
    text = judged(scenario, date(2023, 5, 24)).text("en")
    assert "\x1b" not in text
    assert "\\u001b[31mday" in text


def test_files_are_found_in_folders_and_by_themselves(write: Write, tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    files = (write(GOOD), write(GOOD, "deeper/b.caserules.toml"))
    write("", "other.toml")
    assert find_scenarios(tmp_path) == files
    assert find_scenarios(tmp_path, files[1]) == files
    with pytest.raises(InputRejected) as refused:
        find_scenarios(tmp_path / "nowhere", tmp_path / "other.toml")
    assert [(x.code, x.where) for x in refused.value.problems] == [("TST-007", "nowhere"), ("TST-007", "other.toml")]


def test_a_scenario_may_name_its_policy(write: Write) -> None:
    story = GOOD.replace("story =", "policy = 'no-such-policy'\nstory =")
    with pytest.raises(Exception, match="POL-001"):
        judged(read_scenario(write(story)), date(2023, 5, 24))


def test_a_scenario_may_name_a_pack_that_stands_beside_it(write: Write) -> None:
    pack = Path(__file__).parents[2] / "examples" / "county-layer.toml"
    write(pack.read_text(encoding="utf-8"), "mine.toml")
    text = GOOD.replace("story =", "policy = 'mine.toml'\nstory =").replace(
        "2023-05-24 COHAND-03 caizheng pending   # a prohibition\n", ""
    )
    story = text.replace("2023-05-24 delivered", "2023-04-10 received caizheng\n2023-05-24 delivered")
    outcome = judged(read_scenario(write(story)), date(2023, 5, 24))
    assert outcome.assessment.policy.id == "county-layer"


def test_an_expectation_of_a_card_is_about_one_finding() -> None:
    scenario = next(card_scenarios(rule_by_id("COHAND-01")))
    assert all(line.alone for line in scenario.expected)
    assert scenario.where == "COHAND-01"
    assert scenario.policy == "", "the run's"
    assert {x.policy for x in card_scenarios("INTAKE-02")} == {"pengshui-2023-full"}, "the card names it"
    assert outcomes(scenario) == dict.fromkeys(("2023-05-21", "2023-05-22", "2023-05-23", "2023-05-24"), True)
