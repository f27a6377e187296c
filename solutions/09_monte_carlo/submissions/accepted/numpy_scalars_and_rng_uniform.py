"""Points from rng.uniform between sorted limits, the sign put back afterwards; NumPy scalars come back."""

import numpy as np


def monte_carlo_expectation(f, samples):
    values = np.asarray(f(np.array(samples, dtype=np.float64)), dtype=np.float64)
    if values.size < 2:
        raise ValueError("fewer than two samples")
    return np.mean(values), np.sqrt(np.var(values, ddof=1) / values.size)


def monte_carlo_integral(f, a, b, n, rng):
    low, high = sorted((float(a), float(b)))
    sign = 1.0 if a <= b else -1.0
    mean, error = monte_carlo_expectation(f, rng.uniform(low, high, size=n))
    return sign * (high - low) * mean, (high - low) * error


def monte_carlo_box_integral(f, low, high, n, rng):
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    if np.any(high < low):
        raise ValueError("reversed side")
    mean, error = monte_carlo_expectation(f, rng.uniform(low, high, size=(n, low.size)))
    volume = np.multiply.reduce(high - low)
    return volume * mean, volume * error


def antithetic_integral(f, a, b, n, rng):
    if n % 2 == 1 or n < 4:
        raise ValueError("n must be even and at least 4")
    low, high = sorted((float(a), float(b)))
    u = rng.uniform(size=n // 2)
    left, right = low + (high - low) * u, high - (high - low) * u
    averages = (np.array(f(left), dtype=float) + np.array(f(right), dtype=float)) / 2
    sign = 1.0 if a <= b else -1.0
    return sign * (high - low) * np.mean(averages), (high - low) * np.std(averages, ddof=1) / np.sqrt(n / 2)
