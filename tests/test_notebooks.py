from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient
from traitlets.config import Config

from autograder import notebooks, release
from autograder.course import Unit
from autograder.failure import UsageError
from autograder.reports import card
from autograder.results import CheckResult, Report, Verdict
from autograder.transcript import Ran, to_submission

DOUBLE = "def double(x, times=1):\n    return x * 2.0**times\n"
COUNTER = "class Counter:\n    def __init__(self, start=0):\n        self.value = start\n"


@pytest.fixture
def shell(unit: Unit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A session in the unit's folder, with the extension loaded as a notebook's first cell does."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.chdir(unit.public_dir)
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    run(shell, "%load_ext autograder.notebooks")
    yield shell
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, source: str) -> str:
    """Run a cell, and return all that it shows."""
    with capture_output() as captured:
        shell.run_cell(source, store_history=True)
    return captured.stdout + captured.stderr + "".join(output.data["text/plain"] for output in captured.outputs)


def passes(shell: InteractiveShell, exercise: str = "double") -> bool:
    return "1 of 1 public checks passed" in run(shell, f"%check {exercise}")


def test_a_check_judges_what_the_session_has_run(shell: InteractiveShell) -> None:
    run(shell, DOUBLE)
    assert passes(shell)
    run(shell, DOUBLE.replace("2.0", "3.0"))
    shown = run(shell, "%check double")
    assert "0 of 1 public checks passed" in shown
    assert "Twice 1.5 is 3." in shown
    run(shell, DOUBLE)
    assert passes(shell)


def test_all_exercises_are_checked_when_none_is_named(shell: InteractiveShell) -> None:
    run(shell, DOUBLE)
    run(shell, COUNTER)
    assert "2 of 2 public checks passed" in run(shell, "%check")
    assert "2 of 2 public checks passed" in run(shell, "from autograder.notebooks import check\ncheck()")


def test_helpers_constants_and_imports_come_along(shell: InteractiveShell) -> None:
    run(shell, "import numpy as np\nBASE, UNUSED = 2.0, 1\n")
    run(shell, "def power(n):\n    return np.power(BASE, n)\n")
    run(shell, "def double(x, times=1):\n    return x * power(times)\n")
    assert passes(shell)


def test_a_definition_above_its_check_in_one_cell_counts(shell: InteractiveShell) -> None:
    assert "1 of 1 public checks passed" in run(shell, f"{DOUBLE}\n%check double")
    assert "1 of 1 public" in run(shell, f"%check double\n{DOUBLE.replace('2.0', '3.0')}")
    assert not passes(shell)


def test_a_cell_counts_up_to_the_line_that_failed(shell: InteractiveShell) -> None:
    run(shell, f"{DOUBLE}\nraise ValueError\ndef double(x):\n    return 0\n")
    assert passes(shell)
    run(shell, "def double(x:\n")
    assert passes(shell)


def test_an_error_inside_a_function_is_placed_at_the_call(shell: InteractiveShell) -> None:
    run(shell, "def broken():\n    raise ValueError\n")
    run(shell, f"\n\n{DOUBLE}\nbroken()\ndouble = None\n")
    assert passes(shell)


def test_cell_magics_are_looked_into(shell: InteractiveShell) -> None:
    run(shell, f"%%time\n{DOUBLE}")
    assert passes(shell)
    run(shell, f"%%capture\n{DOUBLE.replace('2.0', '3.0')}")
    assert not passes(shell)


def test_what_ran_before_the_extension_was_loaded_counts(shell: InteractiveShell) -> None:
    shell.user_ns["In"][:] = ["", DOUBLE, "%load_ext autograder.notebooks"]
    shell.user_ns["double"] = None
    notebooks.load_ipython_extension(shell)
    assert passes(shell)


def test_a_base_class_that_was_run_again_keeps_its_place(shell: InteractiveShell) -> None:
    run(shell, "class Base:\n    value = 0\n")
    run(shell, "class Counter(Base):\n    def __init__(self, start=0):\n        self.value = start + self.more\n")
    run(shell, "class Base:\n    more = 0\n")
    assert passes(shell, "Counter")


def test_an_exercise_that_was_never_run_is_asked_for(shell: InteractiveShell) -> None:
    assert "There is no double in this session yet" in run(shell, "%check double")
    run(shell, DOUBLE)
    run(shell, "del double")
    assert "There is no double in this session yet" in run(shell, "%check double")


def test_an_unknown_exercise_is_named_with_those_that_there_are(shell: InteractiveShell) -> None:
    shown = run(shell, "%check tripple")
    assert "no exercise 'tripple'" in shown
    assert "double, Counter" in shown
    assert "Traceback" not in shown


def test_a_notebook_elsewhere_is_told_where_it_belongs(
    shell: InteractiveShell, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(unit.public_dir.parent)
    assert "is not the folder of one unit" in run(shell, "%check")


def test_check_outside_of_a_notebook_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="In a terminal, run: autograder check"):
        notebooks.check()


def test_a_traceback_names_the_cell_and_its_line(shell: InteractiveShell) -> None:
    run(shell, "x = 1\n\n\ndef double(x, times=1):\n    raise KeyError(times)\n")
    number = shell.execution_count - 1
    shown = run(shell, "%check double")
    assert f"In [{number}] (double), line 5" in shown


def submission_of(unit: Unit, *cells: str, defined: set[str] | None = None) -> dict[str, Any]:
    """Run the submission of these cells, and return its names."""
    ran = [Ran(f"In [{number}]", source) for number, source in enumerate(cells, 1)]
    names = {"double", "Counter", "helper", "TABLE", "a", "b", "A", "B", "C"} if defined is None else defined
    namespace: dict[str, Any] = {}
    for cell in to_submission(ran, names, unit, "x").cells:
        exec(compile(cell.source, cell.label, "exec"), namespace)
    return namespace


def test_experiments_are_not_run_again(unit: Unit) -> None:
    names = submission_of(unit, "a = 1", "b = a / 0", DOUBLE, "for i in range(3):\n    double(i) / 0")
    assert names["double"](1) == 2
    assert "a" not in names


def test_patches_follow_what_they_patch_until_it_is_run_again(unit: Unit) -> None:
    patch = "def helper(self):\n    return 7\nCounter.more = helper"
    assert submission_of(unit, COUNTER, patch)["Counter"]().more() == 7
    assert not hasattr(submission_of(unit, COUNTER, patch, COUNTER)["Counter"], "more")
    table = submission_of(unit, "TABLE = {}", "TABLE['a'] = 5", "def double(x):\n    return TABLE['a']")
    assert table["double"](0) == 5


def test_a_value_is_computed_after_all_that_its_computation_uses(unit: Unit) -> None:
    cells = ["def helper():\n    return a", "a = 4", "TABLE = helper()", "def double(x):\n    return TABLE"]
    assert submission_of(unit, *cells, cells[0])["double"](0) == 4
    assert submission_of(unit, *cells, cells[1])["double"](0) == 4


def test_definitions_that_mention_each_other_find_their_order(unit: Unit) -> None:
    cells = [
        "class A:\n    def f(self):\n        return C",
        "class B(A):\n    pass",
        "class C(B):\n    pass",
        "def double(x, kind=C):\n    return kind().f()",
    ]
    assert submission_of(unit, *cells, cells[1], cells[0])["double"](0).__name__ == "C"


def test_statements_that_share_a_line_are_told_apart(unit: Unit) -> None:
    names = submission_of(unit, "é = 'ü'; a = 2; 1 / 0", "def double(x):\n    return a * x")
    assert names["double"](2) == 4


def test_comprehensions_bind_nothing(unit: Unit) -> None:
    names = submission_of(unit, "a = 2", "b = [a for a in (1, 2)]", "def double(x):\n    return a * x")
    assert names["double"](2) == 4
    assert "b" not in names


def test_what_the_session_has_deleted_is_gone(unit: Unit) -> None:
    cells = ["def helper():\n    return 2", "def double(x):\n    return x * helper()"]
    assert submission_of(unit, *cells)["double"](1) == 2
    with pytest.raises(NameError, match="helper"):
        submission_of(unit, *cells, defined={"double"})["double"](1)


def test_star_imports_and_decorators_come_along(unit: Unit) -> None:
    cells = ["from math import *", "def helper(f):\n    return f", "@helper\ndef double(x):\n    return floor(x)"]
    assert submission_of(unit, *cells, defined={"double", "helper", "floor"})["double"](2.5) == 2


def report(**changes: Any) -> Report:
    check = CheckResult("test_a", "double", "<b>Doubles</b>", Verdict.FAILED, 0.0, 3.0, "<script>1</script>", "<i>")
    return Report("x", "01_scaling", (dataclasses.replace(check, **changes),), public=True)


def test_a_card_escapes_all_that_a_submission_says() -> None:
    html = card.render(dataclasses.replace(report(output="<img>\x1b"), notices=("<u>",), problem="<p>"))
    for tag in ("<script", "<b>", "<i>", "<img", "<u>", "<p>", "\x1b"):
        assert tag not in html
    assert "&lt;script&gt;1&lt;/script&gt;" in html


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_card_says_the_verdict_in_words(verdict: Verdict) -> None:
    html = card.render(report(verdict=verdict))
    assert ("(" + card.words.LOOKS[verdict].words + ")" in html) == (verdict != Verdict.PASSED)


@pytest.fixture
def executed(unit: Unit) -> Callable[[dict[str, str]], dict[str, Any]]:
    """Run the released notebook through Jupyter, with some cells replaced; return the outputs by the cells' ids."""

    def execute(replaced: dict[str, str]) -> dict[str, Any]:
        release.write(unit)
        document = nbformat.read(unit.notebook, 4)
        for cell in document.cells:
            cell.source = replaced.get(cell.id, cell.source)
        client = NotebookClient(document, timeout=120, resources={"metadata": {"path": str(unit.public_dir)}})
        client.execute()
        return {cell.id: cell.get("outputs", []) for cell in document.cells}

    return execute


@pytest.mark.filterwarnings("default")  # Jupyter's own
def test_a_released_notebook_runs_from_top_to_bottom(executed: Callable[[dict[str, str]], dict[str, Any]]) -> None:
    outputs = executed({"solution-double": DOUBLE})
    (double,), (counter,) = outputs["check-double"], outputs["check-Counter"]
    assert "1 of 1 public checks passed, 3/3 points" in double["data"]["text/plain"]
    assert "1 of 1 checks passed, 3/3 points" in double["data"]["text/html"]
    assert "not attempted" in counter["data"]["text/plain"]
    assert "<script" not in counter["data"]["text/html"]
