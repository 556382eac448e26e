"""What a letter consists of: places with their texts and the rows of its table; and how a template names them.

Names of places are Chinese or English; a template may use either. A letter knows nothing of how it looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from caserules.report.words import Lang

__all__ = ["KINDS", "PLACES", "ROW_PLACES", "Kind", "Letter", "key_of", "place"]

Kind: TypeAlias = Literal["reminder", "notice", "reply_form", "criticism", "correction"]
KINDS: Final[tuple[Kind, ...]] = ("reminder", "notice", "reply_form", "criticism", "correction")

PLACES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "draft": ("草稿", "draft"),
        "place": ("地区", "place"),
        "year": ("年度", "year"),
        "unit": ("单位", "unit"),
        "as_of": ("截至日", "as_of"),
        "through": ("期限止", "through"),
        "count": ("事项数", "count"),
        "withheld": ("涉密说明", "withheld"),
        "issuer": ("发函单位", "issuer"),
        "day": ("成文日期", "day"),
        "letters": ("类别", "categories"),
        "meanings": ("类别说明", "meanings"),
        "ratings": ("评价", "ratings"),
    }
)
ROW_PLACES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "number": ("序号", "number"),
        "bearer": ("承办单位", "bearer"),
        "duty": ("事项", "duty"),
        "case": ("件", "case"),
        "clause": ("依据", "clause"),
        "due": ("期限", "due"),
        "state": ("情形", "state"),
        "mend": ("补正", "mend"),
    }
)
"""The places of a row of the table: the row that has one of them is repeated."""

_KEYS: Final = {name: key for table in (PLACES, ROW_PLACES) for key, names in table.items() for name in names}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter before it has a form.

    Attributes:
        kind: which.
        lang: the language it is in.
        values: the text of each place; a paragraph that is one place alone falls away where its text is empty.
        rows: the text of each place of a row; None where such a letter has no table of duties.
    """

    kind: Kind
    lang: Lang
    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] | None


def place(key: str, lang: Lang) -> str:
    """Return a place as a template names it.

    Example:
        >>> place("unit", "zh"), place("number", "en")
        ('{单位}', '{number}')
    """
    names = PLACES.get(key) or ROW_PLACES[key]
    return f"{{{names[1 if lang == 'en' else 0]}}}"


def key_of(name: str) -> str | None:
    """Return the key of a place by its name in either language, or None.

    Example:
        >>> key_of("单位"), key_of("unit"), key_of("附件")
        ('unit', 'unit', None)
    """
    return _KEYS.get(name.strip())
