"""The reasons of a finding: each place of the duty with its values and where they stand, the days counted, the parameters."""

from __future__ import annotations

import json
from typing import Any

import pytest

from caserules.explain import EXPLANATION_SCHEMA, explain
from caserules.policy import load_policy
from smallest import CASE, GONE, OFFICE, POLICY, adjusted, changed, filing, judged, one, well_handled

Json = dict[str, Any]
OPINION = f"COHAND-01/{CASE}/caizheng/notice/0"
ANSWERED = f"REPLY-01/{CASE}/jiaowei/notice/-"


def reasons(changes: Json, duty: str, as_of: str = "2024-01-31") -> dict[tuple[str, str], tuple[str, str | None]]:
    found = explain(one(judged(changed(well_handled(), changes), as_of), duty, unlisted=True))
    return {(x.place, x.fact): (x.value, x.pointer) for x in found.reasons}


def test_each_place_is_told_with_its_values_and_where_they_stand() -> None:
    told = reasons({"/cases/0/requests/0/delivered": "2023-05-24"}, OPINION)
    assert told["applies", ""] == ("yes", None)
    assert told["applies", "bound"] == ("yes", "/units/1/bound")
    assert told["applies", "is_first"] == ("yes", None)
    assert told["due", ""] == ("2023-05-23", None)
    assert told["due", "asked"] == ("2023-04-10", "/cases/0/assignments/1/assigned")
    assert told["done", "delivered"] == ("2023-05-24", "/cases/0/requests/0/delivered")
    assert told["counts", ""] == ("yes", None)
    assert told["closes", ""] == ("2023-05-24", None)
    assert ("since", "") not in told


@pytest.mark.parametrize(
    ("changes", "duty", "place", "fact", "value"),
    [
        ({"/cases/0/requests/0/delivered": GONE}, OPINION, "done", "delivered", "unknown"),
        ({"/cases/0/requests/0/delivered": "none"}, OPINION, "done", "delivered", "none"),
        ({"/cases/0/requests/0/delivered": "2023-05"}, OPINION, "done", "delivered", "2023-05-01..2023-05-31"),
        ({"/cases/0/assignments/1/assigned": GONE}, OPINION, "due", "", "unknown"),
        ({"/cases/0/mode": "separate"}, f"COHAND-03/{CASE}", "applies", "mode", "separate"),
        ({"/cases/0/mode": GONE, "/cases/0/assignments/1": GONE, "/cases/0/assignments/0/role": "lead"}, ANSWERED, "applies", "", "yes"),
        ({"/cases/0/replies/0/category": []}, f"OUTCOME-02/{CASE}", "applies", "meaning", "unknown"),
        ({"/cases/0/replies/0/steps/2/person": GONE}, f"SIGN-02/{CASE}/jiaowei/review", "counts", "held.review.leader_in_charge", "unknown"),
        ({"/cases/0/replies/0/steps/2/on": "2023-06-04"}, f"SIGN-02/{CASE}/jiaowei/review", "counts", "", "no"),
        ({"/cases/0/commitments/0/promised_for": "none", "/cases/0/commitments/0/done": "2023-06-10"}, f"PROMISE-02/{CASE}", "due", "promised_for", "none"),
        ({"/cases/0/requests/0/own_answer": "2023-06-01"}, f"COHAND-03/{CASE}", "due", "own_answer", "2023-06-01"),
        ({"/adjustments": [adjusted("return", on="2023-05-10", asked="2023-05-01")], "/cases/0/replies": []}, ANSWERED, "ended", "endings", "2023-05-01"),
        ({"/adjustments": [adjusted("return", on="2023-05-10", asked="2023-05-01")], filing("summary", "jiaowei", OFFICE): GONE}, f"FILE-03/-/jiaowei/summary→{OFFICE}", "ended", "led_cases.suggestion", "2023-05-01"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_it_was_read(changes: Json, duty: str, place: str, fact: str, value: str) -> None:
    assert reasons(changes, duty)[place, fact][0] == value


@pytest.mark.parametrize(
    ("changes", "duty", "phrase"),
    [
        ({"/attestations/0/judged": "not_done"}, "ROLE-01/-/jiaowei", "stated as not done"),
        ({"/cases/0/requests/0/delivered": GONE}, OPINION, "not recorded"),
        ({}, OPINION, "2023-05-20"),
    ],
)
def test_the_fixed_phrases_of_what_was_done(changes: Json, duty: str, phrase: str) -> None:
    assert phrase in explain(one(judged(changed(well_handled(), changes)), duty)).text("en")


def test_a_count_without_swapped_days_tells_none() -> None:
    doc = changed(well_handled(), {"/cases/0/assignments/1/assigned": "2023-07-03"})
    text = explain(one(judged(doc), OPINION)).text("en")
    assert "not counted" in text
    assert "worked in exchange" not in text


def test_the_condition_that_kept_a_rule_out_is_told() -> None:
    told = reasons({"/units/0/bound": "copied_only"}, ANSWERED)
    assert (told["applies", ""][0], told["applies", "bound"]) == ("no", ("no", "/units/0/bound"))


def test_the_days_counted_and_skipped_are_told_with_their_reasons() -> None:
    counted = explain(one(judged(well_handled()), OPINION)).counted
    assert {k: counted[k] for k in ("from", "trigger", "term", "working_days")} == {
        "from": "2023-04-10",
        "trigger": "asked",
        "term": "30wd",
        "working_days": 30,
    }
    skipped = {x["day"]: x["reason"] for x in counted["skipped"]}
    assert (skipped["2023-05-01"], skipped["2023-04-15"], "2023-04-23" in skipped) == ("holiday", "weekend", False)
    assert counted["made_up"] == ["2023-04-23", "2023-05-06"]


def test_a_start_day_that_counts_is_counted(tmp_path: Any) -> None:
    from importlib.resources import files

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(text.replace('value = "out"', 'value = "in"', 1), encoding="utf-8")
    finding = one(judged(well_handled(), policy=load_policy(tmp_path / "p.toml")), OPINION)
    counted = explain(finding).counted
    assert (str(finding.due), counted["from"], counted["working_days"]) == ("2023-05-22", "2023-04-10", 30)


def test_days_that_are_not_counted_from_a_day_of_the_case_have_no_count() -> None:
    found = judged(changed(well_handled(), {"/cases/0/assignments/1/assigned": "2023-04"}))
    assert [explain(one(found, duty)).counted for duty in (ANSWERED, OPINION)] == [{}, {}]


def test_beyond_the_calendar_no_days_are_told_as_skipped() -> None:
    from datetime import date

    from caserules.assess import assess

    case = {
        "kind": "suggestion",
        "year": 2026,
        "number": 1,
        "assignments": [{"unit": "a", "role": "co_handling", "assigned": "2026-11-23"}],
    }
    finding = one(assess(case, POLICY, as_of=date(2026, 12, 1)), "COHAND-01")
    assert explain(finding).counted == {"from": "2026-11-23", "trigger": "asked", "term": "30wd"}


def test_each_parameter_is_told_with_layer_article_and_basis() -> None:
    found = {x.name: x for x in explain(one(judged(well_handled()), ANSWERED)).parameters}
    term, event = found["reply_term"], found["closing_event"]
    assert (term.layer, term.source, term.at, term.basis, term.reading) == (POLICY, "notice", "三.1.a", "stated", None)
    assert term.value == [{"term": "08-31", "from": None, "source": "notice", "at": "三.1.a"}]
    assert (event.value, event.basis, event.reading) == ("issued", "reading", "closing_event")


def test_an_undetermined_finding_names_what_would_settle_it() -> None:
    found = explain(one(judged(changed(well_handled(), {"/cases/0/requests/0/delivered": GONE})), OPINION))
    assert [(x.fact, x.who) for x in found.needs] == [("delivered", "lead_unit")]


def test_the_told_form_is_versioned_plain_data() -> None:
    found = explain(one(judged(changed(well_handled(), {"/cases/0/requests/0/delivered": GONE})), OPINION))
    told = found.to_dict()
    assert told["schema"] == EXPLANATION_SCHEMA
    assert json.loads(json.dumps(told)) == told
    assert told["finding"]["id"] == OPINION
    assert {x["place"] for x in told["reasons"]} <= {"applies", "since", "due", "done", "counts", "ended", "closes"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_duty_can_be_explained_in_words(lang: str) -> None:
    doc = changed(
        well_handled(),
        {
            "/cases/0/replies/0/steps/2/person": GONE,
            "/cases/0/requests/0/delivered": "2023-05",
            "/units/1/to": "2023-08-01",
        },
    )
    found = judged(doc, "2023-09-01")
    for finding in (*found.findings, *found.unlisted()):
        text = explain(finding).text(lang)
        assert finding.id in text
        assert "{" not in text
        assert "None" not in text
