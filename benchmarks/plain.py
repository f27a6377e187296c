"""Hidden checks without the kit's isolation: as a pytest plugin, and as what a cell of a notebook can run.

`pytest -p benchmarks.plain CHECKS` imports the file that BENCHMARK_SUBMISSION names into pytest's own process, as
instructors' own test files do; `run_checks` takes the names of a notebook.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.course import load_course
from autograder.examination import load_module

SUBMISSION = "BENCHMARK_SUBMISSION"
REFERENCE = "BENCHMARK_REFERENCE"


@pytest.fixture(scope="session")
def student() -> ModuleType:
    """Return the submission, imported."""
    return load_module(Path(os.environ[SUBMISSION]), "submission")


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """Return the reference, imported."""
    return load_module(Path(os.environ[REFERENCE]), "reference")


@pytest.fixture
def rng() -> np.random.Generator:
    """Return a generator, the same for each check."""
    return np.random.default_rng(0)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the kit's mark."""
    config.addinivalue_line("markers", "exercise(name, points): the exercise of a check")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let checks expect exceptions of functions of their own process."""
    for item in items:
        assert isinstance(item, pytest.Function)
        item.module.assert_raises = pytest.raises


def run_checks(course: str, unit_id: str, names: Mapping[str, Any]) -> None:
    """Run the hidden checks of a unit on a notebook's names. Raises what the first failing check raises."""
    unit = load_course(Path(course)).unit(unit_id)
    checks: Any = load_module(unit.hidden_checks, "checks")
    checks.assert_raises = pytest.raises
    given = {"student": SimpleNamespace(**names), "reference": load_module(unit.reference, "reference")}
    for name, check in vars(checks).items():
        if name.startswith("test_"):
            fixtures = {**given, "rng": np.random.default_rng(0)}
            check(**{key: fixtures[key] for key in inspect.signature(check).parameters if key in fixtures})
