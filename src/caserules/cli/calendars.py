"""The calendar that a command counts by: the packaged one, as known on a day, with the calendar files named on the line.

A folder stands for the calendar files in it. Nothing is read that was not named.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

__all__ = ["ENDINGS", "calendar_with", "files_in", "overlay_of", "overlays_of"]

ENDINGS: Final = (".toml", ".json")
_MOST_BYTES: Final = 4 * 1024 * 1024


def overlays_of(files: Sequence[str] | None) -> list[Callable[[], Any]]:
    """Return the loaders of calendar files, and of those in folders.

    Args:
        files: as named on the line.
    """
    return [overlay_of(path) for each in files or () for path in files_in(Path(each))]


def calendar_with(overlays: Iterable[Any], known_as_of: date | None = None) -> Any:
    """Return the calendar with overlays.

    Args:
        overlays: as their loaders gave them.
        known_as_of: the day whose holiday notices count; None: all.

    Raises:
        CalendarError: as for `WorkCalendar.with_overlay` and `WorkCalendar.known_as_of`.
    """
    from caserules.calendar import WorkCalendar

    if known_as_of is not None:
        return WorkCalendar.known_as_of(known_as_of, *overlays)
    return WorkCalendar.default().with_overlay(*overlays)


def files_in(path: Path) -> Iterable[Path]:
    """Return the calendar files of a folder in the order of their names; a file is itself.

    Example:
        >>> [str(path) for path in files_in(Path("2027.json"))]
        ['2027.json']
    """
    try:
        if path.is_dir():
            return sorted(each for each in path.iterdir() if each.suffix.lower() in ENDINGS and each.is_file())
    except (OSError, ValueError):
        pass  # told when it is read
    return [path]


def overlay_of(path: Path) -> Callable[[], Any]:
    """Return the loader of a calendar file.

    Args:
        path: the file.

    Returns:
        A function that gives the `Overlay`. It raises `InputRejected` for a file that cannot be read, and
        `CalendarRejected` with all that is wrong with its contents.
    """

    def load() -> Any:
        from caserules.calendar import CalendarRejected, Overlay
        from caserules.calendar.faults import Fault
        from caserules.errors import InputRejected, Problem
        from caserules.io.files import read_file, told_path

        contents, name = read_file(path), told_path(path)
        if len(contents) > _MOST_BYTES:
            raise InputRejected([Problem("INP-011", name, (("limit", f"{_MOST_BYTES // 1024 // 1024} MB"),))])
        try:
            text = contents.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise CalendarRejected([Fault("CAL-006", name, "not_utf8")]) from None
        return Overlay.parse(text, name)

    return load
