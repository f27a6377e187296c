"""How nbgrader reads submissions here: anything can be read, and what a notebook lacks is put back first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from autograder.nbgrader.gradebook import known_cells, opened
from autograder.nbgrader.handin import hand_in
from autograder.nbgrader.preprocessor import NOTICES, GradeInSandbox, load
from autograder.nbgrader.restoration import restore


class SubmissionExporter(NotebookExporter):
    """Reads what a student handed in, a notebook or not, as the notebook that nbgrader released."""

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[NotebookNode, dict[str, Any]]:
        """Restore a submitted notebook, and convert it; autograded ones are nbgrader's own."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources, **kw)
        place = resources["nbgrader"]
        unit = load(GradeInSandbox(parent=self).course).unit(place["assignment"])
        with opened(place["db_url"]) as gradebook:
            known = known_cells(gradebook, unit)
        handed_in = hand_in(Path(filename).parent, unit, place["student"])
        restored = restore(handed_in.cells, known)
        notices = restored.notices if handed_in.from_notebook else ()  # nothing was repaired where there was nothing
        for notice in notices:
            self.log.warning("%s: %s", place["student"], notice)
        restored.notebook.metadata[NOTICES] = list(notices)
        resources["metadata"] = ResourcesDict(name=Path(filename).stem, path=str(Path(filename).parent))
        converted: tuple[NotebookNode, dict[str, Any]] = self.from_notebook_node(restored.notebook, resources, **kw)  # type: ignore[no-untyped-call]
        return converted
