"""Hidden checks of attention.

The widths of keys are squares, so that a scale computed in single precision is exact and passes; numbers of queries,
keys, features, heads and sequences all differ, so that no axis can stand in for another.
"""

import numpy as np
import torch

from autograder.checks import assert_close, assert_equal, assert_raises, exercise, fail, vjp

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "out_proj")


def normal(rng, *shape):
    """Standard normal float64 numbers."""
    return torch.from_numpy(rng.normal(size=shape))


def some_keys(rng, *shape):
    """A mask that permits some keys in every row, not all of them."""
    permitted = rng.integers(1, shape[-1], size=(*shape[:-1], 1))
    return torch.from_numpy(rng.random(shape).argsort(axis=-1) < permitted)


def assert_attention(student, reference, *arguments, **keywords):
    """Require the reference's output and weights."""
    out, weights = reference.scaled_dot_product_attention(*arguments, **keywords)
    answer = student.scaled_dot_product_attention(*arguments, **keywords)
    assert_equal(len(answer), 2, what="the number of results")
    assert_close(answer[1], weights, what="the weights")
    assert_close(answer[0], out, what="the output")


def assert_pullback(student_function, reference_function, *arguments, cotangents):
    """Require the reference's gradients of every argument and parameter."""
    actual = vjp(student_function, *arguments, cotangents=cotangents)
    expected = vjp(reference_function, *arguments, cotangents=cotangents)
    assert_close(actual.arguments, expected.arguments, what="the gradient of argument")
    assert_close(actual.parameters, expected.parameters, what="the gradient of parameter")


def layers(student, reference, rng, d_model, num_heads):
    """The student's layer and the reference's in float64, with the same random projections, as large as PyTorch's."""
    state = {f"{name}.weight": normal(rng, d_model, d_model) / np.sqrt(d_model) for name in PROJECTIONS}
    pair = [side.MultiHeadAttention(d_model=d_model, num_heads=num_heads) for side in (student, reference)]
    for layer in pair:
        layer.double()
        layer.load_state_dict(state, strict=False)  # a layer may keep constants of its own in buffers
    return pair


def assert_layer(layer, oracle, *arguments, **keywords):
    """Require the reference's output and the weights of every head."""
    answer = layer(*arguments, **keywords)
    out, weights = oracle(*arguments, **keywords)
    assert_equal(len(answer), 2, what="the number of results")
    assert_close(answer[1], weights, what="the weights")
    assert_close(answer[0], out, what="the output")


@exercise("scaled_dot_product_attention", points=2)
def test_attention_without_a_mask(student, reference, rng):
    """Output and weights of queries, keys and values, with none, one, two or three leading axes."""
    for lead in ((), (3,), (2, 3), (1, 2, 3)):
        q, k, v = normal(rng, *lead, 5, 9), normal(rng, *lead, 7, 9), normal(rng, *lead, 7, 4)
        assert_attention(student, reference, q, k, v)
    wide = normal(rng, 2, 3, 25), normal(rng, 2, 2, 25), normal(rng, 2, 2, 1)
    assert_attention(student, reference, *wide, mask=None)
    assert_attention(student, reference, v=v, k=k, q=q)


@exercise("scaled_dot_product_attention", points=2)
def test_attention_under_a_mask(student, reference, rng):
    """A mask forbids what is False in it, whatever shape it broadcasts from; the permitted weights sum to one."""
    # Queries of length 4: scores of different keys are up to 20 apart, which a mask has to outweigh.
    q, k, v = 4 * normal(rng, 2, 3, 5, 9), normal(rng, 2, 3, 7, 9), normal(rng, 2, 3, 7, 4)
    for shape in ((7,), (5, 7), (3, 5, 7), (2, 1, 1, 7), (1, 3, 1, 7), (2, 3, 5, 7)):
        assert_attention(student, reference, q, k, v, mask=some_keys(rng, *shape))
    assert_attention(student, reference, q[0, 0], k[0, 0], v[0, 0], some_keys(rng, 5, 7))
    assert_attention(student, reference, q, k, v, torch.ones(5, 7, dtype=torch.bool))


@exercise("scaled_dot_product_attention", points=1)
def test_a_query_with_no_permitted_key_gets_zeros(student, reference, rng):
    """A query that may attend to nothing gets zeros, in its weights and its output; the others are not disturbed."""
    q, k, v = normal(rng, 2, 5, 9), normal(rng, 2, 7, 9), normal(rng, 2, 7, 4)
    mask = some_keys(rng, 2, 5, 7)
    mask[0, 3] = mask[1, 0] = False
    assert_attention(student, reference, q, k, v, mask)
    rows = torch.tensor([[True], [False], [True], [True], [False]])
    assert_attention(student, reference, q, k, v, rows)
    assert_attention(student, reference, q, k, v, torch.zeros(2, 1, 7, dtype=torch.bool))


@exercise("scaled_dot_product_attention", points=0.5)
def test_scores_of_any_size(student, reference, rng):
    """Scores of plus and minus ten thousand have finite, right weights."""
    # The first feature moves all the scores of a query alike: the weights are those of the other features.
    q, k, v = normal(rng, 4, 9), normal(rng, 6, 9), normal(rng, 6, 2)
    q[:, 0], k[:, 0] = torch.tensor([3e4, -3e4, 3e3, 0.0]), 1.0
    assert_attention(student, reference, q, k, v)
    # Scores of plus and minus a thousand are no reason to look at a forbidden key, or away from a permitted one.
    q[:, 0] = torch.tensor([3e3, -3e3, 1.5e3, 0.0])
    assert_attention(student, reference, q, k, v, some_keys(rng, 4, 6))
    # Here one key outdoes the others by hundreds.
    assert_attention(student, reference, 1000 * q[:, 1:5], k[:, 1:5], v)


@exercise("scaled_dot_product_attention", points=1)
def test_gradients_through_both_results(student, reference, rng):
    """Queries, keys and values get their gradients, through the output and through the weights."""
    q, k, v = normal(rng, 2, 5, 9), normal(rng, 2, 7, 9), normal(rng, 2, 7, 4)
    to_out, to_weights = normal(rng, 2, 5, 4), normal(rng, 2, 5, 7)
    for cotangents in ((to_out, to_weights), (to_out, None), (None, to_weights)):
        attention = student.scaled_dot_product_attention, reference.scaled_dot_product_attention
        assert_pullback(*attention, q, k, v, cotangents=cotangents)


@exercise("scaled_dot_product_attention", points=1)
def test_gradients_under_a_mask(student, reference, rng):
    """Gradients are right under a mask, and finite where a query has no permitted key."""
    q, k, v = normal(rng, 2, 5, 9), normal(rng, 2, 7, 9), normal(rng, 2, 7, 4)
    cotangents = normal(rng, 2, 5, 4), normal(rng, 2, 5, 7)
    mask = some_keys(rng, 2, 5, 7)
    attention = student.scaled_dot_product_attention, reference.scaled_dot_product_attention
    assert_pullback(*attention, q, k, v, mask, cotangents=cotangents)
    mask[0, 3] = mask[1, 0] = False
    assert_pullback(*attention, q, k, v, mask, cotangents=cotangents)


@exercise("scaled_dot_product_attention", points=0.5)
def test_attention_for_other_layouts_and_dtypes(student, reference, rng):
    """Strided, transposed and expanded tensors work, as do axes of length one; float32 stays float32."""
    q, k = normal(rng, 5, 2, 18)[..., ::2].transpose(0, 1), normal(rng, 2, 9, 7).mT
    v = normal(rng, 1, 7, 4).expand(2, 7, 4)
    for mask in (None, some_keys(rng, 7, 5).T, some_keys(rng, 1, 1, 14)[..., ::2] | True):
        assert_attention(student, reference, q, k, v, mask)
    single = [x.float() for x in (q, k, v)]
    assert_attention(student, reference, *single)
    mask = some_keys(rng, 5, 7)
    mask[2] = False
    assert_attention(student, reference, *single, mask)
    assert_attention(student, reference, normal(rng, 1, 1), normal(rng, 1, 1), normal(rng, 1, 1))


@exercise("causal_mask", points=1)
def test_causal_mask(student, reference):
    """Each position may look at itself and at those before it: a boolean (L, L) mask."""
    for length in (4, 1, 7, 1030):
        assert_equal(student.causal_mask(length), reference.causal_mask(length), what=f"causal_mask({length})")


@exercise("padding_mask", points=1.5)
def test_padding_mask(student, reference, rng):
    """Each sequence's real tokens, and no others, may be looked at: a boolean (B, 1, 1, L) mask."""
    lengths = torch.from_numpy(rng.permutation([0, 1, 3, 5, 6]))
    for max_length in (6, 8):
        assert_equal(student.padding_mask(lengths, max_length), reference.padding_mask(lengths, max_length))


@exercise("padding_mask", points=0.5)
def test_padding_mask_for_other_lengths(student, reference):
    """Any integer dtype and any layout of the lengths works, as do one sequence and sequences of one token."""
    lengths = torch.tensor([4, 9, 2, 9, 0, 9])[::2]
    for dtype in (torch.int64, torch.int32, torch.int16, torch.uint8):
        assert_equal(student.padding_mask(lengths.to(dtype), 4), reference.padding_mask(lengths.to(dtype), 4))
    assert_equal(student.padding_mask(lengths, 5), reference.padding_mask(lengths, 5))
    bytes_ = torch.tensor([250, 3], dtype=torch.uint8)  # and positions that a byte cannot count
    assert_equal(student.padding_mask(bytes_, 300), reference.padding_mask(bytes_, 300))
    long = torch.tensor([2049, 7])  # no number in half precision
    assert_equal(student.padding_mask(max_length=2060, lengths=long), reference.padding_mask(long, 2060))
    assert_equal(student.padding_mask(torch.tensor([2]), 3), reference.padding_mask(torch.tensor([2]), 3))
    assert_equal(student.padding_mask(torch.tensor([1, 0]), 1), reference.padding_mask(torch.tensor([1, 0]), 1))


@exercise("MultiHeadAttention", points=1)
def test_parameters_of_the_layer(student, rng):
    """The parameters are those of four linear maps without bias: q_proj, k_proj, v_proj and out_proj."""
    layer = student.MultiHeadAttention(12, 3)
    x, cotangents = normal(rng, 2, 5, 12).float(), (normal(rng, 2, 5, 12).float(), None)
    parameters = vjp(layer, x, x, x, cotangents=cotangents).parameters
    assert_equal(sorted(parameters), sorted(f"{name}.weight" for name in PROJECTIONS), what="the parameters")
    starts = [getattr(layer, name).weight for name in PROJECTIONS]
    for name, weight in zip(PROJECTIONS, starts, strict=True):
        assert_equal(tuple(weight.shape), (12, 12), what=f"the shape of {name}.weight")
        assert_equal(weight.dtype == torch.float32, True, what=f"whether {name}.weight is float32")
    if any(torch.equal(a, b) for i, a in enumerate(starts) for b in starts[:i]):
        fail("two of the projections start with the same weights; each is a parameter of its own")


@exercise("MultiHeadAttention", points=1.5)
def test_self_attention(student, reference, rng):
    """Output and weights of a layer that attends to its own input, with one head, several, and as many as features."""
    for d_model, num_heads in ((12, 3), (20, 5), (16, 1), (6, 6)):
        layer, oracle = layers(student, reference, rng, d_model, num_heads)
        x = normal(rng, 2, 7, d_model)
        assert_layer(layer, oracle, x, x, x)


@exercise("MultiHeadAttention", points=1.5)
def test_attention_to_another_sequence(student, reference, rng):
    """Queries, keys and values come from different tensors, and there may be more keys than queries."""
    for d_model, num_heads in ((12, 3), (18, 2)):
        layer, oracle = layers(student, reference, rng, d_model, num_heads)
        query, key, value = normal(rng, 4, 5, d_model), normal(rng, 4, 7, d_model), normal(rng, 4, 7, d_model)
        assert_layer(layer, oracle, query, key, value)
        assert_layer(layer, oracle, value=key, key=key, query=query[:, :1])
        assert_layer(layer, oracle, query, key[:, :5], value[:, 2:])  # of one shape, and yet three tensors
    assert_layer(layer, oracle, query[:1].mT.contiguous().mT, key[::4], value[:1])  # other layouts, a single sequence


@exercise("MultiHeadAttention", points=1)
def test_a_mask_for_all_heads(student, reference, rng):
    """A mask (Lq, Lk) holds for every sequence and every head; True means "may attend"."""
    layer, oracle = layers(student, reference, rng, 12, 3)
    query, key, value = normal(rng, 4, 5, 12), normal(rng, 4, 7, 12), normal(rng, 4, 7, 12)
    mask = some_keys(rng, 5, 7)
    assert_layer(layer, oracle, query, key, value, mask)
    assert_layer(layer, oracle, query, query, query, mask=reference.causal_mask(5))
    mask[3] = False
    assert_layer(layer, oracle, query, key, value, mask=mask)


@exercise("MultiHeadAttention", points=1)
def test_a_mask_for_each_sequence_or_head(student, reference, rng):
    """A mask of four axes says what each sequence, each head and each query may look at."""
    layer, oracle = layers(student, reference, rng, 12, 3)
    query, key, value = normal(rng, 4, 5, 12), normal(rng, 4, 7, 12), normal(rng, 4, 7, 12)
    for shape in ((4, 1, 1, 7), (1, 3, 1, 7), (4, 1, 5, 7), (1, 3, 5, 7), (4, 3, 5, 7), (1, 1, 1, 7)):
        assert_layer(layer, oracle, query, key, value, mask=some_keys(rng, *shape))
    empty = reference.padding_mask(torch.tensor([7, 0, 3, 1]), 7)
    assert_layer(layer, oracle, query, key, value, empty)


@exercise("MultiHeadAttention", points=0.5)
def test_a_mask_of_three_axes_is_refused(student, reference, rng):
    """A mask of three axes raises ValueError, even where it would broadcast."""
    layer, oracle = layers(student, reference, rng, 12, 3)
    x = normal(rng, 3, 5, 12)  # as many sequences as heads: a mask for one fits the other
    assert_layer(layer, oracle, x, x, x, some_keys(rng, 5, 5))
    for lead in (3, 1):
        assert_raises(ValueError, layer, x, x, x, some_keys(rng, lead, 5, 5))
        assert_raises(ValueError, layer, x, x, x, mask=torch.ones(lead, 5, 5, dtype=torch.bool))


@exercise("MultiHeadAttention", points=0.5)
def test_a_width_that_the_heads_cannot_share_is_refused(student):
    """A d_model that is not a multiple of num_heads raises ValueError when the layer is made; a multiple does not."""
    for d_model, num_heads in ((8, 8), (8, 1), (9, 3)):
        student.MultiHeadAttention(d_model, num_heads)
    for d_model, num_heads in ((10, 4), (9, 2), (3, 6)):
        assert_raises(ValueError, student.MultiHeadAttention, d_model, num_heads)


@exercise("MultiHeadAttention", points=1.5)
def test_gradients_of_the_layer(student, reference, rng):
    """Inputs and projections get their gradients through both results, finite ones where a sequence is empty."""
    layer, oracle = layers(student, reference, rng, 12, 3)
    query, key, value = normal(rng, 2, 5, 12), normal(rng, 2, 7, 12), normal(rng, 2, 7, 12)
    cotangents = normal(rng, 2, 5, 12), normal(rng, 2, 3, 5, 7)
    assert_pullback(layer, oracle, query, key, value, cotangents=cotangents)
    assert_pullback(layer, oracle, query, key, value, some_keys(rng, 5, 7), cotangents=cotangents)
    empty = reference.padding_mask(torch.tensor([4, 0]), 7)
    assert_pullback(layer, oracle, query, key, value, empty, cotangents=cotangents)


@exercise("MultiHeadAttention", points=0.5)
def test_layers_are_independent(student, reference, rng):
    """Two layers do not share anything, a layer gives the same answer twice, and float32 stays float32."""
    first, oracle = layers(student, reference, rng, 12, 3)
    second, other_oracle = layers(student, reference, rng, 16, 4)
    x, y = normal(rng, 2, 5, 12), normal(rng, 2, 6, 16)
    assert_layer(first, oracle, x, x, x, reference.causal_mask(5))
    assert_layer(second, other_oracle, y, y, y)
    assert_layer(first, oracle, x, x, x)
    for layer in (first, oracle):
        layer.float()
    assert_layer(first, oracle, x.float(), x.float(), x.float())
