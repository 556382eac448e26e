"""The bill of materials is the lock's, two builds can be told apart, and an audit that did not happen is not called good."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from release.conftest import ROOT, script

BILL = "caserules-0.1.0.dist-info/sboms/caserules.cdx.json"


def test_the_bill_names_what_is_locked_and_what_is_needed() -> None:
    told = json.loads(script("sbom").bill(ROOT))
    lock = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([0-9][^ ;\\]*)", lock, re.MULTILINE))
    assert {x["name"]: x["version"] for x in told["components"]} == locked
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(told["dependencies"][0]["dependsOn"]) == len(project["dependencies"])
    assert (told["bomFormat"], told["metadata"]["component"]["version"]) == ("CycloneDX", project["version"])
    hashes = [y["value"] for x in told["components"] for y in x["properties"] if y["name"].endswith("sha256")]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))


def test_the_bill_has_no_address_and_no_time() -> None:
    text = script("sbom").bill(ROOT).decode()
    assert "://" not in text and "timestamp" not in text
    assert script("sbom").bill(ROOT) == script("sbom").bill(ROOT)


def wheel(path: Path, bill: bytes | None, needs: str = "pydantic<3,>=2.12", **more: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("caserules-0.1.0.dist-info/METADATA", f"Name: caserules\nRequires-Dist: {needs}\n")
        if bill is not None:
            archive.writestr(BILL, bill)
        for name, text in more.items():
            archive.writestr(name, text)
    return path


def test_a_wheel_without_its_bill_is_told(tmp_path: Path) -> None:
    sbom = script("sbom")
    good = sbom.bill(ROOT)
    path = tmp_path / "a.whl"
    assert list(sbom.faults(wheel(path, good), ROOT)) == []
    assert len(list(sbom.faults(wheel(path, None), ROOT))) == 1
    assert len(list(sbom.faults(wheel(path, good.replace(b"pluggy@", b"pluggy@9")), ROOT))) == 1
    assert "tenacity" in next(sbom.faults(wheel(path, good, "tenacity>=9"), ROOT))
    assert sbom.main(["--check", str(path)]) == 1


def test_two_wheels_that_differ_are_told_apart(tmp_path: Path) -> None:
    differences = script("reproduce").differences
    one = wheel(tmp_path / "a.whl", b"{}", x="1", y="2")
    assert differences(one, one) == []
    assert differences(one, wheel(tmp_path / "b.whl", b"{}", x="1", y="3")) == ["y"]
    assert differences(one, wheel(tmp_path / "c.whl", b"{}", x="1")) == ["y"]
    assert len(differences(one, wheel(tmp_path / "d.whl", b"{}", y="2", x="1"))) == 1


# ------------------------------------------------------------ the audit of dependencies

GOOD = {"dependencies": [{"name": "a_b", "version": "1", "vulns": []}]}


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [
        (json.dumps(GOOD), 0, "1 packages asked about, 0 advisories"),
        (json.dumps({"dependencies": [{"name": "a-b", "version": "1", "vulns": [{"id": "X-1"}]}]}), 1, "X-1"),
        (
            json.dumps({"dependencies": [{"name": "a-b", "skip_reason": "?"}]}),
            3,
            "NOT AUDITED: lock.txt: no answer for a-b",
        ),
        (json.dumps({"dependencies": []}), 3, "NOT AUDITED"),
        ("", 3, "NOT AUDITED"),
        ("[]", 3, "NOT AUDITED"),
    ],
)
def test_an_audit_that_did_not_happen_is_not_good(tmp_path: Path, answer: str, code: int, told: str) -> None:
    (tmp_path / "pip_audit.py").write_text(f"print({answer!r})", encoding="utf-8")
    (tmp_path / "lock.txt").write_text("a-b==1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "audit_dependencies.py"), str(tmp_path / "lock.txt")]
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603  our own script
    assert ran.returncode == code and told in ran.stdout
