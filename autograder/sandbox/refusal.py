"""What a unit forbids, refused at run time: the forbidden function or class raises, by whatever name it is reached."""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

OPERATORS = "torch.ops."
KEYS = ("CPU", "AutogradCPU")  # where torch looks first for what a tensor with, and without, gradients needs


class ForbiddenName(RuntimeError):
    """A submission called what its unit forbids."""


def refuse(names: Sequence[str]) -> None:
    """Replace every object named in `names` by one that raises ForbiddenName, in all modules that hold it.

    Classes are changed in place, so that subclasses and other classes built on them refuse, too. Operators of torch
    (`torch.ops.aten.softmax`) refuse where torch itself looks them up, whichever function leads there.
    """
    for name in names:
        owner_name, _, attribute = name.rpartition(".")
        if name.startswith(OPERATORS):
            _override(name, _find(owner_name), attribute)
        _replace(name, _find(owner_name), attribute)


def _find(dotted: str) -> Any:
    first, *rest = dotted.split(".")
    found: Any = importlib.import_module(first)
    path = first
    for part in rest:
        path = f"{path}.{part}"
        found = getattr(found, part) if hasattr(found, part) else importlib.import_module(path)
    return found


def _override(name: str, namespace: Any, operator: str) -> None:
    import torch

    library: Any = torch.library.Library(name.split(".")[2], "IMPL")  # type: ignore[no-untyped-call]
    _kept.append(library)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns that kernels are overridden
        for overload in getattr(namespace, operator).overloads():
            for key in KEYS:
                library.impl(operator if overload == "default" else f"{operator}.{overload}", _refusal(name), key)


def _replace(name: str, owner: Any, attribute: str) -> None:
    target = getattr(owner, attribute)
    refusal = _refusal(name)
    if isinstance(target, type):
        target.__init__ = refusal  # type: ignore[misc]
        return
    for module in list(sys.modules.values()):
        for held, value in list(getattr(module, "__dict__", {}).items()):
            if value is target:
                setattr(module, held, refusal)
    setattr(owner, attribute, refusal)


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refused(*_arguments: Any, **_keywords: Any) -> NoReturn:
        raise ForbiddenName(f"this unit forbids {name}: it is what you are to write")

    return refused


_kept: list[Any] = []  # overrides last as long as their library


class Hider:
    """An import hook that knows nothing of some packages, for machines where the file system cannot hide them."""

    def __init__(self, packages: Sequence[str]) -> None:
        self._packages = frozenset(packages)

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Raise ModuleNotFoundError for a hidden package; leave all others to the next finder."""
        if name.split(".")[0] in self._packages:
            raise ModuleNotFoundError(f"No module named {name!r} in this unit", name=name)
