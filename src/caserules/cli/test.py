"""`caserules test`: scenario files run without pytest. Ends 1 where a verdict is not as expected or too little is exercised."""

from pathlib import Path
from typing import Annotated, Final

import typer

from caserules.cli import out
from caserules.cli.app import argument, command_class, flag, option
from caserules.cli.common import loaded, policy_of, whole_number, working
from caserules.cli.words import Lang, say

__all__ = ["add"]

REFUSED: Final = 3
FAILED: Final = 1


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("test", help=say(lang, "test"), cls=command_class(lang), rich_help_panel=panel)
    def test(
        places: Annotated[list[str], argument(lang, "test.places", metavar="DIR")],
        policy: Annotated[str, option(lang, "test.policy", "--policy", metavar="NAME")] = "pengshui-2023",
        coverage: Annotated[bool, flag(lang, "test.coverage", "--coverage")] = False,
        threshold: Annotated[
            int | None,
            option(lang, "test.threshold", "--threshold", parser=whole_number(lang, 0, 100), metavar="N"),
        ] = None,
        junit: Annotated[str | None, option(lang, "test.junit", "--junit", metavar="FILE")] = None,
    ) -> None:
        from caserules.messages.testing import tell
        from caserules.testing.junit import junit_xml
        from caserules.testing.notes import seen_text
        from caserules.testing.running import results_text, run
        from caserules.testing.scenario import find_scenarios
        from caserules.testing.seen import rules_seen, watching

        where = None if junit is None else Path(junit)
        files, rules = loaded(lambda: find_scenarios(*places), policy_of(policy))
        with working(lang, "working"), watching() as seen:
            results = tuple(run(files, rules))
        out.data(results_text(results, lang) + "\n")
        percent = rules_seen(seen, rules)[1]
        if coverage or threshold is not None:
            out.data(f"\n{seen_text(seen, rules, lang)}\n")
        if where is not None:
            out.write_file(where, junit_xml(results, lang))
            out.note(say(lang, "written", where=where))
        under = threshold is not None and percent < threshold
        if under:
            out.note(tell(lang, "seen.under", percent=percent, threshold=threshold))
        if any(result.refused is not None for result in results):
            raise typer.Exit(REFUSED)
        raise typer.Exit(FAILED if under or any(result.failed for result in results) else 0)
