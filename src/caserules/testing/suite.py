"""The part of a pytest run that is ours: its policy and language, what it collects, which rules it exercised. Loaded when used."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pytest

from caserules.errors import CaserulesError, InputRejected, RuleError
from caserules.hooks import Plugins, installed_plugins
from caserules.messages.testing import tell
from caserules.policy import Policy, known_policies, load_policy
from caserules.rules import rule_by_id
from caserules.testing import items
from caserules.testing.expecting import no_such_rule
from caserules.testing.notes import problems_text, seen_text
from caserules.testing.seen import Seen, rules_seen, start, stop
from caserules.testing.settings import Lang, language, use_language

__all__ = ["Suite"]

_OUTPUT: Final = "caserules_seen"


class Suite:
    """What a run asks of us.

    Args:
        config: pytest's.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.before: Lang = language()
        lang = config.getoption("caserules_lang", None) or config.getini("caserules_lang")
        if lang not in ("zh", "en"):
            raise pytest.UsageError("caserules_lang: zh, en")
        use_language("en" if lang == "en" else "zh")
        self.threshold: int | None = self._threshold()
        self.counts: bool = bool(config.getoption("caserules_coverage", False)) or self.threshold is not None
        self.seen: Seen = Seen()
        self.lost: bool = False
        self._brought: dict[str, Policy] = {}
        self.as_of: date = date.min
        if self.counts:
            self._usable()
            start(self.seen)
        if config.getoption("caserules_audit", None):
            self._usable()
            self._audit()

    def close(self) -> None:
        """Leave nothing behind."""
        stop(self.seen)
        use_language(self.before)

    # -------------------------------------------------------- what is asked

    @cached_property
    def policy(self) -> Policy:
        """The policy of the run."""
        asked = self.config.getoption("caserules_policy", None)
        if asked:
            return load_policy(asked)
        stated = self.config.getini("caserules_policy")
        beside = self.config.rootpath / stated  # a setting is read from where the settings stand
        return load_policy(beside if beside.is_file() else stated)

    @cached_property
    def plugins(self) -> Plugins:
        """The plugins that are installed, found when a card or a policy is nobody else's."""
        return installed_plugins()

    def policy_for(self, named: str) -> Policy:
        """Return the policy of a scenario: one that a plugin brings, if it names one, else the run's."""
        if not named or named.endswith(".toml") or named in known_policies():
            return self.policy
        if named not in self._brought:
            self._brought[named] = self.plugins.load_policy(named)
        return self._brought[named]

    def _usable(self) -> None:
        try:
            _ = self.policy
        except (CaserulesError, OSError) as error:
            raise pytest.UsageError(_told(error)) from None

    def _threshold(self) -> int | None:
        text = self.config.getoption("caserules_threshold", None)
        if text is None:
            return None
        if not (text.isascii() and text.isdecimal() and int(text) <= 100):
            raise pytest.UsageError(_told(CaserulesError("TST-011", where="--caserules-threshold")))
        return int(text)

    def _audit(self) -> None:
        """Take the register among what is collected; the day has to be given."""
        try:
            self.as_of = date.fromisoformat(self.config.getoption("caserules_as_of", None) or "")
        except ValueError:
            raise pytest.UsageError(_told(CaserulesError("TST-009", where="--caserules-as-of"))) from None
        path = str(Path(self.config.getoption("caserules_audit")).resolve())
        if not Path(path).is_file():
            raise pytest.UsageError(_told(CaserulesError("INP-001", where=Path(path).name)))
        if path not in {str(Path(arg).resolve()) for arg in self.config.args}:
            self.config.args.append(path)

    @property
    def is_worker(self) -> bool:
        """Whether this is a worker of pytest-xdist."""
        return hasattr(self.config, "workerinput")

    # -------------------------------------------------------- what is collected

    def scenario_file(self, path: Path, parent: pytest.Collector) -> pytest.Collector:
        """Return the tests of a scenario file."""
        return items.ScenarioFile.from_parent(parent, path=path)

    def card_file(self, path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Return the tests of a rule's card; None where no rule known here, or of an installed plugin, has that card."""
        try:
            rule = rule_by_id(path.stem)
        except RuleError:
            try:
                rule = self.plugins.brought().ruleset.by_id(path.stem)
            except CaserulesError:
                return None
        if rule.card.resolve() != path.resolve():
            return None
        return items.CardFile.from_parent(parent, path=path, rule=rule)

    def audit_file(self, path: Path, parent: pytest.Collector) -> pytest.Collector:
        """Return the tests of the register that is audited."""
        return items.AuditFile.from_parent(parent, path=path)

    def check_marked(self, item: pytest.Item) -> None:
        """Refuse a misspelt rule on a marked test; note in the test's report which rules it is about."""
        for marker in item.iter_markers("caserule"):
            for rule in marker.args or ("?",):
                problem = no_such_rule(str(rule), item.nodeid)
                if problem is not None:
                    raise pytest.UsageError(problems_text(InputRejected([problem])))
                item.user_properties.append(("caserules.rule", rule))
                self.seen.marked[rule] += 1

    # -------------------------------------------------------- what is counted

    def finish(self, session: pytest.Session) -> None:
        """Send what a worker saw, or fail the run where too little was exercised."""
        if not self.counts:
            return
        stop(self.seen)
        if self.is_worker:
            self.config.workeroutput[_OUTPUT] = self.seen.plain()  # type: ignore[attr-defined]
        elif self.threshold is not None and self._percent() < self.threshold and session.exitstatus in (0, 5):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def take(self, output: dict[str, Any]) -> None:
        """Take what a worker saw. All workers collect the same tests, so marks are counted once."""
        if not self.counts:
            return
        if _OUTPUT not in output:
            self.lost = True
            return
        seen = Seen.of_plain(output[_OUTPUT])
        self.seen.counts.update(seen.counts)
        self.seen.marked = seen.marked

    def _percent(self) -> int:
        return rules_seen(self.seen, self.policy)[1]

    def tell(self, reporter: Any) -> None:
        """Tell which rules were exercised."""
        if not self.counts or self.is_worker:
            return
        lang = language()
        reporter.write_sep("-", "caserules")
        reporter.write_line(seen_text(self.seen, self.policy))
        if self.lost:
            reporter.write_line(tell(lang, "seen.lost"), red=True)
        percent = self._percent()
        if self.threshold is not None and percent < self.threshold:
            reporter.write_line(tell(lang, "seen.under", percent=percent, threshold=self.threshold), red=True)


def _told(error: CaserulesError | OSError) -> str:
    return problems_text(error) if isinstance(error, CaserulesError) else str(error)
