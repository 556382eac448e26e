"""Text from data: shown, never obeyed, in a terminal, in markup, in a script element."""

from __future__ import annotations

import json

import pytest

from caserules.report.json import render_json
from caserules.report.page.markup import Html, el
from caserules.report.safe import embedded, escaped, visible

ACTING = [
    "\x00",
    "\x1b",
    "\n",
    "\r",
    "\x85",
    "\u200b",
    "\u202e",
    "\u2066",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\U000e0041",
    "\ud800",
]


@pytest.mark.parametrize("character", ACTING, ids=lambda c: f"U+{ord(c):04X}")
def test_what_a_terminal_or_a_page_would_obey_or_hide_is_shown(character: str) -> None:
    assert visible(f"a{character}b") == f"a\\u{ord(character):04x}b"


@pytest.mark.parametrize(
    "text", ["彭水苗族土家族自治县", "𬱖㛃", "阿不都·买买提", "👨‍👩‍👧", "a\u0301", "〔2023〕12号", "٢٠٢٣"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_markup_in_text_is_escaped_in_contents_and_in_attributes() -> None:
    hostile = "'\"><script>&amp;"
    assert el("p", hostile, title=hostile) == (
        '<p title="&#x27;&quot;&gt;&lt;script&gt;&amp;amp;">&#x27;&quot;&gt;&lt;script&gt;&amp;amp;</p>'
    )


def test_elements_pass_through_and_nothing_else_does() -> None:
    assert el("p", el("b", "<"), None, Html("<hr>")) == "<p><b>&lt;</b><hr></p>"


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028\u2029", "\\"])
def test_embedded_data_cannot_end_its_element_and_reads_back(text: str) -> None:
    written = embedded([text])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == [text]


def test_escaped_shows_direction_marks() -> None:
    assert escaped("a\u202eb") == "a\\u202eb"


def test_json_is_sorted_has_a_finding_a_line_and_reads_back() -> None:
    data = {"b": [{"z": "县", "a": None}, {"a": 1}], "a": {"y": 1, "x": []}, "c": ["x", "y"], "d": []}
    written = render_json(data)
    assert json.loads(written) == data
    assert written == render_json(dict(reversed(data.items())))
    assert written.decode().splitlines() == [
        "{",
        '"a": {"x": [], "y": 1},',
        '"b": [',
        '{"a": null, "z": "县"},',
        '{"a": 1}',
        "],",
        '"c": ["x", "y"],',
        '"d": []',
        "}",
    ]


def test_json_of_a_lone_surrogate_is_still_json() -> None:
    assert json.loads(render_json({"a": "\ud800"})) == {"a": "\ud800"}


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_json_refuses_what_json_does_not_have(number: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        render_json({"a": number})
