"""`caserules policy`: what show, check, diff and new print, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Call
from packs import PACK, written

FULL = "pengshui-2023-full"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ("重庆市代表建议办理规定", "本政策期间未施行", "与 cq-suggestions-2018", "写明的")),
        ("en", ("Deputies Law as", "not in the policy's time", "the same as", "stated; a reading")),
    ],
)
def test_show_prints_the_stack_with_the_winner_and_why(call: Call, lang: str, words: tuple[str, ...]) -> None:
    shown = call("policy", "show", FULL, "--lang", lang)
    flat = "".join(shown.out.split())
    assert shown.code == 0
    assert [x for x in words if x.replace(" ", "") not in flat] == []


def test_show_as_json_tells_every_layers_word(call: Call) -> None:
    told = call("policy", "show", FULL, "--json").json
    assert [x["counts"] for x in told["stack"]] == [True, True, False, True, True, True, True, True]
    assert [x["outcome"] for x in told["why"]["COHAND-01"]["opinion_term"]] == ["added", "joined"]
    assert told["rules"]["COHAND-01"]["clause"] == "三.1.d"


def test_check_tells_what_is_to_be_looked_at_and_ends_well(call: Call, tmp_path: Path) -> None:
    file = written(tmp_path, "county", PACK.replace('read = "whole"', 'read = "part"', 1))
    found = call("policy", "check", file, "--stale-before", "2027-01-01", "--lang", "en")
    assert (found.code, [x.partition(":")[0] for x in found.out.splitlines()[1:]]) == (0, ["POL-108", "POL-109"])
    told = call("policy", "check", file, "--json").json
    assert (told["rules"], [x["code"] for x in told["notes"]]) == ({"on": 33, "off": 9}, ["POL-109"])
    assert told["notes"][0]["where"].startswith("county.toml:")


@pytest.mark.parametrize(("args", "code"), [(("--stale-before", "soon"), 2), ((), 0)])
def test_a_day_that_is_none_is_a_wrong_use(call: Call, tmp_path: Path, args: tuple[str, ...], code: int) -> None:
    assert call("policy", "check", written(tmp_path, "county", PACK), *args).code == code


def test_a_time_zone_that_is_none_is_refused(call: Call, tmp_path: Path) -> None:
    file = written(tmp_path, "county", PACK.replace("Asia/Shanghai", "Asia/Pengshui", 1))
    found = call("policy", "check", file, "--lang", "en")
    assert (found.code, "POL-019" in found.err, found.out) == (3, True, "")


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有差别"), ("en", "do not differ")])
def test_diff_says_so_where_nothing_differs(call: Call, lang: str, words: str) -> None:
    found = call("policy", "diff", FULL, FULL, "--lang", lang)
    assert (found.code, words in found.out) == (0, True)


def test_diff_tells_old_and_new_as_text_and_as_data(call: Call) -> None:
    text = call("policy", "diff", "pengshui-2023", FULL, "--lang", "en").out
    assert "new: 3m ← assigned" in text
    assert "[city 第二十一条]" in text
    told = call("policy", "diff", "pengshui-2023", FULL, "--json").json
    assert told["changes"]["parameters"][0]["key"] == "COHAND-02.redo_term"


def test_diff_of_a_policy_that_is_not_there_is_refused(call: Call) -> None:
    assert call("policy", "diff", "nowhere", FULL).code == 3


NEW = ("policy", "new", "--from", FULL, "--place", "某县", "--year", "2026")


def test_new_begins_a_pack_and_overwrites_nothing_unless_told_to(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "x-2026.toml"
    assert call(*NEW, "--id", "x-2026", "-o", file).code == 0
    begun = file.read_text(encoding="utf-8")
    assert call("policy", "check", file, "--lang", "en").code == 3
    file.write_text(begun + "# mine\n", encoding="utf-8")
    refused = call(*NEW, "--id", "x-2026", "-o", file)
    assert (refused.code, "INP-016" in refused.err, file.read_text(encoding="utf-8")) == (3, True, begun + "# mine\n")
    assert call(*NEW, "--id", "x-2026", "-o", file, "--force").code == 0
    assert file.read_text(encoding="utf-8") == begun


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--id", "X 2026"), 2),
        (("--id", "x", "--year", "1800"), 2),
        (("--id", "x", "--place", "a\nb"), 2),
        (("--id", "x", "--from", "nowhere"), 3),
    ],
)
def test_new_refuses_what_it_cannot_use(call: Call, tmp_path: Path, args: tuple[str, ...], code: int) -> None:
    file = tmp_path / "x.toml"
    assert (call(*NEW, *args, "-o", file).code, file.exists()) == (code, False)
