"""A project's metadata where an installation puts them, so that what it offers is found without installing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["put_metadata"]


def put_metadata(folder: Path, project: dict[str, Any]) -> None:
    """Write the metadata of a project.

    Args:
        folder: a folder on the path of modules.
        project: the table `project` of its `pyproject.toml`.
    """
    name, version = project["name"], project["version"]
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    points = project["entry-points"]["caserules"].items()
    lines = ["[caserules]", *(f"{key} = {value}" for key, value in points)]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
