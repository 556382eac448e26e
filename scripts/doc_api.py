"""The pages of the API reference: which public names stand on which page. What they say is read from the docstrings by the site.

Every name of `caserules.__all__` stands on exactly one page; a name that has no page stops the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import caserules


class ApiPage(NamedTuple):
    """A page: its title in both languages, the rooms whose public names it tells, and further objects by their full name."""

    zh: str
    en: str
    rooms: tuple[str, ...]
    more: tuple[str, ...] = ()


PAGES: Mapping[str, ApiPage] = {
    "index": ApiPage(
        "核查与解释",
        "Assess and explain",
        (
            "assess",
            "narrow",
            "findings",
            "duties",
            "explain",
            "reminders",
            "satisfaction",
            "scoring",
            "simulate",
            "whatif",
            "confirming",
            "errors",
        ),
    ),
    "models": ApiPage("模型", "Models", ("models",), ("caserules.models.records", "caserules.models.values")),
    "policy": ApiPage(
        "政策与期限",
        "Policies and terms",
        ("policy", "terms"),
        tuple(
            f"caserules.policy.model.{x}"
            for x in ("Layer", "RuleSetting", "Value", "Basis", "Reading", "Source", "Scoring")
        ),
    ),
    "calendar": ApiPage(
        "日历",
        "Calendar",
        ("calendar",),
        ("caserules.calendar.announced.AnnouncedDeadline", "caserules.calendar.dates.Provisional"),
    ),
    "hooks": ApiPage(
        "插件、存储与消息", "Plugins, stores and messages", ("hooks",), ("caserules.store", "caserules.notify")
    ),
    "io": ApiPage(
        "读写",
        "Reading and writing",
        ("io",),
        (
            "caserules.importing.import_file",
            "caserules.importing.read_mapping",
            "caserules.importing.read_answers",
            "caserules.importing.merge_answers",
            "caserules.report",
            "caserules.draft.draft_policy",
        ),
    ),
    "testing": ApiPage(
        "测试",
        "Testing",
        (),
        tuple(
            f"caserules.testing.{x}"
            for x in (
                "assert_compliant",
                "assert_verdict",
                "check_promises",
                "find_scenarios",
                "read_scenario",
                "CaseBuilder",
                "RegisterBuilder",
            )
        ),
    ),
    "bulk": ApiPage(
        "批量",
        "Bulk",
        (),
        tuple(
            f"caserules.bulk.{x}"
            for x in (
                "audit",
                "audit_batch",
                "count",
                "due_days",
                "explain",
                "case_assessment",
                "write_facts",
                "BulkAudit",
                "Tally",
            )
        ),
    ),
}
HEAD = (
    "由代码中的说明生成；签名、参数、返回值和例子以代码为准，例子都作为测试运行。代码中的说明是英文。",
    "Made from the docstrings: signatures, arguments, what is returned. Their examples run as tests.",
)


def api_page(key: str, made: str) -> str:
    """Return a page of the reference."""
    page = PAGES[key]
    names = [f"caserules.{room}.{name}" for room in page.rooms for name in caserules._HOMES.get(room, ())]
    parts = "\n".join(f"::: {name}\n" for name in (*names, *page.more))
    return f"{made}# {page.zh} · {page.en}\n\n{HEAD[0]}\n\n{HEAD[1]}\n\n{parts}"


def unplaced() -> set[str]:
    """Return the public names that stand on no page."""
    placed = {name for page in PAGES.values() for room in page.rooms for name in caserules._HOMES.get(room, ())}
    return set(caserules.__all__) - placed
