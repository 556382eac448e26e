"""Holiday notices and overlays: what a source says of days off and of weekend days worked, and since when it is known.

A year's notice settles its own year and the last days of December before it. A later notice of the same year
wins where it speaks. An overlay is what a user adds from a file: a year's notices, an amendment of a year that
is covered, or the local days off of a place. Nothing is decided here about other sources; see `merging`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

__all__ = ["Notice", "Overlay", "OverlayKind"]


class OverlayKind(StrEnum):
    """What an overlay is."""

    NOTICE = "notice"
    """All of a year's notices: a day that they do not name is an ordinary one."""
    AMENDMENT = "amendment"
    """A later notice for a year that is covered: it speaks of the days that it names, and of no other."""
    LOCAL = "local"
    """Days off of a place, such as those that a place of ethnic autonomy sets for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one notice says.

    Example:
        >>> Notice(off=((date(2019, 5, 1), "劳动节"),)).days()
        {datetime.date(2019, 5, 1): '劳动节'}
    """

    off: tuple[tuple[date, str], ...] = ()
    """The days off, each with the holiday's name."""
    made_up: tuple[date, ...] = ()
    """The weekend days that are worked."""
    published: date | None = None
    """The day on which it was published; None where no source shows it."""
    title: str = ""
    """Its title; empty where no source shows it."""
    number: str = ""
    """Its document number; empty where no source shows it."""
    address: str = ""
    """Where it stands."""
    reconstructed: bool = False
    """Whether these days were worked out from later ones, not copied from the notice."""
    ground: str = ""
    """By what the day of publication, or a reconstruction, is known."""

    def days(self) -> dict[date, str | None]:
        """Return each day that the notice names: the holiday's name, or None if it is worked."""
        named: dict[date, str | None] = dict(self.off)
        return named | dict.fromkeys(self.made_up)

    def known_from(self, year: int) -> date:
        """Return the day from which the notice counts as known: its publication, else the year's first day.

        Example:
            >>> Notice().known_from(2005)
            datetime.date(2005, 1, 1)
        """
        return self.published or date(year, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Days that a source adds to a calendar. Read one with `Overlay.parse`.

    Example:
        >>> overlay = Overlay.parse('{"year": 2023, "papers": [], "days": []}', "2023.json")
        Traceback (most recent call last):
            ...
        caserules.calendar.faults.CalendarRejected: CAL-004: ...
    """

    id: str
    """Its name among the sources of a calendar."""
    kind: OverlayKind
    """What it is."""
    year: int | None = None
    """The year of its notices; None for a place's days."""
    area: str = ""
    """The place whose days these are; empty: everywhere."""
    source: str = ""
    """Where it was read."""
    notices: tuple[Notice, ...] = ()
    """What it says, in the order of publication."""

    @classmethod
    def parse(cls, text: str, name: str) -> Overlay:
        r"""Read an overlay: this project's TOML, or JSON in the layout of public holiday feeds.

        Args:
            text: the file's contents.
            name: the file's name; `.json` is read as JSON, all else as TOML.

        Raises:
            CalendarRejected: with all that is wrong: CAL-004 days that cannot be right, CAL-006 not the layout.

        Example:
            >>> text = 'schema = 1\nkind = "local"\nid = "x"\narea = "某州"\nsource = "某条例"\n'
            >>> text += '[[notices]]\noff = [{ name = "苗年", day = 2023-11-29 }]\n'
            >>> Overlay.parse(text, "x.toml").days()
            {datetime.date(2023, 11, 29): '苗年'}
        """
        from caserules.calendar.reading import overlay_from_json, overlay_from_toml  # noqa: PLC0415  read when needed

        return (overlay_from_json if name.lower().endswith(".json") else overlay_from_toml)(text, name)

    def days(self) -> dict[date, str | None]:
        """Return each day that it names: the holiday's name, or None if worked; a later notice wins."""
        named: dict[date, str | None] = {}
        for notice in self.notices:
            named |= notice.days()
        return dict(sorted(named.items()))

    def known_as_of(self, day: date) -> Overlay | None:
        """Return what of it was known on a day; None if nothing was.

        A notice whose publication day is not known counts from the first day of its year; a place's own days
        of which that is not known count always.
        """
        known = tuple(notice for notice in self.notices if notice.known_from(self.year or date.min.year) <= day)
        return replace(self, notices=known) if known else None

    def within(self, first_year: int, last_year: int) -> Overlay:
        """Return it without the days outside some years."""
        kept = tuple(
            replace(
                notice,
                off=tuple(each for each in notice.off if first_year <= each[0].year <= last_year),
                made_up=tuple(day for day in notice.made_up if first_year <= day.year <= last_year),
            )
            for notice in self.notices
        )
        return replace(self, notices=kept)

    def to_toml(self) -> str:
        """Return it as this project's TOML; reading that gives an equal overlay."""
        from caserules.calendar.writing import to_toml  # noqa: PLC0415

        return to_toml(self)

    def to_json(self) -> str:
        """Return its days as JSON in the layout of public holiday feeds: one state of the year, without versions."""
        from caserules.calendar.writing import to_json  # noqa: PLC0415

        return to_json(self)

    @property
    def sha256(self) -> str:
        """The hash of what it says."""
        from hashlib import sha256  # noqa: PLC0415

        return sha256(self.to_toml().encode()).hexdigest()
