"""`caserules store`, `verify` and `notify`: an audit stored, looked at, told, forgotten and checked from the command line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from cli.conftest import Call

KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
POLICY = ("--policy", "pengshui-2023")


@pytest.fixture
def store(call: Call, tmp_path: Path) -> Path:
    """A store."""
    path = tmp_path / "audits.db"
    assert call("store", "init", path).code == 0
    return path


@pytest.fixture
def filled(call: Call, store: Path, register: Path) -> Path:
    """A store with two audits and a message."""
    for day in ("2023-05-23", "2023-06-01"):
        assert call("store", "add", store, register, *POLICY, "--as-of", day, "--tell", "broken").code == 0
    return store


def test_an_audit_is_stored_once_and_compared(call: Call, store: Path, register: Path) -> None:
    told = []
    for day in ("2023-05-23", "2023-06-01", "2023-06-01", "2023-05-30"):
        result = call("store", "add", store, register, *POLICY, "--as-of", day, "--tell", "broken")
        assert result.code == 0
        told.append(result.out)
    assert "第 1 次" in told[0]
    assert "第一次" in told[0]
    assert "与第 1 次相比" in told[1]
    assert "待送消息 1 条" in told[1]
    assert "已存过：第 2 次" in told[2]
    assert "早于已存的核查" in told[3]


def test_what_was_stored_is_told_to_a_program(call: Call, filled: Path, register: Path) -> None:
    runs = call("store", "list", filled, "--json").json["runs"]
    assert [(x["run"], x["as_of"], x["compared"]) for x in runs] == [(1, "2023-05-23", None), (2, "2023-06-01", 1)]
    shown = call("store", "show", filled, "--run", "2", "--json").json
    assert [(x["finding"], x["kind"]) for x in shown["changes"]] == [(KEY, "changed")]
    history = call("store", "show", filled, "--finding", KEY, "--json").json["history"]
    assert [(x["run"], x["verdict"], x["due"]) for x in history] == [
        (1, "pending", "2023-05-23"),
        (2, "broken", "2023-05-23"),
    ]
    again = call("store", "add", filled, register, *POLICY, "--as-of", "2023-06-01", "--json").json
    assert (again["is_new"], again["run"]) == (False, 2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_stored_is_told_to_a_person(call: Call, filled: Path, lang: str) -> None:
    pages = [
        call("store", "list", filled, "--lang", lang),
        call("store", "show", filled, "--run", "2", "--lang", lang),
        call("store", "show", filled, "--run", "1", "--lang", lang),
        call("store", "show", filled, "--finding", KEY, "--lang", lang),
        call("store", "show", filled, "--finding", "none", "--lang", lang),
        call("verify", filled, "--lang", lang),
        call("notify", "list", filled, "--lang", lang),
    ]
    assert [x.code for x in pages] == [0] * 7
    assert "2023-06-01" in pages[0].out
    assert KEY in pages[1].out
    assert ("未到期" if lang == "zh" else "pending") in pages[3].out
    assert ("没有这项" if lang == "zh" else "no such") in pages[4].out


def test_messages_go_into_a_folder_and_nothing_is_sent(call: Call, filled: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = call("notify", "send", filled, "--folder", folder)
    assert (result.code, "送出 1" in result.out) == (0, True)
    (file,) = folder.iterdir()
    assert "县财政局" in file.read_text(encoding="utf-8")
    assert call("notify", "send", filled, "--folder", folder, "--json").json == {
        "sent": 0, "later": 0, "dead": 0, "faults": 0, "codes": {},
    }  # fmt: skip
    (listed,) = call("notify", "list", filled, "--state", "sent", "--json").json["messages"]
    assert listed["message"]["unit"] == "caizheng"
    assert call("notify", "list", filled, "--state", "waiting").out.strip() == "没有消息。"


MAIL = """
schema = "caserules.book/1"
[channel]
kind = "mail"
host = "127.0.0.1"
port = 1
from = "office@county.example"
security = "none"
[units]
"""


def test_a_message_that_is_given_up_ends_three_and_can_be_put_back(call: Call, filled: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.toml"
    book.write_text(MAIL, encoding="utf-8")
    result = call("notify", "send", filled, "--book", book)
    assert (result.code, "送不出 1" in result.out, "NTF-002" in result.err) == (3, True, True)
    assert "放回 1 条" in call("notify", "again", filled, "--number", "1").err
    book.write_text(MAIL + 'caizheng = "caizheng@county.example"\n', encoding="utf-8")
    result = call("notify", "send", filled, "--book", book)
    assert (result.code, "稍后再试 1" in result.out, "NTF-004" in result.err) == (0, True, True)
    assert "caizheng@county.example" not in result.out + result.err
    assert "放回 0 条" in call("notify", "again", filled).err


BOOKS = {
    "webhook": 'kind = "webhook"\nurl = "https://127.0.0.1:1/x"\ntoken_env = "CASERULES_TEST_TOKEN"',
    "apprise": 'kind = "apprise"',
    "mail": MAIL.split("[channel]\n")[1].split("[units]", maxsplit=1)[0],
    "folder": 'kind = "folder"',
}


@pytest.mark.parametrize("kind", BOOKS)
@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_book_names_its_channel(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from caserules.cli.notify import notifier_of

    monkeypatch.setenv("CASERULES_TEST_TOKEN", "geheim")
    book = tmp_path / "book.toml"
    book.write_text(f'schema = "caserules.book/1"\n[channel]\n{BOOKS[kind]}\n[units]\n', encoding="utf-8")
    assert notifier_of(book, tmp_path).name == kind


@pytest.mark.parametrize(
    "channel",
    ['kind = "webhook"', 'kind = "mail"\nhost = "h"', BOOKS["webhook"], BOOKS["mail"].replace("1\n", '"x"\n')],
    ids=["no url", "no sender", "a secret that is not set", "a port that is no number"],
)
def test_a_book_that_lacks_what_its_channel_needs_is_refused(
    call: Call, filled: Path, tmp_path: Path, channel: str
) -> None:
    book = tmp_path / "book.toml"
    book.write_text(f'schema = "caserules.book/1"\n[channel]\n{channel}\n[units]\n', encoding="utf-8")
    result = call("notify", "send", filled, "--book", book)
    assert (result.code, "NTF-003" in result.err) == (3, True)
    assert len(call("notify", "list", filled, "--state", "waiting", "--json").json["messages"]) == 1


def test_a_store_that_was_altered_ends_three_and_names_the_place(call: Call, filled: Path) -> None:
    head = call("verify", filled, "--json").json["head"]
    assert call("verify", filled, "--head", head).code == 0
    assert call("verify", filled, "--head", "0" * 64).code == 3
    with sqlite3.connect(filled) as connection:
        connection.execute(
            "UPDATE cr_finding SET verdict = 'met', breach = NULL WHERE run_no = 2 AND verdict = 'broken'"
        )
    connection.close()
    result = call("verify", filled)
    assert (result.code, "STO-014" in result.err) == (3, True)
    assert "run 2, finding " in result.err
    assert call("verify", filled, "--json").json["broken"].startswith("run 2, finding ")


def test_a_case_is_forgotten(call: Call, filled: Path) -> None:
    result = call("store", "purge", filled, "--case", "suggestion/2023/2")
    assert (result.code, "抹去了" in result.out) == (0, True)
    assert call("verify", filled, "--json").json["purges"] == 1
    assert call("store", "purge", filled, "--before-run", "2").code == 0
    assert "内容已抹去" in call("notify", "list", filled).out
    assert call("verify", filled).code == 0


def test_confirming_steps_are_kept_and_given_out_as_a_file(
    call: Call, filled: Path, register: Path, tmp_path: Path
) -> None:
    for state in ("draft", "told", "answered", "confirmed"):
        assert call("store", "confirm", filled, KEY, state, "--by", "欧阳无名", "--on", "2023-06-01").code == 0
    assert call("store", "confirm", filled, KEY, "draft", "--by", "欧阳无名", "--on", "2023-06-01").code == 3
    record = tmp_path / "steps.jsonl"
    assert call("store", "confirmations", filled, "--out", record).code == 0
    assert call("store", "confirmations", filled).out == record.read_text(encoding="utf-8")
    draft = call(
        "criticism", register, *POLICY, "--as-of", "2023-06-01", "--confirmed", record, "--format", "json"
    ).json
    assert [x["finding"] for x in draft["items"]] == [KEY]


@pytest.mark.parametrize(
    "args",
    [
        ("show", "STORE"),
        ("show", "STORE", "--run", "1", "--finding", KEY),
        ("show", "STORE", "--run", "0"),
        ("purge", "STORE"),
        ("purge", "STORE", "--case", "x", "--before-run", "1"),
        ("add", "STORE", "REGISTER", *POLICY, "--as-of", "2023-06-01", "--tell", "met"),
    ],
    ids=" ".join,
)
def test_what_is_asked_wrongly_is_a_usage_error(
    call: Call, filled: Path, register: Path, args: tuple[str, ...]
) -> None:
    places = {"STORE": filled, "REGISTER": register}
    assert call("store", *(places.get(x, x) for x in args)).code == 2


@pytest.mark.parametrize("command", ["store list", "store show --run 1", "verify", "notify list", "notify send"])
def test_where_there_is_no_store_it_is_told_and_none_is_made(call: Call, tmp_path: Path, command: str) -> None:
    path = tmp_path / "none.db"
    words = command.split()
    n = 2 if words[0] in {"store", "notify"} else 1
    result = call(*words[:n], path, *words[n:])
    assert (result.code, "STO-013" in result.err, path.exists()) == (3, True, False)


def test_a_foreign_file_is_no_store(call: Call, register: Path) -> None:
    before = register.read_bytes()
    for command in (("store", "init"), ("store", "list"), ("verify",)):
        result = call(*command, register)
        assert (result.code, "STO-002" in result.err) == (3, True)
    assert register.read_bytes() == before


def test_a_partial_register_is_another_run(call: Call, store: Path, register: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.json"
    faulty.write_text(register.read_text(encoding="utf-8").replace('"2023-05-26"', '"2023-05-99"', 1), encoding="utf-8")
    assert call("store", "add", store, faulty, *POLICY, "--as-of", "2023-06-01").code == 3
    result = call("store", "add", store, faulty, *POLICY, "--as-of", "2023-06-01", "--allow-partial", "--json")
    assert result.code == 0
    assert result.json["receipt"]["options"]["partial"] is True
    assert result.json["receipt"]["scores"] is None


def test_without_the_extra_it_is_named(call: Call, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "caserules.store.opening", raising=False)
    result = call("store", "list", store)
    assert (result.code, "INP-014" in result.err, "store" in result.err) == (3, True, True)
