"""In which language this room tells, for the whole run: Chinese unless a run says otherwise. Nothing else is kept here."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

__all__ = ["Lang", "language", "use_language"]

Lang: TypeAlias = Literal["zh", "en"]

_chosen: Final[list[Lang]] = ["zh"]


def language() -> Lang:
    """Return the language of the run."""
    return _chosen[0]


def use_language(lang: Lang) -> None:
    """Let the run tell in a language, `zh` or `en`."""
    _chosen[0] = lang
