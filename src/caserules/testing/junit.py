"""A run of scenarios as JUnit XML, as CI systems read it: a test a day, the clerk's note as its failure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from caserules.report.safe import visible
from caserules.testing.notes import problems_text

if TYPE_CHECKING:
    from caserules.testing.running import Result

__all__ = ["junit_xml"]


def junit_xml(results: Iterable[Result], lang: str) -> bytes:
    """Return a run as JUnit XML.

    Args:
        results: what became of each file.
        lang: `zh` or `en`.
    """
    suite = ET.Element("testsuite", name="caserules")
    tests = failures = errors = 0
    for result in results:
        if result.refused is not None:
            tests, errors = tests + 1, errors + 1
            case = _case(suite, result.where, result.where)
            _told(case, "error", problems_text(result.refused, lang))
        for outcome in result.outcomes:
            name = outcome.scenario.name
            case = _case(suite, result.where, f"{name.en if lang == 'en' else name.zh} {outcome.day}")
            tests += 1
            if not outcome.ok:
                failures += 1
                _told(case, "failure", outcome.text(lang))
    suite.attrib |= {"tests": str(tests), "failures": str(failures), "errors": str(errors)}
    root = ET.Element("testsuites", name="caserules")
    root.append(suite)
    ET.indent(root)
    return b"%b\n" % ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _case(suite: ET.Element, where: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=visible(where), name=visible(name))


def _told(case: ET.Element, kind: str, text: str) -> None:
    lines = [visible(line) for line in text.split("\n")]
    found = ET.SubElement(case, kind, message=lines[0])
    found.text = "\n".join(lines)
