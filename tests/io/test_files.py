"""A source is told by what it is: looked at before it is opened, read once, and refused by a code, never a traceback."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from caserules.errors import InputRejected
from caserules.io import files, load_register, read_workbook, write_workbook
from caserules.models import Register

TEXT = '{"place": "某县", "year": 2023, "complete_through": "2023-09-01"}'


def refusal(source: object) -> tuple[str, str]:
    with pytest.raises(InputRejected) as caught:
        load_register(source)
    (problem,) = caught.value.problems
    return problem.code, problem.where


@pytest.fixture
def register() -> Register:
    return load_register(TEXT)


def test_a_path_is_told_by_its_contents(tmp_path: Path, register: Register) -> None:
    (tmp_path / "a.xlsx").write_text(TEXT, encoding="utf-8")
    write_workbook(register, tmp_path / "b.json")
    (tmp_path / "link").symlink_to(tmp_path / "b.json")
    for name in ("a.xlsx", "b.json", "link"):
        assert load_register(tmp_path / name) == register
        assert load_register(str(tmp_path / name)) == register
        assert load_register((tmp_path / name).read_bytes()) == register


def test_a_text_is_told_from_a_path(register: Register) -> None:
    assert load_register(f"\n  {TEXT}") == register
    assert refusal("[1, 2]") == ("INP-003", "")
    assert refusal('{"place": "\ud800"}') == ("INP-003", "")


@pytest.mark.parametrize("text", ["某人 13800000000\n第二行", "x" * 5_000, "a\x00b", "", "\ud800"])
def test_a_text_that_is_no_path_is_not_told(text: str) -> None:
    assert refusal(text) == ("INP-001", "?")


def test_missing_folder_pipe_and_device(tmp_path: Path) -> None:  # F18
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refusal(tmp_path / "missing.json") == ("INP-001", "missing.json")
    assert refusal(tmp_path / "missing" / "x.json") == ("INP-001", "x.json")
    assert refusal(tmp_path / "loop") == ("INP-001", "loop")
    assert refusal(tmp_path) == ("INP-002", tmp_path.name)
    assert refusal(tmp_path / "pipe") == ("INP-002", "pipe")
    assert refusal("/dev/zero") == ("INP-002", "zero")
    with pytest.raises(InputRejected) as caught:
        read_workbook(tmp_path)
    assert caught.value.code == "INP-002"


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.json").open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    assert refusal(tmp_path / "big.json") == ("INP-011", "big.json")


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.json"
    path.write_text(TEXT, encoding="utf-8")
    looked = os.fstat
    counted = iter(range(10))

    def fstat(descriptor: int) -> os.stat_result:
        if next(counted) == 1:
            path.write_text(TEXT + " ", encoding="utf-8")
        return looked(descriptor)

    monkeypatch.setattr(os, "fstat", fstat)
    assert refusal(path) == ("INP-003", "register.json")


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "INP-022"),  # .xls, .et, a password
        (b"%PDF-1.7", "INP-022"),
        (b"<html><table>", "INP-022"),  # HTML renamed .xls
        (b"\x1f\x8b\x08", "INP-022"),
        (b"PK\x05\x06" + bytes(18), "INP-022"),  # an empty archive
        (b"PK\x03\x04", "INP-017"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "INP-003"),
        (TEXT.encode("utf-16"), "INP-003"),
        ("编号,标题\n".encode(), "INP-003"),
        (b"", "INP-003"),
    ],
)
def test_other_kinds_of_file(tmp_path: Path, start: bytes, code: str) -> None:  # F10
    (tmp_path / "a.xlsx").write_bytes(start)
    assert refusal(tmp_path / "a.xlsx") == (code, "a.xlsx")


def test_the_workbook_is_written_whole_or_not_at_all(tmp_path: Path, register: Register) -> None:
    def why(path: Path) -> str:
        with pytest.raises(InputRejected) as caught:
            write_workbook(register, path)
        assert caught.value.code == "INP-016"
        return caught.value.problems[0].where

    path = tmp_path / "a.xlsx"
    write_workbook(register, path)
    before = path.read_bytes()
    (tmp_path / "dangling.xlsx").symlink_to(tmp_path / "nowhere")
    for target in (path, tmp_path, tmp_path / "no folder" / "b.xlsx", path / "c.xlsx", tmp_path / "dangling.xlsx"):
        assert why(target) == target.name
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.xlsx", "dangling.xlsx"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputRejected) as caught:
        write_workbook(register, path, overwrite=True)
    assert caught.value.code == "INP-016"
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.xlsx", b"old")]


def test_two_threads_read_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(json.loads(TEXT), indent=1), encoding="utf-8")
    found: list[Register] = []
    threads = [threading.Thread(target=lambda: found.append(load_register(tmp_path / "a.json"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4


def test_nothing_but_the_path_is_opened(tmp_path: Path) -> None:
    """No network, no other file: watched from inside by an audit hook, in a process of its own."""
    import subprocess
    import sys

    path = tmp_path / "a.json"
    path.write_text(TEXT, encoding="utf-8")
    program = f"""
import sys, caserules.io, zoneinfo
caserules.io.load_register({TEXT!r})
zoneinfo.ZoneInfo("Asia/Shanghai")
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args[0]) if args else "")))
caserules.io.load_register({str(path)!r})
names = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system")
print([found for found in seen if found[0] in names])
print(sorted({{"python_calamine", "xlsxwriter", "openpyxl"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines() == [str([("open", str(path))]), "[]"]
