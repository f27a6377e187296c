"""What nbgrader's Autograde lacks: submissions without the released notebook, and an end for what served the run."""

from __future__ import annotations

import fnmatch
import glob
from pathlib import Path

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.converters
from nbgrader.converters import NbGraderException

from autograder.failure import UsageError
from autograder.nbgrader import judges
from autograder.nbgrader.preprocessor import GradeInSandbox, load

_Plain = nbgrader.converters.Autograde


class Autograde(_Plain):  # type: ignore[misc, valid-type]
    """Autograde that also takes a module, a notebook under another name, and nothing at all for a submission."""

    def start(self) -> None:
        """Grade, then end the judges: a server that stays up must not keep them, nor old checks."""
        with judges.lasting():
            super().start()

    def init_notebooks(self) -> None:
        """Find submissions. One without the unit's notebook counts as if it had it: the exporter makes it."""
        try:
            super().init_notebooks()
        except NbGraderException:
            self.assignments = {}
            if not self._folders():
                raise
        try:
            unit = load(GradeInSandbox(parent=self).course).unit(self.coursedir.assignment_id)
        except UsageError as error:
            self.log.error(error)  # noqa: TRY400 - a mistake of usage needs no traceback
            raise NbGraderException(str(error)) from error
        if fnmatch.fnmatch(unit.module, self.coursedir.notebook_id):
            for folder in self._folders():
                self.assignments[str(folder)] = [str(folder / unit.notebook.name)]

    def _folders(self) -> list[Path]:
        pattern = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        return [Path(folder) for folder in glob.glob(pattern) if Path(folder).is_dir()]  # noqa: PTH207 - as nbgrader does


def install() -> None:
    """Put our Autograde where nbgrader's commands and its API look theirs up: it has no setting for that."""
    for module in (nbgrader.converters, nbgrader.apps.autogradeapp, nbgrader.apps.api):
        module.Autograde = Autograde
