"""What Hypothesis finds by itself (the `hypothesis` entry point): strategies for the models' types, loaded when first used.

Hypothesis calls `register` whenever it is imported, also where nobody tests with registers. So the models are not imported here: where
they are not loaded yet, their types are registered right after they are.
"""

from __future__ import annotations

import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

__all__ = ["register"]

_MODELS: Final = "caserules.models"


def register() -> None:
    """Register the models' types with Hypothesis, now or as soon as the models are loaded."""
    models = sys.modules.get(_MODELS)
    if models is not None and hasattr(models, "Register"):
        _register(models)
    elif not any(isinstance(finder, _Awaiting) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Awaiting())


def _register(models: ModuleType) -> None:
    from hypothesis import strategies as st  # noqa: PLC0415  only where it is installed

    for name in models.__all__:
        kind = getattr(models, name)
        if isinstance(kind, type) and issubclass(kind, models.Model) and kind is not models.Model:
            st.register_type_strategy(kind, _strategy)


def _strategy(kind: type[Any]) -> SearchStrategy[Any]:
    from caserules.testing.strategies.plausible import plausible_registers, records  # noqa: PLC0415  heavy: when used

    return plausible_registers() if kind.__name__ == "Register" else records(kind)


class _Awaiting(MetaPathFinder):
    """Waits for the models to be imported."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _MODELS:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _ThenRegister(spec.loader)
        return spec


class _ThenRegister(Loader):
    """Loads the models as they would be loaded, and registers their types."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        _register(module)
