"""The grammar of terms and of what they are counted from, and how a notice is cut into clauses."""

from __future__ import annotations

import pytest

from caserules.draft import draft_policy, read_notice
from caserules.draft.numerals import number
from caserules.draft.terms import seen_terms, start_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("30个工作日内", ["30wd"]),
        ("三十个工作日之内", ["30wd"]),
        ("十五日以内", ["15d"]),
        ("20天内", ["20d"]),
        ("两周内", ["14d"]),
        ("一个月内", ["1m"]),
        ("半年内", ["6m"]),
        ("半个月内", ["15d"]),
        ("不超过六个月", ["6m"]),
        ("时限为20个工作日", ["20wd"]),
        ("期限：90日", ["90d"]),
        ("可延长至六个月", ["6m"]),
        ("4月20日前", ["04-20"]),
        ("四月二十日之前", ["04-20"]),
        ("5月底前", ["05-31"]),
        ("9月末前", ["09-30"]),
        ("6月中旬前", ["06-20"]),
        ("年底前", ["12-31"]),
        ("2024年8月31日以前", ["08-31"]),
        ("2024.5.31前", ["05-31"]),
        ("办结时限：8月31日", ["08-31"]),
        ("最迟不晚于4月28日下班前", ["04-28"]),
        ("办结时限前", ["closing"]),
        ("办结时限前20个工作日", ["20wd before closing"]),
        ("每两个月", ["2m"]),
        ("每季度", ["3m"]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert [seen.term for seen in seen_terms(text, 2024)] == terms


@pytest.mark.parametrize(
    "text",
    [
        "4月8日召开交办会",
        "自2024年5月1日起施行",
        "2022年8月31日前已办结",
        "去年8月31日前办结",
        "提前10个工作日",
        "共30个工作日",
        "满30日",
        "第30号",
        "3天前收到",
        "",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert not seen_terms(text, 2024)


@pytest.mark.parametrize("text", ["9月31日前", "2月30日前", "13月1日前", "500个工作日内", "0个工作日内"])
def test_a_term_that_cannot_be_is_told_and_not_used(text: str) -> None:
    assert [seen.term for seen in seen_terms(text, 2024)] == [""]
    draft = draft_policy(f"某县2024年通知\n主办单位须于{text}答复代表。")
    assert [x.what for x in draft.remarks] == ["bad_day"]
    assert not [x for x in draft.found if x.parameter == "reply_term"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("自交办之日起5日内", "assigned"),
        ("交办后5日内", "assigned"),
        ("收到建议之日起5日内", "received"),
        ("接到交办件之日起5日内", "received"),
        ("自收到退回意见之日起5日内", "demand"),
        ("自收到复函之日起5日内", "answered"),
        ("复函印发后5日内", "issued"),
        ("大会闭幕之日起5日内", "session"),
        ("应于5日内反馈，期限自收到之日起计算", "received"),
        ("应于5日内反馈", ""),
    ],
)
def test_from_what_a_term_is_counted(text: str, start: str) -> None:
    assert start_of(text, seen_terms(text)[0])[0] == start


def test_a_term_without_a_start_is_never_given_one() -> None:
    draft = draft_policy("某县2024年通知\n协办单位须在15个工作日内将协办意见送主办单位。")
    assert [(x.what, x.about) for x in draft.remarks] == [("no_start", "COHAND-01.opinion_term 15wd")]
    assert not [x for x in draft.found if x.parameter == "opinion_term"]
    assert "15wd" not in draft.toml.replace("COHAND-01.opinion_term 15wd", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", 30),
        ("三百零五", 305),
        ("二〇二四", 2024),
        ("一千", 1000),
        ("廿八", 28),
        ("十", 10),
        ("两", 2),
        ("百", None),
        ("十百", None),
        ("", None),
        ("甲", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "locators"),
    [
        ("一、甲\n甲要办，须办。乙事。\n丙事。", ["一.1.a", "一.1.b", "一.2"]),
        ("一、甲\n（一）甲事。\n（二）乙事；丙事。", ["一.1", "一.2.a", "一.2.b"]),
        ("第一条 甲事。\n第二条 乙要办，须办。丙事。", ["第一条", "第二条.a", "第二条.b"]),
        ("1. 甲事。\n(1) 乙事。\n(2) 丙事。\n2、丁事。", ["1.0", "1.1", "1.2", "2"]),
        ("一、甲\n一是甲事。二是乙事。", ["一.1", "一.2"]),
        ("①甲事；②乙事。", ["1", "2"]),
        ("甲事。\n一、乙事。", ["前言", "一.1"]),
        ("7. 11月要办。\n8. 12月要办。", ["7", "8"]),
    ],
)
def test_locators(text: str, locators: list[str]) -> None:
    notice = read_notice(f"某县办理通知\n{text}")
    assert sorted(clause.locator for clause in notice.clauses) == sorted(locators)


def test_the_frame_is_read() -> None:
    notice = read_notice(
        "青山县人民政府办公室\n青政办〔2024〕12号\n关于做好2024年提案\n办理工作的通知\n各单位：\n一、甲\n甲事。\n青山县人民政府办公室\n2024年4月8日\n抄送：县委办。"
    )
    assert (notice.title, notice.issuer, notice.place) == (
        "关于做好2024年提案办理工作的通知",
        "青山县人民政府办公室",
        "青山县",
    )
    assert (notice.number, notice.day, notice.year) == ("青政办〔2024〕12号", "2024-04-08", 2024)
    assert [clause.locator for clause in notice.clauses] == ["一.1"]
