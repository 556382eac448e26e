"""自己的政策：复制自带的政策包，改一个期限，再看同一件。 · Your own policy: copy the pack, change one term, look again."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from caserules import assess, load_policy

packaged = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
changes = {
    'id = "pengshui-2023"': 'id = "my-county-2023"',
    'opinion_term = { term = "30wd"': 'opinion_term = { term = "20wd"',
}
text = packaged
for old, new in changes.items():
    if text.count(old) != 1:
        raise SystemExit(f"the packaged pack has changed: {old}")
    text = text.replace(old, new)

with TemporaryDirectory() as folder:
    path = Path(folder) / "my-county-2023.toml"
    path.write_text(text, encoding="utf-8")
    mine = load_policy(path)

case = {
    "kind": "proposal",
    "year": 2023,
    "number": 7,
    "assignments": [
        {"unit": "县教委", "role": "lead", "assigned": "2023-04-10"},
        {"unit": "县财政局", "role": "co_handling", "assigned": "2023-04-10"},
    ],
    "requests": [{"unit": "县财政局", "delivered": "2023-05-16"}],
}
for policy in (load_policy("pengshui-2023"), mine):
    found = assess(case, policy, as_of=date(2023, 6, 1))
    (opinion,) = [finding for finding in found.findings if finding.rule == "COHAND-01"]
    print(policy.id, opinion.due, opinion.verdict.value, opinion.breach)
