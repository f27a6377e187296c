"""Public checks of positional encoding: the handout's figures, and small identities.

Run them with `autograder check`. They are a start: the hidden checks ask the same things of other lengths, widths,
bases, dtypes and gradients.
"""

import math

import torch

from autograder.checks import Tolerance, assert_close, assert_equal, assert_raises, exercise, vjp

# The handout's words: I, love, artificial, intelligence.
WORDS = torch.tensor(
    [[0.2, 0.1, 0.5, 0.4], [0.9, 0.6, 0.3, 0.7], [0.3, 0.2, 0.8, 0.5], [0.7, 0.6, 0.1, 0.9]], dtype=torch.float64
)
# Figures with six decimals are right to 5e-7; the usual mistakes change the second decimal.
PRINTED = Tolerance((0.0, 1e-5), (0.0, 1e-5))


def tensor(*rows):
    return torch.tensor(rows, dtype=torch.float64)


@exercise("sinusoidal_positional_encoding")
def test_the_figures_of_the_handout(student):
    """Positions 1 to 4 at width 4: columns 0 and 1 turn by 1 a step, columns 2 and 3 by 1/100."""
    expected = tensor(
        [0.841471, 0.540302, 0.010000, 0.999950],
        [0.909297, -0.416147, 0.019999, 0.999800],
        [0.141120, -0.989992, 0.029996, 0.999550],
        [-0.756802, -0.653644, 0.039989, 0.999200],
    )
    assert_close(student.sinusoidal_positional_encoding(4, 4, start=1, dtype=torch.float64), expected, PRINTED)


@exercise("sinusoidal_positional_encoding")
def test_position_zero(student):
    """Counting starts at 0, where every sine is 0 and every cosine 1; the dtype is float32 if none is asked for."""
    assert_close(student.sinusoidal_positional_encoding(1, 6), torch.tensor([[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]]))


@exercise("sinusoidal_positional_encoding")
def test_another_base_and_an_odd_width(student):
    """Base 8 at width 3: the exponents are 0 and 2/3, so the angles of position 1 are 1 and 1/4, and a sine is last."""
    encoding = student.sinusoidal_positional_encoding(2, 3, base=8.0, dtype=torch.float64)
    assert_close(encoding[1], tensor(math.sin(1.0), math.cos(1.0), math.sin(0.25)), what="position 1")


@exercise("add_positional_encoding")
def test_the_words_with_their_positions(student):
    """The handout's words at positions 0 to 3, twice in a batch: both get the same encodings."""
    expected = tensor(
        [0.200000, 1.100000, 0.500000, 1.400000],
        [1.741471, 1.140302, 0.310000, 1.699950],
        [1.209297, -0.216147, 0.819999, 1.499800],
        [0.841120, -0.389992, 0.129996, 1.899550],
    )
    out = student.add_positional_encoding(torch.stack([WORDS, WORDS + 1.0]))
    assert_close(out, torch.stack([expected, expected + 1.0]), PRINTED)


@exercise("shift_matrix")
def test_one_step_forth(student):
    """At width 2 one step is a turn by 1, in float64: (sin p, cos p) goes to (sin(p + 1), cos(p + 1))."""
    shift = student.shift_matrix(1, 2)
    for position in (0.0, 1.0, 2.5):
        here = tensor(math.sin(position), math.cos(position))
        there = tensor(math.sin(position + 1), math.cos(position + 1))
        assert_close(shift @ here, there, what=f"position {position} moved by 1")


@exercise("shift_matrix")
def test_steps_add_up(student):
    """A step back undoes a step forth, 2 and 3 make 5, and an offset of 0 changes nothing."""
    forth, back = student.shift_matrix(3, 6), student.shift_matrix(-3, 6)
    identity = torch.eye(6, dtype=torch.float64)
    assert_close(forth @ back, identity, what="3 forth and 3 back")
    assert_close(student.shift_matrix(0, 6), identity, what="the shift by 0")
    assert_close(student.shift_matrix(2, 6) @ forth, student.shift_matrix(5, 6), what="2 forth and 3 forth")
    assert_raises(ValueError, student.shift_matrix, 1, 5)


@exercise("LearnedPositionalEmbedding")
def test_a_learned_vector_for_each_position(student):
    """The first L rows of `weight` are added to each sequence; a sequence that is too long raises ValueError."""
    layer = student.LearnedPositionalEmbedding(4, 3)
    weight = torch.arange(12.0).reshape(4, 3)
    layer.load_state_dict({"weight": weight}, strict=False)
    x = torch.stack([torch.zeros(3, 3), torch.ones(3, 3)])
    assert_close(layer(x), torch.stack([weight[:3], weight[:3] + 1.0]))
    assert_raises(ValueError, layer, torch.zeros(1, 5, 3))


@exercise("LearnedPositionalEmbedding")
def test_the_learned_vectors_are_trained(student):
    """`weight` is a parameter: the rows in use get a gradient, the others zeros."""
    layer, x = student.LearnedPositionalEmbedding(3, 2), torch.zeros(2, 2, 2)
    pulled = vjp(layer, x, cotangents=torch.tensor([[[1.0, 2.0], [3.0, 4.0]], [[10.0, 20.0], [30.0, 40.0]]]))
    assert_equal(sorted(pulled.parameters), ["weight"], what="the parameters")
    expected = torch.tensor([[11.0, 22.0], [33.0, 44.0], [0.0, 0.0]])
    assert_close(pulled.parameters["weight"], expected, what="the gradient of weight")


@exercise("rotary_embedding")
def test_a_pair_turns_with_its_position(student):
    """The pair (1, 0) at positions 0, 1 and 2 becomes (cos p, sin p); the next pair turns at its own rate."""
    x = tensor([1.0, 0.0, 0.0, 2.0]).expand(3, 4)
    rows = [[math.cos(p), math.sin(p), -2 * math.sin(p / 10), 2 * math.cos(p / 10)] for p in range(3)]
    assert_close(student.rotary_embedding(x, base=100.0), tensor(*rows))


@exercise("rotary_embedding")
def test_products_depend_on_the_distance(student):
    """A query and a key that are two positions apart have the same product wherever they stand."""
    products = []
    for start in (0, 1, 7):
        turned = student.rotary_embedding(WORDS[:3], start=start)
        products.append(float(turned[0] @ turned[2]))
        assert_close((turned**2).sum(-1), (WORDS[:3] ** 2).sum(-1), what="the squared lengths, which a turn keeps")
    assert_close(products, [products[0]] * 3, what="the products of a query and a key, from the starts 0, 1 and 7")
    assert_raises(ValueError, student.rotary_embedding, WORDS[:, :3])
