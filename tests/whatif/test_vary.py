"""A policy with something changed: what may be written, what is kept, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from caserules import PolicyError, TermError, vary
from caserules.models import Form, Post
from whatif.stories import NOTICE

SET: list[tuple[str, Any, Any]] = [
    ("COHAND-01.opinion_term", "20wd", "20wd from asked"),
    ("cohandling.COHAND-01.opinion_term", "20wd", "20wd from asked"),
    ("COHAND-01.opinion_term", "1m from asked", "1m from asked"),
    ("COHAND-01.opinion_term", "05-31", "05-31"),
    ("COHAND-01.opinion_term", "closing", "08-31"),
    ("COHAND-01.opinion_term", "20wd before closing", "20wd before closing"),
    ("COHAND-01.opinion_term", "undated", "undated"),
    ("COHAND-02.redo_term", "5wd from asked", "5wd from asked"),
    ("REPLY-01.closing_event", "delivered", "delivered"),
    ("CONTACT-01.talk_post", "handler", Post.HANDLER),
    ("CONTACT-01.talk_forms", "meeting, letter", (Form.MEETING, Form.LETTER)),
    ("CONTACT-01.talk_forms", '["letter"]', (Form.LETTER,)),
    ("CONTACT-01.talk_forms", ["letter"], (Form.LETTER,)),
    ("SIGN-01.drafting_steps", '{ draft = ["recheck"] }', {"draft": ("recheck",)}),
]


@pytest.mark.parametrize(("key", "raw", "expected"), SET)
def test_a_parameter_is_set_as_a_pack_writes_it(key: str, raw: Any, expected: Any) -> None:
    policy = vary(NOTICE, {key: raw})
    rule, name = key.split(".")[-2:]
    value = policy.rules[rule].values[name]
    found = value.value
    if isinstance(found, tuple) and hasattr(found[0], "term"):
        found = f"{found[0].term}" + (f" from {found[0].trigger}" if found[0].trigger else "")
    assert (dict(found) if isinstance(expected, dict) else found) == expected
    assert (value.layer, value.source) == ("what-if", "notice")


def test_nothing_else_is_changed_and_the_first_policy_stays() -> None:
    before = dict(NOTICE.rules)
    policy = vary(NOTICE, {"COHAND-01.opinion_term": "20wd"})
    assert dict(NOTICE.rules) == before
    assert [key for key, rule in policy.rules.items() if rule is not NOTICE.rules[key]] == ["COHAND-01"]
    assert (NOTICE.id, policy.id, vary(policy, {}).id) == (
        "pengshui-2023",
        "pengshui-2023+what-if",
        "pengshui-2023+what-if",
    )


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("NOPE-01.opinion_term", "20wd", "POL-004"),
        ("reply.COHAND-01.opinion_term", "20wd", "POL-004"),
        ("COHAND-01.nope", "20wd", "POL-004"),
        ("COHAND-01", "20wd", "POL-004"),
        ("COHAND-01.opinion_term", "20 days", "TRM-001"),
        ("COHAND-01.opinion_term", "900wd", "TRM-002"),
        ("COHAND-01.opinion_term", "20wd before nope", "TRM-004"),
        ("COHAND-01.opinion_term", "20wd from nope", "POL-005"),
        ("COHAND-02.redo_term", "5wd", "POL-005"),
        ("REPLY-01.closing_event", "nope", "POL-005"),
        ("CONTACT-01.talk_forms", "nope", "POL-005"),
        ("CONTACT-01.talk_post", "", "POL-005"),
        ("SIGN-02.signing_steps", '{ approve = [] }', "POL-003"),
        ("SIGN-02.signing_steps", "3", "POL-005"),
        ("FILE-01.reply_recipients", '{ nobody = ["suggestion"] }', "POL-008"),
    ],
)  # fmt: skip
def test_what_no_pack_may_state_is_refused(key: str, raw: str, code: str) -> None:
    with pytest.raises((PolicyError, TermError)) as refused:
        vary(NOTICE, {key: raw})
    assert refused.value.code == code
    assert refused.value.message("zh") != refused.value.message("en")


def test_only_the_topmost_layers_term_is_replaced() -> None:
    from dataclasses import replace

    value = NOTICE.rules["COHAND-01"].values["opinion_term"]
    city = replace(value.value[0], layer="city", source="city")
    stacked = replace(value, value=(city, value.value[0]))
    setting = replace(NOTICE.rules["COHAND-01"], values={"opinion_term": stacked})
    policy = vary(replace(NOTICE, rules={**NOTICE.rules, "COHAND-01": setting}), {"COHAND-01.opinion_term": "20wd"})
    found = policy.rules["COHAND-01"].values["opinion_term"].value
    assert [(str(x.term), x.source) for x in found] == [("30wd", "city"), ("20wd", "notice")]


def test_what_no_layer_states_cannot_be_varied() -> None:
    with pytest.raises(PolicyError) as refused:
        vary(NOTICE, {"REPLY-02.sending_reminder": "10wd before closing"})
    assert refused.value.code == "POL-004"
