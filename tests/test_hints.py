"""Hints after public checks: found by who makes the mistake, unreadable for everyone else, blind to roundings."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import autograder
from autograder import checking, hints, language, release
from autograder.course import Unit, load_course
from autograder.failure import CourseError
from autograder.session import Exchange
from autograder.submission import from_source

TRIPLED = "def double(x, times=1):\n    return x * 3.0 ** times\n"
TRIPLED_OTHERWISE = "def double(x, times=1):\n    return x.astype(float) + x * 2 * (1 + 1e-12)\n"
QUADRUPLED = "def double(x, times=1):\n    return x * 4.0\n"
HINT = "You multiply by three; the statement asks for twice the value."


def key(*answers: object, check: str = "test", outcome: str = "value", effects: tuple[str, ...] = ()) -> str:
    return hints.fingerprint(check, [Exchange(b"", outcome, answer, effects) for answer in answers])


def hint(unit: Unit, source: str, student: str = "Ada") -> str:
    result, *_ = checking.check(unit, from_source(source, unit, student), "double").report.checks
    return result.hint


def test_who_makes_a_known_mistake_reads_its_hint_and_nobody_else(unit: Unit) -> None:
    release.write(unit)
    assert hint(unit, TRIPLED) == HINT
    assert hint(unit, TRIPLED_OTHERWISE, "Grace") == HINT
    assert hint(unit, QUADRUPLED) == ""
    assert hint(unit, TRIPLED.replace("3.0", "2.0")) == ""


def test_a_students_copy_of_the_course_holds_the_hints_but_cannot_be_read(unit: Unit) -> None:
    release.write(unit)
    text = unit.hints.read_text()
    for secret in ("multiply", "tripled", "statement"):
        assert secret not in text
    assert hints.lookup(hints.read(text).hints, key(1.0)) == ""


def test_a_mistake_that_passes_or_answers_as_the_reference_does_has_no_hint(unit: Unit) -> None:
    wrong = unit.solution_dir / "submissions" / "wrong"
    (wrong / "nearly.py").write_text('"""Nearly."""\ndef double(x, times=1):\n    return x * 2 * (1 + 1e-8)\n')
    (wrong / "chance.py").write_text(
        '"""Chance."""\nimport numpy as np\ndef double(x, times=1):\n    return x * np.random.rand()\n'
    )
    locked = hints.read(release.render_hints(unit)).hints
    assert len(locked) == 2  # tripled and starts_at_zero; times_ignored passes


def test_hints_are_made_again_when_a_mistake_changed_and_not_before(unit: Unit) -> None:
    release.write(unit)
    before = unit.hints.read_bytes()
    assert unit.hints not in release.write(unit)
    changed = unit.wrong[-1]
    changed.write_text(changed.read_text().replace("three", "3"))
    assert "is older than what it is made from" in release.is_current(unit)[0]
    assert unit.hints in release.write(unit)
    assert unit.hints.read_bytes() != before
    assert hint(unit, TRIPLED) == HINT.replace("three", "3")


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 2, "made_from": "", "hints": []}', '{"hints": {}}'])
def test_a_damaged_file_holds_no_hints_and_is_stale(unit: Unit, text: str) -> None:
    release.write(unit)
    unit.hints.write_text(text)
    assert hint(unit, TRIPLED) == ""
    assert release.is_current(unit) == [f"{unit.hints} cannot be read; run `autograder release {unit.id}`."]


def test_the_first_of_two_mistakes_that_cannot_be_told_apart_is_kept() -> None:
    assert hints.lookup(hints.build([(key(1.0), {"en": "one"}), (key(1.0), {"en": "two"})]), key(1.0)) == "one"


def test_a_hint_is_read_in_the_chosen_language_and_in_english_without_one(unit: Unit) -> None:
    unit.mistakes("ko").write_text('tripled = "세 배입니다."', encoding="utf-8")
    release.write(unit)
    language.choose("ko")
    try:
        assert hint(unit, TRIPLED) == "세 배입니다."
        locked = hints.build([(key(1.0), {"en": "one", "ko": ""})])
        assert hints.lookup(locked, key(1.0), "ko") == "one"
    finally:
        language.choose("en")
    unit.mistakes("ko").write_text('quadrupled = "네 배입니다."', encoding="utf-8")
    with pytest.raises(CourseError, match=r"quadrupled is no file of submissions/wrong"):
        release.render_hints(unit)


def test_public_data_depend_on_neither_name_nor_secret(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.benches import open_bench

    seeds = {open_bench(unit, public=True).seed(name, "test") for name in ("Ada", "Grace")}
    monkeypatch.setenv("AUTOGRADER_SECRET", "something")
    seeds.add(open_bench(unit, public=True).seed("Ada", "test"))
    assert len(seeds) == 1


@pytest.mark.parametrize("value", [1.0, 1000.0, 0.001, 0.5, 2.5, 1 / 3, 9.99999, 7.8125e-3, 1e-320, 1e308, 0.0, -4.0])
def test_roundings_do_not_matter(value: float) -> None:
    array = np.array([value, value / 4, 0.0])
    for noise in (1 + 1e-13, 1 - 1e-13):
        assert key(array * noise) == key(array)


def test_noise_next_to_large_entries_does_not_matter() -> None:
    assert key(np.array([1.0, 1e-17, -1e-16])) == key(np.array([1.0, 0.0, -0.0]))


def test_single_precision_is_compared_by_fewer_digits() -> None:
    x = torch.linspace(-1, 3, 50)
    assert key(x) == key(x * (1 + 3e-7))
    assert key(x) != key(x * 1.01)
    assert key(x.to(torch.bfloat16)) != key(x)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1.0, 1.0001),
        (np.ones(3), np.ones((3, 1))),
        (np.ones(3), np.ones(3, dtype=np.float32)),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([np.nan, 1.0]), np.array([np.inf, 1.0])),
        (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
        (np.array([1.0, 2.0]), np.array([10.0, 20.0])),
        (True, 1),
        ("a", "b"),
        (None, 0),
        ({"a": 1.0}, {"b": 1.0}),
        (np.array([1j]), np.array([-1j])),
    ],
)
def test_different_answers_have_different_fingerprints(one: object, other: object) -> None:
    assert key(one) != key(other)


def test_what_comparison_takes_for_equal_has_one_fingerprint() -> None:
    assert key(1.0) == key(np.float64(1.0)) == key(np.array(1.0))
    assert key((1.0, [2.0])) == key([1.0, (2.0,)])
    assert key({"b": 1, "a": 2}) == key({"a": 2, "b": 1})


def test_outcome_side_effects_order_and_check_count() -> None:
    keys = [
        key("ValueError"),
        key("ValueError", outcome="raised"),
        key("ValueError", effects=("warnings",)),
        key("ValueError", check="other"),
        key("ValueError", 1.0),
        key(1.0, "ValueError"),
    ]
    assert len(set(keys)) == len(keys)


def test_the_courses_hints_are_what_their_sources_give() -> None:
    root = Path(autograder.__file__).parent.parent
    unit = load_course(root / "assignments" / "course.toml").unit("softmax_loss")
    assert json.loads(release.render_hints(unit)) == json.loads(unit.hints.read_text())
