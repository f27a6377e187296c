"""Hidden checks of positional encoding.

Comparisons are in float64 unless the dtype is the matter: single precision hides angles that were rounded. Lengths,
widths and batches all differ, and there are many positions and pairs: at length 2 and width 2 most mistakes look right.
"""

import torch

from autograder.checks import (
    ITERATED,
    assert_close,
    assert_distribution,
    assert_equal,
    assert_mean,
    assert_raises,
    assert_scale,
    assert_uncorrelated,
    exercise,
    fail,
    vjp,
)

# At position 5,000 the rounding of a rate moves an angle by 1e-12 and more, and a sine near 0 with it: right answers
# differ by that. Angles in single precision are off by 1e-4, still 1,000 times what ITERATED lets through.
FAR = 5000
LARGE_ANGLES = ITERATED


def normal(rng, *shape):
    """Standard normal float64 numbers."""
    return torch.from_numpy(rng.normal(size=shape))


def assert_encoding(student, reference, *arguments, tolerance=None, **keywords):
    """Require the reference's float64 encoding."""
    keywords["dtype"] = torch.float64
    expected = reference.sinusoidal_positional_encoding(*arguments, **keywords)
    actual = student.sinusoidal_positional_encoding(*arguments, **keywords)
    assert_close(actual, expected, **({"tolerance": tolerance} if tolerance else {}), what="the encoding")


@exercise("sinusoidal_positional_encoding", points=2)
def test_encodings_of_even_width(student, reference):
    """Sines and cosines alternate, and each pair of columns turns at its own rate, from position 0 on."""
    for length, d_model in ((50, 8), (60, 16), (9, 2), (1, 6)):
        assert_encoding(student, reference, length, d_model)


@exercise("sinusoidal_positional_encoding", points=1)
def test_encodings_of_odd_width(student, reference):
    """An odd width is allowed; its last column is a sine."""
    for length, d_model in ((50, 7), (20, 5), (30, 1), (1, 3)):
        assert_encoding(student, reference, length, d_model)


@exercise("sinusoidal_positional_encoding", points=0.5)
def test_encodings_with_another_base(student, reference, rng):
    """The base is an argument, and may be an integer."""
    for base in (rng.uniform(20.0, 500.0), 100, 2, 1e6):
        assert_encoding(student, reference, 50, 8, base)
        assert_encoding(student, reference, d_model=7, length=20, base=base)


@exercise("sinusoidal_positional_encoding", points=1)
def test_encodings_from_another_start(student, reference, rng):
    """The rows are the positions start, start + 1, ...; a negative start is allowed."""
    for start in (1, int(rng.integers(20, 40)), -int(rng.integers(3, 20))):
        assert_encoding(student, reference, 15, 8, start=start)
        assert_encoding(student, reference, 1, 5, 50.0, start)


@exercise("sinusoidal_positional_encoding", points=0.5)
def test_encodings_of_large_positions(student, reference, rng):
    """The angles are right in float64 at positions around 5,000."""
    start = FAR + int(rng.integers(100))
    assert_encoding(student, reference, 20, 64, start=start, tolerance=LARGE_ANGLES)


@exercise("sinusoidal_positional_encoding", points=1)
def test_encodings_of_other_dtypes(student, reference):
    """The encoding has the dtype that was asked for, float32 if none was; the angles are computed in float64 first."""
    encode, oracle = student.sinusoidal_positional_encoding, reference.sinusoidal_positional_encoding
    assert_close(encode(50, 8), oracle(50, 8))
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        assert_close(encode(9, 7, dtype=dtype), oracle(9, 7, dtype=dtype))
        assert_close(encode(5, 8, 10000.0, 2000, dtype), oracle(5, 8, 10000.0, 2000, dtype), LARGE_ANGLES)


@exercise("add_positional_encoding", points=1.5)
def test_each_vector_gets_the_encoding_of_its_position(student, reference, rng):
    """Vector l of each sequence gets the encoding of position l added, whatever the length, the width and the dtype."""
    for shape in ((3, 50, 8), (7, 5, 7), (5, 1, 4), (1, 20, 1), (2, 6, 6)):
        x = normal(rng, *shape)
        assert_close(student.add_positional_encoding(x), reference.add_positional_encoding(x))
    long = normal(rng, 1, FAR + 200, 2)
    assert_close(student.add_positional_encoding(long), reference.add_positional_encoding(long), LARGE_ANGLES)
    for dtype in (torch.float32, torch.float16):
        x = normal(rng, 3, 9, 8).to(dtype)
        assert_close(student.add_positional_encoding(x), reference.add_positional_encoding(x))


@exercise("add_positional_encoding", points=0.5)
def test_adding_passes_gradients_on_and_takes_any_layout(student, reference, rng):
    """The gradient reaches x, and x may be a transposed, strided or expanded tensor."""
    x, cotangent = normal(rng, 2, 5, 6), normal(rng, 2, 5, 6)
    pulled = vjp(student.add_positional_encoding, x, cotangents=cotangent)
    assert_close(pulled.arguments, (cotangent,), what="the gradient of argument")
    for x in (
        normal(rng, 9, 2, 6).transpose(0, 1),
        normal(rng, 2, 10, 18)[:, ::2, ::3],
        normal(rng, 9, 6).expand(3, 9, 6),
    ):
        assert_close(student.add_positional_encoding(x), reference.add_positional_encoding(x))


@exercise("shift_matrix", points=1.5)
def test_shift_matrix(student, reference, rng):
    """The matrix that moves encodings forth by an offset, in float64."""
    for d_model in (8, 2, 6):
        for offset in (1, 0, int(rng.integers(2, 60))):
            assert_close(student.shift_matrix(offset, d_model), reference.shift_matrix(offset, d_model))


@exercise("shift_matrix", points=0.5)
def test_shift_matrix_moves_every_position(student, reference, rng):
    """The same matrix takes the encoding of every position to the one that is `offset` further."""
    offset = int(rng.integers(2, 40))
    encoding = reference.sinusoidal_positional_encoding(50 + offset, 8, dtype=torch.float64)
    shift = student.shift_matrix(offset, 8)
    assert_equal(tuple(shift.shape), (8, 8), what="the shape of the matrix")
    assert_equal(shift.dtype == torch.float64, True, what="whether the matrix is float64")
    assert_close(encoding[:50] @ shift.T, encoding[offset:], what="the moved encodings")


@exercise("shift_matrix", points=1)
def test_shift_matrix_of_negative_and_large_offsets(student, reference, rng):
    """A negative offset moves back; an offset of thousands is as exact as a small one."""
    for offset in (-1, -int(rng.integers(2, 60))):
        assert_close(student.shift_matrix(offset, 6), reference.shift_matrix(offset, 6))
    for offset in (FAR, -FAR):
        assert_close(student.shift_matrix(offset, 32), reference.shift_matrix(offset, 32), LARGE_ANGLES)


@exercise("shift_matrix", points=0.5)
def test_shift_matrix_with_another_base(student, reference, rng):
    """The base is an argument, and may be an integer."""
    for base in (rng.uniform(20.0, 500.0), 100, 2):
        assert_close(student.shift_matrix(3, 8, base), reference.shift_matrix(3, 8, base))
        step = {"base": base, "d_model": 4, "offset": -2}
        assert_close(student.shift_matrix(**step), reference.shift_matrix(**step))


@exercise("shift_matrix", points=0.5)
def test_shift_matrix_of_an_odd_width_is_refused(student):
    """An odd width raises ValueError: its last sine cannot be moved."""
    for d_model in (7, 1, 3):
        assert_raises(ValueError, student.shift_matrix, 2, d_model)


def embedding(student, rng, max_length, d_model):
    """A learned embedding with a random weight of ordinary size, and that weight."""
    layer = student.LearnedPositionalEmbedding(max_length=max_length, d_model=d_model)
    weight = normal(rng, max_length, d_model).float()
    layer.load_state_dict({"weight": weight}, strict=False)  # a layer may keep constants of its own in buffers
    return layer, weight


@exercise("LearnedPositionalEmbedding", points=0.5)
def test_parameter_of_the_learned_embedding(student, rng):
    """There is one parameter, `weight`, with a row for each position."""
    layer, x = student.LearnedPositionalEmbedding(9, 4), normal(rng, 2, 3, 4).float()
    parameters = vjp(layer, x, cotangents=x).parameters
    assert_equal(sorted(parameters), ["weight"], what="the parameters")
    assert_equal(tuple(layer.weight.shape), (9, 4), what="the shape of the weight")
    assert_equal(layer.weight.dtype == torch.float32, True, what="whether the weight is float32")


@exercise("LearnedPositionalEmbedding", points=1)
def test_random_start_of_the_learned_embedding(student):
    """The weight starts with independent normal draws of mean 0 and standard deviation 0.02, other ones each time."""
    # 65,536 draws show a spread that is off by 3 %, a mean that is off by 4 % of the spread, a uniform distribution,
    # copied rows. Each assertion fails a right answer less often than once in 10^9.
    first, second = (student.LearnedPositionalEmbedding(512, 128).weight for _ in range(2))
    assert_equal(tuple(first.shape), (512, 128), what="the shape of the weight")
    if torch.equal(first, second):
        fail("two embeddings start with the same numbers")
    if (first == 0).all(dim=1).any():
        fail("a row of the weight starts with zeros only")
    assert_scale(first, 0.02)
    assert_mean(first, 0.0, 0.02)
    assert_distribution(first, lambda x: torch.special.ndtr(torch.from_numpy(x) / 0.02).numpy())
    assert_uncorrelated(first)


@exercise("LearnedPositionalEmbedding", points=0.75)
def test_learned_embedding_adds_the_row_of_each_position(student, rng):
    """Vector l of each sequence gets row l of the weight added, for every length up to max_length."""
    layer, weight = embedding(student, rng, 9, 4)
    other, other_weight = embedding(student, rng, 9, 4)
    for batch, length in ((2, 5), (3, 9), (7, 1), (1, 8)):
        x = normal(rng, batch, length, 4).float()
        assert_close(layer(x), x + weight[:length])
        assert_close(other(x), x + other_weight[:length])
    x = normal(rng, 8, 3, 4).float().transpose(0, 1)
    assert_close(layer(x), x + weight[:8])
    assert_close(layer.double()(x.double()), x.double() + weight[:8].double())


@exercise("LearnedPositionalEmbedding", points=0.25)
def test_learned_embedding_refuses_longer_sequences(student, rng):
    """A sequence of more than max_length positions raises ValueError."""
    layer, _ = embedding(student, rng, 6, 4)
    layer(normal(rng, 8, 6, 4).float())
    for length in (7, 12):
        assert_raises(ValueError, layer, normal(rng, 2, length, 4).float())


@exercise("LearnedPositionalEmbedding", points=0.5)
def test_gradients_of_the_learned_embedding(student, rng):
    """The gradient reaches x and the weight: the rows in use collect it from every sequence, the others get zeros."""
    layer, _ = embedding(student, rng, 7, 4)
    x, cotangent = normal(rng, 3, 5, 4).float(), normal(rng, 3, 5, 4).float()
    pulled = vjp(layer, x, cotangents=cotangent)
    assert_close(pulled.arguments, (cotangent,), what="the gradient of argument")
    expected = {"weight": torch.cat([cotangent.sum(0), torch.zeros(2, 4)])}
    assert_close(pulled.parameters, expected, what="the gradient of parameter")


@exercise("rotary_embedding", points=1.5)
def test_rotary_embedding(student, reference, rng):
    """Each pair of neighbours turns by the angle of its position, with any number of leading axes."""
    for shape in ((2, 3, 50, 8), (40, 6), (3, 20, 4), (2, 1, 3, 7, 2)):
        x = normal(rng, *shape)
        assert_close(student.rotary_embedding(x), reference.rotary_embedding(x))


@exercise("rotary_embedding", points=1)
def test_rotary_embedding_with_another_base_or_start(student, reference, rng):
    """The base and the first position are arguments; the start may be negative."""
    x = normal(rng, 3, 20, 8)
    for base in (rng.uniform(20.0, 500.0), 100, 2):
        assert_close(student.rotary_embedding(x, base), reference.rotary_embedding(x, base))
    for start in (1, int(rng.integers(20, 40)), -7):
        assert_close(student.rotary_embedding(x, start=start), reference.rotary_embedding(x, start=start))
        assert_close(student.rotary_embedding(x, 50.0, start), reference.rotary_embedding(x, 50.0, start))


@exercise("rotary_embedding", points=0.5)
def test_rotary_embedding_of_large_positions(student, reference, rng):
    """The angles are right in float64 at positions around 5,000."""
    x = normal(rng, 5, 64)
    assert_close(student.rotary_embedding(x, start=FAR), reference.rotary_embedding(x, start=FAR), LARGE_ANGLES)


@exercise("rotary_embedding", points=0.5)
def test_rotary_embedding_of_an_odd_width_is_refused(student, rng):
    """An odd number of features raises ValueError."""
    for width in (7, 1):
        assert_raises(ValueError, student.rotary_embedding, normal(rng, 2, 6, width))


@exercise("rotary_embedding", points=0.75)
def test_gradients_of_the_rotary_embedding(student, reference, rng):
    """The gradient of x is the cotangent, turned back."""
    x, cotangent = normal(rng, 2, 9, 6), normal(rng, 2, 9, 6)
    actual = vjp(student.rotary_embedding, x, cotangents=cotangent)
    expected = vjp(reference.rotary_embedding, x, cotangents=cotangent)
    assert_close(actual.arguments, expected.arguments, what="the gradient of argument")


@exercise("rotary_embedding", points=0.75)
def test_rotary_embedding_for_other_layouts_and_dtypes(student, reference, rng):
    """Strided, transposed and expanded tensors work, as do axes of length one; the dtype of x is kept."""
    strided, transposed = normal(rng, 3, 20, 16)[:, ::2, ::2], normal(rng, 9, 3, 6).transpose(0, 1)
    for x in (strided, transposed, normal(rng, 6, 9).mT, normal(rng, 5, 4).expand(2, 5, 4), normal(rng, 1, 2)):
        assert_close(student.rotary_embedding(x, start=3), reference.rotary_embedding(x, start=3))
    for dtype in (torch.float32, torch.float16):
        x = normal(rng, 2, 9, 8).to(dtype)
        assert_close(student.rotary_embedding(x), reference.rotary_embedding(x))
        far = 40 * FAR  # an angle of 200,000 is off by hundredths in float32, whatever it was computed in
        assert_close(student.rotary_embedding(x, start=far), reference.rotary_embedding(x, start=far))
