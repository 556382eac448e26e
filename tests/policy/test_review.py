"""What `policy check` notes of a sound pack: gaps, what is of no effect, what was not verified; each with the file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules.errors import PolicyRejected, Problem
from caserules.policy.review import review_policy
from packs import PACK, head, written

EVERY = '[silent]\n"*" = { zh = "x", en = "x" }\n'
OPINION = 'opinion_term = { term = "30wd", from = "asked", start_day = "@start_day" }'
TITLE = 'title = "关于认真做好2023年度人大代表建议政协委员提案办理工作的通知"'


def reviewed(folder: Path, text: str, stale: date | None = None, **lower: str) -> dict[str, list[Problem]]:
    for name, pack in lower.items():
        written(folder, name, pack)
    _, notes = review_policy(written(folder, "pack", text), stale_before=stale)
    found: dict[str, list[Problem]] = {}
    for note in notes:
        found.setdefault(note.code, []).append(note)
    return found


def changed(old: str, new: str) -> str:
    assert old in PACK
    return PACK.replace(old, new, 1)


PLANTED = [
    ("a kind that nobody states a day for", changed(OPINION, OPINION.replace(" }", ', kinds = ["suggestion"] }')), "POL-101", "[cohandling.COHAND-01]"),
    ("a kind that nobody states a value for", changed('answer_to = { value = "@answer_to", basis = "reading" }', 'answer_to = { value = "all", kinds = ["proposal"] }'), "POL-101", "[reply.REPLY-02]"),
    ("a parameter beside off", changed(OPINION, f'off = true\nbecause = "x"\n{OPINION}'), "POL-102", "opinion_term ="),
    ("a source that ended", changed(TITLE, f"{TITLE}\nuntil = 2022-12-31"), "POL-107", "[sources.notice]"),
    ("a source read in part", changed('read = "whole"', 'read = "part"'), "POL-109", "[sources.notice]"),
    ("a source of which nobody says how much was read", changed('read = "whole"\n', ""), "POL-109", "[sources.notice]"),
    ("a source cited nowhere", f'{PACK}\n[sources.other]\ntitle = "y"\nread = "whole"\n', "POL-110", "[sources.other]"),
    ("a reading named nowhere", f'{PACK}\n[readings.other]\nvalue = "y"\n', "POL-110", "[readings.other]"),
    ("a day named nowhere", changed("[days]\n", '[days]\nopening = "03-01"\n'), "POL-110", "opening ="),
    ("a law not in force in the policy's time", changed("layers = []", 'layers = ["cn-deputies-law-2025"]'), "POL-104", "layers ="),
    ("a law in force for a part of it", changed("layers = []", 'layers = ["cn-deputies-law-2025"]').replace("year = 2023", "year = 2025", 1), "POL-105", "layers ="),
    ("a notice of another year", changed("layers = []", 'layers = ["pengshui-2023"]').replace('id = "pengshui-2023"', 'id = "next"', 1).replace("year = 2023", "year = 2024", 1), "POL-111", "layers ="),
    ("a layer that changes nothing", changed("layers = []", 'layers = ["lower"]'), "POL-103", "layers ="),
    ("what a lower layer states already", changed("layers = []", 'layers = ["same"]'), "POL-106", "talk_post ="),
    ("one name for two instruments", changed("layers = []", 'layers = ["same"]'), "POL-112", "[sources.notice]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line"), [x[1:] for x in PLANTED], ids=[x[0] for x in PLANTED])
def test_what_is_to_be_looked_at_is_noted_with_its_line(tmp_path: Path, text: str, code: str, line: str) -> None:
    lower = head("lower") + EVERY
    same = head("same") + '[contact.CONTACT-01]\nclause = "7"\ntalk_post = "leader_in_charge"\n'
    notes = reviewed(tmp_path, text, lower=lower, same=same)[code]
    at = next(i for i, x in enumerate(text.splitlines(), 1) if x.startswith(line))
    assert f"pack.toml:{at}" in {x.where for x in notes}
    assert all(x.message(lang) and "?" not in x.message(lang) for x in notes for lang in ("zh", "en"))


def test_the_packaged_county_pack_has_nothing_to_note() -> None:
    assert review_policy("pengshui-2023")[1] == ()


def test_of_the_packaged_stack_the_law_of_2025_and_what_no_layer_asks_of_proposals_are_noted() -> None:
    notes = review_policy("pengshui-2023-full")[1]
    assert [x.code for x in notes if x.code != "POL-101"] == ["POL-104"]
    assert {x.message("en").rpartition(" for ")[2].partition(";")[0] for x in notes if x.code == "POL-101"} == {
        "proposals"
    }


@pytest.mark.parametrize(("day", "told"), [("2026-11-25", 0), ("2026-11-26", 1)])
def test_sources_not_looked_at_since_a_day_are_told(tmp_path: Path, day: str, told: int) -> None:
    assert len(reviewed(tmp_path, PACK, date.fromisoformat(day)).get("POL-108", ())) == told


def test_a_source_that_nobody_ever_compared_is_stale(tmp_path: Path) -> None:
    text = changed("checked = 2026-11-25\n", "")
    assert len(reviewed(tmp_path, text, date(2000, 1, 1))["POL-108"]) == 1
    assert "POL-108" not in reviewed(tmp_path, text)


def test_an_unknown_time_zone_is_refused_with_its_line(tmp_path: Path) -> None:
    text = changed('time_zone = "Asia/Shanghai"', 'time_zone = "Asia/Pengshui"')
    with pytest.raises(PolicyRejected) as refused:
        review_policy(written(tmp_path, "pack", text))
    line = text[: text.index("time_zone =")].count("\n") + 1
    assert [(x.code, x.where) for x in refused.value.problems] == [("POL-019", f"pack.toml:{line}")]
    assert "Asia/Shanghai" in refused.value.message("en")


def test_a_place_not_filled_in_is_refused_with_its_line(tmp_path: Path) -> None:
    text = changed(TITLE, 'title = "?"').replace('en = "the government office"', 'en = "?"', 1)
    with pytest.raises(PolicyRejected) as refused:
        review_policy(written(tmp_path, "pack", text))
    lines = [i for i, x in enumerate(text.splitlines(), 1) if '"?"' in x]
    assert [(x.code, x.where) for x in refused.value.problems] == [("POL-020", f"pack.toml:{i}") for i in lines]


def test_a_system_without_a_list_of_time_zones_calls_none_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the machine has no zones at all, not to know one says nothing about the pack."""
    monkeypatch.setattr("zoneinfo.available_timezones", set)
    pack = written(tmp_path, "pack", changed('time_zone = "Asia/Shanghai"', 'time_zone = "Asia/Pengshui"'))
    assert review_policy(pack)[0].time_zone == "Asia/Pengshui"


@pytest.mark.parametrize(
    ("lower", "upper", "noted"), [("reading", "stated", 0), ("stated", "stated", 1), ("stated", "reading", 1)]
)
def test_to_state_what_was_only_read_says_something_new(tmp_path: Path, lower: str, upper: str, noted: int) -> None:
    """A lower layer's reading made the county's own word is news; the same word once more, or read, is not."""
    post = '[contact.CONTACT-01]\nclause = "7"\ntalk_post = {{ value = "leader_in_charge", basis = "{}" }}\n'
    text = head("pack", "low", "base", rank="county") + post.format(upper)
    base = head("low", "base") + post.format(lower)
    notes = reviewed(tmp_path, text, low=base, base=PACK.replace('id = "pengshui-2023"', 'id = "base"', 1))
    told = [x for x in notes.get("POL-106", ()) if dict(x.params).get("layer") == "low"]
    assert len(told) == noted
