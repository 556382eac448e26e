r"""Reading the sheets that offices keep: whatever the columns are called, nothing guessed in silence.

A file's sheets become a register's document by the office's mapping; what was mended, left and refused is told in a report,
and the count is reconciled before anything is judged. It knows no rule and decides no verdict.

Example:
    >>> from caserules.importing import OfficeMapping, import_file
    >>> sheet = "提案号,案由,主办单位,交办日期\n7,路灯,县教委,2023年4月10日\n".encode()
    >>> found = import_file(sheet, OfficeMapping(place="某县", year=2023, bound=True), name="x.csv")
    >>> found.document["cases"][0]["assignments"][0]["assigned"], found.report.sheets[0].repairs[0].name
    ('2023-04-10', 'day_rewritten')
"""

from __future__ import annotations

from caserules.importing.answers import Answer, merge_answers, read_answers
from caserules.importing.headings import Field
from caserules.importing.importer import Imported, import_file
from caserules.importing.mapping import OfficeMapping, read_mapping
from caserules.importing.report import ColumnRead, ImportReport, Refused, Repair, SheetRead

__all__ = [
    "Answer",
    "ColumnRead",
    "Field",
    "ImportReport",
    "Imported",
    "OfficeMapping",
    "Refused",
    "Repair",
    "SheetRead",
    "import_file",
    "merge_answers",
    "read_answers",
    "read_mapping",
]
