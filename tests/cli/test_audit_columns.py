"""`caserules audit year.parquet`: the counts and exit codes of the register that the facts were made from."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from caserules.assess import assess
from caserules.bulk import facts_tables, write_facts
from caserules.cli.audit import exit_code
from caserules.demo import build_register, small_register
from caserules.io.scenario import read_story
from caserules.models import Register
from caserules.policy import load_policy
from cli.conftest import Call
from oracle.registers import random_register

POLICY = load_policy("pengshui-2023")
ON = ("--policy", "pengshui-2023", "--as-of")


def folder(register: Register, path: Path) -> Path:
    write_facts(facts_tables(register, POLICY, places=True), path)
    return path


def test_the_summary_is_the_registers(call: Call, tmp_path: Path) -> None:
    register = small_register()
    want = assess(register, POLICY, as_of=date(2023, 9, 1))
    result = call("audit", folder(register, tmp_path / "year.parquet"), *ON, "2023-09-01", "--format", "json")
    assert result.code == 1
    assert result.json["verdicts"] == want.summary["verdicts"]
    assert result.json["units"] == want.summary["units"]
    assert (result.json["scores"], set(result.json["scores_reason"])) == (None, {"zh", "en"})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_tells_rules_and_units(call: Call, tmp_path: Path, lang: str) -> None:
    path = folder(small_register(), tmp_path / "year.parquet")
    result = call("--lang", lang, "audit", path, *ON, "2023-09-01")
    assert result.code == 1
    assert "COHAND-01" in result.out and "caizheng" in result.out


def test_one_file_is_taken_as_a_folder_is(call: Call, tmp_path: Path) -> None:
    path = folder(small_register(), tmp_path / "year") / "request.parquet"
    result = call("audit", path, *ON, "2023-09-01", "--format", "json")
    assert set(result.json["rules"]) <= {"COHAND-01", "COHAND-02", "COHAND-03"}


def test_findings_are_written_as_parquet(call: Call, tmp_path: Path) -> None:
    path = folder(small_register(), tmp_path / "year.parquet")
    to = tmp_path / "findings.parquet"
    result = call("audit", path, *ON, "2023-09-01", "--only", "broken", "--out", to)
    assert (result.code, str(to) in result.err) == (1, True)
    want = assess(small_register(), POLICY, as_of=date(2023, 9, 1)).broken()
    found = pq.read_table(to).to_pylist()
    assert [(x["rule"], x["unit"], x["due"], x["breach"]) for x in found] == [
        (x.rule, x.unit, x.due, x.breach) for x in want
    ]
    again = call("audit", path, *ON, "2023-09-01", "--out", to)
    assert again.code == 3  # what is not one of our reports is not written over


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_summary_is_written_to_a_file_and_over_itself(call: Call, tmp_path: Path, form: str) -> None:
    path, to = folder(small_register(), tmp_path / "year.parquet"), tmp_path / "told"
    shown = call("audit", path, *ON, "2023-09-01", "--format", form)
    result = call("audit", path, *ON, "2023-09-01", "--format", form, "--out", to)
    assert (result.code, result.out, str(to) in result.err) == (1, "", True)
    assert call("audit", path, *ON, "2023-09-01", "--format", form, "--out", to).code == 1
    assert to.read_text(encoding="utf-8").split() == shown.out.split()


def test_only_a_few_units_are_told_unless_all_are_asked_for(call: Call, tmp_path: Path) -> None:
    path = folder(build_register(), tmp_path / "year.parquet")
    few, whole = (call("audit", path, *ON, "2023-09-01", *more) for more in ((), ("--all",)))
    assert "--all" in few.out and "--all" not in whole.out
    assert len(whole.out.splitlines()) > len(few.out.splitlines())


@pytest.mark.parametrize(
    ("seed", "as_of", "code"), [(1, "2023-06-01", 0), (0, "2023-04-12", 4), (13, "2023-06-01", 4), (9, "2023-06-01", 1)]
)
def test_exit_codes_are_those_of_the_register(call: Call, tmp_path: Path, seed: int, as_of: str, code: int) -> None:
    register = Register.model_validate_json(json.dumps(random_register(random.Random(seed))))
    found = assess(register, POLICY, as_of=date.fromisoformat(as_of))
    path = folder(register, tmp_path / "year.parquet")
    for options in ((), ("--allow-undetermined",)):
        want = exit_code(found.findings, allow_undetermined=bool(options))
        assert call("audit", path, *ON, as_of, *options).code == want
    assert exit_code(found.findings) == code


def test_what_only_a_kind_that_is_not_kept_leaves_open_ends_0_where_the_facts_have_their_places(
    call: Call, tmp_path: Path
) -> None:
    kept = {"default": "2023-09-01", "filings": "not_kept"}
    register = read_story("2023-04-10 assigned jiaowei single", complete_through=kept)
    found = assess(register, POLICY, as_of=date(2023, 5, 5))
    undetermined = [x for x in found.findings if x.verdict == "undetermined"]
    assert undetermined and all(x.not_kept for x in undetermined) and exit_code(found.findings) == 0
    assert call("audit", folder(register, tmp_path / "with"), *ON, "2023-05-05").code == 0
    write_facts(facts_tables(register, POLICY), tmp_path / "without")
    assert call("audit", tmp_path / "without", *ON, "2023-05-05").code == 4  # nothing says that it is only that


def test_a_form_that_columns_do_not_have_is_refused(call: Call, tmp_path: Path) -> None:
    path = folder(small_register(), tmp_path / "year.parquet")
    assert call("audit", path, *ON, "2023-09-01", "--format", "html").code == 2
    assert call("audit", tmp_path / "nothing.parquet", *ON, "2023-09-01").code == 3


def test_the_layout_of_facts_is_printed(call: Call) -> None:
    assert call("schema", "facts").json["schema"] == "caserules.facts/1"
