"""The published vectors: the library answers every one as it should, and they are enough, current and told apart.

Expected values are not the library's: see `scripts/make_vectors.py`, which refuses to write a vector on which its sources differ.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from caserules.calendar import WorkCalendar
from caserules.duties import Verdict
from caserules.messages.errors import ERRORS
from caserules.rules import all_rules
from caserules.rules.cards import cases
from caserules.rules.rule import Party
from caserules.testing import vectors as v
from caserules.testing.answers import answer, calendar_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "caserules" / "vectors"
ALL = tuple(v.vectors())
CHUNK = 200
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DAY = timedelta(days=1)


def chunks() -> list[tuple[v.Group, int]]:
    sizes = Counter(vector.group for vector in ALL)
    return [(group, start) for group in v.GROUPS for start in range(0, sizes[group], CHUNK)]


@pytest.mark.parametrize(("group", "start"), chunks(), ids=[f"{group}-{start}" for group, start in chunks()])
def test_every_vector(group: v.Group, start: int) -> None:
    some = list(v.vectors(group))[start : start + CHUNK]
    assert [(one.id, one.expected, told) for one in some if (told := answer(one)) != one.expected] == []


# ------------------------------------------------------------ enough of them


def test_they_are_many_and_a_third_is_to_be_refused() -> None:
    refused = sum(not vector.valid for vector in ALL)
    assert len(ALL) >= 2000
    assert refused * 3 >= len(ALL)
    assert len({vector.id for vector in ALL}) == len(ALL)


def test_each_has_a_comment_in_both_languages_and_a_flag_and_each_flag_is_used() -> None:
    plain = {v.Group.COUNTS, v.Group.ROLLS, v.Group.TERMS, v.Group.DUE_DAYS}
    for vector in ALL:
        assert CHINESE.search(vector.comment.zh), vector.id
        assert not CHINESE.search(vector.comment.en), vector.id
        assert vector.flags or (vector.group in plain and vector.valid), vector.id
    assert {flag for vector in ALL for flag in vector.flags} == set(v.Flag)


@pytest.mark.parametrize("rule", [rule.id for rule in all_rules()])
def test_each_rule_is_met_broken_undetermined_and_not_applicable_where_it_can_be(rule: str) -> None:
    """What a rule can be is said by its card: a rule without a day has no broken case, an act of the proposer none in doubt."""
    stated = {expected.verdict for case in cases(rule) for expected in case.expect if expected.rule == rule}
    found = Counter(
        one.verdict
        for vector in v.vectors(v.Group.VERDICTS)
        if isinstance(vector, v.VerdictVector)
        for one in vector.expected.findings
        if one.id.startswith(f"{rule}/")
    )
    for verdict in Verdict:
        assert (verdict in stated) == (found[verdict.value] > 0), verdict
    assert {Verdict.MET, Verdict.NOT_APPLICABLE} <= stated
    (by_proposer,) = (one.owes is Party.PROPOSER for one in all_rules() if one.id == rule)
    assert (Verdict.UNDETERMINED in stated) is not by_proposer
    assert not (by_proposer and Verdict.BROKEN in stated)


def test_every_code_for_a_register_a_term_or_a_day_is_expected_somewhere() -> None:
    codes = set()
    for vector in ALL:
        if isinstance(vector.expected, v.Problems):
            codes |= {problem.code for problem in vector.expected.problems}
        elif isinstance(vector.expected, v.Refused):
            codes.add(vector.expected.code)
    assert codes <= set(ERRORS)
    documents = {f"INP-{number:03d}" for number in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 19)}
    assert codes >= documents | {"TRM-001", "TRM-002", "TRM-003", "TRM-004", "CAL-001"}


def test_a_due_day_has_its_eve_its_day_and_the_day_after() -> None:
    """A vector that is one day off is seen: findings are asked about around their due day."""
    asked = Counter(
        (date.fromisoformat(vector.input.as_of) - date.fromisoformat(one.due)).days
        for vector in v.vectors(v.Group.VERDICTS)
        if isinstance(vector, v.VerdictVector)
        for one in vector.expected.findings
        if one.due
    )
    assert all(asked[days] >= 30 for days in (-1, 0, 1))


def test_choosing_by_group_flag_and_validity() -> None:
    assert {vector.group for vector in v.vectors("terms")} == {v.Group.TERMS}
    assert all({v.Flag.CARD, v.Flag.BROKEN} <= set(vector.flags) for vector in v.vectors(None, "card", "broken"))
    assert not any(vector.valid for vector in v.vectors(valid=False))
    with pytest.raises(ValueError, match="no_such_flag"):
        next(v.vectors(None, "no_such_flag"))


# ------------------------------------------------------------ the calendar, and wrong ones


def test_the_tables_are_the_calendars() -> None:
    for name, table in v.calendars().items():
        known = WorkCalendar.known_as_of(date.fromisoformat(name[3:])) if "@" in name else WorkCalendar.default()
        mine = calendar_of(name)
        day = date(table.first_year, 1, 1)
        while day.year <= table.last_year:
            assert mine.is_working_day(day) == known.is_working_day(day), (name, day)
            day += DAY
        assert table.last_year == known.last_year or "@" not in name


def counted(day: date, number: int, works: Callable[[date], bool]) -> date:
    while number:
        day += DAY
        number -= works(day)
    return day


def mutants() -> dict[str, Callable[[date, int], date]]:
    calendar = calendar_of("cn")
    earlier = {int(name[3:7]): calendar_of(name) for name in v.calendars() if "@" in name}

    def right(day: date) -> bool:
        return calendar.is_working_day(day)

    def weekday(day: date) -> bool:
        return day.weekday() < 5

    def before(day: date) -> bool:
        return earlier.get(day.year, calendar).is_working_day(day)

    return {
        "the start day is counted": lambda d, n: counted(d - DAY, n, right),
        "Monday to Friday": lambda d, n: counted(d, n, weekday),
        "no swaps": lambda d, n: counted(d, n, lambda day: right(day) and weekday(day)),
        "no holidays": lambda d, n: counted(d, n, lambda day: right(day) or weekday(day)),
        "calendar days": lambda d, n: d + DAY * n,
        "one too many": lambda d, n: counted(d, n + 1, right),
        "one too few": lambda d, n: counted(d, n - 1, right),
        "the previous notice": lambda d, n: counted(d, n, before),
    }


@pytest.mark.parametrize("name", mutants())
def test_a_wrong_calendar_is_caught_by_at_least_three_vectors(name: str) -> None:
    wrong = mutants()[name]
    caught = 0
    for vector in v.vectors(v.Group.DUE_DAYS, valid=True):
        assert isinstance(vector, v.DueVector)
        told, expected = vector.input, vector.expected
        plain = told.calendar == "cn" and told.start_day == "out" and re.fullmatch("[0-9]+wd", told.term)
        if plain and isinstance(expected, v.Due) and told.start >= "2005" and expected.due < "2026-12-01":
            caught += str(wrong(date.fromisoformat(told.start), int(told.term[:-2]))) != expected.due
    assert caught >= 3


# ------------------------------------------------------------ the files


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_vectors", ROOT / "scripts" / "make_vectors.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    known = list(sys.path)
    spec.loader.exec_module(made)
    sys.path[:] = known
    return made


@pytest.mark.parametrize("group", v.GROUPS)
def test_a_file_is_what_the_script_writes(maker: ModuleType, group: v.Group) -> None:
    written = (FOLDER / f"{group}.json").read_text(encoding="utf-8")
    assert maker.text_of(group, maker.made(group)) == written, f"to write it anew: {maker.MADE}"


def test_the_calendars_and_the_schema_are_what_the_script_writes(maker: ModuleType) -> None:
    assert maker.calendars() == (FOLDER / "calendars.json").read_text(encoding="utf-8")
    assert maker.schema() == (FOLDER / "schema.json").read_text(encoding="utf-8")


def test_a_vector_on_which_the_sources_differ_is_told(maker: ModuleType) -> None:
    text = (FOLDER / "counts.json").read_text(encoding="utf-8").replace('{"count":30}', '{"count":31}')
    assert [told.splitlines()[0] for told in maker.differing(text)] == ["counts/2023-04-10/2023-05-23"]


def test_the_files_stay_small_and_a_vector_is_a_line() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 6_000_000
    for group in v.GROUPS:
        lines = (FOLDER / f"{group}.json").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 2 + sum(vector.group is group for vector in ALL)


def test_the_page_tells_every_group_and_flag() -> None:
    page = (ROOT / "docs" / "vectors.md").read_text(encoding="utf-8")
    assert [word for word in (*v.GROUPS, *v.Flag) if f"`{word}`" not in page] == []


# ------------------------------------------------------------ another language


def javascript(folder: Path) -> tuple[int, str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: the runner in JavaScript was not tried")
    run = subprocess.run(  # noqa: S603  a fixed program
        [node, str(ROOT / "examples" / "vectors-js" / "run.mjs"), str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    return run.returncode, run.stdout + run.stderr


def test_due_days_in_javascript() -> None:
    code, told = javascript(FOLDER)
    number = sum(1 for _ in v.vectors(v.Group.DUE_DAYS))
    assert (code, told.splitlines()[-1]) == (0, f"{number} passed, 0 failed")


def test_javascript_tells_a_vector_that_fails(tmp_path: Path) -> None:
    for name in ("calendars.json", "due_days.json"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace('"due":"2023-05-23"', '"due":"2023-05-22"'), encoding="utf-8")
    code, told = javascript(tmp_path)
    assert code == 1
    assert "due_days/2023-04-10/30wd" in told
    assert re.fullmatch("[0-9]+ passed, [1-9][0-9]* failed", told.splitlines()[-1])
