"""From an office's file to a register: sheets read, cases put together, the count reconciled, the register validated.

What the sheets have no column for is declared not kept, so that it is never taken as not done; only the mapping can say more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any, Final

from caserules.errors import InputRejected, Problem
from caserules.importing.columns import Office
from caserules.importing.headings import Field
from caserules.importing.mapping import OfficeMapping
from caserules.importing.pages import pages_of
from caserules.importing.report import ImportReport, Refused, SheetRead
from caserules.importing.sheets import CaseRead, read_sheet
from caserules.io.collector import collector_paused
from caserules.io.files import read_file, told_path
from caserules.io.problems import Place, pointer, rejected
from caserules.io.reading import read_register
from caserules.io.spreadsheet import column_letters
from caserules.models import Completeness, Register
from caserules.policy import known_policies, load_policy, load_scheme

__all__ = ["Imported", "import_file"]

_KEPT_BY: Final[Mapping[str, tuple[Field, ...]]] = {
    "replies": (Field.ISSUED,),
    "requests": (Field.DELIVERED,),
    "designations": (Field.KEY, Field.LEADER),
}
"""The columns without which a kind of record is not kept."""
_FIELD_OF: Final = {
    "number": Field.NUMBER,
    "title": Field.TITLE,
    "unit": Field.LEAD_UNIT,
    "assigned": Field.ASSIGNED,
    "received": Field.RECEIVED,
    "delivered": Field.DELIVERED,
    "issued": Field.ISSUED,
    "on": Field.SIGNED,
    "rating": Field.SATISFACTION,
    "meaning": Field.CATEGORY,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read of a file.

    Attributes:
        document: the register's document, as JSON would hold it.
        report: what was done on the way.
        problems: what is wrong: every row refused, the count, what the mapping does not say.
        locate: tells a place of the document as sheet, column and row.
    """

    document: dict[str, Any]
    report: ImportReport
    problems: tuple[Problem, ...]
    locate: Callable[[Place], str] = pointer

    def register(self, *, allow_partial: bool = False) -> Register:
        """Return the register.

        Args:
            allow_partial: leave out the rows that are wrong. What the mapping does not say still refuses all.

        Raises:
            InputRejected: with every problem.
        """
        fatal = [x for x in self.problems if x.code in _FATAL or not allow_partial]
        try:
            reading = read_register(self.document, locate=self.locate, allow_partial=allow_partial)
        except InputRejected as error:
            raise rejected([*fatal, *error.problems]) from None
        if fatal:
            raise rejected(fatal)
        return reading.register


_FATAL: Final = frozenset(("INP-007", "INP-045", "INP-047", "INP-050"))


@collector_paused()
def import_file(
    source: str | PathLike[str] | bytes, mapping: OfficeMapping | None = None, *, name: str = ""
) -> Imported:
    """Read an office's file: .xlsx, .xls, .ods, .parquet or .csv.

    Args:
        source: a path, or the bytes of a file.
        mapping: what the office says of its sheets; by itself nothing.
        name: the file's name, where its bytes are given.

    Returns:
        The register's document with the report; `register()` makes the register, or tells everything that is wrong.

    Raises:
        InputRejected: the file as a whole cannot be read (`INP-001` … `INP-003`, `INP-011`, `INP-014`, `INP-017`, `INP-022`,
            `INP-042`, `INP-063`).
        PolicyError: `POL-030` the mapping names a scheme that is not known.
    """
    mapping = mapping or OfficeMapping()
    data, where = (source, name) if isinstance(source, bytes) else (read_file(source), told_path(source))
    office = Office(mapping, _scheme(mapping.scheme), _aliases(mapping))
    sheets: list[SheetRead] = []
    cases: list[CaseRead] = []
    refused: list[Refused] = []
    hidden: list[str] = []
    guessed = ""
    for page in pages_of(data, where, mapping.columns):
        guessed = guessed or page.encoding
        if page.hidden and mapping.hidden_sheets == "skip":
            hidden.append(page.name)
            continue
        told, found, wrong = read_sheet(page, office, where)
        sheets.append(told)
        cases += found
        refused += wrong
    refused = _only_sheets_with_cases(refused, sheets)
    document = _document(office, cases, sheets)
    counts = Counter(x.document["kind"] for x in cases if x.document.get("year") == mapping.year)
    notes = tuple(_notes(office, hidden, guessed, document))
    report = ImportReport(where, tuple(sheets), tuple(refused), notes, dict(counts), dict(mapping.expected))
    problems = (*(x.problem for x in refused), *_unsaid(mapping, where, sheets), *_reconciled(report, mapping))
    return Imported(document, report, problems, _locate(cases))


def _scheme(name: str) -> Any:
    return None if not name else load_policy(name) if name in known_policies() else load_scheme(name)


def _aliases(mapping: OfficeMapping) -> dict[str, str]:
    names = {name: name for name in mapping.units}
    return {**{alias: name for name, aliases in mapping.units.items() for alias in aliases}, **names}


def _only_sheets_with_cases(refused: list[Refused], sheets: Sequence[SheetRead]) -> list[Refused]:
    """A sheet without a header is a cover or a chart where another one holds the cases."""
    if not any(x.header is not None for x in sheets):
        return refused
    return [x for x in refused if x.problem.code != "INP-050"]


# ------------------------------------------------------------ the document


def _document(office: Office, cases: Sequence[CaseRead], sheets: Sequence[SheetRead]) -> dict[str, Any]:
    mapping = office.mapping
    document: dict[str, Any] = {"schema": "caserules.register/1"}
    if mapping.place:
        document["place"] = mapping.place
    if mapping.year is not None:
        document["year"] = mapping.year
    if mapping.complete_through is not None:
        document["complete_through"] = _complete(mapping, sheets)
    if mapping.expected:
        document["expected"] = dict(mapping.expected)
    document["units"] = [_unit(name, mapping) for name in sorted(_named(cases) - office.strangers.keys())]
    document["people"] = [{"id": key, "name": name} for name, key in office.people.items()]
    document["leaders"] = [{"id": key, "person": office.people[name]} for name, key in office.leaders.items()]
    document["cases"] = [x.document for x in cases]
    document["adjustments"] = [each for x in cases for each in _merges(x)]
    return document


def _named(cases: Sequence[CaseRead]) -> set[str]:
    """The units of all cases."""
    return {each["unit"] for case in cases for each in case.document["assignments"]}


def _unit(name: str, mapping: OfficeMapping) -> dict[str, Any]:
    unit: dict[str, Any] = {"id": name, "name": name}
    if mapping.units.get(name):
        unit["aliases"] = list(mapping.units[name])
    bound = mapping.bound_units[name].value if name in mapping.bound_units else mapping.bound
    return unit if bound is None else {**unit, "bound": bound}


def _complete(mapping: OfficeMapping, sheets: Sequence[SheetRead]) -> dict[str, str]:
    """Through which day each kind is complete: what no column tells, and the mapping does not say, is not kept."""
    assert mapping.complete_through is not None  # noqa: S101  asked before
    day = mapping.complete_through.isoformat()
    columns = {column.field for sheet in sheets for column in sheet.columns}
    kinds = [kind for kind in Completeness.model_fields if kind != "default"]
    kept = {kind for kind, fields in _KEPT_BY.items() if all(x.value in columns for x in fields)} | {*mapping.kept}
    return {"default": day} | {kind: day if kind in kept else "not_kept" for kind in kinds}


def _merges(case: CaseRead) -> Iterator[dict[str, Any]]:
    """The cases merged into one, each ended by that: on which day is not known."""
    kind, year, number = (case.document.get(key) for key in ("kind", "year", "number"))
    for other in case.merged:
        if other != number:
            about, into = {"case": f"{kind}/{year}/{other}"}, f"{kind}/{year}/{number}"
            yield {"kind": "merge", "about": about, "into": into}


def _locate(cases: Sequence[CaseRead]) -> Callable[[Place], str]:
    def told(place: Place) -> str:
        if place[:1] != ("cases",) or len(place) < 2 or not isinstance(place[1], int):
            return pointer(place)
        case = cases[place[1]]
        fields = (_FIELD_OF.get(str(x)) for x in reversed(place))
        column = next((case.header.places[x] for x in fields if x is not None and x in case.header.places), None)
        return f"{case.sheet}!{'' if column is None else column_letters(column)}{case.row}"

    return told


# ------------------------------------------------------------ what to tell


def _unsaid(mapping: OfficeMapping, where: str, sheets: Sequence[SheetRead]) -> Iterator[Problem]:
    """What only the office can say, and no register is made without."""
    has_letters = any(column.field == Field.CATEGORY.value for sheet in sheets for column in sheet.columns)
    for key in ("place", "year", "complete_through", "bound", *(("scheme",) if has_letters else ())):
        if getattr(mapping, key) in (None, ""):
            yield Problem("INP-045", where, (("key", key),))


def _reconciled(report: ImportReport, mapping: OfficeMapping) -> Iterator[Problem]:
    for kind, expected in mapping.expected.items():
        found = report.counts.get(kind, 0)
        if found != expected and not mapping.explained:
            yield Problem("INP-047", kind, (("expected", str(expected)), ("found", str(found))))


def _notes(
    office: Office, hidden: Iterable[str], guessed: str, document: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for name in hidden:
        yield "hidden_sheet", (("name", name),)
    if guessed:
        yield "encoding_guessed", (("encoding", guessed),)
    for unit in office.strangers:
        yield "unknown_unit", (("name", unit),)
    if not office.aliases and document["units"]:
        yield "units_as_written", (("n", str(len(document["units"]))),)
    complete = document.get("complete_through", {})
    not_kept = ", ".join(kind for kind, day in complete.items() if day == "not_kept")
    if not_kept:
        yield "not_kept", (("kinds", not_kept),)
    if office.mapping.assigned_covers == "all" and any(
        x["role"] == "co_handling" and "assigned" in x for case in document["cases"] for x in case["assignments"]
    ):
        yield "assigned_covers_all", ()
