"""What an office says of its own sheets, in a small TOML file: what its columns are, and each choice that is not ours to make.

Every choice has the careful value where the file says nothing, and the report tells it. A key that nobody knows is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from caserules.errors import InputRejected, Problem
from caserules.importing.headings import Field
from caserules.models import Bound, CaseKind, Completeness

__all__ = ["IMPORT_SCHEMA", "OfficeMapping", "read_mapping", "written"]

IMPORT_SCHEMA: Final = "caserules.import/1"
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class OfficeMapping:
    """How an office's sheets are read.

    Attributes:
        place, year, complete_through: of the register; without them no register is made.
        kind: of the cases, where no column, heading or sheet says it.
        scheme: the category letters' scheme, or the policy that has them.
        bound: that the notice binds every unit that `bound_units` does not name: it must be said.
        bound_units: units that it does not bind, with the word why.
        columns: headings of this office, with the column that each is, or `-` for one to leave.
        units: each unit's name with the other names that it has in the sheets.
        sessions: the year of each session's name.
        expected: how many cases of this year's numbers there should be, by kind.
        explained: why fewer or more were read than expected.
        blank: what an empty cell of a column says: `not_yet`, or `unknown`.
        kept: kinds of record that are complete though no column tells them (`adjustments`: none but those merged).
        fill_down: the columns in which a merged cell stands for all its rows.
        assigned_covers: whether the day of assignment is that of every unit of the row, or of the lead unit alone.
        merged_numbers: what two numbers in one cell are: refused, or the first with the others merged into it.
        units_order: what several units without roles are: refused, or the lead unit first.
        year_of_days: what a day without a year is: refused, or one of the register's year.
        serial_days: whether a bare number in a day's column is a spreadsheet's day number.
        hidden_sheets: whether hidden sheets are read.
    """

    place: str = ""
    year: int | None = None
    complete_through: date | None = None
    kind: CaseKind | None = None
    scheme: str = ""
    bound: Literal[True] | None = None
    bound_units: Mapping[str, Bound] = field(default_factory=lambda: _NONE)
    columns: Mapping[str, str] = field(default_factory=lambda: _NONE)
    units: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    sessions: Mapping[str, int] = field(default_factory=lambda: _NONE)
    expected: Mapping[str, int] = field(default_factory=lambda: _NONE)
    explained: str = ""
    blank: Mapping[str, str] = field(default_factory=lambda: _NONE)
    kept: tuple[str, ...] = ()
    fill_down: tuple[Field, ...] = ()
    assigned_covers: Literal["all", "lead"] = "all"
    merged_numbers: Literal["refuse", "first"] = "refuse"
    units_order: Literal["refuse", "lead_first"] = "refuse"
    year_of_days: Literal["refuse", "supply"] = "refuse"
    serial_days: bool = False
    hidden_sheets: Literal["skip", "read"] = "skip"


class _Wrong(ValueError):
    """A value that is not of the kind asked; the text says what is."""


def _is(kind: type, told: str) -> Callable[[Any], Any]:
    def check(raw: Any) -> Any:
        if type(raw) is not kind:
            raise _Wrong(told)
        return raw

    return check


def _one_of(*choices: str) -> Callable[[Any], Any]:
    def check(raw: Any) -> Any:
        if raw not in choices:
            raise _Wrong(" | ".join(choices))
        return raw

    return check


def _table(key: Callable[[Any], Any], value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def check(raw: Any) -> Any:
        if not isinstance(raw, dict):
            raise _Wrong("[…]")
        return {key(name): value(each) for name, each in raw.items()}

    return check


def _list(each: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def check(raw: Any) -> Any:
        if not isinstance(raw, list):
            raise _Wrong("[…]")
        return tuple(each(x) for x in raw)

    return check


def _true(raw: Any) -> Literal[True]:
    if raw is not True:
        raise _Wrong("true")
    return True


_TEXT: Final = _is(str, "“…”")
_YEAR: Final = _is(int, "2023")
_FIELD: Final = _one_of(*Field)
_CHECKS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "place": _TEXT,
    "year": _YEAR,
    "complete_through": _is(date, "2023-09-01"),
    "kind": lambda raw: CaseKind(_one_of(*CaseKind)(raw)),
    "scheme": _TEXT,
    "bound": _true,
    "bound_units": _table(_TEXT, lambda raw: Bound(_one_of(*Bound)(raw))),
    "columns": _table(_TEXT, _one_of("-", *Field)),
    "units": _table(_TEXT, _list(_TEXT)),
    "sessions": _table(_TEXT, _YEAR),
    "expected": _table(_one_of(*CaseKind), _is(int, "244")),
    "explained": _TEXT,
    "blank": _table(_FIELD, _one_of("not_yet", "unknown")),
    "kept": _list(_one_of(*(kind for kind in Completeness.model_fields if kind != "default"))),
    "fill_down": _list(lambda raw: Field(_FIELD(raw))),
    "assigned_covers": _one_of("all", "lead"),
    "merged_numbers": _one_of("refuse", "first"),
    "units_order": _one_of("refuse", "lead_first"),
    "year_of_days": _one_of("refuse", "supply"),
    "serial_days": _is(bool, "true | false"),
    "hidden_sheets": _one_of("skip", "read"),
}


def read_mapping(data: bytes, where: str = "") -> OfficeMapping:
    r"""Return the mapping of a TOML file's bytes.

    Args:
        data: the file.
        where: its name, for errors.

    Raises:
        InputRejected: `INP-041` with every key that is not known or wrong.

    Example:
        >>> read_mapping(b'schema = "caserules.import/1"\nyear = 2023\n').year
        2023
    """
    try:
        document = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits, brackets thousands deep
        why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise InputRejected([Problem("INP-041", where, (("key", "-"), ("why", why)))]) from None
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    if document.pop("schema", None) != IMPORT_SCHEMA:
        problems.append(Problem("INP-041", where, (("key", "schema"), ("why", IMPORT_SCHEMA))))
    for key, raw in document.items():
        check = _CHECKS.get(key)
        try:
            if check is None:
                raise _Wrong(", ".join(_CHECKS))
            values[key] = check(raw)
        except _Wrong as wrong:
            problems.append(Problem("INP-041", where, (("key", key), ("why", str(wrong)))))
    if problems:
        raise InputRejected(problems)
    return OfficeMapping(**values)


def written(mapping: OfficeMapping, notes: Mapping[str, tuple[str, str]]) -> str:
    """Return a mapping as a TOML file, each key with what it is, in zh and en; what is not said stands as a comment.

    Args:
        mapping: the mapping.
        notes: what each key is.
    """
    scalars, tables = [], []
    for each in fields(OfficeMapping):
        value = getattr(mapping, each.name)
        comment = [f"# {text}" for text in notes.get(each.name, ())]
        if isinstance(value, Mapping):
            rows = [f"{_quoted(key)} = {_toml(x)}" for key, x in value.items()]
            tables += ["", *comment, f"[{each.name}]", *rows]
        else:
            unsaid = value is None or value == ""
            scalars += ["", *comment, f"{'# ' if unsaid else ''}{each.name} = {'…' if unsaid else _toml(value)}"]
    return "\n".join([f'schema = "{IMPORT_SCHEMA}"', *scalars, *tables]) + "\n"


def _quoted(text: str) -> str:
    escaped = "".join(f"\\u{ord(x):04x}" if ord(x) < 32 or x in '"\\\x7f' else x for x in str(text))
    return f'"{escaped}"'


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(x) for x in value) + "]"
    return str(value)
