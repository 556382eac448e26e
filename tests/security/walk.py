"""Run by a process of its own: the whole library walked through once, as an office would use it, with what it made told by hashes.

    python walk.py IN OUT [--watched]     IN holds the samples of `tests/compat/<version>`, OUT is the folder it may write to

With `--watched` an audit hook is set before anything of the library is imported. It tells every socket, every process, and every
file that is opened, made, moved or removed outside IN (reading), OUT (reading and writing), Python's own folders and the library's
(reading). The hook cannot be taken off again. What a part written in another language does is told by the interpreter only where
that part asks the interpreter: the readers of workbooks and of columns are given bytes or are told of in the documentation.
"""

import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

IN = OUT = Path()
"""Set by `main`."""
FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "os.kill",
    "os.putenv",
    "os.setxattr",
    "os.chmod",
    "os.chown",
    "os.link",
    "os.symlink",
    "os.rmdir",
    "pty.spawn",
    "pickle.find_class",
    "marshal.loads",
    "urllib.Request",
    "ftplib.",
    "smtplib.",
    "http.client.",
    "webbrowser.",
    "syslog.",
    "sqlite3.",
    "shutil.",
    "ctypes.dlopen",
    "ctypes.dlsym/handle",
)
PLACED = ("os.remove", "os.rename", "os.mkdir", "os.truncate", "os.utime", "tempfile.mkstemp", "tempfile.mkdtemp")
"""Events whose first arguments are places: allowed in OUT alone."""
READABLE: tuple[str, ...] = tuple(
    {
        os.path.realpath(str(x))
        for x in (
            *sysconfig.get_paths().values(),
            sys.prefix,
            sys.base_prefix,
            Path(__file__).parents[2] / "src",
            *(x for x in sys.path if x and Path(x).is_dir()),
            "/usr/share/zoneinfo",
        )
    }
)
told: list[str] = []
events: dict[str, int] = {}


def within(path: Any, *folders: object) -> bool:
    try:
        real = os.path.realpath(os.fsdecode(path))
    except (TypeError, ValueError):
        return False
    return any(real == str(x) or real.startswith(f"{x}{os.sep}") for x in folders)


def writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(x in mode for x in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def hook(event: str, args: tuple[object, ...]) -> None:
    if event == "open":
        path, mode, flags = args
        if isinstance(path, int):
            return
        events["open"] = events.get("open", 0) + 1
        allowed = (OUT,) if writes(mode, flags) else (IN, OUT, *READABLE)
        if not within(path, *allowed):
            told.append(f"{event} {path!r} {mode!r}")
    elif event in PLACED:
        places = [x for x in args[: 2 if event == "os.rename" else 1] if isinstance(x, str | bytes)]
        if not all(within(x, OUT) for x in places):
            told.append(f"{event} {args!r}")
    elif event in ("os.listdir", "os.scandir"):
        if args[0] is not None and not isinstance(args[0], int) and not within(args[0], IN, OUT, *READABLE):
            told.append(f"{event} {args!r}")
    elif event.startswith(FORBIDDEN):
        if event == "marshal.loads" and sys._getframe(1).f_globals.get("__name__", "").startswith("importlib"):
            return  # the import of a module that was compiled before
        if event == "os.putenv" and args[0] == b"PYDANTIC_DISABLE_PLUGINS":
            return  # typer, for this process alone: no plugin of pydantic is loaded for its options
        told.append(f"{event} {args!r}"[:200])


def core() -> None:
    """Import, read, judge, explain, score: with no file but those given."""
    import caserules

    for name in caserules.__all__:
        getattr(caserules, name)
    policy = caserules.load_policy(IN / "pack.toml")
    full = caserules.load_policy("pengshui-2023-full")
    register = caserules.load_register(IN / "register.json")
    must(caserules.load_register(IN / "register.jsonl") == register)
    from datetime import date

    day = date(2023, 8, 25)
    for by in (policy, full):
        found = caserules.assess(register, by, as_of=day)
        keep(f"assessment {by.id}", render(found.to_dict(not_owed=True)))
        reasons = [str(found.explain(x.id)) for x in found.findings]
        keep(f"reasons {by.id}", "\n".join(reasons).encode())
        keep(f"scores {by.id}", repr(found.scores).encode())
    keep("carry over", repr(caserules.carry_over(register, policy, as_of=day)).encode())
    keep("what if", render(caserules.compare(register, policy, full, as_of=day).to_dict()))
    found = caserules.assess(register, policy, as_of=day)
    keep("reminders", json.dumps(caserules.remind(found, "10wd").to_dict(), sort_keys=True).encode())
    try:
        caserules.load_register({"place": 3})
    except caserules.InputRejected as refused:
        keep("refused", str(refused).encode())


def render(data: object) -> bytes:
    from caserules.report import render_json

    return render_json(data)  # type: ignore[arg-type]


def edges() -> None:
    """Readers, reports, letters, columns, the command line."""
    from datetime import date

    import caserules
    from caserules import report
    from caserules.importing import import_file, read_mapping
    from caserules.io.confirmations import load_confirmations
    from caserules.replaying import load_assessment, replay

    day = date(2023, 8, 25)
    policy = caserules.load_policy(IN / "pack.toml")
    register = caserules.load_register(IN / "register.xlsx")
    found = caserules.assess(register, policy, as_of=day)
    data = found.to_dict()
    replay(load_assessment(IN / "assessment.json"), data)
    load_confirmations(IN / "confirmations.jsonl")
    said = read_mapping((IN / "table.map.toml").read_bytes())
    keep("imported", repr(import_file(IN / "table.csv", said).register()).encode())
    for lang in ("zh", "en"):
        keep(f"html {lang}", report.render_html(data, lang).encode())
        keep(f"text {lang}", report.render_text(data, lang, width=100).encode())
        for name in ("ics", "junit", "sarif", "workbook"):
            keep(f"{name} {lang}", getattr(report, f"render_{name}")(data, lang))
    from caserules.report.book import render_book_docx, render_book_html
    from caserules.report.letters import unit_letters, written

    keep("book", render_book_html(policy, "zh", start=date(2023, 4, 10)).encode())
    keep("book docx", render_book_docx(policy, "en", start=date(2023, 4, 10)))
    letters = unit_letters(data, "notice", issuer="某办")
    keep("letters", b"".join(written(letter) for _unit, letter in letters))
    for ending in (".json", ".jsonl", ".xlsx"):
        caserules.write_register(register, OUT / f"again{ending}", overwrite=True)
        must(caserules.load_register(OUT / f"again{ending}") == register)


def columns() -> None:
    """The same verdicts by columns. NumPy and pyarrow look at the machine when they are imported: that comes before the hook."""
    from datetime import date

    import caserules
    from caserules.bulk import audit, facts_tables
    from caserules.policy import load_policy

    policy = load_policy(IN / "pack.toml")
    facts = facts_tables(caserules.load_register(IN / "register.json"), policy)
    keep("columns", repr(audit(facts, policy, date(2023, 8, 25)).findings().to_pylist()).encode())


def line() -> None:
    """The command line, in this process."""
    from caserules.cli.run import run

    register = str(IN / "register.json")
    given = ["--policy", str(IN / "pack.toml"), "--as-of", "2023-08-25"]
    for form in ("html", "json", "text", "xlsx"):
        path = OUT / f"report.{form}"
        must(run(["audit", register, *given, "--format", form, "--out", str(path)]) == 1)
        keep(f"audit {form}", path.read_bytes())
    must(run(["policy", "check", str(IN / "pack.toml")]) == 0)


made: dict[str, str] = {}


def keep(name: str, contents: bytes) -> None:
    made[name] = hashlib.sha256(contents).hexdigest()


def must(is_so: bool) -> None:
    """Hold without `assert`, which -O takes away."""
    if not is_so:
        raise SystemExit("the walk went wrong")


def main() -> None:
    global IN, OUT
    IN, OUT = (Path(x).resolve() for x in sys.argv[1:3])
    is_watched = "--watched" in sys.argv
    if is_watched:
        import numpy
        import pyarrow.compute

        must(len(numpy.zeros(1)) == 1 and pyarrow.compute is not None)
        sys.stdout.flush()
        sys.addaudithook(hook)
    for stage in (core, edges, columns, line):
        before = len(told)
        stage()
        told[before:] = [f"{stage.__name__}: {x}" for x in told[before:]]
    seen = list(told)
    if is_watched:  # the hook is alive: what it must tell of, it tells of
        import socket  # noqa: TID251  planted
        import subprocess

        socket.socket().close()
        subprocess.run([sys.executable, "-c", ""], check=True)
        (IN / "stray").open("w").close()
        (IN / "stray").unlink()
        (OUT / "kept").write_text("", encoding="utf-8")
    print(json.dumps({"told": seen, "planted": told[len(seen) :], "opened": events.get("open", 0), "made": made}))


if __name__ == "__main__":
    main()
