"""Where output goes: files whole or not at all, streams that cannot show or cannot be written, a folder for the demo."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import caserules
from caserules.cli import out
from caserules.cli.demo import FILES
from cli.conftest import Call

ON = ("--policy", "pengshui-2023", "--as-of", "2023-09-01")
SOURCE = str(Path(str(caserules.__file__)).parents[1])


def started(*args: str, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": SOURCE, **settings.pop("env", {})}  # type: ignore[dict-item]  # a mapping
    command = [sys.executable, "-m", "caserules.cli", *args]
    return subprocess.run(command, env=environment, timeout=300, check=False, **settings)  # type: ignore[call-overload, no-any-return]  # noqa: S603


# ------------------------------------------------------------ files


def test_a_report_is_written_and_written_again(call: Call, register: Path, tmp_path: Path) -> None:
    for form in ("json", "jsonl", "text", "html", "sarif", "junit", "ics", "xlsx"):
        where = tmp_path / f"report.{form}"
        for _ in range(2):
            assert call("audit", register, *ON, "--format", form, "--out", where).code == 1
        assert out.is_ours(where)
    assert not list(tmp_path.glob(".*"))


def test_another_file_is_never_overwritten(call: Call, register: Path, tmp_path: Path) -> None:
    before = register.read_bytes()
    foreign = tmp_path / "notes.txt"
    foreign.write_text("mine", encoding="utf-8")
    for where in (register, foreign):
        result = call("audit", register, *ON, "--format", "json", "--out", where)
        assert (result.code, result.out) == (3, "")
        assert "INP-016" in result.err
    assert register.read_bytes() == before
    assert foreign.read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_ends_3(call: Call, register: Path, tmp_path: Path) -> None:
    for where in (tmp_path, tmp_path / "no" / "such" / "x.json", "/dev/null", "/proc/x.json"):
        result = call("audit", register, *ON, "--out", where)
        assert (result.code, result.out) == (3, "")
        assert "INP-016" in result.err


def test_a_link_is_replaced_and_what_it_leads_to_stays(call: Call, register: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.json"
    target.write_bytes(b"")
    link.symlink_to(target)
    assert call("audit", register, *ON, "--format", "json", "--out", link).code == 1
    assert target.read_bytes() == b""
    assert not link.is_symlink()


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "report.json"
    where.write_bytes(b"")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(out.OutputRefused):
        out.write_file(where, b"x" * 100)
    assert where.read_bytes() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


# ------------------------------------------------------------ streams


@pytest.mark.parametrize(
    "environment", [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}]
)
@pytest.mark.parametrize("args", [["rules"], ["due", "2023-04-10", "30wd"], ["--help"], ["audit", "nope", *ON]])
def test_a_stream_that_cannot_show_chinese_shows_escapes(args: list[str], environment: dict[str, str]) -> None:
    result = started(*args, env=environment, capture_output=True)
    assert result.returncode in (0, 3)
    assert b"Traceback" not in result.stderr
    assert result.stdout or result.stderr


def test_json_is_utf_8_whatever_the_terminal_speaks(register: Path) -> None:
    args = ("audit", str(register), *ON, "--format", "json")
    plain, ascii_ = (started(*args, env=env, capture_output=True).stdout for env in ({}, {"PYTHONIOENCODING": "ascii"}))
    assert plain == ascii_
    assert json.loads(plain)["as_of"] == "2023-09-01"


@pytest.mark.parametrize("args", ["rules --json", "schema register", "due 2023-04-10 400wd", "--help"])
def test_a_reader_that_goes_away_ends_it_quietly(args: str) -> None:
    script = f'"{sys.executable}" -m caserules.cli {args} | true; echo "${{PIPESTATUS[0]}}"'
    result = subprocess.run(  # noqa: S603
        ["/bin/bash", "-c", script],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert result.stderr == b""
    assert result.stdout.split() in ([b"0"], [b"141"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_standard_output_ends_3() -> None:
    with Path("/dev/full").open("wb") as full:
        for args in (["due", "2023-04-10", "30wd"], ["due", "2023-04-10", "30wd", "--json"]):
            result = started(*args, stdout=full, stderr=subprocess.PIPE)
            assert result.returncode == 3
            assert b"INP-016" in result.stderr
            assert b"Exception ignored" not in result.stderr


@pytest.mark.parametrize(("closed", "code"), [(">&-", 3), ("2>&-", 0), (">&- 2>&-", 3)])
def test_closed_streams(closed: str, code: int) -> None:
    script = f'"{sys.executable}" -m caserules.cli due 2023-04-10 30wd --json {closed}'
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    result = subprocess.run(["/bin/bash", "-c", script], env=environment, capture_output=True, timeout=300, check=False)  # noqa: S603
    assert result.returncode == code
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_and_terminated_end_without_a_traceback(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    fifo = tmp_path / "wait"
    os.mkfifo(fifo)
    script = (
        "import caserules.cli.run as run, caserules.cli.common as common, caserules.cli.calendar as c, sys\n"
        f"c.calendar_told = lambda: open({str(fifo)!r}).read()\n"
        "sys.argv = ['caserules', 'calendar']\n"
        "import caserules.cli\n"
        f"print('ready', file=open({str(tmp_path / 'ready')!r}, 'w'))\n"
        "caserules.cli.main()\n"
    )
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": SOURCE}, stderr=subprocess.PIPE
    )
    with fifo.open("w"):  # opens once the command reads: it is at work
        process.send_signal(sent)
        _, err = process.communicate(timeout=300)
    assert process.returncode == code
    assert b"Traceback" not in err


# ------------------------------------------------------------ the demo's folder


def test_the_demo_writes_its_files_and_ends_0(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    for _ in range(2):
        result = call("demo", "--out", folder)
        assert result.code == 0
        assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
        assert "系统初判" in result.out
    assert 'lang="zh-Hans"' in (folder / "report.html").read_text(encoding="utf-8")
    assert 'lang="en"' in (folder / "report.en.html").read_text(encoding="utf-8")
    assert call("audit", folder / "register.json", *ON, "--format", "json").code == 1


def test_the_demos_page_names_no_person_and_stays_small(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    call("demo", "--out", folder, "--seed", "7")
    names = [person["name"] for person in json.loads((folder / "register.json").read_bytes())["people"]]
    for name in ("report.html", "report.en.html"):
        page = (folder / name).read_text(encoding="utf-8")
        assert len(page.encode()) < 6_000_000
        assert len(names) > 100
        assert [each for each in names if each in page] == []


def test_the_demo_goes_on_without_the_part_for_workbooks(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import caserules.io
    from caserules.errors import CaserulesError

    def missing(*_args: object) -> None:
        raise CaserulesError("INP-014", extra="xlsx")

    monkeypatch.setattr(caserules.io, "write_workbook", missing, raising=False)
    result = call("demo", "--out", tmp_path / "demo")
    assert result.code == 0
    assert "caserules[xlsx]" in result.err
    assert not (tmp_path / "demo" / "register.xlsx").exists()


def test_the_demo_refuses_a_folder_with_other_files(call: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = call("demo", "--out", tmp_path)
    assert (result.code, result.out) == (3, "")
    assert "INP-016" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_demo_refuses_what_is_no_folder(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    for where in (file, file / "below", "/proc/nowhere/demo"):
        result = call("demo", "--out", where)
        assert (result.code, result.out) == (3, "")
        assert "INP-016" in result.err
