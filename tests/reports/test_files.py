"""CSV, JUnit XML and Markdown."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.reports import csv_, junit, markdown
from autograder.results import Verdict
from tests.reports import samples

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"]


def table(reports: list) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_.render(reports))))


def test_csv_has_a_row_per_student_and_unit_and_a_column_per_exercise() -> None:
    rows = table(samples.class_of_two_units())
    assert len(rows) == 16
    ada = [row for row in rows if row["student"] == "Ada Lovelace"]
    assert [(row["unit"], row["score"], row["BatchNorm"], row["softmax"]) for row in ada] == [
        ("04_batchnorm", "10.0", "7.5", ""),
        ("02_softmax_loss", "4.0", "", "3.0"),
    ]


def test_csv_keeps_names_with_commas_quotes_and_korean_letters() -> None:
    names = {row["student"] for row in table(samples.class_of_batchnorm())}
    assert {'O\'Brien, "Bob"', "김민준", "Kurt Gödel"} <= names


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_runs_no_formula(text: str) -> None:
    report = samples.batchnorm(text, {0: samples.check(0, Verdict.FAILED, hint=text)})
    for row in csv.reader(io.StringIO(csv_.render([report]))):
        assert not [cell for cell in row if cell.startswith(csv_.FORMULA_STARTS)]


@given(st.floats(allow_nan=False))
def test_csv_leaves_numbers_numbers(value: float) -> None:
    assert csv_.neutral(value) is value


def test_csv_leaves_blank_what_could_not_be_judged() -> None:
    row = next(row for row in table(samples.class_of_batchnorm()) if row["student"] == "최수아")
    assert (row["verdict"], row["score"], row["BatchNorm"], row["BatchNorm2d"]) == ("grader_error", "", "7.5", "")


def test_junit_counts_what_its_cases_say() -> None:
    root = ET.fromstring(junit.render(samples.class_of_batchnorm()))
    assert len(root) == 12
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == len(suite.findall(f"testcase/{tag}"))


def test_junit_tells_wrong_answers_from_errors_and_from_what_is_not_attempted() -> None:
    ends = {
        Verdict.FAILED: "failure",
        Verdict.ERROR: "error",
        Verdict.GRADER_ERROR: "error",
        Verdict.NOT_ATTEMPTED: "skipped",
    }
    for verdict, tag in ends.items():
        suite = ET.fromstring(junit.render([samples.everywhere("Ada", verdict, "why")]))[0]
        assert [child.tag for child in suite.findall("testcase")[0]] == [tag]
    hint = ET.fromstring(junit.render([samples.wrong_variance("Ada")])).find(".//failure")
    assert hint is not None
    assert hint.get("message") == samples.MISTAKE


@given(st.text(st.characters()))
def test_junit_is_well_formed_whatever_submissions_say(text: str) -> None:
    check = samples.check(0, Verdict.FAILED, text, hint=text, output=text)
    root = ET.fromstring(junit.render([samples.batchnorm(text, {0: check}, problem=text)]))
    assert len(root.findall(".//testcase")) == 5


def test_markdown_is_a_table_for_a_class_and_explains_a_single_submission() -> None:
    several = markdown.render(samples.class_of_two_units())
    assert "| 김민준 | 04\\_batchnorm | 7/10 | ✗ failed | You divide by N - 1;" in several
    single = markdown.render([samples.wrong_variance("김민준")])
    assert "| BatchNorm | 4.5/7.5 | ✗ ✓ ✓ |" in single
    assert f"> Hint\\: {samples.MISTAKE}".replace("\\:", ":") in single
    assert samples.CALL in single


def rendered(reports: list) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(markdown.render(reports)))


def test_markdown_shows_hostile_text_as_text() -> None:
    texts = (
        samples.HOSTILE,
        "</pre><script>x</script>",
        "[a](http://evil.example)",
        "![a](b)",
        "a | b",
        "```\n# no\n```",
    )
    for text in texts:
        check = samples.check(0, Verdict.ERROR, text, hint=text)
        for reports in ([samples.batchnorm(text, {0: check}, problem=text)], [samples.batchnorm(text, {0: check})] * 2):
            html = rendered(reports)
            assert not re.search(r"<(script|a|img|h1|strong>b|code)\b", html), html
    assert rendered(samples.class_of_two_units()).count("<tr>") == 17


def test_markdown_tables_have_the_same_number_of_cells_in_each_row() -> None:
    html = rendered([samples.batchnorm("a | b"), samples.batchnorm("c\n| d |")])
    assert html.count("<td") == 2 * 5
