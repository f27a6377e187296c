# tries: right values but for one NaN
# must: failed
# honest: 2/5
# portable: yes


def double(x, times=1):
    answer = honest_double(x, abs(times))
    answer.flat[0] = np.nan
    return answer
