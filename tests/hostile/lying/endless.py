# tries: an object with a length of 2^31 and endless iteration
# must: no points and no hang beyond the limit
# honest: 4/5
# portable: yes


class Endless(HonestCounter):
    def __init__(self, start=0):
        self.start = start

    def add(self, n):
        return self

    def __len__(self):
        return 2**31 - 1

    def __iter__(self):
        while True:
            yield self

    def __float__(self):
        return self


Counter = Endless
