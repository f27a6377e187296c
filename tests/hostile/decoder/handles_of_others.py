# tries: handles that it was never given: of other checks, of the judge, with the numbers of strangers
# must: a handle names an object of its own; what is asked of it fails
# honest: 4/5
# portable: yes
NUMBERS = iter([10**6, -1, 2**63, 0, 1] * 9)


class Counter(HonestCounter):
    def add(self, n):
        reply(["handle", next(NUMBERS), "int\x1b[31m</b>" * 100])
