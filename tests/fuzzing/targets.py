"""What is fuzzed: each reader with bytes to begin from, and what it owes for any bytes: a result, or a refusal with known codes.

A target takes bytes and returns; whatever else it raises is a finding. It knows no fuzzer: `scripts/fuzz.py` drives it with one
that follows coverage, the tests with a few hundred changes by chance.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date, timedelta, timezone
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from caserules.calendar import Overlay
from caserules.errors import CaserulesError, Problem
from caserules.importing import OfficeMapping, import_file, read_mapping
from caserules.importing import values as importing_values
from caserules.io import load_case, load_register, read_story, write_workbook
from caserules.io.confirmations import load_confirmations
from caserules.io.days import day_written
from caserules.messages.errors import ERRORS
from caserules.policy import load_policy
from caserules.terms import Term

__all__ = ["TARGETS", "Target"]

ROOT = Path(__file__).parents[2]
SHANGHAI = timezone(timedelta(hours=8))
MAPPING = OfficeMapping(place="某县", year=2023, bound=True)


class Target(NamedTuple):
    """A reader under test, and what to begin from."""

    run: Callable[[bytes], None]
    seeds: Callable[[], tuple[bytes, ...]]
    full: int = 1_000_000
    """How many executions a release wants."""


def owed(read: Callable[[], object]) -> object:
    """What a reader returns, or None where it refuses; each refusal has a known code and a sentence in both languages."""
    try:
        return read()
    except CaserulesError as error:
        refused = error
    problems: tuple[Problem, ...] = getattr(refused, "problems", ())
    assert str(refused)
    for problem in problems:
        assert problem.code in ERRORS
        assert problem.message("zh") and problem.message("en")
    return None


# -------------------------------------------------------------------------------------------------------- days and ids


def days(data: bytes) -> None:
    """A day as text: in a register, in an office's cell; what is read is written the same way, and is a day."""
    text = data.decode("utf-8", "replace")
    told = owed_text(lambda: day_written(text, SHANGHAI))
    if isinstance(told, str) and len(told) == 10 and told[4] == told[7] == "-" and told != text:
        assert date.fromisoformat(told).isoformat() == told
    cell = owed_text(lambda: importing_values.day(text, MAPPING, _mended))
    if isinstance(cell, str):
        assert date.fromisoformat(cell).isoformat() == cell
        assert importing_values.day(cell, MAPPING, _mended) == cell
    case = {
        "kind": "suggestion",
        "year": 2023,
        "number": 1,
        "assignments": [{"unit": "a", "role": "lead", "assigned": text}],
    }
    owed(lambda: load_case(json.dumps(case).encode()))


def ids(data: bytes) -> None:
    """The numbers of an office's cell, a case's key in a story, a term."""
    text = data.decode("utf-8", "replace")
    found = owed_text(lambda: importing_values.number(text, _mended))
    if isinstance(found, tuple):
        assert all(isinstance(x, int) and x > 0 for x in found)
    owed(lambda: read_story(f"{text} 2023-04-10 assigned jiaowei", complete_through="2023-12-31"))
    term = owed(lambda: Term.parse(text, anchors={"closing": (8, 31)}))
    if isinstance(term, Term):
        assert owed(lambda: Term.parse(str(term), anchors={"closing": (8, 31)})) == term


def _mended(_name: str) -> None:
    """What was mended is not looked at here."""


def owed_text(read: Callable[[], object]) -> object:
    """The same, for what reads a single cell and refuses it with its own exception."""
    try:
        return owed(read)
    except importing_values.Unread as unread:
        code = unread.code
    assert code in ERRORS
    return None


# ------------------------------------------------------------------------------------------------------------ registers


def registers(data: bytes) -> None:
    """A register or a case as JSON or JSON lines."""
    owed(lambda: load_register(data))
    owed(lambda: load_case(data))


def sheets(data: bytes) -> None:
    """An office's sheet as CSV, in whatever encoding."""
    found = owed(lambda: import_file(data, MAPPING, name="x.csv"))
    if found is not None:
        owed(found.register)  # type: ignore[attr-defined]


def workbooks(data: bytes) -> None:
    """A workbook's container: the first bytes choose a member and what becomes of it, the rest is written over it."""
    if len(data) < 4:
        return
    members = _members()
    name = sorted(members)[data[0] % len(members)]
    content = bytearray(members[name])
    place = int.from_bytes(data[1:3], "big") % (len(content) + 1)
    content[place : place + data[3] % 32] = data[4:]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, whole in members.items():
            archive.writestr(other, bytes(content) if other == name else whole)
    made = buffer.getvalue()
    owed(lambda: load_register(made))
    owed(lambda: import_file(made, MAPPING, name="x.xlsx"))


def containers(data: bytes) -> None:
    """Bytes that say that they are a workbook."""
    owed(lambda: load_register(b"PK\x03\x04" + data))
    owed(lambda: import_file(b"PK\x03\x04" + data, MAPPING, name="x.xlsx"))


@cache
def _members() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_workbook(load_register(ROOT / "examples" / "register-small.json"), path)
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def stories(data: bytes) -> None:
    """A case told line by line."""
    text = data.decode("utf-8", "replace")
    owed(lambda: read_story(text, complete_through="2023-12-31"))


# ------------------------------------------------------------------------------------------------- packs and other files


def packs(data: bytes) -> None:
    """A policy pack: it is loaded, or refused with the lines of its mistakes."""
    owed(lambda: load_policy(_written("pack.toml", data)))


def mappings(data: bytes) -> None:
    """What an office says of its sheets."""
    owed(lambda: read_mapping(data, "map.toml"))


def calendars(data: bytes) -> None:
    """A year's notices, as TOML and as a feed's JSON."""
    text = data.decode("utf-8", "replace")
    owed(lambda: Overlay.parse(text, "x.toml"))
    owed(lambda: Overlay.parse(text, "x.json"))


def confirmations(data: bytes) -> None:
    """A record of what people confirmed."""
    owed(lambda: load_confirmations(_written("confirmations.jsonl", data)))


_FOLDER = tempfile.TemporaryDirectory(prefix="caserules-fuzzed-")


def _written(name: str, data: bytes) -> Path:
    path = Path(_FOLDER.name) / name
    path.write_bytes(data)
    return path


# ---------------------------------------------------------------------------------------------------- what to begin from


def _texts(*texts: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(text.encode() for text in texts)


def _examples(*names: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple((ROOT / "examples" / name).read_bytes() for name in names)


def _packaged() -> tuple[bytes, ...]:
    packaged = files("caserules.policy").joinpath("packs")
    return tuple(packaged.joinpath(f"{name}.toml").read_bytes() for name in ("pengshui-2023", "pengshui-2023-full"))


def _notices() -> tuple[bytes, ...]:
    feed = '{"year": 2027, "papers": [], "days": [{"name": "x", "date": "2027-01-01", "isOffDay": true}]}'
    return (files("caserules").joinpath("data/notices", "2019.toml").read_bytes(), feed.encode())


STORY = "complete_through = 2024-01-31\n2023-04-10 assigned jiaowei lead\n2023-04 delivered caizheng round=1\n"
STEP = '{"schema": "caserules.confirmations/1"}\n{"finding": "x", "state": "open", "by": "a", "on": "2023-05-01"}\n'
TARGETS = {
    "days": Target(days, _texts("2023-04-10", "2023年4月10日", "2023.4.10", "2023-08-31T16:00:00Z", "二〇二三年四月十日", "45026", "2023-Q2"), 10_000_000),
    "ids": Target(ids, _texts("12", "第12号", "012、13", "suggestion/2023/12:", "30wd", "20wd before closing", "08-31"), 10_000_000),
    "registers": Target(registers, _examples("register-small.json")),
    "sheets": Target(sheets, _examples("office-table.csv")),
    "workbooks": Target(workbooks, _texts("\x03\x01\x00\x08<c r=", "\x05\x02\x00\x02&x;"), 100_000),
    "containers": Target(containers, _texts("\x14\x00\x00\x00\x08\x00xl/workbook.xml"), 100_000),
    "stories": Target(stories, _texts(STORY)),
    "packs": Target(packs, _packaged),
    "mappings": Target(mappings, _examples("office-table.map.toml")),
    "calendars": Target(calendars, _notices),
    "confirmations": Target(confirmations, _texts(STEP)),
}  # fmt: skip
