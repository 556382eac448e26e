"""An assessment as JUnit XML, which CI services and test viewers read: a suite a rule, a test a finding.

Broken is a failure; undetermined an error (it was asked and could not be answered); pending and not applicable are skipped,
each with its sentence. No time is written, because none is read. It decides no verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from caserules.report.safe import visible
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["render_junit"]

_TAG: Final = {
    "broken": "failure",
    "undetermined": "error",
    "pending": "skipped",
    "not_applicable": "skipped",
}
_COUNTS: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render_junit(data: Plain, lang: Lang = "zh") -> bytes:
    """Return an assessment as JUnit XML.

    Args:
        data: the plain form, as `Assessment.to_dict()` gives it.
        lang: the language of the sentences.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> case = {"kind": "suggestion", "year": 2023, "number": 12, "assignments": [], "requests": []}
        >>> render_junit(assess(case, "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()).decode().count("<testsuite ")
        0
    """
    view = View(data, lang)
    root = ET.Element("testsuites", name="caserules")
    by_rule: dict[str, list[Plain]] = {}
    for finding in view.findings:
        by_rule.setdefault(finding["rule"], []).append(finding)
    for rule, findings in sorted(by_rule.items()):
        suite = ET.SubElement(root, "testsuite", name=visible(f"{rule} {view.rule(rule)}"))
        _count(suite, findings)
        for finding in findings:
            _test(suite, view, finding)
    _count(root, view.findings)
    ET.indent(root)
    contents: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return contents + b"\n"


def _count(element: ET.Element, findings: Iterable[Plain]) -> None:
    found = Counter(_TAG.get(x["verdict"]) for x in findings)
    element.set("tests", str(found.total()))
    for name, tag in _COUNTS.items():
        element.set(name, str(found[tag]))


def _test(suite: ET.Element, view: View, finding: Plain) -> None:
    name = f"{view.unit(finding['unit'])} · {view.case(finding.get('case'))} · {view.duty(finding)}"
    test = ET.SubElement(suite, "testcase", classname=finding["rule"], name=visible(name))
    properties = ET.SubElement(test, "properties")
    for key in ("id", "clause", "due", "done"):
        if finding.get(key):
            ET.SubElement(properties, "property", name=key, value=visible(finding[key]))
    tag = _TAG.get(finding["verdict"])
    if tag is not None:
        told = visible(view.message(finding))
        kind = finding.get("breach") or finding.get("because") or finding["verdict"]
        ET.SubElement(test, tag, message=told, type=kind).text = told
