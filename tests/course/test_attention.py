"""The reference of 06_attention against torch's own attention and autograd, and the figures of the handout."""

import doctest
import importlib.util
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from torch.nn import functional

PATH = Path(__file__).parents[2] / "solutions" / "06_attention" / "attention.py"
# The same formulas in float64, summed in another order: rounding alone.
RTOL, ATOL = 1e-11, 1e-13
WORDS = torch.tensor(
    [[0.2, 0.1, 0.5, 0.4], [0.9, 0.6, 0.3, 0.7], [0.3, 0.2, 0.8, 0.5], [0.7, 0.6, 0.1, 0.9]], dtype=torch.float64
)


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("attention", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


unit = load()


@pytest.fixture
def normal():
    rng = np.random.default_rng(20250106)
    return lambda *shape: torch.from_numpy(rng.normal(size=shape)).requires_grad_()


def close(actual: object, expected: object, atol: float = ATOL) -> None:
    torch.testing.assert_close(actual, expected, rtol=RTOL, atol=atol)


def printed(actual: torch.Tensor, figures: list) -> None:
    """`figures` are printed with four decimals."""
    torch.testing.assert_close(actual, torch.tensor(figures, dtype=torch.float64), rtol=0, atol=5.1e-5)


def torch_attention(d_model: int, heads: int, ours: torch.nn.Module) -> torch.nn.MultiheadAttention:
    """Give torch's layer the weights of ours."""
    theirs = torch.nn.MultiheadAttention(d_model, heads, bias=False, batch_first=True, dtype=torch.float64)
    stacked = torch.cat([ours.q_proj.weight, ours.k_proj.weight, ours.v_proj.weight])
    theirs.load_state_dict({"in_proj_weight": stacked, "out_proj.weight": ours.out_proj.weight})
    return theirs


def test_the_examples_in_the_docstrings_run():
    results = doctest.testmod(unit)
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize("lead", [(), (3,), (2, 3)])
def test_out_agrees_with_torchs_attention(normal, lead):
    q, k, v = normal(*lead, 5, 9), normal(*lead, 6, 9), normal(*lead, 6, 4)
    out, weights = unit.scaled_dot_product_attention(q, k, v)
    close(out, functional.scaled_dot_product_attention(q, k, v))
    close(weights @ v, out)
    assert weights.shape == (*lead, 5, 6)


def test_out_and_gradients_under_a_mask_agree_with_torchs_attention(normal):
    q, k, v, cotangent = normal(2, 3, 5, 9), normal(2, 3, 6, 9), normal(2, 3, 6, 4), normal(2, 3, 5, 4)
    mask = torch.arange(6) <= torch.arange(5)[:, None]
    ours = torch.autograd.grad(unit.scaled_dot_product_attention(q, k, v, mask)[0], (q, k, v), cotangent)
    theirs = torch.autograd.grad(functional.scaled_dot_product_attention(q, k, v, mask), (q, k, v), cotangent)
    for actual, expected in zip(ours, theirs, strict=True):
        close(actual, expected)


def test_gradients_agree_with_finite_differences_with_an_empty_row(normal):
    mask = torch.tensor([[True, False, True], [False, False, False]])
    assert torch.autograd.gradcheck(
        lambda q, k, v: unit.scaled_dot_product_attention(q, k, v, mask), (normal(2, 4), normal(3, 4), normal(3, 5))
    )


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_an_empty_row_is_zero_in_every_dtype(normal, dtype):
    q, k, v = (normal(3, 4).detach().to(dtype) for _ in range(3))
    mask = torch.tensor([[True], [False], [True]])
    out, weights = unit.scaled_dot_product_attention(q, k, v, mask)
    assert out.dtype == weights.dtype == dtype
    assert (out[1] == 0).all()
    assert (weights[1] == 0).all()
    assert out.isfinite().all()


def test_a_mask_gives_what_attention_over_the_permitted_keys_alone_gives(normal):
    q, k, v = normal(3, 4), normal(5, 4), normal(5, 2)
    keep = torch.tensor([True, False, True, True, False])
    out, weights = unit.scaled_dot_product_attention(q, k, v, keep)
    out_alone, weights_alone = unit.scaled_dot_product_attention(q, k[keep], v[keep])
    close(out, out_alone)
    close(weights[:, keep], weights_alone)
    assert (weights[:, ~keep] == 0).all()


def test_masks_hold_what_their_definition_says():
    assert all(unit.causal_mask(7)[i, j] == (j <= i) for i in range(7) for j in range(7))
    lengths = torch.tensor([0, 5, 3], dtype=torch.int32)
    mask = unit.padding_mask(lengths, 5)
    assert mask.shape == (3, 1, 1, 5)
    assert all(mask[b, 0, 0, j] == (j < lengths[b]) for b in range(3) for j in range(5))


@pytest.mark.parametrize("heads", [1, 3, 4])
def test_the_layer_agrees_with_torchs_layer(normal, heads):
    ours = unit.MultiHeadAttention(12, heads).double()
    theirs = torch_attention(12, heads, ours)
    query, key, value = normal(2, 5, 12), normal(2, 7, 12), normal(2, 7, 12)
    mask = torch.rand(5, 7, generator=torch.Generator().manual_seed(6)) < 0.6
    mask[:, 0] = True  # torch's layer gives NaN for a query that may attend to nothing
    out, weights = ours(query, key, value, mask)
    expected_out, expected_weights = theirs(query, key, value, attn_mask=~mask, average_attn_weights=False)
    close(out, expected_out)
    close(weights, expected_weights)


def test_the_layers_gradients_agree_with_torchs_layer(normal):
    ours = unit.MultiHeadAttention(12, 3).double()
    theirs = torch_attention(12, 3, ours)
    query, key, value, cotangent = normal(2, 5, 12), normal(2, 7, 12), normal(2, 7, 12), normal(2, 5, 12)
    padding = unit.padding_mask(torch.tensor([4, 7]), 7)
    (ours(query, key, value, padding)[0] * cotangent).sum().backward()
    actual = [query.grad, key.grad, value.grad]
    query.grad = key.grad = value.grad = None
    (theirs(query, key, value, key_padding_mask=~padding[:, 0, 0])[0] * cotangent).sum().backward()
    for got, expected in zip(actual, [query.grad, key.grad, value.grad], strict=True):
        close(got, expected)
    projections = torch.cat([ours.q_proj.weight.grad, ours.k_proj.weight.grad, ours.v_proj.weight.grad])
    close(projections, theirs.in_proj_weight.grad)
    close(ours.out_proj.weight.grad, theirs.out_proj.weight.grad)


def test_a_mask_of_three_axes_and_a_width_that_does_not_divide_are_refused(normal):
    attention = unit.MultiHeadAttention(6, 2).double()
    x = normal(2, 3, 6)
    with pytest.raises(ValueError, match="mask"):
        attention(x, x, x, torch.ones(2, 3, 3, dtype=torch.bool))
    with pytest.raises(ValueError, match="multiple"):
        unit.MultiHeadAttention(6, 4)


def test_the_worked_example_of_the_handout():
    out, weights = unit.scaled_dot_product_attention(WORDS, WORDS, WORDS)
    printed(weights[0], [0.2323, 0.2580, 0.2593, 0.2504])
    printed(
        out,
        [
            [0.5317, 0.3801, 0.4260, 0.6285],
            [0.5869, 0.4247, 0.3829, 0.6625],
            [0.5330, 0.3807, 0.4292, 0.6283],
            [0.5881, 0.4271, 0.3774, 0.6661],
        ],
    )
    # Queries of twice the length undo the division by sqrt(4): the unscaled figures.
    out, weights = unit.scaled_dot_product_attention(2 * WORDS, WORDS, WORDS)
    printed(weights[0], [0.2154, 0.2658, 0.2685, 0.2503])
    printed(out[0], [0.5381, 0.3849, 0.4273, 0.6317])


def test_where_the_source_note_is_wrong():
    printed(WORDS[0] @ WORDS[0], 0.46)
    assert torch.softmax(torch.tensor([0.26]), -1).item() == 1.0
    printed(torch.sigmoid(torch.tensor([0.26, 0.46], dtype=torch.float64)), [0.5646, 0.6130])


def test_the_scale_keeps_the_spread_of_the_scores_at_one(normal):
    """What the handout says of its second figure: without the scale the spread is sqrt(dk), and softmax saturates."""
    greatest = []
    for width in (4, 64, 1024):
        q, k = normal(500, width).detach(), normal(16, width).detach()
        scores = q @ k.T
        # 8,000 products of 500 queries with 16 keys: their spread is known to about 5 %; 20 % is four such errors.
        assert abs(scores.std().item() / width**0.5 - 1) < 0.2
        greatest.append(torch.softmax(scores, -1).amax(-1).mean().item())
        scaled = unit.scaled_dot_product_attention(q, k, k)[1].amax(-1).mean().item()
        assert scaled < 0.4
    assert all(a < b for a, b in pairwise(greatest))
    assert greatest[-1] > 0.9
