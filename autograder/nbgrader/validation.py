"""`%check` under `nbgrader validate`: what doesn't pass fails its cell, or nbgrader would count it as passed."""

from __future__ import annotations

import os

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from autograder import notebooks
from autograder.results import Verdict

VALIDATING = "NBGRADER_VALIDATING"  # nbgrader sets it for the kernel that validates


class ChecksNotPassed(Exception):
    """The public checks of an exercise don't pass yet."""

    def _render_traceback_(self) -> list[str]:
        """Leave out the kit's own frames: they say nothing about the student's work."""
        return [str(self)]


class Validation(notebooks.Journal):
    """A session's journal whose `%check` raises for what doesn't pass."""

    def check(self, line: str) -> None:
        """Show the report of an exercise. Raises ChecksNotPassed."""
        card = self._card(line.strip() or None)
        display(card)  # type: ignore[no-untyped-call]
        if card.report.verdict != Verdict.PASSED:
            raise ChecksNotPassed(repr(card))


def load(shell: InteractiveShell) -> None:
    """Provide `%check`: the usual one, or the strict one where nbgrader validates."""
    if VALIDATING not in os.environ:
        notebooks.load_ipython_extension(shell)
        return
    journal = Validation(shell)
    shell.events.register("pre_run_cell", journal.begin)
    shell.events.register("post_run_cell", journal.end)
    shell.register_magic_function(journal.check, "line", "check")  # type: ignore[arg-type]
