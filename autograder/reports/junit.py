"""JUnit XML, which continuous integration shows: a suite per report, a case per check."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from autograder.reports import words
from autograder.results import CheckResult, Report, Verdict


def render(reports: Iterable[Report]) -> str:
    """Return the XML: wrong answers are failures, all other ends errors, and what isn't attempted is skipped."""
    root = ET.Element("testsuites", name="autograder")
    for report in reports:
        root.append(_suite(words.cleaned(report)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _suite(report: Report) -> ET.Element:
    verdicts = [check.verdict for check in report.checks]
    skipped = verdicts.count(Verdict.NOT_ATTEMPTED)
    failed = verdicts.count(Verdict.FAILED)
    suite = ET.Element(
        "testsuite",
        name=f"{report.unit}: {report.student}",
        tests=str(len(verdicts)),
        failures=str(failed),
        errors=str(len(verdicts) - verdicts.count(Verdict.PASSED) - failed - skipped),
        skipped=str(skipped),
        time=f"{report.duration_s:.3f}",
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in (("student", report.student), ("score", report.score), ("max_score", report.max_score)):
        ET.SubElement(properties, "property", name=name, value=str(value))
    for check in report.checks:
        suite.append(_case(report.unit, check))
    return suite


def _case(unit: str, check: CheckResult) -> ET.Element:
    case = ET.Element("testcase", classname=f"{unit}.{check.exercise}", name=check.name, time=f"{check.duration_s:.3f}")
    if check.verdict == Verdict.NOT_ATTEMPTED:
        ET.SubElement(case, "skipped", message=check.description)
    elif check.verdict != Verdict.PASSED:
        tag = "failure" if check.verdict == Verdict.FAILED else "error"
        end = ET.SubElement(case, tag, type=str(check.verdict), message=check.hint or check.description)
        end.text = "\n".join(part for part in (check.description, check.hint, check.message) if part)
    if check.output:
        ET.SubElement(case, "system-out").text = check.output
    return case
