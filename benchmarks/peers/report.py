"""What run.py found, as a table, as goals met or missed, and as a chart; written into docs/peers.md between its marks."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from math import log10
from pathlib import Path
from typing import Any, Final

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
KINDS: Final = {
    "NumPy": ("手写的列运算", "columns by hand"),
    "caserules columns": ("规则写一次，按列", "rules written once, by column"),
    "Polars": ("数据框表达式", "data frame expressions"),
    "OpenFisca": ("向量化公式", "vectorial formulas"),
    "DuckDB": ("一条 SQL", "one SQL statement"),
    "msgspec": ("结构体加手写 Python", "structs and Python by hand"),
    "Python": ("手写", "by hand"),
    "caserules rows": ("规则写一次，逐件", "rules written once, by row"),
    "zen expressions": ("编译好的表达式", "bare compiled expressions"),
    "zen graph": ("决策图、决策表", "decision graph and tables"),
    "Cedar": ("授权策略", "policies"),
    "rule-engine": ("逐条规则", "rules tried in turn"),
    "Rego": ("策略模块", "policy module"),
}
ENGINES: Final = ("zen graph", "Cedar", "rule-engine", "Rego")
OURS: Final = "caserules columns"


def base_of(peers: Iterable[Any]) -> float:
    return next((peer.cost for peer in peers if peer.name == "NumPy" and peer.times), float("nan"))


def table(peers: Sequence[Any]) -> str:
    """Return the peers as a table, the quickest first."""
    lines = [
        "| 同类 Peer | 版本 Version | 怎么写 Written as | 结论 Answers | 计时件数 Cases timed | 每件 A case | 比 NumPy against NumPy |",
        "| --- | --- | --- | --- | ---: | ---: | ---: |",
    ]
    base = base_of(peers)
    for peer in sorted(peers, key=lambda one: one.cost):
        zh, en = KINDS.get(peer.name, ("", ""))
        alike = peer.trouble or (f"{peer.differ} differ" if peer.differ else f"{peer.compared:,} 项相同 equal")
        cost = f"{peer.cases:,} | {spelled(peer.cost)} | {peer.cost / base:,.1f}" if peer.times else "– | – | –"
        lines.append(f"| {peer.name} | {peer.version} | {zh} {en} | {alike} | {cost} |")
    return "\n".join(lines)


def spelled(cost: float) -> str:
    return f"{cost:,.0f} ns" if cost < 1_000 else f"{cost / 1e3:,.1f} µs" if cost < 1e6 else f"{cost / 1e6:,.1f} ms"


def goals(peers: Sequence[Any]) -> str:
    """Return what was aimed at and what was reached, a line each."""
    costs = {peer.name: peer.cost for peer in peers if peer.times}
    ours = costs.get(OURS)
    if ours is None:
        return "no goals: caserules was not measured"
    told = []
    if "NumPy" in costs:
        times = ours / costs["NumPy"]
        told.append((f"按列，比手写 NumPy by column, against NumPy by hand: {times:.2f}", "≤ 2", times <= 2))
    for name, least in [("Polars", 1), ("OpenFisca", 1), ("DuckDB", 1), ("zen expressions", 100)]:
        if name in costs:
            told.append(
                (
                    f"比 {name} 快 quicker than {name}: {costs[name] / ours:,.3g}",
                    f"> {least}",
                    costs[name] > least * ours,
                )
            )
    for name in ENGINES:
        if name in costs:
            told.append(
                (f"比 {name} 快 quicker than {name}: {costs[name] / ours:,.0f}", "> 1,000", costs[name] > 1_000 * ours)
            )
    return "\n".join(f"- {text}（目标 goal {goal}{'' if met else '，未达到 missed'}）" for text, goal, met in told)


# ------------------------------------------------------------------------------------------------------------ chart


def chart(peers: Sequence[Any]) -> str:
    """Return bars on a scale of powers of ten, as an SVG that reads on light and on dark pages."""
    told = sorted((peer for peer in peers if peer.times), key=lambda one: one.cost)
    low, high = 1, max(1, *(int(log10(peer.cost)) + 1 for peer in told))
    left, top, line, wide = 150, 34, 26, 480
    height = top + line * len(told) + 30

    def x(cost: float) -> float:
        return left + (log10(cost) - low) / (high - low) * wide

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 90} {height}" role="img" '
        'font-family="sans-serif" font-size="13" fill="#7a8288">',
        "<title>每件用时，对数刻度 · Time a case, logarithmic scale</title>",
        f'<text x="{left}" y="16">每件用时，对数刻度 · time a case, logarithmic scale</text>',
    ]
    for power in range(low, high + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {top - 6}V{height - 26}" stroke="#7a8288" stroke-opacity=".35"/>')
        parts.append(
            f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle">{spelled(10**power).replace(".0", "")}</text>'
        )
    for row, peer in enumerate(told):
        y = top + row * line
        colour = "#00897b" if peer.name.startswith("caserules") else "#90a4ae"
        parts.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{escape(peer.name)}</text>')
        parts.append(f'<rect x="{left}" y="{y}" width="{x(peer.cost) - left:.1f}" height="18" rx="2" fill="{colour}"/>')
        parts.append(f'<text x="{x(peer.cost) + 6:.1f}" y="{y + 14}">{spelled(peer.cost)}</text>')
    return "\n".join([*parts, "</svg>", ""])


# -------------------------------------------------------------------------------------------------------- documents


def machine() -> tuple[str, str]:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    name = processor()
    return (
        f"{count} 核 {name}，Python {platform.python_version()}",
        f"{count} cores of {name}, Python {platform.python_version()}",
    )


def processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8")) if info.is_file() else None
    return found[1].strip() if found else platform.machine()


def write(peers: Sequence[Any], day: date) -> None:
    """Put the figures of this run into the page, and draw the chart beside it."""
    zh, en = machine()
    page = DOCS / "peers.md"
    text = page.read_text(encoding="utf-8")
    figures = "\n\n".join(
        [
            f"{day}，{zh}，每个同类一个线程，处理器时间。一次运行里的比例。\nMeasured on {day}: {en}; one thread each, processor time. Ratios within one run.",
            "![每件用时 · Time a case](peers.svg)",
            table(peers),
            goals(peers),
        ]
    )
    before, _, rest = text.partition("<!-- figures -->\n")
    _, mark, after = rest.partition("<!-- /figures -->")
    page.write_text(f"{before}<!-- figures -->\n{figures}\n{mark}{after}", encoding="utf-8")
    (DOCS / "peers.svg").write_text(chart(peers), encoding="utf-8")
