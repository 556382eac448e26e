"""Small pack files for the tests of policies: heads of invented layers, written to a folder and loaded."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from caserules.policy import Policy, load_policy
from caserules.terms import RuleTerm

PACK = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
REDO = 'redo_term = { term = "5wd", from = "asked", at = "20" }'


def head(id_: str, *layers: str, rank: str = "city", year: str = "year = 2023\n") -> str:
    """Return the head of a pack of an invented place, with one source."""
    names = ", ".join(f'"{layer}"' for layer in layers)
    return (
        f'[policy]\nid = "{id_}"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "x"\nrank = "{rank}"\n'
        f'time_zone = "Asia/Shanghai"\n{year}layers = [{names}]\n[sources.notice]\ntitle = "x"\n'
    )


def written(folder: Path, name: str, text: str) -> Path:
    """Write a pack file and return its path."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def stacked(folder: Path, upper: str, lower: str = PACK, rank: str = "county") -> Policy:
    """Return the policy of an upper layer's rules on a lower layer."""
    written(folder, "lower", lower.replace('id = "pengshui-2023"', 'id = "lower"', 1))
    return load_policy(written(folder, "upper", head("upper", "lower", rank=rank) + upper))


def terms(policy: Policy, rule: str, name: str) -> list[str]:
    """Return the terms of a parameter, each with its layer."""
    found: tuple[RuleTerm, ...] = policy.rules[rule].values[name].value
    return [f"{term.layer}: {term.term}" for term in found]
