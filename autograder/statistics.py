"""Assertions about random draws: a right answer fails one of them less often than once in 10^9 gradings.

A thousand of these in one grading then fail a right answer with probability below 10^-6. Where the statistic is normal,
the bound is 6.25 standard errors (4.1e-10); 6.11 would be exact, and the rest pays for skew and for short samples. What
a bound lets through is stated too: a deviation that is *seen* is one that is caught with probability 1 - 10^-6 or more,
which takes 6.25 + 4.75 = 11 standard errors.

Draws are read as float64, whatever their shape. An argument that makes no sense is the author's mistake: a ValueError.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from autograder.evidence import Draws, Estimate
from autograder.failure import CheckFailure
from autograder.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

ALPHA = 1e-9  # no assertion here fails a right answer more often
Z_LIMIT = 6.25  # two-sided normal tail 4.1e-10
LARGE = 5_000  # from here on ln(rms) is near enough to normal: tails 5.6e-10 (normal draws) and 7.1e-10 (uniform ones)
NORMAL_KURTOSIS = 3.0
EVEN = 0.2  # sqrt(n) times Kolmogorov's distance is smaller with probability 6e-10 at n = 10, 6e-13 at n = 65,536
DISTINCT = 0.9  # 65,536 draws in single precision still have 99 % distinct values; copied draws have half or less
MIN_DRAWS = 1_000  # a correlation of fewer is too far from normal for the bound
MIN_RUNS = 400
CALIBRATED = (0.62, 1.50)  # of chi-square(400) / 400: tails 2.2e-10 and 3.4e-10; more runs make both rarer


def assert_scale(samples: ArrayLike, std: float, kurtosis: float = NORMAL_KURTOSIS) -> None:
    """The root mean square of draws with mean 0 is what chance makes of the standard deviation `std`.

    The bound is |ln(rms / std)| <= 6.25 sqrt((kurtosis - 1) / 4n), for n >= 5,000 draws of a normal (kurtosis 3) or
    uniform (1.8) distribution; fewer draws must be normal, and are held to Chernoff's bound on chi-square(n), which
    is never exceeded more often than 10^-9. False-failure rate: below 7.2e-10 from 5,000 draws on, below 1e-9 before.

    Sees, at n = 65,536: a scale that is off by 3.1 % (normal) or 2.0 % (uniform); at n = 5,000: 11.7 % or 7.3 %.
    """
    draws = _draws(samples)
    if not (std > 0 and kurtosis > 1):
        raise ValueError(f"std must be positive and kurtosis above 1, got {std} and {kurtosis}")
    if draws.size < LARGE and kurtosis != NORMAL_KURTOSIS:
        raise ValueError(f"below {LARGE:,} draws only normal ones have an exact bound, got {draws.size:,}: draw more")
    ratio = float(np.sqrt(np.mean(np.square(draws)))) / std
    if not _scale_is_plausible(ratio, draws.size, kurtosis):
        raise CheckFailure(
            _(
                "the spread of the draws is {ratio:.4g} times what it should be "
                "({n:,} draws; chance does not explain that)"
            ).format(ratio=ratio, n=draws.size),
            Draws(draws, "normal" if kurtosis == NORMAL_KURTOSIS else "uniform", 0.0, std),
        )


def assert_mean(samples: ArrayLike, mean: float, std: float) -> None:
    """The average of draws with standard deviation `std` is within 6.25 std / sqrt(n) of `mean`.

    False-failure rate: 4.1e-10 for normal draws, less for uniform ones, and below 1e-9 for others from
    n = 2,000 x skewness^2 on. Sees: a mean that is off by 11 std / sqrt(n), which is .043 std at n = 65,536.
    """
    draws = _draws(samples)
    if not std > 0:
        raise ValueError(f"std must be positive, got {std}")
    z = (float(np.mean(draws)) - mean) / (std / math.sqrt(draws.size))
    if not abs(z) <= Z_LIMIT:
        above = _("the mean of the draws is {z:.1f} standard errors above what it should be ({chance})")
        below = _("the mean of the draws is {z:.1f} standard errors below what it should be ({chance})")
        told = above if z > 0 else below
        raise CheckFailure(
            told.format(z=abs(z), chance=_chance(draws.size, f"{Z_LIMIT}")), Draws(draws, "normal", mean, std)
        )


def assert_distribution(samples: ArrayLike, cdf: Callable[[Floats], Floats]) -> None:
    """The draws come from the continuous distribution whose distribution function is `cdf` (array to array).

    Kolmogorov's distance is held to sqrt(ln(2 / 10^-9) / 2n), .0128 at n = 65,536, and must not be below .2 / sqrt(n):
    chance is never so even, a grid or a stratified sample is. By the inequality of Dvoretzky, Kiefer, Wolfowitz and
    Massart, and by Kolmogorov's law, the false-failure rate is below 1e-9 (9.9e-10 at n = 65,536).

    Sees, at n = 65,536: a distribution function that is .023 off somewhere: normal for uniform of equal variance
    (.057), a scale that is 10 % off (.023) or a shift by .06 std. Finer scales are the business of assert_scale.
    """
    draws = np.sort(_draws(samples))
    wanted = np.asarray(cdf(draws), dtype=np.float64)
    if wanted.shape != draws.shape:
        raise ValueError(f"cdf turned {draws.shape} into {wanted.shape}: it must work element by element")
    steps = np.arange(draws.size + 1) / draws.size
    distances = np.maximum(wanted - steps[:-1], steps[1:] - wanted)
    bound = math.sqrt(math.log(2 / ALPHA) / (2 * draws.size))
    if not distances.max() <= bound:
        raise CheckFailure(
            _(
                "the draws do not have the distribution asked for: the share below {place:.4g} "
                "is off by {distance:.3f} ({chance})"
            ).format(
                place=draws[distances.argmax()],
                distance=distances.max(),
                chance=_chance(draws.size, f"{bound:.4f}"),
            )
        )
    if distances.max() < EVEN / math.sqrt(draws.size):
        raise CheckFailure(
            _(
                "the draws are spread more evenly than chance would: independent draws of this number are off by "
                "{least:.5f} or more somewhere, these by {distance:.5f}"
            ).format(least=EVEN / math.sqrt(draws.size), distance=distances.max())
        )


def assert_uncorrelated(samples: ArrayLike) -> None:
    """Draws of a continuous distribution are not copies of each other, and neighbours are uncorrelated.

    Neighbours along the last axis, and along the first, have a correlation within 6.25 / sqrt(n); 90 % of the
    magnitudes are distinct (mirrored draws are copies too). At least 1,000 draws. False-failure rate: below 8.3e-10
    (two correlations), since float64 draws never repeat and draws in single precision seldom do.

    Sees: a correlation between neighbours of 11 / sqrt(n), .043 at n = 65,536; one row that is tiled, a block that is
    repeated, sorted draws, a grid, a symmetric matrix. Does not see copies further apart that were rescaled.
    """
    draws = _array(samples)
    if draws.size < MIN_DRAWS:
        raise ValueError(f"at least {MIN_DRAWS:,} draws, got {draws.size:,}")
    distinct = np.unique(np.abs(draws)).size / draws.size
    if not distinct >= DISTINCT:
        told = _("the draws repeat: only {share:.1%} of {n:,} magnitudes are distinct")
        raise CheckFailure(told.format(share=distinct, n=draws.size))
    correlation, axis = max(
        (_lag_one(draws.ravel()), _("last")),
        (_lag_one(draws.ravel(order="F")), _("first")),
        key=lambda found: abs(found[0]),
    )
    bound = Z_LIMIT / math.sqrt(draws.size)
    if not abs(correlation) <= bound:
        raise CheckFailure(
            _(
                "the draws are not independent: neighbours along the {axis} axis have correlation {r:.3f} ({chance})"
            ).format(axis=axis, r=correlation, chance=_chance(draws.size, f"{bound:.4f}"))
        )


def assert_calibrated(estimates: ArrayLike, errors: ArrayLike, truth: float) -> None:
    """The standard errors say how far estimates of `truth` really are from it, on average over 400 runs or more.

    The mean of ((estimate - truth) / error)^2 lies in [.62, 1.50]. False-failure rate: 5.6e-10 when the estimates are
    nearly normal (means of 1,000 draws or more).

    Sees: standard errors that are 1.47 times too small or 1.49 times too large; a bias of 1.03 standard errors;
    estimates that don't vary or that come from a grid. Does not see n - 1 for n: that takes a formula.
    """
    found, claimed = _draws(estimates), _draws(errors)
    if found.size < MIN_RUNS:
        raise ValueError(f"at least {MIN_RUNS} runs, got {found.size}")
    if found.shape != claimed.shape:
        told = _("{estimates} estimates came with {errors} standard errors")
        raise CheckFailure(told.format(estimates=found.size, errors=claimed.size))
    if not claimed.min() > 0:
        raise CheckFailure(_("a standard error is {error:.4g}; it must be positive").format(error=claimed.min()))
    ratio = float(np.mean(np.square((found - truth) / claimed)))
    low, high = CALIBRATED
    if not low <= ratio <= high:
        raise CheckFailure(
            _(
                "over {runs} runs the estimates are {ratio:.3g} times as far off as their errors say "
                "(chance explains {low:.2f} to {high:.2f})"
            ).format(runs=found.size, ratio=math.sqrt(ratio), low=math.sqrt(low), high=math.sqrt(high))
        )


def assert_estimate(answer: tuple[float, float], truth: float, error: float, n: int, within: float = 0.05) -> None:
    """An (estimate, standard error) from n points: the error is what theory says, the estimate that near to the truth.

    The standard error may differ from `error` by the share `within`, which the caller justifies: from n terms it
    scatters by sqrt((kurtosis - 1) / 4n). The estimate is within 6.25 of these errors, false-failure rate 4.1e-10 where
    it is nearly normal.
    """
    estimate, standard_error = (float(number) for number in answer)
    shown = Estimate(n, estimate, standard_error, truth, error)
    if not abs(standard_error - error) <= within * error:
        told = _("the standard error is {found:.3g}; theory says {wanted:.3g} for n = {n:,}")
        raise CheckFailure(told.format(found=standard_error, wanted=error, n=n), shown)
    if not abs(estimate - truth) <= Z_LIMIT * error:
        told = _("the estimate is {found:.5f}; the truth is {truth:.5f}, and the standard error {error:.5f}")
        raise CheckFailure(told.format(found=estimate, truth=truth, error=error), shown)


def _draws(samples: ArrayLike) -> Floats:
    """The draws in one row; anything but finite real numbers is the submission's failure."""
    return _array(samples).ravel()


def _array(samples: ArrayLike) -> Floats:
    detach = getattr(samples, "detach", None)  # a torch parameter would refuse to become an array
    array = np.asarray(detach() if detach else samples)
    if array.dtype.kind not in "iuf":
        raise CheckFailure(_("expected real numbers, got dtype {dtype}").format(dtype=array.dtype))
    if array.size == 0:
        raise CheckFailure(_("expected draws, got none"))
    draws = array.astype(np.float64)
    if not np.isfinite(draws).all():
        count = int(np.count_nonzero(~np.isfinite(draws)))
        raise CheckFailure(_("{count} of {n:,} draws are NaN or infinite").format(count=count, n=draws.size))
    return draws


def _chance(n: int, bound: str) -> str:
    return _("{n:,} draws; chance explains {bound}").format(n=n, bound=bound)


def _scale_is_plausible(ratio: float, n: int, kurtosis: float) -> bool:
    if not ratio > 0:
        return False
    if n >= LARGE:
        return abs(math.log(ratio)) * math.sqrt(4 * n / (kurtosis - 1)) <= Z_LIMIT
    # Chernoff: P(chi-square(n) / n beyond r) <= exp(-n (r - 1 - ln r) / 2) on either side
    return n * (ratio**2 - 1 - 2 * math.log(ratio)) / 2 <= math.log(2 / ALPHA)


def _lag_one(draws: Floats) -> float:
    centred = draws - draws.mean()
    return float(centred[:-1] @ centred[1:] / (centred @ centred))
