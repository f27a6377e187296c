"""A value passes its gradient on when all of its users have reported (Kahn's algorithm); data are NumPy scalars."""

from collections import Counter

import numpy as np


class Value:
    def __init__(self, data):
        self.data = np.float64(data)
        self.grad = np.float64(0)
        self.inputs = []

    def make(self, data, *inputs):
        out = Value(data)
        out.inputs = list(inputs)
        return out

    def __add__(self, other):
        if not isinstance(other, Value):
            return self.make(self.data + other, (self, 1.0))
        return self.make(self.data + other.data, (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        if not isinstance(other, Value):
            return self.make(self.data - other, (self, 1.0))
        return self.make(self.data - other.data, (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return self.make(other - self.data, (self, -1.0))

    def __mul__(self, other):
        if not isinstance(other, Value):
            return self.make(self.data * other, (self, other))
        return self.make(self.data * other.data, (self, other.data), (other, self.data))

    def __truediv__(self, other):
        if not isinstance(other, Value):
            return self.make(self.data / other, (self, 1 / other))
        return self.make(self.data / other.data, (self, 1 / other.data), (other, -self.data / other.data**2))

    def __rtruediv__(self, other):
        return self.make(other / self.data, (self, -other / self.data**2))

    __radd__ = __add__
    __rmul__ = __mul__

    def __neg__(self):
        return self.make(-self.data, (self, -1.0))

    def __pow__(self, n):
        return self.make(self.data**n, (self, n * self.data ** (n - 1) if n != 0 else 0.0))

    def exp(self):
        return self.make(np.exp(self.data), (self, np.exp(self.data)))

    def tanh(self):
        out = np.tanh(self.data)
        return self.make(out, (self, (1 + out) * (1 - out)))

    def sigmoid(self):
        out = 0.5 + 0.5 * np.tanh(0.5 * self.data)
        return self.make(out, (self, out - out * out))

    def relu(self):
        return self.make(np.maximum(self.data, 0), (self, np.float64(self.data > 0)))

    def backward(self):
        users, reached, todo = Counter(), [self], [self]
        known = {id(self)}
        while todo:
            value = todo.pop()
            for source, _ in value.inputs:
                users[id(source)] += 1
                if id(source) not in known:
                    known.add(id(source))
                    reached.append(source)
                    todo.append(source)
        for value in reached:
            value.grad = np.float64(0)
        self.grad = np.float64(1)
        ready = [self]
        while ready:
            value = ready.pop()
            for source, slope in value.inputs:
                source.grad = source.grad + slope * value.grad
                users[id(source)] -= 1
                if users[id(source)] == 0:
                    ready.append(source)
