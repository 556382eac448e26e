"""The example hosts: a service called as a client calls it, and a script called as a scheduler calls it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from separately import ran

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "examples" / "register-small.json"
KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"


# ------------------------------------------------------------ the service


@pytest.fixture(scope="module")
def service() -> Any:
    spec = spec_from_file_location("service", ROOT / "examples" / "service" / "service.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["service"] = module  # its annotations are looked up there
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client(service: Any, tmp_path: Path) -> Iterator[Any]:
    from fastapi.testclient import TestClient

    with TestClient(service.create_app(str(tmp_path / "audits.db"))) as made:
        yield made


@pytest.fixture
def document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(REGISTER.read_text(encoding="utf-8"))
    return told


def test_a_register_is_audited_and_stored_once(client: Any, document: dict[str, Any]) -> None:
    answers = [
        client.post("/audits", json={"register_document": document, "as_of": day, "tell": True})
        for day in ("2023-05-23", "2023-06-01", "2023-06-01")
    ]
    assert [x.status_code for x in answers] == [201] * 3
    told = [(x.json()["run"], x.json()["is_new"], x.json()["queued"]) for x in answers]
    assert told == [(1, True, 0), (2, True, 1), (2, False, 0)]
    assert [x["as_of"] for x in client.get("/audits").json()] == ["2023-05-23", "2023-06-01"]
    assert [x["finding"] for x in client.get("/audits/2/changes").json()] == [KEY]
    found = client.get(f"/findings/{KEY}").json()
    assert found["finding"]["verdict"] == "broken"
    assert [x["verdict"] for x in found["history"]] == ["pending", "broken"]
    assert client.get("/verify").json()["broken"] is None


def test_what_is_refused_is_told_by_its_codes(client: Any, document: dict[str, Any]) -> None:
    document["cases"][0]["assignments"][0]["assigned"] = "10 April"
    answer = client.post("/audits", json={"register_document": document, "as_of": "2023-06-01"})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "INP-012")
    assert "10 April" not in answer.text
    assert client.get("/audits/7/changes").json()["problems"][0]["code"] == "STO-009"
    assert client.get("/findings/none").status_code == 404
    assert client.post("/audits", json={"register_document": document}).status_code == 422


def test_the_page_shows_what_is_broken_and_obeys_nothing(client: Any, document: dict[str, Any]) -> None:
    assert "还没有核查" in client.get("/").text
    for unit in document["units"]:
        if unit["id"] == "caizheng":
            unit["name"] = "<script>alert(1)</script>"
    client.post("/audits", json={"register_document": document, "as_of": "2023-06-01"})
    page = client.get("/")
    assert "违反 1 项" in page.text
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_the_interface_is_told(client: Any) -> None:
    told = client.get("/openapi.json").json()
    assert set(told["paths"]) == {"/audits", "/audits/{run}/changes", "/findings/{finding}", "/verify"}
    assert "as_of" in told["components"]["schemas"]["Audit"]["properties"]
    page = (ROOT / "examples" / "service" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(?:GET|POST) (/[a-z]+)", page)) == {
        x[: x.find("/", 1)] if x.count("/") > 1 else x for x in told["paths"]
    }


# ------------------------------------------------------------ the script


def nightly(folder: Path, day: str, register: Path = REGISTER) -> subprocess.CompletedProcess[str]:
    script = ROOT / "examples" / "nightly" / "nightly.py"
    return ran((script, register, "audits.db", "messages", day), folder)


def test_a_night_is_told_once(tmp_path: Path) -> None:
    first, again, next_ = (nightly(tmp_path, day) for day in ("2023-06-01", "2023-06-01", "2023-06-02"))
    assert [x.returncode for x in (first, again, next_)] == [0, 0, 0], first.stderr
    assert "audit 1, 60 changes, 1 messages" in first.stdout
    assert "audit 1, 0 changes, 0 messages" in again.stdout
    assert "audit 2, 0 changes, 0 messages" in next_.stdout
    assert len(list((tmp_path / "messages").iterdir())) == 1


def test_a_night_that_goes_wrong_ends_three(tmp_path: Path) -> None:
    faulty = tmp_path / "register.json"
    faulty.write_text("{}", encoding="utf-8")
    ran = nightly(tmp_path, "2023-06-01", faulty)
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)


def test_the_schedule_names_the_script_with_its_arguments() -> None:
    page = (ROOT / "examples" / "nightly" / "README.md").read_text(encoding="utf-8")
    calls = re.findall(r"nightly\.py (\S+) (\S+) (\S+) \"\$\(date \+\\?%+F\)\"", page)
    assert len(calls) == 2
    assert len(set(calls)) == 1
