"""What every rule promises: ours keep all, and each promise that is not trivial has a planted rule that it refuses."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from caserules import program
from caserules.policy import Policy, known_policies, load_policy
from caserules.rules import all_rules, rule_by_id
from caserules.rules.rule import Rule
from caserules.testing.promises import PROMISES, Promise, check_promises

POLICY: Final = load_policy("pengshui-2023")
EXEMPT: Final[Mapping[str, tuple[str, ...]]] = {
    # a promise is dated when it is made, or never: it cannot be late; who never asks for a return has not missed to ask
    "outcomes": ("PROMISE-01", "INTAKE-01"),
    "conditions": ("REPLY-04",),  # its answer's day is counted from the assignment, and so never before it
    "around": ("PROMISE-01", "CARRY-01"),  # nor is keeping a case in the register due at the year's end
}
OURS: Final = rule_by_id("COHAND-01")


@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_our_rules_keep_it(promise: Promise) -> None:
    exempt = {name: rules for name, rules in EXEMPT.items() if name == promise.name}
    assert check_promises(all_rules(), promises=[promise], exempt=exempt) == ()


@pytest.mark.parametrize("policy", known_policies())
def test_every_packaged_policy_keeps_what_is_promised_of_packs(policy: str) -> None:
    assert check_promises(all_rules(), policy, promises=[*named("pack"), *named("duties")]) == ()


def test_each_promise_is_named_in_both_languages() -> None:
    assert len({promise.name for promise in PROMISES}) == len(PROMISES)
    for promise in PROMISES:
        assert promise.en.isascii()
        assert not promise.zh.isascii()
    assert set(EXEMPT) <= {promise.name for promise in PROMISES}


def test_an_exemption_that_is_not_needed_is_a_fault() -> None:
    (fault,) = check_promises([OURS], POLICY, exempt={"text": ["COHAND-01"]})
    assert (fault.promise, fault.rule, fault.what) == ("text", "COHAND-01", "exempt without need")


# ------------------------------------------------------------ a plugin's folder of rules, changed by a line

CODE: Final = '''"""What the tests plant."""

from caserules.duties import Duties, Duty
from caserules.facts.tables import Request
from caserules.rules.rule import Party, Terms, rule


@rule("COHAND-01", owes=Party.CO_HANDLING_UNIT, to=Party.LEAD_UNIT, fact="opinion", since="0.1")
def opinion_delivered(f: type[Request], *, opinion_term: Terms) -> Duties:
    for term in opinion_term:
        yield Duty(due=term(f), done=f.delivered, applies=f.is_first, part=term.part())
'''
CARD: Final = OURS.card.read_text(encoding="utf-8")
Plant = Callable[..., Rule]


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Make the folder of a rule like ours, with its code or its card changed, and put it in ours' place."""
    made: list[str] = []
    monkeypatch.setattr(program, "_KNOWN", {})

    def planted(code: Mapping[str, str] | None = None, card: Mapping[str, str] | None = None) -> Rule:
        folder = tmp_path / f"cohandling{len(made)}"
        folder.mkdir()
        (folder / "COHAND-01.toml").write_text(_changed(CARD, card or {}), encoding="utf-8")
        path = folder / "__init__.py"
        path.write_text(_changed(CODE, code or {}), encoding="utf-8")
        module = _imported(folder.name, path)
        made.append(folder.name)
        rule = [x for x in vars(module).values() if isinstance(x, Rule)][-1]
        rules = tuple(rule if x.id == OURS.id else x for x in all_rules())
        monkeypatch.setattr(program, "all_rules", lambda: rules)
        return rule

    yield planted
    for name in made:
        del sys.modules[name]


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after, 1)
    return text


def _imported(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(name: str) -> list[Promise]:
    return [promise for promise in PROMISES if promise.name == name]


def faults(rules: list[Rule], policy: Policy = POLICY) -> dict[str, str]:
    return {fault.promise: fault.what for fault in check_promises(rules, policy)}


def test_a_plugins_folder_like_ours_keeps_them_all(plant: Plant) -> None:
    assert faults([plant()]) == {}


PLANTED: Final[dict[str, tuple[dict[str, str], dict[str, str], str]]] = {
    "an id of one digit": ({'"COHAND-01"': '"COHAND-1"'}, {}, "ids"),
    "an id of nothing": ({'"COHAND-01"': '"COHAND-00"'}, {}, "ids"),
    "a deed of one word": ({"def opinion_delivered": "def opinion"}, {}, "declared"),
    "a fact with a blank": ({'fact="opinion"': 'fact="the opinion"'}, {}, "declared"),
    "no version": ({'since="0.1"': 'since="first"'}, {}, "declared"),
    "a title in one language": ({}, {'zh = "协办意见按期送达"': 'zh = "opinion"'}, "card"),
    "an act with 应": ({}, {'act = { zh = "将': 'act = { zh = "应将'}, "card"),
    "an act that ends": ({}, {'deliver its opinion to the lead unit"': 'deliver its opinion to the lead unit."', 'delivered its opinion to the lead unit"': 'delivered its opinion to the lead unit."'}, "card"),
    "an act with a capital": ({}, {'en = "deliver': 'en = "Deliver'}, "card"),
    "a why that does not end": ({}, {'counts, and timeliness is judged once."': 'counts"'}, "card"),
    "a key that no card has": ({}, {"why = {": "note = 1\nwhy = {"}, "case_names"),
    "a case in one language": ({}, {'en = "delivered on the eve"': 'en = "到期前一日"'}, "case_names"),
    "a case that is not so": ({}, {'"2023-05-23" = "met", "2023-05-24" = "met" }': '"2023-05-23" = "pending" }'}, "come_true"),
    "a line of a story": ({}, {"2023-05-22 delivered": "2023-05-22 delivred"}, "come_true"),
    "a day too many": ({"due=term(f)": "due=day_after(term(f))", "import Duties, Duty": "import Duties, Duty\nfrom caserules.expr import day_after"}, {}, "come_true"),
    "a figure": ({"for term in": "number = 30\n    for term in"}, {}, "text"),
    "half a figure": ({"for term in": "number = 0.5\n    for term in"}, {}, "text"),
    "a locator": ({"for term in": "at = '三.1.d'\n    for term in"}, {}, "text"),
    "a sentence": ({"for term in": "what = '逾期未送达'\n    for term in"}, {}, "text"),
    "a sentence in English": ({"for term in": "what = 'not in time'\n    for term in"}, {}, "text"),
    "Python's if": ({"for term in": "if opinion_term:\n        pass\n    for term in"}, {}, "text"),
    "Python's and": ({"for term in": "both = opinion_term and f\n    for term in"}, {}, "text"),
    "Python's not": ({"for term in": "none = not opinion_term\n    for term in"}, {}, "text"),
    "Python's if in a line": ({"for term in": "one = f if f else f\n    for term in"}, {}, "text"),
    "a rule too long": ({"    for term": "    # on and on\n" * 25 + "    for term"}, {}, "text"),
    "no opening note": ({'"""What the tests plant."""\n': ""}, {}, "chapter"),
    "a clock": ({"from caserules.duties": "import time\nfrom caserules.duties"}, {}, "chapter"),
    "another chapter": ({"from caserules.duties": "from caserules.rules.reply import case_answered\nfrom caserules.duties"}, {}, "chapter"),
    "two duties of one part": ({"    for term": "    for term in opinion_term:\n        yield Duty(due=term(f), done=f.delivered, part=term.part())\n    for term"}, {}, "duties"),
    "a code of no list": ({"applies=f.is_first": 'applies=f.is_first.called("too_tired")'}, {}, "duties"),
    "a condition that no case notices": ({"applies=f.is_first": 'applies=f.is_first & f.mode.is_("single", "lead_with_co_handling", "separate")'}, {}, "conditions"),
    "no duty": ({"for term in opinion_term": "for term in ()"}, {}, "duties"),
    "a parameter that the pack does not give": ({"opinion_term: Terms)": "opinion_term: Terms, patience: Terms)"}, {}, "pack"),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_rule_is_refused(plant: Plant, what: str) -> None:
    code, card, promise = PLANTED[what]
    assert check_promises([plant(code, card)], POLICY, promises=named(promise))


def without(*names: str) -> dict[str, str]:
    """The card without some of its cases."""
    text = CARD
    for name in names:
        start = text.index(f'[[cases]]\nname = {{ zh = "{name}"')
        end = text.find("[[cases]]", start + 1)
        text = text[:start] + text[end:]
    return {CARD: text}


def only(*names: str) -> dict[str, str]:
    """The card with some of its cases alone."""
    head, *cases = CARD.split("[[cases]]\n")
    kept = [case for case in cases if any(f'zh = "{name}"' in case for name in names)]
    assert len(kept) == len(names)
    return {CARD: "[[cases]]\n".join([head, *kept])}


@pytest.mark.parametrize(
    ("cases", "promise", "what"),
    [
        (without(), "", ""),
        (only(), "case_names", "no case"),
        (only("到期当日送达", "到期次日送达", "没有送达", "只收抄送的单位"), "outcomes", "no case says undetermined"),
        (
            only("到期当日送达", "到期次日送达", "没有送达", "是否送达没有记"),
            "outcomes",
            "no case in which it is not owed",
        ),
        (only("到期前一日送达", "到期次日送达"), "around", "never done on the due day"),
        (
            without("逾期送达，退回重提后很快提出：不补救逾期", "按期送达，后因空洞被退回：仍算按期"),
            "conditions",
            "applies: is_first taken as always so changes no case",
        ),
        (only("到期当日送达", "没有送达"), "around", "never done before the due day, or never after it"),
    ],
    ids=["all of them", "none", "nothing unknown", "always owed", "not on the day", "no redo", "not around it"],
)
def test_cases_left_out_are_missed(plant: Plant, cases: dict[str, str], promise: str, what: str) -> None:
    if not promise:
        assert faults([plant({}, cases)]) == {}
        return
    assert what in [x.what for x in check_promises([plant({}, cases)], POLICY, promises=named(promise))]


def test_ids_of_one_chapter_share_its_word_and_are_used_once(plant: Plant) -> None:
    other = plant({'"COHAND-01"': '"REPLY-02"', "def opinion_delivered": "def other_delivered"})
    for rules in (
        [OURS, replace(other, card=OURS.card)],
        [OURS, OURS],
        [OURS, replace(OURS, card=Path("reply/x.toml"))],
    ):
        assert len(check_promises(rules, POLICY, promises=named("ids"))) >= 2


def test_a_chapter_of_ten_rules_is_refused() -> None:
    rules = [replace(OURS, id=f"COHAND-{n:02d}", deed=f"opinion_{'abcdefghij'[n - 1]}") for n in range(1, 11)]
    assert len(check_promises(rules, POLICY, promises=named("sizes"))) == 10
    assert check_promises(rules[:9], POLICY, promises=named("sizes")) == ()


def _setting(**changes: Any) -> Policy:
    return replace(POLICY, rules={**POLICY.rules, OURS.id: replace(POLICY.rules[OURS.id], **changes)})


def test_what_a_pack_leaves_out_is_refused() -> None:
    pack = named("pack")
    value = POLICY.rules[OURS.id].values["opinion_term"]
    wrong = {
        "no clause": _setting(clause=""),
        "no key term": _setting(key_term=""),
        "no parameter": _setting(values={}),
        "a parameter too many": _setting(values={"opinion_term": value, "patience": value}),
        "no place in its source": _setting(values={"opinion_term": replace(value, at="")}),
        "off without a reason": _setting(off=" "),
        "nothing of it": replace(POLICY, rules={}),
    }
    for what, policy in wrong.items():
        assert check_promises([OURS], policy, promises=pack), what
    assert check_promises([OURS], _setting(off="not asked here"), promises=pack) == ()
