"""`caserules audit`: a register judged by a policy as of a day, as text, JSON or HTML; the exit code says the worst of it."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from caserules.cli import out
from caserules.cli.app import (
    argument,
    as_of_option,
    calendar_option,
    command_class,
    flag,
    format_option,
    option,
    policy_option,
)
from caserules.cli.bulk import audit_columns, is_columns
from caserules.cli.calendars import calendar_with, overlays_of
from caserules.cli.common import each_of, loaded, one_of, policy_of, register_of, working
from caserules.cli.plugging import at_hand, every_plugin, note_faults
from caserules.cli.words import Lang, say
from caserules.report.safe import is_address, visible
from caserules.report.words import VERDICTS

__all__ = ["BROKEN", "UNDETERMINED", "add", "exit_code", "rendered"]

BROKEN: Final = 1
PLUGIN_FAULTY: Final = 3
UNDETERMINED: Final = 4
_FORMATS: Final = ("text", "json", "jsonl", "html", "sarif", "junit", "ics", "xlsx")
_PROFILES: Final = ("internal", "unit", "public")
_PROFILED: Final = ("html", "json", "jsonl")
_LINKED: Final = ("html", "json", "jsonl", "sarif")
_FOR_PROGRAMS: Final = ("json", "jsonl", "sarif", "junit", "ics", "xlsx")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("audit", help=say(lang, "audit"), cls=command_class(lang), rich_help_panel=panel)
    def audit(  # noqa: PLR0913  the options of a command line
        register: Annotated[str, argument(lang, "register.audit", metavar="REGISTER")],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        form: Annotated[str, format_option(lang, *_FORMATS)] = "text",
        to: Annotated[str | None, option(lang, "out", "--out", metavar="FILE")] = None,
        only: Annotated[
            str | None, option(lang, "only", "--only", parser=each_of(lang, *VERDICTS), metavar="VERDICTS")
        ] = None,
        allow_undetermined: Annotated[bool, flag(lang, "allow_undetermined", "--allow-undetermined")] = False,
        accept: Annotated[Path | None, option(lang, "accept", "--accept", metavar="FILE")] = None,
        allow_partial: Annotated[bool, flag(lang, "allow_partial", "--allow-partial")] = False,
        everything: Annotated[bool, flag(lang, "all", "--all")] = False,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        profile: Annotated[
            str, option(lang, "profile", "--profile", parser=one_of(lang, *_PROFILES), metavar="PROFILE")
        ] = "internal",
        unit: Annotated[str | None, option(lang, "profile.unit", "--unit", metavar="UNIT")] = None,
        confirmed: Annotated[Path | None, option(lang, "profile.confirmed", "--confirmed", metavar="FILE")] = None,
        reference: Annotated[
            str | None, option(lang, "reference", "--reference", parser=_address(lang), metavar="ADDRESS")
        ] = None,
    ) -> None:
        _check_profile(
            lang, profile, unit, confirmed, form, is_narrowed=is_columns(register) or only is not None or everything
        )
        if accept is not None and (allow_undetermined or is_columns(register)):
            raise typer.BadParameter(say(lang, "usage.accept"), param_hint="--accept")
        if reference is not None and (form not in _LINKED or is_columns(register)):
            raise typer.BadParameter(say(lang, "usage.linked", choices=", ".join(_LINKED)), param_hint="--reference")
        where = None if to is None else Path(to)
        if where is not None:
            out.check_place(where)
        if is_columns(register):
            broken, open_ = audit_columns(
                lang,
                register,
                policy,
                as_of,
                form=form,
                to=where,
                only=only,
                everything=everything,
                calendars=calendars,
            )
            raise typer.Exit(_ended_by_counts(lang, broken, open_, allow_undetermined))
        gaps = accepted_gaps(accept)
        with working(lang, "working"):
            found, is_partial = audited(lang, register, policy, as_of, allow_partial=allow_partial, calendars=calendars)
            data = for_profile(
                lang, found, told(found, only, everything, is_partial=is_partial), profile, unit, confirmed
            )
            data |= {} if reference is None else {"reference": reference}
            shown = found.register if profile == "internal" else None
            contents = rendered(data, form, lang, where=where, everything=everything, register=shown)
        if where is None:
            out.raw(contents) if form in _FOR_PROGRAMS or form not in _FORMATS else out.data(contents.decode("utf-8"))
        else:
            out.write_file(where, contents)
            out.note(say(lang, "written", where=where))
        raise typer.Exit(_ended(lang, found, gaps, allow_undetermined))


def _address(lang: Lang) -> Any:
    """Return the reader of the rule reference's address: what may stand at the beginning of a link, and nothing else."""

    def read(text: str) -> str:
        if not is_address(text):
            raise typer.BadParameter(say(lang, "usage.address"))
        return text

    return read


def audited(
    lang: Lang,
    register: str,
    policy: str,
    as_of: date,
    *,
    allow_partial: bool = False,
    calendars: Sequence[str] | None = None,
    known_by: date | None = None,
) -> tuple[Any, bool]:
    """Return the assessment of a register file, and whether faulty records were left out of it.

    Raises:
        Refused: the register, the policy and the calendar files, with all that is wrong with any of them.
        PolicyError: the policy is of another time zone than the register.
    """
    from caserules.assess import assess
    from caserules.io.reading import WARNINGS

    inputs = (register_of(register, allow_partial), policy_of(policy), *overlays_of(calendars))
    (read, problems), rules, *overlays = loaded(*inputs)
    is_partial = any(problem.code not in WARNINGS for problem in problems)
    if is_partial:
        out.note(say(lang, "left_out"))
    for problem in problems:
        out.note(say(lang, "told", code=problem.code, what=visible(problem.message(lang))))
    found = assess(read, rules, as_of=as_of, calendar=calendar_with(overlays), known_by=known_by, plugins=at_hand())
    note_faults(found.data_issues)
    return found, is_partial


def told(found: Any, only: str | None, everything: bool, *, is_partial: bool) -> dict[str, Any]:
    """Return an assessment's plain form; without scores where records were left out."""
    data: dict[str, Any] = found.to_dict(only=None if only is None else only.split(","), not_owed=everything)
    if is_partial:
        from caserules.report.words import WORDS

        zh, en = WORDS["partial"]
        data["scores"], data["scores_reason"] = None, {"zh": zh, "en": en}
        data["options"] = {**data["options"], "partial": True}
    return data


def _check_profile(
    lang: Lang, profile: str, unit: str | None, confirmed: Path | None, form: str, *, is_narrowed: bool
) -> None:
    if profile != "internal" and (form not in _PROFILED or is_narrowed):
        raise typer.BadParameter(say(lang, "usage.profiled", choices=", ".join(_PROFILED)), param_hint="--profile")
    if (profile == "unit") != (unit is not None):
        raise typer.BadParameter(say(lang, "usage.both", one="--profile unit", other="--unit"))
    if confirmed is not None and profile != "public":
        raise typer.BadParameter(say(lang, "usage.both", one="--profile public", other="--confirmed"))


def for_profile(
    lang: Lang, found: Any, data: dict[str, Any], profile: str, unit: str | None, confirmed: Path | None
) -> dict[str, Any]:
    """Return an assessment's plain form as a profile shows it."""
    if profile == "internal":
        return data
    from caserules.report.profiles import people_of, profiled, secret_cases

    register = found.register
    if unit is not None and unit not in {x.id for x in register.units}:
        raise typer.BadParameter(say(lang, "usage.unit"), param_hint="--unit")
    return profiled(
        data,
        "unit" if profile == "unit" else "public",
        unit=unit,
        secret=secret_cases(register),
        published=_published(found, confirmed),
        people=people_of(register),
    )


def _published(found: Any, confirmed: Path | None) -> frozenset[str]:
    """The findings that were published and stand, by the record of confirmations; none without one."""
    if confirmed is None:
        return frozenset()
    from caserules.confirming import State
    from caserules.io.confirmations import load_confirmations

    record = load_confirmations(confirmed).until(found.as_of)
    return frozenset(key for key in record.findings if record.state(key) is State.PUBLISHED)


def rendered(
    data: Mapping[str, Any],
    form: str,
    lang: Lang,
    *,
    where: Path | None = None,
    everything: bool = False,
    register: Any = None,
) -> bytes:
    """Return an assessment's plain form in one of the formats; a workbook lists the cases of a register that is given."""
    from caserules import report

    if form in ("json", "jsonl"):
        return report.render_json(data) if form == "json" else report.render_json_lines(data)
    if form == "xlsx":
        return report.render_workbook(data, lang, register=register)
    if form in ("sarif", "junit", "ics"):
        renders = {"sarif": report.render_sarif, "junit": report.render_junit, "ics": report.render_ics}
        return renders[form](data, lang)
    if form not in _FORMATS:  # a plugin's own
        contents: bytes = every_plugin().use("exporters", form, "write", bytes, deepcopy(dict(data)))
        return contents
    if form == "html":
        return report.render_html(data, lang).encode("utf-8")
    look = out.look() if where is None else out.Look(width=100, color=False, plain_lines=False)
    return report.render_text(data, lang, everything=everything, **look).encode("utf-8")


# ------------------------------------------------------------ the exit code


def exit_code(
    findings: Sequence[Any],
    data_issues: Sequence[Any] = (),
    *,
    allow_undetermined: bool = False,
    accepted: Container[str] = (),
) -> int:
    """Return the exit code of an assessment: the first that fits of 3, 1, 4, 0.

    Args:
        findings: with `verdict` and `not_kept`.
        data_issues: with `code`; a plugin's fault is 3.
        allow_undetermined: whether what is undetermined ends 0.
        accepted: the undetermined findings that somebody let be.
    """
    if any(issue.code.startswith("PLG-") for issue in data_issues):
        return PLUGIN_FAULTY
    if any(x.verdict == "broken" for x in findings):
        return BROKEN
    left = any(x.id not in accepted for x in undetermined(findings))
    return UNDETERMINED if left and not allow_undetermined else 0


def accepted_gaps(path: Path | None) -> Mapping[str, Any]:
    """Return the gaps accepted in a file, by finding; none without one.

    Raises:
        Refused: as `load_accepted`.
    """
    if path is None:
        return {}
    from caserules.io.acceptance import load_accepted

    found: Mapping[str, Any] = loaded(lambda: load_accepted(path))[0]
    return found


def undetermined(findings: Sequence[Any]) -> list[Any]:
    """Return what is undetermined for another reason than a kind of record that is not kept."""
    return [x for x in findings if x.verdict == "undetermined" and not x.not_kept]


def _ended_by_counts(lang: Lang, broken: int, open_: int, allow_undetermined: bool) -> int:
    """The same for an audit by columns, of which only the counts are at hand."""
    if broken:
        return BROKEN
    if open_:
        out.note(say(lang, "let_through" if allow_undetermined else "is_undetermined", n=open_))
    return UNDETERMINED if open_ and not allow_undetermined else 0


def _ended(lang: Lang, found: Any, gaps: Mapping[str, Any], allow_undetermined: bool) -> int:
    """Tell what the exit code says, and return it."""
    code = exit_code(found.findings, found.data_issues, allow_undetermined=allow_undetermined, accepted=gaps)
    open_ = undetermined(found.findings)
    if code == UNDETERMINED:
        out.note(say(lang, "is_undetermined", n=sum(x.id not in gaps for x in open_)))
    if allow_undetermined and open_:
        out.note(say(lang, "let_through", n=len(open_)))
        for (unit, rule), n in sorted(Counter((x.unit_name(), x.rule) for x in open_).items()):
            out.note(say(lang, "let_through.line", unit=unit, rule=rule, n=n))
    ids = {x.id for x in open_}
    for id_, gap in sorted(gaps.items()):
        key = "accepted.line" if id_ in ids else "accepted.needless"
        out.note(say(lang, key, id=visible(id_), by=visible(gap.by), day=gap.on, why=visible(gap.because)))
    return code
