# tries: exceptions that interpreters swallow: GeneratorExit and StopIteration
# must: exceptions like any other
# honest: 1/5
# portable: yes


def double(x, times=1):
    raise GeneratorExit


def mean_of(function, x):
    raise StopIteration(42.0)
