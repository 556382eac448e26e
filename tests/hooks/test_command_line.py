"""The command line with plugins: listed, turned off, exit 3 on a fault, and what they bring used by its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.conftest import Call, call, document, register  # noqa: F401  fixtures
from hooks.conftest import Install

AUDIT = ("--policy", "pengshui-2023", "--as-of", "2023-08-25")
FAULTY = """
from caserules.hooks import hookimpl
caserules_api = 1
@hookimpl
def before_assess(register):
    raise SystemExit(0)
"""
FAULTY_LIST = """
from caserules.hooks import hookimpl
caserules_api = 1
@hookimpl
def rules():
    return []
"""
IDLE = "caserules_api = 1\n"
SAMPLE = "from caserules.testing.sample import *\nfrom caserules.testing.sample import rules, packs, caserules_api\n"
EVERYTHING = """
import json
from caserules.hooks import Command, Exporter, Importer, Language, NotifierKind, StoreKind, hookimpl
from caserules.notify.folder import FolderNotifier

caserules_api = 1

@hookimpl
def importers():
    return (Importer("office", ".oa", lambda data, name: json.loads(data)["register"]),)

@hookimpl
def exporters():
    return (Exporter("count", lambda data: f"{len(data['findings'])}\\n".encode()), Exporter("wrong", lambda data: "text"))

@hookimpl
def languages():
    return (Language("zh-Hant", "繁體", lambda finding: finding["message"]["zh"].replace("县", "縣")),)

@hookimpl
def commands():
    def hello(args, lang):
        print(lang, *args)
        return len(args)
    def leaves(args, lang):
        raise SystemExit(0)
    def text(args, lang):
        return "0"
    return (
        Command("hello", "问好", "Say hello", hello),
        Command("leaves", "离开", "Leave", leaves),
        Command("text", "文字", "Text", text),
        Command("audit", "冒充", "Pretend to be another", hello),
    )

@hookimpl
def notifiers():
    from pathlib import Path
    return (NotifierKind("papers", lambda place: FolderNotifier(Path(place))),)

@hookimpl
def stores():
    from caserules.store.opening import create_store
    return (StoreKind("vault", create_store), StoreKind("empty", lambda place: None))

changes = []

@hookimpl
def finding_changed(change):
    changes.append(change.kind.value)
    raise ValueError
"""


def test_plugins_lists_name_version_hooks_and_faults(call: Call, install: Install) -> None:  # noqa: F811
    install("idle", IDLE, version="0.3")
    install("list", FAULTY_LIST)
    install("visits", SAMPLE, version="2.0", dist="acme-visits")
    found = call("plugins", "--json")
    assert found.code == 3
    told = {x["name"]: x for x in found.json["plugins"]}
    assert (told["idle"]["version"], told["idle"]["hooks"], told["idle"]["faults"]) == ("0.3", [], [])
    assert told["visits"] == {
        "name": "visits",
        "version": "2.0",
        "distribution": "acme-visits",
        "hooks": ["packs", "rules"],
        "rules": ["VISIT-01"],
        "faults": [],
    }
    assert [(x["code"], x["hook"], x["kind"]) for x in told["list"]["faults"]] == [("PLG-102", "rules", "list")]
    shown = call("plugins", "--lang", "en")
    assert shown.code == 3
    assert "VISIT-01" in shown.out and "PLG-102" in shown.out


def test_one_that_cannot_be_taken_up_is_told_beside_the_others(call: Call, install: Install) -> None:  # noqa: F811
    install("broken", "raise SystemExit(0)", version="9.9", dist="acme-broken")
    install("idle", IDLE)
    found = call("plugins", "--json", "--lang", "en")
    assert found.code == 3
    assert [x["code"] for x in found.json["refused"]] == ["PLG-001"]
    assert [x["name"] for x in found.json["plugins"]] == ["idle"]
    assert "acme-broken 9.9" in found.err
    assert call("plugins", "--plugins-off", "broken").code == 0


def test_plugins_are_turned_off_by_name_and_by_environment(
    call: Call,  # noqa: F811
    install: Install,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install("idle", IDLE)
    install("faulty", FAULTY)
    assert [x["name"] for x in call("plugins", "--json").json["plugins"]] == ["faulty", "idle"]
    off = call("plugins", "--json", "--plugins-off", "faulty").json
    assert ([x["name"] for x in off["plugins"]], off["off"]) == (["idle"], ["faulty"])
    monkeypatch.setenv("CASERULES_PLUGINS_OFF", "faulty, idle")
    assert call("plugins", "--json").json["plugins"] == []
    monkeypatch.setenv("CASERULES_PLUGINS_OFF", "*")
    assert call("plugins", "--json").json["off"] == ["*"]
    monkeypatch.setenv("CASERULES_PLUGINS_OFF", "no-such-one")
    assert call("rules").code == 3


def test_an_audit_with_a_faulty_plugin_ends_3_and_says_so(call: Call, install: Install, register: Path) -> None:  # noqa: F811
    before = call("audit", register, *AUDIT, "--format", "json")
    assert before.code in (0, 1, 4)
    install("faulty", FAULTY, version="1.1")
    found = call("audit", register, *AUDIT, "--format", "json")
    assert found.code == 3
    assert "PLG-101" in found.err
    (entry,) = found.json["plugins"]
    assert (entry["name"], entry["version"], [x["kind"] for x in entry["faults"]]) == ("faulty", "1.1", ["SystemExit"])
    assert found.json["findings"] == before.json["findings"]
    off = call("audit", register, *AUDIT, "--format", "json", "--plugins-off", "faulty")
    assert (off.code, off.out) == (before.code, before.out)


@pytest.mark.parametrize("command", [("explain",), ("remind",)])
def test_other_commands_that_judge_end_3_too(
    call: Call,  # noqa: F811
    install: Install,
    register: Path,  # noqa: F811
    command: tuple[str, ...],
) -> None:
    finding = call("audit", register, *AUDIT, "--format", "json").json["findings"][0]["id"]
    args = (*command, register, *((finding,) if command == ("explain",) else ()), *AUDIT)
    assert call(*args).code == 0
    install("faulty", FAULTY)
    assert call(*args).code == 3


def test_a_plugins_policy_and_rule_are_known_by_name(call: Call, install: Install) -> None:  # noqa: F811
    assert call("rules", "VISIT-01", "--policy", "sample-visit").code == 3
    install("visits", SAMPLE)
    told = call("rules", "VISIT-01", "--policy", "sample-visit", "--json")
    assert (told.code, told.json["clause"]) == (0, "第三条")
    assert "VISIT-01" in call("rules", "--policy", "sample-visit").out
    assert "VISIT-01" in call("policy", "show", "sample-visit").out


def test_what_a_plugin_reads_and_writes(call: Call, install: Install, tmp_path: Path, register: Path) -> None:  # noqa: F811
    odd = tmp_path / "register.oa"
    odd.write_text(json.dumps({"register": json.loads(register.read_text("utf-8"))}), encoding="utf-8")
    assert call("audit", odd, *AUDIT).code == 3
    install("everything", EVERYTHING)
    ours = call("audit", register, *AUDIT, "--format", "json")
    assert call("audit", odd, *AUDIT, "--format", "json").json["findings"] == ours.json["findings"]
    counted = call("audit", register, *AUDIT, "--format", "count")
    assert counted.out == f"{len(ours.json['findings'])}\n"
    assert call("audit", register, *AUDIT, "--format", "wrong").code == 3
    assert call("audit", register, *AUDIT, "--format", "none").code == 2
    assert ours.json["findings"][0]["message"]["zh-Hant"] == ours.json["findings"][0]["message"]["zh"].replace(
        "县", "縣"
    )


def test_a_plugins_command(call: Call, install: Install) -> None:  # noqa: F811
    assert call("hello").code == 2
    install("everything", EVERYTHING)
    found = call("hello", "a", "--b", "--lang", "en")
    assert (found.code, found.out) == (2, "en a --b\n")
    assert "hello" in call("--help").out
    for name in ("leaves", "text"):
        assert call(name).code == 3
    assert call("audit", "--help").code == 0  # a built-in command is never another's


def test_a_plugins_store_and_notifier_are_used_where_they_are_named(
    call: Call,  # noqa: F811
    install: Install,
    tmp_path: Path,
    register: Path,  # noqa: F811
) -> None:
    install("everything", EVERYTHING)
    place = tmp_path / "audits.db"
    later = (*AUDIT[:2], "--as-of", "2023-09-10")
    added = call("store", "add", f"plugin:vault:{place}", register, *later, "--tell", "broken,undetermined", "--json")
    assert (added.json["is_new"], added.code) == (True, 3)  # who was told of the changes failed
    assert "PLG-101" in added.err
    assert call("store", "add", f"plugin:empty:{place}", register, *AUDIT).code == 3
    assert call("store", "add", f"plugin:nobody:{place}", register, *AUDIT).code == 3
    sent = call("notify", "send", place, "--notifier", f"papers:{tmp_path / 'papers'}", "--json")
    assert sent.code == 0
    assert sent.json["sent"] == len(list((tmp_path / "papers").rglob("*.*"))) > 0
