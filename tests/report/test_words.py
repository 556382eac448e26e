"""The words of the reports and of the command line: both languages, the same places, and none that nobody says."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from caserules.cli import words as cli_words
from caserules.facts.tables import Keeper
from caserules.report import words
from caserules.rules.rule import Party

SOURCES = {
    name: "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(str(words.__file__)).parents[1].glob(f"{name}/**/*.py"))
    )
    for name in ("report", "cli")
}
ROOMS = {"report": words.WORDS, "cli": cli_words.WORDS}
EVERY = [(room, key) for room, of in ROOMS.items() for key in of]


def places(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize(("room", "key"), EVERY)
def test_both_languages_have_the_same_places(room: str, key: str) -> None:
    zh, en = ROOMS[room][key]
    assert zh
    assert en
    assert places(zh) == places(en)


@pytest.mark.parametrize(("room", "key"), EVERY)
def test_english_has_no_chinese_mark_and_chinese_has_chinese(room: str, key: str) -> None:
    zh, en = ROOMS[room][key]
    assert not re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", en)
    assert re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", zh) or places(zh)


@pytest.mark.parametrize(("room", "key"), EVERY)
def test_no_word_is_left_that_nobody_says(room: str, key: str) -> None:
    said = SOURCES["report"] + SOURCES["cli"]
    group, _, member = key.rpartition(".")
    of_a_group = re.search(rf'f"{re.escape(group)}\.\{{', said) or re.search(rf'known\([^)]*"{re.escape(group)}"', said)
    named = rf"[\"']{re.escape(key)}[\"'](?!: \()"
    assert re.search(named, said) or (group and of_a_group) or (group == "out" and f'"{member}"' in said), key


def test_all_parties_and_keepers_have_words() -> None:
    for lang in ("zh", "en"):
        assert all(words.known(lang, "party", party) != party.value for party in Party)
        assert all(words.known(lang, "who", keeper) != keeper.value for keeper in Keeper)
