"""msgspec: cases decoded from JSON into structs without the garbage collector's bookkeeping; judged by the same Python."""

from __future__ import annotations

from typing import Any

import msgspec
from cases import Cases, rows
from checks import DAYS, FLAGS
from plain_python import judge, read

__all__ = ["DISTRIBUTION", "NAME", "SAMPLE", "judge", "prepare", "read"]

NAME = "msgspec"
DISTRIBUTION = "msgspec"
SAMPLE = 100_000

Case = msgspec.defstruct("Case", [*((name, int) for name in DAYS), *((name, bool) for name in FLAGS)], gc=False)


def prepare(cases: Cases, count: int, as_of: int) -> tuple[list[Any], int]:
    text = msgspec.json.encode(rows(cases, count))
    return msgspec.json.decode(text, type=list[Case]), as_of  # type: ignore[valid-type]
