"""The findings as the page's script reads them: compact records of numbers into one list of texts.

Seven thousand findings share most of their words, so each text stands once. The reasons are worded here, by
the same room as everywhere; the script only lays them out.
"""

from __future__ import annotations

from typing import Any

from caserules.report.days import due_text
from caserules.report.reasons import reasons
from caserules.report.safe import visible
from caserules.report.view import Plain, View
from caserules.report.words import VERDICTS, frame

__all__ = ["embedded_data"]

_UI = (
    "filter.result",
    "filter.none",
    "due",
    "done",
    "rule",
)


class _Texts:
    """Texts, each once, by number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: object) -> int:
        shown = visible(text)
        return self.numbers.setdefault(shown, len(self.numbers))


def embedded_data(view: View) -> dict[str, Any]:
    """Return what the script needs: texts, records of findings, and the words of its controls, and the rules' pages where a reference is named.

    A record is: verdict and breach, case, kind, unit, rule, due, done, message (numbers of texts, verdict
    and kind as words of a closed list), then for each reason its label and its texts.
    """
    texts = _Texts()
    records = [_record(view, texts, finding) for finding in view.findings]
    return {
        "texts": list(texts.numbers),
        "findings": records,
        "words": {key: frame(view.lang, key) for key in _UI},
        "pages": {
            rule: address for rule in sorted({x["rule"] for x in view.findings}) if (address := view.reference(rule))
        },
        "verdicts": {verdict: view.known("verdict", verdict) for verdict in VERDICTS},
    }


def _record(view: View, texts: _Texts, finding: Plain) -> list[Any]:
    breach = finding.get("breach")
    shown = (
        view.known("breach", breach) if breach else "",
        view.case(finding.get("case")),
        kind_of(finding),
        finding["unit"],
        view.unit(finding["unit"]),
        finding["rule"],
        view.duty(finding),
        due_text(view.lang, finding),
        finding.get("done") or "",
        view.message(finding),
    )
    record: list[Any] = [VERDICTS.index(finding["verdict"]), *map(texts.number, shown)]
    record += ([texts.number(text) for text in (label, *told)] for label, told in reasons(view, finding))
    return record


def kind_of(finding: Plain) -> str:
    """Return the kind of a finding's case, or `unit` for a unit's own duty.

    Example:
        >>> kind_of({"case": "proposal/2023/4"}), kind_of({"case": None})
        ('proposal', 'unit')
    """
    return str(finding["case"]).partition("/")[0] if finding.get("case") else "unit"
