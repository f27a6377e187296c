"""The reference of 01_backprop against torch's autograd, and its worked example."""

import doctest
import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest
import torch

PATH = Path(__file__).parents[2] / "solutions" / "01_backprop" / "backprop.py"
SPEC = importlib.util.spec_from_file_location("backprop_reference", PATH)
backprop = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(backprop)

CLOSE = {"rtol": 1e-9, "atol": 1e-12}  # float64 closed forms

SHAPES = [((4, 3), (3,)), ((4, 3), (4, 1)), ((2, 1, 5), (3, 1)), ((), (2, 3)), ((3,), ()), ((), ()), ((1,), (2, 4, 6))]
UNARY = {
    "Reciprocal": torch.reciprocal,
    "Exp": torch.exp,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "ReLU": torch.relu,
}


@pytest.fixture
def rng():
    return np.random.default_rng(20260728)


def leaf(array):
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def test_the_docstring_examples_run():
    attempted = doctest.testmod(backprop)
    assert attempted.attempted > 20
    assert attempted.failed == 0


def test_the_worked_example_of_the_circuit():
    out, dw, dx = backprop.sigmoid_neuron(np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0]))
    np.testing.assert_allclose(out, 0.731058579, atol=5e-10)
    np.testing.assert_allclose(dw, [-0.196611933, -0.393223866, 0.196611933], atol=5e-10)
    np.testing.assert_allclose(dx, [0.393223866, -0.589835800], atol=5e-10)


def test_the_figures_that_the_handout_corrects():
    _, dw, dx = backprop.sigmoid_neuron(np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0]))
    assert round(2.0 - 0.1 * dw[0], 5) == 2.01966
    assert round(dx[0], 5) == 0.39322
    x = np.linspace(-3.0, 3.0, 61)
    sigmoid, tanh, steep = backprop.Sigmoid(), backprop.Tanh(), backprop.Sigmoid()
    np.testing.assert_allclose(2.0 * sigmoid.forward(x) - 1.0, np.tanh(x / 2.0), **CLOSE)
    np.testing.assert_allclose(2.0 * steep.forward(2.0 * x) - 1.0, tanh.forward(x), **CLOSE)
    assert tanh.backward(np.ones(61)).max() == 1.0
    assert sigmoid.backward(np.ones(61)).max() == 0.25


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize(("name", "function"), [("Add", torch.add), ("Multiply", torch.multiply)])
def test_binary_nodes_agree_with_autograd_under_broadcasting(name, function, shapes, rng):
    x, y = rng.normal(size=shapes[0]), rng.normal(size=shapes[1])
    tensors = leaf(x), leaf(y)
    expected = function(*tensors)
    dout = rng.normal(size=expected.shape)
    expected.backward(torch.tensor(dout))

    node = getattr(backprop, name)()
    np.testing.assert_allclose(node.forward(x, y), expected.detach().numpy(), **CLOSE)
    for gradient, tensor in zip(node.backward(dout), tensors, strict=True):
        assert np.shape(gradient) == tuple(tensor.shape)
        np.testing.assert_allclose(gradient, tensor.grad.numpy(), **CLOSE)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 4), (2, 1, 3)])
@pytest.mark.parametrize("name", UNARY)
def test_unary_nodes_agree_with_autograd(name, shape, rng):
    x = rng.uniform(0.3, 3.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)
    tensor = leaf(x)
    expected = UNARY[name](tensor)
    dout = rng.normal(size=shape)
    expected.backward(torch.tensor(dout))

    node = getattr(backprop, name)()
    np.testing.assert_allclose(node.forward(x), expected.detach().numpy(), **CLOSE)
    np.testing.assert_allclose(node.backward(dout), tensor.grad.numpy(), **CLOSE)


@pytest.mark.parametrize("name", ["Sigmoid", "Tanh"])
def test_saturated_nodes_agree_with_autograd_without_a_warning(name):
    x = np.array([-1000.0, -40.0, -1e-3, 0.0, 1e-3, 40.0, 1000.0])
    tensor = leaf(x)
    UNARY[name](tensor).sum().backward()

    node = getattr(backprop, name)()
    np.testing.assert_allclose(node.forward(x), UNARY[name](tensor).detach().numpy(), **CLOSE)
    np.testing.assert_allclose(node.backward(np.ones(7)), tensor.grad.numpy(), **CLOSE)


def test_the_relu_slope_at_zero_is_that_of_torch():
    tensor = leaf(np.zeros(1))
    torch.relu(tensor).backward(torch.ones(1, dtype=torch.float64))
    node = backprop.ReLU()
    node.forward(np.zeros(1))
    assert node.backward(np.ones(1)) == tensor.grad.item() == 0.0


@pytest.mark.parametrize("sizes", [(5, 3, 4), (1, 3, 2), (4, 1, 1)])
def test_linear_agrees_with_autograd(sizes, rng):
    count, d_in, d_out = sizes
    arrays = rng.normal(size=(count, d_in)), rng.normal(size=(d_in, d_out)), rng.normal(size=d_out)
    x, W, b = map(leaf, arrays)
    expected = torch.nn.functional.linear(x, W.T, b)
    dout = rng.normal(size=(count, d_out))
    expected.backward(torch.tensor(dout))

    layer = backprop.Linear(arrays[1], arrays[2])
    np.testing.assert_allclose(layer.forward(arrays[0]), expected.detach().numpy(), **CLOSE)
    for _ in range(2):  # the second call overwrites what the first one left
        np.testing.assert_allclose(layer.backward(dout), x.grad.numpy(), **CLOSE)
        np.testing.assert_allclose(layer.dW, W.grad.numpy(), **CLOSE)
        np.testing.assert_allclose(layer.db, b.grad.numpy(), **CLOSE)


@pytest.mark.parametrize("dtype", [np.float32, np.int64])
def test_nodes_return_float64(dtype):
    x = np.array([[1, 2, 4]], dtype=dtype)
    for name in UNARY:
        node = getattr(backprop, name)()
        assert node.forward(x).dtype == node.backward(x).dtype == np.float64
    for name in ("Add", "Multiply"):
        node = getattr(backprop, name)()
        assert node.forward(x, x).dtype == np.float64
        assert {gradient.dtype for gradient in node.backward(x)} == {np.dtype(np.float64)}


def test_sigmoid_neuron_agrees_with_autograd(rng):
    w, x = rng.normal(size=3), rng.normal(size=2)
    tensors = leaf(w), leaf(x)
    expected = torch.sigmoid(tensors[0][:2] @ tensors[1] + tensors[0][2])
    expected.backward()
    out, dw, dx = backprop.sigmoid_neuron(w, x)
    np.testing.assert_allclose(out, expected.item(), **CLOSE)
    np.testing.assert_allclose(dw, tensors[0].grad.numpy(), **CLOSE)
    np.testing.assert_allclose(dx, tensors[1].grad.numpy(), **CLOSE)


@pytest.mark.parametrize("shape", [(), (4,), (2, 3), (2, 1, 3)])
def test_numerical_gradient_approximates_autograd(shape, rng):
    x = rng.normal(size=shape)
    weights = rng.normal(size=shape)
    tensor = leaf(x)
    (torch.tanh(tensor) * torch.tensor(weights)).sum().backward()
    gradient = backprop.numerical_gradient(lambda x: float((np.tanh(x) * weights).sum()), x)
    assert gradient.shape == shape
    np.testing.assert_allclose(gradient, tensor.grad.numpy(), atol=1e-9)  # h^2 and rounding / h are both about 1e-10


def expression(x, y, z, functions):
    exp, tanh, sigmoid, relu = functions
    shared = 2.0 + x * y
    left = tanh(shared / z) - relu(-shared) + 3.0 * relu(y)
    right = sigmoid(x - 1.5) ** 3 / shared - exp(-z * x) + 1.0 / y
    return (2.0 - left) * right + shared * shared - x**-1


def test_value_agrees_with_autograd_on_an_expression_with_shared_parts(rng):
    numbers = rng.uniform(0.5, 1.5, size=3)
    tensors = [leaf(number) for number in numbers]
    expected = expression(*tensors, (torch.exp, torch.tanh, torch.sigmoid, torch.relu))
    expected.backward()

    Value = backprop.Value
    values = [Value(number) for number in numbers]
    out = expression(*values, (Value.exp, Value.tanh, Value.sigmoid, Value.relu))
    for _ in range(2):
        out.backward()
        np.testing.assert_allclose(out.data, expected.item(), **CLOSE)
        np.testing.assert_allclose([v.grad for v in values], [t.grad.item() for t in tensors], **CLOSE)


def test_value_is_stable_and_has_zero_slopes_where_torch_has():
    for number in (-1000.0, 0.0, 1000.0):
        for name in ("sigmoid", "tanh", "relu"):
            tensor, value = leaf(number), backprop.Value(number)
            expected, out = getattr(tensor, name)(), getattr(value, name)()
            expected.backward()
            out.backward()
            assert (out.data, value.grad) == (expected.item(), tensor.grad.item())
    tensor, value = leaf(0.0), backprop.Value(0.0)
    (tensor**0).backward()
    (value**0).backward()
    assert value.grad == tensor.grad.item() == 0.0


def test_value_survives_a_chain_of_5000():
    x = backprop.Value(1.0)
    out = x
    for _ in range(5000):
        out = out * 1.0001
    out.backward()
    assert math.isclose(x.grad, 1.0001**5000, rel_tol=1e-9)


def test_backward_clears_only_the_graph_that_it_reaches():
    shared, other, third = (backprop.Value(number) for number in (2.0, 3.0, 5.0))
    (shared * other).backward()
    (shared * third).backward()
    assert (shared.grad, other.grad, third.grad) == (5.0, 2.0, 2.0)
