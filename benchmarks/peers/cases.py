"""Generated cases: flat columns of days and conditions, the same for every peer and for every run of one seed.

A day is two whole numbers, its earliest and its latest, counted from 1970-01-01; see CHECKS.md. Days are drawn around the day
that decides (a tenth of them the eve, the day, the day after), and of every event some are not known, some known only as a
stretch of days, some will never come.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from checks import CLOSE, DAYS, EVENTS, EVER, FLAGS, NEVER, PLAN_DAY
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]
Cases: TypeAlias = dict[str, NDArray[np.generic]]
Dice: TypeAlias = np.random.Generator


def near(dice: Dice, day: Days, before: int = 45, after: int = 12) -> Days:
    """Return days around a day, mostly before it, and one in ten at its very edge."""
    size = len(day)
    away = dice.integers(-before, after, size, dtype=np.int32)
    edge = dice.integers(-1, 2, size, dtype=np.int32)
    return day + np.where(dice.random(size, np.float32) < 0.1, edge, away)


def known_as(dice: Dice, day: Days, never: float = 0.06) -> tuple[Days, Days]:
    """Return what is known of days: most to the day, some as a stretch, some not at all, some as never to come."""
    size = len(day)
    lot = dice.random(size, np.float32)
    width = dice.integers(1, 31, size, dtype=np.int32)
    back = np.minimum(dice.integers(0, 31, size, dtype=np.int32), width)
    stretch = (lot >= 0.03) & (lot < 0.06)
    lo, hi = np.where(stretch, day - back, day), np.where(stretch, day - back + width, day)
    lo, hi = np.where(lot < 0.03, EVER, lo), np.where(lot < 0.03, NEVER, hi)
    gone = lot > 1 - never
    return np.where(gone, NEVER, lo).astype(np.int32), np.where(gone, NEVER, hi).astype(np.int32)


def generate(count: int, seed: int = 2023) -> Cases:
    """Return so many cases as columns."""
    dice = np.random.default_rng(seed)
    all_close = np.full(count, CLOSE, np.int32)
    assigned = near(dice, np.full(count, PLAN_DAY - 12, np.int32), 20, 30)
    opinion_due = assigned + dice.integers(40, 50, count, dtype=np.int32)
    issued = near(dice, all_close)
    signed = near(dice, issued, 20, 3)
    promised_for = near(dice, all_close, 60, 120)
    handling = near(dice, assigned + 30, 20, 20)
    truth = {
        "opinion": near(dice, opinion_due),
        "plan": near(dice, np.full(count, PLAN_DAY, np.int32), 12, 8),
        "issued": issued,
        "reviewed": near(dice, signed, 10, 3),
        "signed": signed,
        "filed_a": near(dice, np.maximum(all_close, issued), 20, 6),
        "filed_b": near(dice, np.maximum(all_close, issued), 20, 6),
        "handling": handling,
        "talked": near(dice, handling, 20, 6),
        "refined": near(dice, all_close),
        "kept": near(dice, promised_for),
        "own_answer": near(dice, all_close, 60, 60),
        "ended": near(dice, all_close, 120, 20),
    }
    rare = {"own_answer": 0.95, "ended": 0.94}
    found: Cases = {"assigned": assigned, "opinion_due": opinion_due}
    for name in EVENTS:
        found[f"{name}_lo"], found[f"{name}_hi"] = known_as(dice, truth[name], rare.get(name, 0.06))
    month = (dice.random(count) < 0.05) * dice.integers(1, 31, count)
    found["promised_for_lo"], found["promised_for_hi"] = promised_for, (promised_for + month).astype(np.int32)
    found["co_handled"], found["promised"] = dice.random(count) < 0.6, dice.random(count) < 0.3
    for name, share in (("post", 0.93), ("carried", 0.3)):
        possible = dice.random(count) < share
        found[f"{name}_possible"], found[f"{name}_certain"] = possible, possible & (dice.random(count) < 0.95)
    return {name: found[name] for name in (*DAYS, *FLAGS)}


def edges() -> Cases:
    """Return cases in which all was done in time but one thing: each event early, on the day, late, unclear, unknown, never."""
    good: dict[str, int | bool] = {"assigned": PLAN_DAY - 12, "opinion_due": PLAN_DAY + 33}
    days = dict.fromkeys(EVENTS, CLOSE - 1) | {
        "opinion": PLAN_DAY + 33,
        "plan": PLAN_DAY,
        "handling": PLAN_DAY + 40,
    }
    days |= {"promised_for": CLOSE + 10, "ended": NEVER, "own_answer": NEVER}
    for name, day in days.items():
        good[f"{name}_lo"] = good[f"{name}_hi"] = day
    good |= dict.fromkeys(FLAGS, True)
    found = [good]
    for name in days:
        for day in (good[f"{name}_lo"], PLAN_DAY, CLOSE, CLOSE + 9):
            near = [(day + by, day + by) for by in (-1, 0, 1)] if day < NEVER else []
            for lo, hi in (*near, (day - 5, day + 5), (EVER, NEVER), (EVER, day), (NEVER, NEVER)):
                found.append(good | {f"{name}_lo": lo, f"{name}_hi": min(hi, NEVER)})
    for name in ("assigned", "opinion_due"):
        found += [good | {name: int(good[name]) + by} for by in (-1, 0, 1, 11, 12, 13, 145)]
    for name in FLAGS:
        other = name.replace("possible", "certain")
        found.append(good | {name: False, other: False})
    return {name: np.array([row[name] for row in found], bool if name in FLAGS else np.int32) for name in good}


def rows(cases: Cases, count: int) -> list[dict[str, int | bool]]:
    """Return the first cases as one mapping each, as a program would hold them."""
    lists = [cases[name][:count].tolist() for name in cases]
    return [dict(zip(cases, row, strict=True)) for row in zip(*lists, strict=True)]
