"""Vectors of verdicts: the rules' cards, the regressions, and random registers on which two implementations agree.

A card states its answer; the second implementation states when its day is due, and fills up what the cards have few of. What the two
do not agree on makes no vector.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from caserules import Assessment, Finding, Register, assess
from caserules.io import read_story
from caserules.rules import all_rules
from caserules.rules.cards import Expected, RuleCase, cases
from caserules.testing.answers import calendar_of
from oracle.oracle import judge_all
from oracle.registers import random_register

Json = dict[str, Any]
POLICY = "pengshui-2023"
"""The policy that the second implementation was written for."""

REGRESSIONS = Path(__file__).parents[1] / "tests" / "vectors" / "regressions.toml"
WANTED = {"met": 10, "broken": 10, "pending": 5, "undetermined": 5, "not_applicable": 5}
"""How many findings of each verdict each rule shall have, where random registers yield them."""

SEEDS = 400
DAYS = ("2023-04-21", "2023-05-24", "2023-09-04", "2024-01-10")


class Judged(NamedTuple):
    """A register judged, and what the second implementation says of it."""

    document: Json
    policy: str
    found: Assessment
    second: dict[str, Json]


def verdicts_of(register: Register, policy: str, day: str) -> Assessment:
    return assess(register, policy, as_of=date.fromisoformat(day), calendar=calendar_of("cn"))


def judged(register: Register, policy: str, day: str) -> Judged:
    document = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
    found = verdicts_of(register, policy, day)
    second = judge_all(document, day)[0] if policy == POLICY else {}
    return Judged(document, policy, found, second)


def finding(one: Finding, second: Json | None, code: str = "") -> Json:
    """A finding as a vector expects it; the due day only where both implementations have it."""
    verdict = one.verdict.value
    told: Json = {"id": one.id, "verdict": verdict}
    if verdict == "broken":
        told["breach"] = code or (second or {}).get("breach")
    elif verdict == "not_applicable" and code:
        told["because"] = code
    due = one.due.isoformat() if one.due else None
    if second and second["verdict"] == verdict and second["due"] and second["due"] == due:
        told["due"] = due
    return {key: value for key, value in told.items() if value is not None}


def vector(name: str, comment: tuple[str, str], flags: set[str], of: Judged, day: str, expected: Json) -> Json:
    verdicts = {one["verdict"] for one in expected.get("findings", ())} | (
        {"unlisted"} if "unlisted" in expected else set()
    )
    return {
        "id": f"verdicts/{name}",
        "group": "verdicts",
        "comment": {"zh": comment[0], "en": comment[1]},
        "flags": sorted(flags | verdicts),
        "valid": True,
        "input": {"register": of.document, "policy": of.policy, "as_of": day, "calendar": "cn"},
        "expected": expected,
    }


# ------------------------------------------------------------ the rules' cards


def policy_of(case: RuleCase) -> str:
    """The policy under which a card's case is told."""
    return getattr(case, "policy", "") or POLICY


@cache
def told(case: RuleCase) -> Register:
    return read_story(case.story, base=case.base)


class NotSo(Exception):
    """The library does not say what a card states."""


def of_case(case: RuleCase, expected: Expected, *flags: str) -> Json:
    """What a card states of one day."""
    day = expected.day.isoformat()
    of = judged(told(case), policy_of(case), day)
    mine = [
        x for x in of.found.findings if x.rule == expected.rule and (expected.rule != case.rule or case.picks(x.id))
    ]
    name = f"{case.rule}/{case.name.en}/{day}"
    comment = (f"{case.rule} {case.name.zh}", f"{case.rule} {case.name.en}")
    if expected.verdict is None:
        if mine:
            raise NotSo(name)
        return vector(name, comment, {*flags}, of, day, {"unlisted": unlisted(of, case, expected.rule)})
    if not mine or {x.verdict for x in mine} != {expected.verdict}:
        raise NotSo(name)
    found = [finding(one, of.second.get(one.id), expected.code) for one in mine]
    both = all(of.second.get(x.id, {}).get("verdict") == x.verdict.value for x in mine)
    return vector(name, comment, {*flags, *(["second"] if both else [])}, of, day, {"findings": found})


def unlisted(of: Judged, case: RuleCase, rule: str) -> list[str]:
    """The beginnings of the ids that may not stand: of the duties never owed; of a unit's, where it has none at all."""
    starts = sorted({x.id for x in of.found.unlisted() if x.rule == rule and case.picks(x.id)})
    if starts or all(x.rule != rule for x in of.found.findings):
        return starts or [f"{rule}/"]
    keys = [f"{one['kind']}/{one['year']}/{one['number']}" for one in of.document["cases"]]
    keys = [key for key in keys if key in case.of] or keys
    units = [unit["id"] for unit in of.document["units"] if unit["id"] in case.of]
    return [f"{rule}/{key}/{unit}/" for key in keys for unit in units] or [f"{rule}/{key}/" for key in keys]


def of_cards() -> Iterator[Json]:
    for rule in all_rules():
        for case in cases(rule.id):
            for expected in case.expect:
                yield of_case(case, expected, "card")


# ------------------------------------------------------------ what was once wrong


def regressions() -> Iterator[Json]:
    for one in tomllib.loads(REGRESSIONS.read_text(encoding="utf-8"))["cases"]:
        register = read_story(one["story"])
        for day, expected in one["expect"].items():
            of = judged(register, one.get("policy", POLICY), day)
            found: list[Json] = []
            unlisted_: list[str] = []
            for start, said in expected.items():
                verdict, _, code = said.partition(" ")
                mine = [x for x in of.found.findings if x.id.startswith(start)]
                if said == "unlisted" and not mine:
                    unlisted_.append(start)
                    continue
                if not mine or {x.verdict.value for x in mine} != {verdict}:
                    raise NotSo(f"{one['name']['en']} {day} {start}")
                found += [finding(x, of.second.get(x.id), code) for x in mine]
            comment = (one["name"]["zh"], one["name"]["en"])
            told_ = {"findings": found} | ({"unlisted": unlisted_} if unlisted_ else {})
            yield vector(f"regression/{comment[1]}/{day}", comment, {"regression"}, of, day, told_)


# ------------------------------------------------------------ random registers


def small(document: Json) -> Json:
    """A random register cut down to its first case."""
    document = copy.deepcopy(document)
    document["cases"] = document["cases"][:1]
    key = "{kind}/{year}/{number}".format(**document["cases"][0])
    for records in ("adjustments", "attestations"):
        document[records] = [one for one in document[records] if one["about"].get("case", key) == key]
    document["filings"] = [one for one in document["filings"] if one.get("cases", [key]) == [key]]
    used = {one["unit"] for one in document["cases"][0]["assignments"]}
    document["units"] = [unit for unit in document["units"] if unit["id"] in used]
    document["filings"] = [one for one in document["filings"] if one["unit"] in used]
    document["adjustments"] = [one for one in document["adjustments"] if one["about"].get("unit", min(used)) in used]
    document["attestations"] = [one for one in document["attestations"] if one["about"].get("unit", min(used)) in used]
    document["carried"] = [one for one in document.get("carried", ()) if one["unit"] in used]
    return {key: value for key, value in document.items() if value != []}


def of_chance(have: Counter[tuple[str, str]]) -> Iterator[Json]:
    """Registers that give a rule a verdict of which there are few, while they are equal in both implementations."""
    for seed in range(SEEDS):
        document = small(random_register(Random(seed)))  # noqa: S311  not for secrets
        register = Register.model_validate_json(json.dumps(document))
        for day in DAYS:
            found = verdicts_of(register, POLICY, day)
            few = [one for one in found.findings if have[one.rule, one.verdict.value] < WANTED[one.verdict.value]]
            of = Judged(document, POLICY, found, judge_all(document, day)[0] if few else {})
            chosen = []
            for one in few:
                second = of.second.get(one.id)
                key = (one.rule, one.verdict.value)
                if second and have[key] < WANTED[key[1]] and agreed(one, second):
                    have[key] += 1
                    chosen.append(finding(one, second))
            if chosen:
                rules = sorted({one["id"].split("/")[0] for one in chosen})
                comment = (f"随机台账：{'、'.join(rules)}", f"a random register: {', '.join(rules)}")
                yield vector(f"chance/{seed}/{day}", comment, {"second"}, of, day, {"findings": chosen})


def agreed(one: Finding, second: Json) -> bool:
    due = one.due.isoformat() if one.due else None
    breach = one.breach.value if one.breach else None
    same = second["verdict"] == one.verdict.value and second["breach"] == breach
    return same and (breach is not None or one.breach is None) and (second["due"] in (None, due))


def verdicts() -> Iterator[Json]:
    have: Counter[tuple[str, str]] = Counter()
    for made in (*of_cards(), *regressions()):
        have.update((one["id"].split("/")[0], one["verdict"]) for one in made["expected"].get("findings", ()))
        yield made
    yield from of_chance(have)
