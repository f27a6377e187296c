# tries: as many threads as it can get
# must: refused, or gone with the worker
# honest: 2/5
# portable: no
import threading
import time


def double(x, times=1):
    made = []
    try:
        for _ in range(500):
            made.append(threading.Thread(target=time.sleep, args=(5,), daemon=True))
            made[-1].start()
    except RuntimeError:
        pass
    print(len(made))
    return None
