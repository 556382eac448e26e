"""What can be wrong with a calendar's data: each fault with its place and its words, told all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from caserules.errors import CalendarError

__all__ = ["WHY", "CalendarRejected", "Fault"]

WHY: Final[dict[str, tuple[str, str]]] = {
    "no_year": ("年份不成范围", "that is no span of years"),
    "not_a_date": ("不是日期", "it is no date"),
    "other_year": ("不在该年度之内", "it is outside the year"),
    "weekday_worked": ("补班之日应为周六或周日", "a worked weekend day is a Saturday or a Sunday"),
    "off_and_worked": ("同一天既放假又补班", "one day is both off and worked"),
    "twice": ("同一天写了两次", "one day is named twice"),
    "backwards": ("结束日早于开始日", "it ends before it begins"),
    "too_long": ("一次放假超过十五天", "one holiday is longer than fifteen days"),
    "no_days": ("没有任何放假之日", "no day is off"),
    "festival_missing": (
        "法定节假日没有放假，文件可能不完整",
        "a statutory day is not off; the file may be incomplete",
    ),
    "not_in_order": ("通知未按公布先后排列", "the notices are not in the order of publication"),
    "gap": ("与已覆盖的年份不相连", "it does not adjoin the years covered"),
    "not_covered": ("该年度尚未覆盖", "its year is not covered"),
    "id_taken": ("编号已用于另一份日历文件", "another calendar file has this id"),
    "too_many": ("天数超出上限", "there are too many days"),
    "not_toml": ("不是 TOML", "it is no TOML"),
    "not_json": ("不是 JSON", "it is no JSON"),
    "not_utf8": ("不是 UTF-8 编码", "it is not UTF-8"),
    "key_twice": ("键重复", "a key stands twice"),
    "unknown_key": ("没有这个键", "there is no such key"),
    "missing_key": ("缺少这个键", "this key is missing"),
    "wrong_kind": ("值的类型不符", "the value is of a wrong kind"),
    "newer": ("格式版本较新，本版本不能读取", "its format is newer than this version can read"),
}
"""Each fault by its name, in Chinese and English."""


class Fault(NamedTuple):
    """One fault: `CAL-004` of the days, `CAL-006` of the file; the place; and which of `WHY`."""

    code: str
    where: str
    why: str

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of this fault in `zh` or `en`.

        Example:
            >>> print(Fault("CAL-004", "2027-02-30", "not_a_date").message("en"))
            The calendar's data are wrong at 2027-02-30: it is no date. Correct them by the holiday notice.
        """
        return CalendarError(self.code, where=self.where, why=WHY[self.why][lang == "en"]).message(lang)


class CalendarRejected(CalendarError):
    """A calendar's data that were read whole and refused, with all their faults at once.

    Args:
        problems: every fault found.

    Example:
        >>> error = CalendarRejected([Fault("CAL-004", "2023-04-10", "weekday_worked")])
        >>> error.code, error.params["why"]
        ('CAL-004', 'weekday_worked')
    """

    def __init__(self, problems: Iterable[Fault]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(first.code, where=first.where, why=first.why)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.problems,)

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of the first fault."""
        return self.problems[0].message(lang)

    def __str__(self) -> str:
        return "\n".join(f"{x.code}: {x.message('zh')} / {x.message('en')}" for x in self.problems)
