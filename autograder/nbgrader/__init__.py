"""nbgrader, with isolated grading behind it: courses, notebooks, grades and feedback are its own.

`configure` is what a course's `nbgrader_config.py` calls. As an IPython extension (`%load_ext autograder.nbgrader`) the
package provides `%check`, which under `nbgrader validate` also fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

# In place of Execute; the rest is nbgrader's own list
AUTOGRADE = [
    "autograder.nbgrader.preprocessor.GradeInSandbox",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]


def configure(config: Any, course: str) -> None:
    """Let nbgrader grade with the autograder course in the folder `course`."""
    from autograder.nbgrader.converter import install

    config.GradeInSandbox.course = course
    config.Autograde.exporter_class = "autograder.nbgrader.exporter.SubmissionExporter"
    config.Autograde.autograde_preprocessors = list(AUTOGRADE)
    config.ExportApp.plugin_class = "autograder.nbgrader.export.QuotedCsv"
    config.HTMLExporter.sanitize_html = True  # a student's markup must not act in a grader's browser
    install()


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Provide `%check` in a notebook that nbgrader released."""
    from autograder.nbgrader.validation import load

    load(shell)
