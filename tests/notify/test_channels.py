"""N04, N05: real servers on this machine: what arrives, what is refused, what is tried again; and by itself nothing is sent."""

from __future__ import annotations

import email
import email.policy
import json
import socket  # noqa: TID251  servers of this test's own, on this machine
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.notify import Arrival, Message, Notifier
from caserules.notify.book import Book, read_book
from caserules.notify.folder import FolderNotifier
from caserules.notify.mailing import MailNotifier
from caserules.notify.services import AppriseNotifier
from caserules.notify.webhook import WebhookNotifier
from notify.test_message import message

pytestmark = pytest.mark.filterwarnings(
    "ignore:'imghdr' is deprecated:DeprecationWarning"
)  # apprise's, on older Pythons


def code_of(error: pytest.ExceptionInfo[InputRejected]) -> tuple[str, str]:
    return error.value.code, error.value.problems[0].where


# ------------------------------------------------------------ N05: a folder


def test_a_message_is_a_file_and_the_same_message_the_same_file(tmp_path: Path) -> None:
    notifier = FolderNotifier(tmp_path / "out")
    assert isinstance(notifier, Notifier)
    for _ in range(2):
        assert notifier.send(message()).arrival is Arrival.SENT
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == f"2023-09-01-{message().key[:32]}.txt"
    text = file.read_text(encoding="utf-8")
    for part in (
        "收件单位：caizheng",
        message().key,
        "核查提示：建议 2023/12",
        "截至 2023-09-01：逾期。",
        "As of 2023-09-01: late.",
    ):
        assert part in text


@pytest.mark.parametrize("unit", ["../../etc/passwd", "/etc/passwd", "..", "CON", "-rf", "a/b", "财政局" * 90])
def test_no_file_is_named_by_a_unit(tmp_path: Path, unit: str) -> None:
    folder = tmp_path / "out"
    FolderNotifier(folder).send(message(unit=unit))
    assert [x.name for x in folder.iterdir()] == [f"2023-09-01-{message(unit=unit).key[:32]}.txt"]
    assert sorted(x.name for x in tmp_path.iterdir()) == ["out"]


@pytest.mark.parametrize("kind", ["a file in its place", "no parent"])
def test_a_folder_that_cannot_be_written_to_is_tried_again(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "out"
    if kind == "no parent":
        folder /= "deeper"
    else:
        folder.write_text("x", encoding="utf-8")
    found = FolderNotifier(folder).send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.LATER, "NTF-007", False)


def test_a_folder_opens_no_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    assert FolderNotifier(tmp_path / "out").send(message()).arrival is Arrival.SENT


# ------------------------------------------------------------ a webhook


@dataclass
class Server:
    """An HTTP server on this machine: what it answers, and what it got."""

    url: str = ""
    status: int = 200
    location: str = ""
    silent: float = 0
    got: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)


@pytest.fixture
def http() -> Iterator[Server]:
    told = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.got.append((self.path, dict(self.headers), json.loads(body)))
            if told.silent:
                time.sleep(told.silent)
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_port}/messages?to=office"
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_is_posted_with_its_key(http: Server) -> None:
    found = WebhookNotifier(http.url, token="geheim").send(message())  # noqa: S106  of no server
    assert (found.arrival, found.code) == (Arrival.SENT, None)
    ((path, headers, body),) = http.got
    assert path == "/messages?to=office"
    assert headers["Idempotency-Key"] == message().key == body["key"]
    assert headers["Authorization"] == "Bearer geheim"
    assert body == message().to_dict()


STATUSES = {
    200: (Arrival.SENT, False),
    204: (Arrival.SENT, False),
    301: (Arrival.NEVER, False),
    400: (Arrival.NEVER, False),
    404: (Arrival.NEVER, False),
    408: (Arrival.LATER, False),
    410: (Arrival.NEVER, False),
    429: (Arrival.LATER, False),
    500: (Arrival.LATER, True),
    502: (Arrival.LATER, True),
    503: (Arrival.LATER, False),
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_answer_has_its_meaning(http: Server, status: int) -> None:
    http.status = status
    found = WebhookNotifier(http.url).send(message())
    assert (found.arrival, found.may_have_arrived) == STATUSES[status]
    assert (found.code is None) is (status < 300)


def test_no_redirect_is_followed(http: Server) -> None:
    http.status, http.location = 307, "http://127.0.0.1:1/elsewhere"
    assert WebhookNotifier(http.url).send(message()).arrival is Arrival.NEVER
    assert len(http.got) == 1


def test_no_proxy_of_the_environment_is_asked(http: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert WebhookNotifier(http.url).send(message()).arrival is Arrival.SENT


def test_a_server_that_does_not_answer_in_time_may_have_it(http: Server) -> None:
    """N01: a time-out after the server has taken it."""
    http.silent = 1
    found = WebhookNotifier(http.url, timeout=0.2).send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.LATER, "NTF-004", True)
    assert len(http.got) == 1


def test_a_server_that_hangs_up_may_have_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.recv(100)
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        found = WebhookNotifier(f"http://127.0.0.1:{server.getsockname()[1]}/").send(message())
        thread.join()
    assert (found.arrival, found.may_have_arrived) == (Arrival.LATER, True)


def test_a_server_that_is_not_there_cannot_have_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = WebhookNotifier(f"http://127.0.0.1:{port}/").send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.LATER, "NTF-004", False)


def test_a_secure_server_has_to_show_who_it_is(http: Server) -> None:
    found = WebhookNotifier(http.url.replace("http:", "https:")).send(message())
    assert (found.arrival, http.got) == (Arrival.LATER, [])


@pytest.mark.parametrize(
    "url",
    ["", "office.example", "ftp://office.example/", "file:///etc/passwd", "http://", "http://a:b@office.example/",
     "http://office.example/a b", "http://office.example/\r\nX: y", "http://办公室.example/", "http://h:99999/", "http://h/#x"],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(InputRejected) as refused:
        WebhookNotifier(url)
    assert code_of(refused) == ("NTF-003", "url")


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "密"])
def test_a_token_is_one_word(token: str) -> None:
    with pytest.raises(InputRejected) as refused:
        WebhookNotifier("https://office.example/", token=token)
    assert code_of(refused) == ("NTF-003", "token")


# ------------------------------------------------------------ mail


@dataclass
class Post:
    """An SMTP server on this machine: what it got, and whom it refuses."""

    port: int = 0
    refuses: tuple[str, str] = ("", "")
    answer: str = ""
    got: list[tuple[list[str], email.message.EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuses == ("recipient", address):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses[0] == "data" and self.refuses[1] in envelope.rcpt_tos:
            if self.answer == "hang":
                server.transport.abort()
            return self.answer
        told = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.got.append((envelope.rcpt_tos, told))
        return "250 OK"


@pytest.fixture
def post() -> Iterator[Post]:
    from aiosmtpd.controller import Controller

    told = Post()
    controller = Controller(told, hostname="127.0.0.1", port=0)
    with socket.create_server(("127.0.0.1", 0)) as free:
        told.port = controller.port = free.getsockname()[1]
    controller.start()
    yield told
    controller.stop()


def mail(post: Post, **units: str) -> MailNotifier:
    return MailNotifier("127.0.0.1", "office@county.example", units, port=post.port, security="none", timeout=5)


def test_a_mail_goes_to_the_unit_and_to_nobody_else(post: Post) -> None:
    notifier = mail(post, caizheng="caizheng@county.example", jiaowei="jiaowei@county.example")
    assert isinstance(notifier, Notifier)
    assert notifier.send(message()).arrival is Arrival.SENT
    ((to, told),) = post.got
    assert to == ["caizheng@county.example"]
    assert told["Subject"] == "核查提示：建议 2023/12"
    assert (told["From"], told["To"], told["Cc"]) == ("office@county.example", "caizheng@county.example", None)
    assert told["Message-ID"] == f"<{message().key}@county.example>"
    text = told.get_content()
    assert "截至 2023-09-01：逾期。" in text
    assert "As of 2023-09-01: late." in text


def test_a_unit_without_an_address_gets_nothing_and_nobody_gets_it_in_its_place(post: Post) -> None:
    """N04: also a unit that was renamed: it is looked for by its id, and nothing else."""
    found = mail(post, caizhengju="caizheng@county.example").send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.NEVER, "NTF-002", False)
    assert post.got == []


ANSWERS = {
    "recipient 550 no such user": (Arrival.NEVER, "NTF-005"),
    "recipient 450 try again": (Arrival.LATER, "NTF-004"),
    "data 554 no": (Arrival.NEVER, "NTF-005"),
    "data 451 later": (Arrival.LATER, "NTF-004"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_one_that_is_refused_stops_nobody_else(post: Post, answer: str) -> None:
    at, _, post.answer = answer.partition(" ")
    post.refuses = (at, "gone@county.example")
    notifier = mail(post, caizheng="gone@county.example", jiaowei="jiaowei@county.example")
    found = notifier.send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (*ANSWERS[answer], False)
    assert notifier.send(message(unit="jiaowei")).arrival is Arrival.SENT
    assert [to for to, _ in post.got] == [["jiaowei@county.example"]]


def test_a_mail_server_that_hangs_up_in_the_middle_may_have_it(post: Post) -> None:
    post.refuses, post.answer = ("data", "c@d.example"), "hang"
    found = mail(post, caizheng="c@d.example").send(message())
    assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.LATER, "NTF-004", True)


def test_a_mail_server_that_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for security in ("none", "starttls", "tls"):
        notifier = MailNotifier("127.0.0.1", "a@b.example", {"caizheng": "c@d.example"}, port=port, security=security)
        found = notifier.send(message())
        assert (found.arrival, found.code, found.may_have_arrived) == (Arrival.LATER, "NTF-004", False)


def test_nothing_is_sent_in_the_clear_where_security_was_asked_for(post: Post) -> None:
    notifier = MailNotifier(
        "127.0.0.1", "a@b.example", {"caizheng": "c@d.example"}, port=post.port, security="starttls"
    )
    assert notifier.send(message()).arrival is Arrival.LATER
    assert post.got == []


def test_who_cannot_enter_sends_nothing(post: Post) -> None:
    settings: dict[str, Any] = {"port": post.port, "security": "none", "user": "clerk", "password": "geheim"}
    found = MailNotifier("127.0.0.1", "a@b.example", {"caizheng": "c@d.example"}, **settings).send(message())
    assert (found.arrival, post.got) == (Arrival.LATER, [])


@pytest.mark.parametrize(
    "address",
    ["", "caizheng", "a@b.example,c@d.example", "a@b.example;c@d.example", "a@b.example\r\nBcc: c@d.example",
     "a@b.example c@d.example", "<a@b.example>", "a@b.example&cc=c@d.example", "a@b.example?bcc=c@d.example", "财政@b.example", "a@"],
)  # fmt: skip
def test_an_address_that_is_more_than_one_or_forges_a_header_is_refused(post: Post, address: str) -> None:
    with pytest.raises(InputRejected) as refused:
        mail(post, caizheng=address)
    assert code_of(refused) == ("NTF-003", "units.caizheng")


@pytest.mark.parametrize(
    ("where", "settings"),
    [("host", {"host": "smtp\r\nx"}), ("host", {"host": ""}), ("from", {"sender": "a@b.example\r\nBcc: c@d.example"}),
     ("security", {"security": "ssl"}), ("port", {"port": 70000}), ("port", {"port": -1}), ("user", {"user": "clerk"})],
)  # fmt: skip
def test_a_mail_server_is_named_as_it_should_be(where: str, settings: dict[str, Any]) -> None:
    with pytest.raises(InputRejected) as refused:
        MailNotifier(**{"host": "smtp.example", "sender": "a@b.example", "addresses": {}, **settings})
    assert code_of(refused) == ("NTF-003", where)


def test_a_subject_with_letters_of_every_kind_is_one_subject(post: Post) -> None:
    subject = '核查 𠮷 "a" <b> : ' + "长" * 150
    assert mail(post, caizheng="c@d.example").send(message(subject_zh=subject)).arrival is Arrival.SENT
    ((to, told),) = post.got
    assert (to, told["Subject"], told["Bcc"]) == (["c@d.example"], subject, None)


# ------------------------------------------------------------ others that apprise knows

SERVICES = {
    "DingTalk": "dingtalk://abcdefgh12345678",
    "WeCom": "wecombot://abcdefgh-1234-abcd-1234-abcdefghijkl",
    "Feishu": "feishu://abcdefgh12345678abcdefgh",
    "Lark": "lark://abcdefgh-1234-abcd-1234-abcdefghijkl",
}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_known_by_its_notation(service: str) -> None:
    assert AppriseNotifier({"caizheng": SERVICES[service]}).name == "apprise"


@pytest.mark.parametrize("address", ["", "nothing://x", "a@b.example", "dingtalk://"])
def test_a_service_that_is_not_known_is_refused(address: str) -> None:
    with pytest.raises(InputRejected) as refused:
        AppriseNotifier({"caizheng": address})
    assert code_of(refused) == ("NTF-003", "units.caizheng")


def test_a_service_is_called_with_title_and_text(http: Server) -> None:
    """apprise's own JSON service, on this machine."""
    notifier = AppriseNotifier({"caizheng": http.url.replace("http:", "json:")})
    assert notifier.send(message()).arrival is Arrival.SENT
    ((_, _, body),) = http.got
    assert body["title"] == "核查提示：建议 2023/12"
    assert "截至 2023-09-01：逾期。" in body["message"]


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(InputRejected) as refused:
        AppriseNotifier({})
    assert refused.value.code == "INP-014"


def test_apprise_is_not_loaded_before_it_is_used() -> None:
    import subprocess

    code = "import sys, caserules.notify, caserules.notify.services, caserules.store; print({'apprise', 'sqlalchemy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    assert ran.stdout.strip() == "set()"


# ------------------------------------------------------------ the book


def book(tmp_path: Path, text: str) -> Book:
    path = tmp_path / "book.toml"
    path.write_text(text, encoding="utf-8")
    return read_book(path)


GOOD = """
schema = "caserules.book/1"
[channel]
kind = "mail"
host = "127.0.0.1"
port = 2525
from = "office@county.example"
[units]
caizheng = "caizheng@county.example"
"县教委" = "jiaowei@county.example"
"""


def test_a_book_gives_a_units_address_by_its_id(tmp_path: Path) -> None:
    found = book(tmp_path, GOOD)
    assert (found.kind, found.address("县教委"), found.address("县教育局")) == ("mail", "jiaowei@county.example", None)


BAD = {
    "not TOML": "x",
    "another schema": GOOD.replace("book/1", "book/2"),
    "no channel": 'schema = "caserules.book/1"\n',
    "another kind": GOOD.replace('"mail"', '"fax"'),
    "another key": GOOD + "[fallback]\nall = 'x@y.example'\n",
    "an empty address": GOOD.replace("caizheng@county.example", ""),
    "a blank address": GOOD.replace("caizheng@county.example", " "),
    "two lines": GOOD.replace("caizheng@county.example", "a@b.example\\r\\nBcc: c@d.example"),
    "a number": GOOD.replace('"caizheng@county.example"', "7"),
    "a list": GOOD.replace('"caizheng@county.example"', '["a@b.example"]'),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_book_that_is_not_written_as_it_should_be_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(InputRejected) as refused:
        book(tmp_path, BAD[kind])
    assert refused.value.code == "NTF-003"
    assert "county.example" not in str(refused.value)


def test_messages_are_frozen(tmp_path: Path) -> None:
    found = book(tmp_path, GOOD)
    with pytest.raises(TypeError):
        found.units["x"] = "y"  # type: ignore[index]
    told: Message = message()
    with pytest.raises(AttributeError):
        told.unit = "x"  # type: ignore[misc]
