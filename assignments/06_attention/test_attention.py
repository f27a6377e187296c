"""Public checks of attention: the handout's four words, and small identities.

Run them with `autograder check`. They are a start: the hidden checks ask the same things of other numbers, shapes,
masks, dtypes and gradients.
"""

import math

import torch

from autograder.checks import Tolerance, assert_close, assert_equal, assert_raises, exercise, fail, vjp

# The handout's words: I, love, artificial, intelligence.
WORDS = torch.tensor(
    [[0.2, 0.1, 0.5, 0.4], [0.9, 0.6, 0.3, 0.7], [0.3, 0.2, 0.8, 0.5], [0.7, 0.6, 0.1, 0.9]], dtype=torch.float64
)
# Figures with six decimals are right to 5e-7; the nearest usual mistake changes the third decimal.
PRINTED = Tolerance((0.0, 1e-5), (0.0, 1e-5))


def tensor(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def identity_layer(student, num_heads):
    """A layer of width 4 whose four projections change nothing."""
    layer = student.MultiHeadAttention(4, num_heads)
    layer.double()
    names = ("q_proj", "k_proj", "v_proj", "out_proj")
    layer.load_state_dict({f"{name}.weight": torch.eye(4, dtype=torch.float64) for name in names}, strict=False)
    return layer


@exercise("scaled_dot_product_attention")
def test_the_four_words(student):
    """The handout's example: four words that attend to each other, with queries, keys and values all the same."""
    out, weights = student.scaled_dot_product_attention(WORDS, WORDS, WORDS)
    assert_close(weights[0], tensor(0.232295, 0.258012, 0.259306, 0.250387), PRINTED, what="the weights of 'I'")
    expected = tensor(
        [0.531733, 0.380130, 0.426034, 0.628528],
        [0.586899, 0.424680, 0.382916, 0.662460],
        [0.532987, 0.380668, 0.429200, 0.628349],
        [0.588132, 0.427124, 0.377399, 0.666115],
    )
    assert_close(out, expected, PRINTED, what="the output")


@exercise("scaled_dot_product_attention")
def test_scores_are_divided_by_the_root_of_the_width(student):
    """Five keys of width 4, one of which has the product 2 ln 3 with the query: divided by 2, it counts three times."""
    q, k = tensor([1.0, 1.0, 1.0, 1.0]), torch.zeros(5, 4, dtype=torch.float64)
    k[2] = math.log(3.0) / 2
    _, weights = student.scaled_dot_product_attention(q, k, WORDS[[0, 1, 2, 3, 0]])
    assert_close(weights, tensor([1.0, 1.0, 3.0, 1.0, 1.0]) / 7, what="the weights")


@exercise("scaled_dot_product_attention")
def test_a_masked_key_might_as_well_not_be_there(student):
    """Attention under a mask is attention over the permitted keys alone."""
    keep = torch.tensor([True, False, True, True])
    out, weights = student.scaled_dot_product_attention(WORDS, WORDS, WORDS, keep)
    out_alone, weights_alone = student.scaled_dot_product_attention(WORDS, WORDS[keep], WORDS[keep])
    assert_close(out, out_alone, what="the output")
    assert_close(weights[:, keep], weights_alone, what="the weights of the permitted keys")
    assert_close(weights[:, ~keep] + 1.0, torch.ones(4, 1, dtype=torch.float64), what="1 + the weights of the others")


@exercise("scaled_dot_product_attention")
def test_a_query_with_nothing_to_attend_to(student):
    """A query with no permitted key gets zeros; gradients stay finite."""
    mask = torch.tensor([[True, True], [False, False], [False, True]])
    q, k = WORDS[:3], WORDS[:2]
    out, weights = student.scaled_dot_product_attention(q, k, k, mask)
    assert_close(out[1] + 1.0, tensor(1.0, 1.0, 1.0, 1.0), what="1 + the output of the second query")
    assert_close(weights[1:] + 1.0, tensor([1.0, 1.0], [1.0, 2.0]), what="1 + the weights of the last two queries")
    pulled = vjp(student.scaled_dot_product_attention, q, k, k, mask, cotangents=(WORDS[1:], None))
    for name, gradient in zip("qkv", pulled.arguments, strict=False):
        if gradient is None or not gradient.isfinite().all():
            fail(f"the gradient of {name} is {'missing' if gradient is None else 'not finite'}")


@exercise("causal_mask")
def test_a_position_looks_back_and_at_itself(student):
    """Position 0 sees itself, position 1 the first two, position 2 all three."""
    expected = torch.tensor([[True, False, False], [True, True, False], [True, True, True]])
    assert_equal(student.causal_mask(3), expected)


@exercise("padding_mask")
def test_padding_is_not_looked_at(student):
    """Of sequences with 2 and 4 tokens, padded to 4, the real ones may be looked at."""
    expected = torch.tensor([[True, True, False, False], [True, True, True, True]]).reshape(2, 1, 1, 4)
    assert_equal(student.padding_mask(torch.tensor([2, 4]), 4), expected)


@exercise("MultiHeadAttention")
def test_two_heads_look_at_half_of_the_features_each(student):
    """With projections that change nothing, head 0 works on features 0 and 1, head 1 on features 2 and 3."""
    out, weights = identity_layer(student, 2)(WORDS[None], WORDS[None], WORDS[None])
    assert_equal(tuple(weights.shape), (1, 2, 4, 4), what="the shape of the weights")
    assert_close(weights[0, 0, 0], tensor(0.233802, 0.267421, 0.238814, 0.259963), PRINTED, what="'I' in head 0")
    assert_close(weights[0, 1, 0], tensor(0.240498, 0.243923, 0.275080, 0.240498), PRINTED, what="'I' in head 1")
    assert_close(out[0, 0], tensor(0.541058, 0.387573, 0.437540, 0.620934), PRINTED, what="the output for 'I'")


@exercise("MultiHeadAttention")
def test_one_head_under_a_causal_mask(student):
    """With one head and projections that change nothing, the first word sees itself alone, the last one all four."""
    out, _ = identity_layer(student, 1)(WORDS[None], WORDS[None], WORDS[None], torch.ones(4, 4).tril().bool())
    assert_equal(tuple(out.shape), (1, 4, 4), what="the shape of the output")
    assert_close(out[0, 0], WORDS[0], what="the output for 'I'")
    last = tensor(0.588132, 0.427124, 0.377399, 0.666115)
    assert_close(out[0, 3], last, PRINTED, what="the output for 'intelligence'")


@exercise("MultiHeadAttention")
def test_a_layer_attends_to_another_sequence(student):
    """Three queries attend to five keys: the shapes of both results, and the parameters of the layer."""
    layer = student.MultiHeadAttention(6, 2)
    query, other = torch.linspace(-1.0, 1.0, 36).reshape(2, 3, 6), torch.linspace(0.0, 2.0, 60).reshape(2, 5, 6)
    pulled = vjp(layer, query, other, other, cotangents=(torch.ones(2, 3, 6), None))
    assert_equal([tuple(x.shape) for x in pulled.outputs], [(2, 3, 6), (2, 2, 3, 5)], what="the shapes of the results")
    names = ["k_proj.weight", "out_proj.weight", "q_proj.weight", "v_proj.weight"]
    assert_equal(sorted(pulled.parameters), names, what="the parameters")


@exercise("MultiHeadAttention")
def test_what_the_layer_refuses(student):
    """A width that the heads cannot share, and a mask of three axes, raise ValueError."""
    assert_raises(ValueError, student.MultiHeadAttention, 6, 4)
    x = torch.ones(2, 3, 4)
    assert_raises(ValueError, student.MultiHeadAttention(4, 2), x, x, x, torch.ones(2, 3, 3).bool())
