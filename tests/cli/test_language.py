"""`--lang` before or after the command; help and usage errors in either language."""

from __future__ import annotations

import re

import pytest

from cli.conftest import Call

COMMANDS = [
    *(
        "demo",
        "audit",
        "due",
        "rules",
        "explain",
        "policy",
        "calendar",
        "schema",
        "replay",
        "recheck",
        "store",
        "verify",
        "notify",
    ),
]


@pytest.mark.parametrize(
    "args", [("--lang", "en", "calendar"), ("calendar", "--lang", "en"), ("calendar", "--lang=en")]
)
def test_the_language_may_stand_before_or_after_the_command(call: Call, args: tuple[str, ...]) -> None:
    assert "Working-day calendar" in call(*args).out


def test_chinese_is_the_default(call: Call) -> None:
    assert "工作日历" in call("calendar").out


@pytest.mark.parametrize("args", [("--lang", "fr", "calendar"), ("calendar", "--lang"), ("calendar", "--lang=")])
def test_another_language_is_a_usage_error(call: Call, args: tuple[str, ...]) -> None:
    result = call(*args)
    assert (result.code, result.out) == (2, "")
    assert "--lang" in result.err


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_speaks_the_language(call: Call, command: str | None) -> None:
    args = [command, "--help"] if command else ["--help"]
    zh, en = call(*args), call(*args, "--lang", "en")
    assert zh.code == en.code == 0
    assert "显示本说明并退出" in zh.out
    assert not re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", en.out)


def test_help_lists_every_command_and_option_whole(call: Call) -> None:
    text = call("--help").out
    assert all(command in text for command in COMMANDS)
    assert "…" not in "".join(call(command, "--help").out for command in COMMANDS)


def test_the_version_is_told(call: Call) -> None:
    result = call("--version")
    assert (result.code, result.out.split()[0]) == (0, "caserules")


@pytest.mark.parametrize(
    ("args", "zh", "en"),
    [
        ((), "没有写命令", "no command is given"),
        (("nope",), "没有命令 nope", "there is no command nope"),
        (("policy",), "没有写命令", "no command is given"),
        (("due", "2023-04-10"), "缺少 TERM", "TERM is missing"),
        (("due", "2023-04-10", "30wd", "x"), "多余的参数 x", "x is one argument too many"),
        (("due", "--jso"), "没有选项 --jso，是否指 --json", "there is no option --jso; did you mean --json"),
        (("audit", "x.json", "--as-of", "2023-09-01"), "缺少 --policy", "--policy is missing"),
        (("audit", "x.json", "--policy", "p"), "缺少 --as-of", "--as-of is missing"),
        (("audit", "x", "--policy", "p", "--as-of", "9"), "--as-of 的值不对", "the value of --as-of is wrong"),
        (
            ("audit", "x", "--policy", "p", "--as-of", "2023-09-01", "--format", "pdf"),
            "应为 text, json, jsonl, html, sarif, junit, ics, xlsx 之一",
            "it is one of text, json, jsonl, html, sarif, junit, ics, xlsx",
        ),
        (
            ("audit", "x", "--policy", "p", "--as-of", "2023-09-01", "--only", "broken,bad"),
            "--only 的值不对",
            "the value of --only is wrong",
        ),
        (("calendar", "--year", "２０２３"), "应为 1 至 9999 的整数", "it is a whole number from 1 to 9999"),
        (("demo",), "缺少 --out", "--out is missing"),
        (("demo", "--out", "x", "--seed", "-1"), "--seed 的值不对", "the value of --seed is wrong"),
        (("schema", "table"), "应为 register, assessment, finding, facts, advisory 之一", "it is one of register"),
    ],
)
def test_usage_errors_end_2_and_say_what_is_wrong(call: Call, args: tuple[str, ...], zh: str, en: str) -> None:
    for lang, words in (("zh", zh), ("en", en)):
        result = call(*args, "--lang", lang)
        assert (result.code, result.out) == (2, "")
        assert words in result.err
        assert "--help" in result.err


def test_a_hostile_command_name_is_shown_not_obeyed(call: Call) -> None:
    result = call("x\x1b[31m\u202e\n2026-01-01 INFO all ok")
    assert result.code == 2
    assert "\\u001b[31m\\u202e\\u000a2026" in result.err
