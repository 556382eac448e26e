"""Whatever people try, the reply that the system lets out is one that the rules allow. One property, and what it is made of."""

from datetime import date

import pytest
from casework.desk import Desk, Refused
from casework.export import register
from casework.models import Case, Unit
from hypothesis import given, settings
from hypothesis import strategies as st

from caserules.testing import assert_compliant
from conftest import step, talk, the_way_to_a_reply

RULES = ["CONTACT-01", "CONTACT-02", "SIGN-01", "SIGN-02", "SIGN-03"]
ISSUE = date(2023, 6, 9)
SLIPS = {
    "nothing": {},
    "a telephone call before": {"talk before": talk("before", "leader_in_charge", "telephone", date(2023, 4, 20))},
    "the handler talks before": {"talk before": talk("before", "handler", "face_to_face", date(2023, 4, 20))},
    "talked after the draft": {"talk before": talk("before", "leader_in_charge", "meeting", date(2023, 6, 3))},
    "rechecked before the draft": {"recheck": step("recheck", "edu-handler", date(2023, 5, 31))},
    "the leader signs": {"signature": step("sign_off", "edu-leader", date(2023, 6, 6))},
    "the handler reviews": {"review": step("review", "edu-handler", date(2023, 6, 5))},
    "signed before the review": {"signature": step("sign_off", "edu-principal", date(2023, 6, 4))},
    "the supervising leader first": {"supervising leader": step("leader_sign_off", "county-leader", date(2023, 6, 5))},
}
slips = st.lists(st.sampled_from(sorted(SLIPS)), max_size=2)
left_out = st.sets(st.sampled_from(sorted(the_way_to_a_reply())), max_size=1)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(slips=slips, left_out=left_out, supervised=st.sampled_from(["county_government", "congress", None]))
def test_what_is_let_out_is_compliant(slips, left_out, supervised) -> None:
    desk = Desk(2023, [Unit(x, x, f"{x}-principal", f"{x}-leader", f"{x}-handler") for x in ("edu", "fin")])
    case = Case("suggestion", 2023, 12, supervised_by=supervised)
    desk.assign(case, "edu", "lead", date(2023, 4, 10))
    way = the_way_to_a_reply()
    for slip in slips:
        way |= SLIPS[slip]
    if supervised != "county_government":
        del way["supervising leader"]
    for name in left_out & way.keys():
        del way[name]
    for act in way.values():
        act(desk, case)
    try:
        desk.issue(case, "A", ISSUE)
    except Refused:
        return
    assert_compliant(register(desk, ISSUE), "pengshui-2023", as_of=ISSUE, rules=RULES)


@pytest.mark.parametrize("supervised", ["county_government", "congress", None])
def test_a_case_without_a_slip_is_let_out(desk: Desk, way, supervised) -> None:
    case = Case("suggestion", 2023, 12, supervised_by=supervised)
    desk.assign(case, "edu", "lead", date(2023, 4, 10))
    if supervised != "county_government":
        del way["supervising leader"]
    for act in way.values():
        act(desk, case)
    desk.issue(case, "A", ISSUE)
    assert case.issued == ISSUE


@pytest.mark.parametrize("slip", sorted(SLIPS.keys() - {"nothing", "talked after the draft"}))
def test_a_slip_is_refused(desk: Desk, case: Case, way, slip) -> None:
    for act in (way | SLIPS[slip]).values():
        act(desk, case)
    with pytest.raises(Refused):
        desk.issue(case, "A", ISSUE)
