"""The changelog is true: what is public and new is told, every tag has its section, and what breaks since the last tag is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from release.conftest import ROOT, git, script

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
HEAD = "# Changelog\n\n## Unreleased\n\n### Changed\n\n"
FACE = """from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caserules.work import Thing, kept, moved

__all__ = ["Thing", "kept", "moved"]
"""
WORK = '''"""Work."""

__all__ = ["Thing", "kept", "moved"]


class Thing:
    """A thing."""

    def size(self, of: int) -> int:
        """Its size."""
        return of


def kept(day: str) -> str:
    """Stay."""
    return day


def moved(day: str, place: str = "-") -> str:
    """Move."""
    return _private(day) + place


def _private(day: str) -> str:
    return day
'''


def test_every_public_name_that_is_new_is_told() -> None:
    api = script("check_api")
    tag = api.last_tag()
    assert api.unreleased(CHANGELOG)
    assert api.untold(api.added(tag), api.to_tell(CHANGELOG, tag)) == []


def test_without_tags_what_was_told_of_any_version_is_told() -> None:
    api = script("check_api")
    text = HEAD + "- `new`\n\n## 0.1.0 (2026-12-01)\n\n- `old`\n"
    assert api.untold(["old", "new"], api.to_tell(text, None)) == []
    assert api.untold(["old", "new"], api.to_tell(text, "v0.1.0")) == ["old"]


def test_every_command_is_told() -> None:
    from typer.main import get_group

    from caserules.cli.app import build

    assert script("check_api").untold(get_group(build("en")).commands, CHANGELOG) == []


def test_every_tag_has_its_section() -> None:
    api = script("check_api")
    assert api.unheaded(CHANGELOG, api.tags()) == []


def test_a_name_is_told_by_itself_and_not_as_a_part_of_another() -> None:
    api = script("check_api")
    assert api.untold(["vary", "assess", "Load"], "- `caserules.vary`, `Overload`, assess") == ["assess", "Load"]


def test_a_section_of_what_is_not_released_comes_first() -> None:
    api = script("check_api")
    assert api.unreleased(HEAD + "- a\n\n## 0.1.0 (2026-12-01)\n\n- b\n").strip() == "### Changed\n\n- a"
    with pytest.raises(SystemExit):
        api.unreleased("# Changelog\n\n## 0.1.0 (2026-12-01)\n")
    assert api.unheaded(HEAD + "## 0.1.0 (2026-12-01)\n## 0.2.0\n", ["v0.1.0", "v0.2.0", "v0.3.0"]) == [
        "v0.2.0",
        "v0.3.0",
    ]


# ------------------------------------------------------------ a repository with a tag


@pytest.fixture
def tagged(tmp_path: Path) -> Path:
    """A small package of the same layout, committed and tagged."""
    package = tmp_path / "src" / "caserules"
    package.mkdir(parents=True)
    for name, text in (("__init__.py", FACE), ("work.py", WORK)):
        (package / name).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    assert script("check_api").last_tag(tmp_path) is None
    git(tmp_path, "tag", "v0.1.0")
    return tmp_path


def changed(root: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = root / "src" / "caserules" / file
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_nothing_changed_breaks_nothing(tagged: Path) -> None:
    pytest.importorskip("griffe", reason="griffe is of the extra docs; .ci/run runs this where it is")
    api = script("check_api")
    assert (api.last_tag(tagged), api.added("v0.1.0", tagged), api.breaks("v0.1.0", tagged)) == ("v0.1.0", [], [])


@pytest.mark.parametrize(
    ("pairs", "name"),
    [
        ((("def kept(day: str)", "def kept(day: str, more: str)"),), "caserules.kept"),
        (
            (
                ("def kept(day: str)", "def kept(when: str)"),
                ("    return day\n\n\ndef moved", "    return when\n\n\ndef moved"),
            ),
            "caserules.kept",
        ),
        ((('place: str = "-"', 'place: str = "+"'),), "caserules.moved"),
        ((("    def size(self, of: int)", "    def length(self, of: int)"),), "caserules.Thing"),
    ],
)
def test_a_break_of_what_is_public_is_found(tagged: Path, pairs: tuple[tuple[str, str], ...], name: str) -> None:
    pytest.importorskip("griffe", reason="griffe is of the extra docs; .ci/run runs this where it is")
    changed(tagged, "work.py", *pairs)
    api = script("check_api")
    found = api.breaks("v0.1.0", tagged)
    assert {x.name for x in found} == {name}
    assert api.untold([x.name for x in found], HEAD) == [x.name for x in found]
    assert api.untold([x.name for x in found], f"{HEAD}- `{name.rpartition('.')[2]}`: how to move\n") == []


def test_what_is_private_may_change(tagged: Path) -> None:
    pytest.importorskip("griffe", reason="griffe is of the extra docs; .ci/run runs this where it is")
    changed(tagged, "work.py", ("def _private(day: str)", "def _private(day: str, more: str = '')"))
    assert script("check_api").breaks("v0.1.0", tagged) == []


def test_a_name_taken_off_the_list_is_a_break_and_one_put_on_it_is_new(tagged: Path) -> None:
    pytest.importorskip("griffe", reason="griffe is of the extra docs; .ci/run runs this where it is")
    changed(tagged, "__init__.py", ('"kept", "moved"]', '"added", "moved"]'))
    api = script("check_api")
    assert api.added("v0.1.0", tagged) == ["added"]
    assert ("caserules.kept", "removed") in api.breaks("v0.1.0", tagged)
