"""Category letters both ways: each scheme's letters as the table of places has them, and what is refused."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from caserules import category_letter, category_meaning, known_schemes, load_policy
from caserules.errors import CaserulesError, PolicyRejected
from caserules.models import CategoryMeaning, Rating
from caserules.policy.schemes import load_scheme, scheme_of

SCHEMES = {
    "pengshui": ("solvable_now", "to_be_planned", "not_possible"),
    "national-digest": ("solved", "under_way_or_planned", "for_later", "for_reference"),
    "chongqing-city": ("solved", "to_be_planned", "for_reference", "higher_remit"),
    "several-counties": ("solved", "to_be_planned", "for_reference"),
    "one-city": ("solved", "under_way", "to_be_planned"),
}
PAIRS = [(name, "ABCD"[i], meaning) for name, meanings in SCHEMES.items() for i, meaning in enumerate(meanings)]
PACK = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")


def code_of(call: object, *given: object) -> str:
    with pytest.raises(CaserulesError) as refused:
        call(*given)  # type: ignore[operator]
    return refused.value.code


def test_the_schemes_are_those_of_the_table() -> None:
    assert known_schemes() == tuple(SCHEMES)
    assert {name: tuple(load_scheme(name).letters) for name in SCHEMES} == SCHEMES


@pytest.mark.parametrize(("name", "letter", "meaning"), PAIRS)
def test_a_letter_and_its_meaning_are_one_both_ways(name: str, letter: str, meaning: str) -> None:
    assert category_meaning(letter, name) == meaning
    assert category_letter(meaning, name) == letter


@pytest.mark.parametrize(("name", "letter", "meaning"), PAIRS)
def test_a_letter_is_read_as_offices_write_it(name: str, letter: str, meaning: str) -> None:
    wide = chr(ord(letter) + 0xFEE0)
    small = chr(ord(letter.lower()) + 0xFEE0)
    for text in (letter, letter.lower(), wide, small, f"{letter}类", f"{wide}类", f" {letter.lower()} 类 "):
        assert category_meaning(text, name) == meaning


@pytest.mark.parametrize("name", SCHEMES)
def test_a_word_means_what_its_letter_means(name: str) -> None:
    scheme = load_scheme(name)
    for word, meaning in scheme.words.items():
        assert category_meaning(word, name) == meaning
        assert category_letter(meaning, name) in scheme.phrases


def test_solved_is_a_word_where_the_scheme_has_it() -> None:
    assert [category_meaning("已解决", name) for name in list(SCHEMES)[1:]] == ["solved"] * 4
    assert code_of(category_meaning, "已解决", "pengshui") == "INP-040"  # solvable is not solved


@pytest.mark.parametrize("text", ["D", "E", "", " ", "类", "AA", "A/B", "AB", "А", "1", "已", "Ⓐ", "A 类类", "A级"])
def test_what_a_scheme_does_not_have_is_refused(text: str) -> None:
    """Among them a Cyrillic letter and an encircled one: neither is the Latin A."""
    assert code_of(category_meaning, text, "pengshui") == "INP-040"


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("text", ["满意", "基本满意", "不满意", "理解", "未反馈", "A 满意", "满意A", *Rating])
def test_a_rating_is_no_category(name: str, text: str) -> None:
    assert code_of(category_meaning, text, name) == "INP-040"


@pytest.mark.parametrize("name", SCHEMES)
def test_a_meaning_without_a_letter_is_refused(name: str) -> None:
    for meaning in set(CategoryMeaning) - set(SCHEMES[name]):
        assert code_of(category_letter, meaning, name) == "POL-031"
    assert code_of(category_letter, "satisfied", name) == "POL-031"


def test_an_unknown_scheme_is_refused() -> None:
    assert code_of(category_meaning, "A", "nowhere") == code_of(category_letter, "solved", "nowhere") == "POL-030"


def test_an_error_does_not_repeat_the_cell() -> None:
    with pytest.raises(CaserulesError) as refused:
        category_meaning("张三丰", "pengshui")
    assert "张三丰" not in str(refused.value)


def test_an_inferred_order_is_marked() -> None:
    assert {name: load_scheme(name).inferred for name in SCHEMES if load_scheme(name).inferred} == {
        "chongqing-city": ("C", "D")
    }


# ------------------------------------------------------------ what a policy says


def test_the_county_pack_and_its_scheme_agree() -> None:
    policy = load_policy("pengshui-2023")
    assert scheme_of(policy).letters == load_scheme("pengshui").letters
    assert category_meaning("b类", policy) == "to_be_planned"
    assert category_letter("not_possible", policy) == "C"


def pack(folder: Path, *changes: tuple[str, str]) -> Path:
    text = PACK
    for line, instead in changes:
        assert line in text
        text = text.replace(line, instead, 1)
    path = folder / "pack.toml"
    path.write_text(text, encoding="utf-8")
    return path


OWN = '[categories]\nsolvable_now = "A"\nto_be_planned = "B"\nnot_possible = "C"\n'
NAMED = ('rank = "county"', 'rank = "county"\nscheme = "one-city"')


def test_a_policy_names_its_scheme(tmp_path: Path) -> None:
    policy = load_policy(pack(tmp_path, NAMED, (OWN, "")))
    assert (policy.scheme, dict(policy.letters)) == (
        "one-city",
        {"solved": "A", "under_way": "B", "to_be_planned": "C"},
    )
    assert category_meaning("正在解决", policy) == "under_way"


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ((NAMED,), "POL-032", "[categories]"),
        ((("rank", 'scheme = "nowhere"\nrank'), (OWN, "")), "POL-030", 'scheme = "nowhere"'),
        ((('not_possible = "C"', 'not_possible = "ａ类"'),), "POL-032", "[categories]"),
    ],
    ids=["a scheme and letters", "an unknown scheme", "a letter twice"],
)
def test_a_pack_s_letters_hold(tmp_path: Path, changes: tuple[tuple[str, str], ...], code: str, line: str) -> None:
    path = pack(tmp_path, *changes)
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    at = path.read_text(encoding="utf-8").splitlines().index(line) + 1
    assert [(x.code, x.where) for x in refused.value.problems] == [(code, f"pack.toml:{at}")]


def test_a_layer_may_take_a_letter_for_another_meaning(tmp_path: Path) -> None:
    head = '[policy]\nid = "upper"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "某县"\nrank = "county"\n'
    head += 'time_zone = "Asia/Shanghai"\nlayers = ["pengshui-2023"]\n'
    for more, expected in (
        ("", {"solvable_now": "A", "to_be_planned": "B", "not_possible": "C"}),
        ('[categories]\nsolved = "A"\n', {"solved": "A", "to_be_planned": "B", "not_possible": "C"}),
        ('scheme = "several-counties"\n', {"solved": "A", "to_be_planned": "B", "for_reference": "C"}),
    ):
        path = tmp_path / "upper.toml"
        path.write_text(head + more, encoding="utf-8")
        assert dict(load_policy(path).letters) == expected


def test_a_scheme_is_found_by_its_name_and_is_its_own() -> None:
    found = scheme_of("pengshui")
    assert found is scheme_of(found)
    assert found.letters == load_scheme("pengshui").letters
    assert code_of(scheme_of, "nowhere") == "POL-030"
