"""Which rules a suite exercises: what counts, what is wanted of a rule, and how much of it is there."""

from __future__ import annotations

from caserules.duties import Verdict
from caserules.policy import load_policy
from caserules.rules import all_rules
from caserules.testing.notes import seen_text
from caserules.testing.seen import Seen, can_break, record, rules_seen, watching

POLICY = load_policy("pengshui-2023")
IN_FORCE = [rule for rule in all_rules() if POLICY.rules[rule.id].off is None]

UNDATED = frozenset(
    "ROLE-01 ROLE-02 ROLE-03 ROLE-04 CONTACT-03 KEY-01 KEY-02 COHAND-02 OUTCOME-01 OUTCOME-03 OUTCOME-04 REPLY-02 REPLY-03 "
    "CARRY-01 CARRY-02 CARRY-04".split()
)
"""The notice sets no day, so nothing can break them."""


def test_what_no_day_can_break_is_read_from_the_rules_and_the_policy() -> None:
    assert {rule.id for rule in IN_FORCE if not can_break(rule, POLICY)} == UNDATED


def test_a_layer_that_sets_a_day_makes_a_rule_that_can_be_broken() -> None:
    redo = next(rule for rule in all_rules() if rule.id == "COHAND-02")
    assert can_break(redo, load_policy("pengshui-2023-full"))


def test_what_is_recorded_is_counted_by_all_who_watch_and_only_while_they_do() -> None:
    with watching() as outer:
        record("COHAND-01", "met")
        with watching() as inner:
            record("COHAND-01", "broken")
    record("COHAND-01", "met")
    assert outer.counts == {("COHAND-01", "met"): 1, ("COHAND-01", "broken"): 1}
    assert inner.counts == {("COHAND-01", "broken"): 1}


def test_a_rule_is_in_full_when_seen_met_and_broken_or_met_and_undetermined() -> None:
    seen = Seen()
    seen.counts.update({("COHAND-01", "met"): 3, ("COHAND-01", "broken"): 1, ("COHAND-02", "met"): 1})
    seen.counts.update({("REPLY-01", "undetermined"): 5, ("REPLY-01", "pending"): 5})
    rules, percent = rules_seen(seen, POLICY)
    missing = {x.rule: x.missing for x in rules}
    assert missing["COHAND-01"] == ()
    assert missing["COHAND-02"] == (Verdict.UNDETERMINED,)
    assert missing["REPLY-01"] == (Verdict.MET, Verdict.BROKEN)
    assert percent == 100 * 3 // (2 * len(rules))


def test_all_of_it_is_a_hundred_percent_and_a_rule_off_is_not_asked() -> None:
    seen = Seen()
    for rule in IN_FORCE:
        seen.counts[rule.id, "met"] += 1
        seen.counts[rule.id, "undetermined" if rule.id in UNDATED else "broken"] += 1
    assert rules_seen(seen, POLICY)[1] == 100
    assert len(rules_seen(seen, POLICY)[0]) == len(IN_FORCE) < len(all_rules())


def test_a_proposers_own_act_is_to_be_seen_met_and_nothing_else() -> None:
    wanted = {x.rule: x.wanted for x in rules_seen(Seen(), load_policy("pengshui-2023-full"))[0]}
    assert wanted["FEEDBACK-01"] == (Verdict.MET,)
    assert wanted["FEEDBACK-02"] == (Verdict.MET, Verdict.BROKEN)


def test_a_worker_sends_it_as_plain_data() -> None:
    seen = Seen()
    seen.counts["COHAND-01", "met"] += 2
    seen.marked["COHAND-01"] += 1
    assert Seen.of_plain(seen.plain()) == seen


def test_the_table_has_a_line_a_rule_and_says_what_each_lacks() -> None:
    seen = Seen()
    seen.counts["COHAND-01", "met"] += 12
    zh, en = (seen_text(seen, POLICY, lang).split("\n") for lang in ("zh", "en"))
    assert len(zh) == len(en) == 1 + len(IN_FORCE)
    (line,) = [x for x in en if x.startswith("COHAND-01")]
    assert "met 12" in line
    assert line.endswith("lacks: broken")
    (line,) = [x for x in zh if x.startswith("COHAND-01")]
    assert line.endswith("缺：违反")
