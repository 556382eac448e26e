"""`caserules calendar`, `calendar add`, and the options `--calendar` and `--known-as-of`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calendar_files import feed, toml_2027, toml_local
from cli.conftest import Call


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"2027.toml": toml_2027(), "local.toml": toml_local(), "wrong.json": feed(2023, {"2023-05-22": True})}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name.partition(".")[0]: tmp_path / name for name in texts}


# ------------------------------------------------------------ calendar


def test_what_the_calendar_is_made_of(call: Call) -> None:
    told = call("calendar", "--json").json
    assert (told["first_year"], told["overlays"], told["conflicts"]) == (2004, [], [])
    by_year: dict[int, list[Any]] = {}
    for notice in told["notices"]:
        by_year.setdefault(notice["year"], []).append(notice)
    assert [year for year, notices in by_year.items() if len(notices) == 2] == [2015, 2019, 2020]
    assert by_year[2019][1]["published"] == "2019-03-22"
    assert by_year[2005][0]["published"] is None
    text = call("calendar").out
    for shown in ("2019-03-22", "同年第 2 次", "据最终数据还原", "未见"):
        assert shown in text
    assert "reconstructed" in call("calendar", "--lang", "en").out


def test_a_year_shows_its_own_notices(call: Call) -> None:
    told = call("calendar", "--year", "2019", "--json").json
    assert [each["published"] for each in told["notices"]] == ["2018-12-06", "2019-03-22"]
    assert told["working_days"] == 250
    before = call("calendar", "--year", "2019", "--known-as-of", "2019-03-21", "--json").json
    assert [each["published"] for each in before["notices"]] == ["2018-12-06"]
    assert (before["working_days"], before["last_year"]) == (250, 2019)
    assert "2019-04-28" not in before["made_up"]


def test_overlays_and_conflicts_are_shown(call: Call, files: dict[str, Path]) -> None:
    args = [x for path in files.values() for x in ("--calendar", path)]
    told = call("calendar", *args, "--json").json
    assert told["last_year"] == 2027
    assert [each["id"] for each in told["overlays"]] == ["cn-2027", "local", "wrong"]
    assert [(each["day"], each["off_by"]) for each in told["conflicts"]] == [("2023-05-22", ["wrong"])]
    for lang, shown in (
        ("zh", ("某自治县的放假日", "来源不一致：2023-05-22")),
        ("en", ("days off of", "Sources disagree about 2023-05-22")),
    ):
        text = call("calendar", *args, "--lang", lang).out
        assert all(each in text for each in shown)
    assert call("calendar", "--year", "2027", "--calendar", files["2027"], "--json").json["made_up"][0] == "2027-01-31"


def test_a_folder_stands_for_its_files(call: Call, files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "b.toml").write_text(toml_2027(), encoding="utf-8")
    (folder / "a.TOML").write_text(toml_local(), encoding="utf-8")
    (folder / "note.txt").write_text("nothing", encoding="utf-8")
    assert [x["id"] for x in call("calendar", "--calendar", folder, "--json").json["overlays"]] == ["cn-2027", "local"]


# ------------------------------------------------------------ calendar add


def test_a_good_file_is_put_in_place_and_used(call: Call, files: dict[str, Path], here: Path) -> None:
    result = call("calendar", "add", files["2027"])
    assert result.code == 0
    assert "2027 年放假通知" in result.out
    assert "2004–2027 年" in result.out
    kept = here / "calendars" / "cn-2027.toml"
    assert kept.read_bytes() == files["2027"].read_bytes()
    assert "--calendar calendars" in result.err
    due = call("due", "2026-11-23", "30wd", "--calendar", "calendars", "--json").json
    assert (due["provisional"], due["calendar"]["version"].endswith("/cn-2027")) == (False, True)
    assert call("due", "2026-11-23", "30wd").code == 3  # nothing is read that was not named


def test_adding_it_again_changes_nothing(call: Call, files: dict[str, Path], here: Path) -> None:
    call("calendar", "add", files["2027"])
    again = call("calendar", "add", files["2027"], "--lang", "en")
    assert again.code == 0
    assert "holds the same already" in again.err
    assert [path.name for path in (here / "calendars").iterdir()] == ["cn-2027.toml"]


def test_another_file_of_that_id_is_not_overwritten(call: Call, files: dict[str, Path], here: Path) -> None:
    call("calendar", "add", files["local"])
    other = here / "other.toml"
    other.write_text(toml_local("2023-04-12"), encoding="utf-8")
    result = call("calendar", "add", other)
    assert (result.code, result.out) == (3, "")
    assert "CAL-004" in result.err
    assert (here / "calendars" / "local.toml").read_bytes() == files["local"].read_bytes()


def test_a_dry_run_writes_nothing(call: Call, files: dict[str, Path], here: Path) -> None:
    result = call("calendar", "add", files["2027"], "--dry-run")
    assert (result.code, "未写入" in result.err) == (0, True)
    assert not (here / "calendars").exists()


def test_into_a_folder_that_the_user_names(call: Call, files: dict[str, Path], here: Path) -> None:
    assert call("calendar", "add", files["wrong"], "--out", here / "mine").code == 0
    assert (here / "mine" / "wrong.json").is_file()
    refused = call("calendar", "add", files["local"], "--out", here / "no" / "such")
    assert (refused.code, "INP-016" in refused.err) == (3, True)


def test_a_file_that_conflicts_is_told(call: Call, files: dict[str, Path]) -> None:
    result = call("calendar", "add", files["wrong"], "--lang", "en")
    assert result.code == 0
    assert "Sources disagree about 2023-05-22: worked by cn-1.11+1, off by wrong" in result.out


def test_all_that_is_wrong_with_a_file_is_told_at_once(call: Call, here: Path) -> None:
    bad = here / "bad.toml"
    bad.write_text(
        toml_2027().replace("2027-04-25", "2027-04-26").replace("2027-09-26", "2028-09-23"), encoding="utf-8"
    )
    for lang, shown in (("zh", "补班之日应为周六或周日"), ("en", "a Saturday or a Sunday")):
        result = call("calendar", "add", bad, "--lang", lang)
        assert (result.code, result.out) == (3, "")
        assert result.err.count("CAL-004") == 2
        assert shown in result.err
    assert not (here / "calendars").exists()


def test_a_broken_file_in_the_folder_is_told_too(call: Call, files: dict[str, Path], here: Path) -> None:
    (here / "calendars").mkdir()
    (here / "calendars" / "old.toml").write_text("schema = 2\n", encoding="utf-8")
    result = call("calendar", "add", files["local"])
    assert (result.code, "old.toml" in result.err) == (3, True)
    assert [path.name for path in (here / "calendars").iterdir()] == ["old.toml"]


@pytest.mark.parametrize("contents", [b"\xff\xfe", "\u4e8c".encode("gb18030"), b"PK\x03\x04", b"\x00" * 10, b""])
def test_what_is_no_text_is_refused(call: Call, here: Path, contents: bytes) -> None:
    (here / "x.toml").write_bytes(contents)
    result = call("calendar", "add", "x.toml")
    assert (result.code, "CAL-006" in result.err) == (3, True)


def test_what_is_no_file_is_refused(call: Call, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "INP-001" in call("calendar", "add", "none.toml").err
    (here / "folder").mkdir()
    assert "INP-002" in call("calendar", "add", "folder").err
    assert call("calendar", "add", "a\x00b").code == 3
    from caserules.cli import calendars

    monkeypatch.setattr(calendars, "_MOST_BYTES", 10)
    (here / "x.toml").write_text(toml_2027(), encoding="utf-8")
    assert "INP-011" in call("calendar", "add", "x.toml").err


@pytest.mark.parametrize(
    "args",
    [("calendar", "add"), ("calendar", "ad"), ("calendar", "--known-as-of", "2019-3-1"), ("calendar", "--years")],
)
def test_usage(call: Call, args: tuple[str, ...]) -> None:
    assert call(*args).code == 2


# ------------------------------------------------------------ due


@pytest.mark.parametrize(
    ("day", "due", "version"),
    [("2019-03-21", "2019-04-29", "@2018-12-06"), ("2019-03-23", "2019-04-28", "@2019-03-22")],
)
def test_a_due_day_as_it_stood(call: Call, day: str, due: str, version: str) -> None:
    """D14: the report says which calendar."""
    told = call("due", "2019-03-15", "30wd", "--known-as-of", day, "--json").json
    assert (told["due"], told["calendar"]["known_as_of"]) == (due, day)
    assert told["calendar"]["version"].endswith(version)
    assert day in call("due", "2019-03-15", "30wd", "--known-as-of", day).out


def test_a_due_day_whose_year_was_not_known_then(call: Call) -> None:
    assert call("due", "2018-12-20", "30wd", "--known-as-of", "2018-12-01").code == 3
    told = call("due", "2018-12-20", "30wd", "--known-as-of", "2018-12-01", "--provisional", "--json").json
    assert told["earliest"] <= call("due", "2018-12-20", "30wd", "--json").json["due"] <= told["latest"]
    assert call("due", "2003-01-02", "1wd", "--known-as-of", "2003-01-01").code == 3


def test_a_due_day_where_a_place_has_its_own_day_off(call: Call, files: dict[str, Path]) -> None:
    """D19."""
    told = call("due", "2023-04-10", "30wd", "--calendar", files["local"], "--json").json
    assert told["due"] == "2023-05-24"
    assert {"day": "2023-04-11", "reason": "holiday", "name": "县庆"} in told["skipped"]


def test_a_due_day_on_which_calendars_differ(call: Call, files: dict[str, Path]) -> None:
    """D16."""
    refused = call("due", "2023-04-10", "30wd", "--calendar", files["wrong"])
    assert (refused.code, refused.out) == (3, "")
    assert "CAL-005" in refused.err
    assert "wrong" in refused.err
    given = call("due", "2023-04-10", "30wd", "--calendar", files["wrong"], "--provisional", "--json").json
    assert (given["earliest"], given["latest"]) == ("2023-05-23", "2023-05-24")
    assert given["conflicts"] == [{"day": "2023-05-22", "worked_by": ["cn-1.11+1"], "off_by": ["wrong"]}]
    text = call("due", "2023-04-10", "30wd", "--calendar", files["wrong"], "--provisional").out
    assert "来源不一致" in text
    months = call("due", "2023-04-22", "1m", "--calendar", files["wrong"], "--json").json
    assert (months["due"], months["rest_day"], months["next_working_day"]) == ("2023-05-22", None, None)


def test_a_bad_calendar_file_refuses_due(call: Call, here: Path) -> None:
    (here / "x.toml").write_text("schema = 1\n", encoding="utf-8")
    result = call("due", "2023-04-10", "30wd", "--calendar", "x.toml", "--calendar", "none.json")
    assert (result.code, "CAL-006" in result.err, "INP-001" in result.err) == (3, True, True)


# ------------------------------------------------------------ audit


def test_an_audit_by_a_calendar_file(call: Call, register: Path, files: dict[str, Path]) -> None:
    args = ("audit", register, "--policy", "pengshui-2023", "--as-of", "2023-09-01", "--format", "json")
    plain, local = call(*args).json, call(*args, "--calendar", files["local"]).json
    assert local["calendar"]["version"] == plain["calendar"]["version"] + "/local"
    assert local["calendar"]["sha256"] != plain["calendar"]["sha256"]
    assert json.dumps(local["findings"]) != json.dumps(plain["findings"])
    disputed = call(*args, "--calendar", files["wrong"])
    assert disputed.code in {0, 1, 4}
    assert any(x.get("due_range") for x in disputed.json["findings"])


def test_register_policy_and_calendar_are_told_together(call: Call, here: Path) -> None:
    (here / "x.toml").write_text("schema = 1\n", encoding="utf-8")
    result = call("audit", "none.json", "--policy", "nowhere", "--as-of", "2023-09-01", "--calendar", "x.toml")
    assert result.code == 3
    assert all(code in result.err for code in ("INP-001", "POL-001", "CAL-006"))
