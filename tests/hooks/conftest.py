"""A register with a key case that nobody visited, and the sample plugin's policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

import pytest

from caserules import Register
from caserules.io.scenario import read_story

DAY = date(2023, 6, 1)
STORY = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-04-10 key
2023-05-24 delivered caizheng
"""

Make: TypeAlias = Callable[..., Any]


@pytest.fixture(scope="session")
def register() -> Register:
    return read_story(STORY)
