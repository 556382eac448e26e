"""From arguments to an exit code: the language taken out, the command called, every way to end told as it should be.

Faults of the caller are sentences and exit 2 or 3. A fault of this program is told as such and ends 70, which is no verdict; the
contents of an exception are not printed, since they may hold data.
"""

from __future__ import annotations

import contextlib
import signal
import traceback
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import Any, Final

from caserules.cli.out import PipeClosed, note, prepare_streams, silence_stdout
from caserules.cli.plugging import plugging
from caserules.cli.words import Lang, say
from caserules.errors import CaserulesError

__all__ = ["Refused", "end_on_terminate", "problems_text", "run", "take_language", "take_off"]

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
TERMINATED: Final = 143
FAULT: Final = 70
PLUGIN_FAULTY: Final = 3
_OVERRULED: Final = (0, 1, 4)
_OFF: Final = "--plugins-off"
_MOST_TOLD: Final = 200


class Refused(Exception):
    """Several inputs refused, told all at once."""

    def __init__(self, errors: Iterable[CaserulesError]) -> None:
        self.errors = tuple(errors)
        super().__init__(", ".join(error.code for error in self.errors))


class _Usage(Exception):
    """A usage error found before any command."""


def run(args: Sequence[str]) -> int:
    """Run the command line.

    Args:
        args: the arguments without the program's name.

    Returns:
        The exit code.
    """
    prepare_streams()
    lang: Lang = "zh"
    try:
        lang, rest = take_language(args)
        off, rest = take_off(rest)
        with plugging(off) as at_hand:
            code = _call(rest, lang)
            return PLUGIN_FAULTY if at_hand.is_faulty and code in _OVERRULED else code
    except _Usage as error:
        note(say(lang, "usage", what=str(error)))
        return 2
    except (CaserulesError, Refused) as error:
        _tell(error, lang)
        return 3
    except (PipeClosed, BrokenPipeError):
        silence_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        note(say(lang, "interrupted"))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  a fault of ours must not end 1, which says that a unit broke a duty
        _tell_fault(error, lang)
        return FAULT


def end_on_terminate() -> None:
    """End by an exception when asked to end, so that no half-written file stays behind."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(TERMINATED)

    with contextlib.suppress(ValueError):  # not the main thread: somebody else's to handle
        signal.signal(signal.SIGTERM, end)


def take_language(args: Sequence[str]) -> tuple[Lang, list[str]]:
    """Take `--lang` out of the arguments, wherever it stands before a `--`.

    Example:
        >>> take_language(["rules", "--lang", "en", "--json"])
        ('en', ['rules', '--json'])
    """
    lang: Lang = "zh"
    rest: list[str] = []
    left = list(args)
    while left:
        word = left.pop(0)
        if word == "--":
            return lang, [*rest, word, *left]
        if word == "--lang" or word.startswith("--lang="):
            lang = _language(word.partition("=")[2] if "=" in word else (left.pop(0) if left else ""), lang)
        else:
            rest.append(word)
    return lang, rest


def take_off(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Take `--plugins-off` with its names out of the arguments, wherever it stands before a `--`.

    Example:
        >>> take_off(["audit", "--plugins-off", "a,b", "register.json"])
        (['a', 'b'], ['audit', 'register.json'])
    """
    off: list[str] = []
    rest: list[str] = []
    left = list(args)
    while left:
        word = left.pop(0)
        if word == "--":
            return off, [*rest, word, *left]
        if word == _OFF or word.startswith(f"{_OFF}="):
            off += (word.partition("=")[2] if "=" in word else (left.pop(0) if left else "")).split(",")
        else:
            rest.append(word)
    return off, rest


def _language(word: str, lang: Lang) -> Lang:
    if word == "zh":
        return "zh"
    if word == "en":
        return "en"
    raise _Usage(say(lang, "usage.value", where="--lang", why=say(lang, "usage.one_of", choices="zh, en")))


def _call(args: list[str], lang: Lang) -> int:
    import typer

    from caserules.cli.app import build

    command = typer.main.get_command(build(lang))
    try:
        code = command.main(args=args, prog_name="caserules", standalone_mode=False)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as ended:  # how the layers below end when the reader of their help went away
        if ended.code == TERMINATED:
            raise
        raise PipeClosed from None
    except Exception as error:
        if not hasattr(error, "exit_code"):
            raise
        return _tell_usage(error, lang)
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


# ------------------------------------------------------------ telling


def _tell_usage(error: Any, lang: Lang) -> int:
    """Tell a usage error of the layer below in our words; its classes are known by their names."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "caserules")
    note(say(lang, "usage", what=_usage_text(error, lang)))
    note(say(lang, "usage.hint", command=path))
    return int(error.exit_code)


def _usage_text(error: Any, lang: Lang) -> str:
    kind = type(error).__name__
    param = getattr(error, "param", None)
    where = _param_name(param)
    if kind == "UsageError" and error.message.startswith("Got unexpected extra argument"):
        return say(lang, "usage.extra", where=error.message.rpartition(" (")[2].rstrip(")"))
    if kind == "UsageError" and error.message == "Missing command.":
        return say(lang, "usage.no_command")
    if kind == "MissingParameter" and where:
        return say(lang, "usage.missing", where=where)
    if kind == "NoSuchOption":
        similar = _similar(getattr(error, "possibilities", None), lang)
        return say(lang, "usage.option", where=error.option_name, similar=similar)
    if kind == "BadParameter":
        return say(lang, "usage.value", where=where, why=error.message) if where else str(error.message)
    return str(error.format_message())


def _param_name(param: Any) -> str:
    if param is None:
        return ""
    options = [name for name in getattr(param, "opts", ()) if name.startswith("--")]
    return options[0] if options else str(param.metavar or param.name or "").strip("[]")


def _similar(names: Iterable[str] | None, lang: Lang) -> str:
    return say(lang, "usage.similar", names=", ".join(names)) if names else ""


def problems_text(error: CaserulesError | Refused, lang: Lang) -> list[str]:
    """Return every problem of an error as a line: code, sentence, remedy."""
    from caserules.report.safe import visible

    errors = error.errors if isinstance(error, Refused) else (error,)
    lines: list[str] = []
    for each in errors:
        found = getattr(each, "problems", (each,))
        lines += (say(lang, "error", code=x.code, what=visible(x.message(lang))) for x in found)
    return lines


def _tell(error: CaserulesError | Refused, lang: Lang) -> None:
    lines = problems_text(error, lang)
    for line in lines[:_MOST_TOLD]:
        note(line)
    if len(lines) > 1:
        note(say(lang, "errors" if len(lines) <= _MOST_TOLD else "errors_more", n=len(lines), shown=_MOST_TOLD))


def _tell_fault(error: Exception, lang: Lang) -> None:
    note(say(lang, "fault", kind=type(error).__name__))
    note("".join(traceback.format_tb(error.__traceback__)).rstrip())
