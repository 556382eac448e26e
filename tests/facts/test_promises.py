"""What was attested of a promise counts only with who attested it and when: an unsigned word neither keeps nor breaks one."""

from __future__ import annotations

from typing import Any

import pytest

from smallest import CASE, GONE, attestation, changed, judged, one, short, well_handled

KEPT, OUT = (f"{rule}/{CASE}/jiaowei/{part}/c1" for rule, part in (("PROMISE-02", "kept"), ("CLOSE-01", "closed_out")))
WORD = attestation("kept")


@pytest.mark.parametrize(
    ("changes", "kept", "out"),
    [
        ({}, "met", "met"),
        ({f"{WORD}/judged": "not_done"}, "broken insufficient", "broken insufficient"),
        ({f"{WORD}/by": GONE}, "undetermined", "undetermined"),
        ({f"{WORD}/on": GONE}, "undetermined", "undetermined"),
        ({f"{WORD}/by": GONE, f"{WORD}/judged": "not_done"}, "undetermined", "undetermined"),
        ({f"{WORD}/about/aspect": "kept"}, "met", "undetermined"),
        ({f"{WORD}/about/aspect": "closed_out"}, "undetermined", "met"),
        ({f"{WORD}/about/commitment": "c2"}, "undetermined", "undetermined"),
    ],
)
def test_by_whom_and_of_what_it_was_attested(changes: dict[str, Any], kept: str, out: str) -> None:
    found = judged(changed(well_handled(), changes))
    assert (short(one(found, KEPT)), short(one(found, OUT))) == (kept, out)
