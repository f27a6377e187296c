# tries: to change the function that it was given, its globals, defaults and code
# must: it holds a messenger, not the function
# honest: 4/5
# portable: yes


def mean_of(function, x):
    for owner in (function, type(function)):
        for name in ("__code__", "__defaults__", "__globals__", "__closure__", "__call__"):
            try:
                setattr(owner, name, (lambda *a: 0.0))
            except Exception:
                pass
    return float(np.mean([function(v) for v in x]))
