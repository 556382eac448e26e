"""The project's own workbook: a register for people who work in a spreadsheet.

A sheet holds one kind of record, a column one field; the header says it in Chinese and by the field's name, which
is what counts. The extra `xlsx` is needed (`pip install 'caserules[xlsx]'`) and imported only when used.
"""

from __future__ import annotations

import os

from caserules.io.files import read_file, told_path
from caserules.io.workbook_read import register_from_workbook
from caserules.io.workbook_write import write_workbook
from caserules.models import Register

__all__ = ["read_workbook", "register_from_workbook", "write_workbook"]


def read_workbook(path: str | os.PathLike[str]) -> Register:
    """Read a register from the project's own workbook.

    Args:
        path: the `.xlsx` file.

    Raises:
        InputRejected: with every problem at once, each at its cell (`cases!C5`); `INP-017` where the archive is
            suspicious, `INP-014` without the extra `xlsx`.

    Example:
        >>> import tempfile
        >>> from datetime import date
        >>> register = Register(place="彭水", year=2023, complete_through=date(2023, 9, 1))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     write_workbook(register, f"{folder}/register.xlsx")
        ...     read_workbook(f"{folder}/register.xlsx") == register
        True
    """
    return register_from_workbook(read_file(path), where=told_path(path)).register
