"""核查一份台账，按单位列出违反事项。 · Audit a register, and list what is broken by unit.

    python examples/audit_register.py [台账 REGISTER.json]

截至台账登记完整之日。 · As of the day through which the register is complete.
"""

import sys
from itertools import groupby
from pathlib import Path

from caserules import assess, load_register

path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("register-small.json")
register = load_register(path)
as_of = register.complete()
if as_of is None:
    sys.exit("台账没有说明登记完整到哪一天 · the register does not say through which day it is complete")
found = assess(register, "pengshui-2023", as_of=as_of)

print(f"{register.place} {register.year}，截至 as of {as_of}：", found.summary["verdicts"])
for unit, group in groupby(sorted(found.broken(), key=lambda x: (x.unit, x.id)), key=lambda x: x.unit_name()):
    print(f"\n{unit}")
    for finding in group:
        print(f"  {finding.id}\n    {finding.message.zh}\n    {finding.message.en}")
for issue in found.data_issues:
    print(f"\n数据提示 data issue {issue.code} {issue.where}")
