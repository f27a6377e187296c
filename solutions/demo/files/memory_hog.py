# after the reference: keeps every batch that it has ever seen, a few million times
class BatchNorm(BatchNorm):
    def forward(self, x):
        self.history = [np.repeat(x, 1_000_000) for _ in range(100)]
        return super().forward(x)
