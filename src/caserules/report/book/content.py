"""What a policy book consists of: a few kinds of block, in one language, with texts from data already made safe to show.

The one content model of both its forms: the page and the document are written from the same blocks, and no text is written
twice. Blocks know nothing of policies, and nothing of how they look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from caserules.report.docx import Cell
from caserules.report.words import Lang

__all__ = ["Block", "Book", "Cell", "Choice", "Facts", "Grid", "Heading", "Para", "Sign"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a section."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `dim` says that it only helps to read."""

    text: str
    dim: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with what it is."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `shares` are the columns' parts of its width."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen, each with whether it was."""

    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """Lines to sign on: of what, and the names and the day where they are already on record."""

    lines: tuple[tuple[str, str, str], ...]
    name: str
    day: str


Block: TypeAlias = Heading | Para | Facts | Grid | Choice | Sign


@dataclass(frozen=True, slots=True)
class Book:
    """A policy as a document."""

    lang: Lang
    place: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
