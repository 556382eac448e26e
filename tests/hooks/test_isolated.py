"""Where a plugin's rule gets through every look and fails later: it alone is undetermined; what is nobody's fault is ours to raise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caserules import Assessment, Register, assess, plugins_of
from caserules import program as programs
from caserules.expr.rows import compile_rows
from caserules.testing import sample
from hooks.conftest import DAY

RULE = "VISIT-01"


def judged(register: Register) -> Assessment:
    programs._KNOWN.clear()  # what is made here is made anew
    return assess(register, "sample-visit", as_of=DAY, plugins=plugins_of(sample))


def others(found: Assessment) -> list[dict[str, Any]]:
    return [x.to_dict() for x in found.findings if x.rule != RULE]


def once(real: Callable[..., Any], fails: Callable[..., bool], error: Exception) -> Callable[..., Any]:
    """A function that fails the first time that it is asked so."""
    left = [error]

    def patched(*args: Any, **more: Any) -> Any:
        if left and fails(*args, **more):
            raise left.pop()
        return real(*args, **more)

    return patched


def check(register: Register, sound: Assessment, code: str) -> None:
    found = judged(register)
    assert others(found) == others(sound)
    assert [(x.verdict.value, x.because) for x in found.findings if x.rule == RULE] == [
        ("undetermined", "plugin_faulty")
    ]
    assert [fault["code"] for plugin in found.plugins for fault in plugin["faults"]] == [code]
    programs._KNOWN.clear()


def test_one_that_cannot_be_compiled(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = judged(register)
    real, housed, its = compile_rows, programs._housed, []

    def noted(duty: Any, rule: Any, *more: Any) -> Any:
        made = housed(duty, rule, *more)
        its.extend([made] if rule.id == RULE else [])
        return made

    def is_its(duties: Any, _: Any) -> bool:
        return any(x is y for x in duties for y in its)

    monkeypatch.setattr(programs, "_housed", noted)
    monkeypatch.setattr(programs, "compile_rows", once(real, is_its, SyntaxError("x")))
    check(register, sound, "PLG-105")


def test_one_that_cannot_be_housed(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = judged(register)
    real = programs._housed
    monkeypatch.setattr(programs, "_housed", once(real, lambda duty, rule, *_: rule.id == RULE, ValueError("x")))
    check(register, sound, "PLG-105")


def test_one_that_fails_when_a_row_is_judged(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = judged(register)
    real = module().judge_rows
    monkeypatch.setattr(module(), "judge_rows", once(real, lambda _: True, programs.RuleFailed(RULE, "ValueError")))
    check(register, sound, "PLG-101")


def test_one_that_fails_though_nothing_is_left_of_it_is_ours_to_raise(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Any) -> Any:
        raise programs.RuleFailed(RULE, "ValueError")

    monkeypatch.setattr(module(), "judge_rows", fails)
    with pytest.raises(programs.RuleFailed):
        judged(register)


def test_what_fails_with_no_rule_of_a_plugin_is_ours_to_raise(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module().flatten

    def fails_but_for_one_rule(register: Any, needs: Any, chain: Any) -> Any:
        if len(needs) > 1:
            raise ValueError
        return real(register, needs, chain)

    monkeypatch.setattr(module(), "flatten", fails_but_for_one_rule)
    with pytest.raises(ValueError, match=r"^$"):
        judged(register)


def module() -> Any:
    """The room `assess`, which the function of that name hides."""
    import sys

    return sys.modules["caserules.assess"]
