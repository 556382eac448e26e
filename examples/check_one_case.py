"""核查一件：README.md 里的例子。 · Check one case: the example of README.md."""

from datetime import date

from caserules import assess

case = {
    "kind": "suggestion",
    "year": 2023,
    "number": 12,
    "assignments": [
        {"unit": "县教委", "role": "lead", "assigned": "2023-04-10"},
        {"unit": "县财政局", "role": "co_handling", "assigned": "2023-04-10"},
        {"unit": "县交通局", "role": "co_handling", "assigned": "2023-04-10"},
    ],
    "requests": [
        {"unit": "县财政局", "delivered": "2023-05-25"},
        {"unit": "县交通局", "delivered": "2023-05"},  # 只知五月 · some day in May
    ],
}
found = assess(case, "pengshui-2023", as_of=date(2023, 6, 1))
for finding in found.findings:
    if finding.rule in {"COHAND-01", "REPLY-01"}:
        print(finding.verdict.value, finding.message.zh, finding.message.en, sep="\n")
