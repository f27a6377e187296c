"""The slopes out (1 - out) of sigmoid, 1 - out^2 of tanh and out of exp are formulas in the *output*; you put the input
into them.
"""

import numpy as np


class Exp:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.exp(self.x)

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * self.x


class Sigmoid:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.exp(-np.logaddexp(0.0, -self.x))

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * self.x * (1.0 - self.x)


class Tanh:
    def forward(self, x):
        self.x = np.asarray(x, dtype=np.float64)
        return np.tanh(self.x)

    def backward(self, dout):
        return np.asarray(dout, dtype=np.float64) * (1.0 - self.x**2)
