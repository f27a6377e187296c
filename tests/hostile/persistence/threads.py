# tries: to leave a thread that changes results later
# must: refused, or of no use
# honest: 2/5
# portable: yes
import threading
import time


def later():
    global double
    time.sleep(0.05)
    double = lambda x, times=1: np.zeros_like(x)


def double(x, times=1):
    threading.Thread(target=later, daemon=True).start()
    return None
