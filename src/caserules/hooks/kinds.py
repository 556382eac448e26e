"""What plugins give and are given: small frozen records, each checked when it is made.

A hook returns these and nothing else. A subclass, or a thing that merely looks alike, is refused where the answer is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from caserules.errors import PluginError

__all__ = ["Command", "Exporter", "Importer", "Language", "NotifierKind", "Remark", "StoreKind"]

_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,10}(\.[a-z0-9]{1,10})?")
_LONGEST: Final = 500


def _check(kind: str, where: str, pattern: re.Pattern[str], value: object) -> None:
    if not isinstance(value, str) or pattern.fullmatch(value) is None:
        raise PluginError("PLG-015", kind=kind, where=where)


def _check_text(kind: str, where: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST or not value.isprintable():
        raise PluginError("PLG-015", kind=kind, where=where)


def _check_call(kind: str, where: str, value: object) -> None:
    if not callable(value):
        raise PluginError("PLG-015", kind=kind, where=where)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a plugin finds odd in a register; it is told among the data issues, and moves no verdict.

    Attributes:
        zh: the sentence in Chinese, at most 500 characters.
        en: the sentence in English.
        case: the case that it is about, as `suggestion/2023/12`.
        unit: the unit that it is about.

    Raises:
        PluginError: `PLG-015` a text that is empty, too long, or not printable.
    """

    zh: str
    en: str
    case: str | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        for name in ("zh", "en"):
            _check_text("Remark", name, getattr(self, name))
        for name in ("case", "unit"):
            if getattr(self, name) is not None:
                _check_text("Remark", name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of file that a plugin reads.

    Attributes:
        name: small letters, digits and `-`; unique among all plugins.
        suffix: how the file's name ends, such as `.oa`.
        read: from the file's bytes and name to a register as a mapping, in the canonical document's form.
    """

    name: str
    suffix: str
    read: Callable[[bytes, str], Mapping[str, Any]]

    def __post_init__(self) -> None:
        _check("Importer", "name", _NAME, self.name)
        _check("Importer", "suffix", _SUFFIX, self.suffix)
        _check_call("Importer", "read", self.read)


@dataclass(frozen=True, slots=True)
class Exporter:
    """A form in which a plugin writes an assessment.

    Attributes:
        name: small letters, digits and `-`; unique among all plugins, and no built-in form's.
        write: from an assessment's plain form to the file's bytes.
    """

    name: str
    write: Callable[[Mapping[str, Any]], bytes]

    def __post_init__(self) -> None:
        _check("Exporter", "name", _NAME, self.name)
        _check_call("Exporter", "write", self.write)


@dataclass(frozen=True, slots=True)
class Language:
    """A language in which a plugin tells findings, beside Chinese and English.

    Attributes:
        code: its tag, such as `zh-Hant`; not `zh`, not `en`.
        name: what its speakers call it.
        tell: from a finding's plain form to a sentence.
    """

    code: str
    name: str
    tell: Callable[[Mapping[str, Any]], str]

    def __post_init__(self) -> None:
        _check("Language", "code", _LANGUAGE, self.code)
        _check_text("Language", "name", self.name)
        _check_call("Language", "tell", self.tell)
        if self.code in ("zh", "en"):
            raise PluginError("PLG-015", kind="Language", where="code")


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand of the command line.

    Attributes:
        name: small letters, digits and `-`; unique among all plugins, and no built-in command's.
        zh, en: what it does, in a line of each language.
        run: from the arguments after its name and the language (`zh`, `en`) to an exit code, 0 to 125.
    """

    name: str
    zh: str
    en: str
    run: Callable[[Sequence[str], str], int]

    def __post_init__(self) -> None:
        _check("Command", "name", _NAME, self.name)
        for name in ("zh", "en"):
            _check_text("Command", name, getattr(self, name))
        _check_call("Command", "run", self.run)


@dataclass(frozen=True, slots=True)
class StoreKind:
    """A store that a plugin offers; it is used where it is named, and never by itself.

    Attributes:
        name: small letters, digits and `-`; unique among all plugins.
        open: from a place, as the plugin's documentation says, to a `caserules.store.Store`.
    """

    name: str
    open: Callable[[str], Any]

    def __post_init__(self) -> None:
        _check("StoreKind", "name", _NAME, self.name)
        _check_call("StoreKind", "open", self.open)


@dataclass(frozen=True, slots=True)
class NotifierKind:
    """A notifier that a plugin offers; it is used where it is named, and never by itself.

    Attributes:
        name: small letters, digits and `-`; unique among all plugins.
        make: from a place, as the plugin's documentation says, to a `caserules.notify.Notifier`.
    """

    name: str
    make: Callable[[str], Any]

    def __post_init__(self) -> None:
        _check("NotifierKind", "name", _NAME, self.name)
        _check_call("NotifierKind", "make", self.make)
