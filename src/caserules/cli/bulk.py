"""`caserules audit year.parquet`: facts by columns, with a progress bar, the counts printed, the findings written as Parquet."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

import typer

from caserules.cli import out
from caserules.cli.calendars import calendar_with, overlays_of
from caserules.cli.common import loaded, policy_of, print_json
from caserules.cli.words import Lang, say
from caserules.errors import InputRejected, Problem
from caserules.report.safe import visible
from caserules.report.words import VERDICTS

__all__ = ["audit_columns", "is_columns"]

SUMMARY_SCHEMA: Final = "caserules.bulk-summary/1"
_FEW: Final = 20
_SUFFIX: Final = ".parquet"


def is_columns(register: str) -> bool:
    """Say whether a path names facts by columns: a Parquet file, or a folder that holds some."""
    path = Path(register)
    if "\0" in register:
        return False
    return next(path.rglob(f"*{_SUFFIX}"), None) is not None if path.is_dir() else path.suffix == _SUFFIX


def audit_columns(  # noqa: PLR0913  the options of a command line
    lang: Lang,
    facts: str,
    policy: str,
    as_of: date,
    *,
    form: str,
    to: Path | None,
    only: str | None,
    everything: bool,
    calendars: Sequence[str] | None,
) -> tuple[int, int]:
    """Audit facts by columns, tell what was found, and return how many are broken, and undetermined though kept.

    Raises:
        Refused: the policy and the calendar files, with all that is wrong with them.
        InputRejected: facts that cannot be read, `INP-014` without the extra `bulk`.
    """
    if form not in ("text", "json"):
        raise typer.BadParameter(say(lang, "bulk.form"), param_hint="--format")
    rules, *overlays = loaded(policy_of(policy), *overlays_of(calendars))
    try:
        from caserules.bulk import audit
        from caserules.bulk.sources import rows_in
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "bulk"),))]) from None
    with _progress(lang, rows_in(facts)) as seen:
        found = audit(
            facts,
            rules,
            as_of,
            calendar=calendar_with(overlays),
            only=only.split(",") if only else (),
            seen=seen,
            look_for_gaps=True,
        )
        if to is not None and to.suffix == _SUFFIX:
            _write(found, to)
            out.note(say(lang, "written", where=to))
        tally = found.counted()
    summary = _summary(found, as_of)
    where = None if to is None or to.suffix == _SUFFIX else to
    if form == "json":
        print_json(summary, where)
    elif where is None:
        out.data(_told(lang, summary, everything=everything, **out.look()))
    else:
        text = _told(lang, summary, everything=everything, width=100, color=False, plain_lines=False)
        out.write_file(where, text.encode("utf-8"))
    if where is not None:
        out.note(say(lang, "written", where=where))
    gaps = tally.verdicts()["undetermined"] if found.gaps is not None and found.gaps.found else 0
    return tally.verdicts()["broken"], gaps


@contextmanager
def _progress(lang: Lang, total: int | None) -> Iterator[Callable[[int], None] | None]:
    """Show on a terminal's standard error how many rows were gone through."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(lang, "working"), total=total)
        yield lambda rows: bar.advance(task, rows)


def _write(found: Any, to: Path) -> None:
    """Write the findings as Parquet, whole or not at all."""
    import pyarrow.parquet as pq

    from caserules.bulk import findings_schema

    beside = to.with_name(f".{to.name}.caserules-tmp")
    try:
        with pq.ParquetWriter(beside, findings_schema()) as writer:
            for batch in found:
                writer.write_batch(batch)
        beside.replace(to)
    except OSError as error:
        raise out.OutputRefused(to, "failed", why=error.strerror or type(error).__name__) from None
    finally:
        beside.unlink(missing_ok=True)


def _summary(found: Any, as_of: date) -> dict[str, Any]:
    tally = found.counted()
    scores = found.scores()
    return {
        "schema": SUMMARY_SCHEMA,
        "as_of": as_of.isoformat(),
        "policy": {"id": tally.policy.id, "version": tally.policy.version},
        "verdicts": tally.verdicts(),
        "possible": tally.possible,
        "not_owed": tally.not_owed,
        "rules": tally.rules(),
        "units": tally.units(),
        "scores": None
        if scores is None
        else [
            {key: value if isinstance(value, bool) else str(value) for key, value in x._asdict().items()}
            for x in scores
        ],
        "scores_reason": dict(tally.policy.scoring.unscored) if scores is None else None,
    }


def _told(lang: Lang, summary: Mapping[str, Any], *, everything: bool, **look: Any) -> str:
    """The counts as text: in all, by rule, by unit; the units with most broken first, and a few of them alone."""
    from caserules.report.text import printed, table
    from caserules.report.words import known

    heads = [(known(lang, "verdict", verdict), "right") for verdict in VERDICTS]
    units = sorted(summary["units"].items(), key=lambda x: (-x[1].get("broken", 0), x[0]))
    shown = units if everything else units[:_FEW]
    told = [say(lang, "bulk.title", policy=summary["policy"]["id"], day=summary["as_of"]) + "\n"]
    for head, rows in (
        ("", [(say(lang, "bulk.totals"), summary["verdicts"])]),
        (say(lang, "bulk.rule"), list(summary["rules"].items())),
        (say(lang, "bulk.unit"), shown),
    ):
        made = table(head, *heads)
        for name, counts in rows:
            made.add_row(visible(name), *(str(counts.get(verdict, 0)) for verdict in VERDICTS))
        told.append(printed(made, **look))
    if len(shown) < len(units):
        told.append(say(lang, "bulk.more", n=len(units) - len(shown)) + "\n")
    return "".join(told)
