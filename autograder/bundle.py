"""What a platform's container needs in order to grade: the kit as a wheel, the versions in use, and whole units."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import autograder
from autograder.course import Course, Unit, load_course
from autograder.failure import CourseError, UsageError
from autograder.submission import IGNORED

PACKAGE = Path(autograder.__file__).parent
DISTRIBUTION = "autograder"
ON_DEMAND = {"torch"}  # installed where a unit's backend asks for it
NOT_NEEDED = {"jupyter", "nbgrader"}  # grading reads notebooks without them
OLDEST = (1980, 1, 1, 0, 0, 0)  # the date of all members: the same content makes the same archive


class Member(NamedTuple):
    """A file of a bundle."""

    name: str
    data: bytes
    is_executable: bool = False


def kit(units: Iterable[Unit], index: str | None = None) -> Iterator[Member]:
    """Yield what installs the grader: setup.sh, requirements.txt and the wheel."""
    yield script("setup.sh", "setup.sh")
    yield Member("requirements.txt", requirements(units, index).encode())
    yield wheel()


def course_files(course: Course, units: Iterable[Unit]) -> Iterator[Member]:
    """Yield course.toml and all files of `units`. Raises CourseError for a unit without hidden checks."""
    yield _file(course, course.root / "assignments" / "course.toml")
    for unit in units:
        if not unit.hidden_checks.is_file():
            raise CourseError(f"{unit.hidden_checks} is missing: {unit.id} has nothing to grade with.")
        for folder in (unit.public_dir, unit.solution_dir):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not _is_ignored(path.relative_to(course.root)):
                    yield _file(course, path)


def units_at(folder: Path) -> tuple[Unit, ...]:
    """Return the units that a bundle brought to `folder`."""
    course = load_course(folder / "assignments" / "course.toml")
    return tuple(unit for unit in course.units if unit.hidden_checks.is_file())


def script(template: str, name: str) -> Member:
    """Return a script of ours, to be run by the platform."""
    return Member(name, (PACKAGE / "templates" / template).read_bytes(), is_executable=True)


def requirements(units: Iterable[Unit], index: str | None = None) -> str:
    """Return the packages that grading `units` needs, at the versions that the course was proven with: those here."""
    wanted = NOT_NEEDED | (ON_DEMAND - {unit.backend for unit in units})
    needed = [name for name in _dependencies() if name not in wanted]
    lines = [f"{name}=={_version(name)}" for name in needed]
    return "\n".join([f"--extra-index-url {index}"] * bool(index) + lines) + "\n"


def wheel() -> Member:
    """Return this kit as a wheel, made from its files as they are: no build tool, no network."""
    version = _version(DISTRIBUTION)
    info = f"{DISTRIBUTION}-{version}.dist-info"
    files = {
        f"{DISTRIBUTION}/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and not _is_ignored(path.relative_to(PACKAGE))
    }
    files[f"{info}/METADATA"] = (_distribution().read_text("METADATA") or "").encode()
    files[f"{info}/entry_points.txt"] = (_distribution().read_text("entry_points.txt") or "").encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    buffer = io.BytesIO()
    archive(buffer, (Member(name, data) for name, data in files.items()))
    return Member(f"{DISTRIBUTION}-{version}-py3-none-any.whl", buffer.getvalue())


def archive(target: io.BytesIO | Path, members: Iterable[Member]) -> None:
    """Write a zip. Raises UsageError where it cannot be written."""
    try:
        with ZipFile(target, "w", ZIP_DEFLATED) as file:
            for member in members:
                info = ZipInfo(member.name, OLDEST)
                info.compress_type = ZIP_DEFLATED
                info.external_attr = (0o100755 if member.is_executable else 0o100644) << 16
                file.writestr(info, member.data)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}.") from error


def unpack(folder: Path, members: Iterable[Member]) -> None:
    """Write the files below `folder`. Raises UsageError where they cannot be written."""
    for member in members:
        path = folder / member.name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(member.data)
            path.chmod(0o755 if member.is_executable else 0o644)
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from error


def below(folder: str, members: Iterable[Member]) -> Iterator[Member]:
    """Yield the members in a folder."""
    return (member._replace(name=f"{folder}/{member.name}") for member in members)


def _file(course: Course, path: Path) -> Member:
    return Member(path.relative_to(course.root).as_posix(), path.read_bytes())


def _is_ignored(path: Path) -> bool:
    return any(part.startswith(".") or part in IGNORED for part in path.parts)


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _dependencies() -> list[str]:
    named = (re.match(r"[A-Za-z0-9._-]+", line) for line in _distribution().requires or () if "extra ==" not in line)
    return [found[0] for found in named if found]


def _version(name: str) -> str:
    """Return the version of an installed package, without the mark of a local build, which no index serves."""
    return importlib.metadata.version(name).partition("+")[0]


def _distribution() -> importlib.metadata.Distribution:
    """Return the kit as it is installed, which what a build left in the working folder (PKG-INFO) is not."""
    found = importlib.metadata.distributions(name=DISTRIBUTION)
    installed = next((one for one in found if one.read_text("METADATA")), None)
    if installed is None:
        raise UsageError("The kit is not installed here; install it first (pip install .), then pack it.")
    return installed
