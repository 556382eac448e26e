"""The plugin's own tests: it conforms, its card comes true, and it is judged, scored and told like a built-in rule."""

from datetime import date

import county_dispatch
import pytest
from county_dispatch.dispatch import reply_dispatched

from caserules import assess, installed_plugins, plugins_of
from caserules.io.scenario import read_story
from caserules.testing import FAULTY, PROMISES, assert_plugin_conforms, assert_rule_conforms, check_promises

DAY = date(2023, 6, 9)
STORY = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-06-05 issued jiaowei
"""


@pytest.fixture(scope="module")
def plugins():
    return plugins_of(county_dispatch)


@pytest.fixture(scope="module")
def policy(plugins):
    return plugins.load_policy("mycounty-2023")


def test_it_is_installed():
    (found,) = (x for x in installed_plugins() if x.name == "dispatch")
    assert (found.distribution, found.version) == ("county-dispatch", county_dispatch.__version__)
    assert found.hooks == ("packs", "rules", "before_assess")


def test_the_plugin_conforms():
    assert_plugin_conforms(county_dispatch)


def test_the_rule_conforms(policy):
    assert_rule_conforms(reply_dispatched, policy)


@pytest.mark.parametrize("promise", PROMISES, ids=str)
def test_every_promise_is_kept(promise, policy):
    assert check_promises([reply_dispatched], policy, promises=[promise]) == ()


def test_a_reply_that_was_not_posted_is_broken_and_costs_points(plugins, policy):
    found = assess(read_story(STORY), policy, as_of=DAY, plugins=plugins)
    (one,) = (x for x in found.findings if x.rule == "DISPATCH-01")
    assert (one.verdict.value, one.due, one.clause) == ("broken", date(2023, 6, 8), "第五条")
    assert [(x.rule, str(x.points)) for x in found.scores["jiaowei"].deductions] == [("DISPATCH-01", "0.5")]
    assert "DATA-028" in {x.code for x in found.data_issues}


def test_another_plugins_fault_does_not_touch_it(policy):
    raises = next(x for x in FAULTY if x.name == "exits")
    both = plugins_of(county_dispatch, raises.make())
    found = assess(read_story(STORY), policy, as_of=DAY, plugins=both)
    alone = assess(read_story(STORY), policy, as_of=DAY, plugins=plugins_of(county_dispatch))
    assert [x.to_dict() for x in found.findings] == [x.to_dict() for x in alone.findings]
