"""The register: one year's cases of one county, and through which day each kind of record is complete."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from caserules.models.records import (
    Adjustment,
    Attestation,
    CarriedCase,
    Case,
    Count,
    Filing,
    Leader,
    Model,
    Person,
    Reminder,
    Unit,
    Year,
)
from caserules.models.values import Date, Maybe, Text

__all__ = ["REGISTER_SCHEMA", "Complete", "Completeness", "Expected", "Register"]

REGISTER_SCHEMA: Final = "caserules.register/1"

Complete = Date | Literal["not_kept"]

ONLY_NAMED: Final = frozenset({"delegations", "attestations", "publications", "tellings"})
"""Kinds that `default` does not cover: they are complete only where they are named."""


class Completeness(Model):
    """Through which day each kind of record is complete, or that it is not kept.

    `default` covers every kind that is not named, but for delegations, attestations, publications and tellings: those are
    complete only where named.
    """

    default: Maybe[Complete] = None
    requests: Maybe[Complete] = None
    replies: Maybe[Complete] = None
    contacts: Maybe[Complete] = None
    steps: Maybe[Complete] = None
    filings: Maybe[Complete] = None
    deliveries: Maybe[Complete] = None
    receipts: Maybe[Complete] = None
    designations: Maybe[Complete] = None
    adjustments: Maybe[Complete] = None
    posts: Maybe[Complete] = None
    delegations: Maybe[Complete] = None
    commitments: Maybe[Complete] = None
    follow_up: Maybe[Complete] = None
    attestations: Maybe[Complete] = None
    publications: Maybe[Complete] = None
    tellings: Maybe[Complete] = None


class Expected(Model):
    """How many cases of this year's numbers there should be; carry-over cases come on top."""

    suggestion: Maybe[Count] = None
    proposal: Maybe[Count] = None


class Register(Model):
    """One year's cases of one county.

    Example:
        >>> from datetime import date
        >>> register = Register(place="彭水", year=2023, complete_through=date(2023, 9, 1))
        >>> register.complete("contacts")
        datetime.date(2023, 9, 1)
    """

    schema_: Literal["caserules.register/1"] = Field(default=REGISTER_SCHEMA, alias="schema")
    place: Text
    year: Year
    time_zone: Annotated[str, StringConstraints(max_length=64, pattern=r"^[A-Za-z_]+(/[A-Za-z_+\-0-9]+)*$")] = (
        "Asia/Shanghai"
    )
    complete_through: Date | Completeness
    expected: Maybe[Expected] = None
    units: tuple[Unit, ...] = ()
    people: tuple[Person, ...] = ()
    leaders: tuple[Leader, ...] = ()
    cases: tuple[Case, ...] = ()
    filings: tuple[Filing, ...] = ()
    carried: Maybe[tuple[CarriedCase, ...]] = None
    adjustments: tuple[Adjustment, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    def complete(self, kind: str = "default") -> date | None:
        """Return the day through which a kind of record is complete, or None where it is not kept.

        Args:
            kind: `contacts`, `steps`, `filings` …, or `default` for all that has no kind of its own.
        """
        stated = self.complete_through
        if isinstance(stated, date):
            return None if kind in ONLY_NAMED else stated
        value: Complete | None = getattr(stated, kind)
        if value is None and kind not in ONLY_NAMED:
            value = stated.default
        return value if isinstance(value, date) else None
