"""Plugins that are installed: found when asked for, refused naming distribution and version, turned off by name."""

from __future__ import annotations

import subprocess
import sys

import pytest

from caserules import PluginError, installed_plugins, plugins_of
from caserules.hooks import check_plugins
from caserules.testing import sample
from hooks.conftest import Install

GOOD = """
from caserules.hooks import Remark, hookimpl
caserules_api = 1
@hookimpl
def before_assess(register):
    return ()
"""


def test_an_installed_plugin_is_found_with_its_distribution_and_version(install: Install) -> None:
    install("visits", GOOD, version="2.3", dist="acme-visits")
    (found,) = installed_plugins()
    assert (found.name, found.version, found.distribution, found.hooks) == (
        "visits",
        "2.3",
        "acme-visits",
        ("before_assess",),
    )
    assert found.who == "visits (acme-visits 2.3)"


@pytest.mark.parametrize(
    ("source", "code", "told"),
    [
        ("import no_such_module_at_all", "PLG-001", "ModuleNotFoundError"),
        ("raise SystemExit(0)", "PLG-001", "SystemExit"),
        ("def broken(:", "PLG-001", "SyntaxError"),
        ("caserules_api = 2", "PLG-002", "2"),
        ("", "PLG-002", "1"),
        ("caserules_api = True", "PLG-002", "1"),
        (GOOD.replace("before_assess", "before_asses"), "PLG-004", "before_assess"),
        (GOOD.replace("(register)", "(register, clock)"), "PLG-005", "clock"),
        (GOOD.replace("(register)", "(register, policy='x')"), "PLG-006", "policy"),
        (GOOD.replace("def before", "async def before"), "PLG-007", "before_assess"),
        (GOOD.replace("@hookimpl", "@hookimpl(hookwrapper=True)"), "PLG-009", "before_assess"),
        (GOOD.replace("@hookimpl", "@hookimpl(trylast=True)"), "PLG-009", "before_assess"),
        (GOOD.replace("@hookimpl", ""), "PLG-010", "before_assess"),
    ],
)
def test_what_is_refused_is_told_with_distribution_and_version(
    install: Install, source: str, code: str, told: str
) -> None:
    install("visits", source, version="2.3", dist="acme-visits")
    with pytest.raises(PluginError) as refused:
        installed_plugins()
    assert refused.value.code == code
    for lang in ("zh", "en"):
        text = refused.value.message(lang)
        assert "visits (acme-visits 2.3)" in text
        assert told in text
        assert "?" not in text


def test_an_entry_point_that_names_a_class_is_refused(install: Install) -> None:
    source = "class Visits:\n    caserules_api = 1\n"
    install("visits", source, dist="acme-visits", value="installed_acme_visits:Visits")
    with pytest.raises(PluginError) as refused:
        installed_plugins()
    assert refused.value.code == "PLG-008"


def test_two_distributions_with_one_name_are_refused_naming_both(install: Install) -> None:
    install("visits", GOOD, dist="acme-visits", version="1.0")
    install("visits", GOOD, dist="other-visits", version="2.0")
    with pytest.raises(PluginError) as refused:
        installed_plugins()
    assert refused.value.code == "PLG-003"
    assert "acme-visits 1.0" in str(refused.value)
    assert "other-visits 2.0" in str(refused.value)


def test_a_distribution_found_twice_on_the_path_is_one(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("visits", GOOD)
    monkeypatch.setattr(sys, "path", [*sys.path, sys.path[0]])
    assert len(installed_plugins()) == 1


def test_what_is_turned_off_is_not_even_imported(install: Install) -> None:
    install("visits", "raise SystemExit(0)")
    install("meetings", GOOD)
    assert [x.name for x in installed_plugins(without=["visits"])] == ["meetings"]
    assert not installed_plugins(without=["*"])
    with pytest.raises(PluginError) as refused:
        installed_plugins(without=["visit"])
    assert refused.value.code == "PLG-014"
    assert "meetings, visits" in str(refused.value)


def test_two_plugins_with_one_rule_are_refused_naming_both() -> None:
    class Other:
        caserules_api = 1
        rules = staticmethod(sample.rules)

    with pytest.raises(PluginError) as refused:
        plugins_of(Other())
    assert refused.value.code == "PLG-008"  # a static method is none

    again = type("Again", (), {"caserules_api": 1, "rules": _bring})()
    with pytest.raises(PluginError) as refused:
        plugins_of(sample, again).brought()
    assert refused.value.code == "PLG-011"
    assert "again (0)" in str(refused.value)
    assert "sample (1.0)" in str(refused.value)


def _bring(self: object) -> object:
    return sample.rules()


_bring.caserules_impl = {  # type: ignore[attr-defined]  # as the marker sets it
    "wrapper": False,
    "hookwrapper": False,
    "tryfirst": False,
    "trylast": False,
    "optionalhook": False,
    "specname": None,
}


def test_sets_of_the_same_plugins_are_equal_whatever_their_order() -> None:
    one = type("One", (), {"caserules_api": 1})()
    assert plugins_of(one, sample) == plugins_of(sample, one)
    assert [x.name for x in plugins_of(sample, one)] == ["one", "sample"]
    assert plugins_of(sample, one).without(["one"]) == plugins_of(sample)


def test_nothing_is_looked_for_on_import_nor_by_an_assessment_without_plugins() -> None:
    code = (
        "import sys, importlib.metadata as m\n"
        "own = m.entry_points\n"
        "m.entry_points = lambda **x: sys.exit('looked for plugins') if x.get('group') == 'caserules' else own(**x)\n"
        "import caserules\n"
        "from datetime import date\n"
        "from caserules.demo import small_register\n"
        "caserules.assess(small_register(), 'pengshui-2023', as_of=date(2023, 6, 1)).to_dict()\n"
        "sys.exit('hooks were loaded' if 'pluggy' in sys.modules or 'caserules.hooks' in sys.modules else 0)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr


def test_a_receipt_is_held_against_the_plugins_at_hand() -> None:
    told = [{"name": "sample", "version": "1.0", "hooks": ["packs", "rules"], "faults": []}]
    check_plugins(told, plugins_of(sample))
    for now, then in ((None, told), (plugins_of(sample), []), (plugins_of(sample), [{**told[0], "version": "0.9"}])):
        with pytest.raises(PluginError) as refused:
            check_plugins(then, now)
        assert refused.value.code == "PLG-016"
