"""Filling the files that Canvas and Moodle export."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.course import load_course
from autograder.reports import canvas, moodle
from autograder.reports.gradebook import Sheet
from autograder.results import Report, Verdict
from tests.reports import samples

COURSE = load_course(Path(__file__).parents[2] / "assignments" / "course.toml")
CANVAS = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (7),Batch normalisation (12),Current Score\r\n"
    "    Points Possible,,,,,100,20,(read only)\r\n"
    '"Lovelace, Ada",101,u101,ada@x.edu,"A, ""1""",88,,  44.0\r\n'
    '"김, 민준",102,u102,minjun,A,"","3",=1+1\r\n'
    '"O\'Brien, ""Bob""",103,u103,bob,B,1.50,,\r\n'
    '"Noether, Emmy",104,u104,emmy,B,,,\r\n'
    '"Noether, Emmy",105,u105,emmy2,B,,,\r\n'
    '"Student, Test",,,,,,,\r\n'
)
MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,Feedback comments\n"
    'Participant 11,Ada Lovelace,ada@x.edu,Submitted,,10.00,Yes,"<p>Well, ""done""</p>"\n'
    "Participant 12,김민준,minjun@x.edu,Submitted,5.00,10.00,Yes,\n"
    "Participant 13,Kurt Gödel,kurt@x.edu,No submission,,10.00,No,\n"
)


def rows(text: str) -> dict[str, dict[str, str]]:
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {next(value for key, value in row.items() if key in ("ID", "Identifier")): row for row in table}


def cells(text: str, column: str) -> dict[str, str]:
    return {name: row[column] for name, row in rows(text).items()}


@pytest.mark.parametrize(
    "student", ["Ada Lovelace", "lovelace, ada", "101", "u101", "ada", "ada@x.edu", "lovelaceada_101_9_f"]
)
def test_canvas_knows_a_student_by_name_number_or_login(student: str) -> None:
    text, notices = canvas.render(CANVAS, [samples.batchnorm(student)], COURSE)
    assert cells(text, "Batch normalisation (12)")["101"] == "20"
    assert not any(student in notice for notice in notices)


def test_canvas_leaves_every_other_character_as_it_was() -> None:
    text, _ = canvas.render(CANVAS, [samples.wrong_variance("102"), samples.batchnorm("bob")], COURSE)
    expected = CANVAS.replace('"","3",=1+1', '"","14",=1+1').replace("bob,B,1.50,,", "bob,B,1.50,20,")
    assert text == expected


def test_canvas_scales_to_the_points_possible_and_says_so() -> None:
    _, notices = canvas.render(CANVAS, [samples.batchnorm("101")], COURSE)
    assert "04_batchnorm: 10 points were scaled to 20." in notices


def test_canvas_reports_unknown_and_ambiguous_students_and_missing_reports() -> None:
    text, notices = canvas.render(CANVAS, [samples.batchnorm("Nobody"), samples.batchnorm("Emmy Noether")], COURSE)
    assert text == CANVAS
    assert "Nobody is not in the file." in notices
    assert any("Emmy Noether" in notice and "2 students" in notice for notice in notices)
    assert any(notice.startswith("No report for Lovelace, Ada") for notice in notices)


def test_canvas_reports_a_unit_without_a_column_and_takes_one_that_is_named() -> None:
    report = samples.softmax("101")
    text, notices = canvas.render(CANVAS, [report], COURSE)
    assert text == CANVAS
    assert any("no column for 02_softmax_loss" in notice and "Essay (7)" in notice for notice in notices)
    for name in ("Essay", "Essay (7)"):
        text, _ = canvas.render(CANVAS, [report], COURSE, {"02_softmax_loss": name})
        assert cells(text, "Essay (7)")["101"] == "100"


def test_what_could_not_be_judged_and_what_came_twice_is_not_filled_in() -> None:
    broken = samples.everywhere("101", Verdict.GRADER_ERROR, "KeyError")
    twice = [samples.batchnorm("minjun"), samples.wrong_variance("102")]
    text, notices = canvas.render(CANVAS, [broken, *twice], COURSE)
    assert text == CANVAS
    assert any("not everything could be judged" in notice for notice in notices)
    assert any("2 submissions" in notice for notice in notices)


def test_canvas_refuses_what_is_no_gradebook() -> None:
    for text in ("", "a,b\n1,2\n", 'Student,"a\n1,2\n'):
        with pytest.raises(ValueError, match="The file is no"):
            canvas.render(text, [], COURSE)


@pytest.mark.parametrize(
    "student", ["Ada Lovelace", "ada", "Participant 11", "Ada Lovelace_11_assignsubmission_file", "ada@x.edu"]
)
def test_moodle_knows_a_student_by_name_participant_or_address(student: str) -> None:
    text, _ = moodle.render(MOODLE, [samples.wrong_variance(student)], COURSE)
    assert text == MOODLE.replace("Submitted,,10.00", "Submitted,7,10.00", 1)


def test_moodle_s_locked_grades_stay() -> None:
    text, notices = moodle.render(MOODLE, [samples.batchnorm("Kurt Gödel")], COURSE)
    assert text == MOODLE
    assert any("Kurt Gödel" in notice and "does not let" in notice for notice in notices)


def test_korean_names_match_however_their_letters_are_stored() -> None:
    import unicodedata

    text, _ = moodle.render(MOODLE, [samples.batchnorm(unicodedata.normalize("NFD", "김민준"))], COURSE)
    assert cells(text, "Grade")["Participant 12"] == "10"


def test_moodle_s_gradebook_has_a_column_for_each_unit() -> None:
    exported = (
        "First name,Last name,ID number,Assignment: Softmax and cross-entropy (Real),Quiz: Batch normalisation (Real)\n"
        "Ada,Lovelace,7,-,-\n"
    )
    text, _ = moodle.render(exported, [samples.softmax("Ada Lovelace"), samples.batchnorm("7")], COURSE)
    assert text.endswith("Ada,Lovelace,7,4,10\n")


def test_semicolons_and_decimal_commas_are_kept() -> None:
    exported = 'Identifier;Full name;Grade;Maximum grade\nParticipant 1;"A; B";"";7,50\n'
    text, notices = moodle.render(exported, [samples.wrong_variance("Participant 1")], COURSE)
    assert text.endswith('Participant 1;"A; B";"5,25";7,50\n')
    assert notices == ["04_batchnorm: 10 points were scaled to 7,50."]


def test_a_file_of_several_units_does_not_take_the_grades_of_one() -> None:
    text, notices = moodle.render(MOODLE, [samples.softmax("ada"), samples.batchnorm("ada")], COURSE)
    assert text == MOODLE
    assert sum("no column" in notice for notice in notices) == 2


@given(
    st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_sheet_that_is_not_written_to_keeps_every_character(table: list[list[str]], end: str) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    sheet = Sheet(file.getvalue())
    assert sheet.text == file.getvalue()
    assert [[sheet.value(i, j) for j in range(len(row))] for i, row in enumerate(table)] == [
        [cell.strip() for cell in row] for row in table
    ]


@given(st.text('ab,;\t"\r\n\ufeff', max_size=30))
def test_any_text_is_kept_or_refused(text: str) -> None:
    try:
        sheet = Sheet(text)
    except ValueError:
        assert '"' in text
    else:
        assert sheet.text == text


def test_no_report_object_is_needed_to_export() -> None:
    text, notices = canvas.render(CANVAS, list[Report](), COURSE)
    assert text == CANVAS
    assert len(notices) == 1
