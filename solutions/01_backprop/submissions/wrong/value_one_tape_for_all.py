"""All values share one list on the class, and `backward` clears and walks all of it. Values outside the graph of this
output must keep their gradients.
"""

import numpy as np


class Value:
    tape = []

    def __init__(self, data):
        self.data = float(data)
        self.grad = 0.0
        self._edges = ()
        Value.tape.append(self)

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data)
        out._edges = ((self, 1.0), (other, 1.0))
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data)
        out._edges = ((self, other.data), (other, self.data))
        return out

    def __pow__(self, exponent):
        out = Value(self.data**exponent)
        out._edges = ((self, exponent * self.data ** (exponent - 1) if exponent else 0.0),)
        return out

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -other

    def __truediv__(self, other):
        return self * (other**-1 if isinstance(other, Value) else 1.0 / other)

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def _function(self, data, slope):
        out = Value(data)
        out._edges = ((self, float(slope)),)
        return out

    def exp(self):
        return self._function(np.exp(self.data), np.exp(self.data))

    def tanh(self):
        return self._function(np.tanh(self.data), 1.0 - np.tanh(self.data) ** 2)

    def sigmoid(self):
        out = np.exp(-np.logaddexp(0.0, -self.data))
        return self._function(out, out * (1.0 - out))

    def relu(self):
        return self._function(max(self.data, 0.0), self.data > 0.0)

    def _order(self):
        return Value.tape[::-1]

    def backward(self):
        order = self._order()
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            for source, slope in node._edges:
                source.grad += slope * node.grad
