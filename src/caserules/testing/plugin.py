"""What pytest finds by itself: options, a marker, fixtures, and which files are tests. It imports the library when one is used.

Every hook here asks first whether the run uses it, and only then hands on to `caserules.testing.items` and `.suite`; a run that
does not use it pays for this module alone.

PYTEST_DONT_REWRITE: nothing is asserted here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from caserules.calendar import WorkCalendar
    from caserules.policy import Policy
    from caserules.testing.builders import CaseBuilder, RegisterBuilder
    from caserules.testing.suite import Suite

__all__: list[str] = []

_SUFFIX: Final = ".caserules.toml"
_MARKERS: Final = (
    "caserule(*ids): the test is about these rules, such as caserule('COHAND-01'); a misspelt id is an error",
    "caserules_audit: a test of --caserules-audit: what one rule asks of a case, or of a unit",
)
_SUITE: Final = pytest.StashKey["Suite"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, and the two settings that a project states once."""
    group = parser.getgroup("caserules", "caserules 办理规则 · rules for suggestions and proposals")
    group.addoption("--caserules-policy", metavar="NAME", help="政策名称或文件 · the policy: a name or a file")
    group.addoption("--caserules-lang", choices=("zh", "en"), help="说明所用语言 · the language of what is told")
    group.addoption(
        "--caserules-coverage", action="store_true", help="列出测试核查到的规则 · tell which rules the tests exercise"
    )
    group.addoption(
        "--caserules-threshold",
        metavar="N",
        help="规则覆盖低于 N%% 时失败 · fail where fewer than N %% of the rules are exercised",
    )
    group.addoption(
        "--caserules-audit",
        metavar="FILE",
        help="台账文件：每件每规则一项测试 · a register: a test for each case and rule",
    )
    group.addoption("--caserules-as-of", metavar="DAY", help="台账截至哪一天 · the day of the audit's verdicts")
    group.addoption(
        "--caserules-allow-undetermined",
        action="store_true",
        help="台账中不能判定的不算失败 · what cannot be told does not fail the audit",
    )
    parser.addini("caserules_policy", "政策名称或文件 · the policy: a name or a file", default="pengshui-2023")
    parser.addini("caserules_lang", "说明所用语言 zh 或 en · the language of what is told", default="zh")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers; take up what the run asks for."""
    for line in _MARKERS:
        config.addinivalue_line("markers", line)
    asked = any(_option(config, name) for name in ("coverage", "threshold", "audit"))
    if asked:
        _suite(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    suite = config.stash.get(_SUITE, None)
    if suite is not None:
        suite.close()


def _option(config: pytest.Config, name: str) -> Any:
    return config.getoption(f"caserules_{name}", None)


def _suite(config: pytest.Config) -> Suite:
    """Return the run's own part, made when first asked for."""
    if _SUITE not in config.stash:
        from caserules.testing.suite import Suite  # noqa: PLC0415  loaded when used

        config.stash[_SUITE] = Suite(config)
    return config.stash[_SUITE]


# ------------------------------------------------------------ what is collected


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect scenario files, the cards of the library's own rules, and the register that is audited."""
    if file_path.name.endswith(_SUFFIX):
        return _suite(parent.config).scenario_file(file_path, parent)
    if file_path.suffix == ".toml" and _is_card(file_path):
        return _suite(parent.config).card_file(file_path, parent)
    audited = _option(parent.config, "audit")
    if audited and file_path == Path(audited).resolve():
        return _suite(parent.config).audit_file(file_path, parent)
    return None


def _is_card(path: Path) -> bool:
    """Whether a file is named as a rule's card is, and stands in a folder of code: `COHAND-01.toml`."""
    word, _, number = path.stem.partition("-")
    named = word.isascii() and word.isalpha() and word.isupper() and len(number) == 2 and number.isdecimal()
    return named and path.with_name("__init__.py").is_file()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Refuse a misspelt rule on a marked test."""
    if next(item.iter_markers("caserule"), None) is not None:
        _suite(item.config).check_marked(item)


# ------------------------------------------------------------ what is counted and told


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what a worker saw to its controller, or see whether enough was exercised."""
    suite = session.config.stash.get(_SUITE, None)
    if suite is not None:
        suite.finish(session)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take what a worker of pytest-xdist saw."""
    suite = node.config.stash.get(_SUITE, None)
    if suite is not None:
        suite.take(getattr(node, "workeroutput", None) or {})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Tell which rules were exercised."""
    suite = config.stash.get(_SUITE, None)
    if suite is not None:
        suite.tell(terminalreporter)


# ------------------------------------------------------------ fixtures


@pytest.fixture(scope="session")
def caserules_policy(request: pytest.FixtureRequest) -> Policy:
    """The policy of the run: `--caserules-policy`, the setting `caserules_policy`, or pengshui-2023."""
    return _suite(request.config).policy


@pytest.fixture(scope="session")
def caserules_calendar() -> WorkCalendar:
    """The packaged working-day calendar."""
    from caserules.calendar import WorkCalendar  # noqa: PLC0415  loaded when used

    return WorkCalendar.default()


@pytest.fixture
def caserules_register(caserules_policy: Policy) -> RegisterBuilder:
    """An empty register of the policy's year, to be told."""
    from caserules.testing.builders import RegisterBuilder  # noqa: PLC0415  loaded when used

    return RegisterBuilder() if caserules_policy.year is None else RegisterBuilder(caserules_policy.year)


@pytest.fixture
def caserules_case(caserules_policy: Policy) -> CaseBuilder:
    """A case of the policy's year, to be told."""
    from caserules.testing.builders import CaseBuilder  # noqa: PLC0415  loaded when used

    return CaseBuilder() if caserules_policy.year is None else CaseBuilder(caserules_policy.year)
