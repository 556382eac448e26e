"""An assessment as SARIF 2.1.0: what static-analysis viewers and CI services read.

One result a finding. Broken is a failure; undetermined is `open` (not enough is known to decide), never an error; pending is
told for information. A rule's `helpUri` is its page in the rule reference, where its address is named. A result's fingerprint is the finding's id, so that two runs can be compared. It decides no verdict.
"""

from __future__ import annotations

from typing import Any, Final

from caserules.report.json import render_json
from caserules.report.safe import visible
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["render_sarif"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_KIND: Final = {
    "broken": "fail",
    "undetermined": "open",
    "pending": "informational",
    "met": "pass",
    "not_applicable": "notApplicable",
}
_TOLD: Final = ("clause", "unit", "case", "verdict", "breach", "because", "due", "done", "fact", "same_fact_as")


def render_sarif(data: Plain, lang: Lang = "zh") -> bytes:
    """Return an assessment as a SARIF log.

    Args:
        data: the plain form, as `Assessment.to_dict()` gives it.
        lang: the language of the sentences; both stand in each rule's description.

    Example:
        >>> import json
        >>> from datetime import date
        >>> from caserules import assess
        >>> case = {"kind": "suggestion", "year": 2023, "number": 12, "assignments": [], "requests": []}
        >>> log = json.loads(render_sarif(assess(case, "pengshui-2023", as_of=date(2023, 6, 1)).to_dict()))
        >>> log["version"], log["runs"][0]["tool"]["driver"]["name"]
        ('2.1.0', 'caserules')
    """
    view = View(data, lang)
    rules = sorted((data.get("rules") or {}).items())
    order = {key: index for index, (key, _) in enumerate(rules)}
    driver = {
        "name": "caserules",
        "version": str(data.get("library")),
        "rules": [_rule(view, key, rule) for key, rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": lang,
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"{(data.get('policy') or {}).get('id')}/{data.get('as_of')}/"},
        "results": [_result(view, finding, order) for finding in view.findings],
        "properties": {"as_of": data.get("as_of"), "policy": data.get("policy"), "register": data.get("register")},
    }
    return render_json({"$schema": _SCHEMA, "version": "2.1.0", "properties": {"writer": "caserules"}, "runs": [run]})


def _rule(view: View, key: str, rule: Plain) -> dict[str, Any]:
    title, lang = rule.get("title") or {}, view.lang
    address = view.reference(key) or ""
    return {
        "id": key,
        "name": str(rule.get("deed") or key),
        "shortDescription": {"text": visible(title.get(lang, key))},
        "fullDescription": {"text": visible(" · ".join(str(title[x]) for x in ("zh", "en") if x in title) or key)},
        **({"helpUri": address} if "://" in address else {}),
        **({"properties": {"page": rule["page"]}} if rule.get("page") else {}),
    }


def _result(view: View, finding: Plain, order: Plain) -> dict[str, Any]:
    kind = _KIND[finding["verdict"]]
    rule = finding["rule"]
    place = "/".join(str(x) for x in (finding.get("case"), finding["unit"]) if x)
    return {
        "ruleId": rule,
        **({"ruleIndex": order[rule]} if rule in order else {}),
        "kind": kind,
        "level": "error" if kind == "fail" else "none",
        "message": {"text": visible(view.message(finding)) or finding["id"]},
        "partialFingerprints": {"caserulesFinding/v1": finding["id"]},
        "locations": [{"logicalLocations": [{"fullyQualifiedName": visible(place), "kind": "resource"}]}],
        "properties": {key: finding[key] for key in _TOLD if finding.get(key) is not None},
    }
