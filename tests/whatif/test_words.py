"""The words of a comparison and of a load: both languages alike, and the verdicts named as the reports name them."""

from __future__ import annotations

import re

import pytest

from caserules import compare, vary
from caserules.demo import small_register
from caserules.messages import load, whatif
from caserules.report.words import WORDS as REPORTS
from whatif.stories import NOTICE, day

ALL = [*((key, pair) for words in (load.WORDS, whatif.WORDS) for key, pair in words.items())]


@pytest.mark.parametrize(("key", "pair"), ALL, ids=[key for key, _ in ALL])
def test_both_languages_have_the_same_places(key: str, pair: tuple[str, str]) -> None:
    zh, en = (sorted(re.findall(r"\{(\w+)\}", text)) for text in pair)
    assert zh == en
    assert not re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", pair[1]), key


def test_verdicts_are_named_as_in_the_reports() -> None:
    shared = [key for key in whatif.WORDS if key.startswith(("verdict.", "breach.")) and key != "verdict.unlisted"]
    assert {key: whatif.WORDS[key] for key in shared} == {key: REPORTS[key] for key in shared}
    told = {key for key in REPORTS if key.startswith(("verdict.", "breach."))}
    assert told <= set(shared)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_text_has_no_place_left_open_and_tells_what_it_leaves_out(lang: str) -> None:
    other = vary(NOTICE, {"REPLY-01.reply_term": "07-31", "REPLY-01.closing_event": "delivered", "KEY-01.off": "true"})
    found = compare(small_register(), NOTICE, other, as_of=day("2023-09-01"), as_of_b=day("2023-06-01"))
    text = found.text(lang)
    assert "?" not in text
    assert "None" not in text
    short = found.text(lang, most=3)
    assert len(short) < len(text)
    assert str(len(found.changes) - 3) in short.split("\n")[-1]
