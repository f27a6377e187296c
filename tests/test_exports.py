"""Reports as files, from `autograder grade` and read back by `autograder report`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from autograder import exports
from autograder.commands import grade, report
from autograder.course import Course
from autograder.failure import UsageError
from tests.conftest import REFERENCE, WRONG, write
from tests.reports import samples

CANVAS = (
    "\ufeffStudent,ID,SIS Login ID,Section,Scaling (12),Essay (7)\r\n"
    "    Points Possible,,,,5,100\r\n"
    '"Lovelace, Ada",101,ada,"A, ""1""",,88\r\n'
    '"김, 민준",102,minjun,A,"",=1+1\r\n'
    '"Gone, Long",103,gone,A,2,\r\n'
)


@pytest.fixture
def reports() -> list:
    return samples.class_of_two_units()


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    for student, source in {"ada": REFERENCE, "민준 김": REFERENCE + WRONG["tripled"], "=SUM(A1)": REFERENCE}.items():
        write(tmp_path / "handed-in" / f"{student}.py", source)
    return tmp_path / "handed-in"


@pytest.fixture
def run(course: Course, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(course.root)

    def go(command, *options: object) -> Result:
        return CliRunner().invoke(command.command, [str(option) for option in options])

    return go


def test_canvas_s_file_is_filled_and_everything_else_stays(run, handed_in: Path, tmp_path: Path) -> None:
    exported, filled = tmp_path / "export.csv", tmp_path / "import.csv"
    exported.write_bytes(CANVAS.encode())
    result = run(grade, "scaling", handed_in, "--format", "canvas", "--fill", exported, "--out", filled)
    assert result.exit_code == 0, result.output
    expected = CANVAS.replace('"A, ""1""",,88', '"A, ""1""",5,88').replace('A,"",=1+1', 'A,"2",=1+1')
    assert filled.read_bytes().decode() == expected
    assert "=SUM(A1) is not in the file." in result.output
    assert "No report for Gone, Long." in result.output


def test_a_column_with_another_title_is_named(run, handed_in: Path, tmp_path: Path) -> None:
    exported, filled = tmp_path / "export.csv", tmp_path / "import.csv"
    exported.write_bytes(CANVAS.replace("Scaling (12)", "Week 1 (12)").encode())
    options = ("--format", "canvas", "--fill", exported, "--out", filled)
    assert "no column for 01_scaling" in run(grade, "scaling", handed_in, *options).output
    assert run(grade, "scaling", handed_in, *options, "--column", "Week 1").exit_code == 0
    assert '"A, ""1""",5,88' in filled.read_text()


def test_a_table_without_out_goes_to_standard_output_alone(run, handed_in: Path) -> None:
    result = run(grade, "scaling", handed_in, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["student"] for row in rows] == ["'=SUM(A1)", "ada", "민준 김"]
    assert [row["double"] for row in rows] == ["3.0", "3.0", "0.0"]


def test_csv_has_the_mark_that_spreadsheets_need(tmp_path: Path, reports: list) -> None:
    exports.write("csv", reports, tmp_path / "grades.csv", None)
    assert (tmp_path / "grades.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("style", ["json", "junit", "markdown", "csv"])
def test_each_format_names_every_student(style: str, tmp_path: Path, reports: list) -> None:
    assert exports.write(style, reports, tmp_path / "out", None) == [f"wrote {tmp_path / 'out'}"]
    text = (tmp_path / "out").read_text(encoding="utf-8-sig")
    for name in ("Ada Lovelace", "김민준", "Sofia Kovalevskaya"):
        assert name in text
    if style == "junit":
        assert len(ET.fromstring(text)) == len(reports)


def test_what_is_written_as_json_is_read_back_the_same(tmp_path: Path, reports: list) -> None:
    exports.write("json", reports, tmp_path / "reports.json", None)
    assert exports.read(tmp_path / "reports.json") == reports


def test_a_folder_of_pages_holds_its_reports(run, handed_in: Path, tmp_path: Path) -> None:
    assert run(grade, "scaling", handed_in, "--out", tmp_path / "pages").exit_code == 0
    assert {found.student for found in exports.read(tmp_path / "pages")} == {"ada", "민준 김", "=SUM(A1)"}
    first = (tmp_path / "pages" / "index.html").read_text()
    (tmp_path / "pages" / "index.html").unlink()
    result = run(report, tmp_path / "pages")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "pages" / "index.html").read_text() == first


def test_the_student_s_view_holds_no_record_and_nothing_hidden(run, tmp_path: Path, reports: list) -> None:
    exports.write("html", reports, tmp_path / "pages", None)
    assert run(report, tmp_path / "pages" / "report.json", "--out", tmp_path / "for", "--student-view").exit_code == 0
    said = "".join(path.read_text() for path in (tmp_path / "for").rglob("*") if path.is_file())
    assert "Ada Lovelace" in said
    assert "unbiased_variance" not in said
    assert "got 0.7" not in said
    assert not list((tmp_path / "for").rglob("*.json"))


def test_the_student_s_view_does_not_go_where_the_instructor_s_is(run, tmp_path: Path, reports: list) -> None:
    exports.write("html", reports, tmp_path, None)
    result = run(report, tmp_path, "--student-view")
    assert isinstance(result.exception, UsageError)
    assert "name another folder" in str(result.exception)


def test_a_report_can_be_read_without_a_course(tmp_path: Path, reports: list, monkeypatch: pytest.MonkeyPatch) -> None:
    exports.write("json", reports, tmp_path / "r.json", None)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(report.command, ["r.json", "--out", "pages"]).exit_code == 0
    assert (tmp_path / "pages" / "index.html").is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "holds no reports"),
        ("[]", "holds no reports"),
        ('{"version": 1}', "holds no reports"),
        ('{"version": 1, "reports": [{}]}', "holds no reports"),
        ('{"version": 999, "reports": []}', "of version 999"),
    ],
)
def test_what_holds_no_reports_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "report.json").write_text(text)
    with pytest.raises(UsageError, match=said):
        exports.read(tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        exports.read(tmp_path / "missing.json")


@pytest.mark.parametrize(
    ("style", "filled", "said"),
    [
        ("canvas", None, "--fill"),
        ("csv", "export.csv", "--fill"),
        ("html", None, "--out"),
        ("canvas", "missing.csv", "cannot be read"),
        ("moodle", "korean.csv", "not UTF-8"),
        ("moodle", "other.csv", "no export of Moodle"),
    ],
)
def test_what_cannot_be_written_says_why(tmp_path: Path, style: str, filled: str | None, said: str) -> None:
    (tmp_path / "korean.csv").write_bytes("이름,성적\n".encode("cp949"))
    (tmp_path / "other.csv").write_text("a,b\n")
    with pytest.raises(UsageError, match=said):
        exports.write(style, [], None, None, form=exports.Form(tmp_path / filled) if filled else None)


@pytest.mark.parametrize("options", [("--fill", "e.csv"), ("--format", "html"), ("--format", "moodle")])
def test_options_that_do_not_fit_are_refused_before_anything_is_graded(run, options: tuple[str, ...]) -> None:
    result = run(grade, "scaling", "there-is-no-such-folder", *options)
    assert isinstance(result.exception, UsageError)
    assert "--" in str(result.exception)


def test_json_is_the_published_document(tmp_path: Path, reports: list) -> None:
    exports.write("json", reports, tmp_path / "r.json", None)
    data = json.loads((tmp_path / "r.json").read_text())
    assert (data["version"], len(data["reports"])) == (1, len(reports))
