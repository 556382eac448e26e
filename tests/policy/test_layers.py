"""Layers: due days accumulate, `undated` yields to any day, equal terms are one, a reading never overrides what is stated.

A lower layer is the packaged county pack under another id; the upper ones say a line or two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caserules.errors import PolicyError, PolicyRejected
from caserules.policy import Basis, load_policy
from packs import PACK, REDO, head, stacked, terms, written
from smallest import CASE, changed, judged, one, short, well_handled

ASKED = {"/cases/0/requests/-": {"unit": "caizheng", "round": 1, "asked": "2023-05-23", "delivered": "2023-05-31"}}


def test_a_packaged_policy_can_be_a_layer(tmp_path: Path) -> None:
    path = tmp_path / "upper.toml"
    path.write_text(head("upper", "pengshui-2023"), encoding="utf-8")
    policy = load_policy(path)
    assert [layer.id for layer in policy.layers] == ["pengshui-2023", "upper"]
    assert policy.rules["COHAND-01"].clause == "三.1.d"
    assert (policy.days["closing"], policy.letters["solvable_now"]) == ((8, 31), "A")
    assert policy.recipients["government_office"]["en"] == "the government office"


def test_undated_yields_to_a_layer_that_sets_a_day(tmp_path: Path) -> None:
    policy = stacked(tmp_path, f'[cohandling.COHAND-02]\nclause = "20"\n{REDO}\n')
    assert terms(policy, "COHAND-02", "redo_term") == ["upper: 5wd"]


def test_undated_yields_from_above_too(tmp_path: Path) -> None:
    old = 'redo_term = { term = "undated", basis = "reading", reading = "undated" }'
    assert old in PACK
    policy = stacked(tmp_path, '[cohandling.COHAND-02]\nclause = "x"\nredo_term = "undated"\n', PACK.replace(old, REDO))
    assert terms(policy, "COHAND-02", "redo_term") == ["lower: 5wd"]


def test_the_citys_five_working_days_bind_where_the_notice_is_silent(tmp_path: Path) -> None:
    policy = stacked(tmp_path, f'[cohandling.COHAND-02]\nclause = "20"\n{REDO}\n')
    finding = one(judged(changed(well_handled(), ASKED), policy=policy), f"COHAND-02/{CASE}/caizheng/notice/1")
    assert (finding.due and finding.due.isoformat(), short(finding), finding.clause) == (
        "2023-05-30",
        "broken late",
        "20",
    )


def test_due_days_of_two_layers_are_two_duties_each_with_its_clause(tmp_path: Path) -> None:
    upper = '[sources.statute]\ntitle = "x"\n[reply.REPLY-01]\nclause = "x"\nreply_term = { term = "3m", from = "assigned", source = "statute", at = "42", kinds = ["suggestion"] }\n'
    policy = stacked(tmp_path, upper)
    assert terms(policy, "REPLY-01", "reply_term") == ["lower: 08-31", "upper: 3m"]
    found = judged(changed(well_handled(), {"/cases/0/replies/0/issued": "2023-07-11"}), policy=policy)
    told = {x.id: (x.clause, short(x)) for x in found.findings if x.rule == "REPLY-01" and x.case == CASE}
    assert told == {
        f"REPLY-01/{CASE}/jiaowei/notice/-": ("三.1.a", "met"),
        f"REPLY-01/{CASE}/jiaowei/statute/-": ("42", "broken late"),
    }
    assert not [x for x in found.findings if "proposal" in x.id and "statute" in x.id]


def test_terms_asked_of_one_kind_alone_are_not_applicable_to_the_other(tmp_path: Path) -> None:
    upper = '[sources.statute]\ntitle = "x"\n[reply.REPLY-01]\nclause = "x"\nreply_term = { term = "3m", from = "assigned", source = "statute", kinds = ["proposal"] }\n'
    found = judged(well_handled(), policy=stacked(tmp_path, upper))
    assert short(one(found, f"REPLY-01/{CASE}/jiaowei/statute/-", unlisted=True)) == "not_applicable kind"


@pytest.mark.parametrize(
    ("carried", "here", "old"), [("true", "not_applicable kind", "met"), ("false", "met", "not_applicable kind")]
)
def test_terms_asked_of_carry_over_cases_or_not(tmp_path: Path, carried: str, here: str, old: str) -> None:
    upper = f'[sources.statute]\ntitle = "x"\n[reply.REPLY-01]\nclause = "x"\nreply_term = {{ term = "10m", from = "assigned", source = "statute", carried = {carried} }}\n'
    found = judged(well_handled(), policy=stacked(tmp_path, upper))
    assert short(one(found, f"REPLY-01/{CASE}/jiaowei/statute/-", unlisted=True)) == here
    assert short(one(found, "REPLY-01/proposal/2022/5/caizheng/statute/-", unlisted=True)) == old


def test_equal_terms_are_one_duty_of_the_upper_source(tmp_path: Path) -> None:
    policy = stacked(
        tmp_path, '[cohandling.COHAND-01]\nclause = "20"\nopinion_term = { term = "30wd", from = "asked", at = "20" }\n'
    )
    assert terms(policy, "COHAND-01", "opinion_term") == ["upper: 30wd"]
    assert one(judged(well_handled(), policy=policy), f"COHAND-01/{CASE}").clause == "20"


def test_an_equal_term_of_some_kinds_leaves_the_other_kinds_to_the_lower_layer(tmp_path: Path) -> None:
    term = 'opinion_term = { term = "30wd", from = "asked", at = "20", kinds = ["suggestion"] }'
    policy = stacked(tmp_path, f'[cohandling.COHAND-01]\nclause = "20"\n{term}\n')
    found = policy.rules["COHAND-01"].values["opinion_term"].value
    assert [(x.layer, x.kinds) for x in found] == [("lower", ("proposal",)), ("upper", ("suggestion",))]
    finding = one(judged(well_handled(), policy=policy), f"COHAND-01/{CASE}")
    assert (finding.clause, finding.detail()["also"]) == ("20", [{"source": "notice", "at": "三.1.d"}])


def test_other_values_are_the_upper_layers(tmp_path: Path) -> None:
    policy = stacked(tmp_path, '[contact.CONTACT-01]\nclause = "x"\ntalk_forms = ["face_to_face"]\n')
    value = policy.rules["CONTACT-01"].values["talk_forms"]
    assert (value.value, value.layer) == (("face_to_face",), "upper")
    assert policy.rules["CONTACT-01"].values["talk_post"].layer == "lower"


def test_a_reading_never_overrides_what_a_lower_layer_states(tmp_path: Path) -> None:
    policy = stacked(
        tmp_path, '[contact.CONTACT-01]\nclause = "x"\ntalk_post = { value = "principal", basis = "reading" }\n'
    )
    value = policy.rules["CONTACT-01"].values["talk_post"]
    assert (value.value, value.layer, value.basis) == ("leader_in_charge", "lower", Basis.STATED)


def test_a_reading_overrides_a_reading(tmp_path: Path) -> None:
    policy = stacked(
        tmp_path, '[reply.REPLY-01]\nclause = "x"\nclosing_event = { value = "delivered", basis = "reading" }\n'
    )
    assert policy.rules["REPLY-01"].values["closing_event"].value == "delivered"


def test_a_reading_named_twice_is_the_upper_layers(tmp_path: Path) -> None:
    upper = '[readings.start_day]\nvalue = "in"\noptions = ["out", "in"]\n'
    policy = stacked(tmp_path, upper)
    found = policy.reading("start_day"), policy.reading("undated"), policy.reading("none")
    assert [x and x.value for x in found] == ["in", "year_end", None]
    assert (policy.source("notice"), policy.source("none")) == (policy.layers[-1].sources["notice"], None)


OFF = '[cohandling.COHAND-02]\noff = true\nbecause = "not asked here"\n'


def test_a_lower_instrument_cannot_switch_off_a_higher_ones_duty(tmp_path: Path) -> None:
    with pytest.raises(PolicyRejected) as refused:
        stacked(tmp_path, OFF, PACK.replace('rank = "county"', 'rank = "city"', 1))
    assert [x.code for x in refused.value.problems] == ["POL-012"]


def test_a_layer_of_the_same_rank_can_switch_a_rule_off(tmp_path: Path) -> None:
    policy = stacked(tmp_path, OFF)
    assert policy.rules["COHAND-02"].off == "not asked here"
    assert not [x for x in judged(changed(well_handled(), ASKED), policy=policy).findings if x.rule == "COHAND-02"]


def test_a_rule_that_a_lower_layer_leaves_off_can_be_asked_above(tmp_path: Path) -> None:
    old = 'redo_term = { term = "undated", basis = "reading", reading = "undated" }'
    lower = PACK.replace(old, 'off = true\nbecause = "x"', 1)
    policy = stacked(tmp_path, f'[cohandling.COHAND-02]\nclause = "20"\n{REDO}\n', lower)
    assert (policy.rules["COHAND-02"].off, terms(policy, "COHAND-02", "redo_term")) == (None, ["upper: 5wd"])


def test_a_lower_layer_need_not_say_something_of_every_rule(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text(
        head("law", rank="law") + f'[cohandling.COHAND-02]\nclause = "20"\n{REDO}\n', encoding="utf-8"
    )
    county = PACK.replace("layers = []", 'layers = ["law"]', 1)
    (tmp_path / "county.toml").write_text(county, encoding="utf-8")
    assert terms(load_policy(tmp_path / "county.toml"), "COHAND-02", "redo_term") == ["law: 5wd"]
    with pytest.raises(PolicyRejected) as refused:
        load_policy(tmp_path / "law.toml")
    assert {x.code for x in refused.value.problems} == {"POL-003"}


@pytest.mark.parametrize(("layer", "code"), [("upper", "POL-005"), ("nowhere", "POL-001"), ("../upper", "POL-001")])
def test_a_layer_that_is_itself_or_not_there_is_refused(tmp_path: Path, layer: str, code: str) -> None:
    (tmp_path / "sub").mkdir()
    for folder in (tmp_path, tmp_path / "sub"):
        (folder / "upper.toml").write_text(head("upper", layer), encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_policy(tmp_path / "sub" / "upper.toml")
    assert refused.value.code == code


def test_two_policies_that_name_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(head("a", "b"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(head("b", "a"), encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(tmp_path / "a.toml")
    assert [(x.code, x.where.partition(":")[0]) for x in refused.value.problems] == [("POL-005", "b.toml")]


def test_a_pack_elsewhere_does_not_look_into_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "lower.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "upper.toml").write_text(head("upper", "lower"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(PolicyError):
        load_policy(tmp_path / "upper.toml")


def test_plain_data_tells_every_value_with_its_source() -> None:
    told: dict[str, Any] = load_policy("pengshui-2023").to_dict()
    assert told["rules"]["COHAND-01"]["values"]["opinion_term"] == {
        "value": [{"term": "30wd", "from": "asked", "source": "notice", "at": "三.1.d"}],
        "layer": "pengshui-2023",
        "source": "notice",
        "at": "三.1.d",
        "basis": "stated",
        "reading": None,
    }
    assert told["rules"]["SIGN-02"]["values"]["signing_posts"]["value"] == {
        "review": "leader_in_charge",
        "sign_off": "principal",
    }
    assert told["readings"]["start_day"]["options"] == ["out", "in"]
    assert told["layers"][0]["rank"] == "county"


@pytest.mark.parametrize(
    ("more", "held"),
    [
        ("", ["upper: 5wd"]),
        (', kinds = ["suggestion"]', ["upper: 5wd", "lower: undated"]),
        (", carried = true", ["upper: 5wd", "lower: undated"]),
        (", carried = false", ["upper: 5wd", "lower: undated"]),
    ],
)
def test_no_day_yields_only_where_a_day_is_set_for_every_case(tmp_path: Path, more: str, held: list[str]) -> None:
    redo = f'[cohandling.COHAND-02]\nclause = "20"\nredo_term = {{ term = "5wd", from = "asked"{more} }}\n'
    assert sorted(terms(stacked(tmp_path, redo), "COHAND-02", "redo_term")) == sorted(held)


@pytest.mark.parametrize(
    ("upper", "held"),
    [
        ("", [("lower", True)]),
        ('redo_term = { term = "5wd", from = "asked" }', [("upper", True)]),
        ('redo_term = { term = "5wd", from = "asked", kinds = ["suggestion"] }', [("upper", False), ("lower", False)]),
        ('redo_term = "undated"', [("upper", True)]),
    ],
    ids=["of the lower alone", "instead of none", "of one kind beside none", "none of both"],
)
def test_a_day_is_the_only_one_where_no_other_is_kept_beside_it(
    tmp_path: Path, upper: str, held: list[tuple[str, bool]]
) -> None:
    policy = stacked(tmp_path, f'[cohandling.COHAND-02]\nclause = "20"\n{upper}\n' if upper else "")
    assert [(x.layer, x.sole) for x in policy.rules["COHAND-02"].values["redo_term"].value] == held


def test_two_due_days_are_neither_the_only_one(tmp_path: Path) -> None:
    policy = stacked(
        tmp_path, '[reply.REPLY-01]\nclause = "x"\nreply_term = { term = "3m", from = "assigned", at = "42" }\n'
    )
    found = policy.rules["REPLY-01"].values["reply_term"].value
    assert [(x.layer, x.sole) for x in found] == [("lower", False), ("upper", False)]


@pytest.mark.parametrize(
    ("narrow", "left"),
    [('kinds = ["suggestion"]', ("proposal",)), ("carried = true", ())],
    ids=["one kind of case", "carry-overs alone"],
)
def test_no_day_for_some_cases_leaves_the_lower_layers_word_for_the_others(
    tmp_path: Path, narrow: str, left: tuple[str, ...]
) -> None:
    lower = PACK.replace("year = 2023\n", "year = 2022\n", 1)
    redo = f'[cohandling.COHAND-02]\nclause = "20"\nredo_term = {{ term = "undated", {narrow} }}\n'
    found = stacked(tmp_path, redo, lower).rules["COHAND-02"].values["redo_term"].value
    assert [(x.layer, x.kinds, x.sole) for x in found][1:] == [("lower", left, False)]
    assert found[0].layer == "upper"


def test_where_two_layers_of_two_years_set_no_day_the_upper_ones_year_is_it(tmp_path: Path) -> None:
    lower = PACK.replace("year = 2023\n", "year = 2022\n", 1)
    policy = stacked(tmp_path, '[cohandling.COHAND-02]\nclause = "20"\nredo_term = "undated"\n', lower)
    found = policy.rules["COHAND-02"].values["redo_term"].value
    assert [(x.layer, x.term.year, x.sole) for x in found] == [("upper", 2023, True)]


THREE = '[sources.statute]\ntitle = "x"\n[reply.REPLY-01]\nclause = "x"\nreply_term = {{ term = "3m", from = "assigned", source = "statute", at = "{}"{} }}\n'


@pytest.mark.parametrize(
    ("law", "city", "own", "held"),
    [
        ("", "", "", {"upper": ["law", "city"]}),
        ("", ", carried = true", ", carried = true", {"law": ["city", "upper"]}),
        ("", ", carried = true", ", carried = false", {"law": ["city", "upper"]}),
        (", carried = true", "", ", carried = true", {"city": ["law", "upper"]}),
        (", carried = true", ", carried = false", "", {"upper": ["law", "city"]}),
        (", carried = true", ", carried = false", ", carried = true", {"city": [], "upper": ["law"]}),
        (', kinds = ["proposal"]', ', kinds = ["suggestion"]', ', kinds = ["suggestion"]', {"law": [], "upper": ["city"]}),
        (', kinds = ["suggestion"]', ", carried = true", ', kinds = ["suggestion"], carried = true', {"law": ["city", "upper"], "city": []}),
    ],
    ids=[
        "of all", "the lowest of all", "the lowest of all, the others apart", "the middle one of all",
        "the topmost of all", "the middle one apart", "the lowest of another kind", "the lowest of one kind, those above of what is carried",
    ],
)  # fmt: skip
def test_one_day_that_three_instruments_set_is_the_duty_of_the_widest_and_cites_each_once(
    tmp_path: Path, law: str, city: str, own: str, held: dict[str, list[str]]
) -> None:
    written(tmp_path, "law", head("law", rank="law") + THREE.format("1", law))
    written(tmp_path, "city", head("city", "law") + THREE.format("2", city))
    lower = PACK.replace("layers = []", 'layers = ["city"]', 1)
    policy = stacked(tmp_path, THREE.format("3", own), lower)
    found = [x for x in policy.rules["REPLY-01"].values["reply_term"].value if x.layer != "lower"]
    assert {x.layer: [y.layer for y in x.also] for x in found} == held
    assert not [z for x in found for y in x.also for z in y.also], "what is cited cites nothing itself"
