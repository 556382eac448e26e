"""Where the table's days come from: chinese-calendar's own tables, and our corrections of them.

The package is imported here and nowhere else, when the default calendar is first asked for. Its tables are
read once; its functions are never called for a day. A correction says which notice the package misread; one
that the package has taken over meanwhile changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Final, NamedTuple

__all__ = ["CORRECTIONS", "Source", "read_source"]

CORRECTIONS: Final[Mapping[date, str]] = {
    date(2005, 12, 31): "worked, for 2006-01-03 (the notice of 2006's holidays); the package has a free Saturday",
}
"""Weekend days that were worked although the package says otherwise, each with its reason."""


class Source(NamedTuple):
    """What the default calendar is built from."""

    version: str
    first_year: int
    last_year: int
    holidays: dict[date, str]
    workdays: frozenset[date]


def read_source() -> Source:
    """Read the package's tables, with Chinese names, and correct them.

    The years covered are those of the package's own holidays; the version is the package's, a final `.0` left
    out, and the number of our corrections.

    Example:
        >>> source = read_source()
        >>> source.holidays[date(2023, 4, 5)], date(2005, 12, 31) in source.workdays
        ('清明', True)
    """
    package = import_module("chinese_calendar")
    chinese = {holiday.value: holiday.chinese for holiday in package.Holiday}
    holidays = {day: chinese[name] for day, name in package.holidays.items() if day not in CORRECTIONS}
    version = str(package.__version__).removesuffix(".0")
    return Source(
        version=f"cn-{version}+{len(CORRECTIONS)}",
        first_year=min(holidays).year,
        last_year=max(holidays).year,
        holidays=holidays,
        workdays=frozenset(package.workdays).union(CORRECTIONS),
    )
