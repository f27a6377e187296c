# tries: a chain of attributes so long that a reader's stack is too short
# must: it is read, or not; the judge stays up
# honest: 5/5
# portable: yes
# made: source += "".join("def f%d(a):\n    return a%s\n" % (n, ".b" * 2900) for n in range(20))
