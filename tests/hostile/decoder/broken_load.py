# tries: to answer for its own loading: a list of a hundred thousand failures
# must: no points, and a bounded report
# honest: 0/5
# portable: yes
import os

reply(["l", [["l", ["x", ["d", [["kind", "K" * 100], ["message", "</td>" * 100]]]]]] * 1000])
os._exit(0)
