# tries: half precision, a scalar, a list and a broadcast shape in place of the array
# must: type, shape and dtype count
# honest: 2/5
# portable: yes


def double(x, times=1):
    answer = honest_double(x, 1)
    return answer[None].astype(np.float32) if answer.ndim == 2 else list(answer)
