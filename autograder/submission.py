"""What a student hands in, as source: a file, a notebook, a folder or a zip, read in memory and never run here."""

from __future__ import annotations

import ast
import codecs
import hashlib
import io
import json
import lzma
import re
import tokenize
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from autograder.course import Unit
from autograder.failure import UsageError
from autograder.language import _
from autograder.text import clean

MAX_SOURCE = 1 << 20  # a thousand times what an exercise needs
MAX_NOTEBOOK = 64 << 20  # pictures in outputs make notebooks large; they are dropped at once
MAX_VALUES = 4_000_000  # in a notebook's JSON: 300 MB of objects while it is read; text and pictures count as one
MAX_MEMBERS = 50_000
MAGIC = re.compile(r"^\s*(%|!|\?)|^\s*[\w.]+\?\??\s*$")
OUR_MAGIC = re.compile(r"^%(load_ext autograder\.(?:notebooks|nbgrader)|check\b)")
# What zipfile raises for damaged, encrypted and unknown content, in its tables and in its members
DAMAGES = (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error, lzma.LZMAError)
UNWRITTEN = re.compile(r"^\s*raise\s+NotImplementedError\b", re.MULTILINE)
IGNORED = {"__pycache__", ".ipynb_checkpoints", "__MACOSX"}


@dataclass(frozen=True)
class Cell:
    """A piece of source that runs on its own. `label` is what tracebacks call it: the file's name, or `cell 3`."""

    label: str
    source: str


@dataclass(frozen=True)
class Submission:
    """One student's source for one unit.

    `problem` says why there is nothing to run (an unreadable file); `notices` what was left out or repaired on the way.
    """

    student: str
    unit: str
    cells: tuple[Cell, ...]
    notices: tuple[str, ...] = ()
    problem: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what runs."""
        parts = "\0".join(f"{cell.label}\0{cell.source}" for cell in self.cells)
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def from_source(source: str, unit: Unit, student: str) -> Submission:
    """Return the submission that consists of this source."""
    return Submission(student, unit.id, (Cell(unit.file_name, source),))


def read(path: Path, unit: Unit, student: str | None = None) -> Submission:
    """Read the submission in one file or notebook. Raises UsageError when the file cannot be read at all."""
    student = student or path.stem
    try:
        size = path.stat().st_size
        if size > MAX_NOTEBOOK:
            return _unreadable(student, unit, _too_long(path.name, size, MAX_NOTEBOOK))
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    return parse(path.name, data, unit, student)


def parse(name: str, data: bytes, unit: Unit, student: str) -> Submission:
    """Turn the bytes of a file called `name` into a submission."""
    if name.endswith(".ipynb"):
        return _from_notebook(name, data, unit, student)
    if len(data) > MAX_SOURCE:
        return _unreadable(student, unit, _too_long(name, len(data), MAX_SOURCE))
    try:
        text = _decode(data)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        return _unreadable(
            student,
            unit,
            _("{file} is not readable as UTF-8 text: {error}. Save it in the encoding UTF-8.").format(
                file=name, error=error
            ),
        )
    return Submission(student, unit.id, (Cell(name if name.isprintable() else unit.file_name, text),))


def collect(paths: tuple[Path, ...], unit: Unit) -> list[Submission]:
    """Find all submissions in files, notebooks, folders and zips.

    A folder holds one submission (the unit's file or notebook), or one entry per student. Raises UsageError for a
    path that
    does not exist or holds nothing to grade, and when two submissions belong to one student.
    """
    found: dict[str, tuple[Submission, str]] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist.")
        for submission, place in _in_path(path, unit):
            if submission.student in found:
                raise UsageError(
                    f"Two submissions of {submission.student!r}: {found[submission.student][1]} and {place}. "
                    "Keep one of them, or grade them in two runs."
                )
            found[submission.student] = (submission, place)
    if not found:
        places = ", ".join(str(path) for path in paths)
        raise UsageError(
            f"Nothing to grade in {places}: expected {unit.file_name} or {unit.module}.ipynb, one per student."
        )
    return [found[student][0] for student in sorted(found)]


def _in_path(path: Path, unit: Unit) -> Iterator[tuple[Submission, str]]:
    if path.is_dir():
        yield from _in_folder(path, unit)
    elif path.suffix == ".zip":
        yield from _in_zip(path, unit)
    else:
        student = path.parent.name if path.name in _names(unit) and path.parent.name else path.stem
        yield read(path, unit, student), str(path)


def _in_folder(folder: Path, unit: Unit) -> Iterator[tuple[Submission, str]]:
    own = _choose(_plain_files(folder), unit)
    if own:
        yield _best_file(folder, own, unit, folder.absolute().name)
        return
    for entry in sorted(folder.iterdir()):
        if entry.name in IGNORED or entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            names = _plain_files(entry)
            chosen = _choose(names, unit) or _choose_any(names)
            if chosen:
                yield _best_file(entry, chosen, unit, entry.name)
            else:
                yield (
                    _unreadable(entry.name, unit, f"The folder holds no {unit.file_name} and no {unit.module}.ipynb."),
                    str(entry),
                )
        elif entry.suffix in (".py", ".ipynb"):
            yield read(entry, unit), str(entry)


def _in_zip(path: Path, unit: Unit) -> Iterator[tuple[Submission, str]]:
    """Read the expected members only: nothing is extracted to disk, links and strange paths are left alone."""
    try:
        with ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise UsageError(f"{path} has {len(members):,} members; at most {MAX_MEMBERS:,} are read.")
            for student, names in _students_in_zip(
                [m for m in members if _is_plain(m.filename, m.external_attr)], path, unit
            ):
                chosen = _choose(list(names), unit) or _choose_any(list(names))
                if chosen:
                    found = [(name, _read_member(archive, names[name], unit, student)) for name in chosen]
                    name, submission = most_written(found)
                    yield submission, f"{path}:{names[name]}"
    except DAMAGES as error:
        raise UsageError(f"{path} cannot be read as a zip: {error}.") from error


def _students_in_zip(members: list[object], path: Path, unit: Unit) -> Iterator[tuple[str, dict[str, str]]]:
    """Group members by student: a folder or a file for each. Yields file names with their members' names."""
    files = [PurePosixPath(m.filename) for m in members if PurePosixPath(m.filename).suffix in (".py", ".ipynb")]  # type: ignore[attr-defined]
    files = [file for file in files if not IGNORED.intersection(file.parts)]
    shared = (
        files[0].parts[0]
        if files and all(len(f.parts) > 1 and f.parts[0] == files[0].parts[0] for f in files)
        else None
    )
    direct = any(len(file.parts) == 2 and file.name in _names(unit) for file in files) if shared else False
    if any(len(file.parts) == 1 and file.name in _names(unit) for file in files):
        yield path.stem, {file.name: str(file) for file in files if len(file.parts) == 1}
        return
    depth = 1 if shared and not direct else 0
    students: dict[str, dict[str, str]] = {}
    for file in files:
        parts = file.parts[depth:]
        student = parts[0] if len(parts) > 1 else file.stem
        students.setdefault(student, {})[file.name] = str(file)
    yield from sorted(students.items())


def _is_plain(name: str, attributes: int) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    is_link = (attributes >> 16) & 0o170000 == 0o120000
    return not (
        name.endswith("/") or path.is_absolute() or ".." in path.parts or is_link or re.match(r"^[A-Za-z]:", name)
    )


def _read_member(archive: ZipFile, member: str, unit: Unit, student: str) -> Submission:
    """Read one member. What is wrong with it is its student's problem, and nobody else's in the archive."""
    limit, name = MAX_NOTEBOOK if member.endswith(".ipynb") else MAX_SOURCE, PurePosixPath(member).name
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except DAMAGES as error:
        return _unreadable(student, unit, f"{name} cannot be read from the zip: {error}.")
    if len(data) > limit:
        return _unreadable(student, unit, f"{name} has more than {limit:,} bytes.")
    return parse(name, data, unit, student)


def _names(unit: Unit) -> tuple[str, str]:
    return unit.file_name, f"{unit.module}.ipynb"


def _choose(names: list[str], unit: Unit) -> list[str]:
    """Return the unit's own files among `names`, the preferred one first."""
    return [name for name in _names(unit) if name in names]


def _choose_any(names: list[str]) -> list[str]:
    """Return the one source file among `names`, when there is just one."""
    sources = [name for name in names if name.endswith((".py", ".ipynb")) and not name.startswith(("test_", "."))]
    return sources if len(sources) == 1 else []


def most_written(found: Sequence[tuple[str, Submission]]) -> tuple[str, Submission]:
    """Return the name and the submission in which least is left to write, with a notice when there was a choice.

    Stub and notebook lie side by side in what students get: whoever works in one hands in the other, too.
    """
    name, submission = min(found, key=lambda one: (bool(one[1].problem), _unwritten(one[1])))
    others = ", ".join(other for other, _ in found if other != name)
    if not others:
        return name, submission
    notice = f"{name} was graded, not {others}: as much or more of it is written."
    return name, replace(submission, notices=(*submission.notices, notice))


def _unwritten(submission: Submission) -> int:
    return sum(len(UNWRITTEN.findall(cell.source)) for cell in submission.cells)


def _plain_files(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.is_file() and not entry.is_symlink()]


def _best_file(folder: Path, names: list[str], unit: Unit, student: str) -> tuple[Submission, str]:
    name, submission = most_written([(name, read(folder / name, unit, student)) for name in names])
    return submission, str(folder / name)


def _too_long(name: str, found: int, limit: int) -> str:
    return _("{file} has {found:,} bytes; at most {limit:,} are read.").format(file=name, found=found, limit=limit)


def _unreadable(student: str, unit: Unit, problem: str) -> Submission:
    return Submission(student, unit.id, (), problem=clean(problem))


def _decode(data: bytes) -> str:
    """Return source text by Python's own rules: a byte-order mark, a coding line, or UTF-8; any line ends."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    codec = codecs.lookup(encoding)
    if not codec._is_text_encoding:
        raise LookupError(f"{encoding} is not a text encoding")
    return io.IncrementalNewlineDecoder(None, translate=True).decode(codec.decode(data)[0], final=True)


def _from_notebook(name: str, data: bytes, unit: Unit, student: str) -> Submission:
    """Read the code cells of a notebook of any format version; outputs and metadata are not looked at."""
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MAX_VALUES:
        return _unreadable(student, unit, f"{name} holds more than {MAX_VALUES:,} values.")
    try:
        document = json.loads(data.decode("utf-8-sig"))
        cells = document["cells"] if "cells" in document else document["worksheets"][0]["cells"]
        sources = [(n, _cell_source(cell)) for n, cell in enumerate(cells, 1) if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        problem = _("{file} is not a Jupyter notebook: {error}.").format(
            file=name, error=f"{type(error).__name__}: {error}"
        )
        return _unreadable(student, unit, problem)
    if sum(len(source) for _, source in sources) > MAX_SOURCE:
        return _unreadable(student, unit, f"{name} holds more than {MAX_SOURCE:,} characters of code.")
    kept, notices = [], []
    for number, source in sources:
        plain, dropped = _without_magics(source)
        dropped = [line for line in dropped if not OUR_MAGIC.match(line)]
        if dropped:
            notice = _("cell {number}: left out the notebook command `{command}`")
            notices.append(notice.format(number=number, command=clean(dropped[0], 60)))
        if _defines_something(plain):
            kept.append(Cell(f"cell {number}", plain))
    return Submission(student, unit.id, tuple(kept), tuple(notices))


def _cell_source(cell: dict[str, object]) -> str:
    source = cell["source"] if "source" in cell else cell["input"]
    text = "".join(source) if isinstance(source, list) else source
    if not isinstance(text, str):
        raise TypeError("a cell whose source is no text")
    return text.replace("\r\n", "\n")


def _without_magics(source: str) -> tuple[str, list[str]]:
    """Blank magics and shell lines, keeping line numbers; a cell magic such as `%%bash` takes its cell with it."""
    lines = source.split("\n")
    first = lines[0].lstrip()
    if first.startswith("%%") and first.split()[0] not in ("%%time", "%%timeit", "%%capture", "%%prun"):
        return "", [first]
    try:
        ast.parse(source)
    except SyntaxError:
        pass
    else:
        return source, []
    dropped = [line.strip() for line in lines if MAGIC.match(line)]
    return "\n".join(_blank(line) if MAGIC.match(line) else line for line in lines), dropped


def _blank(line: str) -> str:
    """Replace a magic by a statement that does nothing, so that a block which holds only the magic stays valid."""
    return line[: len(line) - len(line.lstrip())] + "pass"


def _defines_something(source: str) -> bool:
    """Tell whether a cell binds a name. Cells that only call things (plots, experiments) aren't needed for grading."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return any(not isinstance(statement, ast.Expr | ast.Assert | ast.Pass) for statement in tree.body)
