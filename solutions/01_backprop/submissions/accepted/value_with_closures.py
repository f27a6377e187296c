"""Each operation leaves a closure that passes the gradient on; values are ordered by when they were made."""

import itertools
import math

CLOCK = itertools.count()


class Value:
    def __init__(self, data, sources=()):
        self.data = float(data)
        self.grad = 0
        self.born = next(CLOCK)
        self.sources = sources
        self.pass_on = lambda: None

    def __repr__(self):
        return f"Value({self.data})"

    @staticmethod
    def of(number):
        return number if isinstance(number, Value) else Value(number)

    def __add__(self, other):
        other = Value.of(other)
        out = Value(self.data + other.data, (self, other))

        def pass_on():
            self.grad += out.grad
            other.grad += out.grad

        out.pass_on = pass_on
        return out

    def __mul__(self, other):
        other = Value.of(other)
        out = Value(self.data * other.data, (self, other))

        def pass_on():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out.pass_on = pass_on
        return out

    def __truediv__(self, other):
        other = Value.of(other)
        out = Value(self.data / other.data, (self, other))

        def pass_on():
            self.grad += out.grad / other.data
            other.grad -= out.grad * self.data / other.data**2

        out.pass_on = pass_on
        return out

    def __pow__(self, exponent):
        def slope():
            return 0 if exponent == 0 else exponent * self.data ** (exponent - 1)

        return self.apply(self.data**exponent, slope)

    def apply(self, data, slope):
        out = Value(data, (self,))

        def pass_on():
            self.grad += slope() * out.grad

        out.pass_on = pass_on
        return out

    def exp(self):
        return self.apply(math.exp(self.data), lambda: math.exp(self.data))

    def tanh(self):
        return self.apply(math.tanh(self.data), lambda: 1 - math.tanh(self.data) ** 2)

    def sigmoid(self):
        size = math.exp(-abs(self.data))
        data = 1 / (1 + size) if self.data >= 0 else size / (1 + size)
        return self.apply(data, lambda: data * (1 - data))

    def relu(self):
        return self.apply(self.data if self.data > 0 else 0, lambda: int(self.data > 0))

    def __neg__(self):
        return 0 - self

    def __sub__(self, other):
        return self + (-1) * Value.of(other)

    def __radd__(self, other):
        return Value.of(other) + self

    def __rmul__(self, other):
        return Value.of(other) * self

    def __rsub__(self, other):
        return Value.of(other) - self

    def __rtruediv__(self, other):
        return Value.of(other) / self

    def backward(self):
        found, todo = {self}, [self]
        while todo:
            for source in todo.pop().sources:
                if source not in found:
                    found.add(source)
                    todo.append(source)
        for value in found:
            value.grad = 0
        self.grad = 1
        for value in sorted(found, key=lambda value: value.born, reverse=True):
            value.pass_on()
