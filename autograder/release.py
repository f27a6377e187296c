"""What students get: stubs and notebooks from references, and a copy of the course without its solutions."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import nbformat

from autograder import hints
from autograder.course import Course, Unit
from autograder.diagnosis import read_mistake
from autograder.failure import CourseError, UsageError
from autograder.stubs import TAKEN_FOR_MARKER, YOUR_CODE, stub
from autograder.submission import IGNORED, from_source
from autograder.worksheet import notebook, pieces

__all__ = ["is_current", "notebook", "render", "render_hints", "stub", "write", "write_course"]

RECORD = ".autograder-release.json"
RECORD_VERSION = 1


def render(unit: Unit) -> dict[Path, str]:
    """Return the generated files of a unit, by their paths.

    Raises CourseError when the reference has no marked solution for one of the unit's exercises.
    """
    try:
        reference = unit.reference.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CourseError(f"{unit.reference} is missing; stubs are made from references.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{unit.reference} cannot be read: {error}.") from error
    source = stub(reference, str(unit.reference))
    _expect_exercises(unit, source)
    cells: str = nbformat.writes(notebook(unit, source))
    return {unit.stub: source, unit.notebook: cells.rstrip("\n") + "\n"}


def is_current(unit: Unit) -> list[str]:
    """Return what is wrong with the generated files of a unit: missing ones, stale ones, a broken reference."""
    try:
        rendered = render(unit)
    except CourseError as error:
        return [str(error)]
    return [*_stale(unit, rendered), *_stale_hints(unit)]


def write(unit: Unit) -> list[Path]:
    """Write the generated files of a unit, and return their paths."""
    rendered = render(unit)
    if any(_stale_hints(unit)):
        rendered[unit.hints] = render_hints(unit)
    for path, text in rendered.items():
        _write(path, text.encode())
    return list(rendered)


def render_hints(unit: Unit) -> str:
    """Return the text of a unit's `hints.json`: runs the public checks on all its known mistakes.

    A mistake has no hint after a check that it passes, where it answers as the reference does, and where it answers
    differently each time.
    """
    from autograder import checking

    mistakes = [read_mistake(path) for path in unit.wrong]
    reference = unit.reference.read_text(encoding="utf-8")
    wrong = [from_source(mistake.source, unit, mistake.name) for mistake in mistakes]
    done = checking.check_all(unit, [from_source(reference, unit, "reference"), *wrong, *wrong], reference)
    right, first, second = done[0], done[1 : len(wrong) + 1], done[len(wrong) + 1 :]
    korean = _read_korean(unit)
    found = [
        (key, {"en": mistake.hint, "ko": korean.get(mistake.name, "")})
        for mistake, one, other in zip(mistakes, first, second, strict=True)
        for check, key in one.fingerprints.items()
        if key == other.fingerprints[check] != right.fingerprints.get(check) and check in one.failed
    ]
    return hints.Locked(hints.build(found), _made_from(unit)).write()


def write_course(course: Course, folder: Path) -> list[str]:
    """Write what students get into `folder`, and return what there is to say about it.

    A folder that an earlier release wrote is brought up to date: what its owner changed since stays as it is. Raises
    UsageError for any other folder that isn't empty, and CourseError when a generated file isn't current or a file
    of the assignments gives a solution away.
    """
    _expect_apart(course, folder)
    for unit in course.units:
        for problem in is_current(unit):
            raise CourseError(problem)
    files = {path.relative_to(course.root).as_posix(): path.read_bytes() for path in _public_files(course)}
    written = _read_record(folder)
    if written is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty, and `autograder release` didn't write it. Name an empty folder.")
    return _update(folder, files, written or {})


def _expect_exercises(unit: Unit, source: str) -> None:
    definitions = {piece.name: piece.text for piece in pieces(source)}
    for exercise in unit.exercises:
        if exercise.name not in definitions:
            raise CourseError(
                f"{unit.reference}: there is no function or class {exercise.name}, an exercise of {unit.id} in "
                "course.toml; write it, or take it out there."
            )
        if YOUR_CODE not in definitions[exercise.name]:
            raise CourseError(
                f"{unit.reference}: no solution is marked in {exercise.name}, so students would get it; "
                "put ### BEGIN SOLUTION and ### END SOLUTION into its body."
            )


def _stale(unit: Unit, rendered: dict[Path, str]) -> Iterator[str]:
    for path, text in rendered.items():
        if not path.is_file():
            yield f"{path} is missing; run `autograder release {unit.id}`."
        elif path.read_bytes() != text.encode():
            yield f"{path} is not what the reference gives; run `autograder release {unit.id}`."


def _read_korean(unit: Unit) -> dict[str, str]:
    """Return what known mistakes are told in Korean, as far as it was translated. Raises CourseError."""
    path = unit.mistakes("ko")
    if not path.is_file():
        return {}
    try:
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseError(f"{path} cannot be read: {error}.") from error
    for name in texts:
        if name not in {wrong.stem for wrong in unit.wrong}:
            raise CourseError(f"{path}: {name} is no file of submissions/wrong.")
    return texts


def _stale_hints(unit: Unit) -> Iterator[str]:
    """Tell whether a unit's hints are made from other files than there are now: to make them takes seconds."""
    if not unit.wrong:
        return
    try:
        made_from = hints.read(unit.hints.read_text(encoding="utf-8")).made_from
    except FileNotFoundError:
        yield f"{unit.hints} is missing; run `autograder release {unit.id}`."
    except (OSError, ValueError):
        yield f"{unit.hints} cannot be read; run `autograder release {unit.id}`."
    else:
        if made_from != _made_from(unit):
            yield f"{unit.hints} is older than what it is made from; run `autograder release {unit.id}`."


def _made_from(unit: Unit) -> str:
    sources = [unit.reference, unit.public_checks, unit.mistakes("ko"), *unit.wrong]
    parts = [str(hints.VERSION), *(f"{path.name} {_digest(path.read_bytes())}" for path in sources if path.is_file())]
    return _digest("\n".join(parts).encode())


def _expect_apart(course: Course, folder: Path) -> None:
    for taken in (course.root / "solutions", course.root / "assignments"):
        if folder.resolve().is_relative_to(taken.resolve()):
            raise UsageError(f"{folder} lies in the course's own {taken.name}/. Name a folder elsewhere.")


def _public_files(course: Course) -> Iterator[Path]:
    """Yield the files of assignments/, no caches or dotfiles. Raises CourseError for what students must not see."""
    secret = {_digest(path.read_bytes()): path for path in _files(course.root / "solutions") if path.stat().st_size}
    for path in _files(course.root / "assignments"):
        if path.is_symlink():
            raise CourseError(f"{path} is a link; put the file itself there, so that students get it and nothing else.")
        data = path.read_bytes()
        if _digest(data) in secret:
            raise CourseError(f"{path} is the same as {secret[_digest(data)]}; delete it, students would get it.")
        if path.suffix in (".py", ".ipynb") and TAKEN_FOR_MARKER.search(data.decode("utf-8", "replace")):
            raise CourseError(f"{path} holds solution markers; delete it, students would get the solution.")
        yield path


def _files(folder: Path) -> list[Path]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_ignored(name))
        linked = [name for name in folders if (Path(root) / name).is_symlink()]
        if linked:
            raise CourseError(f"{Path(root) / linked[0]} is a link; put the folder itself there.")
        found += [Path(root) / name for name in sorted(names) if not _is_ignored(name)]
    return found


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name in IGNORED


def _read_record(folder: Path) -> dict[str, str] | None:
    """Return what earlier releases wrote, as digests by path; None where none did. Raises UsageError if unreadable."""
    path = folder / RECORD
    if not path.is_file():
        return None
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} cannot be read ({type(error).__name__}); name an empty folder.") from error


def _update(folder: Path, files: dict[str, bytes], written: dict[str, str]) -> list[str]:
    record, count, left = dict(written), 0, []
    for name, data in files.items():
        target = folder / name
        old = _digest(target.read_bytes()) if target.is_file() else None
        if old is not None and old not in (written.get(name), _digest(data)):
            left.append(f"left {target}: it was changed since it was written")
            continue
        if old != _digest(data):
            _write(target, data)
            count += 1
        record[name] = _digest(data)
    gone = [name for name in written if name not in files]
    left += [f"left {folder / name}: it is no longer part of the course" for name in gone if (folder / name).exists()]
    kept = {name: digest for name, digest in record.items() if name in files}
    _write(folder / RECORD, (json.dumps({"version": RECORD_VERSION, "files": kept}, indent=1) + "\n").encode())
    return [f"wrote {count} file{'' if count == 1 else 's'} to {folder}", *left]


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
