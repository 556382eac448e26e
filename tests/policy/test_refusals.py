"""A pack with a mistake is refused with a code and the line it stands on, all mistakes at once, and never with another error.

Each case changes one line of the packaged county pack, as whoever writes the next one would.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from caserules.errors import PolicyError, PolicyRejected, Problem
from caserules.policy import load_policy
from caserules.policy.brought import Brought
from caserules.policy.loader import read_packs
from caserules.rules import RuleSet
from packs import PACK, head, written

OPINION = 'opinion_term = { term = "30wd", from = "asked", start_day = "@start_day" }'
TALK = 'talk_post = "leader_in_charge"'
PLAN_TERM = 'plan_term = { term = "plan", rest_day = "@rest_day_of_fixed_days" }'
CLOSING = 'closing = { day = "08-31", at = "三.1.a", source = "notice" }'
SCORING = "[scoring]\n"


def opinion(term: str) -> str:
    return f"opinion_term = {{ {term} }}"


MISTAKES = [
    ("in force on a day that is not in the month", "in_force = 2023-04-10", 'in_force = "2023-13-45"', "POL-005"),
    ("in force on a day that is written short", "in_force = 2023-04-10", 'in_force = "2023-4-10"', "POL-005"),
    ("in force at an hour", "in_force = 2023-04-10", "in_force = 2023-04-10T08:00:00", "POL-005"),
    ("a source of the day of a number", "checked = 2026-11-25", "checked = 2026", "POL-005"),
    ("in force in a season", "in_force = 2023-04-10", 'in_force = "autumn"', "POL-005"),
    # the file
    ("not TOML", 'id = "pengshui-2023"', "id = pengshui-2023", "POL-002"),
    ("a key twice", 'version = "1"', 'version = "1"\nversion = "2"', "POL-002"),
    # the head
    ("a newer format", "caserules.policy/1", "caserules.policy/2", "POL-011"),
    ("no format at all", 'schema = "caserules.policy/1"\n', "", "POL-011"),
    ("a head that is no table", '[policy]\nid = "pengshui-2023"', 'policy = 3\n[extra]\nid = "x"', "POL-011"),
    ("an unknown key in the head", 'rank = "county"', 'rank = "county"\ncolour = "red"', "POL-004"),
    ("no id", 'id = "pengshui-2023"\n', "", "POL-005"),
    ("a version that is a number", 'version = "1"', "version = 1", "POL-005"),
    ("a rank that is none", 'rank = "county"', 'rank = "village"', "POL-005"),
    ("a year that is text", "year = 2023", 'year = "2023"', "POL-005"),
    ("a year that is true", "year = 2023", "year = true", "POL-005"),
    ("a year out of range", "year = 2023", "year = 20230", "POL-005"),
    ("a day in force that is a number", "in_force = 2023-04-10", "in_force = 3", "POL-005"),
    ("a title that is text", "title = { zh = ", 'title = "x" # ', "POL-005"),
    ("layers that are text", "layers = []", 'layers = "pengshui-2023"', "POL-005"),
    ("a layer that is a number", "layers = []", "layers = [1]", "POL-005"),
    ("an end before the beginning", "in_force = 2023-04-10", "in_force = 2023-04-10\nuntil = 2023-04-09", "POL-005"),
    ("a layer that is not there", "layers = []", 'layers = ["chongqing-2016"]', "POL-001"),
    # sources, days, readings, recipients, categories
    ("a source that is text", '[sources.notice]\ntitle = "关于认真做好2023年度人大代表建议政协委员提案办理工作的通知"', '[sources]\nnotice = "x"\n[scoring2]\ntitle = "x"', "POL-005"),
    ("a source without a title", 'title = "关于认真做好2023年度人大代表建议政协委员提案办理工作的通知"\n', "", "POL-005"),
    ("a day that is none", CLOSING, 'closing = { day = "08-32" }', "TRM-001"),
    ("a day of the year that is none", CLOSING, 'closing = { day = "02-30" }', "TRM-001"),
    ("a day that is a count", CLOSING, 'closing = { day = "30d" }', "POL-005"),
    ("a day without a day", CLOSING, 'closing = { at = "三.1.a" }', "TRM-001"),
    ("a reading by a source that is none", '[readings.start_day]\nvalue = "out"', '[readings.start_day]\nsource = "code"\nvalue = "out"', "POL-008"),
    ("a reading that is text", '[readings.start_day]\nvalue = "out"', '[readings]\nstart_day = "out"\n[readings.other]\nvalue = "out"', "POL-005"),
    ("a reading that is none of its options", 'value = "out"\noptions', 'value = "both"\noptions', "POL-005"),
    ("options that are text", 'options = ["out", "in"]', 'options = "out in"', "POL-005"),
    ("a reason that is text", 'why = { zh = "起算之日不计入', 'why = "起算" # { zh = "起算之日不计入', "POL-005"),
    ("recipients that are text", 'government_office = { zh = "县政府办", en = "the government office" }', 'government_office = "县政府办"', "POL-005"),
    ("a letter that is a number", 'solvable_now = "A"', "solvable_now = 1", "POL-005"),
    ("a category of no meaning", 'solvable_now = "A"', 'finished = "A"', "POL-004"),
    ("a clause without a reason", '"前言" = { zh = "件数：核对台账总数，不是哪个单位的义务。"', '"前言" = { text = "件数"', "POL-005"),
    # rules
    ("an unknown chapter", "[plan.PLAN-01]", "[plans.PLAN-01]", "POL-004"),
    ("a rule of another chapter", "[roles.ROLE-01]", "[plan.ROLE-01]", "POL-004"),
    ("a chapter that is no table", "[policy]", "plan2 = 3\n[policy]", "POL-004"),
    ("a rule that is no table", "[closeout.CLOSE-01]\nclause = \"三.2.e\"\nterm = \"办复完结销号\"", "[closeout]\nCLOSE-01 = 3", "POL-005"),
    ("a parameter left out", OPINION, "", "POL-003"),
    ("a parameter misspelt", "opinion_term =", "opinion_terms =", "POL-004"),
    ("no clause", 'clause = "三.1.d"\n', "", "POL-009"),
    ("off without a reason", 'clause = "三.1.d"\nterm = "30个工作日"', "off = true", "POL-006"),
    ("off that is text", 'clause = "三.1.d"\n', 'clause = "三.1.d"\noff = "yes"\n', "POL-005"),
    ("a head that is a number", 'head = "contradicts_facts"', "head = 3", "POL-005"),
    # values
    ("a source not declared", OPINION, opinion('term = "30wd", from = "asked", source = "city"'), "POL-008"),
    ("a reading not declared", 'start_day = "@start_day"', 'start_day = "@first_day"', "POL-008"),
    ("a value by a reading not declared", 'answer_to = { value = "@answer_to", basis', 'answer_to = { value = "@answered", basis', "POL-008"),
    ("a reading named beside the value", 'naming_term = { term = "undated", basis = "reading", reading = "undated" }', 'naming_term = { term = "undated", reading = "none" }', "POL-008"),
    ("an unknown basis", OPINION, opinion('term = "30wd", from = "asked", basis = "guess"'), "POL-005"),
    ("an unknown key of a term", OPINION, opinion('term = "30wd", from = "asked", roll = true'), "POL-004"),
    ("an unknown key of a value", 'closing_event = { value = "@closing_event", basis = "reading" }', 'closing_event = { value = "@closing_event", because = "x" }', "POL-004"),
    ("a term of no days", OPINION, opinion('term = "0wd", from = "asked"'), "TRM-002"),
    ("a term of negative days", OPINION, opinion('term = "-30wd", from = "asked"'), "TRM-001"),
    ("a term of a million days", OPINION, opinion('term = "1000000wd", from = "asked"'), "TRM-002"),
    ("a term of half a day", OPINION, opinion('term = "1.5wd", from = "asked"'), "TRM-001"),
    ("a term that is a number", OPINION, opinion('term = 30, from = "asked"'), "TRM-001"),
    ("a term back from an unknown day", OPINION, opinion('term = "20wd before opening"'), "TRM-004"),
    ("a counted term without its start", OPINION, opinion('term = "30wd"'), "POL-005"),
    ("a fixed day with a start", PLAN_TERM, 'plan_term = { term = "plan", from = "since" }', "POL-005"),
    ("a start that is no column", OPINION, opinion('term = "30wd", from = "begun"'), "POL-005"),
    ("a start that is no day", OPINION, opinion('term = "30wd", from = "is_first"'), "POL-005"),
    ("a start that is a family", PLAN_TERM, 'plan_term = { term = "10d", from = "filed" }', "POL-005"),
    ("an unknown way with rest days", OPINION, opinion('term = "30d", from = "asked", rest_day = "later"'), "POL-005"),
    ("an unknown way with the start day", OPINION, opinion('term = "30wd", from = "asked", start_day = "maybe"'), "POL-005"),
    ("kinds that are text", OPINION, opinion('term = "30wd", from = "asked", kinds = "suggestion"'), "POL-005"),
    ("a kind that is none", OPINION, opinion('term = "30wd", from = "asked", kinds = ["motion"]'), "POL-005"),
    ("carried that is text", OPINION, opinion('term = "30wd", from = "asked", carried = "no"'), "POL-005"),
    ("kinds where a rule is of no case", PLAN_TERM, 'plan_term = { term = "plan", kinds = ["suggestion"] }', "POL-017"),
    ("carried where a rule is of no case", PLAN_TERM, 'plan_term = { term = "plan", carried = false }', "POL-017"),
    ("kinds of a value that is one for all", TALK, 'talk_post = { value = "leader_in_charge", kinds = ["suggestion"] }', "POL-017"),
    ("kinds of a value, misspelt", 'answer_to = { value = "@answer_to", basis = "reading" }', 'answer_to = { value = "all", kinds = ["suggestions"] }', "POL-005"),
    ("a paper for no kind", 'congress_committee = ["suggestion"], cppcc', "congress_committee = [], cppcc", "POL-005"),
    ("a longer term without its word", OPINION, opinion('term = "30wd", longer = "60wd", from = "asked"'), "POL-005"),
    ("an ending as a start", OPINION, opinion('term = "30wd", from = "endings"'), "POL-005"),
    ("a rule set and silent", "[silent]\n", '[silent]\nCOHAND-01 = { zh = "x", en = "x" }\n', "POL-015"),
    ("silence on no rule", "[silent]\n", '[silent]\nCOHAND-77 = { zh = "x", en = "x" }\n', "POL-004"),
    ("silence without words", "[silent]\n", '[silent]\nCOHAND-02 = true\n', "POL-005"),
    ("a choice that is a list", TALK, 'talk_post = ["leader_in_charge"]', "POL-005"),
    ("a post that is none", TALK, 'talk_post = "boss"', "POL-005"),
    ("a choice that is none", 'closing_event = { value = "@closing_event", basis = "reading" }', 'closing_event = "filed"', "POL-005"),
    ("a recipient choice that is none", 'answer_to = { value = "@answer_to", basis = "reading" }', 'answer_to = "nobody"', "POL-005"),
    ("forms that are text", 'talk_forms = { value = ["face_to_face", "meeting"], ', 'talk_forms = { value = "meeting", ', "POL-005"),
    ("a form that is none", 'talk_forms = { value = ["face_to_face", "meeting"], ', 'talk_forms = { value = ["smoke"], ', "POL-005"),
    ("a body that is none", 'leader_bodies = { value = ["county_government"] }', 'leader_bodies = { value = ["village"] }', "POL-005"),
    ("steps that are a list", "drafting_steps = { value = { draft = ", "drafting_steps = { value = [1] } # ", "POL-005"),
    ("a step with a number after it", "leader_steps = { value = { leader_sign_off = [] } }", "leader_steps = { value = { leader_sign_off = [1] } }", "POL-005"),
    ("a step without its post", 'signing_posts = { value = { review = "leader_in_charge", sign_off = "principal" } }', 'signing_posts = { value = { review = "leader_in_charge" } }', "POL-003"),
    ("a step with a post that is none", 'sign_off = "principal" }', 'sign_off = "boss" }', "POL-005"),
    ("a recipient not declared", "plan_recipients = { value = { government_office = ", "plan_recipients = { value = { mayor = ", "POL-008"),
    ("a recipient of papers of no kind", 'congress_committee = ["suggestion"], cppcc', 'congress_committee = ["motion"], cppcc', "POL-005"),
    # scoring
    ("a cap", SCORING, f"{SCORING}cap = 20\n", "POL-010"),
    ("a bonus", SCORING, f"{SCORING}bonus = {{ early = 1 }}\n", "POL-010"),
    ("a budget by part", SCORING, f"{SCORING}budgets = {{ timing = 20 }}\n", "POL-010"),
    ("a full mark that is a float", SCORING, f"{SCORING}full = 100.0\n", "POL-005"),
    ("a full mark that is true", SCORING, f"{SCORING}full = true\n", "POL-005"),
    ("a full mark that is not a number", SCORING, f'{SCORING}full = "NaN"\n', "POL-005"),
    ("a full mark without end", SCORING, f'{SCORING}full = "Infinity"\n', "POL-005"),
    ("an exponent", SCORING, f'{SCORING}full = "1e308"\n', "POL-005"),
    ("negative points", SCORING, f'{SCORING}full = "100"\npoints = {{ REPLY-01 = "-1" }}\n', "POL-005"),
    ("full-width digits", SCORING, f'{SCORING}full = "１００"\n', "POL-005"),
    ("points of no rule", SCORING, f'{SCORING}full = "100"\npoints = {{ REPLY-99 = "1" }}\n', "POL-004"),
    ("points that are one number", SCORING, f"{SCORING}points = 3\n", "POL-005"),
    ("units exempt as text", SCORING, f'{SCORING}exempt = "jiaowei"\n', "POL-005"),
    ("a reason not to score that is text", "unscored = { zh = ", 'unscored = "x" # ', "POL-005"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "instead", "code"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_refused_with_its_code_and_line(tmp_path: Path, line: str, instead: str, code: str) -> None:
    assert line in PACK
    path = tmp_path / "pack.toml"
    path.write_text(PACK.replace(line, instead, 1), encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_policy(path)
    told = {(x.code, x.where) for x in getattr(refused.value, "problems", ())}
    assert code in {x for x, _ in told} | {refused.value.code}
    if code in {"POL-001", "POL-002", "POL-011"}:
        return  # of the whole file
    assert all(_tells_what_to_do(x.message(lang), lang) for x in _of(refused.value, code) for lang in ("zh", "en"))
    first = PACK[: PACK.index(line)].count("\n") + 1
    at = {int(where.partition(":")[2]) for each, where in told if each == code}
    assert at & _lines(first, line, instead), at


REMEDY = {"zh": ("请", "应为", "可写"), "en": ("elete", "rite", "tate", "dd ", "expected", "emove", "ompare")}


def _of(error: PolicyError, code: str) -> list[Problem]:
    return [x for x in getattr(error, "problems", ()) if x.code == code]


def _tells_what_to_do(sentence: str, lang: str) -> bool:
    return any(word in sentence for word in REMEDY[lang])


def test_a_start_that_is_none_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(PACK.replace(OPINION, opinion('term = "30wd", from = "begun"'), 1), encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert "from = asked | received | delivered | own_answer" in refused.value.message("en")


def test_two_texts_of_one_instrument_in_force_on_one_day_are_refused(tmp_path: Path) -> None:
    for year, until in (("2015", ""), ("2025", "")):
        text = head(f"law-{year}", rank="law", year=f"in_force = {year}-03-11\n{until}")
        written(tmp_path, f"law-{year}", text)
    text = PACK.replace("layers = []", 'layers = ["law-2015", "law-2025"]', 1).replace("year = 2023", "year = 2025", 1)
    with pytest.raises(PolicyRejected) as refused:
        load_policy(written(tmp_path, "pack", text))
    line = text[: text.index("layers = [")].count("\n") + 1
    assert [(x.code, x.where) for x in refused.value.problems] == [("POL-018", f"pack.toml:{line}")]
    written(tmp_path, "law-2015", head("law-2015", rank="law", year="in_force = 2015-03-11\nuntil = 2025-03-10\n"))
    assert load_policy(tmp_path / "pack.toml").year == 2025


def _lines(first: int, line: str, instead: str) -> set[int]:
    """The lines that were changed, and the head of their table: where a mistake in them may be told."""
    head = max(i for i, x in enumerate(PACK.splitlines()[:first], 1) if x.startswith("["))
    return {head, *range(first, first + max(line.count("\n"), instead.count("\n")) + 1)}


def test_a_rule_of_which_nothing_is_said_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(
        PACK.replace('[closeout.CLOSE-01]\nclause = "三.2.e"\nterm = "办复完结销号"', "", 1), encoding="utf-8"
    )
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert [(x.code, dict(x.params)["rule"]) for x in refused.value.problems] == [("POL-003", "CLOSE-01")]


def test_a_key_missing_from_the_last_table_is_told_with_the_table(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(PACK + '\n[sources.city]\nread = "part"\n', encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert [x.where for x in refused.value.problems] == [f"pack.toml:{PACK.count(chr(10)) + 2}"]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    text = PACK.replace("year = 2023", 'year = "2023"', 1).replace("layers = []", "layers = [1]", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert [x.code for x in refused.value.problems] == ["POL-005", "POL-005"]
    assert len(str(refused.value).splitlines()) == 2


def test_a_refusal_names_the_key_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(PACK.replace("opinion_term =", "opinion_terms =", 1), encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    spelt = next(x for x in refused.value.problems if x.code == "POL-004")
    assert all("opinion_terms" in spelt.message(lang) for lang in ("zh", "en"))


@pytest.mark.parametrize("name", ["chongqing-2016", "no-such.toml", "", "../pengshui-2023", "pengshui-2023.toml"])
def test_a_policy_that_is_not_there_is_refused_by_name(name: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load_policy(name)
    assert refused.value.code == "POL-001"


def test_a_folder_named_like_a_pack_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "x.toml").mkdir()
    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path / "x.toml")
    assert refused.value.code == "POL-001"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(PACK.encode("gb18030"))
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert refused.value.code == "POL-002"


TOLD = [
    ("an end before the beginning", "in_force = 2023-04-10", "in_force = 2023-04-10\nuntil = 2023-04-09", ("POL-005", {"expected": "2023-04-10 …"})),
    ("a day that is none", CLOSING, 'closing = { day = "08-32" }', ("TRM-001", {"field": "days.closing"})),
    ("a day that is a count", CLOSING, 'closing = { day = "30d" }', ("POL-005", {"expected": "MM-DD"})),
    ("a day back from another", CLOSING, 'closing = { day = "20d before autumn" }', ("TRM-004", {"field": "days.closing", "anchor": "autumn"})),
    ("a chapter that there is not", "[plan.PLAN-01]", "[plans.PLAN-01]", ("POL-004", {"key": "plans"})),
    ("a rule of another chapter", "[roles.ROLE-01]", "[plan.ROLE-01]", ("POL-004", {"key": "ROLE-01"})),
    ("off without a reason", 'clause = "三.1.d"\nterm = "30个工作日"', "off = true", ("POL-006", {"rule": "COHAND-01"})),
    ("a rule set and silent", "[silent]\n", '[silent]\nCOHAND-01 = { zh = "x", en = "x" }\n', ("POL-015", {"rule": "COHAND-01"})),
    ("a value by a reading not declared", 'answer_to = { value = "@answer_to", basis', 'answer_to = { value = "@answered", basis', ("POL-008", {"source": "readings.answered"})),
]  # fmt: skip


@pytest.mark.parametrize(("line", "instead", "told"), [x[1:] for x in TOLD], ids=[x[0] for x in TOLD])
def test_a_mistake_is_told_with_what_it_names(
    tmp_path: Path, line: str, instead: str, told: tuple[str, dict[str, str]]
) -> None:
    assert line in PACK
    with pytest.raises(PolicyRejected) as refused:
        load_policy(written(tmp_path, "pack", PACK.replace(line, instead, 1)))
    assert told in [(x.code, dict(x.params)) for x in refused.value.problems]


def test_a_duty_of_a_higher_instrument_that_is_switched_off_is_told_with_its_rule_and_line(tmp_path: Path) -> None:
    written(tmp_path, "city", PACK.replace('"pengshui-2023"', '"city"', 1).replace('"county"', '"city"', 1))
    text = head("county", "city", rank="county") + '[cohandling.COHAND-02]\noff = true\nbecause = "x"\n'
    with pytest.raises(PolicyRejected) as refused:
        load_policy(written(tmp_path, "county", text))
    line = text.splitlines().index("[cohandling.COHAND-02]") + 1
    assert [(x.code, x.where, dict(x.params)) for x in refused.value.problems] == [
        ("POL-012", f"county.toml:{line}", {"rule": "COHAND-02"})
    ]


@pytest.mark.parametrize(
    ("table", "missing", "unread", "keys"),
    [
        ("[visit.VISIT-01]", False, (), ["visit"]),
        ("[visit.VISIT-01]", True, ("VISIT-01",), []),
        ("[visit.visit_1]", True, (), ["visit"]),
        ("[visit.VISIT-01]\n[visit.visit_1]", True, (), ["visit"]),
        ("[reply.REPLY-99]", False, (), ["REPLY-99"]),
        ("[reply.REPLY-99]", True, ("REPLY-99",), []),
    ],
)
def test_a_rule_that_nobody_knows_is_unread_only_where_a_plugin_failed_to_bring_its_rules(
    tmp_path: Path, table: str, missing: bool, unread: tuple[str, ...], keys: list[str]
) -> None:
    ruleset = RuleSet(missing=missing)
    (read,) = read_packs(written(tmp_path, "pack", f"{PACK}\n{table}\n"), brought=Brought(ruleset))
    assert read.unread == unread
    assert [(x.code, dict(x.params)["key"]) for x in read.file.problems] == [("POL-004", key) for key in keys]
