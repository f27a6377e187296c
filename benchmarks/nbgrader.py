"""Our grading against stock nbgrader on the same notebooks: time per submission, and hostile notebooks with points.

Run from the repository's root: `python -m benchmarks.nbgrader`. Stock nbgrader gets the hidden checks as asserts that
an instructor would write into hidden tests; both grade with `nbgrader autograde`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

import click
import nbformat
from nbgrader.api import Gradebook

from tests.nbgrader.classroom import FIRST, TIMES_IGNORED, TRIPLED, Classroom, open_classroom
from tests.nbgrader.tricks import TRICKS

NOTEBOOK = "scaling.ipynb"
PLAIN_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "class"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\\nraise NotImplementedError()"}
"""
STOCK_TESTS = {
    "check-double": """
assert np.allclose(double(np.array([1.5])), [3.0])
### BEGIN HIDDEN TESTS
x = np.array([[0.3, -1.2], [2.0, 7.5]])
assert np.allclose(double(x), 2 * x)
assert np.allclose(double(x, times=3), 8 * x)
assert double(21.0) == 42.0
### END HIDDEN TESTS
""",
    "check-Counter": """
assert Counter(4).value == 4
### BEGIN HIDDEN TESTS
counter = Counter(3)
assert counter.add(2) == 5
assert counter.value == 5
### END HIDDEN TESTS
""",
}
HONEST = ({}, {"double": TIMES_IGNORED}, {"double": TRIPLED})


@click.command()
@click.option("--submissions", default=12, show_default=True, help="Honest submissions that are timed.")
def main(submissions: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        ours = open_classroom(Path(folder) / "ours")
        stock = stock_classroom(ours, Path(folder) / "stock")
        rows = [("ours", measure(ours, submissions)), ("stock nbgrader", measure(stock, submissions))]
    print(f"{submissions} honest submissions and {len(TRICKS)} hostile ones, {os.cpu_count()} cores")
    print(f"{'':<16}{'s a submission':>16}{'hostile with points':>22}  which")
    for name, (seconds, gained) in rows:
        print(f"{name:<16}{seconds:>16.2f}{f'{len(gained)} of {len(TRICKS)}':>22}  {', '.join(gained)}")


def stock_classroom(ours: Classroom, root: Path) -> Classroom:
    """Make the same assignment for nbgrader alone: its kernel runs the tests, which stand in the notebook."""
    shutil.copytree(ours.folder / "source", root / "class" / "source")
    path = root / "class" / "source" / FIRST / NOTEBOOK
    document = nbformat.read(path, 4)
    document.cells = [cell for cell in document.cells if cell.id != "extension"]
    for cell in document.cells:
        cell.source = STOCK_TESTS.get(cell.id, cell.source).strip("\n")
    nbformat.write(document, path)
    (root / "class" / "nbgrader_config.py").write_text(PLAIN_CONFIG, encoding="utf-8")
    return Classroom(ours.course, root / "class")


def measure(room: Classroom, submissions: int) -> tuple[float, list[str]]:
    """Return the seconds that an honest submission takes, start included, and the tricks that gained points."""
    room.generate(FIRST)
    for number in range(submissions):
        room.submit(f"honest_{number:02}", FIRST, room.solved(FIRST, **HONEST[number % len(HONEST)]))
    started = time.monotonic()
    room.run("nbgrader", "autograde", FIRST, "--student", "honest_*")
    seconds = (time.monotonic() - started) / submissions
    expect_honest(room)
    return seconds, [name for name in TRICKS if gains(room, name)]


def gains(room: Classroom, trick: str) -> bool:
    """Tell whether a hostile notebook gets points for `double`, which it doesn't solve, or changes others' grades."""
    before = grades(room)
    hostile = room.solved(FIRST, double=TRICKS[trick])
    room.submit(f"hostile_{trick}", FIRST, hostile)
    room.run("nbgrader", "autograde", FIRST, "--student", f"hostile_{trick}", code=None)
    after = grades(room)
    own = after.pop((f"hostile_{trick}", "check-double"), 0.0)
    after.pop((f"hostile_{trick}", "check-Counter"), None)
    touched = after != before
    if touched:
        restore_grades(room)
    return own > 0 or touched


def grades(room: Classroom) -> dict[tuple[str, str], float]:
    """Return what each student has for each test cell."""
    with Gradebook(room.url) as gradebook:
        return {
            (submission.student.id, grade.name): grade.score
            for submission in gradebook.assignment_submissions(FIRST)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def restore_grades(room: Classroom) -> None:
    """Take back what a trick wrote, so that the next one is judged alone."""
    with Gradebook(room.url) as gradebook:
        for submission in gradebook.assignment_submissions(FIRST):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.manual_score = None
        gradebook.db.commit()


def expect_honest(room: Classroom) -> None:
    """Check that both sides agree on what is right and what is wrong: else the comparison says nothing."""
    found = {student: score for (student, name), score in grades(room).items() if name == "check-double"}
    for number in range(len(found)):
        full = found[f"honest_{number:02}"] == 3.0
        assert full == (number % len(HONEST) == 0), f"honest_{number:02} has {found[f'honest_{number:02}']}"


if __name__ == "__main__":
    main()
