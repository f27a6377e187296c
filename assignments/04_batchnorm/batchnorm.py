"""Batch normalisation: every feature gets mean 0 and variance 1 over the batch, then a scale and a shift of its own.

In training the layer measures mean and variance on the batch at hand, and keeps running averages of both; in
evaluation it uses these averages, so that the answer for one example doesn't depend on its neighbours. The backward
pass has to know that batch statistics are functions of the input, too.

Textbooks and libraries differ in the details; here PyTorch's conventions hold, and they are stated where they matter.
N is the number of examples, D of features, C of channels. Input may be float64, float32 or integer, in any memory
layout; it is converted to float64 first, every array that comes back is float64, and no argument is modified.

Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate
Shift", ICML 2015: algorithm 1 and section 3 (training), algorithm 2 (inference), section 3.2 (convolutions).
"""

import numpy as np


class BatchNorm:
    r"""Batch normalisation of x (N, D), every feature (column) on its own.

    In training, with the mean $\mu_j$ and the *biased* variance $\sigma_j^2$ (divide by N) of feature $j$ in the batch,

    $$\hat{x}_{ij} = \frac{x_{ij} - \mu_j}{\sqrt{\sigma_j^2 + \epsilon}}, \qquad
      y_{ij} = \gamma_j \hat{x}_{ij} + \beta_j$$

    Attributes, float64 arrays of shape (D,):
    gamma, beta                 scale and shift, ones and zeros at first; an optimizer assigns new ones
    running_mean, running_var   averages for evaluation, zeros and ones at first
    dgamma, dbeta               gradients left by the last `backward`
    and training (bool), True at first.

    >>> bn = BatchNorm(2)
    >>> bn.forward(np.array([[1.0, 10.0], [3.0, 50.0]])).round(4)
    array([[-1., -1.],
           [ 1.,  1.]])
    >>> bn.running_mean  # nine tenths of the old 0, one tenth of the batch's 2 and 30
    array([0.2, 3. ])
    >>> bn.running_var  # nine tenths of the old 1, one tenth of the unbiased 2 and 800
    array([ 1.1, 80.9])
    """

    def __init__(self, num_features: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        """Set the attributes of the class docstring for `num_features` features, in training mode.

        eps stands under the root, beside the variance. momentum is the weight of the *new* batch in running averages.
        """
        # YOUR CODE HERE
        raise NotImplementedError()

    def train(self) -> None:
        """Switch to training mode: `training` is True, and `forward` uses and records the statistics of the batch."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def eval(self) -> None:
        """Switch to evaluation mode: `training` is False, and `forward` uses the running statistics."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x: np.ndarray) -> np.ndarray:
        r"""Normalise, scale and shift x (N, D); the result is (N, D).

        Training: normalise with the statistics of the batch (biased variance, formula above); then both averages move,

            running = (1 - momentum) * running + momentum * batch,

        where the running variance takes the *unbiased* variance of the batch (divide by N - 1). One row has no unbiased
        variance: N = 1 raises ValueError and leaves the running statistics as they were.
        Evaluation: normalise with running_mean and running_var (the same formula, eps included), for any N from 1 on;
        nothing is recorded.

        The result is accurate also where the mean of a feature is far larger than its spread.
        """
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        r"""From the gradient of the loss with respect to the output, (N, D), to that with respect to the input, (N, D).

        Leaves dgamma and dbeta (D,), overwritten at every call, not accumulated. All three belong to the last
        `forward`: to its input and its mode, to the gamma and the running statistics that it used, whatever came after.
        In training $\mu$ and $\sigma^2$ are functions of x and pass gradients on; in evaluation they are constants.
        """
        # YOUR CODE HERE
        raise NotImplementedError()


class BatchNorm2d(BatchNorm):
    r"""Batch normalisation of images x (N, C, H, W): one mean, variance, gamma and beta for each *channel*.

    The statistics of a channel run over the batch and all its pixels, so N H W takes the place of N everywhere: in the
    biased and the unbiased variance, and in the least number of values (N H W = 1 raises ValueError in training).
    Attributes as in `BatchNorm`, of shape (C,). `train` and `eval` are inherited.

    >>> bn = BatchNorm2d(1)
    >>> bn.forward(np.array([[[[1.0, 3.0]]], [[[1.0, 3.0]]]])).round(4)  # (2, 1, 1, 2)
    array([[[[-1.,  1.]]],
    <BLANKLINE>
    <BLANKLINE>
           [[[-1.,  1.]]]])
    """

    def __init__(self, num_channels: int, eps: float = 1e-5, momentum: float = 0.1) -> None:
        """Set the attributes for `num_channels` channels, in training mode."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Normalise, scale and shift x (N, C, H, W) by channel; the result has the same shape."""
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, dout: np.ndarray) -> np.ndarray:
        """As `BatchNorm.backward`: dout (N, C, H, W) -> dx (N, C, H, W), leaving dgamma and dbeta of shape (C,)."""
        # YOUR CODE HERE
        raise NotImplementedError()
