#!/usr/bin/env python3
"""Write src/caserules/data/festivals.csv anew; with --check, only compare it.

The days are taken from the package `holidays`. Where `lunar_python` is installed too, it must agree on every
day: its tables of the lunisolar calendar and of the solar terms are another author's.
"""

from __future__ import annotations

import sys
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

FIRST, LAST = 2008, 2050  # the Measures have named these four festivals since 2008
TARGET = Path(__file__).resolve().parent.parent / "src" / "caserules" / "data" / "festivals.csv"
COLUMNS = {"spring_festival": "春节", "qingming": "清明节", "dragon_boat": "端午节", "mid_autumn": "中秋节"}
HEAD = """\
# Written by: python scripts/make_festivals.py (check with --check). Do not edit.
# From the package holidays (its China calendar); every day compared with lunar_python and found equal.
# The day of each moving festival in China: Spring Festival is the first day of the first lunar month.
"""


def from_holidays(year: int) -> list[date]:
    """Return the four moving festivals of a year, in the order of COLUMNS."""
    table = import_module("holidays").China(years=year, observed=False, language="zh_CN")
    return [
        min(day for day, names in table.items() if day.year == year and name in names.split("; "))
        for name in COLUMNS.values()
    ]


def from_lunar(year: int) -> list[date]:
    """Return the same four days by the other library."""
    lunar = import_module("lunar_python")
    term = lunar.Solar.fromYmd(year, 4, 1).getLunar().getJieQiTable()["清明"]
    spring, dragon, autumn = (lunar.Lunar.fromYmd(year, m, d).getSolar() for m, d in ((1, 1), (5, 5), (8, 15)))
    return [date(s.getYear(), s.getMonth(), s.getDay()) for s in (spring, term, dragon, autumn)]


def disagreements() -> list[str]:
    """Return the days on which the two libraries differ, in words."""
    if find_spec("lunar_python") is None:
        print("lunar_python is not installed: the days were not compared with it", file=sys.stderr)
        return []
    years = range(FIRST, LAST + 1)
    return [
        f"{year}: {from_holidays(year)} but {from_lunar(year)}"
        for year in years
        if from_holidays(year) != from_lunar(year)
    ]


def text() -> str:
    """Return the whole file."""
    rows = [",".join(["year", *COLUMNS])]
    rows += [",".join([str(y), *map(str, from_holidays(y))]) for y in range(FIRST, LAST + 1)]
    return HEAD + "\n".join(rows) + "\n"


def main(arguments: list[str]) -> int:
    if differing := disagreements():
        print(*differing, sep="\n", file=sys.stderr)
        return 1
    if arguments == ["--check"]:
        current = TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text()
        print(f"{TARGET.name} is {'current' if current else 'not what this script writes'}")
        return 0 if current else 1
    TARGET.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
