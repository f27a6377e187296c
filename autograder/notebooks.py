"""Public checks inside a notebook: `%load_ext autograder.notebooks`, then `%check softmax` below a solution.

What is checked is what the session has run, so that neither saving nor running everything again is needed.
"""

from __future__ import annotations

import ast
import io
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType, MappingProxyType, TracebackType

from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from IPython.display import display
from rich.console import Console

from autograder import language
from autograder.course import Unit, find_course
from autograder.failure import AutograderError, UsageError
from autograder.language import _
from autograder.reports import card, terminal
from autograder.results import Report
from autograder.submission import Submission
from autograder.transcript import Ran, to_submission

STUDENT = "notebook"
TEXT_WIDTH = 100  # columns, where the front end shows no HTML


class Card:
    """A report that a notebook shows as HTML, and a console as text."""

    def __init__(self, report: Report, differences: Mapping[str, object] = MappingProxyType({})) -> None:
        self.report = report
        self._differences = differences

    def __repr__(self) -> str:
        """Return the report as `autograder check` prints it."""
        stream = io.StringIO()
        console = Console(
            file=stream,
            width=TEXT_WIDTH,
            markup=False,
            highlight=False,
            emoji=False,
            force_jupyter=False,
            color_system=None,
        )
        terminal.print_check(self.report, console, self._differences)
        return stream.getvalue().strip("\n")

    def _repr_html_(self) -> str:
        return card.render(self.report, self._differences)


class Journal:
    """What a session has run so far. It provides `%check`."""

    def __init__(self, shell: InteractiveShell) -> None:
        self._shell = shell
        inputs = enumerate(shell.user_ns.get("In", []))
        self._cells = [Ran(f"In [{number}]", self._unwrapped(source)) for number, source in inputs if source]
        self._running = self._cells[-1:]  # the cell that loads this

    def begin(self, info: ExecutionInfo) -> None:
        """Note a cell that is about to run."""
        number = self._shell.execution_count - bool(info.store_history)
        cell = Ran(f"In [{number}]", self._unwrapped(str(info.transformed_cell or info.raw_cell)))
        self._cells.append(cell)
        self._running.append(cell)

    def end(self, result: ExecutionResult) -> None:
        """Note how far the cell got."""
        if not self._running:
            return
        cell = self._running.pop()
        if result.error_before_exec is not None:
            cell.end = 0
        elif result.error_in_exec is not None:
            cell.end = self._line(_frames_of(result.error_in_exec.__traceback__), cell.end)

    def check(self, line: str) -> None:
        """Run the public checks of this folder's unit: `%check` runs all, `%check softmax` those of one exercise."""
        try:
            display(self._card(line.strip() or None))  # type: ignore[no-untyped-call]
        except AutograderError as error:
            print(f"autograder: {error}")  # noqa: T201 - a notebook shows what is printed

    def _card(self, exercise: str | None) -> Card:
        from autograder import checking

        unit = _unit_here()
        if exercise in {e.name for e in unit.exercises} and exercise not in self._shell.user_ns:
            raise UsageError(
                _("There is no {exercise} in this session yet: run the cell that defines it, then check.").format(
                    exercise=exercise
                )
            )
        checked = checking.check(unit, self._submission(unit), exercise)
        return Card(checked.report, checked.differences)

    def _submission(self, unit: Unit) -> Submission:
        reached = self._line(_frames_around(sys._getframe()), math.inf)
        cells = [replace(cell, end=reached) if cell in self._running else cell for cell in self._cells]
        return to_submission(cells, self._shell.user_ns, unit, STUDENT)

    def _line(self, frames: Iterator[tuple[FrameType, int]], otherwise: float) -> float:
        """Return the line of the innermost frame that is a cell's own, not a function's."""
        namespace = self._shell.user_global_ns
        own = [n for frame, n in frames if frame.f_globals is namespace and frame.f_code.co_name == "<module>"]
        return own[-1] if own else otherwise

    def _unwrapped(self, source: str) -> str:
        """Return the code inside a cell magic such as `%%time`, as IPython runs it."""
        try:
            (statement,) = ast.parse(source).body
            _, _, body = statement.value.args  # type: ignore[attr-defined]
            if statement.value.func.attr == "run_cell_magic":  # type: ignore[attr-defined]
                return str(self._shell.transform_cell(ast.literal_eval(body)))  # type: ignore[no-untyped-call]
        except (SyntaxError, ValueError, AttributeError):
            pass  # an ordinary cell
        return source


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Provide `%check`, in the environment's language, and note from now on what runs."""
    language.choose()
    journal = Journal(shell)
    shell.events.register("pre_run_cell", journal.begin)
    shell.events.register("post_run_cell", journal.end)
    shell.register_magic_function(journal.check, "line", "check")  # type: ignore[arg-type]


def check(exercise: str | None = None) -> None:
    """Do what `%check` does. Raises UsageError outside of a notebook."""
    shell = get_ipython()
    if shell is None:
        raise UsageError("This is no notebook. In a terminal, run: autograder check")
    shell.extension_manager.load_extension(__name__)  # type: ignore[union-attr]
    shell.run_line_magic("check", exercise or "")


def _unit_here() -> Unit:
    """Return the unit in whose folder the notebook runs. Raises UsageError when it runs elsewhere."""
    course, folder = find_course(), Path.cwd()
    here = [unit for unit in course.units if unit.public_dir.resolve() == folder.resolve()]
    here = here or [unit for unit in course.units if unit.id == folder.name or (folder / unit.notebook.name).is_file()]
    if len(here) != 1:
        raise UsageError(
            _("{folder} is not the folder of one unit. Open the notebook where the course has it.").format(
                folder=folder
            )
        )
    return here[0]


def _frames_of(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _frames_around(frame: FrameType | None) -> Iterator[tuple[FrameType, int]]:
    """Yield the frames that a call stands in, the innermost last."""
    found = []
    while frame is not None:
        found.append((frame, frame.f_lineno))
        frame = frame.f_back
    yield from reversed(found)
