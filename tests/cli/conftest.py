"""The command line called in the test's own process, and a small register as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from caserules.cli.run import run


@dataclass(frozen=True)
class Result:
    """What a call ended with and wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call: TypeAlias = Callable[..., Result]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the command line; whatever it ends with, no traceback is written."""
    monkeypatch.setenv("COLUMNS", "100")

    def called(*args: object) -> Result:
        capsys.readouterr()
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "程序内部错误" not in err, err
        assert "Internal error" not in err, err
        return Result(code, out, err)

    return called


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The small register as a plain document."""
    from caserules.demo import small_register

    plain: dict[str, Any] = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    return plain


@pytest.fixture
def register(tmp_path: Path, document: dict[str, Any]) -> Path:
    """The small register as a file."""
    path = tmp_path / "register.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path
