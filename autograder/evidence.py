"""What a failed check can show besides its words: the numbers behind it, for whoever can draw them.

It stays in the process that found it. `comparison.Difference` is the third kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Draws:
    """Random draws, and the distribution that they should come from: `normal` or `uniform`, by mean and spread."""

    samples: Array
    distribution: str
    mean: float
    std: float


@dataclass(frozen=True)
class Estimate:
    """A Monte Carlo estimate from n points, with its standard error, the truth and the standard error of theory."""

    n: int
    estimate: float
    standard_error: float
    truth: float
    error: float
