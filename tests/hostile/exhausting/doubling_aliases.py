# tries: aliases that stand for twice as many names with every line, for whoever follows them
# must: it is read in no time
# honest: 5/5
# portable: yes
# made: source += "import os as a\ndef f():\n    global a\n" + "".join(f"    a = a.x{n}\n" for n in range(60))
