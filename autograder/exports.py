"""Reports as files: one table of formats, for whichever command has reports to write or to read back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from autograder.course import Course
from autograder.failure import UsageError
from autograder.results import FORMAT_VERSION, Report, document

FORMATS = ("html", "json", "csv", "canvas", "moodle", "junit", "markdown")
FILLED = ("canvas", "moodle")  # these fill the file that the learning platform exported
RECORD = "report.json"  # what `write` leaves beside the pages, to make them again
STORE = "grades.db"  # where `autograder grade` keeps reports, in the folder of the pages


@dataclass(frozen=True)
class Form:
    """A file that Canvas or Moodle exported. `columns` gives the columns of units that have another title there."""

    path: Path
    columns: Mapping[str, str] = field(default_factory=dict)


def expect(style: str | None, path: Path | None, form: Form | None, student_view: bool = False) -> None:
    """Raise UsageError for what `write` would refuse: known before anything is graded."""
    if (style in FILLED) != (form is not None):
        raise UsageError(f"{' and '.join(FILLED)} fill the file that the platform exported, and only they: see --fill.")
    if style == "html" and path is None:
        raise UsageError("HTML is a folder of pages: name it with --out.")
    for record in (RECORD, STORE):
        if style == "html" and path and student_view and (path / record).exists():
            raise UsageError(f"{path / record} holds what students must not read: name another folder for their view.")


def write(
    style: str,
    reports: Sequence[Report],
    path: Path | None,
    course: Course | None,
    *,
    form: Form | None = None,
    student_view: bool = False,
) -> list[str]:
    """Write `reports` in the format `style` to `path` (standard output where it is None); return what to say about it.

    `form` is what Canvas and Moodle have filled in. HTML goes into a folder, with the reports as JSON beside the
    pages. Raises UsageError for what cannot be written or filled.
    """
    expect(style, path, form, student_view)
    if style == "html" and path is not None:
        notices = write_pages(reports, path, course, student_view)
        if not student_view:
            _write(path / RECORD, as_json(reports), "utf-8")
        return notices
    text, notices = _fill(style, reports, form, course) if form else (_render(style, reports), [])
    if path is None:
        click.echo(text, nl=False)
        return notices
    _write(path, text, _encoding(style))
    return [*notices, f"wrote {path}"]


def read(path: Path) -> list[Report]:
    """Read the reports in a JSON file, or in the folder of a report. Raises UsageError for anything else.

    Reports of a later version of the format are refused; what an earlier one lacks has its default.
    """
    if (path / STORE).is_file():
        return _read_store(path / STORE)
    file = path / RECORD if path.is_dir() else path
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        version = data["version"]
        if version > FORMAT_VERSION:
            raise UsageError(f"{file} is of version {version}; this kit reads up to version {FORMAT_VERSION}.")
        return [Report.from_dict(report) for report in data["reports"]]
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}. `autograder grade ... --out` writes it.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} holds no reports: {type(error).__name__}: {error}.") from error


def _read_store(path: Path) -> list[Report]:
    from autograder.store import Store

    with Store(path) as store:
        return list(store.reports())


def as_json(reports: Sequence[Report]) -> str:
    """Return the versioned JSON document of `reports`."""
    return json.dumps(document(reports), ensure_ascii=False, indent=1) + "\n"


def write_pages(reports: Iterable[Report], path: Path, course: Course | None, student_view: bool = False) -> list[str]:
    """Write the pages of reports into a folder (see `html.write`); return what to say about it."""
    from autograder.reports import html

    try:
        return [f"Report: {html.write(reports, path, course, student_view)}"]
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _render(style: str, reports: Sequence[Report]) -> str:
    from autograder.reports import csv_, junit, markdown

    return {"csv": csv_.render, "json": as_json, "junit": junit.render, "markdown": markdown.render}[style](reports)


def _fill(style: str, reports: Sequence[Report], form: Form, course: Course | None) -> tuple[str, list[str]]:
    from autograder.reports import canvas, moodle

    try:
        exported = form.path.read_bytes().decode("utf-8")  # bytes: line ends and the byte-order mark stay as they are
        return {"canvas": canvas.render, "moodle": moodle.render}[style](exported, reports, course, form.columns)
    except OSError as error:
        raise UsageError(f"{form.path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{form.path} is not UTF-8: use the file as it was exported, not saved again.") from error
    except ValueError as error:
        raise UsageError(f"{form.path}: {error}") from error


def _encoding(style: str) -> str:
    from autograder.reports import csv_

    return csv_.ENCODING if style == "csv" else "utf-8"


def _write(path: Path, text: str, encoding: str) -> None:
    try:
        path.write_bytes(text.encode(encoding))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
