from __future__ import annotations

import doctest
import tomllib
from pathlib import Path

import pytest

from autograder import authoring, release, scaffold
from autograder.course import Course, load_course
from autograder.examination import load_module
from autograder.failure import UsageError
from autograder.questions import read_questions


def settings(course: Course) -> Path:
    return course.root / "assignments" / "course.toml"


def test_a_new_unit_is_verified_up_to_what_its_author_has_to_describe(course: Course) -> None:
    assert scaffold.new_unit(course, "02_layer_norm")[0] == settings(course)
    unit = load_course(settings(course)).unit("layer_norm")
    release.write(unit)
    finding = authoring.verify(unit)
    described = {
        *(unit.public_dir / name for name in ("README.md", "README.ko.md")),
        *(unit.solution_dir / "questions.toml", unit.public_checks, unit.hidden_checks, unit.reference),
    }
    assert set(finding.problems) == {f"{path}: still says '[describe:'; write it." for path in described}
    assert "mistakes named: 1/1" in finding.summary


def test_a_described_unit_is_proven(course: Course) -> None:
    for path in scaffold.new_unit(course, "02_layer_norm"):
        path.write_text(path.read_text(encoding="utf-8").replace(scaffold.PLACEHOLDER, "["), encoding="utf-8")
    unit = load_course(settings(course)).unit("layer_norm")
    release.write(unit)
    assert authoring.verify(unit).problems == ()


def test_every_template_is_written_where_a_unit_has_it(course: Course) -> None:
    written = scaffold.new_unit(course, "02_layer_norm")
    assert len(written) == len(list(scaffold.TEMPLATES.iterdir()))
    assert all(path.is_file() for path in written)
    unit = load_course(settings(course)).unit("layer_norm")
    assert set(written) == {
        settings(course), unit.public_dir / "README.md", unit.public_dir / "README.ko.md", unit.public_checks,
        unit.reference, unit.hidden_checks, unit.solution_dir / "questions.toml", *unit.accepted, *unit.wrong,
    }  # fmt: skip
    assert (len(unit.accepted), len(unit.wrong), len(read_questions(unit))) == (1, 1, 1)


def test_the_example_in_the_reference_runs(course: Course) -> None:
    scaffold.new_unit(course, "02_layer_norm")
    module = load_module(load_course(settings(course)).unit("layer_norm").reference, "layer_norm_reference")
    assert doctest.testmod(module).attempted == 1
    assert doctest.testmod(module).failed == 0


def test_nothing_of_a_template_is_left_unfilled(course: Course) -> None:
    for path in scaffold.new_unit(course, "02_layer_norm"):
        text = path.read_text(encoding="utf-8")
        assert "$id" not in text
        assert "$module" not in text
        assert "$$$" not in text
    assert "# Layer norm\n" in (course.root / "assignments" / "02_layer_norm" / "README.md").read_text()


@pytest.mark.parametrize(
    "before",
    [
        'version = 1  # a comment\ntitle="A"   # oddly   spaced\n[limits]\nwall_s = 2\n',
        'version = 1\ntitle = "no line end"',
        'version = 1\r\ntitle = "from Windows"\r\n',
    ],
)
def test_what_stands_in_the_settings_keeps_its_bytes(course: Course, before: str) -> None:
    settings(course).write_bytes(before.encode())
    scaffold.new_unit(load_course(settings(course)), "02_layer_norm")
    after = settings(course).read_bytes().decode()
    assert after.startswith(before)
    assert tomllib.loads(after)["units"][0]["id"] == "02_layer_norm"
    assert ("\r\n" in before) == ("\r\n" in after)
    assert after.count("\n") == after.count("\r\n") or "\r" not in after


@pytest.mark.parametrize(
    ("unit_id", "message"),
    [
        ("dropout", "is no unit's id: write two digits and a name in lower case, such as 02_dropout"),
        ("2_dropout", "is no unit's id"),
        ("02_Dropout", "is no unit's id"),
        ("02_layer-norm", "is no unit's id"),
        ("../02_x", "is no unit's id"),
        ("02_dropout/x", "is no unit's id"),
        ("02_dropout\n", "is no unit's id"),
        ("02_", "is no unit's id"),
        ("", "is no unit's id"),
        ("٠٢_dropout", "is no unit's id"),
        ("01_scaling", "01_scaling exists already"),
        ("01_dropout", "01 is the number of 01_scaling; the next free one is 02"),
        ("02_scaling", "scaling is the module of 01_scaling"),
        ("02_random", "random.py would hide Python's or a package's own random"),
        ("02_torch", "torch.py would hide"),
        ("02_lambda", "lambda.py would hide"),
    ],
)
def test_an_id_that_cannot_be_a_new_unit_is_refused(course: Course, unit_id: str, message: str) -> None:
    before = sorted(course.root.rglob("*")), settings(course).read_bytes()
    with pytest.raises(UsageError) as caught:
        scaffold.new_unit(course, unit_id)
    assert message in str(caught.value)
    assert (sorted(course.root.rglob("*")), settings(course).read_bytes()) == before


@pytest.mark.parametrize("folder", ["assignments", "solutions"])
def test_a_folder_that_is_there_is_not_written_into(course: Course, folder: str) -> None:
    (course.root / folder / "02_dropout").mkdir()
    with pytest.raises(UsageError, match=r"exists, but course\.toml doesn't name it; move it away"):
        scaffold.new_unit(course, "02_dropout")


def test_settings_are_restored_when_a_unit_cannot_be_added(course: Course) -> None:
    before = b"version = 2\n"
    settings(course).write_bytes(before)
    with pytest.raises(UsageError, match=r"02_dropout could not be added: .*this kit reads version 1"):
        scaffold.new_unit(course, "02_dropout")
    assert settings(course).read_bytes() == before
    assert not (course.root / "assignments" / "02_dropout").exists()
