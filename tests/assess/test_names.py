"""The public names: loaded when first used, functions whatever was imported before them, all documented and no others."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

import caserules


@pytest.mark.parametrize("name", caserules.__all__)
def test_a_public_name_is_a_thing_with_a_docstring(name: str) -> None:
    found = getattr(caserules, name)
    assert not isinstance(found, ModuleType)
    assert found.__doc__
    assert found.__module__.startswith("caserules.")


def test_nothing_else_is_public() -> None:
    assert dir(caserules) == sorted(caserules.__all__)
    with pytest.raises(AttributeError):
        _ = caserules.nothing


@pytest.mark.parametrize(
    "before",
    [
        "from caserules import check_co_handling",
        "import caserules.narrow",
        "from caserules import Explanation",
        "from caserules.explain import interpreted",
        "import caserules.assess, caserules.explain",
    ],
)
def test_assess_and_explain_stay_functions_whatever_was_imported_first(before: str) -> None:
    code = f"{before}\nfrom caserules import assess, explain\nprint(assess.__name__, explain.__name__)"
    told = subprocess.run(  # noqa: S603  our own line
        [sys.executable, "-c", code], env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["assess", "explain"]
