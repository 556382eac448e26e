"""The register as it was known by a day: without the records made later, and complete no further than that day."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from caserules.models import Record, Register

__all__ = ["known_by_day"]

M = TypeVar("M", bound=BaseModel)


def known_by_day(register: Register, day: date) -> Register:
    """Return a register without the records made after a day; completeness reaches no further than that day.

    Args:
        register: the register.
        day: records made after this day are left out; a record that does not say when it was made stays.
    """
    pruned = _pruned(register, day)
    stated = register.complete_through
    if isinstance(stated, date):
        return pruned.model_copy(update={"complete_through": min(stated, day)})
    capped: dict[str, Any] = {
        name: min(value, day) if isinstance(value, date) else value
        for name in stated.model_fields_set
        if (value := getattr(stated, name)) is not None
    }
    return pruned.model_copy(update={"complete_through": stated.model_copy(update=capped)})


def _pruned(model: M, day: date) -> M:
    changed: dict[str, Any] = {}
    for name in model.model_fields_set:
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            changed[name] = None if _later(value, day) else _pruned(value, day)
        elif isinstance(value, tuple):
            changed[name] = tuple(
                _pruned(x, day) if isinstance(x, BaseModel) else x for x in value if not _later(x, day)
            )
    return model.model_copy(update=changed)


def _later(value: Any, day: date) -> bool:
    return isinstance(value, Record) and value.recorded_on is not None and value.recorded_on > day
