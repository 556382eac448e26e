"""宿主系统自己的对象直接交给 assess，有同名属性即可。 · A host's own objects go straight to assess.

Attributes of the same names are all it takes. What the host holds beside them is not looked at, None means that
nothing is recorded, and an instant becomes the day it fell on in the register's time zone.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from caserules import assess, check_co_handling


@dataclass
class Assignment:
    """An assignment, as this host keeps it."""

    unit: str
    role: str
    assigned: date
    clerk_note: str = ""  # 宿主自己的列 · the host's own column


@dataclass
class Request:
    """A request for an opinion."""

    unit: str
    delivered: datetime | None = None
    round: int = 0


@dataclass
class Case:
    """A case."""

    kind: str
    year: int
    number: int
    assignments: list[Assignment] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)


day = date(2023, 4, 10)
case = Case(
    "suggestion",
    2023,
    12,
    [
        Assignment("县教委", "lead", day),
        Assignment("县财政局", "co_handling", day),
        Assignment("县交通局", "co_handling", day),
    ],
    [
        # 世界协调时 5 月 23 日 16:30，在本地已是 24 日 · 16:30 UTC on the 23rd is the 24th here
        Request("县财政局", datetime(2023, 5, 23, 16, 30, tzinfo=UTC)),
        Request("县交通局", datetime(2023, 5, 23, 15, 30, tzinfo=UTC)),
    ],
)

for unit in check_co_handling(case, "pengshui-2023", as_of=date(2023, 6, 1)):
    print(unit.unit, unit.due, unit.delivered, unit.in_time.value)
print(len(assess(case, "pengshui-2023", as_of=date(2023, 6, 1)).broken()), "broken")
