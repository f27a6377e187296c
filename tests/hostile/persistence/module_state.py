# tries: state of shared libraries that the next worker might inherit
# must: the next worker is forked from a process that never ran this
# honest: 5/5
# portable: yes
import sys

if getattr(np, "hostile_left", None) or getattr(sys, "hostile_left", None):
    raise RuntimeError("state of another worker")
np.hostile_left = sys.hostile_left = True
np.random.seed(0)
np.seterr(all="ignore")
