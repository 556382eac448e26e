"""The law's day: an instrument is asked of what starts while it is in force; a yearly notice, of its year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules import Assessment, assess, load_policy
from caserules.io.scenario import read_story
from caserules.policy import Policy, horizon_of
from caserules.rules import all_rules
from caserules.rules.rule import Rule
from caserules.terms import Window
from packs import PACK, REDO, head, terms, written
from smallest import CASE, judged, well_handled

EVERY = '[silent]\n"*" = { zh = "x", en = "x" }\n'
CLOSING = '[reply.REPLY-01]\nclause = "三.1.a"\nreply_term = "08-31"\nclosing_event = "issued"\n'
LAWS = ("cn-deputies-law-2015", "cn-deputies-law-2025")


def county(folder: Path, *layers: str, year: int = 2025) -> Policy:
    """A county's notice of a year on some layers: a closing day, and nothing else."""
    text = head("notice", *layers, rank="county", year=f"year = {year}\n") + EVERY + CLOSING
    return load_policy(written(folder, "notice", text))


def answer(policy: Policy | str, assigned: str, as_of: str, *lines: str) -> Assessment:
    year = (as_of if assigned == "?" else assigned)[:4]
    story = [f"complete_through = {as_of}", f"suggestion/{year}/12: {assigned} assigned jiaowei lead", *lines]
    return assess(read_story("\n".join(story)), policy, as_of=date.fromisoformat(as_of))


def clauses(found: Assessment) -> dict[str, tuple[str, list[str]]]:
    """The day's source of each duty to answer: its clause, and what else it cites."""
    told = [x for x in found.findings if x.rule == "REPLY-01"]
    return {x.part.key: (x.clause, [y["at"] for y in x.detail().get("also", ())]) for x in told}


def test_a_case_of_2023_cites_the_text_of_2015() -> None:
    told = clauses(answer("pengshui-2023-full", "2023-04-10", "2023-06-01"))
    assert told["city"] == ("第二十一条", ["第四十二条", "第四十六条至第四十九条"])


@pytest.mark.parametrize(
    ("assigned", "text"),
    [("2025-03-10", ("statute", "第四十二条")), ("2025-03-11", ("statute_2025", "第五十一条"))],
)
def test_the_text_in_force_on_the_day_of_the_assignment_is_cited(
    tmp_path: Path, assigned: str, text: tuple[str, str]
) -> None:
    told = clauses(answer(county(tmp_path, *LAWS), assigned, "2025-06-01"))
    assert told == {text[0]: (text[1], []), "notice": ("三.1.a", [])}


@pytest.mark.parametrize(("assigned", "text"), [("2025-03-10", "第四十二条"), ("2025-03-11", "第五十一条")])
def test_a_day_that_the_city_sets_throughout_cites_the_text_of_its_day(
    tmp_path: Path, assigned: str, text: str
) -> None:
    policy = county(tmp_path, *LAWS, "cq-suggestions-2018")
    assert clauses(answer(policy, assigned, "2025-06-01"))["city"] == ("第二十一条", [text])
    (city,) = [x for x in policy.rules["REPLY-01"].values["reply_term"].value if x.source == "city"]
    assert [x.window for x in city.also] == [Window("2015-08-29", "2025-03-10"), Window("2025-03-11", None)]


def test_a_day_set_throughout_is_the_duty_and_the_dated_texts_above_it_are_cited(tmp_path: Path) -> None:
    terms = county(tmp_path, "cq-suggestions-2018", *LAWS).rules["REPLY-01"].values["reply_term"].value
    assert [(x.source, [y.source for y in x.also], x.window) for x in terms if x.source != "notice"] == [
        ("city", ["statute", "statute_2025"], None)
    ]


def test_what_is_cited_tells_its_window(tmp_path: Path) -> None:
    found = answer(county(tmp_path, *LAWS, "cq-suggestions-2018"), "2025-03-11", "2025-06-01")
    (city,) = [x for x in found.findings if x.rule == "REPLY-01" and x.part.key == "city"]
    assert city.detail()["also"] == [{"source": "statute_2025", "at": "第五十一条", "in_force": "2025-03-11"}]


def test_with_no_day_of_assignment_neither_text_convicts_and_both_are_named(tmp_path: Path) -> None:
    alone = answer(county(tmp_path, *LAWS), "?", "2025-12-01")
    assert {x.verdict.value for x in alone.findings if x.part.key.startswith("statute")} <= {"undetermined"}
    on_city = answer(county(tmp_path, *LAWS, "cq-suggestions-2018"), "?", "2025-12-01")
    told = clauses(on_city)
    assert told["city"][1] == ["第四十二条", "第五十一条"]


def test_asked_about_the_other_text_the_answer_is_that_it_was_not_in_force(tmp_path: Path) -> None:
    found = answer(county(tmp_path, *LAWS), "2025-03-10", "2025-06-01")
    assert [x.because for x in found.unlisted() if x.part.key == "statute_2025"] == ["not_in_force"]
    assert "未施行" in found.finding("REPLY-01/suggestion/2025/12/jiaowei/statute_2025/-").message.zh


@pytest.mark.parametrize(
    ("year", "sources"),
    [(2023, ["statute", "notice"]), (2025, ["statute", "statute_2025", "notice"]), (2026, ["statute_2025", "notice"])],
)
def test_a_text_that_misses_the_policys_time_drops_out(tmp_path: Path, year: int, sources: list[str]) -> None:
    policy = county(tmp_path, *LAWS, year=year)
    terms = policy.rules["REPLY-01"].values["reply_term"].value
    assert sorted(x.source for x in terms) == sorted(sources)
    assert {x.source: x.window is None for x in terms} == dict.fromkeys(sources, True) | (
        {"statute": False, "statute_2025": False} if year == 2025 else {}
    )
    assert [x.id for x in policy.layers] == ["cn-civil-code-2020", *LAWS, "notice"], (
        "the receipt names all that was loaded"
    )


def test_a_yearly_notice_is_governed_by_its_year_and_not_by_its_publication() -> None:
    policy = load_policy("pengshui-2023")
    assert policy.layers[-1].window is None
    assert clauses(answer(policy, "2023-02-01", "2023-06-01"))["notice"][0] == "三.1.a"


def test_a_policy_without_a_year_is_judged_in_the_registers(tmp_path: Path) -> None:
    text = head("place", rank="city", year="in_force = 2023-04-01\n") + EVERY + CLOSING
    policy = load_policy(written(tmp_path, "place", text))
    assert not clauses(answer(policy, "2023-03-31", "2023-06-01"))
    assert clauses(answer(policy, "2023-04-01", "2023-06-01"))
    assert policy.rules["REPLY-01"].values["reply_term"].value[0].window == Window("2023-04-01", None)


def test_a_rule_without_parameters_is_asked_while_its_instrument_is_in_force(tmp_path: Path) -> None:
    text = head("place", rank="city", year="in_force = 2023-05-01\n") + EVERY + '[closeout.CLOSE-01]\nclause = "x"\n'
    policy = load_policy(written(tmp_path, "place", text))
    told = judged(well_handled(), policy=policy)
    assert {x.because for x in told.unlisted() if x.rule == "CLOSE-01"} == {"not_in_force"}


@pytest.fixture(scope="module")
def not_yet(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """A well handled register judged by the county's pack as if it were in force from 2030 on."""
    text = PACK.replace("year = 2023\nin_force = 2023-04-10", "in_force = 2030-01-01", 1)
    policy = load_policy(written(tmp_path_factory.mktemp("later"), "later", text))
    return judged(well_handled(), policy=policy)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: str(rule.id))
def test_of_every_rule_nothing_is_asked_before_its_instrument_is_in_force(not_yet: Assessment, rule: Rule) -> None:
    assert not [x for x in not_yet.findings if x.rule == rule.id]
    told = {x.because for x in not_yet.unlisted() if x.rule == rule.id and x.verdict.value == "not_applicable"}
    assert told <= {"not_in_force", "not_bound", "kind", "mode", "category", "before_assignment"}


def test_the_time_of_a_policy_is_its_year_and_the_next() -> None:
    assert horizon_of(2025) == ("2025-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("lower", "upper", "windows"),
    [
        ("until = 2023-03-31", "in_force = 2023-12-01", [Window(None, "2023-03-31"), Window("2023-12-01", None)]),
        ("until = 2023-11-30", "in_force = 2023-12-01", [Window(None, "2023-11-30"), Window("2023-12-01", None)]),
        ("", "in_force = 2023-12-01", []),
        ("in_force = 2023-12-01", "", []),
        ("in_force = 2030-01-01", "in_force = 2023-12-01", [Window("2023-12-01", None)]),
    ],
    ids=[
        "neither on the day",
        "the lower on the day",
        "the lower throughout",
        "the upper throughout",
        "the lower later",
    ],
)
def test_a_rule_that_two_instruments_set_is_asked_while_either_is_in_force(
    tmp_path: Path, lower: str, upper: str, windows: list[Window]
) -> None:
    for name, dates in (("lower", lower), ("upper", upper)):
        written(tmp_path, name, head(name, year=f"{dates}\n") + '[closeout.CLOSE-01]\nclause = "x"\n')
    policy = load_policy(written(tmp_path, "notice", head("notice", "lower", "upper", rank="county") + EVERY))
    assert list(policy.rules["CLOSE-01"].windows) == windows
    told = judged(well_handled(), policy=policy)
    of_suggestion = [x for x in (*told.findings, *told.unlisted()) if x.rule == "CLOSE-01" and x.case == CASE]
    on_the_day = not windows or any(x.first is None and str(x.last) > "2023-04-10" for x in windows)
    assert {x.because == "not_in_force" for x in of_suggestion} == {not on_the_day}


def test_no_day_stays_beside_one_that_is_not_set_throughout(tmp_path: Path) -> None:
    written(
        tmp_path,
        "city",
        head("city", year="in_force = 2023-05-01\n") + f'[cohandling.COHAND-02]\nclause = "20"\n{REDO}\n',
    )
    policy = load_policy(written(tmp_path, "county", PACK.replace("layers = []", 'layers = ["city"]', 1)))
    assert terms(policy, "COHAND-02", "redo_term") == ["city: 5wd", "pengshui-2023: undated"]
