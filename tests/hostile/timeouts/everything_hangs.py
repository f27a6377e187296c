# tries: to hang in every check, so that the grading takes all day
# must: the submission's budget is used up once; what was not reached says so
# honest: 0/5
# portable: yes
import time


def double(x, times=1):
    time.sleep(1000)


mean_of = Counter = double
