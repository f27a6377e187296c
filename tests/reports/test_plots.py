"""Pictures in cards: drawn for what can be drawn, with words for who can't see them, and never in the way."""

from __future__ import annotations

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.image import imread

from autograder import checks, comparison, language
from autograder.evidence import Draws, Estimate
from autograder.failure import CheckFailure
from autograder.reports import card, plots
from autograder.results import CheckResult, Report, Verdict

RNG = np.random.default_rng(0)


def different(shape: tuple[int, ...], dtype: str = "float64") -> object:
    wanted = RNG.normal(size=shape).astype(dtype)
    got = wanted.copy()
    got[..., 0] += 1
    if dtype != "complex128":
        got[..., -1] = np.nan
    return comparison.difference(got, wanted)


def found_by(function: object, *arguments: object) -> object:
    with pytest.raises(CheckFailure) as failure:
        function(*arguments)  # type: ignore[operator]
    return failure.value.difference


FOUND = {
    "matrix": different((3, 4)),
    "axes": different((2, 3, 4, 5)),
    "large": different((900, 1000)),
    "vector": different((9,)),
    "single": different((3, 4), "float32"),
    "complex": different((3, 4), "complex128"),
    "normal": found_by(checks.assert_scale, RNG.normal(size=10_000), 2.0),
    "uniform": found_by(checks.assert_scale, RNG.uniform(-1, 1, size=10_000), 2.0, 1.8),
    "mean": found_by(checks.assert_mean, RNG.normal(5.0, 1.0, size=10_000), 0.0, 1.0),
    "error": found_by(checks.assert_estimate, (1.0, 0.5), 1.0, 0.1, 100),
    "estimate": found_by(checks.assert_estimate, (2.0, 0.1), 1.0, 0.1, 100),
}


@pytest.mark.parametrize("name", FOUND)
def test_there_is_a_picture_with_words(name: str) -> None:
    picture = plots.picture(FOUND[name])
    assert picture is not None
    assert picture.alternative.endswith(".")
    pixels = imread(io.BytesIO(picture.png))
    assert len(np.unique(pixels.reshape(-1, pixels.shape[-1]), axis=0)) > 10


@pytest.mark.parametrize("found", [None, different((2,)), comparison.Difference("shape"), comparison.difference(1, 2)])
def test_there_is_none_of_what_is_read_faster(found: object) -> None:
    assert plots.picture(found) is None


def test_there_is_none_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert plots.picture(FOUND["matrix"]) is None


def test_a_histogram_holds_the_density_that_was_wanted() -> None:
    for distribution in ("normal", "uniform"):
        found = Draws(np.zeros(1), distribution, 1.0, 2.0)
        grid = np.linspace(-30, 32, 100_001)
        density = plots._density(found, grid)
        step = grid[1] - grid[0]
        assert density.sum() * step == pytest.approx(1.0, abs=1e-3)
        assert (density * (grid - 1) ** 2).sum() * step == pytest.approx(4.0, abs=1e-2)


def test_korean_labels_need_a_korean_font(monkeypatch: pytest.MonkeyPatch) -> None:
    language.choose("ko")
    try:
        monkeypatch.setattr(plots, "KOREAN_FONTS", ())
        assert plots._drawn("got") == "got"
        assert plots.picture(FOUND["matrix"]) is not None  # without a warning about missing glyphs
        monkeypatch.setattr(plots, "KOREAN_FONTS", ("DejaVu Sans",))
        assert plots._drawn("got") == "얻음"
    finally:
        language.choose("en")


def test_a_card_holds_the_picture_of_its_check_and_the_words() -> None:
    check = CheckResult("test_a", "f", "Does.", Verdict.FAILED, 0.0, 1.0, "message")
    html = card.render(
        Report("x", "unit", (check,), public=True), {"test_a": FOUND["matrix"], "other": FOUND["normal"]}
    )
    (data,) = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert 'alt="Maps of what was got' in html


def test_an_estimate_passes_within_its_error() -> None:
    checks.assert_estimate((1.05, 0.101), 1.0, 0.1, 100)
    assert isinstance(FOUND["error"], Estimate)
