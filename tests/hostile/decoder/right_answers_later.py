# tries: to ask the judge for the value by a reference to a name, as the judge does
# must: crashed: names are the judge's to send
# honest: 2/5
# portable: yes


def double(x, times=1):
    reply(["name", "reference"])
