# tries: to hang while it is loaded
# must: a timeout; the budget bounds all checks together
# honest: 0/5
# portable: yes
while True:
    pass
