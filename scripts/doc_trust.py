"""Tables of the page on trust: what can be counted in the tree, and what the full run before a release told."""

from __future__ import annotations

import json
import tomllib

from doc_blocks import ROOT
from doc_tables import both, cell, table
from full_run import RESULTS, STEPS


def trust_counts() -> str:
    """What can be counted in the tree itself: rules, vectors, versions with samples, advisories."""
    from collections import Counter

    from caserules.policy import known_policies
    from caserules.replaying import advisories
    from caserules.rules import all_rules
    from caserules.testing.vectors import vectors

    valid = Counter(vector.valid for vector in vectors())
    samples = sorted(x.name for x in (ROOT / "tests" / "compat").iterdir())
    share = f"{100 * valid[False] / valid.total():.0f} %"
    rows = [
        (both("规则，每条有卡片和案例", "Rules, each with a card and cases"), str(len(all_rules()))),
        (both("随库的政策", "Packaged policies"), str(len(known_policies()))),
        (both("公开的向量", "Published vectors"), str(valid.total())),
        (both("其中必须拒绝的", "of which must be refused"), share),
        (both("留有样本的版本", "Versions with samples"), ", ".join(samples)),
        (both("公告", "Advisories"), str(len(advisories()))),
    ]
    return table((both("什么", "What"), both("多少", "How many")), rows)


def full_run() -> str:
    """What the full run before a release told the last time, step by step."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    rows = []
    for name, step in STEPS.items():
        found = results.get(name)
        if found is None:
            told = both("未跑", "not run")
        else:
            when = f"{found['on']}，{found['seconds'] / 60:.0f} 分钟<br>{found['on']}, {found['seconds'] / 60:.0f} min"
            told = "<br>".join((*(cell(line) for line in found["told"]), when))
        rows.append((both(step.zh, step.en), told, f"`{step.shown()}`"))
    return table((both("什么", "What"), both("结果", "Result"), both("命令", "Command")), rows)


def mutation_scores() -> str:
    """How many of the small changes of each module of the core some test sees."""
    results = json.loads((ROOT / "tests" / "mutation" / "results.json").read_text(encoding="utf-8"))
    rows = (
        (
            f"`{module}`",
            str(x["changes"])
            if x["share"] == 1
            else both(f"{x['changes']}（每 {x['share']} 处试 1 处）", f"{x['changes']} (1 in {x['share']})"),
            f"{x['seen']}，{100 * x['seen'] / x['changes']:.1f} %",
            x["on"],
        )
        for module, x in sorted(results.items())
    )
    heads = (both("模块", "Module"), both("改动", "Changes"), both("被看见", "Seen"), both("日期", "On"))
    return table(heads, rows)


def regressions() -> str:
    """What was once answered wrongly, and what has to be answered."""
    told = tomllib.loads((ROOT / "tests" / "vectors" / "regressions.toml").read_text(encoding="utf-8"))["cases"]
    rows = (
        (
            both(one["name"]["zh"], one["name"]["en"]),
            "<br>".join(
                f"{day}：{cell(', '.join(f'{key} {said}' for key, said in of.items()))}"
                for day, of in one["expect"].items()
            ),
        )
        for one in told
    )
    return table((both("什么", "What"), both("应答", "The answer")), rows)
