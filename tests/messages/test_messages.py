"""Sentences: both languages alike, every frame filled for every rule, every code raised by something."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import caserules
from caserules.assess import Assessment, assess
from caserules.calendar import WorkCalendar
from caserules.demo import build_register
from caserules.duties import Breach, Duties
from caserules.errors import CaserulesError, Problem
from caserules.facts.tables import FACTS, Keeper, Unit
from caserules.messages import error_text, fill
from caserules.messages.errors import ERRORS
from caserules.messages.issues import ISSUES, issue_text
from caserules.messages.reasons import LABELS
from caserules.messages.sentences import BECAUSE, DOUBTS, FRAMES, KEEPERS, PHRASES, STEPS, day_text
from caserules.messages.telling import WORDS as TELLING
from caserules.policy import load_policy
from caserules.rules import all_rules, rule_by_id
from caserules.rules.cards import card
from caserules.rules.rule import Party, rule
from caserules.terms import MonthEnd, Term
from smallest import CASE, GONE, changed, judged, one, well_handled

SOURCE = Path(caserules.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TABLES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "errors": ERRORS,
    "issues": ISSUES,
    "frames": FRAMES,
    "because": BECAUSE,
    "doubts": DOUBTS,
    "keepers": KEEPERS,
    "phrases": PHRASES,
    "steps": STEPS,
    "labels": LABELS,
    "telling": TELLING,
}
PAIRS = [(table, key, pair) for table, pairs in TABLES.items() for key, pair in pairs.items()]


def places(frame: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(frame) if name is not None}


@pytest.mark.parametrize(("table", "key", "pair"), PAIRS, ids=[f"{table} {key}" for table, key, _ in PAIRS])
def test_both_languages_have_the_same_places(table: str, key: str, pair: tuple[str, str]) -> None:
    zh, en = pair
    acted = {"acted": "act"} if table == "frames" else {}  # English has a past tense
    assert places(zh) == {acted.get(name, name) for name in places(en)}
    assert zh
    assert en
    assert not CHINESE.search(en)


def test_every_column_is_labelled_in_both_languages() -> None:
    assert all(fact.zh and fact.en and not CHINESE.search(fact.en) for fact in FACTS.values())
    assert {keeper.value for keeper in Keeper} == set(KEEPERS)


def test_a_frame_is_filled_by_plain_look_up() -> None:
    assert fill("{a} and {b}", {"a": 1}) == "1 and ?"
    assert fill("{a.__class__}{b[0]}", {"a": 1, "b": [2]}) == "??"
    assert fill("{{a}}", {"a": 1}) == "{a}"


@pytest.mark.parametrize(
    ("day", "zh", "en"), [(date(2023, 5, 3), "2023年5月3日", "2023-05-03"), (None, "没有记载", "not recorded")]
)
def test_days_as_people_write_them(day: date | None, zh: str, en: str) -> None:
    assert (day_text(day, "zh"), day_text(day, "en")) == (zh, en)


# ------------------------------------------------------------------------------------------------------- what is printed


@cache
def demo(as_of: date) -> Assessment:
    return assess(build_register(2023), "pengshui-2023", as_of=as_of)


DAYS = [date(2023, 4, 15), date(2023, 9, 1), date(2024, 1, 10)]


@pytest.mark.parametrize("as_of", DAYS)
def test_every_sentence_of_the_demo_is_whole(as_of: date) -> None:
    for finding in demo(as_of).findings:
        zh, en = finding.message
        for text in (zh, en):
            assert not re.search(r"[?{}]|None|  |（）|\(\)|: \.", text), (finding.id, text)
        assert zh.endswith("。"), zh
        assert en.endswith("."), en
        assert finding.unit_name() in zh
        assert CHINESE.search(zh)


@pytest.mark.parametrize("rule", [rule.id for rule in all_rules()])
def test_a_rules_deed_is_told_in_every_frame_and_both_languages(rule: str) -> None:
    words = card(rule)
    for lang in ("zh", "en"):
        act, acted = words["act"][lang], words["acted"][lang]
        values = {
            "unit": "U",
            "act": act,
            "acted": acted,
            "part": "",
            "due": "",
            "done": "D",
            "late": "L",
            "as_of": "A",
            "needs": "N",
            "because": "B",
            "acted_on": "O",
            "remind": "R",
        }
        for key, pair in FRAMES.items():
            text = fill(pair[lang == "en"], values)
            assert act in text or acted in text, key
            assert "?" not in text
            assert "{" not in text


def test_the_demo_uses_every_frame_but_those_that_the_notice_has_no_use_for() -> None:
    from caserules.messages.sentences import _frame

    used = {_frame(finding) for as_of in DAYS for finding in demo(as_of).findings}
    assert set(FRAMES) - used <= {
        "broken_out_of_order",
        "broken_forbidden",
        "met_forbidden",
        "pending_event",
        "pending_proposer",
        "not_applicable",
        "undetermined_plugin",
    }


@pytest.mark.parametrize("code", sorted(BECAUSE))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_reason_stands_in_a_sentence_not_in_a_code(code: str, lang: str) -> None:
    assert code == "withdrawn" or code not in BECAUSE[code][0]
    assert BECAUSE[code][lang == "en"]


def test_every_way_to_break_a_duty_has_a_frame() -> None:
    assert {f"broken_{breach.value}" for breach in Breach} <= set(FRAMES)


@pytest.mark.parametrize(
    ("changes", "duty", "zh", "en"),
    [
        ({}, f"SIGN-02/{CASE}/jiaowei/review", "审核", "review"),
        ({}, f"FILE-01/{CASE}/jiaowei/reply→congress_committee", "县人大常委会人事代表工委", "the congress's deputies' affairs committee"),
        ({"/cases/0/requests/0/delivered": "2023-05-24"}, f"COHAND-01/{CASE}", "1天", "1 day late"),
        ({"/cases/0/requests/0/delivered": "2023-05-25"}, f"COHAND-01/{CASE}", "2天", "2 days late"),
        ({"/cases/0/requests/0/delivered": "2023-05"}, f"COHAND-01/{CASE}", "主办单位", "the lead unit"),
        ({"/cases/0/requests/0/delivered": "2023-04"}, f"COHAND-01/{CASE}", "已办", "done by"),
        ({"/cases/0/requests/0/own_answer": "2023-06-01"}, f"COHAND-03/{CASE}", "2023年6月1日", "2023-06-01"),
        ({"/cases/0/replies/0/issued": "not_yet", "/cases/0/contacts/1": GONE}, f"CONTACT-02/{CASE}", "尚未到时", "has not come"),
    ],
)  # fmt: skip
def test_a_sentence_names_the_part_the_lateness_and_who_can_settle_it(
    changes: dict[str, Any], duty: str, zh: str, en: str
) -> None:
    message = one(judged(changed(well_handled(), changes), "2023-12-31"), duty).message
    assert zh in message.zh
    assert en in message.en


# --------------------------------------------------------------------------------------------------------- codes raised


def codes_in(pattern: str) -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        if "messages" not in path.parts:
            yield from re.findall(pattern, path.read_text(encoding="utf-8"))


REGISTER = {"place": "x", "year": 2023, "complete_through": "2023-09-01"}
DAY, LAST_DAY = date(2023, 9, 1), date(9999, 12, 31)


def _pack(old: str, new: str) -> None:
    from tempfile import TemporaryDirectory

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    assert old in text
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        load_policy(path)


def _switched_off() -> None:
    with_layer = '[policy]\nid = "upper"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "x"\nrank = "county"\n'
    from tempfile import TemporaryDirectory

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        (Path(folder) / "city.toml").write_text(text.replace('rank = "county"', 'rank = "city"', 1), encoding="utf-8")
        upper = (
            with_layer + 'time_zone = "Asia/Shanghai"\nlayers = ["city"]\n[plan.PLAN-01]\noff = true\nbecause = "x"\n'
        )
        (Path(folder) / "upper.toml").write_text(upper, encoding="utf-8")
        load_policy(Path(folder) / "upper.toml")


def _untyped() -> None:
    def write(f: type[Unit], *, day) -> Duties:  # type: ignore[no-untyped-def]
        yield from ()

    rule("PLAN-99", owes=Party.LEAD_UNIT, to=Party.LEAD_UNIT, fact="x", since="0.1")(write)


RAISED: dict[str, Callable[[], object]] = {
    "CAL-001": lambda: Term.parse("1wd").due(date(2003, 12, 31)),
    "CAL-002": lambda: WorkCalendar.default().nth_working_day(DAY, 0),
    "CAL-003": lambda: Term.parse("1d").due(LAST_DAY),
    "CAL-004": lambda: WorkCalendar.from_days(
        version="x", first_year=2023, last_year=2023, holidays={}, workdays=[date(2023, 9, 1)]
    ),
    "TRM-001": lambda: Term.parse("soon"),
    "TRM-002": lambda: Term.parse("0wd"),
    "TRM-003": lambda: Term.parse("1m", month_end=MonthEnd.REFUSE).due(date(2023, 1, 31)),
    "TRM-004": lambda: Term.parse("1wd before closing"),
    "POL-001": lambda: load_policy("nowhere"),
    "POL-002": lambda: _pack("[policy]", "policy]"),
    "POL-003": lambda: _pack('talk_post = "leader_in_charge"\n', ""),
    "POL-004": lambda: _pack("talk_post =", "talk_posts ="),
    "POL-005": lambda: _pack('talk_post = "leader_in_charge"', "talk_post = 3"),
    "POL-006": lambda: _pack('clause = "二.1.a"', "off = true"),
    "POL-007": lambda: assess(REGISTER | {"time_zone": "Europe/Paris"}, "pengshui-2023", as_of=DAY),
    "POL-008": lambda: _pack('"@start_day"', '"@first_day"'),
    "POL-009": lambda: _pack('clause = "二.1.a"\n', ""),
    "POL-010": lambda: _pack("[scoring]", "[scoring]\nbonus = 3"),
    "POL-011": lambda: _pack("caserules.policy/1", "caserules.policy/2"),
    "POL-012": _switched_off,
    "RUL-001": lambda: bool(Unit.since <= Unit.since),
    "RUL-003": lambda: rule_by_id("REPLY-99"),
    "RUL-004": _untyped,
    "INP-012": lambda: assess(REGISTER, "pengshui-2023", as_of="2023-09-01"),  # type: ignore[arg-type]
    "INP-018": lambda: assess(REGISTER, "pengshui-2023", as_of=DAY).finding("none"),
}
ELSEWHERE = {
    "RUL-002": "tests/rules: two rules of one id must be planted",
    "RUL-005": "tests/rules: badly written cards",
}
"""Codes of the core that other tests raise. `INP-` and `PLG-` belong to the edges that read and load, but for two."""


@pytest.mark.parametrize("code", sorted(RAISED))
def test_a_code_is_raised(code: str) -> None:
    with pytest.raises(CaserulesError) as refused:
        RAISED[code]()
    assert code in {refused.value.code} | {x.code for x in getattr(refused.value, "problems", ())}


def test_no_code_of_the_core_is_left_out() -> None:
    core = {code for code in ERRORS if code.startswith(("TRM-", "RUL-")) or code in ("INP-012", "INP-018")}
    core |= {
        code
        for code in ERRORS
        if code.startswith(("CAL-", "POL-")) and code <= {"C": "CAL-004", "P": "POL-012"}[code[0]]
    }
    assert core == RAISED.keys() | ELSEWHERE.keys()


def test_every_code_that_is_raised_has_its_sentence_and_every_sentence_is_raised() -> None:
    raised = set(codes_in(r'"((?:INP|POL|CAL|TRM|RUL|PLG|TST|CNF|LTR|RPL|ADV|STO|NTF)-[0-9]{3})"'))
    assert raised == set(ERRORS)


@pytest.mark.parametrize("name", ["errors", "issues", "plugins", "reasons", "sentences", "stores"])
def test_no_code_stands_twice_in_one_table(name: str) -> None:
    for node in ast.walk(ast.parse((SOURCE / "messages" / f"{name}.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
            assert len(set(keys)) == len(keys)


def test_every_data_issue_has_its_sentence_and_every_sentence_is_told() -> None:
    assert set(codes_in(r'"(DATA-[0-9]{3})"')) == set(ISSUES)


@pytest.mark.parametrize("code", sorted(ISSUES))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_data_issue_is_told_in_one_line(code: str, lang: str) -> None:
    values = dict.fromkeys("case unit where through as_of kind expected found age zh en".split(), "x")
    text = issue_text(code, lang, values)
    assert "?" not in text
    assert "\n" not in text


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_an_error_tells_itself_in_both_languages(code: str) -> None:
    params = dict.fromkeys(places(ERRORS[code][0]), "x")
    error = CaserulesError(code, **params)
    problem = Problem(code, "x", tuple(params.items()))
    for lang in ("zh", "en"):
        assert error.message(lang) == error_text(code, lang, params) == problem.message(lang)
        assert "?" not in error.message(lang)
    assert error.code == code
    assert str(error).startswith(f"{code}: ")
