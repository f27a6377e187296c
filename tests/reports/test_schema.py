from __future__ import annotations

import copy
import json
from dataclasses import fields
from importlib import resources

import jsonschema
import pytest

from autograder.results import FORMAT_VERSION, CheckResult, Report, Verdict, document
from tests.reports import samples

SCHEMA = json.loads(resources.files("autograder").joinpath("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def valid(data: object) -> bool:
    return VALIDATOR.is_valid(json.loads(json.dumps(data)))


@pytest.fixture
def example() -> dict:
    return copy.deepcopy(document(samples.class_of_two_units()))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["version"] == {"const": FORMAT_VERSION}


def test_every_document_is_valid(example: dict) -> None:
    VALIDATOR.validate(example)
    VALIDATOR.validate(document(report.for_student() for report in samples.class_of_batchnorm()))
    VALIDATOR.validate(document([]))
    for verdict in Verdict:
        VALIDATOR.validate(document([samples.everywhere("Ada", verdict, "why")]))


def test_the_schema_names_every_field_and_verdict_and_no_other() -> None:
    report, check = SCHEMA["$defs"]["report"], SCHEMA["$defs"]["check"]
    assert set(report["properties"]) == {f.name for f in fields(Report)} | {"score", "max_score", "verdict"}
    assert set(check["properties"]) == {f.name for f in fields(CheckResult)}
    assert set(report["required"]) == set(report["properties"])
    assert set(check["required"]) == set(check["properties"])
    assert SCHEMA["$defs"]["verdict"]["enum"] == [str(verdict) for verdict in Verdict]


def test_each_field_is_required_and_none_is_added(example: dict) -> None:
    for place in (lambda d: d, lambda d: d["reports"][0], lambda d: d["reports"][0]["checks"][0]):
        for name in list(place(example)):
            broken = copy.deepcopy(example)
            del place(broken)[name]
            assert not valid(broken), name
        broken = copy.deepcopy(example)
        place(broken)["extra"] = 1
        assert not valid(broken)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verdict", "PASSED"), ("verdict", None), ("score", "10"), ("score", -1), ("student", None), ("sandbox", "uid"),
        ("sandbox", [1]), ("public", "no"), ("checks", {}), ("duration_s", None),
    ],
)  # fmt: skip
def test_a_field_of_a_wrong_kind_is_refused(example: dict, field: str, value: object) -> None:
    example["reports"][0][field] = value
    assert not valid(example)


@pytest.mark.parametrize(
    ("field", "value"),
    [("verdict", "maybe"), ("points", "1"), ("max_points", -1), ("message", None), ("name", ""), ("hint", 0)],
)
def test_a_check_s_field_of_a_wrong_kind_is_refused(example: dict, field: str, value: object) -> None:
    example["reports"][0]["checks"][0][field] = value
    assert not valid(example)


def test_nothing_may_be_absent_as_null(example: dict) -> None:
    for place in (lambda d: d["reports"][0], lambda d: d["reports"][0]["checks"][0]):
        for name in place(example):
            broken = copy.deepcopy(example)
            place(broken)[name] = None
            assert not valid(broken), name


def test_another_version_is_refused(example: dict) -> None:
    example["version"] = FORMAT_VERSION + 1
    assert not valid(example)
