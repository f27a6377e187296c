"""An audit finds what the checks miss, and believes no claim of equivalence that it can refute."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from autograder.audit import Audit, audit, document
from autograder.commands.audit import command
from autograder.course import Unit, load_course
from autograder.failure import CourseError, GraderError
from autograder.mutants import mutants

if TYPE_CHECKING:
    from pathlib import Path

COURSE = """
version = 1
sandbox = "portable"
[limits]
wall_s = 2
[[units]]
id = "01_shift"
module = "shift"
[units.exercises]
shift = 1
"""
REFERENCE = '''
def shift(x):
    """Add 2."""
    ### BEGIN SOLUTION
    return x + 2
    ### END SOLUTION
'''
CHECK = '''
from autograder.checks import assert_equal, exercise


@exercise("shift", points=1)
def test_shift(student, reference):
    """Two more than x."""
    {}
'''
STRICT, LAX = "assert_equal(student.shift(5), reference.shift(5))", "assert student.shift(5) > 6"


@pytest.fixture
def write(tmp_path: Path):
    """Write a course of one unit with this line as its check, and these records of equivalence."""

    def unit(check: str, records: str = "", reference: str = REFERENCE) -> Unit:
        assignments, solutions = tmp_path / "assignments", tmp_path / "solutions" / "01_shift"
        for folder in (assignments / "01_shift", solutions):
            folder.mkdir(parents=True, exist_ok=True)
        (assignments / "course.toml").write_text(COURSE)
        (solutions / "shift.py").write_text(reference)
        (solutions / "test_shift.py").write_text(CHECK.format(check))
        if records:
            (solutions / "equivalent.toml").write_text(records)
        return load_course(assignments / "course.toml").units[0]

    return unit


def only(unit: Unit) -> Audit:
    (found,) = audit([unit])
    return found


def record(identity: str, reason: str = "It is the same.") -> str:
    operator = identity.rpartition("-")[0]
    return f'[[equivalent]]\nid = "{identity}"\noperator = "{operator}"\nline = 5\nreason = "{reason}"\n'


def identity(operator: str) -> str:
    return next(mutant.id for mutant in mutants(REFERENCE) if mutant.operator == operator)


def test_a_check_of_every_value_lets_no_mutant_through(write):
    found = only(write(STRICT))
    assert (found.killed, found.equivalent, found.survivors) == (found.mutants, 0, ())
    assert found.mutants == len(list(mutants(REFERENCE))) == 4


def test_a_lax_check_lets_a_mutant_survive_that_is_shown_with_its_place_and_diff(write):
    found = only(write(LAX))
    ((name, survivor),) = found.survivors
    assert name == identity("constant-changed")
    assert (survivor.operator, survivor.file, survivor.line) == ("constant-changed", "solutions/01_shift/shift.py", 5)
    assert "+    return x + 3" in survivor.diff
    assert found.killed == 3


def test_a_recorded_survivor_is_equivalent(write):
    found = only(write(LAX, record(identity("constant-changed"))))
    assert (found.mutants, found.killed, found.equivalent, found.survivors) == (4, 3, 1, ())


@pytest.mark.parametrize(
    ("records", "message"),
    [
        (record("constant-changed-0123456789"), "no mutant"),
        (record(identity("arithmetic-replaced")), "a check kills it"),
        (record(identity("constant-changed"), reason=" "), "none empty"),
        (record(identity("constant-changed")) * 2, "recorded twice"),
        (record(identity("constant-changed")).replace("operator", "kind"), "must have"),
        (record(identity("constant-changed")).replace('"constant-changed"', '"term-dropped"'), "no mutant"),
        ("[[equivalent", "not valid TOML"),
    ],
)
def test_a_record_that_does_not_hold_is_an_error_of_the_course(write, records, message):
    with pytest.raises(CourseError, match=message):
        only(write(LAX, records))


def test_a_reference_that_fails_proves_nothing(write):
    with pytest.raises(CourseError, match="reference itself fails: test_shift ends with failed"):
        only(write("assert student.shift(5) == 8"))


def test_a_check_that_is_broken_kills_nothing(write):
    with pytest.raises(GraderError, match="01_shift: test_shift cannot judge"):
        only(write("{0: 1}[student.shift(5)]"))


def test_a_mutant_that_never_ends_is_killed(write):
    endless = REFERENCE.replace("return x + 2", "while x < 7:\n        x += 1\n    return x")
    course = write("assert_equal(student.shift(5), 7)", reference=endless)
    found = only(course)
    assert found.killed == found.mutants - len(found.survivors)
    assert not any("statement-dropped" in name for name, _ in found.survivors)


def test_the_command_lists_survivors_and_writes_the_versioned_document(write, tmp_path, monkeypatch):
    write(LAX)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["--jobs", "1", "--json", "audit.json"])
    assert result.exit_code == 1
    assert "01_shift: 4 mutants: 3 killed, 0 equivalent, 1 survived" in result.output
    assert f"solutions/01_shift/shift.py:5: {identity('constant-changed')}" in result.output
    (one,) = (written := json.loads((tmp_path / "audit.json").read_text()))["units"]
    assert written["version"] == 1
    assert set(one) == {"unit", "mutants", "killed", "equivalent", "survivors"}
    assert [set(survivor) for survivor in one["survivors"]] == [{"operator", "file", "line", "diff"}]


def test_the_command_succeeds_when_none_survives(write, tmp_path, monkeypatch):
    write(STRICT)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(command, ["01"]).exit_code == 0


def test_the_document_of_nothing_is_still_versioned():
    assert document([]) == {"version": 1, "units": []}
