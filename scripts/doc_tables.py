"""Tables of the documentation: how a cell is written, and those made from the models of a register."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from doc_blocks import ROOT

sys.path.insert(0, str(ROOT / "src"))

from caserules.models import Register


def both(zh: str, en: str) -> str:
    """A cell in both languages, Chinese first."""
    return f"{cell(zh)}<br>{cell(en)}"


def cell(text: object) -> str:
    """A text that cannot break out of a table's cell."""
    return str(text).replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are ready."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def register_fields() -> str:
    """Every record of a register with its fields."""
    schema = Register.model_json_schema()
    defs = schema["$defs"]
    rows: list[tuple[str, str]] = []
    seen: set[str] = set()

    def add(path: str, model: Mapping[str, Any]) -> None:
        required = set(model.get("required", ()))
        told: list[tuple[str, str]] = []
        below = []
        for name, shape in model.get("properties", {}).items():
            if name in ("recorded_on", "source") and path:
                continue
            kind, inner, is_list = _kind(shape, defs)
            told.append((f"`{name}`{'＊' if name in required else ''}", kind))
            if inner:
                below.append((f"{path}.{name}" if path else name, inner, is_list))
        kinds = {kind for _, kind in told}
        if len(told) > 3 and len(kinds) == 1:  # all of one kind: told once
            fields = "、".join(name for name, _ in told) + f"：{kinds.pop()}"
        else:
            fields = "，".join(f"{name} {kind}".rstrip() for name, kind in told)
        rows.append((f"`{path or 'register'}`", fields))
        for where, inner, is_list in below:
            if inner not in seen:
                seen.add(inner)
                add(where + ("[]" if is_list else ""), defs[inner])

    add("", schema)
    return table(("记录 Record", "字段 Fields"), rows)


def _kind(shape: Mapping[str, Any], defs: Mapping[str, Any]) -> tuple[str, str, bool]:
    """What stands in a field: a word for it, the record below if there is one, and whether it is a list."""
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        return ("", name, False) if "properties" in defs[name] else (name, "", False)
    if "anyOf" in shape or "oneOf" in shape:
        options = shape.get("anyOf") or shape["oneOf"]
        names = {x.get("$ref", "").rsplit("/", 1)[-1] for x in options}
        if "DayWord" in names:
            return "day", "", False
        kinds = [(kind or "record", inner, is_list) for kind, inner, is_list in (_kind(x, defs) for x in options)]
        inner = next((x[1] for x in kinds if x[1]), "")
        return " / ".join(dict.fromkeys(x[0] for x in kinds if x[0])), inner, any(x[2] for x in kinds)
    if shape.get("type") == "array":
        kind, inner, _ = _kind(shape["items"], defs)
        return f"{kind}[]" if kind else "", inner, True
    if "const" in shape:
        return f"`{str(shape['const']).lower() if shape['const'] is True else shape['const']}`", "", False
    if shape.get("type") == "string":
        return _string(shape), "", False
    return {"integer": "number", "boolean": "yes/no"}.get(str(shape.get("type")), str(shape.get("type"))), "", False


def _string(shape: Mapping[str, Any]) -> str:
    pattern = shape.get("pattern", "")
    if shape.get("format") == "date":
        return "date"
    if "suggestion|proposal" in pattern:
        return "case"
    if pattern.startswith("^[a-z][a-z0-9_]"):
        return "word"
    if pattern.startswith("^[0-9A-Za-z"):
        return "id"
    return {"^[A-Z]$": "letter"}.get(pattern, "text")


def closed_lists() -> str:
    """Every closed list of the register's words, with what each word says."""
    tree = ast.parse((ROOT / "src/caserules/models/values.py").read_text(encoding="utf-8"))
    rows = []
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or not any(getattr(b, "id", "") == "StrEnum" for b in node.bases):
            continue
        words: list[str] = []
        for item in node.body:
            if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant):
                words.append(f"`{item.value.value}`")
            elif words and isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant):
                words[-1] += f" {cell(str(item.value.value).rstrip('.'))}"
        rows.append((f"`{node.name}`", "<br>".join(words)))
    return table(("清单 List", "词 Words"), rows)
