"""`course.toml` is read strictly: a mistake in it is named, with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course, find_course, load_course
from autograder.failure import CourseError, UsageError


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("title =", "titel =", "Did you mean 'title'"),
        ("wall_s", "wal_s", "Did you mean 'wall_s'"),
        ("module =", "modul =", "Did you mean 'module'"),
        ('module = "scaling"', 'module = "not a module"', "name of a Python module"),
        ("version = 1", "version = 2", "reads version 1"),
        ("version = 1", "version = ", "not valid TOML"),
        ("version = 1", 'version = 1\nsandbox = "none"', "one of auto, strict, portable"),
        ("double = 3", "double = 0", "above 0"),
        ("double = 3", 'double = "3"', "above 0"),
        ("wall_s = 1.5", "wall_s = -1", "above 0"),
        ('title = "Scaling"', 'title = "Scaling"\ndue = "2027-03-15"', "without quotes"),
        ('title = "Scaling"', 'title = "Scaling"\nbackend = "jax"', "one of numpy, torch"),
        ("double = 3\nCounter = 2", "", "no exercises"),
        ('id = "01_scaling"', "", "no id"),
    ],
)
def test_a_mistake_is_named_with_the_file(course: Course, old: str, new: str, word: str) -> None:
    path = course.root / "assignments" / "course.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CourseError, match=word) as raised:
        load_course(path)
    assert str(path) in str(raised.value)


def test_two_units_with_one_name_are_refused(course: Course) -> None:
    path = course.root / "assignments" / "course.toml"
    entry = path.read_text().partition("[[units]]")[2]
    path.write_text(f"{path.read_text()}\n[[units]]{entry}")
    with pytest.raises(CourseError, match="two units have the id '01_scaling'"):
        load_course(path)


@pytest.mark.parametrize("name", ["01_scaling", "scaling", "01"])
def test_a_unit_is_found_by_its_names(course: Course, name: str) -> None:
    assert course.unit(name).id == "01_scaling"


def test_an_unknown_unit_is_answered_with_the_nearest(course: Course) -> None:
    with pytest.raises(UsageError, match="Did you mean 'scaling'"):
        course.unit("scalign")


@pytest.mark.parametrize("folder", ["", "assignments", "assignments/01_scaling", "solutions/01_scaling"])
def test_the_course_is_found_from_its_folders(course: Course, folder: str) -> None:
    assert find_course(course.root / folder).root == course.root


def test_outside_a_course_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="AUTOGRADER_COURSE"):
        find_course(tmp_path)


def test_limits_of_a_unit_override_those_of_the_course(course: Course) -> None:
    path = course.root / "assignments" / "course.toml"
    path.write_text(path.read_text().replace("[units.exercises]", "[units.limits]\nwall_s = 9\n[units.exercises]"))
    limits = load_course(path).units[0].limits
    assert (limits.wall_s, limits.memory_mb) == (9.0, 256)
