"""A class of any size: every other submission right, the others one known mistake each, in turn."""

from __future__ import annotations

from pathlib import Path

import nbformat

from autograder.course import Unit

TESTS = "from benchmarks.plain import run_checks\nrun_checks({course!r}, {unit!r}, dict(globals()))"


def sources(unit: Unit, size: int) -> list[str]:
    """Return the submissions as modules, no two alike."""
    reference = unit.reference.read_text(encoding="utf-8")
    mistakes = [path.read_text(encoding="utf-8") for path in sorted(unit.wrong)]
    return [
        f"{reference}\n\n{mistakes[number // 2 % len(mistakes)] if number % 2 else ''}\n# {number}\n"
        for number in range(size)
    ]


def write_modules(unit: Unit, size: int, folder: Path) -> list[Path]:
    """Write one file per submission."""
    folder.mkdir(parents=True)
    paths = [folder / f"student_{number:05}.py" for number in range(size)]
    for path, source in zip(paths, sources(unit, size), strict=True):
        path.write_text(source, encoding="utf-8")
    return paths


def write_classroom(unit: Unit, size: int, root: Path, course: Path) -> None:
    """Write an nbgrader course with the unit as one solution cell and one of tests, and the class's hand-ins."""
    (root / "nbgrader_config.py").parent.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'class'\n")
    _write_notebook(root / "source" / unit.id / f"{unit.module}.ipynb", "raise NotImplementedError()", unit, course)
    for number, source in enumerate(sources(unit, size)):
        place = root / "submitted" / f"student_{number:05}" / unit.id / f"{unit.module}.ipynb"
        _write_notebook(place, source, unit, course)


def _write_notebook(path: Path, source: str, unit: Unit, course: Path) -> None:
    work = nbformat.v4.new_code_cell(source, id="work")
    work.metadata["nbgrader"] = _mark("work", grade=False, solution=True)
    tests = nbformat.v4.new_code_cell(TESTS.format(course=str(course), unit=unit.id), id="tests")
    tests.metadata["nbgrader"] = {**_mark("tests", grade=True, solution=False), "points": 20}
    path.parent.mkdir(parents=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=[work, tests], metadata=kernel), path)


def _mark(name: str, *, grade: bool, solution: bool) -> dict[str, object]:
    return {
        "schema_version": 3, "grade_id": name, "grade": grade, "solution": solution, "locked": not solution,
        "task": False, "cell_type": "code",
    }  # fmt: skip
