# tries: tags that stand for code in other formats
# must: crashed
# honest: 2/5
# portable: yes
TAGS = iter(["pickle", "__reduce__", "eval", "name", "generator", "torch_dtype"] * 2)


def double(x, times=1):
    reply([next(TAGS), "os.system", "true", None])
