"""What takes the place of nbgrader's Execute: submissions are graded in the sandbox, and no kernel runs."""

from __future__ import annotations

from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Unicode

from autograder.course import Course, find_course
from autograder.failure import GraderError
from autograder.nbgrader import cells, display, judges, outputs
from autograder.nbgrader.gradebook import leave_ungraded, opened
from autograder.nbgrader.handin import hand_in

NOTICES = "autograder_notices"  # where the exporter leaves what it repaired, in the notebook's metadata


class GradeInSandbox(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades what was handed in, and writes points and hints below the test cells."""

    course = Unicode("", help="The folder of the autograder course, which holds assignments and solutions.").tag(
        config=True
    )
    execute_visible = Bool(
        False, help="Whether to run the student's cells in the sandbox too, so that the feedback shows their outputs."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Grade the submission that the notebook belongs to. Raises GraderError when it could not be judged."""
        place = resources["nbgrader"]
        unit = load(self.course).unit(place["assignment"])
        handed_in = hand_in(self._submitted(place["student"], place["assignment"]), unit, place["student"])
        notices = nb.metadata.pop(NOTICES, [])
        report = judges.grade(unit, handed_in.submission)
        try:
            outputs.fill(nb, report, cells.tests(unit), notices)
        except GraderError:
            with opened(place["db_url"]) as gradebook:
                leave_ungraded(gradebook, unit, place["student"])
            raise
        if self.execute_visible:
            display.show(nb, unit)
        self.log.info("%s: %g of %g points", place["student"], report.score, unit.points)
        return nb, resources

    def _submitted(self, student: str, assignment: str) -> Path:
        """Return the student's own folder: the copy in `autograded` is no longer what was handed in."""
        coursedir = self.parent.parent.coursedir
        return Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))


def load(folder: str) -> Course:
    """Load the course whose folder `nbgrader_config.py` names."""
    return find_course(Path(folder) if folder else None)
