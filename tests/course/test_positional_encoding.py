"""The reference of 07_positional_encoding against complex arithmetic and autograd, and the figures of the handout."""

import cmath
import doctest
import importlib.util
import math
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from scipy import linalg, stats

PATH = Path(__file__).parents[2] / "solutions" / "07_positional_encoding" / "positional_encoding.py"
# The same formulas in float64: rounding alone, for angles below 100.
RTOL, ATOL = 1e-11, 1e-13
WORDS = torch.tensor(
    [[0.2, 0.1, 0.5, 0.4], [0.9, 0.6, 0.3, 0.7], [0.3, 0.2, 0.8, 0.5], [0.7, 0.6, 0.1, 0.9]], dtype=torch.float64
)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("positional_encoding", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()


@pytest.fixture
def normal():
    rng = np.random.default_rng(20250107)
    return lambda *shape: torch.from_numpy(rng.normal(size=shape))


def encode(*args: object, **options: object) -> torch.Tensor:
    return unit.sinusoidal_positional_encoding(*args, dtype=torch.float64, **options)


def close(actual: object, expected: object, atol: float = ATOL) -> None:
    torch.testing.assert_close(actual, expected, rtol=RTOL, atol=atol)


def printed(actual: torch.Tensor, figures: list) -> None:
    """`figures` are printed with four decimals."""
    torch.testing.assert_close(actual, torch.tensor(figures, dtype=torch.float64), rtol=0, atol=5.1e-5)


def test_the_examples_in_the_docstrings_run():
    results = doctest.testmod(unit)
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize(("width", "base", "start"), [(8, 10000.0, 0), (7, 50.0, 3), (1, 10.0, -5), (6, 2, 5000)])
def test_each_pair_is_the_imaginary_and_the_real_part_of_one_exponential(width, base, start):
    encoding = encode(20, width, base=base, start=start)
    assert encoding.shape == (20, width)
    for row, position in enumerate(range(start, start + 20)):
        for column in range(width):
            turn = cmath.exp(1j * position / base ** ((column - column % 2) / width))
            expected = turn.real if column % 2 else turn.imag
            # An angle of 5,000 carries a rounding error of up to 1e-12.
            assert math.isclose(encoding[row, column].item(), expected, rel_tol=0, abs_tol=2e-12)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_the_angles_are_float64_whatever_the_dtype(dtype):
    encoding = unit.sinusoidal_positional_encoding(9, 8, start=100_000, dtype=dtype)
    assert encoding.dtype == dtype
    assert torch.equal(encoding, encode(9, 8, start=100_000).to(dtype))


def test_float32_is_the_default():
    assert unit.sinusoidal_positional_encoding(2, 4).dtype == torch.float32


def test_adding_keeps_the_dtype_and_passes_the_gradient_on(normal):
    x = normal(2, 5, 7).requires_grad_()
    out = unit.add_positional_encoding(x)
    close(out - x, encode(5, 7).expand(2, 5, 7))
    cotangent = normal(2, 5, 7)
    close(*torch.autograd.grad(out, x, cotangent), cotangent)
    assert unit.add_positional_encoding(x.float()).dtype == torch.float32


@pytest.mark.parametrize("offset", [0, 1, -3, 40])
@pytest.mark.parametrize(("width", "base"), [(2, 10000.0), (8, 10000.0), (6, 50.0)])
def test_one_matrix_shifts_every_position(offset, width, base):
    shift = unit.shift_matrix(offset, width, base)
    positions = encode(50, width, base=base)
    close(positions @ shift.T, encode(50, width, base=base, start=offset))


def test_the_shift_is_the_matrix_exponential_of_its_generator():
    rates = 10000.0 ** -(np.arange(0, 8, 2) / 8)
    generator = linalg.block_diag(*([[0, rate], [-rate, 0]] for rate in rates))
    close(unit.shift_matrix(5, 8), torch.from_numpy(linalg.expm(5 * generator)))


def test_odd_widths_are_refused_where_features_come_in_pairs():
    with pytest.raises(ValueError, match="odd"):
        unit.shift_matrix(1, 5)
    with pytest.raises(ValueError, match="partner"):
        unit.rotary_embedding(torch.ones(3, 5))


def test_the_learned_embedding_starts_normal_with_a_small_spread():
    torch.manual_seed(7)
    weight = unit.LearnedPositionalEmbedding(512, 128).weight.detach().flatten().numpy()
    # 65,536 draws: the standard deviation is known to .3 %, the distribution function to .0053 at the level .05.
    assert abs(weight.std() / 0.02 - 1) < 0.017
    assert stats.kstest(weight, stats.norm(scale=0.02).cdf).pvalue > 1e-3


def test_the_learned_embedding_is_trained_where_it_was_used(normal):
    embedding = unit.LearnedPositionalEmbedding(6, 3).double()
    x, cotangent = normal(2, 4, 3), normal(2, 4, 3)
    out = embedding(x)
    close(out, x + embedding.weight[:4])
    (gradient,) = torch.autograd.grad(out, embedding.weight, cotangent)
    close(gradient, torch.cat([cotangent.sum(0), torch.zeros(2, 3, dtype=torch.float64)]))
    embedding(normal(1, 6, 3))
    with pytest.raises(ValueError, match="7 positions"):
        embedding(normal(1, 7, 3))


def test_rotary_multiplies_complex_features_by_a_turn(normal):
    x = normal(2, 3, 10, 8)
    angles = torch.outer(torch.arange(4.0, 14.0, dtype=torch.float64), 50.0 ** -(torch.arange(0, 8, 2) / 8).double())
    turned = torch.view_as_complex(x.unflatten(-1, (-1, 2))) * torch.polar(torch.ones_like(angles), angles)
    close(unit.rotary_embedding(x, base=50.0, start=4), torch.view_as_real(turned).flatten(-2))


def test_rotated_products_depend_on_the_distance_alone(normal):
    q, k = normal(8), normal(8)
    turned_q, turned_k = (unit.rotary_embedding(x.expand(30, 8)) for x in (q, k))
    products = turned_q @ turned_k.T
    close(products[1:, 1:], products[:-1, :-1])
    close(products.diagonal(), (q @ k).expand(30))


def test_rotary_gradients_agree_with_finite_differences(normal):
    assert torch.autograd.gradcheck(unit.rotary_embedding, (normal(2, 3, 4).requires_grad_(),))


def test_the_worked_example_of_the_handout():
    printed(
        WORDS + encode(4, 4, start=1),
        [
            [1.0415, 0.6403, 0.5100, 1.4000],
            [1.8093, 0.1839, 0.3200, 1.6998],
            [0.4411, -0.7900, 0.8300, 1.4996],
            [-0.0568, -0.0536, 0.1400, 1.8992],
        ],
    )
    printed(
        unit.add_positional_encoding(WORDS[None])[0],
        [
            [0.2000, 1.1000, 0.5000, 1.4000],
            [1.7415, 1.1403, 0.3100, 1.7000],
            [1.2093, -0.2161, 0.8200, 1.4998],
            [0.8411, -0.3900, 0.1300, 1.8996],
        ],
    )


def test_where_the_source_note_is_wrong():
    wrong = torch.tensor([p / 10000 ** (1 / 4) for p in (1, 2, 3, 4)], dtype=torch.float64).cos()
    printed(wrong, [0.9950, 0.9801, 0.9553, 0.9211])
    encoding = encode(4, 4, start=1)
    printed(encoding[:, 0], [0.8415, 0.9093, 0.1411, -0.7568])
    printed(encoding[:, 1], [0.5403, -0.4161, -0.9900, -0.6536])
    printed(encoding[:, 2], [0.0100, 0.0200, 0.0300, 0.0400])
    printed(encoding[:, 3], [0.99995, 0.9998, 0.99955, 0.9992])


def test_products_of_encodings_depend_on_the_distance_alone():
    """What the handout says of its second figure."""
    encoding = encode(60, 64)
    products = encoding @ encoding.T
    close(products[1:, 1:], products[:-1, :-1])
    assert products[0, 0].item() == pytest.approx(32)
