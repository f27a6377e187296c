"""What students read is in the language of their choice, and nothing is left in English by oversight."""

from __future__ import annotations

import ast
import gettext
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import autograder
from autograder import checking, language
from autograder.course import Unit, load_course
from autograder.submission import from_source

ROOT = Path(autograder.__file__).parent
CATALOGUE = language.CATALOGUES / "ko" / "LC_MESSAGES" / "autograder.po"
FIELD = re.compile(r"{(\w+)[^}]*}")
SPOKEN = (
    "checking", "checks", "comparison", "desk", "files", "statistics",
    "commands/check", "commands/hint", "commands/list", "commands/start", "commands/submit", "reports/differences",
)  # fmt: skip
AUDIENCE = {"echo", "CheckFailure", "StudentRaised", "UsageError", "Difference"}  # calls whose text students read


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    language.choose("en")


def marked() -> Iterator[tuple[str, str]]:
    """All texts of the kit that are marked for translation, with their places."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                texts = node.args[: {"_": 1, "later": 1, "counted": 2}.get(node.func.id, 0)]
                for text in texts:
                    if isinstance(text, ast.Constant):
                        yield str(text.value), f"{path.relative_to(ROOT)}:{node.lineno}"


def translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream)
    found = {}
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in message.id if isinstance(message.id, tuple | list) else (message.id,):
            found[text] = strings[0]
    return found


def test_every_marked_text_is_translated() -> None:
    known = translations()
    missing = [f"{place}: {text!r}" for text, place in marked() if not known.get(text)]
    assert not missing, "run `make translations`, and translate:\n" + "\n".join(missing)


def test_nothing_is_translated_that_is_not_said_any_more() -> None:
    assert set(translations()) - {""} <= {text for text, _ in marked()}


def test_translations_fill_in_the_same_fields() -> None:
    for text, korean in translations().items():
        if text:
            assert set(FIELD.findall(korean)) <= set(FIELD.findall(text)), text
            assert len(set(FIELD.findall(text)) - set(FIELD.findall(korean)) - {"count"}) == 0, text


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    catalogue = gettext.translation(language.DOMAIN, language.CATALOGUES, ["ko"])
    with CATALOGUE.open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id]
    for message in messages:
        if isinstance(message.id, tuple | list):
            assert catalogue.ngettext(*message.id, 1) == message.string[0], "run `make translations`"
        else:
            assert catalogue.gettext(message.id) == message.string, "run `make translations`"


@pytest.mark.parametrize("module", SPOKEN)
def test_what_students_read_is_marked(module: str) -> None:
    tree = ast.parse((ROOT / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in AUDIENCE and node.args and not isinstance(node.args[0], ast.Call | ast.Name | ast.Attribute):
            plain = ast.unparse(node.args[0])
            literal = "".join(
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and str(part.value) == part.value
            )
            is_marked = "_(" in plain or "counted(" in plain
            assert is_marked or not re.search(r"[a-z]{3,}", literal.replace("autograder", "")), (
                f"{module}:{node.lineno}: {plain}"
            )


COURSE = load_course(ROOT.parent / "assignments" / "course.toml")


@pytest.mark.parametrize("unit", COURSE.units, ids=lambda unit: unit.id)
def test_every_public_check_says_in_korean_what_it_asks(unit: Unit) -> None:
    tree = ast.parse(unit.public_checks.read_text(encoding="utf-8"))
    checks = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}
    texts = tomllib.loads(unit.descriptions("ko").read_text(encoding="utf-8"))
    assert set(texts) == checks
    assert all(re.search("[가-힣]", text) for text in texts.values())


def test_descriptions_are_shown_in_the_chosen_language(unit: Unit) -> None:
    unit.descriptions("ko").write_text('test_two_is_doubled = "두 배"', encoding="utf-8")
    source = "def double(x, times=1):\n    return x * 2.0\n"
    shown = {}
    for name in ("en", "ko"):
        language.choose(name)
        report = checking.check(unit, from_source(source, unit, "Ada")).report
        shown[name] = [check.description for check in report.checks]
    assert shown["en"][0] == "Twice 1.5 is 3."
    assert shown["ko"] == ["두 배", shown["en"][1]]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "ko:en"}, "ko"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "Korean_Korea.949"}, "ko"),
        ({}, "en"),
    ],
)
def test_the_environments_language_is_spoken(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert language.choose() == language.chosen() == expected


def test_what_is_named_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "ko")
    assert language.choose("en") == "en"
    assert language._("Hint:") == "Hint:"
    assert language.choose("ko") == "ko"
    assert language._("Hint:") == "힌트:"
    assert language.counted("in {count} day", "in {count} days", 3) == "3일 남음"


def test_a_language_that_there_is_not_is_english() -> None:
    assert language.choose("fr") == "en"
    assert language.counted("in {count} day", "in {count} days", 1) == "in 1 day"
