"""Public checks of 01_backprop: small figures that can be followed by hand."""

import numpy as np

from autograder.checks import assert_close, assert_gradient, exercise


@exercise("Add")
def test_add_shares_out_the_gradient(student):
    """Both inputs of a sum get the upstream gradient; a repeated input gets the sum over its copies."""
    node = student.Add()
    out = node.forward(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([10.0, 20.0, 30.0]))
    assert_close(out, np.array([[11.0, 22.0, 33.0], [14.0, 25.0, 36.0]]), what="the output")
    dx, dy = node.backward(np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 4.0]]))
    assert_close(dx, np.array([[1.0, 2.0, 3.0], [0.5, -1.0, 4.0]]), what="dx")
    assert_close(dy, np.array([1.5, 1.0, 7.0]), what="dy (y was repeated for each row)")


@exercise("Multiply")
def test_multiply_exchanges_its_inputs(student):
    """Each factor's gradient is the upstream gradient times the other factor, in the factor's own shape."""
    node = student.Multiply()
    out = node.forward(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[10.0], [-1.0]]))
    assert_close(out, np.array([[10.0, 20.0], [-3.0, -4.0]]), what="the output")
    dx, dy = node.backward(np.array([[1.0, 0.5], [2.0, 3.0]]))
    assert_close(dx, np.array([[10.0, 5.0], [-2.0, -3.0]]), what="dx")
    assert_close(dy, np.array([[2.0], [18.0]]), what="dy (y was stretched over the columns)")


@exercise("Reciprocal")
def test_reciprocal_of_the_lecture_circuit(student):
    """The lecture's node: 1 / 1.37 is .73, and an upstream gradient of 1 becomes -.53."""
    node = student.Reciprocal()
    assert_close(node.forward(np.array([1.37, -2.0])), np.array([1 / 1.37, -0.5]), what="the output")
    assert_close(node.backward(np.array([1.0, 4.0])), np.array([-1 / 1.37**2, -1.0]), what="dx")


@exercise("Exp")
def test_exp_of_the_lecture_circuit(student):
    """The lecture's node: at x = -1 an upstream gradient of -.53 becomes -.195."""
    node = student.Exp()
    assert_close(node.forward(np.array([-1.0, 0.0])), np.array([0.36787944117144233, 1.0]), what="the output")
    assert_close(node.backward(np.array([-0.53, 2.0])), np.array([-0.19497610382086443, 2.0]), what="dx")


@exercise("Sigmoid")
def test_sigmoid_slope_is_a_quarter_at_most(student):
    """At 0 sigmoid is 1/2 with slope 1/4; at ln 3 it is 3/4 with slope 3/16."""
    node = student.Sigmoid()
    assert_close(node.forward(np.array([0.0, np.log(3.0)])), np.array([0.5, 0.75]), what="the output")
    assert_close(node.backward(np.array([1.0, 16.0])), np.array([0.25, 3.0]), what="dx")


@exercise("Sigmoid")
def test_sigmoid_far_out(student):
    """At +-1000 sigmoid is 1 and 0 with slope 0, and nothing overflows on the way."""
    node = student.Sigmoid()
    assert_close(node.forward(np.array([-1000.0, 1000.0])), np.array([0.0, 1.0]), what="the output")
    assert_close(node.backward(np.array([1.0, 1.0])), np.array([0.0, 0.0]), what="dx")


@exercise("Tanh")
def test_tanh_slope_is_one_at_most(student):
    """At 0 the slope of tanh is 1 (not 1/2, as the lecture note says); at ln 2 tanh is .6 with slope .64."""
    node = student.Tanh()
    assert_close(node.forward(np.array([0.0, np.log(2.0)])), np.array([0.0, 0.6]), what="the output")
    assert_close(node.backward(np.array([3.0, 100.0])), np.array([3.0, 64.0]), what="dx")


@exercise("ReLU")
def test_relu_lets_pass_where_its_input_was_positive(student):
    """A negative upstream gradient passes where x > 0, a positive one is stopped where x <= 0."""
    node = student.ReLU()
    assert_close(node.forward(np.array([-2.0, 0.0, 3.0, 4.0])), np.array([0.0, 0.0, 3.0, 4.0]), what="the output")
    assert_close(node.backward(np.array([5.0, 5.0, -7.0, 1.0])), np.array([0.0, 0.0, -7.0, 1.0]), what="dx")


@exercise("Linear")
def test_linear_by_hand(student):
    """Two rows, three inputs, two outputs: out, dx, dW and db as computed by hand."""
    layer = student.Linear(np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]]), np.array([0.5, -0.5]))
    out = layer.forward(np.array([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]]))
    assert_close(out, np.array([[-1.5, 6.5], [1.5, 0.5]]), what="the output")
    dx = layer.backward(np.array([[1.0, 10.0], [2.0, -1.0]]))
    assert_close(dx, np.array([[1.0, 20.0, 9.0], [2.0, -2.0, -3.0]]), what="dx")
    assert_close(layer.dW, np.array([[1.0, 10.0], [4.0, 19.0], [1.0, 31.0]]), what="dW")
    assert_close(layer.db, np.array([3.0, 9.0]), what="db (one entry per output: the sum over the rows)")


@exercise("Linear")
def test_linear_against_central_differences(student, rng):
    """The dx of a layer agrees with the central differences of its own forward."""
    x, dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    layer = student.Linear(rng.normal(size=(3, 2)), rng.normal(size=2))
    layer.forward(x)
    assert_gradient(layer.backward(dout), layer.forward, x, dout, what="dx")


@exercise("sigmoid_neuron")
def test_sigmoid_neuron_worked_example(student):
    """The lecture's circuit with w = (2, -3, -3), x = (-1, -2), in nine digits instead of the note's two."""
    out, dw, dx = student.sigmoid_neuron(np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0]))
    assert_close(out, 0.7310585786300049, what="out")
    assert_close(dw, np.array([-0.19661193324148185, -0.3932238664829637, 0.19661193324148185]), what="dw")
    assert_close(dx, np.array([0.3932238664829637, -0.5898357997244456]), what="dx")


@exercise("numerical_gradient")
def test_numerical_gradient_of_a_cube_is_off_by_the_step_squared(student):
    """For x^3 the central difference is 3 x^2 + h^2, exactly: with h = 1/2 a quarter too much."""
    gradient = student.numerical_gradient(lambda x: float(np.sum(x**3)), np.array([[1.0, -2.0], [0.0, 4.0]]), h=0.5)
    assert_close(gradient, np.array([[3.25, 12.25], [0.25, 48.25]]))


@exercise("numerical_gradient")
def test_numerical_gradient_of_a_single_number(student):
    """A 0-d array has one entry, and its gradient is 0-d too."""
    assert_close(student.numerical_gradient(lambda x: 3.0 * float(x) ** 2, np.array(2.0), h=0.25), 12.0)


@exercise("Value")
def test_value_adds_up_its_uses(student):
    """For y = x * x + 2 / x at x = 4: dy/dx = 2 x - 2 / x^2 = 7.875, with a gradient from each of the three uses."""
    x = student.Value(4.0)
    y = x * x + 2 / x
    y.backward()
    assert_close(y.data, 16.5, what="y.data")
    assert_close(x.grad, 7.875, what="x.grad")


@exercise("Value")
def test_value_waits_until_a_gradient_is_complete(student):
    """For m = 3 x, y = m + m * m at x = 1: dy/dm = 1 + 2 m = 7 must be complete before it goes on to x."""
    x = student.Value(1.0)
    m = 3.0 * x
    y = m + m * m
    for _ in range(2):  # and a second backward gives the same
        y.backward()
        assert_close(m.grad, 7.0, what="m.grad")
        assert_close(x.grad, 21.0, what="x.grad")


@exercise("Value")
def test_value_rebuilds_the_neuron(student):
    """The worked neuron once more, recorded by `Value`: the same five gradients."""
    w, x = [student.Value(number) for number in (2.0, -3.0, -3.0)], [student.Value(number) for number in (-1.0, -2.0)]
    out = (w[0] * x[0] + w[1] * x[1] + w[2]).sigmoid()
    out.backward()
    assert_close(out.data, 0.7310585786300049, what="out.data")
    slope = 0.19661193324148185
    grads = [value.grad for value in (*w, *x)]
    assert_close(grads, [-slope, -2 * slope, slope, 2 * slope, -3 * slope], what="the gradients of w and x")


@exercise("Value")
def test_value_functions_at_easy_places(student):
    """At 0, tanh and sigmoid have slopes 1 and 1/4, exp has slope 1, relu slope 0; above 0 relu has slope 1."""
    for name, at, data, slope in [
        ("tanh", 0.0, 0.0, 1.0),
        ("sigmoid", 0.0, 0.5, 0.25),
        ("exp", 0.0, 1.0, 1.0),
        ("relu", 2.0, 2.0, 1.0),
        ("relu", 0.0, 0.0, 0.0),
    ]:
        x = student.Value(at)
        out = getattr(x, name)() * 8.0
        out.backward()
        assert_close(out.data, 8.0 * data, what=f"8 {name}({at})")
        assert_close(x.grad, 8.0 * slope, what=f"the gradient of 8 {name}(x) at {at}")
