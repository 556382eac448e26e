"""Plugins that do one thing wrong each, for hosts to try their systems with and for the kit to be tried on: `FAULTY`.

Each says at which row of the table of bad plugins it stands, what becomes of it (refused with a code when taken up; taken up, its
fault told with a code; or told apart by the conformance kit alone), and makes itself anew each time.

Example:
    >>> from caserules.hooks import plugins_of
    >>> from caserules.testing import FAULTY
    >>> plugin = next(x for x in FAULTY if x.name == "raises")
    >>> plugin.row, plugin.code, plugins_of(plugin.make()).faults()[0].kind
    ('P01', 'PLG-101', 'ValueError')
"""

from __future__ import annotations

import decimal
import os
import random
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, TypeAlias

from caserules.duties import Duties, Duty
from caserules.expr import EVER, Applied, Column, Day, Span
from caserules.hooks import Remark, hookimpl
from caserules.rules import rule_by_id
from caserules.rules.rule import Rule
from caserules.testing.sample.visit import key_case_visited

__all__ = ["FAULTY", "PLANTED", "FaultyPlugin"]

Fate: TypeAlias = Literal["refused", "isolated", "kit"]

_PACK: Final = Path(__file__).parent / "sample" / "sample-visit.toml"


@dataclass(frozen=True, slots=True)
class FaultyPlugin:
    """A plugin that does one thing wrong.

    Attributes:
        row: `P01` … `P14`: what kind of wrong it is.
        name: a short name.
        zh, en: what it does.
        make: makes it anew.
        fate: `refused` when it is taken up or gathered, `isolated` when it is asked, or told apart by the `kit` alone.
        code: the code that tells it; empty where the kit alone does.
    """

    row: str
    name: str
    zh: str
    en: str
    make: Callable[[], Any]
    fate: Fate
    code: str = ""

    @property
    def where(self) -> str:
        """From where another process can import it, as `assert_plugin_conforms` takes it."""
        return f"{__name__}:{self.name}"

    def __str__(self) -> str:
        return f"{self.row} {self.name}"


class _Plugin:
    """What all of them are: an object with methods that implement hooks."""

    caserules_api = 1
    __version__ = "0.1"

    def __init__(self, name: str) -> None:
        self.__name__ = name


def _with_rules(*rules: Any) -> Callable[[str], Any]:
    """A plugin that brings rules, and the sample's pack."""

    class Rules(_Plugin):
        @hookimpl
        def rules(self) -> Any:
            return tuple(rules)

        @hookimpl
        def packs(self) -> Any:
            return (_PACK,)

    return Rules


def _written(body: Callable[[Any, tuple[Any, ...]], Any]) -> Rule:
    """The sample's rule with another body, which gets the table and the terms."""

    def write(f: Any, *, visit_term: Any, visit_post: Any, visit_forms: Any) -> Any:
        return body(f, visit_term)

    return replace(key_case_visited, write=write)


def _with_remarks(give: Callable[..., Any]) -> Callable[[str], Any]:
    """A plugin that looks at registers."""

    class Remarks(_Plugin):
        @hookimpl
        def before_assess(self, register: Any) -> Any:
            return give(register)

    return Remarks


# ------------------------------------------------------------------------------------------------ P01, P02: it raises


class _Unspeakable(Exception):
    """An exception that cannot be told."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__


class _Base(BaseException):
    """What `except Exception` lets through."""


def _raising(error: Callable[[], BaseException]) -> Callable[..., NoReturn]:
    def raises(*_: Any) -> NoReturn:
        raise error()

    return raises


def _bringing(give: Callable[[], Any]) -> Callable[[str], Any]:
    """A plugin that answers so when asked for rules."""

    class Bringing(_Plugin):
        @hookimpl
        def rules(self) -> Any:
            return give()

    return Bringing


# ------------------------------------------------------------------------------------------------ P03: it hangs


def _hang() -> tuple[Any, ...]:
    while True:
        time.sleep(0.05)


# ------------------------------------------------------------------------------------------------ P04: another kind, too much


class _Tuple(tuple[Any, ...]):
    """Looks like a tuple, and is none."""

    __slots__ = ()

    def __len__(self) -> int:
        raise RuntimeError


class _Rule(Rule):
    """Looks like a rule, and is none."""


async def _later() -> tuple[Any, ...]:
    return ()


def _closed_coroutine() -> Any:
    found = _later()
    found.close()
    return found


def _flood(f: Any, _: Any) -> Iterator[Duty]:
    while True:
        yield Duty(due=f.assigned, done=f.answered)


# ------------------------------------------------------------------------------------------------ P05: it changes what it gets


def _appends(register: Any) -> tuple[Remark, ...]:
    register.__dict__["cases"] = ()
    return ()


def _sets(register: Any) -> tuple[Remark, ...]:
    object.__setattr__(register.cases[0], "number", 999)
    return ()


def _widens(f: Any, terms: tuple[Any, ...]) -> Duties:
    object.__setattr__(terms[0].term, "count", 400)
    yield Duty(due=terms[0](f), done=f.answered)


# ------------------------------------------------------------------------------------------------ P06: it tells what is not its own


def _elsewhere(f: Any, _: Any) -> Duties:
    yield Duty(due=f.assigned, done=Column("issued", True))


class _OwnTerm:
    """A term that would run its own code wherever it is applied."""

    key = "own"

    def span(self, *_: Any) -> Span:
        return EVER, EVER


def _own_term(f: Any, _: Any) -> Duties:
    yield Duty(due=Applied(_OwnTerm(), f.assigned), done=f.answered)


def _own_code(f: Any, _: Any) -> Duties:
    yield Duty(due=f.assigned, done=f.answered, applies=(f.carried).called("for_reasons_of_its_own"))


def _twice(f: Any, _: Any) -> Duties:
    yield Duty(due=f.assigned, done=f.answered)
    yield Duty(due=f.assigned, done=f.dispatched)


def _not_a_day(f: Any, _: Any) -> Duties:
    due: Any = "2023-05-23"
    yield Duty(due=due, done=f.answered, closes=f.assigned)


class _OwnDay(Day):
    """A node of its own."""

    __slots__ = ()


def _own_day(f: Any, _: Any) -> Duties:
    yield Duty(due=_OwnDay(), done=f.answered, closes=f.assigned)


# ------------------------------------------------------------------------------------------------ P07 … P11, P13: as it is made


class _Misspelt(_Plugin):
    @hookimpl
    def before_asses(self, register: Any) -> tuple[Remark, ...]:
        return ()


class _Extra(_Plugin):
    @hookimpl
    def before_assess(self, register: Any, clock: Any) -> tuple[Remark, ...]:
        return ()


class _Default(_Plugin):
    @hookimpl
    def before_assess(self, register: Any, policy: str = "") -> tuple[Remark, ...]:
        return ()


class _Anything(_Plugin):
    @hookimpl
    def before_assess(self, **given: Any) -> tuple[Remark, ...]:
        return ()


class _Wrapper(_Plugin):
    @hookimpl(wrapper=True)
    def before_assess(self) -> Iterator[None]:
        yield


class _First(_Plugin):
    @hookimpl(tryfirst=True)
    def before_assess(self) -> tuple[Remark, ...]:
        return ()


class _Async(_Plugin):
    @hookimpl
    async def before_assess(self, register: Any) -> tuple[Remark, ...]:
        return ()


class _Generator(_Plugin):
    @hookimpl
    def before_assess(self, register: Any) -> Iterator[Remark]:
        yield Remark("一", "one")


class _Lambda(_Plugin):
    before_assess = hookimpl(lambda self, register: ())


class _ClassMethod(_Plugin):
    @classmethod
    @hookimpl
    def before_assess(cls, register: Any) -> tuple[Remark, ...]:
        return ()


class _Unmarked(_Plugin):
    def before_assess(self, register: Any) -> tuple[Remark, ...]:
        return ()


class _OtherApi(_Plugin):
    caserules_api = 2


def _stores(*names: str) -> Callable[[str], Any]:
    from caserules.hooks import StoreKind  # noqa: PLC0415  one plugin of many

    class Stores(_Plugin):
        @hookimpl
        def stores(self) -> Any:
            return tuple(StoreKind(name, lambda place: place) for name in names)

    return Stores


# ------------------------------------------------------------------------------------------------ P12, P14: what the kit alone sees


def _sets_precision(_: Any) -> tuple[Remark, ...]:
    decimal.getcontext().prec = 3
    return ()


def _sets_zone(_: Any) -> tuple[Remark, ...]:
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    return ()


def _seeds(_: Any) -> tuple[Remark, ...]:
    random.seed(1)
    return ()


def _moves(_: Any) -> tuple[Remark, ...]:
    os.chdir("/")
    return ()


def _connects(_: Any) -> tuple[Remark, ...]:
    import socket  # noqa: PLC0415, TID251  what it does wrong

    socket.socket().close()
    return ()


def _set_order(_: Any) -> tuple[Remark, ...]:
    return tuple(Remark(word, word) for word in frozenset("one two three four five six seven".split()))


def _unique(_: Any) -> tuple[Remark, ...]:
    word = uuid.uuid4().hex
    return (Remark(word, word),)


# ------------------------------------------------------------------------------------------------ the catalogue


def _of(row: str, name: str, zh: str, en: str, make: Callable[[str], Any], fate: Fate, code: str = "") -> FaultyPlugin:
    return FaultyPlugin(row, name, zh, en, lambda: make(name), fate, code)


FAULTY: Final[tuple[FaultyPlugin, ...]] = (
    _of("P01", "raises", "抛出异常", "raises an exception", _bringing(_raising(ValueError)), "isolated", "PLG-101"),
    _of("P01", "unspeakable", "异常无法打印", "raises what cannot be printed", _with_remarks(_raising(_Unspeakable)), "isolated", "PLG-101"),
    _of("P01", "rule-raises", "规则抛出异常", "its rule raises", _with_rules(_written(_raising(ValueError))), "isolated", "PLG-101"),
    _of("P02", "exits", "调用 sys.exit(0)", "raises SystemExit(0)", _with_remarks(_raising(lambda: SystemExit(0))), "isolated", "PLG-101"),
    _of("P02", "generator-exit", "抛出 GeneratorExit", "raises GeneratorExit", _with_remarks(_raising(GeneratorExit)), "isolated", "PLG-101"),
    _of("P02", "base", "抛出 BaseException 的子类", "raises a BaseException", _with_rules(_written(_raising(_Base))), "isolated", "PLG-101"),
    _of("P03", "hangs", "不返回", "never returns", _bringing(_hang), "kit"),
    _of("P04", "none", "返回 None", "answers None", _bringing(lambda: None), "isolated", "PLG-102"),
    _of("P04", "list", "返回列表", "answers a list", _bringing(lambda: [key_case_visited]), "isolated", "PLG-102"),
    _of("P04", "generator", "返回生成器", "answers a generator", _bringing(lambda: (x for x in (key_case_visited,))), "isolated", "PLG-102"),
    _of("P04", "coroutine", "返回协程", "answers a coroutine", _bringing(_closed_coroutine), "isolated", "PLG-102"),
    _of("P04", "text", "返回字符串", "answers a text", _with_remarks(lambda _: "all well"), "isolated", "PLG-102"),
    _of("P04", "mapping", "返回字典", "answers a mapping", _with_remarks(lambda _: {}), "isolated", "PLG-102"),
    _of("P04", "subclass", "返回元组的子类", "answers a subclass of tuple", _with_remarks(lambda _: _Tuple()), "isolated", "PLG-102"),
    _of("P04", "rule-subclass", "返回规则的子类", "answers a subclass of Rule", _bringing(lambda: (_Rule(*(getattr(key_case_visited, name) for name in Rule.__slots__)),)), "isolated", "PLG-102"),
    _of("P04", "flood", "返回过多", "answers with a flood", _with_remarks(lambda _: (Remark("一", "one"),) * 1_000_001), "isolated", "PLG-103"),
    _of("P04", "rule-flood", "规则给出无穷多的义务", "its rule yields duties without end", _with_rules(_written(_flood)), "isolated", "PLG-103"),
    _of("P05", "empties", "清空台账", "empties the register", _with_remarks(_appends), "isolated", "PLG-104"),
    _of("P05", "sets", "改写冻结的字段", "sets a frozen field", _with_remarks(_sets), "isolated", "PLG-104"),
    _of("P05", "widens", "改动期限", "widens a term", _with_rules(_written(_widens)), "isolated", "PLG-104"),
    _of("P06", "elsewhere", "读别的表的列", "reads a column of another table", _with_rules(_written(_elsewhere)), "isolated", "PLG-105"),
    _of("P06", "own-term", "用自造的期限", "applies a term of its own", _with_rules(_written(_own_term)), "isolated", "PLG-102"),
    _of("P06", "own-code", "用自造的缘由", "tells a reason of its own", _with_rules(_written(_own_code)), "isolated", "PLG-105"),
    _of("P06", "twice", "两项义务同一部分", "yields two duties of one part", _with_rules(_written(_twice)), "isolated", "PLG-105"),
    _of("P06", "no-day", "期限是文字", "gives a text for a day", _with_rules(_written(_not_a_day)), "isolated", "PLG-102"),
    _of("P06", "own-day", "用自造的节点", "uses a node of its own", _with_rules(_written(_own_day)), "isolated", "PLG-102"),
    _of("P07", "shadows", "规则与自带的同号", "its rule has the id of a built-in one", _with_rules(rule_by_id("REPLY-01")), "refused", "PLG-011"),
    _of("P07", "same-id", "两条规则同号", "two rules of one id", _with_rules(key_case_visited, key_case_visited), "refused", "PLG-011"),
    _of("P07", "same-facts", "事项组与自带的相同", "shares a group of facts with the built-in rules", _with_rules(replace(key_case_visited, fact="opinion")), "refused", "PLG-012"),
    _of("P08", "misspelt", "钩子写错", "misspells a hook", _Misspelt, "refused", "PLG-004"),
    _of("P08", "extra", "多出的参数", "asks for an argument that there is not", _Extra, "refused", "PLG-005"),
    _of("P08", "default", "参数有默认值", "gives an argument a default", _Default, "refused", "PLG-006"),
    _of("P08", "anything", "接受任意参数", "takes any argument", _Anything, "refused", "PLG-005"),
    _of("P08", "unmarked", "没有标记", "is not marked", _Unmarked, "refused", "PLG-010"),
    _of("P09", "wrapper", "包裹别的插件", "wraps the others", _Wrapper, "refused", "PLG-009"),
    _of("P09", "first", "要求先后", "asks to come first", _First, "refused", "PLG-009"),
    _of("P10", "same-store", "两个存储同名", "offers two stores of one name", _stores("vault", "vault"), "refused", "PLG-013"),
    _of("P11", "async", "协程", "is a coroutine", _Async, "refused", "PLG-007"),
    _of("P11", "generating", "生成器", "is a generator", _Generator, "refused", "PLG-007"),
    _of("P11", "lambda", "lambda", "is a lambda", _Lambda, "refused", "PLG-008"),
    _of("P11", "class-method", "类方法", "is a class method", _ClassMethod, "refused", "PLG-008"),
    FaultyPlugin("P11", "class", "给的是类", "is a class, not an instance", lambda: _Extra, "refused", "PLG-008"),
    _of("P12", "precision", "改小数精度", "sets the decimal precision", _with_remarks(_sets_precision), "kit"),
    _of("P12", "zone", "改时区", "sets the time zone", _with_remarks(_sets_zone), "kit"),
    _of("P12", "seeds", "改随机种子", "seeds the dice", _with_remarks(_seeds), "kit"),
    _of("P12", "moves", "改工作目录", "changes the working directory", _with_remarks(_moves), "kit"),
    _of("P12", "connects", "打开套接字", "opens a socket", _with_remarks(_connects), "kit"),
    _of("P13", "other-api", "接口版本不同", "was made for another version of the hooks", _OtherApi, "refused", "PLG-002"),
    _of("P14", "set-order", "按集合的次序", "answers in the order of a set", _with_remarks(_set_order), "kit"),
    _of("P14", "unique", "每次不同", "answers otherwise each time", _with_remarks(_unique), "kit"),
)  # fmt: skip
"""Every one of them, by row."""

PLANTED: Final[tuple[FaultyPlugin, ...]] = tuple({plugin.row: plugin for plugin in reversed(FAULTY)}.values())[::-1]
"""One of each row: the fourteen that the conformance kit has to refuse."""


def __getattr__(name: str) -> Any:
    for plugin in FAULTY:
        if plugin.name == name:
            return plugin.make()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
