"""A case of last year's list that this year's register lacks may still be entered: a question, with no day to it, and never a breach."""

from __future__ import annotations

import pytest

from smallest import OLD, changed, judged, one, well_handled

LOST = {"kind": "proposal", "year": 2022, "number": 9, "unit": "caizheng", "category": "to_be_planned"}


@pytest.mark.parametrize("as_of", ["2023-01-02", "2023-08-31", "2024-01-31"])
def test_a_case_that_is_missing_is_asked_for_and_no_day_is_told(as_of: str) -> None:
    found = judged(changed(well_handled(), {"/carried/-": LOST}), as_of)
    assert one(found, f"CARRY-01/{OLD}/").verdict.value == "met"
    missing = one(found, "CARRY-01/proposal/2022/9/caizheng/")
    assert (missing.verdict.value, missing.due, missing.late) == ("undetermined", None, False)
