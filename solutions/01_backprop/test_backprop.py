"""Hidden checks of 01_backprop.

Gradients are compared with the reference's (which torch's autograd confirms), under random upstream gradients whose
signs are fixed, so that every pair (sign of x, sign of dout) occurs whatever the draw.
"""

import numpy as np

from autograder.checks import assert_close, assert_equal, exercise, fail

BROADCASTS = [
    ((4, 3), (4, 3)),
    ((4, 3), (3,)),
    ((4, 1), (4, 3)),
    ((2, 1, 5), (3, 1)),
    ((), (2, 3)),
    ((5,), ()),
    ((), ()),
    ((1,), (2, 4, 6)),
    ((1, 3), (1, 1)),
    ((1, 5, 1), (4, 1, 3)),
]


def signed(rng, shape, pattern):
    """Return numbers of size 0.3 to 2.5 (away from 0, where slopes jump) whose signs repeat the pattern."""
    return rng.uniform(0.3, 2.5, size=shape) * np.resize(pattern, shape)


def inputs(rng, shape):
    """Return forward inputs."""
    return signed(rng, shape, [1.0, 1.0, -1.0, -1.0])


def upstream(rng, shape):
    """Return upstream gradients: their signs go through another cycle than those of the inputs."""
    return signed(rng, shape, [1.0, -1.0, 1.0, -1.0, -1.0])


def layouts(rng):
    """Return pairs (x, dout) of every legal layout: C and Fortran order, strided and reversed views, size 1, 0-d."""
    x, dout = inputs(rng, (6, 8)), upstream(rng, (6, 8))
    return [
        (x, dout),
        (np.asfortranarray(x), dout),
        (x[::2, ::-3], np.asfortranarray(dout[1::2, :3])),
        (inputs(rng, (2, 1, 4)), upstream(rng, (2, 1, 4))),
        (inputs(rng, (1,)), upstream(rng, (1,))),
        (inputs(rng, ()), upstream(rng, ())),
    ]


def compare_node(student, reference, name, arguments, dout):
    """One node, once forward and once backward."""
    mine, theirs = getattr(student, name)(), getattr(reference, name)()
    assert_close(mine.forward(*arguments), theirs.forward(*arguments), what="the output")
    assert_close(mine.backward(dout), theirs.backward(dout), what="the gradient")


def compare_layouts(student, reference, rng, name):
    """A fresh node for each layout."""
    for x, dout in layouts(rng):
        compare_node(student, reference, name, (x,), dout)


def typed(rng, shape, dtype):
    """Return forward inputs of a number type; 100 + 100, 100 * 100 and e^100 are too large for int8 and its kin."""
    if dtype is np.int8:
        return np.resize([100, 3, -2, -100, 1], shape).astype(dtype)
    return inputs(rng, shape).astype(dtype)


def compare_lives(student, reference, rng, name, arity=1):
    """Two nodes at once, each used twice, with other shapes and types: each remembers its own last forward."""
    mine = [getattr(student, name)() for _ in range(2)]
    theirs = [getattr(reference, name)() for _ in range(2)]
    first_use = [((3, 4), np.float64, np.float64), ((5,), np.int8, np.float32)]  # shape, type of x, type of dout
    second_use = [((2,), np.float32, np.int8), ((3, 2), np.float64, np.float64)]
    third_use = [(shape, np.float64, np.float64) for shape, _, _ in second_use]  # the same shapes, other signs
    for use, sign in ((first_use, 1), (second_use, 1), (third_use, -1)):
        for node, (shape, dtype, _) in enumerate(use):
            arguments = [sign * typed(rng, shape, dtype) for _ in range(arity)]
            assert_close(mine[node].forward(*arguments), theirs[node].forward(*arguments), what="the output")
        for node in (0, 1, 0):
            shape, _, dtype = use[node]
            # -128 is the one int8 whose negative is none
            dout = np.resize(np.int8([-128, 5]), shape) if dtype is np.int8 else upstream(rng, shape).astype(dtype)
            assert_close(mine[node].backward(dout), theirs[node].backward(dout), what="the gradient")


@exercise("Add", points=0.5)
def test_add_returns_each_gradient_in_its_inputs_shape(student, reference, rng):
    """Add broadcasts like NumPy, and each input's gradient has that input's own shape, 0-d and size-1 axes included."""
    for x_shape, y_shape in BROADCASTS:
        dout = upstream(rng, np.broadcast_shapes(x_shape, y_shape))
        compare_node(student, reference, "Add", (inputs(rng, x_shape), inputs(rng, y_shape)), dout)


@exercise("Add", points=0.5)
def test_add_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Add nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "Add", arity=2)


@exercise("Multiply", points=0.5)
def test_multiply_returns_each_gradient_in_its_inputs_shape(student, reference, rng):
    """Multiply broadcasts like NumPy; each input's gradient is `dout` times the other input, in that input's shape."""
    for x_shape, y_shape in BROADCASTS:
        dout = upstream(rng, np.broadcast_shapes(x_shape, y_shape))
        compare_node(student, reference, "Multiply", (inputs(rng, x_shape), inputs(rng, y_shape)), dout)


@exercise("Multiply", points=0.5)
def test_multiply_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Multiply nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "Multiply", arity=2)


@exercise("Reciprocal", points=0.5)
def test_reciprocal_for_every_shape_and_layout(student, reference, rng):
    """Reciprocal is right forward and backward for x of any shape and memory layout, with negative entries too."""
    compare_layouts(student, reference, rng, "Reciprocal")


@exercise("Reciprocal", points=0.5)
def test_reciprocal_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Reciprocal nodes don't disturb each other, a node may be used again, integers and float32 give float64."""
    compare_lives(student, reference, rng, "Reciprocal")


@exercise("Exp", points=0.5)
def test_exp_for_every_shape_and_layout(student, reference, rng):
    """Exp is right forward and backward for x of any shape and memory layout."""
    compare_layouts(student, reference, rng, "Exp")


@exercise("Exp", points=0.5)
def test_exp_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Exp nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "Exp")


@exercise("Sigmoid", points=0.5)
def test_sigmoid_for_every_shape_and_layout(student, reference, rng):
    """Sigmoid is right forward and backward for x of any shape and memory layout."""
    compare_layouts(student, reference, rng, "Sigmoid")


@exercise("Sigmoid", points=0.5)
def test_sigmoid_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Sigmoid nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "Sigmoid")


@exercise("Sigmoid", points=1)
def test_sigmoid_is_stable_far_from_zero(student, reference, rng):
    """Sigmoid of +-1000 is 1 and 0, with slope 0, without a warning; the entries beside them stay right."""
    x = np.array([[-1000.0, -40.0, -0.5], [0.0, 40.0, 1000.0]])
    compare_node(student, reference, "Sigmoid", (x,), upstream(rng, x.shape))
    for sign in (-1.0, 1.0):  # one sign throughout; 0.5 sets the scale, beside which e^-500 of a clipped input is 0
        saturated = sign * np.array([[1000.0, 1000.0], [0.5, 1000.0]])
        compare_node(student, reference, "Sigmoid", (saturated,), upstream(rng, (2, 2)))


@exercise("Tanh", points=0.5)
def test_tanh_for_every_shape_and_layout(student, reference, rng):
    """Tanh is right forward and backward for x of any shape and memory layout, and at +-1000 without a warning."""
    compare_layouts(student, reference, rng, "Tanh")
    x = np.array([-1000.0, 0.5, 1000.0])
    compare_node(student, reference, "Tanh", (x,), upstream(rng, x.shape))


@exercise("Tanh", points=0.5)
def test_tanh_nodes_are_independent_and_reusable(student, reference, rng):
    """Two Tanh nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "Tanh")


@exercise("ReLU", points=0.5)
def test_relu_passes_the_gradient_where_its_input_was_positive(student, reference, rng):
    """ReLU is right for every shape and layout: the slope depends on x alone, and is 0 at x = 0."""
    compare_layouts(student, reference, rng, "ReLU")
    x = np.array([0.0, -1.0, 1.0, 0.0, 0.5])  # 0.5: a slope of 1 begins at 0, not at 1
    compare_node(student, reference, "ReLU", (x,), np.array([2.0, 3.0, -4.0, -5.0, 6.0]))


@exercise("ReLU", points=0.5)
def test_relu_nodes_are_independent_and_reusable(student, reference, rng):
    """Two ReLU nodes don't disturb each other, a node may be used again, and integers and float32 give float64."""
    compare_lives(student, reference, rng, "ReLU")


def compare_linear(mine, theirs, x, dout):
    """One batch, forward and backward."""
    assert_close(mine.forward(x), theirs.forward(x))
    compare_linear_backward(mine, theirs, dout)


def compare_linear_backward(mine, theirs, dout):
    """Another backward for the last batch."""
    assert_close(mine.backward(dout), theirs.backward(dout), what="dx")
    assert_close(mine.dW, theirs.dW, what="dW")
    assert_close(mine.db, theirs.db, what="db")


def linear_pair(student, reference, rng, d_in, d_out):
    """Return the student's layer and the reference's, with the same weights."""
    W, b = inputs(rng, (d_in, d_out)), upstream(rng, (d_out,))
    return student.Linear(W, b), reference.Linear(W, b)


@exercise("Linear", points=1)
def test_linear_forward_and_gradients(student, reference, rng):
    """Linear maps (N, d_in) to (N, d_out), and dx, dW, db are right for batches and widths of different size."""
    for count, d_in, d_out in [(5, 3, 4), (2, 4, 3), (6, 2, 2)]:
        mine, theirs = linear_pair(student, reference, rng, d_in, d_out)
        compare_linear(mine, theirs, inputs(rng, (count, d_in)), upstream(rng, (count, d_out)))


@exercise("Linear", points=0.5)
def test_linear_with_sizes_of_one(student, reference, rng):
    """One row, one input or one output change nothing: dW keeps W's shape and db keeps b's."""
    for count, d_in, d_out in [(1, 3, 4), (5, 1, 4), (5, 3, 1), (1, 1, 1)]:
        mine, theirs = linear_pair(student, reference, rng, d_in, d_out)
        compare_linear(mine, theirs, inputs(rng, (count, d_in)), upstream(rng, (count, d_out)))


@exercise("Linear", points=0.5)
def test_linear_overwrites_its_gradients(student, reference, rng):
    """A second backward, and another batch of another size, overwrite dW and db instead of adding to them."""
    mine, theirs = linear_pair(student, reference, rng, 3, 4)
    compare_linear(mine, theirs, inputs(rng, (5, 3)), upstream(rng, (5, 4)))
    compare_linear_backward(mine, theirs, upstream(rng, (5, 4)))
    compare_linear(mine, theirs, inputs(rng, (2, 3)), upstream(rng, (2, 4)))


@exercise("Linear", points=0.5)
def test_linear_layers_are_independent(student, reference, rng):
    """Two layers at once, of one size or of two, keep their own weights, inputs and gradients."""
    pairs = [linear_pair(student, reference, rng, d_in, d_out) for d_in, d_out in [(3, 4), (3, 4), (4, 2)]]
    for mine, theirs in pairs:
        x = inputs(rng, (5, np.shape(theirs.W)[0]))
        assert_close(mine.forward(x), theirs.forward(x))
    for mine, theirs in pairs:
        dout = upstream(rng, (5, np.size(theirs.b)))
        assert_close(mine.backward(dout), theirs.backward(dout))
    for mine, theirs in pairs:
        assert_close(mine.dW, theirs.dW, what="dW")
        assert_close(mine.db, theirs.db, what="db")


@exercise("Linear", points=0.5)
def test_linear_accepts_any_layout_and_number_type(student, reference, rng):
    """Integer and float32 weights, inputs and upstream gradients give float64; Fortran order and views work."""
    W = (40 * inputs(rng, (3, 4))).astype(np.int8)
    b = upstream(rng, 4).astype(np.float32)
    x = (40 * inputs(rng, (5, 3))).astype(np.int8)
    compare_linear(student.Linear(W, b), reference.Linear(W, b), x, (40 * upstream(rng, (5, 4))).astype(np.int8))
    W = inputs(rng, (3, 4)).astype(np.float32)
    b = np.array([100, 100, -100, 7], dtype=np.int8)
    x, dout = inputs(rng, (5, 3)).astype(np.float32), upstream(rng, (5, 4)).astype(np.float32)
    compare_linear(student.Linear(W, b), reference.Linear(W, b), x, dout)
    W, b = inputs(rng, (6, 8))[::2, ::-2], upstream(rng, 8)[::-2]
    x, dout = np.asfortranarray(inputs(rng, (5, 3))), upstream(rng, (10, 4))[::2]
    compare_linear(student.Linear(W, b), reference.Linear(W, b), x, dout)


@exercise("sigmoid_neuron", points=1)
def test_sigmoid_neuron(student, reference, rng):
    """The output and all five gradients of the neuron are right, for positive and negative weights and inputs."""
    for signs in ([1.0, -1.0, 1.0], [-1.0, -1.0, -1.0], [1.0, 1.0, -1.0]):
        w, x = signed(rng, 3, signs), signed(rng, 2, signs[1:])
        assert_close(student.sigmoid_neuron(w, x), reference.sigmoid_neuron(w, x))


@exercise("sigmoid_neuron", points=0.5)
def test_sigmoid_neuron_when_saturated(student, reference):
    """A neuron whose sum is +-1000 gives 1 or 0 and gradients of 0, without a warning."""
    for bias in (-994.0, 1006.0):
        w, x = np.array([2.0, -3.0, bias]), np.array([3.0, 4.0])
        # all six numbers in one array, beside a 1: the e^-500 of a clipped sum is as good as the 0 of an exact one
        answers = (np.hstack([1.0, *module.sigmoid_neuron(w, x)]) for module in (student, reference))
        assert_close(*answers, what="a 1, the output, dw and dx")


@exercise("sigmoid_neuron", points=0.5)
def test_sigmoid_neuron_accepts_any_number_type(student, reference, rng):
    """Integer and float32 weights and inputs, and views, give float64 results."""
    w, x = np.array([100, -100, 2], dtype=np.int8), np.array([2, 2], dtype=np.int8)
    assert_close(student.sigmoid_neuron(w, x), reference.sigmoid_neuron(w, x))
    w, x = inputs(rng, 3).astype(np.float32), upstream(rng, 2).astype(np.float32)
    assert_close(student.sigmoid_neuron(w, x), reference.sigmoid_neuron(w, x))
    w, x = inputs(rng, 6)[::-2], upstream(rng, 4)[::2]
    assert_close(student.sigmoid_neuron(w, x), reference.sigmoid_neuron(w, x))


def polynomial(rng, shape):
    """Return f(x) = sum c x^3 + (sum c x)^2, for which the central difference is the gradient plus exactly c h^2.

    The second term ties the entries to each other, so that an entry that was left moved shows at all the others.
    """
    c = rng.uniform(0.5, 1.5, size=shape)

    def f(x):
        if np.shape(x) != c.shape:
            fail(f"f must be called with arrays of x's shape {c.shape}, not {np.shape(x)}")
        return float(np.sum(c * x**3) + np.sum(c * x) ** 2)

    return f


@exercise("numerical_gradient", points=0.5)
def test_numerical_gradient_uses_central_differences_with_the_given_step(student, reference, rng):
    """The result is the central difference for the h that is given: steps are chosen so large that h shows."""
    for h in (0.5, 0.125):
        f, x = polynomial(rng, (2, 3)), inputs(rng, (2, 3))
        assert_close(student.numerical_gradient(f, x, h=h), reference.numerical_gradient(f, x, h=h))
    f, x = polynomial(rng, 4), inputs(rng, 4)
    assert_close(student.numerical_gradient(f, x, 0.25), reference.numerical_gradient(f, x, 0.25))


@exercise("numerical_gradient", points=0.5)
def test_numerical_gradient_steps_by_1e_5_unless_told(student, rng):
    """Without h the step is 1e-5: the function bends so sharply that another step would give another result."""
    x = 1e-5 * inputs(rng, 3)
    gradient = student.numerical_gradient(lambda x: float(np.sum((1e5 * x) ** 3)), x)
    assert_close(gradient, 1e5 * (3 * (1e5 * x) ** 2 + 1))  # of (x / h)^3: the slope 3 x^2 / h^3 plus h^2 / h^3


@exercise("numerical_gradient", points=0.5)
def test_numerical_gradient_for_every_shape(student, reference, rng):
    """Any shape (0-d, size-1 axes, three axes) and layout of x will do; every entry is moved alone and put back."""
    h = 0.125
    wide, read_only = inputs(rng, (4, 6)), inputs(rng, 3)
    read_only.flags.writeable = False
    views = [np.asfortranarray(wide), wide[::2, ::-3], read_only]
    for x in (inputs(rng, ()), inputs(rng, (1,)), inputs(rng, (2, 1, 3)), *views):
        f = polynomial(rng, x.shape)
        assert_close(student.numerical_gradient(f, x, h), reference.numerical_gradient(f, x, h))


@exercise("numerical_gradient", points=0.5)
def test_numerical_gradient_at_integers_and_float32(student, reference, rng):
    """Integers and float32 are converted first, so that a step smaller than their resolution is not lost."""
    for x in (
        np.array([[1, -2, 3]]),
        np.array([100, 1], dtype=np.int8),
        inputs(rng, 5).astype(np.float32),
        np.array(2),
    ):
        f = polynomial(rng, x.shape)
        # 2^-27 is below float32's resolution here, and x +- 2^-27 is exact in float64: no rounding to allow for.
        for h in (0.125, 2.0**-27):
            assert_close(student.numerical_gradient(f, x, h), reference.numerical_gradient(f, x, h))


def numbers(values):
    """Return what came back as one float64 array; integers are fine here, anything but numbers is not."""
    for value in values:
        if not isinstance(value, (int, float, np.number, np.ndarray)) or np.ndim(value):
            fail(f"data and grad must be numbers, not {type(value).__name__}")
    return np.array(values, dtype=np.float64)


def compare_graph(student, reference, build, *leaves):
    """Build the same graph with both classes, go backward once, compare the output and every watched gradient.

    `build` gets the leaves and returns the output, or (output, further nodes to watch).
    """
    results = []
    for Value in (student.Value, reference.Value):
        values = [Value(leaf) for leaf in leaves]
        built = build(*values)
        out, watched = built if isinstance(built, tuple) else (built, [])
        out.backward()
        nodes = [*values, *watched, out]
        results.append(numbers([out.data, *(node.grad for node in nodes)]))
    assert_close(
        *results, what="the array of the output's data and the gradients of the leaves, inner values and output"
    )


@exercise("Value", points=0.5)
def test_value_arithmetic_between_values(student, reference, rng):
    """`+ - * /` between two values and unary minus are right, forward and backward, for either sign."""
    for sign in (1.0, -1.0):
        x, y, z = signed(rng, 3, [1.0, sign, -1.0])
        compare_graph(student, reference, lambda x, y: x + y, x, y)
        compare_graph(student, reference, lambda x, y: x - y, x, y)
        compare_graph(student, reference, lambda x, y: x * y, x, y)
        compare_graph(student, reference, lambda x, y: x / y, x, y)
        compare_graph(student, reference, lambda x: -x, x)
        compare_graph(student, reference, lambda x, y, z: (x - y * z) / (-z + x) * (y - z), x, y, z)


@exercise("Value", points=0.5)
def test_value_arithmetic_with_numbers_on_either_side(student, reference, rng):
    """A number may stand on the left or on the right of every operator, an integer or a float."""
    x, c = signed(rng, 2, [1.0, -1.0])
    for number in (float(c), 3):
        compare_graph(student, reference, lambda x, n=number: x + n, x)
        compare_graph(student, reference, lambda x, n=number: n + x, x)
        compare_graph(student, reference, lambda x, n=number: x - n, x)
        compare_graph(student, reference, lambda x, n=number: n - x, x)
        compare_graph(student, reference, lambda x, n=number: x * n, x)
        compare_graph(student, reference, lambda x, n=number: n * x, x)
        compare_graph(student, reference, lambda x, n=number: x / n, x)
        compare_graph(student, reference, lambda x, n=number: n / x, x)


@exercise("Value", points=0.5)
def test_value_powers(student, reference, rng):
    """`**` takes positive, negative, fractional and zero exponents, and passes the upstream gradient on."""
    x = rng.uniform(0.5, 1.5)
    for exponent in (2, 3, -1, -2, 0.5, -1.5, 1, 0):
        compare_graph(student, reference, lambda x, n=exponent: (x**n) * -3.0, x)
    compare_graph(student, reference, lambda x: 2.5 * x**3, -x)
    compare_graph(student, reference, lambda x: x**0 + x, 0.0)


@exercise("Value", points=0.5)
def test_value_functions(student, reference, rng):
    """exp, tanh, sigmoid and relu are right, forward and backward, and pass the upstream gradient on."""
    for x in (*inputs(rng, 4), 0.0):
        compare_graph(student, reference, lambda x: x.exp() * -3.0, x)
        compare_graph(student, reference, lambda x: x.tanh() * -3.0, x)
        compare_graph(student, reference, lambda x: x.sigmoid() * -3.0, x)
        compare_graph(student, reference, lambda x: x.relu() * -3.0, x)
    compare_graph(student, reference, lambda x: (x.tanh().exp() + x.sigmoid().relu()).tanh(), rng.uniform(0.3, 0.9))


def reused(build):
    """Return the graph and its mirror image: which input is visited first must not matter."""
    return [build, lambda x, y: build(y, x)]


@exercise("Value", points=1)
def test_value_used_several_times(student, reference, rng):
    """A value that is used several times adds up all its gradients before it passes them on, however deep the uses."""

    def early_and_late(x, y):  # the middle node is used by the output, and again three nodes deeper
        middle = x * y
        return middle + (middle * y + 1.0).tanh(), [middle]

    def late_and_early(x, y):
        middle = x * y
        return (middle * y + 1.0).tanh() * middle, [middle]

    def ladder(x, y):
        for _ in range(4):
            x, y = x * y, x + y
        return x - y

    def doubled(x):  # 2^40 paths lead back to x: who walks them one by one does not arrive
        for _ in range(40):
            x = x + x
        return x

    x, y = rng.uniform(0.5, 1.2, size=2)
    compare_graph(student, reference, doubled, x)
    compare_graph(student, reference, lambda x: x * x, x)
    compare_graph(student, reference, lambda x: x + x, x)
    compare_graph(student, reference, lambda x: x / x + x - x, x)
    for build in (early_and_late, late_and_early, ladder):
        for graph in reused(build):
            compare_graph(student, reference, graph, x, y)


@exercise("Value", points=0.5)
def test_value_backward_again_and_on_other_graphs(student, reference, rng):
    """A second backward gives the same gradients; what an earlier graph left is cleared only where this one reaches."""
    numbers_in = rng.uniform(0.5, 1.5, size=3)
    results = []
    for Value in (student.Value, reference.Value):
        x, y, z = (Value(number) for number in numbers_in)
        middle = x * y
        first, second = middle * x + 2.0, x * z
        nodes = [x, y, z, middle, first, second]
        history = []
        for out in (first, first, second, middle, first):
            out.backward()
            history.append(numbers([node.grad for node in nodes]))
        results.append(np.array(history))
    assert_close(*results, what="the table of gradients (a row per backward, a column per value)")


@exercise("Value", points=0.5)
def test_value_data_is_a_float(student):
    """`data` is a float even when an integer or a float32 came in, and `grad` is 0 before any backward."""
    for number in (3, -7.5, 0, np.float32(0.1), np.int64(4)):
        value = student.Value(number)
        assert_close(value.data, float(number))
        assert_equal(numbers([value.grad]), np.zeros(1))
    assert_close((student.Value(7) * 2).data, 14.0)


@exercise("Value", points=0.5)
def test_value_functions_far_from_zero(student, reference):
    """Sigmoid and tanh of +-1000 are right, with slope 0 and without a warning."""
    for x in (-1000.0, 1000.0):
        compare_graph(student, reference, lambda x: x.sigmoid() + x.tanh(), x)


@exercise("Value", points=0.5)
def test_value_long_chain(student, reference, rng):
    """A long chain of values goes backward: it is deeper than Python's recursion limit of 1,000."""

    def chain(value):
        for _ in range(1050):  # beyond the limit; each step is a message, and 5,000 would be slow on a busy machine
            value = value * 1.0001
        return value

    compare_graph(student, reference, chain, rng.uniform(0.5, 1.5))
