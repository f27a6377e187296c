from __future__ import annotations

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.failure import GraderError
from autograder.nbgrader import outputs
from autograder.nbgrader.cells import metadata
from autograder.results import CheckResult, Report, Verdict

EXERCISES = {"check-double": "double"}


def document() -> NotebookNode:
    test = nbformat.v4.new_code_cell(
        "%check double", metadata={"nbgrader": metadata("check-double", grade=True, points=3.0)}
    )
    printed = nbformat.v4.new_output("stream", name="stderr", text="a warning of the student's")
    test.outputs = [printed]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[printed]), test])


def report(points: float, verdict: Verdict = Verdict.FAILED, **more: str) -> Report:
    checks = (
        CheckResult("test_a", "double", "Every entry is doubled.", Verdict.PASSED, points, points),
        CheckResult("test_b", "double", "`times` counts.", verdict, 0.0, 3.0 - points, **more),
    )
    return Report("ann", "01_scaling", checks)


def stored(points: float) -> float:
    """What nbgrader reads from the outputs."""
    notebook = document()
    outputs.fill(notebook, report(points), EXERCISES)
    grade, most = determine_grade(notebook.cells[-1])
    assert most == 3.0
    return grade


@pytest.mark.parametrize("points", [0.0, 1e-6, 0.1 + 0.2, 1 / 3, 2.999999, 3.0])
def test_nbgrader_stores_exactly_the_points(points: float) -> None:
    assert stored(points) == round(points, 6)


def test_a_test_cell_has_one_stream_and_one_result_and_others_have_nothing() -> None:
    notebook = document()
    outputs.fill(notebook, report(1.0, hint="Look at `times`."), EXERCISES)
    other, test = notebook.cells
    assert other.outputs == []
    assert [(output.output_type, output.get("name")) for output in test.outputs] == [
        ("stream", "stdout"),
        ("execute_result", None),
    ]
    assert "    Hint: Look at `times`." in test.outputs[0].text
    nbformat.validate(notebook)


def test_hidden_messages_and_mistakes_are_not_shown() -> None:
    notebook = document()
    outputs.fill(notebook, report(1.0, message="expected 41.5", output="secret", mistake="times_ignored"), EXERCISES)
    text = nbformat.writes(notebook)
    assert not [secret for secret in ("41.5", "secret", "times_ignored") if secret in text]


def test_what_could_not_be_judged_is_no_zero() -> None:
    with pytest.raises(GraderError, match="ann: test_b could not be judged: the reference raised"):
        outputs.fill(document(), report(1.0, Verdict.GRADER_ERROR, message="the reference raised"), EXERCISES)
    assert outputs.is_unjudged(report(1.0, Verdict.GRADER_ERROR), "double")
    assert not outputs.is_unjudged(report(1.0), "double")


def test_rounding_never_exceeds_the_points_of_the_cell() -> None:
    """Nbgrader raises for more points than a cell has."""
    parts = tuple(CheckResult(str(n), "double", "", Verdict.PASSED, 0.1 * n, 0.1 * n) for n in (1, 2, 3))
    assert outputs.points(Report("ann", "u", parts), "double", 0.6 - 1e-12) == 0.6 - 1e-12


def test_notices_are_text_and_no_markup() -> None:
    notebook = document()
    outputs.fill(notebook, report(1.0), EXERCISES, ["cell 1: left out `<script>x</script>`\n# heading"])
    lines = notebook.cells[0].source.splitlines()
    assert lines[0] == outputs.TITLE
    assert all(line.startswith("    ") for line in lines[1:] if line)
